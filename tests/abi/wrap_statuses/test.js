// Statuses of wrapping: twice, not at all, removed, wrong values, missing arguments.
'use strict';
const assert = require('node:assert');
const addon = require(process.env.NAPKIN_TEST_ADDON);

const object = {};
assert.deepStrictEqual(addon.unwrap(object), [1, 0]);
assert.deepStrictEqual(addon.remove_wrap(object), [1, 0]);
assert.strictEqual(addon.wrap(object), 0);
assert.strictEqual(addon.wrap(object), 1);
assert.deepStrictEqual(addon.unwrap(object), [0, 1]);
assert.deepStrictEqual(addon.unwrap(object), [0, 1]);
assert.deepStrictEqual(addon.remove_wrap(object), [0, 1]);
assert.deepStrictEqual(addon.unwrap(object), [1, 0]);
assert.deepStrictEqual(addon.remove_wrap(object), [1, 0]);
assert.strictEqual(addon.wrap(object), 0);
assert.deepStrictEqual(addon.without_result(object), [1, 0]);
assert.deepStrictEqual(addon.unwrap(object), [1, 0]);

// A result reference needs a finalizer.
assert.strictEqual(addon.wrap_reference_without_finalizer(object), 1);
assert.strictEqual(addon.wrap_with_reference(object), 0);
assert.deepStrictEqual(addon.use_kept(), [1, 0, 1, 0, 0]);
assert.strictEqual(addon.kept_value(), object);
// The reference outlives the wrap, since the addon owns it.
assert.deepStrictEqual(addon.remove_wrap(object), [0, 1]);
assert.strictEqual(addon.kept_value(), object);
assert.deepStrictEqual(addon.use_kept(), [1, 0, 1, 0, 0]);
assert.strictEqual(addon.delete_kept(), 0);

assert.deepStrictEqual(addon.wrap_null_data({}), [0, 0, 1]);

// add_finalizer is no wrap.
const plain = {};
assert.strictEqual(addon.add_finalizer(plain, 1), 0);
assert.deepStrictEqual(addon.unwrap(plain), [1, 0]);
assert.strictEqual(addon.wrap(plain), 0);
assert.strictEqual(addon.add_finalizer(plain, 1), 0);
assert.strictEqual(addon.add_finalizer(plain, 0), 1);
assert.strictEqual(addon.add_finalizer(undefined, 1), 1);

for (const primitive of [1, 'text', true, null, Symbol('s'), 1n]) {
  assert.strictEqual(addon.wrap(primitive), 1, String(primitive));
  assert.deepStrictEqual(addon.unwrap(primitive), [1, 0], String(primitive));
  assert.deepStrictEqual(addon.remove_wrap(primitive), [1, 0], String(primitive));
  assert.strictEqual(addon.add_finalizer(primitive, 1), 1, String(primitive));
}
assert.strictEqual(addon.wrap(undefined), 1);
assert.deepStrictEqual(addon.unwrap(undefined), [1, 0]);
assert.deepStrictEqual(addon.remove_wrap(undefined), [1, 0]);
assert.deepStrictEqual(addon.null_env(), [1, 1, 1, 1]);
assert.deepStrictEqual(addon.with_pending({}), [10, 10, 10, 10, 10, 10, 0]);
console.log('statuses agree');
