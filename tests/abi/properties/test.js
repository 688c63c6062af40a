// Single properties: every kind of key, inherited and own, getters and setters, proxies, primitives
// as receivers, and what cannot be done.
'use strict';
const assert = require('node:assert');
const { addon, ok, fails, note, show } = require('../trace.js');
const native = addon();

const fresh = ok('create', native.create());
assert.strictEqual(Object.getPrototypeOf(fresh), Object.prototype);
assert.deepStrictEqual(Reflect.ownKeys(fresh), []);

// Every kind of key; what is no string or symbol is converted, except by has_own.
const symbol = Symbol('key');
for (const [key, name] of [['text', 'text'], ['', ''], ['ünï😀', 'ünï😀'], [symbol, symbol], [7, '7'],
  [1.5, '1.5'], [-1, '-1'], [-0, '0'], [NaN, 'NaN'], [2 ** 32 - 2, '4294967294'],
  [2 ** 32, '4294967296'], [undefined, 'undefined'], [null, 'null'], [true, 'true'], [5n, '5'],
  [{ toString: () => 'made' }, 'made'], [['a', 'b'], 'a,b']]) {
  const label = show(key);
  const object = {};
  ok(`set ${label}`, native.set(object, key, 'value'));
  assert.deepStrictEqual(Reflect.ownKeys(object), [name]);
  assert.deepStrictEqual(Object.getOwnPropertyDescriptor(object, name),
    { value: 'value', writable: true, enumerable: true, configurable: true });
  assert.strictEqual(ok(`get ${label}`, native.get(object, key)), 'value');
  assert.strictEqual(ok(`has ${label}`, native.has(object, key)), true);
  if (typeof key === 'string' || typeof key === 'symbol') {
    assert.strictEqual(ok(`has_own ${label}`, native.has_own(object, key)), true);
  } else {
    fails(`has_own ${label}`, native.has_own(object, key), 4);
  }
  assert.strictEqual(ok(`delete ${label}`, native.delete_key(object, key)), true);
  assert.strictEqual(ok(`has ${label} no more`, native.has(object, key)), false);
  assert.strictEqual(ok(`get ${label} no more`, native.get(object, key)), undefined);
  assert.strictEqual(ok(`delete ${label} again`, native.delete_key(object, key)), true);
  ok(`delete ${label} without asking`, native.delete_quietly(object, key));
}

// Inherited.
const parent = { inherited: 'from the parent' };
const child = Object.create(parent);
assert.strictEqual(ok('get inherited', native.get(child, 'inherited')), 'from the parent');
assert.strictEqual(ok('has inherited', native.has(child, 'inherited')), true);
assert.strictEqual(ok('has toString', native.has_named(child, 'toString')), true);
assert.strictEqual(ok('has_own inherited', native.has_own(child, 'inherited')), false);
ok('set inherited', native.set_named(child, 'inherited', 'own'));
assert.deepStrictEqual([child.inherited, parent.inherited], ['own', 'from the parent']);

// Names are UTF-8; __proto__ is the accessor it is in JavaScript.
const object = {};
ok('set named', native.set_named(object, 'ünï😀', 1));
assert.strictEqual(object['ünï😀'], 1);
assert.strictEqual(ok('get named', native.get_named(object, 'ünï😀')), 1);
assert.strictEqual(ok('has named', native.has_named(object, 'ünï😀')), true);
assert.strictEqual(ok('has not', native.has_named(object, 'uni')), false);
ok('index as a name', native.set_named(object, '12', 'twelve'));
assert.strictEqual(object[12], 'twelve');
ok('set __proto__', native.set_named(object, '__proto__', parent));
assert.strictEqual(Object.getPrototypeOf(object), parent);
assert.strictEqual(ok('get __proto__', native.get_named(object, '__proto__')) === parent, true);

// Accessors run with the receiver as this, and their exceptions are left pending.
const boom = new RangeError('boom');
const accessors = {
  seen: [],
  get value() { this.seen.push('get'); return 'got'; },
  set value(given) { this.seen.push(given); },
  get bad() { throw boom; },
  set bad(given) { throw boom; },
  get only() { return 1; },
};
assert.strictEqual(ok('getter', native.get_named(accessors, 'value')), 'got');
ok('setter', native.set_named(accessors, 'value', 'given'));
assert.deepStrictEqual(accessors.seen, ['get', 'given']);
assert.strictEqual(fails('getter throws', native.get_named(accessors, 'bad'), 10, RangeError), boom);
assert.strictEqual(fails('setter throws', native.set_named(accessors, 'bad', 1), 10, RangeError), boom);
ok('no setter: sloppy, nothing happens', native.set_named(accessors, 'only', 2));
assert.strictEqual(accessors.only, 1);

// What cannot be done is no error, as in sloppy code.
const frozen = Object.freeze({ a: 1, 0: 'zero' });
ok('set on frozen', native.set(frozen, 'a', 2));
ok('add to frozen', native.set(frozen, 'b', 2));
ok('set element on frozen', native.set_element(frozen, 0, 2));
assert.deepStrictEqual(frozen, { a: 1, 0: 'zero' });
assert.strictEqual(ok('delete from frozen', native.delete_key(frozen, 'a')), false);
assert.strictEqual(ok('delete element of frozen', native.delete_element(frozen, 0)), false);
assert.strictEqual(ok('delete array length', native.delete_key([1], 'length')), false);

// Primitives are receivers by way of their wrapper objects; undefined and null are none.
assert.strictEqual(ok('length of a string', native.get_named('text', 'length')), 4);
assert.strictEqual(ok('element of a string', native.get_element('text', 1)), 'e');
assert.strictEqual(ok('toFixed of a number', typeof native.get_named(5, 'toFixed').value === 'function'
  ? { status: 0, message: null, pending: false, value: 'function' } : native.get_named(5, 'toFixed')),
'function');
ok('set on a number', native.set_named(5, 'a', 1));
assert.strictEqual(ok('has on a boolean', native.has_named(true, 'valueOf')), true);
assert.strictEqual(ok('has_own on a string', native.has_own('text', 'length')), true);
assert.strictEqual(ok('get on a symbol', native.get_named(Symbol('d'), 'description')), 'd');
assert.strictEqual(ok('get on a bigint', typeof native.get_named(1n, 'toString').value === 'function'
  ? { status: 0, message: null, pending: false, value: 'function' } : {}), 'function');
for (const nothing of [undefined, null]) {
  for (const [name, outcome] of [['set', native.set(nothing, 'a', 1)], ['get', native.get(nothing, 'a')],
    ['has', native.has(nothing, 'a')], ['has_own', native.has_own(nothing, 'a')],
    ['delete', native.delete_key(nothing, 'a')], ['set_named', native.set_named(nothing, 'a', 1)],
    ['get_named', native.get_named(nothing, 'a')], ['has_named', native.has_named(nothing, 'a')],
    ['set_element', native.set_element(nothing, 0, 1)], ['get_element', native.get_element(nothing, 0)],
    ['has_element', native.has_element(nothing, 0)],
    ['delete_element', native.delete_element(nothing, 0)]]) {
    fails(`${name} on ${nothing}`, outcome, 2, TypeError);
  }
}

// Elements.
for (const index of [0, 1, 100, 2 ** 31, 2 ** 32 - 2, 2 ** 32 - 1]) {
  const target = {};
  ok(`set [${index}]`, native.set_element(target, index, 'value'));
  assert.deepStrictEqual(Object.keys(target), [String(index)]);
  assert.strictEqual(ok(`get [${index}]`, native.get_element(target, index)), 'value');
  assert.strictEqual(ok(`has [${index}]`, native.has_element(target, index)), true);
  assert.strictEqual(ok(`delete [${index}]`, native.delete_element(target, index)), true);
  assert.strictEqual(ok(`has [${index}] no more`, native.has_element(target, index)), false);
}
const bytes = new Uint8Array(2);
ok('set in a typed array', native.set_element(bytes, 1, 258));
ok('set beyond a typed array', native.set_element(bytes, 2, 1));
assert.deepStrictEqual([...bytes], [0, 2]);

// Proxies: each call is one trap.
const log = [];
const proxy = new Proxy({ a: 1 }, new Proxy({}, {
  get: (_, trap) => (...args) => { log.push(trap); return Reflect[trap](...args); },
}));
native.get_named(proxy, 'a');
native.set_named(proxy, 'b', 2);
native.has_named(proxy, 'a');
native.has_own(proxy, 'a');
native.delete_key(proxy, 'a');
native.get_element(proxy, 0);
note('traps', log);
assert.deepStrictEqual(log, ['get', 'set', 'getOwnPropertyDescriptor', 'defineProperty', 'has',
  'getOwnPropertyDescriptor', 'deleteProperty', 'get']);
