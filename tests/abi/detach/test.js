// Flags: --expose-gc
// Detaching: the views are empty after it, and external memory is still freed once.
'use strict';
const assert = require('node:assert');
const { addon, ok, fails, note } = require('../trace.js');
const native = addon();

const buffer = new ArrayBuffer(16);
const views = [new Uint8Array(buffer), new Float64Array(buffer, 8), Buffer.from(buffer)];
const view = new DataView(buffer);
assert.strictEqual(ok('before', native.is_detached(buffer)), false);
ok('detach', native.detach(buffer));
assert.strictEqual(ok('after', native.is_detached(buffer)), true);
assert.deepStrictEqual([buffer.byteLength, buffer.detached], [0, true]);
assert.deepStrictEqual(views.map((each) => each.length), [0, 0, 0]);
assert.strictEqual(views[0][0], undefined);
assert.throws(() => view.getInt8(0), TypeError);
ok('detach again', native.detach(buffer));

const transferred = new ArrayBuffer(4);
structuredClone(transferred, { transfer: [transferred] });
assert.strictEqual(ok('transferred', native.is_detached(transferred)), true);
ok('detach empty', native.detach(new ArrayBuffer(0)));
ok('detach resizable', native.detach(new ArrayBuffer(4, { maxByteLength: 8 })));
for (const [label, value] of [['object', {}], ['view', new Uint8Array(4)], ['undefined', undefined],
  ['number', 5], ['shared', new SharedArrayBuffer(4)], ['DataView', new DataView(new ArrayBuffer(1))]]) {
  fails(`detach ${label}`, native.detach(value), 19);
  assert.strictEqual(ok(`is ${label} detached`, native.is_detached(value)), false);
}
// The one buffer that cannot be detached is WebAssembly's memory, which not every engine has; so it
// leaves no trace.
if (typeof WebAssembly === 'object') {
  const memory = new WebAssembly.Memory({ initial: 1 }).buffer;
  const outcome = native.detach(memory);
  assert.deepStrictEqual([outcome.status, outcome.message], [20, 'A detachable arraybuffer was expected']);
  assert.strictEqual(memory.byteLength, 65536);
}

(() => ok('detach external', native.detach(native.external())))();
let rounds = 0;
setImmediate(function collect() {
  gc();
  if (native.count() < 1 && ++rounds < 50) {
    setImmediate(collect);
    return;
  }
  setImmediate(() => {
    assert.strictEqual(native.count(), 1);
    note('finalized', native.count());
  });
});
