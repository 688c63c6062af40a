// Freezing and sealing do what Object.freeze and Object.seal do.
'use strict';
const assert = require('node:assert');
const { addon, ok, fails } = require('../trace.js');
const native = addon();

const samples = {
  object: () => ({ a: 1, get b() { return 2; }, [Symbol.iterator]: 3 }),
  array: () => [1, , 3],
  function: () => function f() {},
  class: () => class {},
  date: () => new Date(0),
  arraybuffer: () => new ArrayBuffer(4),
  dataview: () => new DataView(new ArrayBuffer(4)),
  'empty typed array': () => new Uint8Array(0),
  proxy: () => new Proxy({ a: 1 }, {}),
};
for (const [label, make] of Object.entries(samples)) {
  const frozen = make();
  ok(`freeze ${label}`, native.freeze(frozen));
  assert.strictEqual(Object.isFrozen(frozen), true);
  ok(`freeze ${label} again`, native.freeze(frozen));
  const sealed = make();
  ok(`seal ${label}`, native.seal(sealed));
  assert.strictEqual(Object.isSealed(sealed), true);
  assert.strictEqual(Object.isExtensible(sealed), false);
  assert.strictEqual(Object.isFrozen(sealed), Object.isFrozen(Object.seal(make())));
}
assert.throws(() => { 'use strict'; const o = {}; native.freeze(o); o.a = 1; }, TypeError);
fails('freeze a typed array with elements', native.freeze(new Uint8Array(1)), 10, TypeError);
const boom = new RangeError('boom');
const trap = new Proxy({}, { preventExtensions() { throw boom; } });
fails('freeze, the trap throws', native.freeze(trap), 10, RangeError);
fails('seal, the trap throws', native.seal(trap), 10, RangeError);
for (const nothing of [undefined, null]) {
  fails(`freeze ${nothing}`, native.freeze(nothing), 2, TypeError);
  fails(`seal ${nothing}`, native.seal(nothing), 2, TypeError);
}
for (const primitive of [1, 'text', true, 1n, Symbol('s')]) {
  ok(`freeze ${typeof primitive}`, native.freeze(primitive));
  ok(`seal ${typeof primitive}`, native.seal(primitive));
}
