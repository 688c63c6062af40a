// Flags: --expose-gc
// Asynchronous methods, and async generators: `node --expose-gc classes.js ADDON`.
'use strict';

const assert = require('node:assert');
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

const report = (error) => `${error.name} ${error.code}: ${error.message}`;
const rejection = (promise) => promise.then(
  (value) => { throw new Error(`resolved with ${value}`); }, report);
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
    assert.throws(() => account.balance, (error) => report(error) === busy('Account.balance', 'changed'));
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
};

(async () => {
  let failed = 0;
  for (const [name, run] of Object.entries(tests)) {
    try {
      await run();
      console.log(`ok   ${name}`);
    } catch (error) {
      failed++;
      console.log(`FAIL ${name}\n${error.stack}`);
    }
  }
  console.log(failed === 0 ? 'all passed' : `${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
})();
