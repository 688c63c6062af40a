// Server: a net.Server that speaks HTTP/1.
//
// Neighbours: `server_connection` has what happens on a connection.
'use strict';

const net = require('net');
const { clearInterval, setInterval } = require('timers');
const { codes } = require('internal/http/errors');
const { IncomingMessage } = require('internal/http/incoming');
const { kUniqueHeaders, parseUniqueHeadersOption } = require('internal/http/outgoing_headers');
const { freeParser, kIncomingMessage } = require('internal/http/parser');
const { connectionListener, kConnections, kOptimizeEmptyRequests, kServerResponse } =
  require('internal/http/server_connection');
const { ServerResponse } = require('internal/http/server_response');
const { validateBoolean, validateFunction, validateInteger, validateNumber, validateObject, validateOneOf } =
  require('internal/validators');

const kConnectionsCheckingInterval = Symbol('http.server.connectionsCheckingInterval');

// A number of milliseconds, or the default.
function duration(options, name, byDefault) {
  const value = options[name];
  if (value === undefined) return byDefault;
  validateInteger(value, name, 0);
  return value;
}

function optionalBoolean(options, name) {
  const value = options[name];
  if (value !== undefined) validateBoolean(value, `options.${name}`);
  return value;
}

function storeHTTPOptions(options) {
  this[kIncomingMessage] = options.IncomingMessage || IncomingMessage;
  this[kServerResponse] = options.ServerResponse || ServerResponse;
  if (options.maxHeaderSize !== undefined) validateInteger(options.maxHeaderSize, 'maxHeaderSize', 0);
  this.maxHeaderSize = options.maxHeaderSize;
  this.insecureHTTPParser = optionalBoolean(options, 'insecureHTTPParser');
  if (options.httpValidation !== undefined) {
    validateOneOf(options.httpValidation, 'options.httpValidation', ['strict', 'relaxed', 'insecure']);
  }
  this.httpValidation = options.httpValidation;
  this.requestTimeout = duration(options, 'requestTimeout', 300_000);
  this.headersTimeout = duration(options, 'headersTimeout', Math.min(60_000, this.requestTimeout));
  if (this.requestTimeout > 0 && this.headersTimeout > 0 && this.headersTimeout > this.requestTimeout) {
    throw new codes.ERR_OUT_OF_RANGE('headersTimeout', '<= requestTimeout', options.headersTimeout);
  }
  this.keepAliveTimeout = duration(options, 'keepAliveTimeout', 5000);
  this.keepAliveTimeoutBuffer = duration(options, 'keepAliveTimeoutBuffer', 1000);
  this.connectionsCheckingInterval = duration(options, 'connectionsCheckingInterval', 30_000);
  this.requireHostHeader = optionalBoolean(options, 'requireHostHeader') ?? true;
  this.joinDuplicateHeaders = optionalBoolean(options, 'joinDuplicateHeaders');
  this.rejectNonStandardBodyWrites = optionalBoolean(options, 'rejectNonStandardBodyWrites') ?? false;
  this[kOptimizeEmptyRequests] = optionalBoolean(options, 'optimizeEmptyRequests') ?? false;
  if (options.shouldUpgradeCallback === undefined) {
    this.shouldUpgradeCallback = function() {
      return this.listenerCount('upgrade') > 0;
    };
  } else {
    validateFunction(options.shouldUpgradeCallback, 'options.shouldUpgradeCallback');
    this.shouldUpgradeCallback = options.shouldUpgradeCallback;
  }
  if (options.highWaterMark !== undefined) validateNumber(options.highWaterMark, 'options.highWaterMark');
}

function setupConnectionsTracking() {
  // The list outlives `listen` and `close`.
  this[kConnections] ??= new Set();
  if (this[kConnectionsCheckingInterval]) clearInterval(this[kConnectionsCheckingInterval]);
  this[kConnectionsCheckingInterval] = setInterval(checkConnections, this.connectionsCheckingInterval, this).unref();
}

// Requests that take too long to arrive.
function checkConnections(server) {
  if (server.headersTimeout === 0 && server.requestTimeout === 0) return;
  const now = Date.now();
  for (const state of server[kConnections]) {
    const { messageStart, isHeadComplete, socket } = state.parser;
    if (messageStart === 0 || socket !== state.socket) continue;
    const age = now - messageStart;
    const late = (!isHeadComplete && server.headersTimeout > 0 && age > server.headersTimeout) ||
      (server.requestTimeout > 0 && age > server.requestTimeout);
    if (late) require('internal/http/server_errors').requestTimeout(state);
  }
}

function Server(options, requestListener) {
  if (!(this instanceof Server)) return new Server(options, requestListener);
  if (typeof options === 'function') {
    requestListener = options;
    options = {};
  } else if (options == null) {
    options = {};
  } else {
    validateObject(options, 'options');
  }
  storeHTTPOptions.call(this, options);
  net.Server.call(this, {
    allowHalfOpen: true,
    noDelay: options.noDelay ?? true,
    keepAlive: options.keepAlive,
    keepAliveInitialDelay: options.keepAliveInitialDelay,
    highWaterMark: options.highWaterMark,
  });
  if (requestListener) this.on('request', requestListener);
  // Half-open connections are ended by us, not by net.
  this.httpAllowHalfOpen = false;
  this.on('connection', connectionListener);
  this.on('listening', setupConnectionsTracking);
  this.timeout = 0;
  this.maxHeadersCount = null;
  this.maxRequestsPerSocket = 0;
  this[kUniqueHeaders] = parseUniqueHeadersOption(options.uniqueHeaders);
}
Object.setPrototypeOf(Server.prototype, net.Server.prototype);
Object.setPrototypeOf(Server, net.Server);

// Before a server closes: connections that do nothing are of no more use.
function httpServerPreClose(server) {
  server.closeIdleConnections();
  clearInterval(server[kConnectionsCheckingInterval]);
}

Server.prototype.close = function close() {
  httpServerPreClose(this);
  return Reflect.apply(net.Server.prototype.close, this, arguments);
};

Server.prototype[Symbol.asyncDispose] = async function() {
  await require('util').promisify(this.close).call(this);
};

Server.prototype.closeAllConnections = function closeAllConnections() {
  for (const { socket } of [...(this[kConnections] ?? [])]) socket.destroy();
};

Server.prototype.closeIdleConnections = function closeIdleConnections() {
  for (const { socket, parser } of [...(this[kConnections] ?? [])]) {
    if (parser.socket !== socket || parser.messageStart !== 0) continue;
    if (socket._httpMessage && !socket._httpMessage.finished) continue;
    socket.destroy();
  }
};

Server.prototype.setTimeout = function setTimeout(msecs, callback) {
  this.timeout = msecs;
  if (callback) this.on('timeout', callback);
  return this;
};

Server.prototype[Symbol.for('nodejs.rejection')] = function(error, event, ...args) {
  if (event !== 'request') {
    net.Server.prototype[Symbol.for('nodejs.rejection')]?.call(this, error, event, ...args);
    return;
  }
  const response = args[1];
  if (response.headersSent || response.writableEnded) {
    response.destroy();
    return;
  }
  for (const name of response.getHeaderNames()) response.removeHeader(name);
  response.statusCode = 500;
  response.end(require('internal/http/status_codes')[500]);
};

module.exports = {
  Server,
  freeParser,
  httpServerPreClose,
  kConnections,
  kConnectionsCheckingInterval,
  setupConnectionsTracking,
  storeHTTPOptions,
};
