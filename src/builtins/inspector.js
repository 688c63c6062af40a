// node:inspector. There is none in this runtime: what asks whether one is active learns that it is not, and what needs
// one throws ERR_INSPECTOR_NOT_AVAILABLE.
'use strict';

const EventEmitter = require('events');
const { codes } = require('internal/errors');
const { validateFunction, validateObject, validateString } = require('internal/validators');

const unavailable = () => new codes.ERR_INSPECTOR_NOT_AVAILABLE();

class Session extends EventEmitter {
  connect() {
    throw unavailable();
  }

  connectToMainThread() {
    throw unavailable();
  }

  post(method, params, callback) {
    validateString(method, 'method');
    if (!callback && typeof params === 'function') {
      callback = params;
      params = null;
    }
    if (params) validateObject(params, 'params');
    if (callback) validateFunction(callback, 'callback');
    throw new codes.ERR_INSPECTOR_NOT_CONNECTED();
  }

  // Of a session that is not connected there is nothing to end.
  disconnect() {}
}

function open() {
  throw unavailable();
}

function waitForDebugger() {
  throw new codes.ERR_INSPECTOR_NOT_ACTIVE();
}

// Events for a front end, which nobody watches.
const silent = (names) => Object.fromEntries(names.map((name) => [name, { [name]() {} }[name]]));

module.exports = {
  open,
  close() {},
  url: () => undefined,
  waitForDebugger,
  console: globalThis.console,
  Session,
  Network: silent(['requestWillBeSent', 'responseReceived', 'loadingFinished', 'loadingFailed', 'dataReceived', 'dataSent',
                   'webSocketCreated', 'webSocketClosed', 'webSocketHandshakeResponseReceived']),
  NetworkResources: silent(['put']),
  DOMStorage: silent(['domStorageItemAdded', 'domStorageItemRemoved', 'domStorageItemUpdated', 'domStorageItemsCleared',
                      'registerStorage']),
};
