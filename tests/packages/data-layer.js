// A data layer as a content system has it: knex on libsql (better-sqlite3's interface): migrations,
// relations, transactions, a pool, streams, events, raw queries, and refusals.
'use strict';
const assert = require('assert');
const fs = require('fs');
const os = require('os');
const path = require('path');
const knex = require('knex');
const Dialect = require('knex/lib/dialects/better-sqlite3/index.js');

// What an application does to use a fork of better-sqlite3.
class LibsqlClient extends Dialect {
  _driver() { return require('libsql'); }
}

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'data-layer-'));
const db = knex({ client: LibsqlClient, connection: { filename: path.join(folder, 'data.db') }, useNullAsDefault: true, pool: { min: 1, max: 1 } });

async function refusal(label, run) {
  try {
    console.log(label, 'gave', await run());
  } catch (error) {
    console.log(label, error.name, error.code, error.message);
  }
}

const migrations = [
  { name: '1-articles', async up(k) {
    await k.schema.createTable('authors', (t) => { t.increments('id'); t.string('name', 80).notNullable().unique(); t.timestamp('created_at').defaultTo('2020-01-01'); });
    await k.schema.createTable('articles', (t) => { t.increments('id'); t.string('title').notNullable(); t.text('body'); t.boolean('published').defaultTo(false); t.json('meta'); t.integer('author_id').references('authors.id').onDelete('CASCADE'); t.index(['title', 'published']); });
  }, async down(k) { await k.schema.dropTable('articles').dropTable('authors'); } },
  { name: '2-tags', async up(k) {
    await k.schema.createTable('tags', (t) => { t.increments(); t.string('name'); });
    await k.schema.createTable('articles_tags', (t) => { t.integer('article_id'); t.integer('tag_id'); t.primary(['article_id', 'tag_id']); });
    await k.schema.alterTable('articles', (t) => { t.float('rating'); });
  }, async down(k) { await k.schema.dropTable('articles_tags').dropTable('tags'); } },
];
const migrationSource = { getMigrations: async () => migrations, getMigrationName: ({ name }) => name, getMigration: async (migration) => migration };

async function main() {
  const queries = [];
  db.on('query', ({ sql }) => queries.push(sql));
  const [batch, names] = await db.migrate.latest({ migrationSource });
  console.log(batch, names, await db.schema.hasTable('tags'), await db.schema.hasColumn('articles', 'rating'));
  console.log(Object.keys(await db('articles').columnInfo()).join());

  const [author] = await db('authors').insert([{ name: 'Ada' }, { name: 'Ünï' }], ['id', 'name']);
  console.log(author);
  await db.batchInsert('articles', Array.from({ length: 120 }, (_, i) => ({ title: `Article ${String(i).padStart(3, '0')}`, body: 'x'.repeat(i), author_id: 1 + (i % 2), published: i % 3 === 0, meta: JSON.stringify({ i }), rating: i / 7 })), 40);
  await db('tags').insert([{ name: 'news' }, { name: 'old' }]);
  await db('articles_tags').insert(Array.from({ length: 20 }, (_, i) => ({ article_id: i + 1, tag_id: 1 + (i % 2) })));
  console.log(await db('articles').count({ n: '*' }).first(), await db('articles').where('published', true).andWhere('rating', '>', 10).avg('rating as r').first());

  // A page of a relation, as a content API asks for it.
  const page = await db('articles as a').join('authors as w', 'w.id', 'a.author_id').leftJoin('articles_tags as at', 'at.article_id', 'a.id').leftJoin('tags as t', 't.id', 'at.tag_id')
    .select('a.id', 'a.title', { author: 'w.name', tag: 't.name' }).whereIn('a.id', [1, 2, 3, 50]).orderBy([{ column: 'a.title', order: 'desc' }]).limit(3).offset(1);
  console.log(page);
  console.log(await db.with('top', (q) => q.select('*').from('articles').orderBy('rating', 'desc').limit(3)).select('title').from('top').pluck('title'));
  console.log(await db('articles').select(db.raw("json_extract(meta, '$.i') as i, length(body) as l")).whereRaw('rating between ? and ?', [16, 16.5]));
  console.log((await db('articles').where('title', 'like', '%01%').update({ body: db.raw("title || '!'") })), (await db('articles').where('id', 2).first()).body.length, await db('articles').where('id', '>', 110).del());

  await db.transaction(async (trx) => {
    await trx('authors').insert({ name: 'in a transaction' });
    const inner = await trx.transaction(async (deep) => { await deep('authors').insert({ name: 'deep' }); throw new Error('back'); }).catch(({ message }) => message);
    console.log(inner, (await trx('authors')).length);
  });
  await refusal('rolled back', () => db.transaction(async (trx) => { await trx('authors').insert({ name: 'gone' }); throw new RangeError('all of it'); }));
  console.log((await db('authors').pluck('name')).join());
  const together = await Promise.all(Array.from({ length: 20 }, (_, i) => db('articles').where('id', i + 1).first('title')));
  console.log(together.length, together[19].title);
  let rows = 0;
  for await (const row of db('articles').select('id').orderBy('id').stream()) rows += row.id > 0 ? 1 : 0;
  console.log('stream', rows);
  console.log(db('articles').where({ a: 1 }).orWhereNull('b').toString(), db('x').insert({ a: [1] }).toSQL().sql);

  await refusal('absent table', () => db('nowhere'));
  await refusal('twice', () => db('authors').insert({ name: 'Ada' }));
  await refusal('null', () => db('articles').insert({ body: 'no title' }));
  await refusal('undefined', () => db('articles').where({ id: undefined }));
  await refusal('raw', () => db.raw('selec ?', [1]));
  await refusal('bindings', () => db.raw('select ? + ?', [1]));
  await db.migrate.rollback({ migrationSource }, true);
  console.log(await db.schema.hasTable('articles'), queries.length > 40, queries.filter((sql) => sql.startsWith('BEGIN')).length);
  await db.destroy();
  await refusal('destroyed', () => db('authors'));
  fs.rmSync(folder, { recursive: true });
  assert.ok(!fs.existsSync(folder));
}

main();
