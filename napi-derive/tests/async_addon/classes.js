// Flags: --expose-gc
// Asynchronous methods, and async generators: `node --expose-gc classes.js ADDON`.
'use strict';

const assert = require('node:assert');
const { rejection, report } = require('../errors.js');
const { Worker, isMainThread } = require('node:worker_threads');

const path = require('node:path').resolve(process.env.NAPKIN_TEST_ADDON ?? process.argv[2]);
const addon = require(path);
const { Account, AsyncEcho, Label, Savings } = addon;

if (!isMainThread) {
  // The env ends while a method waits: the instance is dropped with its future.
  new Account(1).deposit(new Promise(() => {}));
  new Label().bump(new Promise(() => {}));
  setImmediate(() => process.exit());
  return;
}

const later = (value) => new Promise((resolve) => setImmediate(resolve, value));
const busy = (what, how) => `Error ERR_INSTANCE_BORROWED: ${what}: \`this\`: this Account is being ${how} by a call ` +
                            'that has not finished yet, or as another argument';

const tests = {
  async 'asynchronous methods borrow their instance until they are done'() {
    const account = new Account(10);
    const worth = account.worth(later(2));
    assert.ok(worth instanceof Promise);
    // Readers do not exclude each other, and a writer is refused meanwhile.
    assert.strictEqual(account.balance, 10);
    assert.strictEqual(await rejection(account.deposit(1)), busy('Account.deposit', 'read'));
    assert.deepStrictEqual(await Promise.all([worth, account.worth(3)]), [20, 30]);
    const deposit = account.deposit(later(5));
    assert.strictEqual(report(() => account.balance), busy('Account.balance', 'changed'));
    assert.strictEqual(await rejection(account.worth(1)), busy('Account.worth', 'changed'));
    assert.strictEqual(await rejection(account.deposit(1)), busy('Account.deposit', 'changed'));
    assert.strictEqual(await deposit, 15);
    assert.strictEqual(account.balance, 15);
  },

  async 'the borrow ends with an error and with a panic'() {
    const account = new Account(1);
    assert.strictEqual(await rejection(account.deposit(Promise.reject(new RangeError('no')))), 'RangeError undefined: no');
    assert.strictEqual(account.balance, 1);
    assert.strictEqual(await rejection(account.panics()), 'Error ERR_NATIVE_PANIC: panic in native code: in a method');
    assert.strictEqual(account.balance, 1);
    assert.strictEqual(await rejection(account.deposit('x')), 'TypeError ERR_INVALID_ARG_TYPE: expected a number, found a string');
    assert.strictEqual(await rejection(Account.prototype.worth.call({}, 1)),
                       'TypeError ERR_INVALID_ARG_TYPE: Account.worth: `this`: expected an instance of Account, found an object');
    assert.strictEqual(await rejection(account.call(1)),
                       'TypeError ERR_INVALID_ARG_TYPE: Account.call: argument `text`: expected a string, found a number');
    assert.strictEqual(account.balance, 1);
  },

  async 'arguments are borrowed as long'() {
    const [a, b] = [new Account(5), new Account(1)];
    const transfer = a.transfer(b, later(2));
    assert.throws(() => b.balance, /ERR_INSTANCE_BORROWED|is being changed/);
    assert.strictEqual(await rejection(addon.sumOf(new Account(1), a)),
                       'Error ERR_INSTANCE_BORROWED: sumOf: argument `b`: this Account is being changed by a call ' +
                       'that has not finished yet, or as another argument');
    await transfer;
    assert.deepStrictEqual([a.balance, b.balance], [3, 3]);
    assert.match(await rejection(a.transfer(a, 1)), /^Error ERR_INSTANCE_BORROWED: Account\.transfer: `this`: /);
    const sum = addon.sumOf(a, a, later());
    assert.match(await rejection(a.deposit(1)), /is being read by a call/);
    assert.strictEqual(await sum, 6);
    assert.strictEqual(await addon.sumOf(new Savings(2)), 2);
    assert.match(await rejection(addon.sumOf({})), /argument `a`: expected an instance of Account, found an object/);
    assert.strictEqual(await a.deposit(1), 4, 'all borrows have ended');
  },

  async 'methods reach the env'() {
    const account = new Account(3);
    const answer = account.call('worth', (text, balance) => `${text} ${balance} ${account.balance}`);
    assert.strictEqual(await answer, 'worth 3 3');
    assert.strictEqual(await rejection(account.call('', () => { throw new SyntaxError('called'); })), 'SyntaxError undefined: called');
    if (Symbol.asyncDispose) {
      await account[Symbol.asyncDispose]();
      assert.strictEqual(account.balance, 0);
    }
  },

  async 'asynchronous static methods and factories'() {
    const account = await Account.open(later(7));
    assert.ok(account instanceof Account);
    assert.strictEqual(account.balance, 7);
    assert.strictEqual(await rejection(Account.open(-1)), 'RangeError undefined: in debt from the start');
    assert.strictEqual(await Account.turns(3), 3);
  },

  async 'classes that count no borrows, and children'() {
    const label = new Label();
    assert.deepStrictEqual(await Promise.all([label.bump(later()), label.bump()]), [2, 1]);
    const savings = new Savings(4);
    const deposit = savings.deposit(later(1));
    assert.match(await rejection(savings.worth(1)), /ERR_INSTANCE_BORROWED: Account\.worth/);
    assert.strictEqual(await deposit, 5);
    assert.strictEqual(await savings.worth(2), 10);
  },

  async 'an instance lives as long as its methods'() {
    const before = addon.accounts();
    let resolve;
    const worth = new Account(6).worth(new Promise((given) => { resolve = given; }));
    for (let round = 0; round < 5; round++) {
      global.gc();
      await new Promise(setImmediate);
    }
    resolve(2);
    assert.strictEqual(await worth, 12);
    for (let round = 0; round < 50 && addon.accounts() > before; round++) {
      global.gc();
      await new Promise(setImmediate);
    }
    assert.ok(addon.accounts() <= before, 'dropped with its object');
    const left = addon.accounts();
    const exit = await new Promise((resolve, reject) => {
      const worker = new Worker(__filename);
      worker.on('error', reject);
      worker.on('exit', resolve);
    });
    assert.strictEqual(exit, 0);
    assert.ok(addon.accounts() <= left, 'dropped with its env');
  },

  async 'async generators'() {
    for (const make of [addon.echoAsync, () => new AsyncEcho()]) {
      let generator = make();
      assert.strictEqual(generator[Symbol.asyncIterator](), generator);
      assert.deepStrictEqual(await generator.next(), { value: '1 None', done: false });
      assert.deepStrictEqual(await generator.next('a'), { value: '2 Some("a")', done: false });
      assert.strictEqual(await rejection(generator.next(5)),
                         'TypeError ERR_INVALID_ARG_TYPE: next: argument `value`: expected a string, found a number');
      assert.deepStrictEqual(await generator.next('end'), { value: '3 answers', done: true });
      assert.deepStrictEqual(await generator.next('a'), { value: undefined, done: true });
      assert.deepStrictEqual(await generator.return('r'), { value: 'r', done: true });
      assert.strictEqual(await rejection(generator.throw(new RangeError('t'))), 'RangeError undefined: t');

      // Asked for all at once, answered in order.
      generator = make();
      const all = await Promise.all([generator.next(), generator.throw(new Error('x')), generator.return('not yet'),
                                     generator.return('left'), generator.next()]);
      assert.deepStrictEqual(all.map(({ value, done }) => [value, done]), [
        ['1 None', false], ['caught', false], ['one more', false], ['left', true], [undefined, true],
      ]);

      // What fails or panics has ended.
      for (const [word, message] of [['fail', 'RangeError undefined: asked to fail'],
                                     ['panic', 'Error ERR_NATIVE_PANIC: panic in native code: asked to panic']]) {
        generator = make();
        const failing = generator.next(word);
        const after = generator.next();
        assert.strictEqual(await rejection(failing), message);
        assert.deepStrictEqual(await after, { value: undefined, done: true });
      }
      generator = make();
      await generator.next();
      await generator.next();
      const uncaught = new SyntaxError('uncaught');
      assert.strictEqual(await generator.throw(uncaught).catch((error) => error), uncaught);
      assert.deepStrictEqual(await generator.next(), { value: undefined, done: true });
    }
  },

  async 'async generators in loops'() {
    for (const make of [addon.echoAsync, () => new AsyncEcho()]) {
      const seen = [];
      const generator = make();
      for await (const text of generator) {
        seen.push(text);
        if (seen.length === 2) break;
      }
      assert.deepStrictEqual(seen, ['1 None', '2 None']);
      assert.deepStrictEqual(await generator.next(), { value: undefined, done: true }, 'closed by the loop');
      async function* outer() {
        const result = yield* make();
        return `outer: ${result}`;
      }
      const delegating = outer();
      assert.strictEqual((await delegating.next()).value, '1 None');
      assert.strictEqual((await delegating.next('b')).value, '2 Some("b")');
      assert.deepStrictEqual(await delegating.next('end'), { value: 'outer: 3 answers', done: true });
    }
    const echo = new AsyncEcho();
    const step = echo.next();
    assert.throws(() => echo.count, /is being changed by a call that has not finished yet/);
    await step;
    assert.strictEqual(echo.count, 1);
  },

  async 'async iterables are read'() {
    const closed = [];
    async function* numbers(limit) {
      try {
        for (let number = 1; number <= limit; number++) {
          await later();
          yield number;
        }
      } finally {
        closed.push(limit);
      }
    }
    assert.deepStrictEqual(await addon.readAll(numbers(3)), [1, 2, 3]);
    assert.deepStrictEqual(await addon.read(numbers(4), 2), [1, 2]);
    await later();
    assert.deepStrictEqual(closed, [3, 4], 'closed when it is left');
    assert.deepStrictEqual(await addon.readAll([1, Promise.resolve(2)]), [1, 2]);
    assert.deepStrictEqual(await addon.readAll(new Set([5])), [5]);
    // An element that does not convert closes it; one that is thrown has.
    const texts = (async function* () { try { yield 1; yield 'x'; } finally { closed.push('texts'); } })();
    assert.deepStrictEqual(await addon.readOn(texts, 4),
                           ['Some(1.0)', 'expected a number, found a string', 'None', 'None']);
    await later();
    assert.deepStrictEqual(closed, [3, 4, 'texts']);
    const failing = (async function* () { yield 1; throw new Error('thrown'); })();
    assert.deepStrictEqual(await addon.readOn(failing, 4), ['Some(1.0)', 'thrown', 'None', 'None']);
    const odd = { [Symbol.asyncIterator]: () => ({ next: () => 5, return: () => closed.push('never') }) };
    assert.deepStrictEqual(await addon.readOn(odd, 2), ["expected an iterator's result, found a number", 'None']);
    const noReturn = { [Symbol.asyncIterator]: () => ({ next: () => ({ value: 1 }) }) };
    assert.deepStrictEqual(await addon.read(noReturn, 2), [1, 1]);
    const refused = 'argument `elements`: expected an async iterable or a ReadableStream, found ';
    for (const [value, found] of [[{}, 'an object'], [5, 'a number'], [undefined, 'undefined']]) {
      assert.strictEqual(await rejection(addon.readAll(value)), `TypeError ERR_INVALID_ARG_TYPE: readAll: ${refused}${found}`);
    }
  },

  async 'a stream is told when it is not read to its end'() {
    const told = [];
    const unread = { [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => {}), return: () => { told.push('return'); throw new Error('x'); } }) };
    assert.strictEqual(await addon.dropWhileReading(unread), true);
    assert.deepStrictEqual(told, [], 'inside of `enter` there is no second one');
    // A stream that is no async iterable is read as streams were before they were.
    const stream = {
      getReader() {
        let number = 0;
        return {
          read: async () => ({ value: ++number, done: number > 3 }),
          cancel: async () => { told.push('cancel'); throw new Error('ignored'); },
        };
      },
    };
    assert.deepStrictEqual(await addon.readAll(stream), [1, 2, 3]);
    assert.deepStrictEqual(await addon.read(stream, 1), [1]);
    await later();
    assert.deepStrictEqual(told, ['cancel']);
    if (globalThis.ReadableStream) {
      const bytes = new ReadableStream({
        start(controller) {
          controller.enqueue(new Uint8Array(3));
          controller.enqueue(new Uint8Array(4));
          controller.close();
        },
      });
      assert.strictEqual(await addon.size(bytes), 7);
      const cancelled = new ReadableStream({
        pull(controller) { controller.enqueue(1); },
        cancel() { told.push('cancelled'); },
      });
      assert.deepStrictEqual(await addon.read(cancelled, 2), [1, 1]);
      await later();
      assert.deepStrictEqual(told, ['cancel', 'cancelled']);
    }
  },
};

require('../run.js')(tests);
