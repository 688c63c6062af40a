// How an assertion fails: the caller's message in all its forms, and for `assert(value)` the text of the expression.
'use strict';

const { codes: { ERR_AMBIGUOUS_ARGUMENT, ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { isError } = require('internal/util');
const AssertionError = require('internal/assert/assertion_error');

function refuseMore(messages, what) {
  if (messages.length > 1) {
    throw new ERR_AMBIGUOUS_ARGUMENT(
      'message', `The error message ${what} has trailing arguments that would be ignored.`);
  }
}

function callMessageFunction(fn, actual, expected) {
  try {
    const message = fn(actual, expected);
    return typeof message === 'string' ? message : undefined;
  } catch {
    return undefined;
  }
}

// The text that `messages` (all arguments after the values) ask for; undefined asks for the generated one.
function resolveMessage(messages, actual, expected) {
  if (messages.length === 0) return undefined;
  const [first] = messages;
  if (typeof first === 'string') {
    return messages.length > 1 ? require('internal/util/inspect').format(...messages) : first;
  }
  if (isError(first)) {
    refuseMore(messages, `was passed as error object "${Error.prototype.toString.call(first)}"`);
    throw first;
  }
  if (typeof first === 'function') {
    refuseMore(messages, `with function "${first.name || 'anonymous'}"`);
    return callMessageFunction(first, actual, expected);
  }
  throw new ERR_INVALID_ARG_TYPE('message', ['string', 'function'], first);
}

// Throws the AssertionError for `options` (actual, expected, operator, stackStartFn, diff, generatedMessage).
function innerFail(options, messages) {
  const message = resolveMessage(messages, options.actual, options.expected);
  const error = new AssertionError({ ...options, message });
  if (options.generatedMessage !== undefined) error.generatedMessage = options.generatedMessage;
  throw error;
}

// assert(value, ...messages)
function innerOk(fn, args) {
  if (args[0]) return;
  let generatedMessage = false;
  let messages = args.slice(1);
  if (args.length === 0) {
    generatedMessage = true;
    messages = ['No value argument passed to `assert.ok()`'];
  } else if (args.length === 1 || args[1] == null) {
    generatedMessage = true;
    const source = require('internal/assert/source_expression').callingExpression(fn);
    messages = source === undefined ? [] : [`The expression evaluated to a falsy value:\n\n  ${source}\n`];
  }
  innerFail({ actual: args[0], expected: true, operator: '==', stackStartFn: fn, generatedMessage }, messages);
}

module.exports = { innerFail, innerOk };
