// napi_define_properties: what each descriptor becomes in JavaScript.
'use strict';
const assert = require('node:assert');
const { addon, ok, fails, note, show } = require('../trace.js');
const native = addon();

const object = native.attributes({});
for (let bits = 0; bits < 8; bits++) {
  const flags = { enumerable: !!(bits & 2), configurable: !!(bits & 4) };
  const value = Object.getOwnPropertyDescriptor(object, `value${bits}`);
  assert.deepStrictEqual(value, { value: bits, writable: !!(bits & 1), ...flags });
  const method = Object.getOwnPropertyDescriptor(object, `method${bits}`);
  assert.strictEqual(typeof method.value, 'function');
  assert.strictEqual(method.writable, !!(bits & 1));
  assert.strictEqual(method.enumerable, flags.enumerable);
  assert.strictEqual(method.configurable, flags.configurable);
  assert.strictEqual(object[`method${bits}`](), 1);
  const accessor = Object.getOwnPropertyDescriptor(object, `accessor${bits}`);
  assert.strictEqual(typeof accessor.get, 'function');
  assert.strictEqual(typeof accessor.set, 'function');
  assert.strictEqual(accessor.enumerable, flags.enumerable);
  assert.strictEqual(accessor.configurable, flags.configurable);
  object[`accessor${bits}`] = `stored ${bits}`;
  assert.strictEqual(object[`accessor${bits}`], `stored ${bits}`);
  note(`attributes ${bits}`, value);
}
assert.strictEqual(object.method7.name, '');
note('keys', Object.keys(object));

const symbol = Symbol('key');
for (const key of ['text', symbol, '5', '']) {
  const label = show(key);
  const target = { _stored: 'before' };
  ok(`value at ${label}`, native.keyed(target, key, 0));
  assert.strictEqual(target[key], 'the value');
  ok(`method at ${label}`, native.keyed(target, key, 1));
  assert.strictEqual(target[key](), 0);
  ok(`accessors at ${label}`, native.keyed(target, key, 2));
  assert.strictEqual(target[key], 'before');
  target[key] = 'after';
  assert.strictEqual(target._stored, 'after');
  ok(`getter at ${label}`, native.keyed(target, key, 3));
  // Half an accessor leaves the other half that was there.
  assert.strictEqual(typeof Object.getOwnPropertyDescriptor(target, key).set, 'function');
  const getOnly = { _stored: 'got' };
  ok(`getter alone at ${label}`, native.keyed(getOnly, key, 3));
  assert.strictEqual(Object.getOwnPropertyDescriptor(getOnly, key).set, undefined);
  assert.strictEqual(getOnly[key], 'got');
  assert.throws(() => { getOnly[key] = 1; }, TypeError);
  const setOnly = {};
  ok(`setter at ${label}`, native.keyed(setOnly, key, 4));
  assert.strictEqual(Object.getOwnPropertyDescriptor(setOnly, key).get, undefined);
  assert.strictEqual(setOnly[key], undefined);
  setOnly[key] = 'set';
  assert.strictEqual(setOnly._stored, 'set');
}
for (const key of [1, undefined, null, {}, true, 1n]) {
  fails(`key ${show(key)}`, native.keyed({}, key, 0), 4);
}

const thrower = {};
ok('throwing accessors', native.keyed(thrower, 'bad', 5));
assert.throws(() => thrower.bad, { name: 'RangeError', code: 'THROWN' });
assert.throws(() => { thrower.bad = 1; }, { name: 'RangeError', code: 'THROWN' });
const mixed = { _stored: 'from the getter' };
ok('accessor, method and value', native.keyed(mixed, 'a', 6));
assert.strictEqual(mixed.a, 'from the getter');
ok('method and value', native.keyed(mixed, 'b', 7));
assert.strictEqual(mixed.b(), 0);
ok('static', native.keyed(mixed, 'c', 8));
assert.deepStrictEqual(Object.getOwnPropertyDescriptor(mixed, 'c'),
  { value: 8, writable: false, enumerable: true, configurable: false });
ok('both names', native.both_names(mixed));
assert.deepStrictEqual([mixed.text, 'value' in mixed], [1, false]);

// Redefinition, and what refuses it: those before the refused one are there.
const fixed = Object.defineProperty({}, 'fixed', { value: 0 });
fails('a fixed property', native.some(fixed), 1);
assert.deepStrictEqual(Object.entries(fixed), [['first', 1]]);
fails('a frozen object', native.some(Object.freeze({})), 1);
const boom = new RangeError('boom');
fails('a proxy that throws', native.some(new Proxy({}, { defineProperty() { throw boom; } })), 10,
  RangeError);
fails('a proxy that refuses', native.some(new Proxy({}, { defineProperty: () => false })), 1);
const seen = [];
ok('a proxy', native.some(new Proxy({}, {
  defineProperty(target, key, descriptor) {
    seen.push([key, descriptor]);
    return Reflect.defineProperty(target, key, descriptor);
  },
})));
note('what the proxy saw', seen);
ok('nothing to define', native.nothing({}));
for (const nothing of [undefined, null]) fails(`on ${nothing}`, native.some(nothing), 2, TypeError);
ok('on a number', native.some(5));
const list = [];
ok('on an array', native.some(list));
assert.strictEqual(list.third, 3);

// Methods and accessors are callable on any receiver.
assert.strictEqual(object.method7.call(5), 1);
assert.strictEqual(Object.getOwnPropertyDescriptor(object, 'accessor7').get.call({ _stored: 'x' }), 'x');
assert.strictEqual(Object.create(object).method7(), 1);
const heir = Object.create(object);
heir.accessor7 = 'on the heir';
assert.strictEqual(heir._stored, 'on the heir');
