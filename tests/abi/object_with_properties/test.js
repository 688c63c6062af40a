// An object with its prototype and properties in one call.
'use strict';
const assert = require('node:assert');
const { addon, NULL, ok, fails, note } = require('../trace.js');
const native = addon();

const symbol = Symbol('key');
const point = ok('two', native.make(NULL, ['x', 'y'], [1, 2]));
assert.strictEqual(Object.getPrototypeOf(point), null);
assert.deepStrictEqual(Object.entries(point), [['x', 1], ['y', 2]]);
assert.deepStrictEqual(Object.getOwnPropertyDescriptor(point, 'x'),
  { value: 1, writable: true, enumerable: true, configurable: true });
const parent = { inherited: true, set x(value) { throw new Error('a setter was called'); } };
const child = native.make(parent, ['x', symbol, '7', '', 'ünï'], [1, 2, 3, 4, 5]);
assert.strictEqual(child.status, 0);
assert.strictEqual(Object.getPrototypeOf(child.value), parent);
assert.deepStrictEqual(Reflect.ownKeys(child.value), ['7', 'x', '', 'ünï', symbol]);
assert.deepStrictEqual([child.value.x, child.value[symbol], child.value[7]], [1, 2, 3]);
note('keys', Reflect.ownKeys(child.value));
assert.strictEqual(Object.getPrototypeOf(ok('null', native.make(null, ['a'], [1]))), null);
assert.strictEqual(Object.getPrototypeOf(native.make(Array.prototype, [], []).value), Array.prototype);
const none = ok('no properties', native.make(Object.prototype, [], []));
assert.deepStrictEqual(none, {});
const twice = ok('a name twice', native.make(Object.prototype, ['a', 'b', 'a'], [1, 2, 3]));
assert.deepStrictEqual(Object.entries(twice), [['a', 3], ['b', 2]]);
const many = Array.from({ length: 32 }, (_, i) => `key${i}`);
const wide = native.make(null, many, many.map((_, i) => i)).value;
assert.deepStrictEqual(Object.keys(wide), many);
assert.deepStrictEqual(Object.values(wide), many.map((_, i) => i));
const proto = ok('__proto__ is a property', native.make(Object.prototype, ['__proto__'], [5]));
assert.strictEqual(Object.hasOwn(proto, '__proto__'), true);
assert.strictEqual(Object.getPrototypeOf(proto), Object.prototype);
for (const wrong of [1, undefined, null, {}, true]) {
  fails(`named ${wrong}`, native.make(null, ['a', wrong], [1, 2]), 4);
}
