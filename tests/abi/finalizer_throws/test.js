// Flags: --expose-gc
// An exception that leaves a finalizer is an uncaughtException; without a listener it ends the
// process with status 1 (checked in a child).
'use strict';
const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const addon = require(process.env.NAPKIN_TEST_ADDON);
const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

async function caughtFrom(make) {
  const caught = new Promise((resolve) => process.once('uncaughtException', (error, origin) => resolve([error, origin])));
  await nextTurn();
  (() => { make(); })();
  await nextTurn();
  // One collection may leave the object behind: collect until it was found.
  let found = false;
  caught.then(() => { found = true; });
  for (let i = 0; i < 50 && !found; i++) {
    globalThis.gc();
    await nextTurn();
    await nextTurn();
  }
  assert(found, 'the finalizer did not throw');
  return caught;
}

async function parent() {
  let [error, origin] = await caughtFrom(() => addon.wrap_native({}));
  assert.strictEqual(error.message, 'thrown by the finalizer');
  assert.strictEqual(error.code, 'ERR_FINALIZER');
  assert.strictEqual(origin, 'uncaughtException');
  [error] = await caughtFrom(() => addon.wrap_script({}, () => { throw new RangeError('script'); }));
  assert(error instanceof RangeError);
  [error] = await caughtFrom(() => addon.wrap_script({}, () => { throw 'no error object'; }));
  assert.strictEqual(error, 'no error object');
  [error] = await caughtFrom(() => addon.buffer());
  assert.strictEqual(error.code, 'ERR_FINALIZER');

  const child = spawnSync(process.execPath, ['--expose-gc', __filename, 'child'], { encoding: 'utf8' });
  assert.strictEqual(child.status, 1, child.stderr);
  assert.match(child.stderr, /Error: thrown by the finalizer/);
  assert.match(child.stderr, /code: 'ERR_FINALIZER'/);
  assert.strictEqual(child.stdout, 'collecting\nexit 1\n');
  console.log('uncaught four times');
}

async function child() {
  process.on('exit', (code) => console.log('exit', code));
  (() => addon.wrap_native({}))();
  await nextTurn();
  console.log('collecting');
  globalThis.gc();
  await nextTurn();
  await nextTurn();
  console.log('not reached');
}

process.argv[2] === 'child' ? child() : parent();
