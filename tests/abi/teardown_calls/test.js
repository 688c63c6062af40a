// During teardown, calls that would run JavaScript answer napi_pending_exception (10) up to
// version 9 and napi_cannot_run_js (23) from 10; the others work. The
// instance data was set after the wrap and is therefore finalized before it.
'use strict';
const assert = require('node:assert');
const { spawnSync } = require('node:child_process');

if (process.argv[2] === 'child') {
  const addon = require(process.env.NAPKIN_TEST_ADDON);
  globalThis.kept = {};
  addon.prepare(globalThis.kept, () => console.log('called'));
  process.on('exit', () => console.log('exit'));
} else {
  const child = spawnSync(process.execPath, [__filename, 'child'], { encoding: 'utf8' });
  console.log(child.stdout.trimEnd());
  assert.strictEqual(child.status, 0, child.stderr);
  const refused = ['v8', 'v9'].includes(process.env.NAPKIN_TEST_VARIANT) ? 10 : 23;
  const of = (where) => [
    `${where}: object 0 string 0 references 0 0`,
    `${where}: call ${refused} set ${refused} get ${refused} has ${refused} run ${refused}`,
    `${where}: coerce ${refused} equals ${refused} length ${refused} function ${refused} promise ${refused}`,
    `${where}: throw ${refused} wrap ${refused} external ${refused} error 0 clear 0`,
  ];
  const lines = child.stdout.trimEnd().split('\n');
  assert.deepStrictEqual(lines, ['exit', ...of('hook'), `instance data: object 0 set ${refused}`, ...of('finalizer')]);
}
