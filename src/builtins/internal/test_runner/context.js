// What the functions of tests and suites are given.
'use strict';

const { normalizeArguments } = require('internal/test_runner/test');
const { validateFunction, validateNumber, validateObject } = require('internal/validators');

class TestContext {
  #test;
  #assert;

  constructor(test) {
    this.#test = test;
  }

  get signal() {
    return this.#test.controller.signal;
  }

  get name() {
    return this.#test.name;
  }

  get filePath() {
    return this.#test.location?.file;
  }

  get fullName() {
    return this.#test.fullName;
  }

  get error() {
    return this.#test.error ?? null;
  }

  get passed() {
    return this.#test.passed;
  }

  get attempt() {
    return 0;
  }

  get mock() {
    const { MockTracker } = require('internal/test_runner/mock');
    this.#test.mock ??= new MockTracker();
    return this.#test.mock;
  }

  // The functions of node:assert, counted for `plan`.
  get assert() {
    if (this.#assert !== undefined) return this.#assert;
    const assert = require('assert');
    const test = this.#test;
    const { registered } = require('internal/test_runner/harness');
    const counted = { __proto__: null };
    const methods = Object.keys(assert).filter((name) => typeof assert[name] === 'function' && /^[a-z]/.test(name) &&
      name !== 'strict');
    for (const [name, fn] of [...methods.map((name) => [name, assert[name]]), ...registered]) {
      counted[name] = (...args) => {
        test.assertions++;
        return Reflect.apply(fn, this, args);
      };
    }
    this.#assert = counted;
    return counted;
  }

  diagnostic(message) {
    this.#test.diagnostics.push(message);
  }

  plan(count) {
    validateNumber(count, 'count', 0);
    this.#test.planned = count;
  }

  runOnly() {}

  skip(message) {
    this.#test.isSkipped = true;
    if (message !== undefined) this.#test.message = message;
  }

  todo(message) {
    this.#test.isTodo = true;
    if (message !== undefined) this.#test.message = message;
  }

  test(name, options, fn) {
    const { startSubtest } = require('internal/test_runner/harness');
    this.#test.assertions++;
    return startSubtest(this.#test, normalizeArguments(name, options, fn), false, this.test);
  }

  before(fn, options) {
    this.#test.addHook('before', fn, options);
  }

  after(fn, options) {
    this.#test.addHook('after', fn, options);
  }

  beforeEach(fn, options) {
    this.#test.addHook('beforeEach', fn, options);
  }

  afterEach(fn, options) {
    this.#test.addHook('afterEach', fn, options);
  }

  // Calls `condition` again and again until it does not throw.
  async waitFor(condition, options = {}) {
    validateFunction(condition, 'condition');
    validateObject(options, 'options');
    const { interval = 50, timeout = 1000 } = options;
    const end = Date.now() + timeout;
    for (;;) {
      try {
        return await condition();
      } catch (error) {
        if (Date.now() >= end) throw new Error('waitFor() timed out', { cause: error });
      }
      await new Promise((resolve) => setTimeout(resolve, interval));
    }
  }
}

class SuiteContext {
  #suite;

  constructor(suite) {
    this.#suite = suite;
  }

  get signal() {
    return this.#suite.controller.signal;
  }

  get name() {
    return this.#suite.name;
  }

  get filePath() {
    return this.#suite.location?.file;
  }

  get fullName() {
    return this.#suite.fullName;
  }

  diagnostic(message) {
    this.#suite.diagnostics.push(message);
  }
}

module.exports = { SuiteContext, TestContext };
