// Teardown: cleanup hooks last in first out, then finalizers newest first, instance data last.
'use strict';
const assert = require('node:assert');
const { spawnSync } = require('node:child_process');

if (process.argv[2] === 'child') {
  const addon = require(process.env.NAPKIN_TEST_ADDON);
  globalThis.kept = [{}, {}, {}, {}];
  globalThis.more = addon.left_behind(...globalThis.kept);
  process.on('exit', () => console.log('exit'));
} else {
  const child = spawnSync(process.execPath, [__filename, 'child'], { encoding: 'utf8' });
  assert.strictEqual(child.status, 0, child.stderr);
  console.log(child.stdout.trimEnd());
  const lines = child.stdout.trimEnd().split('\n');
  assert.deepStrictEqual(lines, ['exit', 'hook second', 'hook first', 'finalize wrap 6', 'finalize finalizer 5',
    'finalize and delete: 0', 'finalize finalizer 3', 'finalize external 2', 'finalize wrap 1', 'instance data hint']);
}
