// Each external buffer's finalizer has run once when the process has ended.
'use strict';
const assert = require('node:assert');
const { spawnSync } = require('node:child_process');

if (process.argv[2] === 'child') {
  const addon = require(process.env.NAPKIN_TEST_ADDON);
  globalThis.kept = [addon.make(0, 0), addon.make(1, 1), new Uint8Array(addon.make(2, 0)), addon.make(3, 1).subarray(4)];
  addon.make(4, 0);
  process.on('exit', () => console.log('exit'));
} else {
  const child = spawnSync(process.execPath, [__filename, 'child'], { encoding: 'utf8' });
  assert.strictEqual(child.status, 0, child.stderr);
  const lines = child.stdout.trimEnd().split('\n');
  assert.strictEqual(lines[0], 'exit');
  assert.deepStrictEqual(lines.slice(1).sort(), [0, 1, 2, 3, 4].map((n) => `memory ${n} given back`));
  console.log('given back', lines.length - 1);
}
