// libsql: statements, transactions, functions over rows, pragmas, big integers, the promise style,
// files, and refusals.
'use strict';
const assert = require('assert');
const fs = require('fs');
const os = require('os');
const path = require('path');
const Database = require('libsql');
const connectPromise = require('libsql/promise');

function attempt(label, run) {
  try {
    console.log(label, 'gave', run());
  } catch (error) {
    console.log(label, error.name, error.code, error.message);
  }
}

// What an answer took is another time each time.
const timeless = (value) => JSON.parse(JSON.stringify(value ?? null, (key, part) => (key === 'duration' ? typeof part : typeof part === 'bigint' ? `${part}n` : part)));

const db = new Database(':memory:');
console.log(db.open, db.inTransaction, db.name, db.memory, db.readonly);
db.exec(`create table book (id integer primary key, title text not null unique, price real, cover blob, extra);
  insert into book values (1, 'Ünï', 9.5, x'00ff', null)`);
const insert = db.prepare('insert into book (title, price, cover, extra) values (?, ?, ?, ?)');
console.log(timeless(insert.run('second', 1e300, Buffer.from('bytes'), 2n ** 53n + 1n)), timeless(insert.run('third', null, new Uint8Array(0), '')));
const all = db.prepare('select * from book order by id');
console.log(all.columns().map(({ name }) => name).join());
attempt('a number too big', () => all.all());
all.safeIntegers(true);
console.log(all.all());
console.log(timeless(db.prepare('select id, title from book where id = :id').get({ id: 1 })), db.prepare('select 1 where 0').get());
console.log(db.prepare('select title from book').pluck().all(), db.prepare('select id, price from book').raw().all());
console.log([...db.prepare('select title from book where id > ?').iterate(1)].map(({ title }) => title));

const many = db.transaction((count) => {
  for (let i = 0; i < count; i++) insert.run(`book ${i}`, i / 4, null, i);
  if (count === 13) throw new Error('thirteen');
  return db.inTransaction;
});
console.log(many(2000), db.inTransaction);
attempt('transaction', () => many(13));
console.log(timeless(db.prepare('select count(*) as n, sum(price) as p from book').get()));
many.immediate?.(0);

attempt('syntax', () => db.prepare('selec 1'));
attempt('absent table', () => db.exec('drop table nowhere'));
attempt('twice', () => insert.run('third', 1, null, null));
attempt('null', () => insert.run(null, 1, null, null));
attempt('too few values', () => timeless(insert.run('x')));
attempt('an object as value', () => insert.run({}, 1, null, [1]));
attempt('no text', () => db.prepare());
attempt('absent folder', () => new Database('/nowhere/at/all.db'));
db.close();
attempt('closed', () => db.prepare('select 1').get());

async function main() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'libsql-'));
  const file = path.join(folder, 'a.db');
  const first = new Database(file);
  first.pragma('journal_mode = wal');
  first.exec('create table t (n); insert into t values (1), (2)');
  const reader = new Database(file, { readonly: true });
  console.log(timeless(reader.prepare('select sum(n) as s from t').get()));
  reader.close();
  first.close();
  const connect = connectPromise.connect ?? connectPromise;
  const promised = typeof connect === 'function' && connect.prototype?.prepare ? new connect(file) : await connect(file);
  const statement = await promised.prepare('select n from t where n >= ?');
  console.log(await statement.all([2]), timeless(await statement.get(1)));
  await promised.exec('insert into t values (3)');
  console.log((await Promise.all(Array.from({ length: 8 }, async (_, i) => (await promised.prepare('select count(*) + ? as c from t')).get([i])))).map(({ c }) => c).join());
  try {
    await promised.exec('insert into nowhere values (1)');
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
  await promised.close();
  fs.rmSync(folder, { recursive: true });
  assert.ok(!fs.existsSync(folder));
}

main();
