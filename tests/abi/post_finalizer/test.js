// Flags: --expose-gc
// A posted finalizer runs later and may call JavaScript; what it throws is uncaught.
'use strict';
const assert = require('node:assert');
const addon = require(process.env.NAPKIN_TEST_ADDON);
const nextTurn = () => new Promise((resolve) => setImmediate(resolve));
const calls = [];
let fail = false;
addon.on_finalize((n) => {
  calls.push(n);
  if (fail) throw new Error(`from ${n}`);
});

(async () => {
  await nextTurn();
  (() => addon.wrap({}, 1))();
  await nextTurn();
  addon.set_collecting(1);
  globalThis.gc();
  addon.set_collecting(0);
  assert.deepStrictEqual(addon.counts(), [1, 0]);
  await null;
  assert.deepStrictEqual(calls, []);
  await nextTurn();
  await nextTurn();
  assert.deepStrictEqual(addon.counts(), [1, 1]);
  assert.deepStrictEqual(calls, [1]);

  assert.strictEqual(addon.post_now(7), 0);
  assert.strictEqual(addon.post_now(8), 0);
  assert.deepStrictEqual(calls, [1]);
  await nextTurn();
  await nextTurn();
  // Their order among each other is not promised.
  assert.deepStrictEqual(calls.slice().sort(), [1, 7, 8]);
  assert.strictEqual(addon.without_env(), 1);

  fail = true;
  const caught = new Promise((resolve) => process.once('uncaughtException', resolve));
  addon.post_now(9);
  assert.strictEqual((await caught).message, 'from 9');
  console.log(calls.sort().join(' '));
})();
