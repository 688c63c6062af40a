// node:assert: the assertions, and the Assert class whose instances have options of their own.
'use strict';

const { codes: { ERR_CONSTRUCT_CALL_REQUIRED, ERR_INVALID_ARG_TYPE, ERR_MISSING_ARGS } } = require('internal/errors');
const { isError, setOwnProperty } = require('internal/util');

const kOptions = Symbol('options');

const comparisons = () => require('internal/util/comparisons');
const exceptions = () => require('internal/assert/exceptions');
const assertionError = () => require('internal/assert/assertion_error');

function fail(self, operator, fn, actual, expected, messages, extra) {
  require('internal/assert/failure').innerFail(
    { actual, expected, operator, stackStartFn: fn, diff: diffOf(self), ...extra }, messages);
}

// Methods taken off their instance have the default options.
function diffOf(self) {
  return self?.[kOptions]?.diff;
}

function needTwo(count) {
  if (count < 2) throw new ERR_MISSING_ARGS('actual', 'expected');
}

function assert(...args) {
  if (!args[0]) require('internal/assert/failure').innerOk(assert, args);
}

function strict(...args) {
  if (!args[0]) require('internal/assert/failure').innerOk(strict, args);
}

function Assert(options) {
  if (!new.target) throw new ERR_CONSTRUCT_CALL_REQUIRED('Assert');
  const settings = Object.assign({ __proto__: null, strict: true, skipPrototype: false }, options);
  if (settings.diff !== undefined) {
    require('internal/validators').validateOneOf(settings.diff, 'options.diff', ['simple', 'full']);
  }
  this.AssertionError = assertionError();
  Object.defineProperty(this, kOptions, {
    __proto__: null, value: settings, enumerable: false, configurable: false, writable: false,
  });
  if (settings.strict) {
    this.equal = this.strictEqual;
    this.deepEqual = this.deepStrictEqual;
    this.notEqual = this.notStrictEqual;
    this.notDeepEqual = this.notDeepStrictEqual;
  }
}

const looselyEqual = (a, b) => a == b || (Number.isNaN(a) && Number.isNaN(b)); // eslint-disable-line eqeqeq

Assert.prototype.fail = function fail(message) {
  if (isError(message)) throw message;
  const AssertionError = assertionError();
  const error = new AssertionError({
    operator: 'fail', stackStartFn: fail, message: message === undefined ? 'Failed' : message, diff: diffOf(this),
  });
  if (message === undefined) error.generatedMessage = true;
  throw error;
};

Assert.prototype.ok = function ok(...args) {
  if (!args[0]) require('internal/assert/failure').innerOk(ok, args);
};

Assert.prototype.equal = function equal(actual, expected, ...message) {
  needTwo(arguments.length);
  if (!looselyEqual(actual, expected)) fail(this, '==', equal, actual, expected, message);
};

Assert.prototype.notEqual = function notEqual(actual, expected, ...message) {
  needTwo(arguments.length);
  if (looselyEqual(actual, expected)) fail(this, '!=', notEqual, actual, expected, message);
};

Assert.prototype.deepEqual = function deepEqual(actual, expected, ...message) {
  needTwo(arguments.length);
  if (!comparisons().isDeepEqual(actual, expected)) fail(this, 'deepEqual', deepEqual, actual, expected, message);
};

Assert.prototype.notDeepEqual = function notDeepEqual(actual, expected, ...message) {
  needTwo(arguments.length);
  if (comparisons().isDeepEqual(actual, expected)) fail(this, 'notDeepEqual', notDeepEqual, actual, expected, message);
};

Assert.prototype.deepStrictEqual = function deepStrictEqual(actual, expected, ...message) {
  needTwo(arguments.length);
  if (!comparisons().isDeepStrictEqual(actual, expected, this?.[kOptions]?.skipPrototype)) {
    fail(this, 'deepStrictEqual', deepStrictEqual, actual, expected, message);
  }
};

Assert.prototype.notDeepStrictEqual = function notDeepStrictEqual(actual, expected, ...message) {
  needTwo(arguments.length);
  if (comparisons().isDeepStrictEqual(actual, expected, this?.[kOptions]?.skipPrototype)) {
    fail(this, 'notDeepStrictEqual', notDeepStrictEqual, actual, expected, message);
  }
};

Assert.prototype.strictEqual = function strictEqual(actual, expected, ...message) {
  needTwo(arguments.length);
  if (!Object.is(actual, expected)) fail(this, 'strictEqual', strictEqual, actual, expected, message);
};

Assert.prototype.notStrictEqual = function notStrictEqual(actual, expected, ...message) {
  needTwo(arguments.length);
  if (Object.is(actual, expected)) fail(this, 'notStrictEqual', notStrictEqual, actual, expected, message);
};

Assert.prototype.partialDeepStrictEqual = function partialDeepStrictEqual(actual, expected, ...message) {
  needTwo(arguments.length);
  if (!comparisons().isPartialStrictEqual(actual, expected)) {
    fail(this, 'partialDeepStrictEqual', partialDeepStrictEqual, actual, expected, message);
  }
};

// In the four below `this` is not used: the options of an instance do not reach them in Node either.
Assert.prototype.throws = function throws(promiseFn, ...args) {
  const { expectsError, getThrown } = exceptions();
  expectsError(throws, undefined, getThrown(promiseFn), args, 'exception');
};

Assert.prototype.rejects = async function rejects(promiseFn, ...args) {
  const { expectsError, getRejected } = exceptions();
  expectsError(rejects, undefined, await getRejected(promiseFn), args, 'rejection');
};

Assert.prototype.doesNotThrow = function doesNotThrow(fn, ...args) {
  const { expectsNoError, getThrown } = exceptions();
  expectsNoError(doesNotThrow, undefined, getThrown(fn), args, 'exception');
};

Assert.prototype.doesNotReject = async function doesNotReject(fn, ...args) {
  const { expectsNoError, getRejected } = exceptions();
  expectsNoError(doesNotReject, undefined, await getRejected(fn), args, 'rejection');
};

const framesOf = (stack) => {
  const at = stack.indexOf('\n    at');
  return at === -1 ? undefined : stack.slice(at + 1).split('\n');
};

// Continues the stack of `error` with the frames of the error it reports.
function appendFrames(error, originalStack) {
  const originalFrames = framesOf(originalStack);
  if (originalFrames === undefined) return;
  const lines = error.stack.split('\n');
  for (const frame of originalFrames) {
    const at = lines.indexOf(frame);
    if (at !== -1) {
      lines.length = at;
      break;
    }
  }
  error.stack = `${lines.join('\n')}\n${originalFrames.join('\n')}`;
}

Assert.prototype.ifError = function ifError(value) {
  if (value === null || value === undefined) return;
  let what;
  if (typeof value !== 'object' || typeof value.message !== 'string') {
    what = require('internal/util/inspect').inspect(value);
  } else {
    what = value.message.length === 0 && value.constructor ? value.constructor.name : value.message;
  }
  const AssertionError = assertionError();
  const error = new AssertionError({
    actual: value,
    expected: null,
    operator: 'ifError',
    message: `ifError got unwanted exception: ${what}`,
    stackStartFn: ifError,
    diff: diffOf(this),
  });
  if (typeof value.stack === 'string') appendFrames(error, value.stack);
  throw error;
};

function checkMatch(self, string, regexp, messages, fn, wanted) {
  if (!require('internal/util/types').isRegExp(regexp)) throw new ERR_INVALID_ARG_TYPE('regexp', 'RegExp', regexp);
  const isString = typeof string === 'string';
  if (isString && (RegExp.prototype.exec.call(regexp, string) !== null) === wanted) return;
  const { inspect } = require('internal/util/inspect');
  const generatedMessage = messages.length === 0;
  if (!messages[0]) {
    const verb = wanted ? 'did not match' : 'was expected to not match';
    messages[0] = isString ?
      `The input ${verb} the regular expression ${inspect(regexp)}. Input:\n\n${inspect(string)}\n` :
      `The "string" argument must be of type string. Received type ${typeof string} (${inspect(string)})`;
  }
  fail(self, fn.name, fn, string, regexp, messages, { generatedMessage });
}

Assert.prototype.match = function match(string, regexp, ...message) {
  checkMatch(this, string, regexp, message, match, true);
};

Assert.prototype.doesNotMatch = function doesNotMatch(string, regexp, ...message) {
  checkMatch(this, string, regexp, message, doesNotMatch, false);
};

for (const target of [assert, strict]) {
  Object.defineProperty(target, 'AssertionError', {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get: assertionError,
    set(value) {
      setOwnProperty(target, 'AssertionError', value);
    },
  });
}
for (const name of [
  'ok', 'fail', 'equal', 'notEqual', 'deepEqual', 'notDeepEqual', 'deepStrictEqual', 'notDeepStrictEqual',
  'strictEqual', 'notStrictEqual', 'partialDeepStrictEqual', 'match', 'doesNotMatch', 'throws', 'rejects',
  'doesNotThrow', 'doesNotReject', 'ifError',
]) {
  setOwnProperty(assert, name, Assert.prototype[name]);
  setOwnProperty(strict, name, Assert.prototype[name]);
}
strict.equal = assert.strictEqual;
strict.deepEqual = assert.deepStrictEqual;
strict.notEqual = assert.notStrictEqual;
strict.notDeepEqual = assert.notDeepStrictEqual;
for (const target of [assert, strict]) {
  target.strict = strict;
  target.Assert = Assert;
}

module.exports = assert;
