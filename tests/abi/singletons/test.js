// The values there is one of, napi_typeof of everything, and strict equality.
'use strict';
const assert = require('node:assert');
const { addon, ok, note } = require('../trace.js');
const native = addon();

const [undef, nil, yes, no, global] = native.all();
assert.strictEqual(undef, undefined);
assert.strictEqual(nil, null);
assert.strictEqual(yes, true);
assert.strictEqual(no, false);
assert.strictEqual(global, globalThis);
note('singletons', [undef, nil, yes, no, typeof global]);

const { proxy, revoke } = Proxy.revocable({}, {});
const callable = Proxy.revocable(() => 1, {});
revoke();
callable.revoke();
const types = [
  ['undefined', undefined, 0], ['null', null, 1], ['true', true, 2], ['0', 0, 3], ['NaN', NaN, 3],
  ['text', 'text', 4], ['symbol', Symbol('s'), 5], ['object', {}, 6], ['array', [], 6],
  ['regexp', /r/, 6], ['date', new Date(), 6], ['boxed string', Object('s'), 6],
  ['boxed symbol', Object(Symbol('s')), 6], ['proxy', new Proxy({}, {}), 6],
  ['revoked proxy', proxy, 6], ['promise', Promise.resolve(), 6],
  ['null prototype', Object.create(null), 6],
  ['function', () => 1, 7], ['class', class {}, 7], ['generator', function* g() {}, 7],
  ['async', async () => {}, 7], ['bound', (() => 1).bind(null), 7], ['native', native.type, 7],
  ['function proxy', new Proxy(() => 1, {}), 7], ['revoked function proxy', callable.proxy, 7],
  ['external', native.external(), 8], ['bigint', 1n, 9],
];
for (const [label, value, expected] of types) {
  assert.strictEqual(ok(`typeof ${label}`, native.type(value)), expected, label);
}
// JavaScript sees an external as an object without properties.
const external = native.external();
assert.strictEqual(typeof external, 'object');
assert.deepStrictEqual(Reflect.ownKeys(external), []);

const object = {};
const values = [undefined, null, true, false, 0, -0, NaN, 1, '', '1', 'text', 1n, 0n, object, {},
  Symbol.iterator, external];
for (const a of values) {
  for (const b of values) {
    const outcome = native.equal(a, b);
    assert.strictEqual(outcome.status, 0);
    assert.strictEqual(outcome.value, a === b);
  }
}
assert.strictEqual(native.equal('te' + 'xt'.slice(), ['te', 'xt'].join('')).value, true);
assert.strictEqual(native.equal(2n ** 100n, 2n ** 99n * 2n).value, true);
note('strict equality agrees with ===');
