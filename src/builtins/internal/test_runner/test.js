// Tests and suites: what node:test runs, and the contexts that their functions are given.
//
// A test runs its function, then waits for the subtests that it started; subtests of one test run one after the other.
// A suite's function runs when the suite is made and only collects. Failures are values here, never thrown.
'use strict';

const { AsyncResource } = require('async_hooks');
const { codes } = require('internal/errors');
const { validateAbortSignal, validateFunction, validateNumber, validateObject } = require('internal/validators');

const kHooks = ['before', 'after', 'beforeEach', 'afterEach'];

// An error with the kind of failure; what the test threw is its cause.
function failure(cause, kind) {
  const message = typeof cause === 'string' ? cause : cause?.message ?? String(cause);
  const error = new codes.ERR_TEST_FAILURE(message);
  error.cause = cause;
  error.failureType = kind;
  return error;
}

// test([name], [options], [fn])
function normalizeArguments(name, options, fn, overrides) {
  if (typeof name === 'function') {
    fn = name;
  } else if (name !== null && typeof name === 'object') {
    fn = options;
    options = name;
  } else if (typeof options === 'function') {
    fn = options;
  }
  if (options === null || typeof options !== 'object') options = {};
  options = { ...options, ...overrides };
  if (typeof name !== 'string' || name === '') name = options.name ?? fn?.name;
  return { name: name || '<anonymous>', options, fn };
}

function checkOptions({ timeout, signal, plan }) {
  if (timeout !== undefined && timeout !== null && timeout !== Infinity) {
    validateNumber(timeout, 'options.timeout', 0, 2 ** 31 - 1);
  }
  validateAbortSignal(signal, 'options.signal');
  if (plan !== undefined && plan !== null) validateNumber(plan, 'options.plan', 0);
}

// Where the program made the test.
function callSite(above) {
  const { prepareStackTrace, stackTraceLimit } = Error;
  try {
    Error.stackTraceLimit = 20;
    Error.prepareStackTrace = (_, sites) => sites;
    const holder = {};
    Error.captureStackTrace(holder, above);
    const site = holder.stack.find((frame) => {
      const file = frame.getFileName();
      return file && !file.startsWith('node:') && file !== 'native';
    });
    if (site === undefined) return undefined;
    return { file: site.getFileName().replace(/^file:\/\//, ''), line: site.getLineNumber(), column: site.getColumnNumber() };
  } finally {
    Error.prepareStackTrace = prepareStackTrace;
    Error.stackTraceLimit = stackTraceLimit;
  }
}

class Test {
  constructor({ name, options, fn, parent, isSuite = false, location }) {
    checkOptions(options);
    this.name = name;
    this.fn = fn;
    this.parent = parent;
    this.isSuite = isSuite;
    this.location = location;
    this.nesting = parent === undefined ? -1 : parent.nesting + 1;
    this.isSkipped = options.skip !== undefined && options.skip !== false;
    this.isTodo = options.todo !== undefined && options.todo !== false;
    this.expectsFailure = options.expectFailure !== undefined && options.expectFailure !== false;
    this.message = [options.skip, options.todo].find((value) => typeof value === 'string');
    this.timeout = options.timeout ?? parent?.timeout ?? Infinity;
    this.controller = new AbortController();
    this.outer = options.signal;
    this.hooks = { before: [], after: [], beforeEach: [...parent?.hooks.beforeEach ?? []], afterEach: [...parent?.hooks.afterEach ?? []] };
    this.ownAfterEach = 0;
    this.isRunning = parent === undefined;
    this.subtests = [];
    this.diagnostics = [];
    this.error = undefined;
    this.isFinished = false;
    this.isReported = false;
    this.duration = 0;
    this.planned = options.plan ?? undefined;
    this.assertions = 0;
    this.resource = new AsyncResource('Test');
    this.chain = Promise.resolve();
  }

  get fullName() {
    return this.parent === undefined || this.parent.nesting < 0 ? this.name : `${this.parent.fullName} > ${this.name}`;
  }

  get passed() {
    return this.error === undefined;
  }

  fail(error) {
    this.error ??= error;
  }

  addHook(kind, fn, options = {}) {
    validateFunction(fn, 'fn');
    validateObject(options, 'options');
    const hook = { fn, timeout: options.timeout ?? Infinity };
    // Those of the test itself come before those around it.
    if (kind === 'before' && this.isRunning) this.beginning = Promise.all([this.beginning, this.runHook(hook, this)]);
    else if (kind === 'afterEach') this.hooks.afterEach.splice(this.ownAfterEach++, 0, hook);
    else this.hooks[kind].push(hook);
  }

  // Hooks of one kind, in their order; the first failure ends them.
  async runHooks(kind, subject) {
    for (const hook of this.hooks[kind]) await this.runHook(hook, subject);
  }

  async runHook({ fn, timeout }, subject) {
    try {
      await withTimeout(call(fn, subject.contextOf()), timeout, () => `hook timed out after ${timeout}ms`);
    } catch (error) {
      throw failure(error, 'hookFailed');
    }
  }

  // The hooks that come before the first of its tests.
  beginOnce() {
    this.beginning ??= this.runHooks('before', this);
    return this.beginning;
  }

  contextOf() {
    if (this.context === undefined) {
      const { SuiteContext, TestContext } = require('internal/test_runner/context');
      this.context = this.isSuite ? new SuiteContext(this) : new TestContext(this);
    }
    return this.context;
  }

  // A subtest that runs after those before it; the promise of its end.
  add(subtest) {
    this.subtests.push(subtest);
    if (this.isFinished) {
      subtest.fail(failure('test could not be started because its parent finished', 'parentAlreadyFinished'));
      subtest.isFinished = true;
      return Promise.resolve();
    }
    // A suite's function may give this back, and it is waited for before the suite's tests run.
    if (this.isSuite) return Promise.resolve();
    this.chain = this.chain.then(() => subtest.run());
    return subtest.ended();
  }

  ended() {
    this.end ??= Promise.withResolvers();
    return this.end.promise;
  }

  async run() {
    const start = performance.now();
    try {
      if (this.parent !== undefined) await this.parent.beginOnce();
      if (!this.isSkipped && this.error === undefined) await (this.isSuite ? this.runSuite() : this.runTest());
    } catch (error) {
      this.fail(error?.code === 'ERR_TEST_FAILURE' ? error : failure(error, 'testCodeFailure'));
    }
    this.finish(performance.now() - start);
  }

  async runSuite() {
    await this.collected;
    try {
      try {
        await this.beginOnce();
      } catch (error) {
        for (const subtest of this.subtests) subtest.cancel();
        throw error;
      }
      for (let i = 0; i < this.subtests.length; i++) await this.subtests[i].run();
    } finally {
      await this.runHooks('after', this);
    }
  }

  // It does not run any more.
  cancel() {
    this.fail(failure('test did not finish before its parent and was cancelled', 'cancelledByParent'));
    for (const subtest of this.subtests) subtest.cancel();
    this.finish(undefined);
  }

  async runTest() {
    const { parent } = this;
    try {
      await parent.runHooks('beforeEach', this);
      if (this.isSkipped) return;
      await this.runFunction();
    } catch (error) {
      this.fail(error?.code === 'ERR_TEST_FAILURE' ? error : failure(error, 'testCodeFailure'));
    }
    // Subtests that nobody waited for.
    await this.chain;
    this.isFinished = true;
    for (const [owner, kind] of [[parent, 'afterEach'], [this, 'after']]) {
      try {
        await owner.runHooks(kind, this);
      } catch (error) {
        this.fail(error);
      }
    }
    this.mock?.restoreAll();
    this.checkPlan();
  }

  runFunction() {
    this.isRunning = true;
    if (this.fn === undefined) return undefined;
    if (this.outer?.aborted) throw failure(this.outer.reason ?? 'The test was aborted', 'cancelledByParent');
    const { promise: stopped, reject: stop } = Promise.withResolvers();
    this.stop = stop;
    stopped.catch(() => {});
    this.outer?.addEventListener('abort', () => stop(failure('The test was aborted', 'cancelledByParent')), { once: true });
    const running = this.resource.runInAsyncScope(call, undefined, this.fn, this.contextOf(), this.name);
    const kind = () => `test timed out after ${this.timeout}ms`;
    return Promise.race([withTimeout(running, this.timeout, kind), stopped]);
  }

  checkPlan() {
    if (this.planned === undefined || this.planned === this.assertions) return;
    this.fail(failure(`plan expected ${this.planned} assertions but received ${this.assertions}`, 'testCodeFailure'));
  }

  finish(duration) {
    this.isFinished = true;
    this.duration = duration;
    const failed = this.subtests.filter((subtest) => !subtest.passed && !subtest.isTodo && !subtest.isSkipped).length;
    if (failed > 0 && this.error === undefined) {
      this.fail(failure(`${failed} subtest${failed > 1 ? 's' : ''} failed`, 'subtestsFailed'));
    }
    if (this.expectsFailure) {
      this.error = this.error === undefined ? failure('test was expected to fail but passed', 'expectedFailure') : undefined;
    }
    this.controller.abort();
    if (this.parent !== undefined) require('internal/test_runner/harness').finished(this);
    this.end?.resolve();
  }
}

// Calls a function of one or two parameters: with two, the second is a callback, and a promise would be one too many.
function call(fn, context) {
  if (fn.length < 2) return Promise.resolve(Reflect.apply(fn, context, [context]));
  return new Promise((resolve, reject) => {
    let isCalled = false;
    const done = (error) => {
      if (isCalled) {
        reject(failure('callback invoked multiple times', 'multipleCallbackInvocations'));
        return;
      }
      isCalled = true;
      if (error) reject(error);
      else resolve();
    };
    const result = Reflect.apply(fn, context, [context, done]);
    if (require('internal/util/types').isPromise(result)) {
      reject(failure('passed a callback but also returned a Promise', 'callbackAndPromisePresent'));
    }
  });
}

async function withTimeout(promise, timeout, describe) {
  if (timeout === Infinity) return promise;
  const { promise: late, reject } = Promise.withResolvers();
  const timer = setTimeout(() => reject(failure(describe(), 'testTimeoutFailure')), timeout);
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

module.exports = { Test, callSite, failure, kHooks, normalizeArguments };
