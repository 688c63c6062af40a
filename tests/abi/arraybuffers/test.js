// Flags: --expose-gc
// ArrayBuffers from both sides: the memory is one, and external memory is freed once.
'use strict';
const assert = require('node:assert');
const { addon, ok, fails, note } = require('../trace.js');
const native = addon();

// Code with vector instructions reads and writes memory in aligned steps.
for (const length of [2048, 4080, 4096, 100000]) {
  const buffers = [new ArrayBuffer(length), Buffer.alloc(length).buffer, new Uint8Array(length).buffer, new Float64Array(length).buffer];
  assert.deepStrictEqual(buffers.map(native.alignment_of), [0, 0, 0, 0]);
}

for (const length of [0, 1, 7, 256, 100000]) {
  const made = native.create(length);
  assert.strictEqual(made.status, 0);
  const bytes = new Uint8Array(made.value);
  assert.strictEqual(made.value.byteLength, length);
  assert.ok(bytes.every((byte, i) => byte === i % 256));
  assert.deepStrictEqual(ok(`info ${length}`, native.info_of(made.value)), [length, length === 0 ? -1 : 0]);
  assert.strictEqual(native.create_only(length).value.byteLength, length);
}
const one = native.create(4).value;
native.poke(one, 2, 200);
assert.strictEqual(new Uint8Array(one)[2], 200);
new Uint8Array(one)[0] = 9;
assert.deepStrictEqual(native.info_of(one).value, [4, 9]);

assert.deepStrictEqual(ok('from JavaScript', native.info_of(Uint8Array.of(5, 6).buffer)), [2, 5]);
const resizable = new ArrayBuffer(4, { maxByteLength: 16 });
assert.deepStrictEqual(ok('resizable', native.info_of(resizable)), [4, 0]);
resizable.resize(12);
assert.deepStrictEqual(ok('resized', native.info_of(resizable)), [12, 0]);
native.poke(resizable, 11, 1);
assert.strictEqual(new Uint8Array(resizable)[11], 1);
const gone = new ArrayBuffer(4);
structuredClone(gone, { transfer: [gone] });
assert.deepStrictEqual(ok('detached', native.info_of(gone)), [0, -1]);
for (const [label, value, expected] of [['buffer', one, true], ['resizable', resizable, true],
  ['detached', gone, true], ['shared', new SharedArrayBuffer(1), false],
  ['view', new Uint8Array(1), false], ['DataView', new DataView(one), false], ['object', {}, false],
  ['undefined', undefined, false], ['proxy', new Proxy(one, {}), false]]) {
  assert.strictEqual(ok(`is ${label}`, native.is(value)), expected);
}
fails('info of a view', native.info_of(new Uint8Array(1)), 1);
fails('info of a number', native.info_of(5), 1);

const fixed = ok('static memory', native.external_static());
assert.deepStrictEqual([...new Uint8Array(fixed)], [1, 2, 3, 4]);
const nothing = ok('NULL of length 0', native.external_nothing());
assert.strictEqual(nothing.byteLength, 0);
assert.strictEqual(nothing.detached, true);

const external = native.external(8).value;
assert.deepStrictEqual([...new Uint8Array(external)], [100, 101, 102, 103, 104, 105, 106, 107]);
native.poke(external, 0, 1);
assert.strictEqual(new Uint8Array(external)[0], 1);
// The memory stays as long as a view does.
let view = new Uint8Array(native.external(16).value, 4);
for (let i = 0; i < 10; i++) native.external(64);

let rounds = 0;
setImmediate(function collect() {
  gc();
  if (native.count() < 10 && ++rounds < 50) {
    setImmediate(collect);
    return;
  }
  assert.strictEqual(native.count(), 10);
  note('finalized while a view lives', native.count());
  assert.strictEqual(view[0], 104);
  view = null;
  rounds = 0;
  setImmediate(function again() {
    gc();
    if (native.count() < 11 && ++rounds < 50) {
      setImmediate(again);
      return;
    }
    assert.strictEqual(native.count(), 11);
    note('finalized after it', native.count());
    assert.strictEqual(new Uint8Array(external)[1], 101);
  });
});
