// `process` in a worker: what would change the whole process is refused, as in Node.
'use strict';

const UNAVAILABLE = [
  'abort', 'chdir', 'initgroups', 'send', 'setegid', 'seteuid', 'setgid', 'setgroups', 'setuid', 'disconnect',
];

function refusing(what) {
  const refuse = function() {
    const { codes } = require('internal/errors');
    throw new codes.ERR_WORKER_UNSUPPORTED_OPERATION(what);
  };
  Object.defineProperty(refuse, 'name', { __proto__: null, value: 'unavailableInWorker', configurable: true });
  return refuse;
}

function restrict() {
  const { defineValue } = require('internal/bootstrap_globals');
  for (const name of UNAVAILABLE) {
    // The last two exist only in a process that another one has a channel to.
    if (name in process) defineValue(process, name, refusing(`process.${name}()`), true);
  }
  const { umask } = require('internal/process/methods');
  defineValue(process, 'umask', function wrappedUmask(mask) {
    if (mask !== undefined) refusing('Setting process.umask()')();
    return umask();
  }, true);
  // Reading the title works; setting it does nothing.
  const { get } = Object.getOwnPropertyDescriptor(process, 'title');
  Object.defineProperty(process, 'title', {
    __proto__: null, configurable: true, enumerable: true, get, set() {},
  });
}

// Input of the process belongs to the main thread.
function withoutInput() {
  require('internal/bootstrap_globals').defineLazy(process, 'stdin', true, () => {
    const { Readable } = require('stream');
    const empty = new Readable({ read() {} });
    empty.push(null);
    return empty;
  });
}

module.exports = { restrict, withoutInput };
