// Exceptions that nobody caught: the events of `process`, the capture callbacks, and the end of the process.
//
// `fatalException` returns only when the program has handled the exception; otherwise it prints the report, emits 'exit'
// and ends the process with code 1 (7 when a handler threw itself).
'use strict';

const asyncHooks = require('internal/async_hooks');

let captureCallback = null;
const auxiliaryCallbacks = [];

function setUncaughtExceptionCaptureCallback(fn) {
  if (fn === null) {
    captureCallback = null;
    return;
  }
  const { codes } = require('internal/errors');
  if (typeof fn !== 'function') throw new codes.ERR_INVALID_ARG_TYPE('fn', ['Function', 'null'], fn);
  if (captureCallback !== null) throw new codes.ERR_UNCAUGHT_EXCEPTION_CAPTURE_ALREADY_SET();
  captureCallback = fn;
}

function addUncaughtExceptionCaptureCallback(fn) {
  require('internal/validators').validateFunction(fn, 'fn');
  auxiliaryCallbacks.push(fn);
}

function hasUncaughtExceptionCaptureCallback() {
  return captureCallback !== null;
}

function isHandled(error, origin) {
  process.emit('uncaughtExceptionMonitor', error, origin);
  if (captureCallback !== null) {
    captureCallback(error);
    return true;
  }
  for (let i = auxiliaryCallbacks.length - 1; i >= 0; i--) {
    if (auxiliaryCallbacks[i](error) === true) return true;
  }
  return process.emit('uncaughtException', error, origin);
}

function emitExitOnce(code) {
  if (process._exiting) return;
  process._exiting = true;
  process.exitCode = code;
  try {
    process.emit('exit', code);
  } catch {
    // The process is ending because of the first exception.
  }
}

let dieOf = (error, code) => {
  require('internal/process/uncaught_report').print(error);
  internalBinding('process').reallyExit(code);
};

// What happens in the end, when it is not the process that ends: a worker.
function setLastResort(fn) {
  dieOf = fn;
}

// Process-wide: an exception thrown by a handler of the first one must not be offered to the handlers again.
let depth = 0;

function fatalException(error, fromPromise) {
  if (depth > 0) dieOf(error, 7);
  depth++;
  let handled;
  try {
    handled = isHandled(error, fromPromise ? 'unhandledRejection' : 'uncaughtException');
  } catch (thrown) {
    dieOf(thrown, 7);
  }
  depth--;
  if (!handled) {
    // Exit listeners come before the report, and may change the code.
    emitExitOnce(1);
    dieOf(error, Number(process.exitCode ?? 1) | 0);
  }
  // What was queued when the exception came runs in the next round of the loop, so there has to be one.
  require('internal/immediates').setImmediateNoop();
  asyncHooks.unwind();
  return true;
}

// JavaScript that a native callback without a return path threw (thread-safe functions of old modules).
let warned = false;
function uncaughtInAsyncCallback(error) {
  if (require('internal/options').options.flags.forceNodeApiUncaughtExceptionsPolicy) {
    fatalException(error, false);
    return;
  }
  if (warned) return;
  warned = true;
  process.emitWarning(
    'Uncaught Node-API callback exception detected, please run node with option ' +
    '--force-node-api-uncaught-exceptions-policy=true to handle those exceptions properly.',
    'DeprecationWarning', 'DEP0168');
}

module.exports = {
  addUncaughtExceptionCaptureCallback,
  fatalException,
  hasUncaughtExceptionCaptureCallback,
  setLastResort,
  setUncaughtExceptionCaptureCallback,
  uncaughtInAsyncCallback,
};
