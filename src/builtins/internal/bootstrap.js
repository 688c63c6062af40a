// The first file that runs: makes `process` and the globals, and hands native code the functions it calls.
//
// It has to take about a millisecond, so nearly everything is a property that loads its file when it is first read and
// then replaces itself. Called once, with what the command line said (see `internal/options`).
'use strict';

const globals = require('internal/bootstrap_globals');

module.exports = function bootstrap(options) {
  require('internal/options').options = options;
  if (options.flags.stackTraceLimit !== null) Error.stackTraceLimit = options.flags.stackTraceLimit;
  require('internal/process/object').define(process, options);
  globals.define(globalThis, options);
  internalBinding('builtins').registerJsBinding('constants', () => require('internal/constants'));
  internalBinding('engine').setPromiseRejectionTracker((kind, promise, reason) => {
    require('internal/process/promises').rejectionReported(kind, promise, reason);
  });
  const { runTaskQueues } = require('internal/process/task_queues');

  return {
    runMain: () => require('internal/process/main').runMain(),
    runTaskQueues,
    fatalException: (error, fromPromise) => require('internal/process/uncaught').fatalException(error, fromPromise),
    emitBeforeExit: () => require('internal/process/exit').emitBeforeExit(),
    emitExit: () => require('internal/process/exit').emitExit(),
    uncaughtInAsyncCallback: (error) => require('internal/process/uncaught').uncaughtInAsyncCallback(error),
    bufferPrototype: () => require('buffer').Buffer.prototype,
  };
};
