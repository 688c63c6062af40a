// DataViews: any offset, checked lengths.
'use strict';
const assert = require('node:assert');
const { addon, ok, fails, note } = require('../trace.js');
const native = addon();

const buffer = Uint8Array.from({ length: 16 }, (_, i) => i + 1).buffer;
for (const [length, offset] of [[16, 0], [0, 0], [0, 16], [5, 3], [1, 15]]) {
  const made = native.create(length, buffer, offset);
  assert.strictEqual(made.status, 0);
  assert.ok(made.value instanceof DataView);
  assert.deepStrictEqual([made.value.byteLength, made.value.byteOffset], [length, offset]);
  assert.strictEqual(made.value.buffer, buffer);
  const told = native.info_of(made.value).value;
  assert.strictEqual(told.buffer, buffer);
  assert.deepStrictEqual([told.length, told.offset, told.first],
    [length, offset, length === 0 ? -1 : offset + 1]);
  assert.strictEqual(ok(`offset ${offset}`, native.part(made.value)), offset);
}
const bad = { name: 'RangeError', code: 'ERR_NAPI_INVALID_DATAVIEW_ARGS',
  message: 'byte_offset + byte_length should be less than or equal to the size in bytes of the array passed in' };
for (const [length, offset] of [[17, 0], [16, 1], [1, 16], [0, 17], [2 ** 53, 0], [0, 2 ** 53]]) {
  fails(`${length} at ${offset}`, native.create(length, buffer, offset), 10, bad);
}
for (const wrong of [undefined, null, {}, 5, new Uint8Array(8), new DataView(buffer)]) {
  fails(`over ${typeof wrong}`, native.create(1, wrong, 0), 1);
}
const shared = native.create(4, new SharedArrayBuffer(8), 4);
assert.strictEqual(shared.status, 0);
assert.strictEqual(shared.value.byteLength, 4);
for (const [label, value] of [['ArrayBuffer', buffer], ['typed array', new Uint8Array(1)], ['object', {}],
  ['undefined', undefined], ['proxy', new Proxy(new DataView(buffer), {})]]) {
  assert.strictEqual(ok(`is ${label}`, native.is(value)), false);
  fails(`info of ${label}`, native.info_of(value), 1);
}
assert.strictEqual(native.is(new DataView(buffer)).value, true);
const resizable = new ArrayBuffer(8, { maxByteLength: 32 });
const tracking = new DataView(resizable, 2);
assert.strictEqual(native.info_of(tracking).value.length, 6);
resizable.resize(20);
assert.strictEqual(native.info_of(tracking).value.length, 18);
note('tracks the length');
