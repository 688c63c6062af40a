// The names of properties: every collection mode, filter and conversion, in their order.
'use strict';
const assert = require('node:assert');
const { addon, ok, fails, note } = require('../trace.js');
const native = addon();

const INCLUDE_PROTOTYPES = 0;
const OWN_ONLY = 1;
const modes = { prototypes: INCLUDE_PROTOTYPES, own: OWN_ONLY };
const KEEP = 0;
const TO_STRINGS = 1;
const conversions = { keep: KEEP, strings: TO_STRINGS };
const WRITABLE = 1, ENUMERABLE = 2, CONFIGURABLE = 4, SKIP_STRINGS = 8, SKIP_SYMBOLS = 16;

const ownSymbol = Symbol('own'), hiddenSymbol = Symbol('hidden'), protoSymbol = Symbol('proto');
const parent = Object.create(null, {
  p: { value: 1, writable: true, enumerable: true, configurable: true },
  hiddenP: { value: 1, writable: true, enumerable: false, configurable: true },
  5: { value: 1, writable: true, enumerable: true, configurable: true },
  [protoSymbol]: { value: 1, writable: true, enumerable: true, configurable: true },
});
const object = Object.create(parent, {
  b: { value: 1, writable: true, enumerable: true, configurable: true },
  a: { value: 1, writable: true, enumerable: true, configurable: true },
  10: { value: 1, writable: true, enumerable: true, configurable: true },
  2: { value: 1, writable: true, enumerable: true, configurable: true },
  4294967294: { value: 1, writable: true, enumerable: true, configurable: true },
  '-1': { value: 1, writable: true, enumerable: true, configurable: true },
  readOnly: { value: 1, writable: false, enumerable: true, configurable: true },
  fixed: { value: 1, writable: true, enumerable: true, configurable: false },
  hidden: { value: 1, writable: true, enumerable: false, configurable: true },
  getter: { get: () => 1, enumerable: true, configurable: true },
  [ownSymbol]: { value: 1, writable: true, enumerable: true, configurable: true },
  [hiddenSymbol]: { value: 1, writable: true, enumerable: false, configurable: true },
});

assert.deepStrictEqual(ok('simple', native.simple(object)),
  ['2', '10', '4294967294', 'b', 'a', '-1', 'readOnly', 'fixed', 'getter', '5', 'p']);

// What the manual says, worked out here from the descriptors.
function expected(target, mode, filter) {
  const keys = [];
  for (let from = target; from !== null; from = Object.getPrototypeOf(from)) {
    for (const key of Reflect.ownKeys(from)) {
      const descriptor = Object.getOwnPropertyDescriptor(from, key);
      if (typeof key === 'string' && filter & SKIP_STRINGS) continue;
      if (typeof key === 'symbol' && filter & SKIP_SYMBOLS) continue;
      if (filter & WRITABLE && descriptor.writable === false) continue;
      if (filter & ENUMERABLE && !descriptor.enumerable) continue;
      if (filter & CONFIGURABLE && !descriptor.configurable) continue;
      keys.push(key);
    }
    if (mode === OWN_ONLY) break;
  }
  return keys;
}
const isIndex = (key) => typeof key === 'string' && String(key >>> 0) === key && key >>> 0 !== 2 ** 32 - 1;
for (const [modeName, mode] of Object.entries(modes)) {
  for (let filter = 0; filter < 32; filter++) {
    for (const [conversionName, conversion] of Object.entries(conversions)) {
      const label = `${modeName}, filter ${filter}, ${conversionName}`;
      const names = ok(label, native.all(object, mode, filter, conversion));
      const want = expected(object, mode, filter)
        .map((key) => (conversion === KEEP && isIndex(key) ? Number(key) : key));
      assert.deepStrictEqual(names, want, label);
    }
  }
}

const keep = (target, filter = 0) => native.all(target, OWN_ONLY, filter, KEEP);
assert.deepStrictEqual(ok('array', keep(['x', 'y'])), [0, 1, 'length']);
assert.deepStrictEqual(ok('array, enumerable', keep(['x', , 'z'], ENUMERABLE)), [0, 2]);
assert.deepStrictEqual(ok('typed array', keep(new Uint8Array(2))), [0, 1]);
assert.deepStrictEqual(ok('empty', keep({})), []);
assert.deepStrictEqual(ok('string', keep('ab')), [0, 1, 'length']);
assert.deepStrictEqual(ok('number', keep(5)), []);
assert.deepStrictEqual(new Set(keep(class { static s() {} }).value), new Set(['length', 'name', 'prototype', 's']));
const proxy = new Proxy({ a: 1, 3: 1 }, { ownKeys: () => ['3', 'a'] });
assert.deepStrictEqual(ok('proxy', keep(proxy)), [3, 'a']);
const shadowed = Object.create({ same: 1, other: 1 }, { same: { value: 1, enumerable: false } });
note('a hidden own property shadows', native.simple(shadowed).value);
assert.deepStrictEqual(native.simple(shadowed).value, ['other']);

const boom = new RangeError('boom');
fails('ownKeys throws', keep(new Proxy({}, { ownKeys() { throw boom; } })), 10, RangeError);
fails('simple, ownKeys throws', native.simple(new Proxy({}, { ownKeys() { throw boom; } })), 10, RangeError);
fails('undefined', keep(undefined), 2, TypeError);
fails('simple undefined', native.simple(undefined), 2, TypeError);
// Settings that do not exist.
fails('mode 2', native.all(object, 2, 0, KEEP), 1);
fails('mode -1', native.all(object, -1, 0, KEEP), 1);
fails('conversion 2', native.all(object, OWN_ONLY, 0, 2), 1);
assert.strictEqual(native.all(object, OWN_ONLY, 32, KEEP).status, 0);
