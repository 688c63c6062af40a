// Any object can be wrapped: frozen ones, proxies, functions, instances and their subclasses.
'use strict';
const assert = require('node:assert');
const addon = require(process.env.NAPKIN_TEST_ADDON);

function forbid() { throw new Error('a trap ran'); }
const traps = {};
for (const name of Object.getOwnPropertyNames(Reflect)) traps[name] = forbid;

const kinds = {
  object: {}, array: [], function() {}, arrow: () => {}, class: class {}, date: new Date(0),
  regexp: /x/, map: new Map(), weakmap: new WeakMap(), promise: Promise.resolve(), error: new Error('e'),
  frozen: Object.freeze({ a: 1 }), sealed: Object.seal({}), nonExtensible: Object.preventExtensions([]),
  nullPrototype: Object.create(null), boxed: Object('text'), buffer: new ArrayBuffer(4),
  typed: new Uint8Array(4), proxy: new Proxy({}, {}), trapped: new Proxy({}, traps), global: globalThis,
};
let tag = 1;
const seen = [];
for (const [name, value] of Object.entries(kinds)) {
  const mine = tag++;
  assert.strictEqual(addon.unwrap(value), -1, name);
  assert.strictEqual(addon.wrap(value, mine), 0, name);
  assert.strictEqual(addon.unwrap(value), mine, name);
  assert.strictEqual(addon.wrap(value, mine), 1, name);
  assert.strictEqual(addon.remove_wrap(value), mine, name);
  assert.strictEqual(addon.unwrap(value), -1, name);
  assert.strictEqual(addon.wrap(value, mine + 100), 0, name);
  assert.strictEqual(addon.unwrap(value), mine + 100, name);
  seen.push(name);
}
// The wrap is no property.
assert.deepStrictEqual(Reflect.ownKeys(kinds.object), []);
assert.deepStrictEqual(Reflect.ownKeys(kinds.frozen), ['a']);

// It is neither inherited nor seen through a proxy nor copied.
const wrapped = {};
addon.wrap(wrapped, 7);
assert.strictEqual(addon.unwrap(Object.create(wrapped)), -1);
assert.strictEqual(addon.unwrap(new Proxy(wrapped, {})), -1);
assert.strictEqual(addon.unwrap({ ...wrapped }), -1);
assert.strictEqual(addon.unwrap(Object.freeze(wrapped)), 7);
Object.setPrototypeOf({}, wrapped);

// Instances of a native class.
const { Numbered } = addon;
const five = new Numbered(5);
assert.strictEqual(five.number(), 5);
assert.strictEqual(five.value, 5);
assert.strictEqual(addon.unwrap(five), 5);
assert.strictEqual(addon.wrap(five, 6), 1);
assert.strictEqual(addon.unwrap(Object.freeze(five)), 5);
assert.strictEqual(addon.remove_wrap(five), 5);
assert.throws(() => five.number(), { name: 'TypeError', code: 'ERR_NOT_WRAPPED' });
assert.strictEqual(addon.wrap(five, 8), 0);
assert.strictEqual(five.number(), 8);

class Derived extends Numbered {
  constructor(n) { super(n); this.doubled = this.number() * 2; }
}
const derived = new Derived(21);
assert.strictEqual(derived.doubled, 42);
assert.strictEqual(addon.unwrap(derived), 21);
assert(derived instanceof Numbered);
const reflected = Reflect.construct(Numbered, [3], Map);
assert.strictEqual(addon.unwrap(reflected), 3);
assert(reflected instanceof Map);

// Two objects of the class do not share their number.
assert.deepStrictEqual([new Numbered(1), new Numbered(2)].map(addon.unwrap), [1, 2]);
console.log(seen.join(' '));
