// node:http. Its parts: `internal/http/`.
'use strict';

const agents = require('internal/http/agent');
const { ClientRequest } = require('internal/http/client');
const { IncomingMessage } = require('internal/http/incoming');
const { OutgoingMessage } = require('internal/http/outgoing');
const { maxHeaderSize, parsers } = require('internal/http/parser');
const { Server } = require('internal/http/server');
const { connectionListener } = require('internal/http/server_connection');
const { ServerResponse } = require('internal/http/server_response');
const { validateHeaderName, validateHeaderValue } = require('internal/http/text');

function createServer(options, requestListener) {
  return new Server(options, requestListener);
}

function request(url, options, callback) {
  return new ClientRequest(url, options, callback);
}

function get(url, options, callback) {
  const made = request(url, options, callback);
  made.end();
  return made;
}

function setMaxIdleHTTPParsers(max) {
  require('internal/validators').validateInteger(max, 'max', 1);
  parsers.max = max;
}

module.exports = {
  _connectionListener: connectionListener,
  METHODS: require('internal/http/methods'),
  STATUS_CODES: require('internal/http/status_codes'),
  Agent: agents.Agent,
  ClientRequest,
  IncomingMessage,
  OutgoingMessage,
  Server,
  ServerResponse,
  createServer,
  validateHeaderName,
  validateHeaderValue,
  get,
  request,
  setMaxIdleHTTPParsers,
};

Object.defineProperties(module.exports, {
  maxHeaderSize: { __proto__: null, configurable: true, enumerable: true, get: maxHeaderSize },
  globalAgent: {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get: () => agents.globalAgent,
    set(agent) {
      agents.globalAgent = agent;
    },
  },
});
// The classes of the web that speak HTTP are the globals, where there are any.
for (const name of ['WebSocket', 'CloseEvent', 'MessageEvent']) {
  Object.defineProperty(module.exports, name, {
    __proto__: null, configurable: true, enumerable: true, get: () => globalThis[name],
  });
}
