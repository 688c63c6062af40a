// Conversions agree with Boolean, Number, String and Object, in values and in exceptions.
'use strict';
const assert = require('node:assert');
const { addon, ok, fails, show } = require('../trace.js');
const native = addon();

const calls = [];
const tricky = {
  [Symbol.toPrimitive](hint) { calls.push(hint); return hint === 'number' ? 5 : 'five'; },
};
const values = [undefined, null, true, false, 0, -0, 1, NaN, Infinity, 1e21, 0.1, '', '0', ' 12 ',
  '0x1f', '1e3', '12px', '😀', 0n, 5n, -(2n ** 70n), [], [7], [1, 2], {}, tricky, Object('boxed'),
  Object(3), Object(false), new Date(0), () => 1];
for (const value of values) {
  const label = typeof value === 'object' || typeof value === 'function'
    ? `${typeof value} ${values.indexOf(value)}` : show(value);
  assert.strictEqual(ok(`bool of ${label}`, native.to_bool(value)), Boolean(value));
  if (typeof value === 'bigint') {
    fails(`number of ${label}`, native.to_number(value), 6, TypeError);
  } else {
    assert.ok(Object.is(native.to_number(value).value, Number(value)), label);
  }
  assert.strictEqual(native.to_string(value).value, String(value), label);
  const object = native.to_object(value);
  if (value === undefined || value === null) {
    fails(`object of ${label}`, object, 2, TypeError);
  } else {
    assert.strictEqual(object.status, 0);
    if (typeof value === 'object' || typeof value === 'function') {
      assert.strictEqual(object.value, value);
    } else {
      assert.strictEqual(typeof object.value, 'object');
      assert.ok(Object.is(object.value.valueOf(), value));
      assert.strictEqual(Object.getPrototypeOf(object.value), Object.getPrototypeOf(Object(value)));
    }
  }
}
calls.length = 0;
native.to_number(tricky);
native.to_string(tricky);
native.to_bool(tricky);
native.to_object(tricky);
assert.deepStrictEqual(calls, ['number', 'string']);

const symbol = Symbol('s');
assert.strictEqual(ok('bool of a symbol', native.to_bool(symbol)), true);
fails('number of a symbol', native.to_number(symbol), 6, TypeError);
fails('string of a symbol', native.to_string(symbol), 3, TypeError);
assert.strictEqual(native.to_object(symbol).value.valueOf(), symbol);
const boom = new RangeError('boom');
const thrower = { valueOf() { throw boom; }, toString() { throw boom; } };
assert.strictEqual(fails('number, valueOf throws', native.to_number(thrower), 6, RangeError), boom);
assert.strictEqual(fails('string, toString throws', native.to_string(thrower), 3, RangeError), boom);
fails('string of a bare object', native.to_string(Object.create(null)), 3, TypeError);
