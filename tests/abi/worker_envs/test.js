// Flags: --expose-gc
// Workers load the addon again: another env, torn down when the worker ends, by itself or by
// process.exit (which in a worker does tear down) or by terminate. gc() works in a worker, and its
// finalizers run on the worker's thread.
'use strict';
const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const { Worker, isMainThread, workerData } = require('node:worker_threads');

const child = process.argv[2] === 'child';
if (!isMainThread) {
  const addon = require(process.env.NAPKIN_TEST_ADDON);
  globalThis.kept = addon.set(workerData.id, {});
  assert.strictEqual(addon.id(), workerData.id);
  if (workerData.how === 'exit') process.exit(5);
  if (workerData.how === 'gc') {
    (() => addon.wrap({}))();
    setImmediate(() => { globalThis.gc(); setTimeout(() => addon.tell('collected'), 20); });
  }
  if (workerData.how === 'forever') {
    require('node:worker_threads').parentPort.postMessage('ready');
    setInterval(() => {}, 1000);
  }
} else if (child) {
  const addon = require(process.env.NAPKIN_TEST_ADDON);
  globalThis.kept = addon.set(0, {});
  const run = (id, how) => new Promise((resolve, reject) => {
    const worker = new Worker(__filename, { workerData: { id, how } });
    worker.on('error', reject);
    worker.on('message', () => worker.terminate());
    worker.on('exit', (code) => { console.log('worker', id, 'code', code); resolve(); });
  });
  (async () => {
    await run(1, 'end');
    await run(2, 'exit');
    await run(3, 'forever');
    await run(4, 'gc');
    assert.strictEqual(addon.id(), 0);
  })();
} else {
  const result = spawnSync(process.execPath, ['--expose-gc', __filename, 'child'], { encoding: 'utf8' });
  assert.strictEqual(result.status, 0, result.stderr);
  console.log(result.stdout.trimEnd());
  const torn = (id) => [`hook of ${id}`, `wrap of ${id}`, `instance of ${id}`];
  assert.deepStrictEqual(result.stdout.trimEnd().split('\n'), [...torn(1), 'worker 1 code 0', ...torn(2), 'worker 2 code 5',
    ...torn(3), 'worker 3 code 1',
    'wrap of 4', 'collected', ...torn(4), 'worker 4 code 0', ...torn(0)]);
}
