// Reference counts: creation, ref, unref, value, deletion, and the status of every wrong call.
'use strict';
const assert = require('node:assert');
const addon = require(process.env.NAPKIN_TEST_ADDON);

const OK = 0, INVALID_ARG = 1, GENERIC_FAILURE = 9;
const object = { name: 'kept' };

assert.deepStrictEqual(addon.create(0, object, 2, 0), [OK]);
assert.strictEqual(addon.value(0), object);
assert.deepStrictEqual(addon.ref(0), [OK, 3]);
assert.deepStrictEqual(addon.unref(0), [OK, 2]);
assert.deepStrictEqual(addon.unref(0), [OK, 1]);
assert.deepStrictEqual(addon.unref(0), [OK, 0]);
// An unref too many fails and leaves the count at zero.
assert.deepStrictEqual(addon.unref(0), [GENERIC_FAILURE, -1]);
assert.deepStrictEqual(addon.ref(0), [OK, 1]);
assert.deepStrictEqual(addon.ref_unref_without_result(0), [OK, OK]);
assert.deepStrictEqual(addon.unref(0), [OK, 0]);
assert.strictEqual(addon.value(0), object);

// Two references to one object have their own counts.
assert.deepStrictEqual(addon.create(1, object, 0, 0), [OK]);
assert.deepStrictEqual(addon.ref(1), [OK, 1]);
assert.deepStrictEqual(addon.ref(0), [OK, 1]);
assert.deepStrictEqual(addon.unref(0), [OK, 0]);
assert.strictEqual(addon.value(1), object);

// Large counts are kept as they are.
assert.deepStrictEqual(addon.create(2, object, 1_000_000_000, 0), [OK]);
assert.deepStrictEqual(addon.ref(2), [OK, 1_000_000_001]);
assert.deepStrictEqual(addon.delete_reference(2), [OK]);

assert.deepStrictEqual(addon.create(3, object, 1, 1), [INVALID_ARG]);
assert.deepStrictEqual(addon.create(3, object, 1, 2), [INVALID_ARG]);
assert.deepStrictEqual(addon.null_arguments(), Array(10).fill(INVALID_ARG));
assert.deepStrictEqual(addon.last_error_cleared(1), [0, 0, 0, 0, 0]);
assert.deepStrictEqual(addon.with_pending(object), [0, 0, 0, 0, 0]);

assert.deepStrictEqual(addon.delete_reference(0), [OK]);
assert.deepStrictEqual(addon.delete_reference(1), [OK]);
console.log('counts', object.name);
