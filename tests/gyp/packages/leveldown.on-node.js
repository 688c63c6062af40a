// leveldown through the package's own JavaScript.
'use strict';
const assert = require('assert');
const fs = require('fs');
const os = require('os');
const path = require('path');
const { promisify } = require('util');
const leveldown = require('leveldown');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'leveldown-'));

async function main() {
  const db = leveldown(folder);
  const call = (method, ...values) => promisify(db[method]).call(db, ...values);
  await call('open');
  await call('batch', Array.from({ length: 50 }, (_, key) => ({ type: 'put', key: `k${100 + key}`, value: String(key) })));
  assert.strictEqual(await call('get', 'k120', { asBuffer: false }), '20');
  await assert.rejects(call('get', 'none'), /NotFound/);
  const iterator = db.iterator({ gt: 'k147', keyAsBuffer: false });
  const keys = [];
  await new Promise((resolve, reject) => {
    iterator.next(function each(error, key) {
      if (error) return reject(error);
      if (key === undefined) return resolve();
      keys.push(key);
      iterator.next(each);
    });
  });
  assert.deepStrictEqual(keys, ['k148', 'k149']);
  await promisify(iterator.end).call(iterator);
  await call('close');
}

main().finally(() => fs.rmSync(folder, { recursive: true, force: true }));
