// Typed arrays: all twelve types, offsets, alignment, lengths, resizable and detached buffers.
'use strict';
const assert = require('node:assert');
const { addon, ok, fails, note } = require('../trace.js');
const native = addon();

const types = [Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array,
  Uint32Array, Float32Array, Float64Array, BigInt64Array, BigUint64Array, Float16Array];
const misaligned = { name: 'RangeError', code: 'ERR_NAPI_INVALID_TYPEDARRAY_ALIGNMENT' };
const tooLong = { name: 'RangeError', code: 'ERR_NAPI_INVALID_TYPEDARRAY_LENGTH',
  message: 'Invalid typed array length' };

types.forEach((Type, type) => {
  const size = Type.BYTES_PER_ELEMENT;
  const buffer = new ArrayBuffer(size * 8);
  const label = Type.name;
  const made = native.create(type, 3, buffer, size * 2);
  assert.strictEqual(made.status, 0);
  assert.strictEqual(made.value.constructor, Type);
  assert.strictEqual(made.value.buffer, buffer);
  assert.deepStrictEqual([made.value.length, made.value.byteOffset], [3, size * 2]);
  assert.strictEqual(native.is(made.value).value, true);
  const told = native.info_of(made.value).value;
  assert.strictEqual(told.buffer, buffer);
  assert.deepStrictEqual([told.type, told.length, told.offset, told.aligned], [type, 3, size * 2, true]);
  note(label, [told.type, told.length, told.offset]);

  assert.strictEqual(ok(`${label} whole`, { ...native.create(type, 8, buffer, 0), value: 8 }), 8);
  assert.strictEqual(native.create(type, 0, buffer, size * 8).value.length, 0);
  assert.strictEqual(native.create(type, 0, new ArrayBuffer(0), 0).value.length, 0);
  fails(`${label} one too long`, native.create(type, 9, buffer, 0), 9, tooLong);
  fails(`${label} beyond the end`, native.create(type, 3, buffer, size * 6), 9, tooLong);
  fails(`${label} offset beyond`, native.create(type, 0, buffer, size * 9), 9, tooLong);
  if (size > 1) {
    const message = `start offset of ${Type.name} should be a multiple of ${size}`;
    fails(`${label} misaligned`, native.create(type, 1, buffer, 1), 9, { ...misaligned, message });
    fails(`${label} misaligned and too long`, native.create(type, 100, buffer, 1), 9, misaligned);
  }

  const big = label.startsWith('Big');
  const sample = Type.from(big ? [1n, 2n, 30n] : [1, 2, 30]);
  assert.deepStrictEqual(native.double_all(sample), Type.from(big ? [2n, 4n, 60n] : [2, 4, 60]));
  const sub = Type.from(big ? [1n, 2n, 3n] : [1, 2, 3]).subarray(1);
  native.double_all(sub);
  assert.deepStrictEqual([...new Type(sub.buffer)].map(Number), [1, 4, 6]);
});
note('twelve types');

for (const type of [-1, 12, 99]) {
  fails(`type ${type}`, native.create(type, 1, new ArrayBuffer(64), 0), 1);
}
fails('a huge length', native.create(1, 2 ** 53, new ArrayBuffer(8), 0), 9, tooLong);
// (A length whose bytes come to 0 modulo 2^64 is not asked for: it ends Node's process.)
for (const wrong of [undefined, null, {}, 5, new Uint8Array(8), [], new DataView(new ArrayBuffer(8))]) {
  fails(`over ${typeof wrong}`, native.create(1, 1, wrong, 0), 1);
}

const shared = new SharedArrayBuffer(16);
const overShared = native.create(5, 2, shared, 8);
assert.strictEqual(overShared.status, 0);
assert.strictEqual(overShared.value.buffer, shared);
assert.strictEqual(native.info_of(overShared.value).value.length, 2);
const resizable = new ArrayBuffer(8, { maxByteLength: 32 });
const tracking = new Uint16Array(resizable);
assert.deepStrictEqual(native.info_of(tracking).value.length, 4);
resizable.resize(32);
assert.strictEqual(ok('tracks the length', native.part(tracking)), 16);
resizable.resize(2);
assert.strictEqual(ok('tracks the length down', native.part(tracking)), 1);
const gone = new Uint32Array(4);
structuredClone(gone.buffer, { transfer: [gone.buffer] });
const told = native.info_of(gone).value;
note('detached', [told.type, told.length, told.offset]);
assert.deepStrictEqual([told.type, told.length, told.offset], [6, 0, 0]);

class Mine extends Float32Array {}
assert.strictEqual(native.info_of(new Mine(2)).value.type, 7);
assert.strictEqual(native.info_of(Buffer.from('abc')).value.type, 1);
const detachedProto = Object.setPrototypeOf(new Int8Array(1), null);
assert.strictEqual(native.info_of(detachedProto).value.type, 0);
for (const [label, value] of [['ArrayBuffer', new ArrayBuffer(1)], ['DataView', new DataView(new ArrayBuffer(1))],
  ['array', []], ['object', {}], ['undefined', undefined], ['proxy', new Proxy(new Uint8Array(1), {})]]) {
  assert.strictEqual(ok(`is ${label}`, native.is(value)), false);
  fails(`info of ${label}`, native.info_of(value), 1);
}
