// After an abort nothing is called any more; the data still in the queue is handed back.
'use strict';
const assert = require('node:assert');
const addon = require(process.env.NAPKIN_TEST_ADDON);
const turn = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

(async () => {
  addon.queue_and_abort(5);
  assert.deepStrictEqual(addon.counts(), [0, 0]);
  while (addon.counts()[1] < 5) await turn(1);
  assert.deepStrictEqual(addon.counts(), [0, 5]);

  addon.queue_and_abort(0);
  await turn(10);
  assert.deepStrictEqual(addon.counts(), [0, 0]);

  addon.start_threads();
  while (addon.counts()[0] < 100) await turn(1);
  assert.deepStrictEqual(addon.abort_threads(), [4, 0]);
  const { 0: called } = addon.counts();
  await turn(20);
  assert.strictEqual(addon.counts()[0], called);
  console.log('aborted');
})();
