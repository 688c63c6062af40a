// Promises that were rejected and that nobody handles: 'unhandledRejection', 'rejectionHandled', and what
// --unhandled-rejections says shall happen.
//
// The engine reports a rejection at once; it counts as unhandled only when the task queues are empty and nobody has
// attached a handler meanwhile. `start` is called at the first report, so that this file is loaded only then.
'use strict';

const { tickInfo } = internalBinding('task_queue');
const { options } = require('internal/options');


const HAS_REJECTION = 1;

// Rejected, and not yet looked at. Holds the promises alive until they are.
const pending = new Map();
// Reported as unhandled; weak, since a handler may never come.
const reported = new WeakMap();
const handledLate = [];
let lastId = 0;

function rejectionReported(kind, promise, reason) {
  if (kind === 0) {
    pending.set(promise, { reason, id: ++lastId });
    tickInfo[HAS_REJECTION] = 1;
  } else if (pending.delete(promise)) {
    if (pending.size === 0 && handledLate.length === 0) tickInfo[HAS_REJECTION] = 0;
  } else if (reported.has(promise)) {
    const id = reported.get(promise);
    reported.delete(promise);
    handledLate.push({ promise, id });
    tickInfo[HAS_REJECTION] = 1;
  }
}

class UnhandledPromiseRejection extends Error {
  constructor(reason) {
    super('This error originated either by throwing inside of an async function without a catch block, or by ' +
      'rejecting a promise which was not handled with .catch(). The promise rejected with the reason ' +
      `"${describe(reason)}".`);
    this.code = 'ERR_UNHANDLED_REJECTION';
  }
}
Object.defineProperty(UnhandledPromiseRejection.prototype, 'name', {
  __proto__: null, value: 'UnhandledPromiseRejection', writable: true, configurable: true,
});

// A short text of any value that runs no code of the program.
function describe(value) {
  if (typeof value === 'symbol' || (typeof value !== 'object' && typeof value !== 'function')) return String(value);
  if (value === null) return 'null';
  if (typeof value === 'function') return Function.prototype.toString.call(value);
  let proto = value;
  while (proto !== null) {
    const constructor = Object.getOwnPropertyDescriptor(proto, 'constructor')?.value;
    if (typeof constructor === 'function') return `#<${constructor.name}>`;
    proto = Object.getPrototypeOf(proto);
  }
  return '[object Object]';
}

// Errors of other realms, too; engines differ in whether `stack` is a property of the error itself.
function isErrorLike(value) {
  return typeof value === 'object' && value !== null &&
    (internalBinding('engine').classOf(value) === 'Error' || Object.hasOwn(value, 'stack'));
}

function warnUnhandled(id, reason) {
  const name = 'UnhandledPromiseRejectionWarning';
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  const warning = new Error(
    'Unhandled promise rejection. This error originated either by throwing inside of an async function without a ' +
    'catch block, or by rejecting a promise which was not handled with .catch(). To terminate the node process on ' +
    'unhandled promise rejection, use the CLI flag `--unhandled-rejections=strict` (see ' +
    `https://nodejs.org/api/cli.html#cli_unhandled_rejections_mode). (rejection id: ${id})`);
  Error.stackTraceLimit = limit;
  Object.defineProperty(warning, 'name', { __proto__: null, value: name, writable: true, configurable: true });
  try {
    if (isErrorLike(reason)) {
      warning.stack = reason.stack;
      process.emitWarning(reason.stack, name);
    } else {
      process.emitWarning(describe(reason), name);
    }
  } catch {
    // A stack that throws when it is read: the second warning is enough.
  }
  process.emitWarning(warning);
}

function raise(reason) {
  const error = isErrorLike(reason) ? reason : new UnhandledPromiseRejection(reason);
  require('internal/process/uncaught').fatalException(error, true);
}

const modes = {
  'none': (reason, promise) => { process.emit('unhandledRejection', reason, promise); },
  'strict': (reason, promise, id) => {
    raise(reason);
    if (!process.emit('unhandledRejection', reason, promise)) warnUnhandled(id, reason);
  },
  'throw': (reason, promise) => {
    if (!process.emit('unhandledRejection', reason, promise)) raise(reason);
  },
  'warn': (reason, promise, id) => {
    process.emit('unhandledRejection', reason, promise);
    warnUnhandled(id, reason);
  },
  'warn-with-error-code': (reason, promise, id) => {
    if (process.emit('unhandledRejection', reason, promise)) return;
    warnUnhandled(id, reason);
    process.exitCode = 1;
  },
};

// Returns whether program code ran, so that the queues have to be looked at again.
function processPromiseRejections() {
  let ran = handledLate.length > 0;
  while (handledLate.length > 0) {
    const { promise, id } = handledLate.shift();
    if (!process.emit('rejectionHandled', promise)) {
      const warning = new Error(`Promise rejection was handled asynchronously (rejection id: ${id})`);
      warning.name = 'PromiseRejectionHandledWarning';
      warning.id = id;
      process.emitWarning(warning);
    }
  }
  const handle = modes[options.flags.unhandledRejections] ?? modes.throw;
  const batch = [...pending];
  for (const [promise, { reason, id }] of batch) {
    if (!pending.delete(promise)) continue;
    reported.set(promise, id);
    try {
      handle(reason, promise, id);
    } catch (error) {
      require('internal/process/uncaught').fatalException(error, false);
    }
    ran = true;
  }
  return ran || pending.size > 0;
}

module.exports = { describe, isErrorLike, processPromiseRejections, rejectionReported };
