// Flags: --expose-gc
// Externals are opaque to JavaScript, carry a pointer, can be tagged, and finalize once.
'use strict';
const assert = require('node:assert');
const addon = require(process.env.NAPKIN_TEST_ADDON);
const nextTurn = () => new Promise((resolve) => setImmediate(resolve));
const OBJECT = 6, EXTERNAL = 8;

const external = addon.create(42, 0);
assert.deepStrictEqual(addon.value(external), [0, 42]);
assert.strictEqual(addon.type_of(external), EXTERNAL);
assert.strictEqual(typeof external, 'object');
assert.strictEqual(Object.getPrototypeOf(external), null);
assert.deepStrictEqual(Reflect.ownKeys(external), []);
assert.strictEqual(Object.isExtensible(external), false);
assert.deepStrictEqual(addon.value(addon.create(0, 0)), [0, 0]);
assert.notStrictEqual(addon.create(42, 0), external);

for (const wrong of [{}, [], () => {}, new Proxy({}, {}), 1, 'text', null, undefined, Symbol('s'), 1n]) {
  assert.deepStrictEqual(addon.value(wrong), [1, -1], String(typeof wrong));
}
assert.strictEqual(addon.type_of({}), OBJECT);
assert.deepStrictEqual(addon.wrong_calls(external), [1, 1, 1, 1, 1]);
assert.deepStrictEqual(addon.with_pending(external), [10, 10, 0]);
assert.deepStrictEqual(addon.tag(external), [0, 1, 1, 0]);

(async () => {
  (() => addon.create(5, 1))();
  for (let i = 0; i < 20 && addon.counts()[0] < 1; i++) {
    globalThis.gc();
    await nextTurn();
  }
  assert.deepStrictEqual(addon.counts(), [1, 5, 77]);
  (() => { for (let i = 0; i < 100; i++) addon.create(6, 1); })();
  for (let i = 0; i < 20 && addon.counts()[0] < 101; i++) {
    globalThis.gc();
    await nextTurn();
  }
  assert.deepStrictEqual(addon.counts(), [101, 6, 77]);
  assert.deepStrictEqual(addon.value(external), [0, 42]);
  console.log('externals', addon.counts()[0]);
})();
