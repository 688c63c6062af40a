// Cancelled work completes with napi_cancelled (11) without executing; running work cannot be
// cancelled (9). UV_THREADPOOL_SIZE is honoured: the child blocks so many threads at once, and has
// no further one that could execute what is queued then. The default is four.
'use strict';
const assert = require('node:assert');
const { spawnSync } = require('node:child_process');

if (process.argv[2] === 'child') {
  const addon = require(process.env.NAPKIN_TEST_ADDON);
  addon.start(Number(process.env.UV_THREADPOOL_SIZE ?? 4));
  const statuses = addon.cancel((status, blockersDone) => {
    console.log('completed with', status, 'while blocked', blockersDone === 0);
    addon.release();
  });
  console.log('statuses', statuses.join(' '));
} else {
  for (const size of [undefined, '1', '2', '7']) {
    const env = { ...process.env };
    delete env.UV_THREADPOOL_SIZE;
    if (size) env.UV_THREADPOOL_SIZE = size;
    const child = spawnSync(process.execPath, [__filename, 'child'], { encoding: 'utf8', env, timeout: 30000 });
    assert.strictEqual(child.status, 0, child.stderr);
    console.log(child.stdout.trimEnd());
    const [statuses, completed] = child.stdout.trimEnd().split('\n');
    assert.strictEqual(completed, 'completed with 11 while blocked true');
    const [running, kept, victim] = statuses.split(' ').slice(1).map(Number);
    assert.deepStrictEqual([running, kept, victim], [9, 9, 0]);
  }
}
