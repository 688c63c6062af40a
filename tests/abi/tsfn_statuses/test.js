// Statuses of thread-safe functions.
'use strict';
const assert = require('node:assert');
const addon = require(process.env.NAPKIN_TEST_ADDON);
const f = () => {};

assert.strictEqual(addon.create(f, undefined, 'name', 1, 0, 1), 0);
assert.strictEqual(addon.create(f, {}, 'name', 1, 1, 1), 0);
assert.strictEqual(addon.create(undefined, {}, 'name', 1, 1, 1), 0);
assert.strictEqual(addon.create(f, 7, 8, 2, 1, 1), 0);
// Neither a JavaScript function nor a native callback.
assert.strictEqual(addon.create(undefined, {}, 'name', 1, 0, 1), 1);
assert.strictEqual(addon.create({}, {}, 'name', 1, 1, 1), 1);
assert.strictEqual(addon.create('text', {}, 'name', 1, 1, 1), 1);
assert.strictEqual(addon.create(f, {}, undefined, 1, 1, 1), 1);
assert.strictEqual(addon.create(f, {}, 'name', 0, 1, 1), 1);
assert.strictEqual(addon.create(f, {}, 'name', 1, 1, 0), 1);
assert.throws(() => addon.create(f, null, 'name', 1, 1, 1), TypeError);
assert.strictEqual(addon.last_create_status(), 2);
assert.throws(() => addon.create(f, {}, Symbol('s'), 1, 1, 1), TypeError);
assert.strictEqual(addon.last_create_status(), 3);
assert.deepStrictEqual(addon.without_env(), [1]);

assert.deepStrictEqual(addon.counting(), [0, 1, 0, 0, 0, 1]);
assert.deepStrictEqual(addon.after_abort(), [0, 0, 16, 16, 0, 1]);
assert.deepStrictEqual(addon.with_pending(), [0, 0, 0, 0, 0]);
console.log('statuses agree');
