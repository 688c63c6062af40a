// Flags: --expose-gc
// External Buffers: the addon's own memory, freed once, when no slice of it is left either.
'use strict';
const assert = require('node:assert');
const { addon, ok, note } = require('../trace.js');
const native = addon();

let kept = (() => {
  const whole = native.external(10).value;
  assert.ok(Buffer.isBuffer(whole));
  assert.strictEqual(whole.toString(), 'ABCDEFGHIJ');
  assert.strictEqual(whole.buffer.byteLength, 10);
  whole[0] = 0x7a;
  return whole.subarray(0, 3);
})();
assert.strictEqual(ok('static', native.external_static()).toString(), 'static memory');
(() => {
  const nothing = native.nothing();
  assert.strictEqual(nothing.status, 0);
  assert.strictEqual(nothing.value.length, 0);
})();
for (let i = 0; i < 10; i++) native.external(32);

function collectUntil(wanted, then) {
  let rounds = 0;
  setImmediate(function collect() {
    gc();
    if (native.count() < wanted && ++rounds < 50) {
      setImmediate(collect);
      return;
    }
    setImmediate(() => {
      assert.strictEqual(native.count(), wanted);
      note('finalized', wanted);
      then();
    });
  });
}
collectUntil(11, () => {
  assert.strictEqual(kept.toString(), 'zBC');
  kept = null;
  collectUntil(12, () => {});
});
