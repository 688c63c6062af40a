// BigInts in both directions: 64 bits wrap and say so, words keep every bit.
'use strict';
const assert = require('node:assert');
const { addon, ok, fails, note } = require('../trace.js');
const native = addon();

const values = [0n, 1n, -1n, 2n ** 31n, 2n ** 63n - 1n, 2n ** 63n, -(2n ** 63n), -(2n ** 63n) - 1n,
  2n ** 64n - 1n, 2n ** 64n, 2n ** 64n + 1n, -(2n ** 64n), 2n ** 127n + 5n, -(2n ** 200n) - 3n,
  123456789012345678901234567890n];
for (const value of values) {
  const signed = BigInt.asIntN(64, value);
  assert.deepStrictEqual(ok(`int64 ${value}`, native.as_int64(value)),
    [String(signed), signed === value]);
  const unsigned = BigInt.asUintN(64, value);
  assert.deepStrictEqual(ok(`uint64 ${value}`, native.as_uint64(value)),
    [String(unsigned), unsigned === value]);

  const all = [];
  for (let rest = value < 0n ? -value : value; rest > 0n; rest >>= 64n) {
    all.push((rest & (2n ** 64n - 1n)).toString(16));
  }
  assert.strictEqual(ok(`word count ${value}`, native.word_count(value)), all.length);
  for (const room of [15, all.length, Math.max(0, all.length - 1), 0]) {
    const [sign, count, words] = ok(`words ${value} into ${room}`, native.words(value, room));
    assert.strictEqual(sign, value < 0n ? 1 : 0);
    assert.strictEqual(count, all.length);
    assert.deepStrictEqual(words, all.slice(0, room));
  }
  assert.strictEqual(ok(`back ${value}`, native.from_words(value < 0n ? 1 : 0, all)), value);
}
for (const value of [undefined, null, 1, '1', {}, Object(1n)]) {
  fails(`int64 of ${typeof value}`, native.as_int64(value), 17);
  fails(`uint64 of ${typeof value}`, native.as_uint64(value), 17);
  fails(`words of ${typeof value}`, native.words(value, 2), 17);
  fails(`word count of ${typeof value}`, native.word_count(value), 17);
}
note('one of sign and words NULL', native.one_null(5n));
assert.deepStrictEqual(native.one_null(5n), [1, 1]);

const fromInt64 = native.from_int64();
note('from int64', fromInt64);
assert.deepStrictEqual(fromInt64,
  [0n, 1n, -1n, -(2n ** 63n), 2n ** 63n - 1n, 9007199254740993n]);
const fromUint64 = native.from_uint64();
note('from uint64', fromUint64);
assert.deepStrictEqual(fromUint64, [0n, 1n, 2n ** 63n, 2n ** 64n - 1n]);

// Zero words, leading zero words, minus zero, and any non-zero sign.
assert.strictEqual(ok('no words', native.from_words(0, [])), 0n);
assert.strictEqual(ok('no words, negative', native.from_words(1, [])), 0n);
assert.strictEqual(ok('minus zero', native.from_words(1, ['0'])), 0n);
assert.strictEqual(ok('leading zeros', native.from_words(0, ['5', '0', '0'])), 5n);
assert.strictEqual(ok('sign 5', native.from_words(5, ['1'])), -1n);
assert.strictEqual(ok('sign -1', native.from_words(-1, ['1'])), -1n);

fails('2^31 words', native.huge(2 ** 31), 1);
fails('SIZE_MAX words', native.huge(-1), 1);
// More than the engine can hold, with memory behind it: a RangeError.
fails('2^24 + 1 words', native.huge(2 ** 24 + 1), 10, RangeError);
assert.strictEqual(ok('a thousand words', { ...native.huge(1000), value: 'made' }), 'made');
