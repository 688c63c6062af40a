// Flags: --expose-gc
// SharedArrayBuffers: one memory for C and JavaScript, and the finalizer of external ones.
'use strict';
const assert = require('node:assert');
const { addon, ok, note } = require('../trace.js');
const native = addon();
const NO_EXTERNAL_BUFFERS_ALLOWED = 22;

for (const length of [0, 1, 8, 4096]) {
  const made = native.create(length);
  assert.strictEqual(made.status, 0);
  assert.ok(made.value instanceof SharedArrayBuffer);
  assert.strictEqual(made.value.byteLength, length);
  assert.ok(new Uint8Array(made.value).every((byte, i) => byte === (i + 1) % 256));
  assert.strictEqual(ok(`is, of ${length}`, native.is(made.value)), true);
}
const shared = native.create(8).value;
assert.strictEqual(native.poke(shared, 3, 77), 8);
assert.strictEqual(Atomics.load(new Uint8Array(shared), 3), 77);
const fromScript = new SharedArrayBuffer(4);
native.poke(fromScript, 0, 5);
assert.strictEqual(new Uint8Array(fromScript)[0], 5);
for (const [label, value, expected] of [['from JavaScript', fromScript, true],
  ['ArrayBuffer', new ArrayBuffer(1), false], ['view', new Uint8Array(fromScript), false],
  ['object', {}, false], ['undefined', undefined, false], ['proxy', new Proxy(fromScript, {}), false]]) {
  assert.strictEqual(ok(`is ${label}`, native.is(value)), expected);
}

// An engine that shares only memory of its own refuses, and never calls the finalizer.
const expected = (() => {
  const outcome = native.external(8);
  if (outcome.status === NO_EXTERNAL_BUFFERS_ALLOWED) return 0;
  const external = outcome.value;
  assert.ok(external instanceof SharedArrayBuffer);
  assert.deepStrictEqual([...new Uint8Array(external)], [100, 101, 102, 103, 104, 105, 106, 107]);
  native.poke(external, 0, 1);
  assert.strictEqual(new Uint8Array(external)[0], 1);
  return 1;
})();
let rounds = 0;
setImmediate(function collect() {
  gc();
  if (native.count() < expected && ++rounds < 50) {
    setImmediate(collect);
    return;
  }
  assert.strictEqual(native.count(), expected);
  note('finalized as often as it was taken');
});
