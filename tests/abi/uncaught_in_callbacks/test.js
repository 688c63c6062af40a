// Exceptions from native functions run by timers, immediates, ticks and microtasks, and
// rejections of native promises, end where JavaScript's own would.
'use strict';
const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const addon = require(process.env.NAPKIN_TEST_ADDON);

const places = {
  timeout: (f) => setTimeout(f, 1),
  immediate: (f) => setImmediate(f),
  tick: (f) => process.nextTick(f),
  microtask: (f) => queueMicrotask(f),
  event: (f) => { process.once('napkin', f); setImmediate(() => process.emit('napkin')); },
};
const children = {
  thrown: [() => setImmediate(addon.throw_type_error), 1, /TypeError: thrown natively/],
  synchronous: [() => addon.throw_type_error(), 1, /TypeError: thrown natively/],
  called: [() => addon.call(() => { throw new RangeError('through native code'); }), 1, /RangeError: through native code/],
  rejected: [() => { addon.reject(new Error('native rejection')); }, 1, /Error: native rejection/],
  rejectedValue: [() => { addon.reject(5); }, 1, /ERR_UNHANDLED_REJECTION/],
  handledLate: [() => { const p = addon.reject(1); Promise.resolve().then(() => p.catch(() => console.log('handled'))); }, 0, /^$/],
};

async function main() {
  for (const [name, schedule] of Object.entries(places)) {
    const caught = new Promise((resolve) => process.once('uncaughtException', (error, origin) => resolve([error, origin])));
    schedule(() => addon.throw_type_error());
    const [error, origin] = await caught;
    assert(error instanceof TypeError);
    assert.deepStrictEqual([error.code, error.message, origin], ['ERR_UNCAUGHT', 'thrown natively', 'uncaughtException'], name);
  }
  assert.throws(() => addon.throw_and_return(), (thrown) => thrown === 'thrown');
  const inner = new Error('inner');
  assert.throws(() => addon.call(() => addon.call(() => { throw inner; })), (thrown) => thrown === inner);

  const reason = {};
  const unhandled = new Promise((resolve) => process.once('unhandledRejection', (why, promise) => resolve([why, promise])));
  const promise = addon.reject(reason);
  const [why, which] = await unhandled;
  assert.strictEqual(why, reason);
  assert.strictEqual(which, promise);
  promise.catch(() => {});

  for (const [name, [, code, pattern]] of Object.entries(children)) {
    const child = spawnSync(process.execPath, [__filename, name], { encoding: 'utf8' });
    assert.strictEqual(child.status, code, `${name}: ${child.stderr}`);
    assert.match(child.stderr, pattern, name);
    console.log(name, child.stdout.trimEnd());
  }
}

if (process.argv[2] in children) {
  process.on('exit', (code) => console.log('exit', code));
  children[process.argv[2]][0]();
} else {
  main();
}
