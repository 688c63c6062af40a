// Statuses of make_callback and of async contexts, and what a callback gets and gives back.
'use strict';
const assert = require('node:assert');
const addon = require(process.env.NAPKIN_TEST_ADDON);

const self = { name: 'receiver' };
function report(...args) { return [this, args]; }

for (const context of [0, 1]) {
  let [status, pending, result] = addon.call(context, self, report, 1, 1, 'argument');
  assert.deepStrictEqual([status, pending], [0, false]);
  assert.strictEqual(result[0], self);
  assert.deepStrictEqual(result[1], ['argument']);
  [status, , result] = addon.call(context, self, report, 0, 0);
  assert.strictEqual(status, 0);
  assert.deepStrictEqual(result[1], []);

  // A primitive receiver is boxed for sloppy functions and for strict ones alike.
  [status, , result] = addon.call(context, 5, report, 0, 0);
  assert.strictEqual(status, 0);
  assert.strictEqual(typeof result[0], 'object');
  assert.strictEqual(Number(result[0]), 5);

  assert.deepStrictEqual(addon.call(context, undefined, report, 0, 0), [1, false]);
  [status, pending, result] = addon.call(context, null, report, 0, 0);
  assert.deepStrictEqual([status, pending, result.name], [2, true, 'TypeError']);
  assert.deepStrictEqual(addon.call(context, self, undefined, 0, 0), [1, false]);
  assert.deepStrictEqual(addon.call(context, self, {}, 0, 0), [1, false]);
  assert.deepStrictEqual(addon.call(context, self, report, 1, 0), [1, false]);

  const error = new Error('from the callback');
  assert.deepStrictEqual(addon.call(context, self, () => { throw error; }, 0, 0), [10, true, error]);
  assert.strictEqual(addon.call(context, self, () => { throw error; }, 0, 0)[2], error);
}
assert.strictEqual(addon.without_result(self, report), 0);

assert.strictEqual(addon.init({}, 'name', 1), 0);
assert.strictEqual(addon.init(undefined, 'name', 1), 0);
assert.strictEqual(addon.init(() => {}, 'name', 1), 0);
assert.strictEqual(addon.init({}, 7, 1), 0);
assert.strictEqual(addon.init(5, 'name', 1), 0);
// What cannot be converted fails with a TypeError on the way back to JavaScript.
assert.throws(() => addon.init(null, 'name', 1), TypeError);
assert.strictEqual(addon.last_init_status(), 2);
assert.throws(() => addon.init({}, Symbol('s'), 1), TypeError);
assert.strictEqual(addon.last_init_status(), 3);
assert.strictEqual(addon.init({}, undefined, 1), 1);
assert.strictEqual(addon.init({}, 'name', 0), 1);
assert.deepStrictEqual(addon.null_arguments(), Array(8).fill(1));
assert.strictEqual(addon.mismatched_close(), 14);
assert.deepStrictEqual(addon.with_pending(self, report), [0, 10, 10, 0, 0, 0]);
console.log('statuses agree');
