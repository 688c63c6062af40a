// Operations on the pool as promises.
//
// A rejection's stack begins where the program called: the operation itself ends without one.
'use strict';

const { send, sendInto } = require('internal/fs/requests');

function settle(resolve, reject, trace) {
  return (error, value) => {
    if (error === null) {
      resolve(value);
      return;
    }
    const { stack } = trace;
    const frames = stack.indexOf('\n    at ');
    if (frames !== -1) error.stack += stack.slice(frames);
    reject(error);
  };
}

function traceFrom(caller) {
  const trace = {};
  Error.captureStackTrace(trace, caller);
  return trace;
}

// `take()` gives the native arguments, or throws what the promise is rejected with; stacks begin below `caller`.
function promised(operation, take, caller) {
  return new Promise((resolve, reject) => {
    send(operation, take(), settle(resolve, reject, traceFrom(caller)), 'FSREQPROMISE');
  });
}

// The same for what reads into memory of the program's; see requests.js.
function promisedInto(name, taken, target, at, caller) {
  return new Promise((resolve, reject) => {
    sendInto(name, taken, target, at, settle(resolve, reject, traceFrom(caller)), 'FSREQPROMISE');
  });
}

module.exports = { promised, promisedInto };
