// Flags: --expose-gc
// Tests of what napi-derive does later and on other threads: `node --expose-gc test.js ADDON`.
// Workers load the same addon, so that envs end while threads hold what belongs to them.
'use strict';

const assert = require('node:assert');
const { describe, rejection } = require('../errors.js');
const { Worker, isMainThread, workerData } = require('node:worker_threads');

const path = require('node:path').resolve(process.env.NAPKIN_TEST_ADDON ?? process.argv[2]);
const addon = require(path);

// Collects until `done` or in vain; each round is a turn of the loop.
const collect = async (done) => {
  for (let round = 0; round < 50 && !done(); round++) {
    // Bun's workers have no `gc`.
    if (globalThis.gc) gc(); else Bun.gc(true);
    await new Promise(setImmediate);
  }
  return done();
};

// Whether the objects that `use` was given are collected, but for a few.
const allFreed = async (use) => {
  let freed = 0;
  const registry = new FinalizationRegistry(() => freed++);
  (() => {
    const values = Array.from({ length: 100 }, (_, index) => ({ index }));
    values.forEach((value) => registry.register(value));
    use(values);
  })();
  const enough = await collect(() => freed >= 90);
  // It must not be collected itself before.
  registry.unregister(registry);
  return enough;
};

if (!isMainThread) {
  const kinds = {
    threads() {
      addon.keepForAll(() => {});
      // Before the loop comes to make the first call.
      process.exit();
    },
    references() {
      addon.leave({ made: 'in a worker' });
      addon.leaveDeferred();
    },
    futures() {
      for (let index = 0; index < 5; index++) addon.never({ index });
      // A future keeps the loop running: only this ends the worker.
      setImmediate(() => process.exit());
    },
    calling() {
      let calls = 0;
      const { parentPort } = require('node:worker_threads');
      addon.callUntilClosed(() => {
        if (++calls === 100) parentPort.postMessage('calling');
        return { calls };
      });
      addon.never({});
    },
    exits() { addon.rememberExit(3); },
    unrefed() { addon.keepUnrefed(() => {}); },
    // These two do not keep it running; the next one does.
    awaiting() { addon.sum(new Promise(() => {}), 1); },
    unrefedFuture() { addon.neverUnref(); },
    waiting() { addon.fromThread(7).then((value) => process.exit(value)); },
    async dropping() { process.exit(await allFreed((values) => addon.dropElsewhere(values)) ? 5 : 6); },
    tasks() {
      addon.waitAtGate();
      addon.awaitInside(1);
      addon.openGate(true);
      process.exit();
    },
  };
  kinds[workerData]();
  return;
}

const inWorker = (kind) => new Promise((resolve, reject) => {
  const worker = new Worker(__filename, { workerData: kind });
  worker.on('error', reject);
  worker.on('exit', resolve);
});


// Resolves when `calls` calls came.
const recorder = (calls, answer = () => undefined) => {
  const list = [];
  let callback;
  const done = new Promise((resolve) => {
    callback = (...values) => {
      list.push(values);
      if (list.length === calls) resolve(list);
      return answer(...values);
    };
  });
  return { list, callback, done };
};

const tests = {
  async 'a function is called from threads'() {
    const { callback, done } = recorder(300);
    addon.callFromThreads(3, 100, callback);
    const calls = await done;
    for (let thread = 0; thread < 3; thread++) {
      const own = calls.filter(([from]) => from === thread);
      assert.deepStrictEqual(own, Array.from({ length: 100 }, (_, time) => [thread, `${thread}.${time}`]));
    }
    const batched = recorder(2500);
    addon.callBatched(2500, batched.callback);
    assert.deepStrictEqual((await batched.done).map(([time]) => time), [...Array(2500).keys()]);
    const blocking = recorder(20);
    addon.callBlocking(10, blocking.callback);
    assert.deepStrictEqual((await blocking.done).map(([n]) => n).sort((a, b) => a - b), [...Array(20).keys()]);
  },

  async 'promise jobs follow each call, or each batch'() {
    for (const batched of [false, true]) {
      const order = [];
      await new Promise((resolve) => {
        addon.callAtOnce(3, batched, (time) => {
          order.push(`call ${time}`);
          Promise.resolve().then(() => {
            order.push(`job ${time}`);
            if (time === 2) resolve();
          });
        });
      });
      const expected = batched ? ['call 0', 'call 1', 'call 2', 'job 0', 'job 1', 'job 2'] :
        ['call 0', 'job 0', 'call 1', 'job 1', 'call 2', 'job 2'];
      assert.deepStrictEqual(order, expected);
    }
  },

  async 'a queue may be bounded'() {
    const { callback, done } = recorder(2);
    assert.deepStrictEqual(addon.fillQueue(callback),
                           ['Ok(())', 'Ok(())', 'Err(QueueFull)', 'Err(WouldDeadlock)', '2']);
    assert.deepStrictEqual(await done, [[0], [1]]);
  },

  async 'results come back'() {
    const answers = await addon.ask((number) => {
      if (number === 1) throw new TypeError('not one');
      return number === 2 ? 'text' : number === 3 ? 'three' : number * 10;
    });
    assert.deepStrictEqual(answers, ['0', 'a JavaScript exception', 'expected a number, found a string',
                                     'three', 'Err(WouldDeadlock)']);
    assert.strictEqual(await addon.settleFromThread(7), 7);
  },

  async 'what a callback throws is an uncaught exception'() {
    const caught = [];
    const listener = (error) => caught.push(describe(error));
    process.on('uncaughtException', listener);
    const { callback, done } = recorder(2, (time) => { throw new RangeError(`call ${time}`); });
    addon.callAtOnce(2, false, callback);
    await done;
    addon.callWithUnconvertible(() => caught.push('called'));
    while (caught.length < 3) await new Promise(setImmediate);
    for (const batched of [false, true]) {
      const others = recorder(2);
      addon.callWithPanic(batched, others.callback);
      assert.deepStrictEqual(await others.done, [[0], [2]]);
    }
    process.off('uncaughtException', listener);
    assert.deepStrictEqual(caught.slice(0, 2), ['RangeError undefined: call 0', 'RangeError undefined: call 1']);
    assert.match(caught[2], /^RangeError ERR_OUT_OF_RANGE: /);
    assert.deepStrictEqual(caught.slice(3).map((text) => text.slice(0, 66)),
                           Array(2).fill('Error ERR_NATIVE_PANIC: panic in native code: assertion `left != r'));
  },

  async 'a thread-safe function after its env is an error'() {
    assert.strictEqual(await inWorker('threads'), 0);
    const answers = addon.callKept();
    // The thread that waited for room when the env ended: there may have been some for a moment.
    assert.match(answers.pop(), /^(Err\(Closing\)|Ok\(\(\)\))$/);
    assert.deepStrictEqual(answers, [
      'Err(Closing)', 'Err(Closing)', 'the thread-safe function belongs to another environment', 'Err(Closing)',
    ]);
    assert.strictEqual(await inWorker('unrefed'), 0);
  },

  async 'a worker is terminated while threads call it'() {
    for (let round = 0; round < 10; round++) {
      const worker = new Worker(__filename, { workerData: 'calling' });
      await new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject));
      await worker.terminate();
      assert.deepStrictEqual(addon.joinCalling(), Array(3).fill('Some(Closing)'));
    }
    addon.wakeAll();
  },

  async 'tasks compute on the pool'() {
    assert.deepStrictEqual(await addon.square(5), { square: 25 });
    assert.strictEqual(await rejection(addon.square(-2)), 'RangeError ERR_NEGATIVE: negative');
    assert.strictEqual(await addon.square(-3), 'rejected');
    assert.strictEqual(await rejection(addon.square(-1)), 'Error ERR_NATIVE_PANIC: panic in native code: computed');
    assert.strictEqual(await rejection(addon.square(4)), 'TypeError undefined: not 16');
    assert.throws(() => addon.square('x'), /argument `number`: expected a number/);
    assert.strictEqual(await addon.compute('done'), 'done!');
    assert.strictEqual(await rejection(addon.compute('')), 'Error undefined: empty');
    const many = await Promise.all(Array.from({ length: 100 }, (_, n) => addon.square(n + 10)));
    assert.deepStrictEqual(many.map(({ square }) => square), Array.from({ length: 100 }, (_, n) => (n + 10) ** 2));
  },

  async 'a panic in resolve rejects'() {
    assert.strictEqual(await rejection(addon.square(3)), 'Error ERR_NATIVE_PANIC: panic in native code: resolved');
  },

  async 'tasks are cancelled by a signal'() {
    addon.openGate(false);
    const aborted = AbortSignal.abort(new Error('from the start'));
    assert.strictEqual(await rejection(addon.waitAtGate(aborted)), 'Error undefined: from the start');
    // All threads of the pool are busy, so the fifth task waits in the queue.
    const busy = Array.from({ length: 4 }, () => addon.waitAtGate());
    addon.awaitInside(4);
    const queued = new AbortController();
    const cancelled = addon.waitAtGate(queued.signal);
    queued.abort();
    assert.match(await rejection(cancelled), /^AbortError 20: /);
    addon.openGate(true);
    assert.deepStrictEqual(await Promise.all(busy), [false, false, false, false]);
    // One that has begun goes on; its promise is rejected at once.
    addon.openGate(false);
    const begun = new AbortController();
    const rejected = addon.waitAtGate(begun.signal);
    const looking = new AbortController();
    const looks = addon.waitAtGate(looking.signal, true);
    addon.awaitInside(2);
    begun.abort('stop');
    looking.abort();
    assert.strictEqual(await rejected.catch((reason) => reason), 'stop');
    addon.openGate(true);
    assert.strictEqual(await looks, true);
    assert.throws(() => addon.waitAtGate({}), /expected an AbortSignal, found an object/);
    assert.throws(() => addon.waitAtGate(1), /expected an AbortSignal, found a number/);
  },

  async 'an async fn returns a promise'() {
    const promise = addon.atOnce(1, 2);
    assert.ok(promise instanceof Promise);
    assert.strictEqual(await promise, 3);
    assert.strictEqual(await addon.afterTurns('turned', 3), 'turned after 3');
    assert.strictEqual(await rejection(addon.afterTurns('', 1)), 'RangeError ERR_EMPTY: nothing');
    assert.strictEqual(await addon.fromThread(1.5), 1.5);
    assert.strictEqual(await addon.spawned(21), 42);
    assert.strictEqual(addon.atOnce.name, 'atOnce');
    assert.strictEqual(await rejection(addon.atOnce(1, 'x')),
                       'TypeError ERR_INVALID_ARG_TYPE: atOnce: argument `b`: expected a number, found a string');
    assert.deepStrictEqual(await Promise.all(addon.many(1000)), [...Array(1000).keys()]);
  },

  async 'panics of futures reject'() {
    for (const turns of [0, 1, 2]) {
      assert.strictEqual(await rejection(addon.panicsLater(turns)),
                         `Error ERR_NATIVE_PANIC: panic in native code: after ${turns} turns`);
    }
  },

  async 'promises are awaited in Rust'() {
    assert.strictEqual(await addon.sum(Promise.resolve(1), new Promise((resolve) => setImmediate(resolve, 2))), 3);
    assert.strictEqual(await addon.sum(1, { then(resolve) { resolve(5); resolve(6); } }), 6);
    assert.strictEqual(await rejection(addon.sum(1, Promise.reject(new SyntaxError('no')))), 'SyntaxError undefined: no');
    assert.strictEqual(await rejection(addon.sum(Promise.resolve('x'), 1)),
                       'TypeError ERR_INVALID_ARG_TYPE: expected a number, found a string');
    assert.strictEqual(await addon.nameOf(Promise.resolve({ name: 'Ada' })), 'Ada');
    const value = { any: 'value' };
    assert.strictEqual(await addon.follow(async () => value), value);
    assert.strictEqual(await addon.thenAtOnce({ then(resolve) { resolve(4); } }), 4);
    let resolve;
    const thenable = { then(onResolved) { resolve = onResolved; } };
    assert.strictEqual(await addon.settledInPoll(thenable, () => resolve(8)), 8);
    // What was awaited goes on as a promise job, as in JavaScript.
    const order = [];
    const promise = addon.sum(Promise.resolve(1), 1).then(() => order.push('awaited'));
    setImmediate(() => order.push('immediate'));
    await promise;
    await new Promise(setImmediate);
    assert.deepStrictEqual(order, ['awaited', 'immediate']);
  },

  async 'an async fn has the env between its awaits'() {
    const seen = [];
    assert.strictEqual(await addon.each(3, (time) => { seen.push(time); return time; }), 3);
    assert.deepStrictEqual(seen, [0, 1, 2]);
    assert.strictEqual(await rejection(addon.each(1, () => { throw new RangeError('called'); })), 'RangeError undefined: called');
    assert.match(addon.enterOutside(), /^None$/);
    await addon.keepEnv();
    const refused = 'an `AsyncEnv` was entered outside a future of its environment, or inside another `enter`';
    assert.strictEqual(addon.enterOutside(), refused);
    assert.deepStrictEqual(await addon.enterTwice(() => addon.enterOutside()), [refused, refused]);
  },

  async 'no JavaScript runs in a future while bytes are borrowed around it'() {
    globalThis.keepEnv = addon.keepEnv;
    let calls = 0;
    const answers = addon.spawnWhileBorrowed(new Uint8Array(3), () => calls++);
    assert.strictEqual(calls, 0);
    assert.deepStrictEqual(answers, ['ERR_BYTES_BORROWED', 'Err(Some("ERR_BYTES_BORROWED")) 3']);
  },

  async 'async iterators'() {
    const list = [];
    for await (const number of addon.countTo(4)) list.push(number);
    assert.deepStrictEqual(list, [1, 2, 3, 4]);
    assert.strictEqual(addon.iterators(), 0);
    // Left early: the source is dropped.
    for await (const number of addon.countTo(4)) if (number === 2) break;
    assert.strictEqual(addon.iterators(), 0);
    // Asked for all at once, answered in order.
    const iterator = addon.countTo(2);
    const all = await Promise.all([iterator.next(), iterator.next(), iterator.next(), iterator.next()]);
    assert.deepStrictEqual(all.map(({ value, done }) => [value, done]),
                           [[1, false], [2, false], [undefined, true], [undefined, true]]);
    assert.deepStrictEqual(await iterator.return('left'), { value: 'left', done: true });
    assert.strictEqual(iterator[Symbol.asyncIterator](), iterator);
    const returned = addon.countTo(2);
    const order = await Promise.all([returned.next(), returned.return(), returned.next()]);
    assert.deepStrictEqual(order.map(({ done }) => done), [false, true, true]);
    // An error is thrown in the loop and ends the source; so does a panic.
    for (const [limit, message] of [[-1, 'Error undefined: negative'], [-2, 'Error ERR_NATIVE_PANIC: panic in native code: minus two']]) {
      const failing = addon.countTo(limit);
      assert.strictEqual(await rejection(failing.next()), message);
      assert.deepStrictEqual(await failing.next(), { value: undefined, done: true });
    }
    assert.strictEqual(addon.iterators(), 0);
    const polled = [];
    for await (const text of addon.polled()) polled.push(text);
    assert.deepStrictEqual(polled, ['2', '1']);
    if (!globalThis.ReadableStream?.from) {
      assert.throws(() => addon.stream(2), /this host has no `ReadableStream.from`/);
      return;
    }
    const reader = addon.stream(2).getReader();
    const chunks = [await reader.read(), await reader.read(), await reader.read()];
    assert.deepStrictEqual(chunks.map(({ value, done }) => [value, done]), [[1, false], [2, false], [undefined, true]]);
  },

  async 'futures are dropped with their env'() {
    const before = addon.dropped();
    for (let round = 0; round < 3; round++) assert.strictEqual(await inWorker('futures'), 0);
    // On their env's thread; a destructor that panics does not keep the others.
    assert.strictEqual(addon.dropped() - before, 15);
    assert.strictEqual(addon.wakeAll(), 15);
    addon.openGate(false);
    await inWorker('tasks');
  },

  async 'futures keep the loop running unless they wait for JavaScript'() {
    assert.strictEqual(await inWorker('waiting'), 7);
    assert.strictEqual(await inWorker('awaiting'), 0);
    assert.strictEqual(await inWorker('unrefedFuture'), 0);
  },

  async 'a future that wakes itself lets others go on'() {
    await addon.busyUntilCalled((number) => number);
  },

  async 'bytes on another thread are a copy'() {
    const bytes = Buffer.from([1, 2, 3]);
    let go;
    const sum = addon.sumElsewhere(bytes, new Promise((resolve) => { go = resolve; }));
    bytes.fill(9);
    go();
    assert.strictEqual(await sum, 6);
  },

  async 'typed callbacks'() {
    assert.deepStrictEqual(addon.apply([1, 2], (n) => n + 1), [2, 3]);
    assert.throws(() => addon.apply([1], () => 'x'), /expected a number, found a string/);
    assert.throws(() => addon.apply([1], {}), /argument `callback`: expected a function, found an object/);
    assert.strictEqual(await addon.applyLater(2, (n) => `${n}!`), '2!');
    const triple = addon.times(3);
    assert.deepStrictEqual([triple(2), triple.name, addon.nothing()()], [6, 'times', undefined]);
    assert.throws(() => triple('x'), /argument 1: expected a number, found a string/);
  },

  async 'cleanup hooks run at the end, newest first'() {
    assert.strictEqual(await inWorker('exits'), 0);
    assert.deepStrictEqual(addon.exits(), [2, 1, 0]);
  },

  async 'references are dropped on any thread'() {
    assert.ok(await allFreed((values) => addon.dropElsewhere(values)));
    // In an env that has done nothing else: nobody else comes by and takes care of them.
    assert.strictEqual(await inWorker('dropping'), 5);
    const value = { carried: true };
    assert.strictEqual(addon.carry(value), value);
  },

  async 'references and deferreds of an env that ended'() {
    addon.leave({ made: 'here' });
    addon.leaveDeferred();
    assert.strictEqual(await inWorker('references'), 0);
    const foreign = 'a reference was used in another environment than the one it was made in';
    const settled = 'a promise was settled in another environment than the one it was made in';
    assert.deepStrictEqual(addon.takeLeft(), ['read', foreign, 'settled', settled]);
  },
};

require('../run.js')(tests);
