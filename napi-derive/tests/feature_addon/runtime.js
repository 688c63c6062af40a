// Flags: --expose-gc
// Futures that need tokio, and tracing: `node --expose-gc runtime.js ADDON`.
'use strict';

const assert = require('node:assert');
const { rejection } = require('../errors.js');
const { Worker, isMainThread, workerData } = require('node:worker_threads');

const path = require('node:path').resolve(process.env.NAPKIN_TEST_ADDON ?? process.argv[2]);
const addon = require(path);

if (!isMainThread) {
  const kinds = {
    // A task of the runtime and a future of the env, neither of which ends.
    never() {
      addon.never();
      addon.spawnNever(() => process.exit());
    },
    sleeps() { addon.later(1, 5).then((value) => process.exit(value)); },
    traced() { addon.traced(1); },
  };
  kinds[workerData]();
  return;
}

const inWorker = (kind) => new Promise((resolve, reject) => {
  const worker = new Worker(__filename, { workerData: kind });
  worker.on('error', reject);
  worker.on('exit', resolve);
});


// In this order: the first tests have no runtime yet.
const tests = {
  async 'the runtime ends with the last env that used it'() {
    assert.strictEqual(await inWorker('never'), 0);
    assert.strictEqual(addon.alive(), 0, 'tasks and futures are dropped');
    assert.strictEqual(await inWorker('sleeps'), 5);
    addon.refuseRuntime();
    assert.match(await rejection(addon.later(1, 1)), /^Error undefined: tokio's runtime could not be started: /);
    assert.throws(() => addon.entered(), /tokio's runtime could not be started/);
    addon.reconfigure();
  },

  async 'futures sleep, and are not waited for too long'() {
    assert.strictEqual(await addon.later(1, 3), 3);
    assert.strictEqual(await addon.inTime(Promise.resolve(1), 1000), 1);
    assert.strictEqual(await rejection(addon.inTime(new Promise(() => {}), 1)), 'Error ERR_LATE: too late');
    const many = await Promise.all(Array.from({ length: 100 }, (_, index) => addon.later(index % 5, index)));
    assert.deepStrictEqual(many, [...Array(100).keys()]);
  },

  async 'tasks run on the threads of the runtime'() {
    assert.strictEqual(await addon.threadOfTask(), 'addon.tokio');
    assert.strictEqual(await addon.blocking(4), 8);
    assert.strictEqual(await addon.throughTasks(100), 4950);
    assert.match(await rejection(addon.panicsInATask()), /^Error undefined: task \d+ panicked with message "in a task"/);
  },

  async 'the runtime and plain functions'() {
    assert.strictEqual(addon.entered(), true);
    assert.throws(() => addon.reconfigure(),
                  { code: 'ERR_RUNTIME_STARTED', message: "tokio's runtime runs already: configure it in an init function, once" });
    await new Promise((resolve) => addon.spawnNever(resolve));
    // An env that ends takes its futures along, and leaves the runtime to the others.
    const before = addon.alive();
    assert.strictEqual(before, 1);
    assert.strictEqual(await inWorker('never'), 0);
    assert.strictEqual(addon.alive(), before + 1, 'its task goes on, its future does not');
    assert.strictEqual(await addon.later(1, 6), 6);
  },

  async 'panics tell their place in debug builds'() {
    assert.throws(() => new addon.Traced().method(),
                  { code: 'ERR_NATIVE_PANIC', message: 'panic in native code: traced (at src/traces.rs:110:9)' });
    assert.throws(() => addon.traced(0), { message: 'nothing' });
  },

  async 'calls, exceptions and envs are traced'() {
    addon.traced(1);
    addon.listen();
    addon.traced(1);
    assert.throws(() => addon.traced(0));
    assert.throws(() => addon.traced('x'));
    assert.strictEqual(await rejection(addon.tracedLater(0)), 'RangeError ERR_EMPTY: nothing');
    assert.throws(() => new addon.Traced().method());
    assert.deepStrictEqual(addon.heard(), [
      'TRACE call function="traced"', 'exit',
      'TRACE call function="traced"', 'exit', 'DEBUG thrown code="ERR_EMPTY" error=nothing',
      'TRACE call function="traced"', 'exit',
      'DEBUG thrown code="ERR_INVALID_ARG_TYPE" error=traced: argument `number`: expected a number, found a string',
      'TRACE call function="tracedLater"', 'DEBUG rejected code="ERR_EMPTY" error=nothing', 'exit',
      'TRACE construct class="Traced"', 'exit',
      'TRACE call function="method"', 'exit', 'DEBUG thrown code="ERR_NATIVE_PANIC" error=panic in native code: traced (at src/traces.rs:110:9)',
      'TRACE call function="heard"',
    ]);
    assert.deepStrictEqual(addon.heard(), [], 'nobody listens');
    addon.listen();
    assert.strictEqual(await inWorker('traced'), 0);
    const heard = addon.heard();
    assert.deepStrictEqual([heard[0], heard.includes('TRACE call function="traced"'), heard.includes('DEBUG env ends')],
                           ['DEBUG env begins', true, true]);
  },
};

require('../run.js')(tests).then(() => process.exit());
