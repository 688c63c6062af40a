// The root of all tests of a file: starts them, reports them in order, and sets the exit code when the event loop has
// nothing left to do.
'use strict';

const { Test, callSite, failure } = require('internal/test_runner/test');

// Functions that programs add to `t.assert`.
const registered = new Map();

let root;
// The suite whose function is running: what is made then belongs to it.
let collecting;
let reporter;
const counts = { tests: 0, suites: 0, passed: 0, failed: 0, cancelled: 0, skipped: 0, todo: 0 };
const running = new Set();

function getRoot() {
  if (root !== undefined) return root;
  root = new Test({ name: '<root>', options: {}, fn: undefined, parent: undefined });
  root.begunAt = performance.now();
  reporter = require('internal/test_runner/reporters').create(process.env.NODE_TEST_REPORTER);
  process.on('uncaughtException', (error) => {
    const test = [...running].at(-1);
    if (test?.stop === undefined) {
      root.fail(failure(error, 'uncaughtException'));
      process.exitCode = 1;
      require('internal/process/uncaught_report');
      process._rawDebug(error);
      return;
    }
    test.stop(failure(error, 'uncaughtException'));
  });
  process.on('beforeExit', atRest);
  return root;
}

// The loop has nothing more to do: all is finished, or something waits for what never comes.
let isEnded = false;
let isEnding = false;

async function atRest() {
  if (isEnded) return;
  const waiting = [...running].at(-1);
  if (waiting !== undefined) {
    const error = failure('Promise resolution is still pending but the event loop has already resolved', 'cancelledByParent');
    if (waiting.stop !== undefined) waiting.stop(error);
    else running.delete(waiting);
    return;
  }
  if (isEnding) return;
  isEnding = true;
  try {
    await root.runHooks('after', root);
  } catch (error) {
    root.fail(error);
  }
  isEnded = true;
  reporter.end(counts, performance.now() - root.begunAt);
  if (counts.failed + counts.cancelled > 0 || !root.passed) process.exitCode = 1;
}

function startSubtest(parent, { name, options, fn }, isSuite, above) {
  const test = new Test({ name, options, fn, parent, isSuite, location: callSite(above) });
  const original = test.runFunction;
  test.runFunction = function() {
    running.add(test);
    return original.call(test);
  };
  if (isSuite) collect(test);
  return parent.add(test);
}

function collect(suite) {
  if (suite.isSkipped || suite.fn === undefined) return;
  const before = collecting;
  collecting = suite;
  try {
    suite.collected = suite.resource.runInAsyncScope(suite.fn, suite.contextOf(), suite.contextOf());
    if (typeof suite.collected?.then === 'function') {
      suite.collected.then(undefined, () => {});
    }
  } catch (error) {
    suite.fail(failure(error, 'testCodeFailure'));
  } finally {
    collecting = before;
  }
}

// Where a test that is made now belongs.
function current() {
  return collecting ?? getRoot();
}

function count(test) {
  if (test.isSuite) {
    counts.suites++;
    return;
  }
  counts.tests++;
  if (test.isSkipped) counts.skipped++;
  else if (test.isTodo) counts.todo++;
  else if (test.passed) counts.passed++;
  else if (test.error.failureType === 'cancelledByParent' || test.error.failureType === 'testTimeoutFailure') counts.cancelled++;
  else counts.failed++;
}

function finished(test) {
  running.delete(test);
  // A suite that failed by itself has no test to say so.
  if (test.isSuite && !test.passed && !test.isTodo) root.fail(test.error);
  count(test);
  reporter.test(test);
}

module.exports = { current, finished, getRoot, registered, startSubtest };
