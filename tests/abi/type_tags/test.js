// Type tags: one for an object's life, on any object, invisible to JavaScript.
'use strict';
const assert = require('node:assert');
const { addon, ok, fails, note } = require('../trace.js');
const native = addon();
const TAGS = 6;

const traps = [];
const trapped = new Proxy({}, new Proxy({}, { get: (_, name) => { traps.push(name); } }));
const kinds = {
  object: {}, array: [], function: () => 1, date: new Date(), 'null prototype': Object.create(null),
  frozen: Object.freeze({}), sealed: Object.seal([]), proxy: trapped, external: native.external(),
  'typed array': new Uint8Array(2), boxed: Object(5), promise: Promise.resolve(), class: class {},
  global: globalThis,
};
Object.entries(kinds).forEach(([label, object], at) => {
  const mine = at % TAGS;
  for (let which = 0; which < TAGS; which++) {
    assert.strictEqual(native.check(object, which).value, false, `${label} before`);
  }
  const keys = label === 'proxy' ? [] : Reflect.ownKeys(object);
  ok(`tag ${label}`, native.tag(object, mine));
  for (let which = 0; which < TAGS; which++) {
    assert.strictEqual(ok(`check ${label} for ${which}`, native.check(object, which)), which === mine);
  }
  fails(`tag ${label} again`, native.tag(object, mine), 1);
  fails(`tag ${label} otherwise`, native.tag(object, (mine + 1) % TAGS), 1);
  assert.strictEqual(native.check(object, mine).value, true);
  if (label !== 'proxy') assert.deepStrictEqual(Reflect.ownKeys(object), keys);
});
note('proxy traps run', traps);
assert.deepStrictEqual(traps, []);

// Not inherited, not copied, not through a proxy.
const tagged = kinds.object;
assert.strictEqual(ok('heir', native.check(Object.create(tagged), 0)), false);
assert.strictEqual(ok('copy', native.check({ ...tagged }, 0)), false);
assert.strictEqual(ok('proxy of a tagged object', native.check(new Proxy(tagged, {}), 0)), false);
// Primitives are converted to objects, which are new each time; undefined and null cannot be.
assert.strictEqual(ok('check a number', native.check(5, 1)), false);
ok('tag a number', native.tag(5, 1));
assert.strictEqual(ok('check the number again', native.check(5, 1)), false);
for (const nothing of [undefined, null]) {
  fails(`tag ${nothing}`, native.tag(nothing, 0), 10, TypeError);
  fails(`check ${nothing}`, native.check(nothing, 0), 10, TypeError);
}
const both = {};
ok('tag', native.tag(both, 2));
assert.strictEqual(native.wrap_and_unwrap(both), true);
assert.strictEqual(ok('tag beside a wrap', native.check(both, 2)), true);
