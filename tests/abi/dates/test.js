// Dates: time values are clipped as JavaScript clips them, and only real dates are dates.
'use strict';
const assert = require('node:assert');
const { addon, ok, fails } = require('../trace.js');
const native = addon();

for (const time of [0, 1, -1, 1549183351, 86400000.9, -0.5, 8.64e15, 8.64e15 + 1, -8.64e15, NaN,
  Infinity, -Infinity]) {
  const made = native.create(time);
  assert.strictEqual(made.status, 0);
  assert.ok(made.value instanceof Date);
  const expected = new Date(time).getTime();
  assert.ok(Object.is(made.value.getTime(), expected), String(time));
  assert.ok(Object.is(ok(`value of ${time}`, native.read_value(made.value)), expected));
  assert.strictEqual(native.is_date(made.value).value, true);
}
class Mine extends Date {}
const changed = new Date(5);
changed.valueOf = () => 6;
assert.strictEqual(ok('valueOf is not called', native.read_value(changed)), 5);
assert.strictEqual(ok('subclass', native.read_value(new Mine(7))), 7);
assert.strictEqual(ok('own prototype', native.read_value(Object.setPrototypeOf(new Date(8), null))), 8);
for (const [label, value] of [['undefined', undefined], ['number', 1], ['string', '1970'],
  ['object', {}], ['Date.prototype', Date.prototype], ['inherits', Object.create(new Date())],
  ['proxy', new Proxy(new Date(), {})], ['Date', Date]]) {
  assert.strictEqual(ok(`is ${label}`, native.is_date(value)), false);
  fails(`value of ${label}`, native.read_value(value), 18);
}
