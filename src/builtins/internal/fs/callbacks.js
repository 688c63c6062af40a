// The functions with callbacks that are nothing but an operation of the table.
'use strict';

const { validateFunction } = require('internal/validators');
const { operations } = require('internal/fs/operations');
const { send } = require('internal/fs/requests');

// `done` of a request that calls `callback` as Node does: with as many arguments as there is to say.
function doneWith(callback) {
  validateFunction(callback, 'cb');
  return (error, value) => {
    if (error !== null) callback(error);
    else if (value === undefined) callback(null);
    else callback(null, value);
  };
}

function make(name, operation) {
  const { required, optional = 0 } = operation;
  const most = required + optional;
  const withCallback = {
    [name](...args) {
      let last = required;
      while (last < most && typeof args[last] !== 'function') last++;
      const done = doneWith(args[last]);
      args.length = last;
      let taken;
      try {
        taken = operation.take(...args);
      } catch (error) {
        if (error.name !== 'AbortError') throw error;
        done(error);
        return;
      }
      send(operation, taken, done);
    },
  }[name];
  return Object.defineProperty(withCallback, 'length', { __proto__: null, value: most + 1, configurable: true });
}

const functions = { __proto__: null };
for (const name in operations) functions[name] = make(name, operations[name]);

// Without a callback, an error is thrown where nobody can catch it.
const { close } = functions;
functions.close = function close_(fd, callback = throwError) {
  close(fd, callback);
};
Object.defineProperty(functions.close, 'name', { __proto__: null, value: 'close', configurable: true });

function throwError(error) {
  if (error) throw error;
}

module.exports = { doneWith, functions };
