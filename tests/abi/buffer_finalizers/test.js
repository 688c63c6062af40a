// Flags: --expose-gc
// External memory: the finalizer runs once, after the last view died or the buffer was detached.
'use strict';
const assert = require('node:assert');
const addon = require(process.env.NAPKIN_TEST_ADDON);
const nextTurn = () => new Promise((resolve) => setImmediate(resolve));
async function collect() {
  for (let i = 0; i < 4; i++) {
    await nextTurn();
    addon.set_collecting(1);
    globalThis.gc();
    addon.set_collecting(0);
  }
  await nextTurn();
}
const runs = () => addon.counts()[0];

(async () => {
  (() => addon.arraybuffer())();
  await collect();
  assert.strictEqual(runs(), 1);
  (() => addon.buffer())();
  await collect();
  assert.strictEqual(runs(), 2);

  // A view keeps the memory.
  let view = new Uint8Array(addon.arraybuffer(), 4, 4);
  await collect();
  assert.strictEqual(runs(), 2);
  view[0] = 9;
  assert.strictEqual(view[0], 9);
  view = null;
  await collect();
  assert.strictEqual(runs(), 3);
  let slice = addon.buffer().subarray(2);
  await collect();
  assert.strictEqual(runs(), 3);
  assert.strictEqual(slice.length, 14);
  slice = null;
  await collect();
  assert.strictEqual(runs(), 4);

  // Detaching lets go of the memory at once; the dead object does not run it again.
  (() => {
    const detached = addon.arraybuffer();
    assert.strictEqual(addon.detach(detached), 0);
    assert.strictEqual(detached.byteLength, 0);
  })();
  await collect();
  assert.strictEqual(runs(), 5);

  (() => addon.without_finalizer())();
  await collect();
  assert.strictEqual(runs(), 5);
  assert.strictEqual((() => addon.empty())(), true);
  await collect();
  console.log('runs', ...addon.counts());
})();
