// bufferutil: masking and unmasking of WebSocket frames at every length and alignment, against a
// plain JavaScript implementation; that it is the native code and not the fallback.
'use strict';
const assert = require('assert');
const bufferutil = require('bufferutil');
const fallback = require('bufferutil/fallback');

assert.notStrictEqual(bufferutil.mask, fallback.mask, 'the prebuilt addon must load');
assert.ok(Object.keys(require.cache).some((file) => file.endsWith('bufferutil.node')));

const key = Buffer.from([0x12, 0x00, 0xff, 0xa5]);
const bytes = Buffer.alloc(5000);
for (let at = 0; at < bytes.length; at++) bytes[at] = (at * 7 + 3) & 255;

let cases = 0;
for (const length of [0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33, 63, 64, 65, 1000, 4096]) {
  for (let shift = 0; shift < 9; shift++) {
    const source = Buffer.from(bytes.subarray(shift, shift + length));
    const native = Buffer.alloc(length + 20, 0xee);
    const plain = Buffer.alloc(length + 20, 0xee);
    bufferutil.mask(bytes.subarray(shift, shift + length), key, native, shift, length);
    fallback.mask(source, key, plain, shift, length);
    assert.deepStrictEqual(native, plain, `length ${length}, shift ${shift}`);
    const masked = native.subarray(shift, shift + length);
    bufferutil.unmask(masked, key);
    assert.ok(masked.equals(source), `length ${length}, shift ${shift}`);
    cases++;
  }
}
console.log('cases', cases);

const out = Buffer.alloc(12);
bufferutil.mask(Buffer.from('Hello'), Buffer.from([0x37, 0xfa, 0x21, 0x3d]), out, 2, 5);
console.log(out.toString('hex'));
bufferutil.unmask(out.subarray(2, 7), Buffer.from([0x37, 0xfa, 0x21, 0x3d]));
console.log(out.toString('latin1', 2, 7));

// In place, as the ws package does it.
const frame = Buffer.from('in place');
bufferutil.mask(frame, key, frame, 0, frame.length);
console.log(frame.toString('hex'));
