// @node-rs/crc32: check values of both polynomials, text and bytes, running sums, bad input.
'use strict';
const assert = require('assert');
const { crc32, crc32c } = require('@node-rs/crc32');

const hex = (value) => value.toString(16).padStart(8, '0');

// The check values of the catalogue of CRC algorithms.
assert.strictEqual(crc32('123456789'), 0xcbf43926);
assert.strictEqual(crc32c('123456789'), 0xe3069283);

const bytes = Buffer.alloc(100000);
for (let at = 0; at < bytes.length; at++) bytes[at] = (at * 31 + (at >> 8)) & 255;

for (const input of ['', 'a', 'grüße \u{1F600}', '\ud800', Buffer.from('abc'), bytes, new Uint8Array(0),
  new Uint8Array(bytes.buffer, bytes.byteOffset + 3, 17)]) {
  console.log(typeof input, input.length, hex(crc32(input)), hex(crc32c(input)));
}

// A sum continued piece by piece is the sum of the whole.
for (const sum of [crc32, crc32c]) {
  let running = 0;
  for (let at = 0; at < bytes.length; at += 777) running = sum(bytes.subarray(at, at + 777), running);
  assert.strictEqual(running, sum(bytes));
}
console.log(hex(crc32('x', undefined)), hex(crc32('x', null)), hex(crc32('x', 1)), hex(crc32('x', 0xffffffff)));

for (const input of [undefined, null, 1, {}, [1, 2], true, Symbol('s'), new ArrayBuffer(3), new DataView(new ArrayBuffer(2))]) {
  try {
    console.log(String(input), crc32(input));
  } catch (error) {
    console.log(String(input), error.name, error.code, error.message);
  }
}
for (const start of ['1', {}, NaN, -1]) {
  try {
    console.log('start', String(start), crc32('x', start));
  } catch (error) {
    console.log('start', String(start), error.name, error.code, error.message);
  }
}
