// What may be referenced: objects, functions, externals and symbols always; other primitives
// since version 10, where they are only held while the count is above zero.
'use strict';
const assert = require('node:assert');
const addon = require(process.env.NAPKIN_TEST_ADDON);
const primitives = !['v8', 'v9'].includes(process.env.NAPKIN_TEST_VARIANT);

const always = {
  object: {}, array: [], function: () => {}, class: class {}, date: new Date(0), regexp: /x/,
  map: new Map(), promise: Promise.resolve(), proxy: new Proxy({}, {}), frozen: Object.freeze({}),
  nullPrototype: Object.create(null), boxed: Object(1), external: addon.external(),
  symbol: Symbol('s'), registered: Symbol.for('napkin'), wellKnown: Symbol.iterator,
};
for (const [name, value] of Object.entries(always)) {
  assert.strictEqual(addon.attempt(value, 0), 0, name);
  assert.strictEqual(addon.attempt(value, 1), 0, name);
}

const since10 = {
  string: 'text', empty: '', number: 42, double: 1.5, nan: NaN, true: true, false: false,
  null: null, undefined, bigint: 12345678901234567890n,
};
for (const [name, value] of Object.entries(since10)) {
  const expected = primitives ? 0 : 1;
  assert.strictEqual(addon.attempt(value, 0), expected, name);
  assert.strictEqual(addon.attempt(value, 1), expected, name);
  if (primitives) {
    // create ok, same value (NaN is not equal to itself), unref to 0, unreadable, ref gives 0, unref fails
    const same = Number.isNaN(value) ? 0 : 1;
    assert.deepStrictEqual(addon.primitive(value), [0, same, 0, 0, 0, 0, 0, 9], name);
    assert.deepStrictEqual(addon.created_weak(value), [0, 0], name);
  } else {
    assert.deepStrictEqual(addon.primitive(value), [1], name);
    assert.deepStrictEqual(addon.created_weak(value), [1, -1], name);
    assert.strictEqual(addon.last_message(value), 'Invalid argument', name);
  }
}

// Objects and symbols stay readable at count zero as long as JavaScript holds them.
for (const [name, value] of Object.entries(always)) {
  assert.deepStrictEqual(addon.created_weak(value), [0, 1], name);
  assert.deepStrictEqual(addon.primitive(value), [0, 1, 0, 0, 1, 0, 1, 0], name);
}
console.log('primitives', primitives);
