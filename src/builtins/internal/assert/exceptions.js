// What assert.throws, rejects and their opposites do once they know what was thrown.
'use strict';

const { codes: { ERR_AMBIGUOUS_ARGUMENT, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_RETURN_VALUE } } =
  require('internal/errors');
const { isError } = require('internal/util');
const { isPromise, isRegExp } = require('internal/util/types');
const { validateFunction } = require('internal/validators');
const { inspect } = require('internal/util/inspect');
const { isDeepStrictEqual } = require('internal/util/comparisons');
const AssertionError = require('internal/assert/assertion_error');
const { innerFail } = require('internal/assert/failure');

const NOTHING_THROWN = {};
const EXPECTED_TYPES = ['Object', 'Error', 'Function', 'RegExp'];

function isErrorClass(value) {
  return Object.prototype.isPrototypeOf.call(Error, value);
}

const matchesText = (pattern, value) => typeof value === 'string' && isRegExp(pattern) &&
  RegExp.prototype.exec.call(pattern, value) !== null;

// A value with only the compared keys, for a readable diff. Text that a pattern matched counts as equal.
class Comparison {
  constructor(object, keys, actual) {
    for (const key of keys) {
      if (!(key in object)) continue;
      const isMatch = actual !== undefined && matchesText(object[key], actual[key]);
      this[key] = isMatch ? actual[key] : object[key];
    }
  }
}

function compareKey(context, actual, expected, key, keys) {
  if (matchesText(expected[key], actual[key])) return;
  if (key in actual && isDeepStrictEqual(actual[key], expected[key])) return;
  const { fn, message, diff } = context;
  if (message) innerFail({ actual, expected, operator: fn.name, stackStartFn: fn, diff }, [message]);
  const error = new AssertionError({
    actual: new Comparison(actual, keys),
    expected: new Comparison(expected, keys, actual),
    operator: 'deepStrictEqual',
    stackStartFn: fn,
    diff,
  });
  error.actual = actual;
  error.expected = expected;
  error.operator = fn.name;
  throw error;
}

// Checks the thrown value against an object: every key of it, and of an error also name and message.
function checkObject(context, actual, expected) {
  const { fn, message, diff } = context;
  if (typeof actual !== 'object' || actual === null) {
    const error = new AssertionError({
      actual, expected, message, operator: 'deepStrictEqual', stackStartFn: fn, diff,
    });
    error.operator = fn.name;
    throw error;
  }
  const keys = Object.keys(expected);
  if (expected instanceof Error) keys.push('name', 'message');
  else if (keys.length === 0) throw new ERR_INVALID_ARG_VALUE('error', expected, 'may not be an empty object');
  for (const key of keys) compareKey(context, actual, expected, key, keys);
}

function wrongClassMessage(actual, expected) {
  const start = `The error is expected to be an instance of "${expected.name}". Received `;
  if (!isError(actual)) return `${start}"${inspect(actual, { depth: -1 })}"`;
  const name = actual.constructor?.name || actual.name;
  const what = expected.name === name ? 'an error with identical name but a different prototype.' : `"${name}"`;
  return `${start}${what}${actual.message ? `\n\nError message:\n\n${actual.message}` : ''}`;
}

function wrongResultMessage(actual, expected, result) {
  const name = expected.name ? `"${expected.name}" ` : '';
  const start = `The ${name}validation function is expected to return "true". Received ${inspect(result)}`;
  return isError(actual) ? `${start}\n\nCaught error:\n\n${actual}` : start;
}

// Throws unless the thrown value is as expected: a pattern, an object, a class or a validation function.
function checkExpected(context, actual, expected) {
  let generated;
  if (isRegExp(expected)) {
    const text = String(actual);
    if (RegExp.prototype.exec.call(expected, text) !== null) return;
    generated = () => (
      `The input did not match the regular expression ${inspect(expected)}. Input:\n\n${inspect(text)}\n`);
  } else if (typeof expected !== 'function') {
    checkObject(context, actual, expected);
    return;
  } else if (expected.prototype !== undefined && actual instanceof expected) {
    return;
  } else if (isErrorClass(expected)) {
    generated = () => wrongClassMessage(actual, expected);
  } else {
    const result = expected.call({}, actual);
    if (result === true) return;
    generated = () => wrongResultMessage(actual, expected, result);
  }
  const { fn, message, diff } = context;
  const error = new AssertionError({
    actual, expected, message: message || generated(), operator: fn.name, stackStartFn: fn, diff,
  });
  error.generatedMessage = !message;
  throw error;
}

function refuseAmbiguous(actual, text) {
  if (typeof actual === 'object' && actual !== null) {
    if (actual.message === text) {
      throw new ERR_AMBIGUOUS_ARGUMENT('error/message', `The error message "${text}" is identical to the message.`);
    }
  } else if (actual === text) {
    throw new ERR_AMBIGUOUS_ARGUMENT('error/message', `The error "${actual}" is identical to the message.`);
  }
}

// `args` are the arguments of the assertion after the function: (error, message) or (message).
function expectsError(fn, diff, actual, args, kind) {
  let [error, message] = args;
  if (typeof error === 'string') {
    if (args.length === 2) throw new ERR_INVALID_ARG_TYPE('error', EXPECTED_TYPES, error);
    refuseAmbiguous(actual, error);
    message = error;
    error = undefined;
  } else if (error != null && typeof error !== 'object' && typeof error !== 'function') {
    throw new ERR_INVALID_ARG_TYPE('error', EXPECTED_TYPES, error);
  }
  if (actual === NOTHING_THROWN) {
    const name = error?.name ? ` (${error.name})` : '';
    innerFail({ actual: undefined, expected: error, operator: fn.name, stackStartFn: fn, diff },
              [`Missing expected ${kind}${name}${message ? `: ${message}` : '.'}`]);
  }
  if (error) checkExpected({ fn, message, diff }, actual, error);
}

function isUnwanted(actual, expected) {
  if (isRegExp(expected)) return RegExp.prototype.exec.call(expected, String(actual)) !== null;
  if (typeof expected !== 'function') throw new ERR_INVALID_ARG_TYPE('expected', ['Function', 'RegExp'], expected);
  if (expected.prototype !== undefined && actual instanceof expected) return true;
  return isErrorClass(expected) ? false : expected.call({}, actual) === true;
}

function expectsNoError(fn, diff, actual, args, kind) {
  if (actual === NOTHING_THROWN) return;
  let [error, message] = args;
  if (typeof error === 'string') {
    message = error;
    error = undefined;
  }
  if (error && !isUnwanted(actual, error)) throw actual;
  innerFail({ actual, expected: error, operator: fn.name, stackStartFn: fn, diff },
            [`Got unwanted ${kind}${message ? `: ${message}` : '.'}\nActual message: "${actual?.message}"`]);
}

function getThrown(fn) {
  validateFunction(fn, 'fn');
  try {
    fn();
  } catch (error) {
    return error;
  }
  return NOTHING_THROWN;
}

function isPromiseLike(value) {
  return isPromise(value) || (value !== null && typeof value === 'object' &&
    typeof value.then === 'function' && typeof value.catch === 'function');
}

async function getRejected(promiseOrFunction) {
  let promise = promiseOrFunction;
  if (typeof promiseOrFunction === 'function') {
    promise = promiseOrFunction();
    if (!isPromiseLike(promise)) throw new ERR_INVALID_RETURN_VALUE('instance of Promise', 'promiseFn', promise);
  } else if (!isPromiseLike(promise)) {
    throw new ERR_INVALID_ARG_TYPE('promiseFn', ['Function', 'Promise'], promise);
  }
  try {
    await promise;
  } catch (error) {
    return error;
  }
  return NOTHING_THROWN;
}

module.exports = { expectsError, expectsNoError, getRejected, getThrown };
