// leveldown: LevelDB through the addon itself, which answers with callbacks: put, get, batches, iterators in
// both directions with limits and seeking, reopening, refusals. (The package's own JavaScript:
// leveldown.on-node.js.)
'use strict';
const assert = require('assert');
const fs = require('fs');
const os = require('os');
const path = require('path');
const { promisify } = require('util');
const level = require('./node_modules/leveldown/build/Release/leveldown.node');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'leveldown-'));
const [open, close, put, get, del, getMany, batch, clear, end, write, destroy] = [
  'db_open', 'db_close', 'db_put', 'db_get', 'db_del', 'db_get_many', 'batch_do', 'db_clear', 'iterator_end',
  'batch_write', 'destroy_db',
].map((name) => promisify(level[name]));
const next = (iterator) =>
  new Promise((resolve, reject) =>
    level.iterator_next(iterator, (error, entries, finished) => (error ? reject(error) : resolve({ entries, finished }))));

async function read(db, options) {
  const iterator = level.iterator_init(db, options);
  const found = [];
  if (options.seek) level.iterator_seek(iterator, options.seek);
  // An iterator that has finished must not be asked again.
  for (let finished = false; !finished; ) {
    const answer = await next(iterator);
    found.push(...answer.entries);
    finished = answer.finished;
  }
  await end(iterator);
  return found.map(String).reverse().join(' ');
}

async function main() {
  const options = { createIfMissing: true };
  let db = level.db_init();
  await open(db, folder, options);
  for (let number = 0; number < 300; number++) await put(db, `key${1000 + number}`, `value ${number}`.repeat(number), {});
  console.log(await get(db, 'key1001', {}), await get(db, Buffer.from('key1002'), { asBuffer: true }));
  await get(db, 'none', {}).catch((error) => console.log(error.message));
  await del(db, 'key1001', {});
  await batch(db, [{ type: 'put', key: 'a', value: '1' }, { type: 'del', key: 'key1003' }], {});
  const chained = level.batch_init(db);
  level.batch_put(chained, 'b', Buffer.from([0, 255]));
  level.batch_del(chained, 'a');
  await write(chained, {});
  console.log(await getMany(db, ['a', 'b', 'key1002'], { asBuffer: true }));
  await close(db);

  db = level.db_init();
  await open(db, folder, options);
  const range = { keys: true, values: false, fillCache: false, keyAsBuffer: false, valueAsBuffer: false, limit: -1, highWaterMark: 16384 };
  console.log(await read(db, { ...range, limit: 5 }));
  console.log(await read(db, { ...range, gt: 'key1294' }), '|', await read(db, { ...range, gt: 'key1294', reverse: true }));
  console.log(await read(db, { ...range, seek: 'key1297' }));
  await clear(db, { gte: 'key1010', limit: -1, reverse: false });
  console.log(await read(db, range));
  console.log(level.db_get_property(db, 'leveldb.stats').split('\n').length > 1);
  await assert.rejects(open(level.db_init(), folder, options), /lock/i);
  await close(db);
  await destroy(folder);
  await assert.rejects(open(level.db_init(), folder, { createIfMissing: false }));
}

main().finally(() => fs.rmSync(folder, { recursive: true, force: true }));
