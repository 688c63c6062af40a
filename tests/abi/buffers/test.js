// Buffers that C makes are Buffers to JavaScript, and any view reads as one in C.
'use strict';
const assert = require('node:assert');
const { addon, ok, fails, note } = require('../trace.js');
const native = addon();

for (const length of [0, 1, 10, 5000, 100000]) {
  const made = native.create(length);
  assert.strictEqual(made.status, 0);
  assert.ok(Buffer.isBuffer(made.value));
  assert.strictEqual(made.value.constructor, Buffer);
  assert.strictEqual(made.value.length, length);
  assert.ok(made.value.every((byte, i) => byte === (i + 1) % 256));
  assert.deepStrictEqual(ok(`info ${length}`, native.info_of(made.value)), [length, length === 0 ? -1 : 1]);
  assert.strictEqual(native.create_only(length).value.length, length);
}
for (const text of ['', 'a', 'some text', 'ünï 😀', 'long '.repeat(1000)]) {
  const made = native.copy(text);
  assert.strictEqual(made.status, 0);
  assert.ok(Buffer.isBuffer(made.value));
  assert.strictEqual(made.value.toString(), text);
}
const buffer = native.copy('shared memory').value;
native.poke(buffer, 0, 0x53);
assert.strictEqual(buffer.toString(), 'Shared memory');
native.poke(buffer.subarray(7), 0, 0x4d);
assert.strictEqual(buffer.toString(), 'Shared Memory');
assert.strictEqual(buffer.slice(0, 6).toString('hex'), '536861726564');
note('text', buffer.toString('latin1'));

const bytes = Uint8Array.from({ length: 16 }, (_, i) => i);
for (const [offset, length] of [[0, 16], [4, 8], [16, 0], [0, 0], [15, 1]]) {
  const made = ok(`over ${offset} ${length}`, native.over(bytes.buffer, offset, length));
  assert.ok(Buffer.isBuffer(made));
  assert.strictEqual(made.buffer, bytes.buffer);
  assert.deepStrictEqual([made.byteOffset, made.length], [offset, length]);
  assert.deepStrictEqual([...made], [...bytes.slice(offset, offset + length)]);
}
native.over(bytes.buffer, 2, 2).value[0] = 99;
assert.strictEqual(bytes[2], 99);
const outside = { name: 'RangeError', code: 'ERR_OUT_OF_RANGE',
  message: 'The byte offset + length is out of range' };
for (const [offset, length] of [[0, 17], [17, 0], [16, 1], [8, 9], [2 ** 40, 1]]) {
  const outcome = native.over(bytes.buffer, offset, length);
  note(`over ${offset} ${length}`, outcome);
  assert.strictEqual(outcome.status, 0);
  assert.strictEqual(outcome.exception.name, outside.name);
  assert.strictEqual(outcome.exception.code, outside.code);
  assert.strictEqual(outcome.exception.message, outside.message);
}
for (const wrong of [{}, undefined, 5, bytes, new SharedArrayBuffer(16)]) {
  const outcome = native.over(wrong, 0, 1);
  note(`over ${typeof wrong}`, outcome);
  assert.strictEqual(outcome.status, 1);
  assert.strictEqual(outcome.recorded, 0);
}

for (const [label, value, expected] of [['Buffer', Buffer.alloc(1), true], ['Uint8Array', new Uint8Array(1), true],
  ['Float64Array', new Float64Array(1), true], ['DataView', new DataView(new ArrayBuffer(1)), true],
  ['ArrayBuffer', new ArrayBuffer(1), false], ['shared', new SharedArrayBuffer(1), false],
  ['array', [1], false], ['string', 'text', false], ['undefined', undefined, false],
  ['object', {}, false], ['proxy', new Proxy(Buffer.alloc(1), {}), false]]) {
  assert.strictEqual(ok(`is ${label}`, native.is(value)), expected);
  if (!expected) fails(`info of ${label}`, native.info_of(value), 1);
}
assert.deepStrictEqual(native.info_of(Float64Array.of(1, 2)).value, [16, 0]);
assert.deepStrictEqual(native.info_of(new DataView(Uint8Array.of(7, 8, 9).buffer, 1)).value, [2, 8]);
assert.deepStrictEqual(native.info_of(Buffer.from('pooled')).value, [6, 'p'.charCodeAt(0)]);
const gone = new Uint8Array(4);
structuredClone(gone.buffer, { transfer: [gone.buffer] });
assert.deepStrictEqual(native.info_of(gone).value, [0, -1]);
