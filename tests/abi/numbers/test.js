// Numbers and booleans: int32 and uint32 wrap modulo 2^32, int64 saturates, what is not finite
// reads as 0 except as a double.
'use strict';
const assert = require('node:assert');
const { addon, ok, fails, note } = require('../trace.js');
const native = addon();

const numbers = [0, -0, 1, -1, 0.5, -0.5, 0.999999, -0.999999, 1.5, -1.5, 2 ** 31 - 1, 2 ** 31,
  -(2 ** 31), -(2 ** 31) - 1, 2 ** 32 - 1, 2 ** 32, 2 ** 32 + 1, -(2 ** 32), -(2 ** 32) - 1,
  2 ** 33 + 5.75, -(2 ** 33) - 5.75, 2 ** 53, -(2 ** 53), 2 ** 62, 2 ** 63 - 1024, 2 ** 63,
  2 ** 63 + 2048, -(2 ** 63), -(2 ** 63) - 2048, 2 ** 64, 2 ** 80, -(2 ** 80), 1e300, -1e300,
  Number.MAX_VALUE, Number.MIN_VALUE, NaN, Infinity, -Infinity];
function asInt64(number) {
  if (!Number.isFinite(number)) return '0';
  const whole = BigInt(Math.trunc(number));
  if (whole >= 2n ** 63n) return String(2n ** 63n - 1n);
  return String(whole < -(2n ** 63n) ? -(2n ** 63n) : whole);
}
for (const number of numbers) {
  const label = Object.is(number, -0) ? '-0' : String(number);
  assert.ok(Object.is(ok(`double ${label}`, native.as_double(number)), number));
  assert.strictEqual(ok(`int32 ${label}`, native.as_int32(number)), number | 0);
  assert.strictEqual(ok(`uint32 ${label}`, native.as_uint32(number)), number >>> 0);
  assert.strictEqual(ok(`int64 ${label}`, native.as_int64(number)), asInt64(number));
}
// Nothing is converted: a number object, a string, a bigint are no numbers.
for (const value of [undefined, null, true, '1', 1n, Symbol('s'), {}, [1], Object(1), () => 1]) {
  for (const [name, untouched] of [['as_double', -77], ['as_int32', -77], ['as_uint32', 77],
    ['as_int64', '-77']]) {
    const outcome = native[name](value);
    fails(`${name} of ${typeof value}`, outcome, 6);
    assert.strictEqual(outcome.value, untouched);
  }
}
assert.strictEqual(ok('true', native.as_bool(true)), true);
assert.strictEqual(ok('false', native.as_bool(false)), false);
for (const value of [undefined, null, 0, 1, '', 'true', Object(true), {}]) {
  fails(`as_bool of ${typeof value}`, native.as_bool(value), 7);
}

assert.strictEqual(native.bits(-0), '8000000000000000');
assert.strictEqual(native.bits(1), '3ff0000000000000');
const made = native.made();
note('made', made);
assert.deepStrictEqual(made, [0, -2147483648, 2147483647, 0, 2147483647, 2147483648, 4294967295,
  0, -1, 9007199254740991, 9007199254740992, -9007199254740992, -9223372036854775808,
  9223372036854775807, 0.1, -0, 5e-324, 1.7976931348623157e308, 3]);
// One number is one number however it was made.
assert.strictEqual(made[18], 3);
assert.strictEqual([10, 20, 30, 40][made[18]], 40);
assert.strictEqual(new Map([[3, 'found']]).get(made[18]), 'found');
assert.strictEqual(1 / made[0], Infinity);
const strange = native.strange();
note('strange', strange);
assert.deepStrictEqual(strange, [NaN, NaN, Infinity, -Infinity]);
