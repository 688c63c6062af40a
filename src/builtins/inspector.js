// node:inspector, which is not there: the engines have no debugger for it. What asks whether a debugger is attached
// learns that none is; the rest throws an error that says so.
'use strict';

function absent(name) {
  const error = new Error(`inspector.${name} is not implemented in napkin ${process.versions.napkin}: ` +
    'there is no debugger to connect to');
  error.code = 'ERR_METHOD_NOT_IMPLEMENTED';
  return error;
}

class Session extends require('events') {
  connect() {
    throw absent('Session.connect()');
  }

  connectToMainThread() {
    throw absent('Session.connectToMainThread()');
  }

  post() {
    throw absent('Session.post()');
  }

  disconnect() {}
}

module.exports = {
  open() {
    throw absent('open()');
  },
  close() {},
  url() {
    return undefined;
  },
  waitForDebugger() {
    throw absent('waitForDebugger()');
  },
  console: globalThis.console,
  Session,
};
