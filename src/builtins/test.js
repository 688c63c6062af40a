// node:test: tests of the file that is run. They are reported on standard output, and the process fails when one does.
//
// What runs other files (`run`, the options --test…), snapshots and mocked modules are not there and say so.
'use strict';

const { codes } = require('internal/errors');
const { current, registered, startSubtest } = require('internal/test_runner/harness');
const { kHooks, normalizeArguments } = require('internal/test_runner/test');

function makeTest(isSuite, name) {
  const make = (overrides, above) => function(title, options, fn) {
    return startSubtest(current(), normalizeArguments(title, options, fn, overrides), isSuite, above ?? test);
  };
  const test = make(undefined);
  for (const word of ['skip', 'todo', 'only', 'expectFailure']) {
    test[word] = make({ [word]: true });
    Object.defineProperty(test[word], 'name', { __proto__: null, value: word });
  }
  Object.defineProperty(test, 'name', { __proto__: null, value: name });
  return test;
}

function absent(name) {
  return {
    [name]() {
      throw new codes.ERR_METHOD_NOT_IMPLEMENTED(`node:test ${name}()`);
    },
  }[name];
}

const test = makeTest(false, 'test');
const suite = makeTest(true, 'suite');
const hooks = {};
for (const kind of kHooks) {
  hooks[kind] = {
    [kind](fn, options) {
      current().addHook(kind, fn, options);
    },
  }[kind];
}

module.exports = Object.assign(test, {
  after: hooks.after,
  afterEach: hooks.afterEach,
  before: hooks.before,
  beforeEach: hooks.beforeEach,
  describe: suite,
  getTestContext: () => undefined,
  it: test,
  run: absent('run'),
  suite,
  test,
});

const lazy = {
  mock() {
    const { MockTracker } = require('internal/test_runner/mock');
    return new MockTracker();
  },
  snapshot: () => ({
    setDefaultSnapshotSerializers: absent('snapshot.setDefaultSnapshotSerializers'),
    setResolveSnapshotPath: absent('snapshot.setResolveSnapshotPath'),
  }),
  assert: () => ({
    register(name, fn) {
      const { validateFunction, validateString } = require('internal/validators');
      validateString(name, 'name');
      validateFunction(fn, 'fn');
      registered.set(name, fn);
    },
  }),
};
for (const name of Object.keys(lazy)) {
  let value;
  Object.defineProperty(module.exports, name, {
    __proto__: null, configurable: true, enumerable: true, get() {
      value ??= lazy[name]();
      return value;
    },
  });
}
