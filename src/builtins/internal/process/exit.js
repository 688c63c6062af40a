// The end of a process that ends by itself or by process.exit().
'use strict';

const { emitIfLoaded } = require('internal/process/emitter');

// An ES module as main module whose evaluation has not ended: it waits for a promise.
const entry = { pending: undefined };
const UNSETTLED = 13;

function reallyExit(code) {
  internalBinding('process').reallyExit(Number(code) | 0);
}

function exit(code) {
  if (arguments.length !== 0) process.exitCode = code;
  if (!process._exiting) {
    process._exiting = true;
    emitIfLoaded('exit', process.exitCode || 0);
  }
  // Looked up on the object: programs and test runners replace it.
  process.reallyExit(process.exitCode || 0);
}

// An exception in a listener is uncaught like any other.
function guarded(emit) {
  try {
    emit();
  } catch (error) {
    require('internal/process/uncaught').fatalException(error, false);
  }
}

function emitBeforeExit() {
  guarded(() => emitIfLoaded('beforeExit', process.exitCode || 0));
}

function emitExit() {
  if (!process._exiting) {
    process._exiting = true;
    if (entry.pending !== undefined) process.exitCode ??= UNSETTLED;
    guarded(() => emitIfLoaded('exit', process.exitCode || 0));
    if (entry.pending !== undefined && process.exitCode === UNSETTLED) {
      internalBinding('process').writeAll(2, require('internal/modules/esm/entry').unsettledWarning());
    }
  }
  return Number(process.exitCode ?? 0) | 0;
}

module.exports = { emitBeforeExit, emitExit, entry, exit, reallyExit };
