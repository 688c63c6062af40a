// Prototypes read and set.
'use strict';
const assert = require('node:assert');
const { addon, ok, fails, note } = require('../trace.js');
const native = addon();

class A {}
class B extends A {}
for (const [label, value, expected] of [['object', {}, Object.prototype], ['instance', new B(), B.prototype],
  ['class', B, A], ['null prototype', Object.create(null), null], ['array', [], Array.prototype],
  ['function', () => 1, Function.prototype], ['Object.prototype', Object.prototype, null]]) {
  const outcome = native.get(value);
  assert.strictEqual(outcome.status, 0, label);
  assert.strictEqual(outcome.value, expected, label);
  note(`of ${label}`, expected === null);
}
const boom = new RangeError('boom');
for (const nothing of [undefined, null]) fails(`of ${nothing}`, native.get(nothing), 2, TypeError);
assert.strictEqual(native.get(5).value, Number.prototype);
assert.strictEqual(native.get('text').value, String.prototype);

const object = { own: 1 };
const parent = { inherited: 2 };
ok('set', native.set(object, parent));
assert.strictEqual(Object.getPrototypeOf(object), parent);
assert.strictEqual(object.inherited, 2);
ok('set the same', native.set(object, parent));
ok('set null', native.set(object, null));
assert.strictEqual(Object.getPrototypeOf(object), null);
assert.strictEqual(object.own, 1);
const called = () => 1;
ok('set a function', native.set(called, A));
assert.strictEqual(Object.getPrototypeOf(called), A);
fails('a cycle', native.set(parent, Object.create(parent)), 9);
fails('not extensible', native.set(Object.preventExtensions({}), parent), 9);
fails('the trap throws', native.set(new Proxy({}, { setPrototypeOf() { throw boom; } }), parent), 9);
fails('the trap refuses', native.set(new Proxy({}, { setPrototypeOf: () => false }), parent), 9);
fails('immutable', native.set(Object.prototype, parent), 9);
for (const nothing of [undefined, null]) {
  fails(`of ${nothing}`, native.set(nothing, parent), 2, TypeError);
}
// What is neither an object nor null is ignored.
for (const value of [undefined, 5, 'text', true, Symbol('s')]) {
  const target = Object.create(parent);
  ok(`set ${typeof value}`, native.set(target, value));
  assert.strictEqual(Object.getPrototypeOf(target), parent);
}
