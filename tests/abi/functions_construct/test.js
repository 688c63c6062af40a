// Construction in both directions.
'use strict';
const assert = require('node:assert');
const { addon, NULL, ok, fails, note } = require('../trace.js');
const native = addon();

// Functions from napi_create_function are constructors.
const first = new native.made(1, 2);
assert.ok(first instanceof native.made);
assert.strictEqual(first.argc, 2);
assert.strictEqual(first.target, native.made);
assert.strictEqual(Object.getPrototypeOf(first), native.made.prototype);
assert.strictEqual(native.made.prototype.constructor, native.made);
note('new', Object.keys(first));
native.made.prototype.method = function method() { return this.argc; };
assert.strictEqual(new native.made(1).method(), 1);
const called = {};
assert.strictEqual(native.made.call(called, 1), undefined);
assert.strictEqual('target' in called, false);

// As a base class: the target is the derived class.
class Derived extends native.made {
  constructor(...args) {
    super(...args);
    this.derived = true;
  }
}
const derived = new Derived(1, 2, 3);
assert.strictEqual(derived.target, Derived);
assert.deepStrictEqual([derived.argc, derived.derived], [3, true]);
assert.ok(derived instanceof native.made && derived instanceof Derived);
assert.strictEqual(derived.method(), 3);
const reflected = Reflect.construct(native.made, [1], Array);
assert.strictEqual(Object.getPrototypeOf(reflected), Array.prototype);
assert.strictEqual(reflected.target, Array);
function Old(...args) { native.made.apply(this, args); }
assert.strictEqual(new Old(1, 2).argc, 2);
note('derived', derived.target.name);

const replacement = { replaced: true };
assert.strictEqual(new native.returning(replacement), replacement);
for (const value of [undefined, null, 5, 'text']) {
  const instance = new native.returning(value);
  assert.strictEqual(instance.made, true);
  assert.ok(instance instanceof native.returning);
}
assert.throws(() => new native.throwing(), { name: 'RangeError', code: 'NOT_MADE' });

// napi_new_instance.
class Point {
  constructor(x, y = 'default') {
    this.x = x;
    this.y = y;
    this.target = new.target;
  }
}
const point = ok('new Point', native.new_instance(Point, [1, 2]));
assert.ok(point instanceof Point);
assert.deepStrictEqual([point.x, point.y, point.target], [1, 2, Point]);
assert.strictEqual(ok('without arguments', native.new_instance(Point, [])).y, 'default');
assert.ok(native.new_instance(Date, [0]).value.getTime() === 0);
assert.deepStrictEqual(ok('Array', native.new_instance(Array, [3])).length, 3);
assert.strictEqual(ok('a native constructor', native.new_instance(native.made, [1])).argc, 1);
assert.strictEqual(native.new_instance(Point.bind(null, 'bound'), []).value.x, 'bound');
assert.ok(native.new_instance(new Proxy(Point, {}), [1]).value instanceof Point);
assert.strictEqual(native.new_instance(function F() { return replacement; }, []).value, replacement);

const boom = new RangeError('boom');
fails('constructor throws', native.new_instance(class { constructor() { throw boom; } }, []), 10,
  RangeError);
fails('native constructor throws', native.new_instance(native.throwing, []), 10,
  { name: 'RangeError', code: 'NOT_MADE' });
for (const wrong of [() => 1, async () => 1, { method() {} }.method, Math.max, Symbol]) {
  fails(`new ${wrong.name}`, native.new_instance(wrong, []), 10, TypeError);
}
for (const wrong of [undefined, null, 5, 'text', {}, Symbol('s')]) {
  fails(`new ${typeof wrong}`, native.new_instance(wrong, []), 1);
}
fails('new NULL', native.new_instance(NULL, []), 1);
