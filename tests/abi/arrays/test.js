// Arrays: creation with and without length, holes, subclasses, proxies.
'use strict';
const assert = require('node:assert');
const { addon, ok, fails, note } = require('../trace.js');
const native = addon();

const empty = ok('create', native.create());
assert.ok(Array.isArray(empty));
assert.strictEqual(empty.length, 0);
assert.strictEqual(Object.getPrototypeOf(empty), Array.prototype);
for (const length of [0, 1, 10, 1000, 100000]) {
  const outcome = native.with_length(length);
  assert.strictEqual(outcome.status, 0);
  assert.strictEqual(outcome.value.length, length);
  assert.strictEqual(0 in outcome.value, false);
  assert.strictEqual(ok(`length ${length}`, native.length(outcome.value)), length);
}
const sparse = [];
sparse[4294967294] = 'last';
assert.strictEqual(ok('the longest', native.length(sparse)), 4294967295);
class Mine extends Array {}
assert.strictEqual(ok('subclass', native.length(Mine.from([1, 2, 3]))), 3);

for (const [label, value, expected] of [['array', [], true], ['subclass', new Mine(), true],
  ['Array.prototype', Array.prototype, true], ['no prototype', Object.setPrototypeOf([], null), true],
  ['proxy of one', new Proxy([], {}), false], ['object', {}, false], ['array-like', { length: 0 }, false],
  ['typed array', new Uint8Array(1), false], ['inherits', Object.create([]), false],
  ['string', 'text', false], ['undefined', undefined, false]]) {
  assert.strictEqual(ok(`is ${label}`, native.is(value)), expected);
  if (!expected) {
    fails(`length of ${label}`, native.length(value), 8);
    assert.strictEqual(native.length(value).value, 77);
  }
}
const filled = native.fill(1000);
assert.strictEqual(filled.length, 1001);
assert.strictEqual(filled[1000], 499500);
assert.strictEqual(filled[999], 999);
note('filled', filled.length);
