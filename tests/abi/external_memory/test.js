// The running total of external memory follows each change. (Where it starts is the host's affair.)
'use strict';
const assert = require('node:assert');
const { addon, note } = require('../trace.js');
const native = addon();

const start = native.adjust(0);
assert.deepStrictEqual([start.status, start.pending], [0, false]);
assert.ok(start.value >= 0);
for (const [change, total] of [[1000, 1000], [1, 1001], [-1, 1000], [1 << 20, 1000 + (1 << 20)],
  [-(1 << 20), 1000], [-1000, 0]]) {
  const outcome = native.adjust(change);
  assert.strictEqual(outcome.status, 0);
  assert.strictEqual(outcome.message, null);
  assert.strictEqual(outcome.value - start.value, total);
  note(`after ${change}`, outcome.value - start.value);
}
