// node:_http_server, as packages require it.
'use strict';

const { Server, httpServerPreClose, kConnectionsCheckingInterval, setupConnectionsTracking, storeHTTPOptions } =
  require('internal/http/server');
const { connectionListener, kServerResponse } = require('internal/http/server_connection');
const { STATUS_CODES, ServerResponse } = require('internal/http/server_response');

module.exports = {
  STATUS_CODES,
  Server,
  ServerResponse,
  setupConnectionsTracking,
  storeHTTPOptions,
  _connectionListener: connectionListener,
  kServerResponse,
  httpServerPreClose,
  kConnectionsCheckingInterval,
};
