// With a listener the process goes on, the call returns napi_ok; without one it ends with 1.
'use strict';
const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const addon = require(process.env.NAPKIN_TEST_ADDON);

if (process.argv[2] === 'child') {
  process.on('exit', (code) => console.log('exit', code));
  setImmediate(() => { addon.raise(new RangeError('raised')); console.log('not reached'); });
} else if (process.argv[2] === 'monitor') {
  process.on('uncaughtExceptionMonitor', (error, origin) => console.log('monitor', error, origin));
  process.on('uncaughtException', (error) => console.log('listener', error));
  addon.raise('text');
} else if (process.argv[2] === 'listener-throws') {
  process.on('uncaughtException', () => { throw new Error('from the listener'); });
  process.on('exit', (code) => console.log('exit', code));
  addon.raise(new Error('first'));
} else {
  const error = new Error('raised');
  const caught = [];
  process.on('uncaughtException', (thrown, origin) => caught.push([thrown, origin]));
  for (const value of [error, 5, undefined, null, { own: true }]) {
    assert.strictEqual(addon.raise(value), 0);
    // The listener has run when the call returns.
    const [thrown, origin] = caught.pop();
    assert.strictEqual(thrown, value);
    assert.strictEqual(origin, 'uncaughtException');
  }
  assert.deepStrictEqual(addon.wrong_calls(), [1, 1, 10]);

  const child = spawnSync(process.execPath, [__filename, 'child'], { encoding: 'utf8' });
  assert.strictEqual(child.status, 1);
  assert.strictEqual(child.stdout, 'exit 1\n');
  assert.match(child.stderr, /RangeError: raised/);
  const monitor = spawnSync(process.execPath, [__filename, 'monitor'], { encoding: 'utf8' });
  assert.strictEqual(monitor.stdout, 'monitor text uncaughtException\nlistener text\n');
  assert.strictEqual(monitor.status, 0);
  const throwing = spawnSync(process.execPath, [__filename, 'listener-throws'], { encoding: 'utf8' });
  assert.strictEqual(throwing.status, 7);
  assert.match(throwing.stderr, /from the listener/);
  console.log('raised');
}
