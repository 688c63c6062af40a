// https.Server: a tls.Server whose connections speak HTTP/1.
'use strict';

const tls = require('tls');
const { Server: HttpServer, httpServerPreClose, setupConnectionsTracking, storeHTTPOptions } =
  require('internal/http/server');
const { kUniqueHeaders, parseUniqueHeadersOption } = require('internal/http/outgoing_headers');
const { connectionListener } = require('internal/http/server_connection');
const { validateObject } = require('internal/validators');

function Server(options, requestListener) {
  if (!(this instanceof Server)) return new Server(options, requestListener);
  let ALPNProtocols = ['http/1.1'];
  if (typeof options === 'function') {
    requestListener = options;
    options = {};
  } else if (options == null) {
    options = {};
  } else {
    validateObject(options, 'options');
    // Only one of the two can choose.
    if (options.ALPNProtocols || options.ALPNCallback) ALPNProtocols = undefined;
  }
  storeHTTPOptions.call(this, options);
  tls.Server.call(this, { noDelay: true, ALPNProtocols, ...options }, connectionListener);
  this.httpAllowHalfOpen = false;
  if (requestListener) this.on('request', requestListener);
  // Without a listener, a client that fails is just gone.
  this.on('tlsClientError', (error, socket) => {
    if (!this.emit('clientError', error, socket)) socket.destroy(error);
  });
  this.timeout = 0;
  this.maxHeadersCount = null;
  this.maxRequestsPerSocket = 0;
  this.on('listening', setupConnectionsTracking);
  this[kUniqueHeaders] = parseUniqueHeadersOption(options.uniqueHeaders);
}
Object.setPrototypeOf(Server.prototype, tls.Server.prototype);
Object.setPrototypeOf(Server, tls.Server);

Server.prototype.closeAllConnections = HttpServer.prototype.closeAllConnections;
Server.prototype.closeIdleConnections = HttpServer.prototype.closeIdleConnections;
Server.prototype.setTimeout = HttpServer.prototype.setTimeout;

Server.prototype.close = function close() {
  httpServerPreClose(this);
  return Reflect.apply(tls.Server.prototype.close, this, arguments);
};

Server.prototype[Symbol.asyncDispose] = async function() {
  await require('util').promisify(this.close).call(this);
};

module.exports = { Server };
