// ClientRequest: a request on its way, and the response that comes back.
//
// Order of things: an agent (or `createConnection`) gives a connection; `client_connection` watches it; the message
// waits in `outputData` until then. A function and not a class, as OutgoingMessage.
'use strict';

const { Buffer } = require('buffer');
const { codes, connectionReset } = require('internal/http/errors');
const asked = require('internal/http/client_options');
const timeouts = require('internal/http/client_timeouts');
const { OutgoingMessage, kErrored, kUniqueHeaders, parseUniqueHeadersOption } = require('internal/http/outgoing');
const { kOutHeaders } = require('internal/http/outgoing_headers');

const kPath = Symbol('kPath');
const kError = Symbol('kError');

// Methods whose requests have no body unless one is written.
const BODILESS = ['GET', 'HEAD', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT'];

function ClientRequest(input, options, callback) {
  OutgoingMessage.call(this);
  ({ options, callback } = asked.readArguments(input, options, callback));
  const { agent, byDefault } = asked.agentOf(this, options);
  this.agent = agent;
  const protocol = asked.checkProtocol(options, agent, byDefault);
  asked.checkPath(options.path);
  const defaultPort = options.defaultPort || agent?.defaultPort;
  const port = options.port = options.port || defaultPort || 80;
  const host = options.host = asked.validHost(options.hostname, 'hostname') ||
    asked.validHost(options.host, 'host') || 'localhost';
  const setHost = options.setHost === undefined ? true : Boolean(options.setHost);
  this.socketPath = options.socketPath;
  if (options.timeout !== undefined) this.timeout = asked.checkTimeout(options.timeout);
  if (options.signal) require('internal/http/client_abort').listen(this, options.signal);
  this.method = asked.methodOf(options);
  asked.storeParserOptions(this, options);
  this[kPath] = options.path || '/';
  if (callback) this.once('response', callback);
  this.useChunkedEncodingByDefault = !BODILESS.includes(this.method);
  this._ended = false;
  this.res = null;
  this.aborted = false;
  this.timeoutCb = null;
  this.upgradeOrConnect = false;
  this.parser = null;
  this.maxHeadersCount = null;
  this.reusedSocket = false;
  this.host = host;
  this.protocol = protocol;
  decideKeepAlive(this, agent);
  const isList = Array.isArray(options.headers);
  if (isList) storeListedHeaders(this, options);
  else setHeaders(this, options, host, port, defaultPort, setHost);
  this[kUniqueHeaders] = parseUniqueHeadersOption(options.uniqueHeaders);
  connect(this, options);
}
Object.setPrototypeOf(ClientRequest.prototype, OutgoingMessage.prototype);
Object.setPrototypeOf(ClientRequest, OutgoingMessage);

function decideKeepAlive(request, agent) {
  if (!agent) return;
  // Without keep-alive, a connection is of use again only while requests wait for it.
  if (!agent.keepAlive && !Number.isFinite(agent.maxSockets)) {
    request._last = true;
    request.shouldKeepAlive = false;
  } else {
    request._last = false;
    request.shouldKeepAlive = true;
  }
}

function setHeaders(request, options, host, port, defaultPort, setHost) {
  if (options.headers) {
    for (const name of Object.keys(options.headers)) request.setHeader(name, options.headers[name]);
  }
  if (host && !request.getHeader('host') && setHost) {
    request.setHeader('Host', asked.hostHeader(host, port, defaultPort));
  }
  if (options.auth && !request.getHeader('Authorization')) {
    request.setHeader('Authorization', `Basic ${Buffer.from(options.auth).toString('base64')}`);
  }
  if (request.getHeader('expect')) {
    if (request._header) throw new codes.ERR_HTTP_HEADERS_SENT('render');
    request._storeHeader(firstLine(request), request[kOutHeaders]);
  }
}

// A list is sent as it is.
function storeListedHeaders(request, options) {
  if (options.headers.length % 2 !== 0 && !Array.isArray(options.headers[0])) {
    throw new codes.ERR_INVALID_ARG_VALUE('headers', options.headers);
  }
  request._storeHeader(firstLine(request), options.headers);
}

function firstLine(request) {
  return `${request.method} ${request[kPath]} HTTP/1.1\r\n`;
}

function connect(request, options) {
  if (options.signal) {
    options = { __proto__: null, ...options };
    delete options.signal;
  }
  if (request.agent) {
    request.agent.addRequest(request, options);
    return;
  }
  request._last = true;
  request.shouldKeepAlive = false;
  let isTold = false;
  const created = (error, socket) => {
    if (isTold) return;
    isTold = true;
    if (error) process.nextTick(() => request.emit('error', error));
    else request.onSocket(socket);
  };
  // For net, a path is that of a file to connect to, and not the target.
  if (options.path || options.socketPath) options = { ...options, path: options.socketPath };
  if (typeof options.createConnection === 'function') {
    try {
      const socket = options.createConnection(options, created);
      if (socket) created(null, socket);
    } catch (error) {
      created(error);
    }
  } else {
    request.onSocket(require('net').createConnection(options));
  }
}


Object.defineProperty(ClientRequest.prototype, 'path', {
  __proto__: null,
  configurable: true,
  enumerable: true,
  get() {
    return this[kPath];
  },
  set(path) {
    asked.checkPath(path);
    this[kPath] = path;
  },
});

ClientRequest.prototype._isLenientHeaderValidation = function() {
  return this.httpValidation === 'insecure' || this.insecureHTTPParser === true;
};

ClientRequest.prototype._finish = function _finish() {
  OutgoingMessage.prototype._finish.call(this);
};

ClientRequest.prototype._implicitHeader = function _implicitHeader() {
  if (this._header) throw new codes.ERR_HTTP_HEADERS_SENT('render');
  this._storeHeader(firstLine(this), this[kOutHeaders]);
};

ClientRequest.prototype.abort = function abort() {
  if (this.aborted) return;
  this.aborted = true;
  process.nextTick((request) => request.emit('abort'), this);
  this.destroy();
};

ClientRequest.prototype.destroy = function destroy(error) {
  if (this.destroyed) return this;
  this.destroyed = true;
  // A response that nobody will read on.
  this.res?._dump();
  this[kError] = error;
  this[kErrored] = error;
  this.socket?.destroy(error);
  return this;
};

// A connection, or why there is none.
ClientRequest.prototype.onSocket = function onSocket(socket, error) {
  process.nextTick(takeSocket, this, socket, error);
};

function takeSocket(request, socket, error) {
  if (request.destroyed || error) {
    closeWithoutUse(request, socket, error);
    return;
  }
  require('internal/http/client_connection').attach(request, socket);
  request._flush();
}

// The request was given up before it had the connection.
function closeWithoutUse(request, socket, error) {
  if (socket && !error && request.agent && !socket.destroyed) {
    // Others may have it.
    socket.emit('free');
  } else if (socket) {
    const { finished } = require('stream');
    finished(socket.destroy(error || request[kError]), (reason) => {
      if (reason?.code === 'ERR_STREAM_PREMATURE_CLOSE') reason = null;
      tellEnd(request, reason || error);
    });
    return;
  }
  tellEnd(request, error || request[kError]);
}

function tellEnd(request, error) {
  if (!request.aborted && !error) error = connectionReset('socket hang up');
  if (error) {
    request[kErrored] = error;
    request.emit('error', error);
  }
  request._closed = true;
  request.emit('close');
}

ClientRequest.prototype._deferToConnect = function _deferToConnect(method, args) {
  const whenWritable = () => {
    if (this.socket.writable) Reflect.apply(this.socket[method], this.socket, args);
  };
  const withSocket = () => {
    if (this.socket.connecting) this.socket.once('connect', whenWritable);
    else whenWritable();
  };
  if (this.socket) withSocket();
  else this.once('socket', withSocket);
};

ClientRequest.prototype.setTimeout = function setTimeout(msecs, callback) {
  return timeouts.setTimeout(this, msecs, callback);
};

ClientRequest.prototype.setNoDelay = function setNoDelay(noDelay) {
  this._deferToConnect('setNoDelay', [noDelay]);
};

ClientRequest.prototype.setSocketKeepAlive = function setSocketKeepAlive(enable, initialDelay) {
  this._deferToConnect('setKeepAlive', [enable, initialDelay]);
};

ClientRequest.prototype.clearTimeout = function clearTimeout(callback) {
  this.setTimeout(0, callback);
};

module.exports = { ClientRequest };
