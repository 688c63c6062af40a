// tls.Server: a net.Server whose connections are TLSSockets. 'secureConnection' hands them out.
'use strict';

const net = require('net');
const native = internalBinding('tls');
const { codes, refusal } = require('internal/tls/errors');
const { SecureContext, createSecureContext } = require('internal/tls/context');
const { TLSSocket, convertALPNProtocols, kContext, kProtocols, onErrorBeforeRelease } = require('internal/tls/socket');
const { validateFunction, validateNumber, validateObject } = require('internal/validators');

const kErrorEmitted = Symbol('error-emitted');

function Server(options, listener) {
  if (!(this instanceof Server)) return new Server(options, listener);
  if (typeof options === 'function') {
    listener = options;
    options = {};
  } else if (options == null || typeof options === 'object') {
    options = { ...options };
  } else {
    throw new codes.ERR_INVALID_ARG_TYPE('options', 'object', options);
  }
  this._contexts = [];
  this.requestCert = options.requestCert === true;
  this.rejectUnauthorized = options.rejectUnauthorized !== false;
  this.ALPNCallback = options.ALPNCallback;
  if (this.ALPNCallback !== undefined) validateFunction(this.ALPNCallback, 'options.ALPNCallback');
  if (options.ALPNCallback && options.ALPNProtocols) throw new codes.ERR_TLS_ALPN_CALLBACK_WITH_PROTOCOLS();
  if (options.ALPNProtocols) convertALPNProtocols(options.ALPNProtocols, this);
  this._sharedCreds = undefined;
  this.setSecureContext(options);
  const timeout = options.handshakeTimeout ?? 120_000;
  validateNumber(timeout, 'options.handshakeTimeout');
  this._handshakeTimeout = timeout;
  this._SNICallback = options.SNICallback;
  if (options.SNICallback !== undefined && options.SNICallback !== null) {
    validateFunction(options.SNICallback, 'options.SNICallback');
  }
  net.Server.call(this, options, connectionCame);
  if (listener) this.on('secureConnection', listener);
}
Object.setPrototypeOf(Server.prototype, net.Server.prototype);
Object.setPrototypeOf(Server, net.Server);

function createServer(options, listener) {
  return new Server(options, listener);
}

Server.prototype.setSecureContext = function(options) {
  validateObject(options, 'options');
  for (const name of ['cert', 'key', 'ca', 'ciphers', 'minVersion', 'maxVersion', 'secureProtocol', 'pfx', 'passphrase',
                      'ecdhCurve', 'sessionTimeout', 'sessionIdContext', 'ticketKeys']) {
    if (options[name] !== undefined) this[name] = options[name];
  }
  this._sharedCreds = createSecureContext(options);
};

// Ticket keys: sessions are remembered here and not in tickets, so there are none to share.
Server.prototype.getTicketKeys = function getTicketKeys() {
  this._ticketKeys ??= require('crypto').randomBytes(48);
  return require('buffer').Buffer.from(this._ticketKeys);
};

Server.prototype.setTicketKeys = function setTicketKeys(keys) {
  require('internal/validators').validateBuffer(keys);
  if (keys.byteLength !== 48) {
    throw new codes.ERR_INTERNAL_ASSERTION('Session ticket keys must be a 48-byte buffer');
  }
  this._ticketKeys = require('buffer').Buffer.from(keys);
};

Server.prototype._getServerData = function() {
  return { ticketKeys: this.getTicketKeys().toString('hex') };
};

Server.prototype._setServerData = function(data) {
  this.setTicketKeys(require('buffer').Buffer.from(data.ticketKeys, 'hex'));
};

// A context for servers of that name; `*` stands for one part.
Server.prototype.addContext = function(servername, context) {
  if (!servername) throw new codes.ERR_TLS_REQUIRED_SERVER_NAME();
  const pattern = servername.replace(/([.^$+?\-\\[\]{}])/g, '\\$1').replaceAll('*', '[^.]*');
  const made = context instanceof SecureContext ? context : createSecureContext(context);
  this._contexts.push([new RegExp(`^${pattern}$`), made]);
};

function connectionCame(stream) {
  const server = this;
  const socket = new TLSSocket(stream, {
    secureContext: server._sharedCreds,
    isServer: true,
    server,
    requestCert: server.requestCert,
    rejectUnauthorized: server.rejectUnauthorized,
    handshakeTimeout: server._handshakeTimeout,
    ALPNProtocols: server.ALPNProtocols,
    ALPNCallback: server.ALPNCallback,
    SNICallback: server._SNICallback,
    pauseOnConnect: server.pauseOnConnect,
    highWaterMark: server.highWaterMark,
  });
  socket[kErrorEmitted] = false;
  socket.on('secure', () => decide(server, socket));
  socket.on('close', () => closedEarly(server, socket));
  socket.on('_tlsError', (error) => failedEarly(server, socket, error));
  socket.on('error', onErrorBeforeRelease);
  if (server._handshakeTimeout > 0) socket.setTimeout(server._handshakeTimeout, socket._handleTimeout);
}

function closedEarly(server, socket) {
  if (socket._controlReleased || socket[kErrorEmitted]) return;
  socket[kErrorEmitted] = true;
  const error = new Error('socket hang up');
  error.code = 'ECONNRESET';
  server.emit('tlsClientError', error, socket);
}

function failedEarly(server, socket, error) {
  if (socket._controlReleased || socket[kErrorEmitted]) return;
  socket[kErrorEmitted] = true;
  server.emit('tlsClientError', error, socket);
  socket.destroy();
}

// What the client has said of itself decides about the context.
function choose(socket, handle, [serverName, ...offered]) {
  const options = socket._tlsOptions;
  const go = (context) => {
    if (socket.destroyed) return;
    socket[kContext] = context;
    const protocols = chooseProtocols(socket, options, serverName, offered);
    if (protocols === undefined) return;
    const asks = Boolean(options.requestCert);
    handle.choose(context, protocols, asks, asks && Boolean(options.rejectUnauthorized));
  };
  const byDefault = socket[kContext];
  const name = serverName ?? '';
  if (name === '') {
    go(byDefault);
  } else if (options.SNICallback) {
    options.SNICallback.call(socket, name, (error, context) => {
      if (error) {
        socket._tlsError(error);
        return;
      }
      if (context && !(context instanceof SecureContext)) {
        socket._tlsError(new codes.ERR_TLS_INVALID_CONTEXT('context'));
        return;
      }
      go(context || byDefault);
    });
  } else {
    const contexts = options.server?._contexts ?? [];
    // The last that was added comes first.
    go(contexts.findLast(([pattern]) => pattern.test(name))?.[1] ?? byDefault);
  }
}

function chooseProtocols(socket, options, servername, protocols) {
  if (!options.ALPNCallback) return protocols.length > 0 ? socket[kProtocols] : [];
  if (protocols.length === 0) return [];
  const chosen = options.ALPNCallback.call(socket, { servername: servername ?? '', protocols });
  const { Buffer } = require('buffer');
  // A name that nobody offered: the handshake fails, as it must.
  if (chosen === undefined) return [Buffer.from('\0')];
  if (!protocols.includes(chosen)) {
    socket._tlsError(new codes.ERR_TLS_ALPN_CALLBACK_INVALID_RESULT(chosen, protocols));
    return undefined;
  }
  return [Buffer.from(chosen)];
}

function decide(server, socket) {
  if (socket._tlsOptions.requestCert) {
    const code = socket.isSessionReused() ? undefined : peerRefusal(socket);
    if (code === undefined) {
      socket.authorized = true;
    } else {
      socket.authorizationError = refusal(code).code;
      if (server.rejectUnauthorized) {
        socket.destroy();
        return;
      }
    }
  }
  socket.secureConnecting = false;
  if (!socket.destroyed && socket._releaseControl()) {
    socket.ssl.onsecure = () => server.emit('secureConnection', socket);
  }
}

function peerRefusal(socket) {
  const { session } = socket.ssl;
  if (native.peerCertificates(session).length === 0) return 'UNABLE_TO_GET_ISSUER_CERT';
  return native.refusal(session);
}

module.exports = { Server, choose, createServer };
