// A full queue: 15 for non-blocking calls; blocking ones wait for room, or for the abort (16).
'use strict';
const assert = require('node:assert');
const addon = require(process.env.NAPKIN_TEST_ADDON);
const turn = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
function busyWait(ms) {
  const end = Date.now() + ms;
  while (Date.now() < end);
}

(async () => {
  // Two fit, the third does not; after they ran, there is room again.
  let got = [];
  addon.open((n) => got.push(n), 2, 1);
  assert.deepStrictEqual(addon.fill(4), [0, 0, 15, 15]);
  while (got.length < 2) await turn(1);
  assert.deepStrictEqual(got, [1, 2]);
  assert.deepStrictEqual(addon.fill(3), [0, 0, 15]);
  assert.strictEqual(addon.release(0), 0);
  while (got.length < 4) await turn(1);
  await turn(10);
  assert.deepStrictEqual(got, [1, 2, 1, 2]);

  // Zero means no bound.
  got = [];
  addon.open((n) => got.push(n), 0, 1);
  assert.deepStrictEqual(addon.fill(10), Array(10).fill(0));
  assert.strictEqual(addon.release(0), 0);
  while (got.length < 10) await turn(1);
  await turn(10);

  // A blocking producer gets as far as the queue allows while the loop is busy.
  got = [];
  addon.open((n) => got.push(n), 3, 1);
  addon.start_producer(20);
  const deadline = Date.now() + 10_000;
  while (addon.sent_so_far() < 3 && Date.now() < deadline);
  busyWait(50);
  assert.strictEqual(addon.sent_so_far(), 3);
  while (got.length < 20) await turn(1);
  assert.strictEqual(addon.join(), 0);
  assert.deepStrictEqual(got, Array.from({ length: 20 }, (_, i) => i + 1));
  await turn(10);

  // A waiting producer is woken by an abort and told so; what was queued is not called.
  got = [];
  addon.open((n) => got.push(n), 1, 2);
  addon.start_producer(5);
  busyWait(50);
  assert.strictEqual(addon.release(1), 0);
  assert.strictEqual(addon.join(), 16);
  await turn(10);
  assert.deepStrictEqual(got, []);
  console.log('queue bounded');
})();
