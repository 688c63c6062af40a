// node:test in a child: what it reports, in which order it runs, how the process ends. Times and frames are left out.
'use strict';

const { spawnSync } = require('child_process');

const CASES = {
  results() {
    const { test } = require('node:test');
    const assert = require('assert');
    test('passes', (t) => {
      assert.strictEqual(1, 1);
      t.diagnostic('a note');
    });
    test('passes later', async () => {
      await 1;
    });
    test('fails', () => {
      assert.strictEqual(1, 2);
    });
    test('with a callback', (t, done) => setImmediate(done));
    test('callback with an error', (t, done) => setImmediate(done, new Error('given')));
    test('skipped', { skip: true }, () => console.log('never'));
    test('skipped for a reason', { skip: 'a reason' }, () => {});
    test('to do', { todo: true }, () => {
      throw new Error('to do');
    });
    test.skip('skip', () => {});
    test.todo('todo');
    test('skips itself', (t) => t.skip('itself'));
    test('rejects', async () => {
      throw new TypeError('rejected');
    });
    test('throws no error', () => {
      throw 'text'; // eslint-disable-line
    });
    test('too late', { timeout: 5 }, () => new Promise((resolve) => setTimeout(resolve, 10000).unref()));
    test('expected', { expectFailure: true }, () => {
      throw new Error('expected');
    });
    test(function named() {});
    test({ name: 'by its options' }, () => {});
    test('without a function');
    test();
  },

  order() {
    const { after, afterEach, before, beforeEach, describe, it, test } = require('node:test');
    const say = (text) => () => console.error(text);
    before(say('root before'));
    after(say('root after'));
    beforeEach((t) => console.error('root beforeEach', t.name));
    afterEach((t) => console.error('root afterEach', t.name));
    test('one', say('in one'));
    console.error('one is made');
    test('two', async (t) => {
      console.error(t.name, t.fullName, t.signal.aborted);
      t.beforeEach(say('two beforeEach'));
      t.afterEach(say('two afterEach'));
      t.after(say('two after'));
      await t.test('inner', (inner) => console.error(inner.fullName));
      await t.test('inner 2', async (inner) => {
        await inner.test('deep', say('deep'));
      });
    });
    describe('suite', () => {
      console.error('the suite is read');
      before(say('suite before'));
      after(say('suite after'));
      beforeEach(say('suite beforeEach'));
      afterEach(say('suite afterEach'));
      it('a', say('a'));
      describe('nested', () => {
        before(say('nested before'));
        it('b', (t) => console.error(t.fullName));
      });
      it.skip('c', say('never'));
    });
    console.error('all are made');
    test('resolves to nothing', () => {}).then((value) => console.error('value', value));
  },

  failures() {
    const { before, describe, it, test } = require('node:test');
    test('of subtests', async (t) => {
      await t.test('first', () => {
        throw new Error('first');
      });
      await t.test('second', () => {});
      await t.test('third', () => {
        throw new Error('third');
      });
    });
    test('of a hook', async (t) => {
      t.beforeEach(() => {
        throw new Error('hook');
      });
      await t.test('never runs', () => console.error('never'));
    });
    describe('suite whose hook fails', () => {
      before(() => {
        throw new Error('before');
      });
      it('never runs', () => console.error('never'));
    });
    test('plan', (t) => {
      t.plan(2);
      t.assert.ok(true);
      t.assert.strictEqual(1, 1);
    });
    test('plan of more', (t) => {
      t.plan(2);
      t.assert.ok(true);
    });
    test('uncaught', () => new Promise(() => {
      setImmediate(() => {
        throw new Error('uncaught');
      });
    }));
    test('goes on', () => console.error('goes on'));
  },

  mocks() {
    const { assert: asserts, mock, test } = require('node:test');
    asserts.register('isFive', (value) => require('assert').strictEqual(value, 5));
    test('functions', (t) => {
      const fn = mock.fn((a, b) => a + b);
      console.error(fn(1, 2), fn.call({ self: 1 }, 3, 4), fn.mock.callCount(), fn.mock.calls[1].arguments, fn.mock.calls[1].this);
      fn.mock.mockImplementation((a) => -a);
      fn.mock.mockImplementationOnce(() => 'once');
      console.error(fn(1), fn(1), fn.mock.calls.length);
      fn.mock.resetCalls();
      fn.mock.restore();
      console.error(fn(5, 6), fn.mock.callCount(), mock.fn()(), mock.fn(() => 1, () => 2, { times: 1 }).mock.calls);
      const thrown = mock.fn(() => {
        throw new Error('thrown');
      });
      try {
        thrown();
      } catch (error) {
        console.error(thrown.mock.calls[0].error === error);
      }
      class Made {
        constructor(x) {
          this.x = x;
        }
      }
      const Mocked = mock.fn(Made);
      console.error(new Mocked(1) instanceof Made, Mocked.mock.calls[0].target === Made, Mocked.mock.calls[0].result.x);
      const object = { value: 1, method(x) {
        return this.value + x;
      }, get got() {
        return 'got';
      } };
      const method = t.mock.method(object, 'method', function(x) {
        return this.value * x * 100;
      });
      console.error(object.method(5), method.mock.callCount(), object.method === method);
      t.mock.getter(object, 'got', () => 'mocked');
      console.error(object.got);
      method.mock.restore();
      console.error(object.method(5));
      t.assert.isFive(5);
      for (const wrong of [() => mock.fn(5), () => mock.method(object, 'none'), () => mock.method(5, 'x'),
                           () => mock.fn(() => {}, { times: 0 })]) {
        try {
          wrong();
        } catch (error) {
          console.error(error.name, error.code, error.message);
        }
      }
    });
    test('timers', (t) => {
      t.mock.timers.enable({ apis: ['setTimeout', 'setInterval', 'Date'], now: 1000 });
      const calls = [];
      setTimeout(() => calls.push('timeout'), 100);
      const interval = setInterval(() => calls.push('interval'), 40);
      t.mock.timers.tick(99);
      console.error(calls, Date.now(), new Date().getTime());
      t.mock.timers.tick(1);
      clearInterval(interval);
      setTimeout(() => calls.push('last'), 5000);
      t.mock.timers.runAll();
      console.error(calls, new Date(5).getTime());
      t.mock.timers.reset();
      console.error(Date.now() > 1e12);
    });
  },


  pass() {
    const { describe, it } = require('node:test');
    describe('all', () => it('passes', () => {}));
  },
};

function normalized(text) {
  return text.replace(/\d+(?:\.\d+)?ms/g, 'TIMEms').replace(/duration_ms [\d.]+/g, 'duration_ms TIME')
    .replace(/\n {4,}at .*/g, '').replace(/^(test at .*:\d+):\d+$/gm, '$1').replace(/ \{\n\s+\[?(?:Symbol|cause)[^]*?\n {2}\}/g, '');
}

if (process.argv[2] !== undefined) {
  CASES[process.argv[2]]();
} else {
  for (const name of Object.keys(CASES)) {
    const { status, stdout, stderr } = spawnSync(process.execPath, [__filename, name], { encoding: 'utf8', timeout: 10000 });
    console.log(`----- ${name}: ${status}`);
    console.log(normalized(stdout), normalized(stderr));
  }
}
