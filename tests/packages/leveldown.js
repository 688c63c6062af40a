// leveldown: a database in a folder with callbacks: put, get, batches, iterators, ranges, sizes,
// snapshots, repair, destruction, and refusals.
'use strict';
const assert = require('assert');
const fs = require('fs');
const os = require('os');
const path = require('path');
const { promisify } = require('util');
const leveldown = require('leveldown');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'leveldown-'));
const place = path.join(folder, 'db');

async function refusal(label, run) {
  try {
    console.log(label, 'gave', await run());
  } catch (error) {
    console.log(label, error.name, error.code, error.message.replaceAll(folder, '<folder>'));
  }
}

async function entries(db, options) {
  const iterator = db.iterator(options);
  const next = () => new Promise((resolve, reject) => {
    iterator.next((failed, key, value) => (failed ? reject(failed) : resolve(key === undefined ? null : [String(key), String(value)])));
  });
  const list = [];
  for (let entry = await next(); entry; entry = await next()) list.push(entry.join('='));
  await promisify(iterator.end.bind(iterator))();
  return list;
}

async function main() {
  const db = leveldown(place);
  const call = (name, ...args) => promisify(db[name]).apply(db, args);
  console.log(db.status, db.location === place);
  await refusal('absent database', () => promisify(db.open).call(db, { createIfMissing: false }));
  await call('open', { errorIfExists: true, compression: true });
  console.log(db.status);
  await call('put', 'a', '1');
  await call('put', Buffer.from('b'), Buffer.from([0, 255]));
  console.log(await call('get', 'a'), await call('get', 'b'), await call('get', 'a', { asBuffer: false }));
  await refusal('absent key', () => call('get', 'zzz'));
  await call('batch', [{ type: 'put', key: 'c', value: 'x' }, { type: 'del', key: 'a' }, { type: 'put', key: 'é', value: '€' }]);
  const chained = db.batch();
  for (let i = 0; i < 500; i++) chained.put(`n${String(i).padStart(4, '0')}`, `value ${i}`);
  chained.del('n0013');
  await promisify(chained.write.bind(chained))();
  console.log(await call('getMany', ['c', 'n0013', 'n0499', 'é'], { asBuffer: false }));
  console.log(await entries(db, { gte: 'n0010', lt: 'n0016' }), await entries(db, { reverse: true, limit: 3 }), (await entries(db, {})).length);
  console.log(await entries(db, { gt: 'c', limit: 2, keys: true, values: false }));
  const seeking = db.iterator({ keyAsBuffer: false, valueAsBuffer: false });
  seeking.seek('n0400');
  console.log(await new Promise((resolve) => seeking.next((failed, key, value) => resolve([failed ?? null, key, value]))));
  await call('put', 'n0401', 'changed behind the snapshot');
  console.log(await new Promise((resolve) => seeking.next((failed, key, value) => resolve([failed ?? null, key, value]))));
  await promisify(seeking.end.bind(seeking))();
  await call('clear', { gte: 'n0100', lt: 'n0200' });
  console.log((await entries(db, {})).length, typeof await call('approximateSize', 'a', 'z'), db.getProperty('leveldb.num-files-at-level0'));
  await call('compactRange', 'a', 'z');
  const second = leveldown(place);
  await refusal('locked', () => promisify(second.open).call(second));
  await refusal('empty key', () => call('put', '', 'x'));
  await refusal('no value', () => call('put', 'x', null));
  await refusal('batch of nonsense', () => call('batch', [{ type: 'boil', key: 'x' }, 5]));
  await refusal('property', () => db.getProperty(5));
  await refusal('no callback', () => db.get('x'));
  const pending = Promise.all(Array.from({ length: 20 }, (_, i) => call('put', `p${i}`, 'x'.repeat(1000))));
  await pending;
  await call('close');
  console.log(db.status);
  await promisify(leveldown.repair)(place);
  await promisify(leveldown.destroy)(place);
  console.log(fs.existsSync(path.join(place, 'CURRENT')));
  await refusal('nothing to repair', () => promisify(leveldown.repair)(path.join(folder, 'nowhere', 'deep')));
  fs.rmSync(folder, { recursive: true });
  assert.ok(!fs.existsSync(folder));
}

main();
