// classic-level: LevelDB with Snappy, through the addon itself (the package's JavaScript, in
// classic-level.on-node.js, needs fs.promises): put, get, batches, iterators in both directions, reopening,
// and the state on disk. The functions answer with promises.
'use strict';
const assert = require('assert');
const fs = require('fs');
const os = require('os');
const path = require('path');
const level = require('./node_modules/classic-level/build/Release/classic_level.node');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'classic-level-'));

async function main() {
  const options = { createIfMissing: true, compression: true };
  let db = level.db_init();
  await level.db_open(db, folder, options);
  for (let number = 0; number < 500; number++) {
    await level.db_put(db, `key ${String(number).padStart(4, '0')}`, 'value '.repeat(number), {});
  }
  const none = 0;
  console.log(await level.db_get(db, none, 'key 0003', undefined));
  console.log(await level.db_get(db, none, 'no such key', undefined));
  await level.db_del(db, 'key 0003', {});
  console.log(await level.db_get(db, none, 'key 0003', undefined));
  await level.batch_do(db, [
    { type: 'put', key: 'a', value: '1' },
    { type: 'put', key: Buffer.from('b'), value: Buffer.from([0, 1, 255]) },
    { type: 'del', key: 'key 0004' },
  ], {});
  const batch = level.batch_init(db);
  level.batch_put(batch, 'c', '3');
  level.batch_del(batch, 'a');
  await level.batch_write(batch, { sync: true });
  console.log(await level.db_get(db, none, 'a', undefined), await level.db_get(db, none, 'c', undefined));
  console.log(await level.db_get_many(db, ['b', 'c', 'x'], { valueEncoding: 'buffer' }, undefined));
  console.log(level.db_get_property(db, 'leveldb.num-files-at-level0'));
  await level.db_close(db);

  db = level.db_init();
  await level.db_open(db, folder, options);
  await level.db_compact_range(db, 'a', 'z');
  console.log((await level.db_get(db, none, 'key 0499', undefined)).length, typeof (await level.db_approximate_size(db, 'a', 'z')));
  await level.db_clear(db, { gte: 'key 0100', limit: -1, reverse: false }, undefined);
  console.log(await level.db_get(db, none, 'key 0100', undefined), (await level.db_get(db, none, 'key 0099', undefined)).length);
  await assert.rejects(level.db_open(level.db_init(), folder, options), /lock/i);
  await level.db_close(db);
  await assert.rejects(level.db_open(level.db_init(), path.join(folder, 'none'), { createIfMissing: false }));
  console.log(fs.readdirSync(folder).includes('CURRENT'));
  await level.destroy_db(folder);
  console.log(fs.existsSync(folder) && fs.readdirSync(folder));
}

main().finally(() => fs.rmSync(folder, { recursive: true, force: true }));
