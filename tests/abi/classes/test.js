// Classes: shape, members, attributes, receivers.
'use strict';
const assert = require('node:assert');
const { addon, ok, fails, note } = require('../trace.js');
const native = addon();

const symbol = Symbol('member');
const Class = ok('define', native.define('Class', -1, symbol));
assert.strictEqual(Class.name, 'Class');
assert.strictEqual(Class.length, 0);
assert.strictEqual(typeof Class, 'function');
assert.strictEqual(Class.prototype.constructor, Class);
assert.strictEqual(native.define('Class', 2, symbol).value.name, 'Cl');
assert.strictEqual(native.define('', 0, symbol).value.name, '');
fails('name of 2^31', native.define('Class', 2 ** 31, symbol), 1);
assert.notStrictEqual(native.define('Class', -1, symbol).value, Class);

const own = (object) => Reflect.ownKeys(object).map(String)
  .filter((key) => !['length', 'name', 'prototype', 'arguments', 'caller', 'constructor'].includes(key));
note('prototype', own(Class.prototype).sort());
note('statics', own(Class).sort());
assert.deepStrictEqual(own(Class.prototype).sort(), ['Symbol(member)', 'accessor', 'enumerableAccessor',
  'enumerableMethod', 'fixedMethod', 'fixedValue', 'method', 'readOnly', 'value', 'writeOnly']);
assert.deepStrictEqual(own(Class).sort(), ['staticAccessor', 'staticMethod', 'staticValue']);

const flags = (object, key) => {
  const { writable, enumerable, configurable } = Object.getOwnPropertyDescriptor(object, key);
  return [writable, enumerable, configurable].map((flag) => (flag === undefined ? '-' : Number(flag))).join('');
};
const expectedFlags = {
  method: '101', fixedMethod: '000', enumerableMethod: '010', value: '101', fixedValue: '000',
  accessor: '-00', enumerableAccessor: '-11', readOnly: '-00', writeOnly: '-00', [symbol]: '101',
};
for (const key of Reflect.ownKeys(expectedFlags)) {
  note(`flags of ${String(key)}`, flags(Class.prototype, key));
  assert.strictEqual(flags(Class.prototype, key), expectedFlags[key], String(key));
}
assert.strictEqual(flags(Class, 'staticMethod'), '000');
assert.strictEqual(flags(Class, 'staticValue'), '110');
assert.strictEqual(flags(Class, 'staticAccessor'), '-00');

// An instance.
const instance = new Class('a value');
assert.ok(instance instanceof Class);
assert.strictEqual(Object.getPrototypeOf(instance), Class.prototype);
assert.deepStrictEqual({ ...instance }, { given: 'a value', constructed: true });
assert.strictEqual(instance.method('x')[0], instance);
assert.deepStrictEqual(instance.method('x').slice(1), ['x', true]);
assert.strictEqual(instance.fixedMethod()[2], false);
assert.strictEqual(instance[symbol]('s')[1], 's');
assert.strictEqual(instance.value, 'on the prototype');
assert.strictEqual(instance.accessor, 'a value');
instance.accessor = 'another';
assert.deepStrictEqual([instance.given, instance.readOnly], ['another', 'another']);
instance.writeOnly = 'third';
assert.strictEqual(instance.given, 'third');
assert.strictEqual(instance.writeOnly, undefined);
assert.throws(() => { instance.readOnly = 1; }, TypeError);
assert.throws(() => { instance.fixedMethod = 1; }, TypeError);
instance.method = 'shadowed';
assert.strictEqual(instance.method, 'shadowed');
assert.strictEqual(Object.prototype.toString.call(instance), '[object Object]');
const keys = [];
for (const key in new Class()) keys.push(key);
note('for in', keys);

// Statics.
assert.strictEqual(Class.staticMethod('s')[0], Class);
assert.deepStrictEqual(Class.staticMethod('s').slice(1), ['s', true]);
assert.strictEqual(Class.staticValue, 'on the class');
Class.staticAccessor = 'through the accessor';
assert.strictEqual(Class.given, 'through the accessor');
assert.strictEqual(Class.staticAccessor, 'through the accessor');
assert.strictEqual(instance.staticMethod, undefined);

// Without new: the callback runs, with the receiver it was called on.
const receiver = {};
assert.strictEqual(Class.call(receiver, 'called'), receiver);
assert.deepStrictEqual(receiver, { given: 'called', constructed: false });

// A prototype's method insists on an instance; its accessors do not.
for (const wrong of [{}, receiver, 5, undefined, Object.create(Class.prototype), Class.prototype,
  new (native.define('Other', -1, symbol).value)()]) {
  assert.throws(() => Class.prototype.method.call(wrong),
    { name: 'TypeError', message: 'Illegal invocation' });
  assert.throws(() => Class.prototype[symbol].call(wrong), { message: 'Illegal invocation' });
}
note('illegal invocations');
const getter = Object.getOwnPropertyDescriptor(Class.prototype, 'accessor').get;
assert.strictEqual(getter.call({ given: 'anything' }), 'anything');
assert.strictEqual(Object.create(new Class('up')).accessor, 'up');
assert.strictEqual(Class.staticMethod.call(5, 1)[1], 1);
assert.throws(() => new Proxy(new Class(), {}).method(), { message: 'Illegal invocation' });

// Two members with one name. On the prototype it is the last accessor that counts, and without one
// the first method or value. Statics are defined one after the other, as by Object.defineProperty:
// where that is refused, a method gives status 9, anything else 1.
const STATIC = 1024;
const answer = (holder) => (typeof holder.same === 'function' ? holder.same() : holder.same);
const kinds = ['method', 'value', 'getter'];
const answers = { method: ['first', 'second'], value: ['first value', 'second value'],
  getter: ['first', 'second'] };
const descriptor = (kind, attributes) => ({
  ...(kind === 'getter' ? { get() {} } : { value: {}, writable: !!(attributes & 1) }),
  enumerable: !!(attributes & 2),
  configurable: !!(attributes & 4),
});
for (let attributes = 0; attributes < 8; attributes++) {
  for (const [a, first] of kinds.entries()) {
    for (const [b, second] of kinds.entries()) {
      const label = `attributes ${attributes}, ${first} then ${second}`;
      const made = ok(`prototype, ${label}`, native.twice(attributes, a, b));
      const found = answer(new made());
      assert.strictEqual(found, second === 'getter' ? answers[second][1] : answers[first][0], label);
      note('  is', found);

      const model = Object.defineProperty({}, 'same', descriptor(first, attributes));
      const outcome = native.twice(attributes | STATIC, a, b);
      if (Reflect.defineProperty(model, 'same', descriptor(second, attributes))) {
        const statics = ok(`static, ${label}`, outcome);
        assert.strictEqual(answer(statics), answers[second][1], label);
      } else {
        fails(`static, ${label}`, outcome, second === 'method' ? 9 : 1);
      }
    }
  }
}
for (const wrong of [1, undefined, null, {}, true]) {
  fails(`named by ${typeof wrong}`, native.named_by(wrong), 4);
}
const numbered = ok('named by a string', native.named_by('7'));
assert.strictEqual(new numbered()[7](5)[1], 5);
