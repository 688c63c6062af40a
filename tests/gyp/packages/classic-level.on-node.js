// classic-level through the package's own JavaScript, which needs fs.promises: napkin does not have it yet.
'use strict';
const assert = require('assert');
const fs = require('fs');
const os = require('os');
const path = require('path');
const { ClassicLevel } = require('classic-level');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'classic-level-'));

async function main() {
  const db = new ClassicLevel(folder, { valueEncoding: 'json' });
  await db.batch(Array.from({ length: 100 }, (_, key) => ({ type: 'put', key: `k${100 + key}`, value: { key } })));
  assert.deepStrictEqual(await db.get('k150'), { key: 50 });
  assert.strictEqual(await db.get('none'), undefined);
  assert.deepStrictEqual(await db.keys({ gt: 'k195', reverse: true }).all(), ['k199', 'k198', 'k197', 'k196']);
  const values = [];
  for await (const [, value] of db.iterator({ lt: 'k105' })) values.push(value.key);
  assert.deepStrictEqual(values, [0, 1, 2, 3, 4]);
  const snapshot = db.snapshot();
  await db.clear();
  assert.strictEqual(await db.get('k150'), undefined);
  assert.deepStrictEqual(await db.get('k150', { snapshot }), { key: 50 });
  await snapshot.close();
  await db.close();
}

main().finally(() => fs.rmSync(folder, { recursive: true, force: true }));
