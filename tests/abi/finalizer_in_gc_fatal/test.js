// Flags: --expose-gc
// Experimental finalizers run inside the collection: harmless calls work there, calls that may
// allocate or touch handles end the process with a message that says what to do (in children).
'use strict';
const assert = require('node:assert');
const { spawnSync } = require('node:child_process');

if (process.argv[2] === 'child') {
  const addon = require(process.env.NAPKIN_TEST_ADDON);
  (() => addon.wrap({}, Number(process.argv[3]), {}))();
  setImmediate(() => {
    globalThis.gc();
    console.log('collected');
  });
} else {
  const run = (which) => spawnSync(process.execPath, ['--expose-gc', __filename, 'child', String(which)], { encoding: 'utf8' });
  const allowed = run(0);
  assert.strictEqual(allowed.status, 0, allowed.stderr);
  assert.strictEqual(allowed.stdout, 'allowed calls succeed: 1\ncollected\n');
  const expected = ['creating an object', 'reading a reference', 'changing a reference count', 'throwing', 'opening a scope'];
  expected.forEach((line, at) => {
    const child = run(at + 1);
    assert.strictEqual(child.stdout, `${line}\n`);
    assert(child.signal === 'SIGABRT' || child.status === 134, `${line}: ${child.signal} ${child.status}`);
    assert.match(child.stderr, /Finalizer is calling a function that may affect GC state/, line);
    assert.match(child.stderr, /node_api_post_finalizer/, line);
    console.log(line, 'is fatal');
  });
}
