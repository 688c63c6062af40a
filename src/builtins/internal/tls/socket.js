// TLSSocket: a net.Socket whose handle is a TLSHandle, over a net.Socket or any Duplex.
//
// Invariant: 'secure' comes once, when the handshake is done, before any data. What is decided about certificates is in
// `client` and `server`, which listen to it. A function and not a class: packages call it on objects of their own.
'use strict';

const net = require('net');
const native = internalBinding('tls');
const { codes } = require('internal/tls/errors');
const { SecureContext, createSecureContext, defaultContext } = require('internal/tls/context');
const { TLSHandle } = require('internal/tls/handle');

const kProtocols = Symbol('protocols');
const kContext = Symbol('context');
const kSessions = Symbol('sessions');

// Sessions that programs hold as opaque bytes, and what they stand for.
const knownSessions = new Map();
const MOST_SESSIONS = 1000;

function sessionBytes(sessions) {
  const bytes = require('crypto').randomBytes(32);
  if (knownSessions.size >= MOST_SESSIONS) knownSessions.delete(knownSessions.keys().next().value);
  knownSessions.set(bytes.toString('hex'), sessions);
  return bytes;
}

function sessionsOf(bytes) {
  return bytes ? knownSessions.get(require('buffer').Buffer.from(bytes).toString('hex')) : undefined;
}

// ALPN's list on the wire as a list of Buffers.
function splitProtocols(wire) {
  const list = [];
  for (let at = 0; at < wire.length; at += wire[at] + 1) list.push(wire.subarray(at + 1, at + 1 + wire[at]));
  return list;
}

function convertALPNProtocols(protocols, out) {
  const { Buffer } = require('buffer');
  if (Array.isArray(protocols)) {
    const parts = protocols.map((one) => {
      const bytes = Buffer.from(one);
      if (bytes.length > 255) {
        throw new codes.ERR_OUT_OF_RANGE('The byte length of the protocol at index ' +
          `${protocols.indexOf(one)} exceeds the maximum length.`, '<= 255', bytes.length, true);
      }
      return Buffer.concat([Buffer.from([bytes.length]), bytes]);
    });
    out.ALPNProtocols = Buffer.concat(parts);
  } else if (ArrayBuffer.isView(protocols)) {
    out.ALPNProtocols = Buffer.from(protocols.buffer.slice(protocols.byteOffset,
                                                           protocols.byteOffset + protocols.byteLength));
  }
}

function TLSSocket(socket, opts) {
  if (!(this instanceof TLSSocket)) return new TLSSocket(socket, opts);
  const options = { ...opts };
  this._tlsOptions = options;
  this._secureEstablished = false;
  this._securePending = false;
  this._newSessionPending = false;
  this._controlReleased = false;
  this.secureConnecting = true;
  this._SNICallback = null;
  this.servername = null;
  this.alpnProtocol = null;
  this.authorized = false;
  this.authorizationError = null;
  this.encrypted = true;
  if (options.ALPNProtocols) convertALPNProtocols(options.ALPNProtocols, options);
  this[kProtocols] = options.ALPNProtocols ? splitProtocols(options.ALPNProtocols) : [];
  if (options.secureContext !== undefined && !(options.secureContext instanceof SecureContext)) {
    throw new codes.ERR_TLS_INVALID_CONTEXT('options.secureContext');
  }
  this[kContext] = options.secureContext ?? contextOf(options);
  const stream = socket ?? net.Socket({ ...options, handle: undefined });
  stream.pause();
  const handle = new TLSHandle(stream, makeSession(this, options));
  net.Socket.call(this, {
    handle,
    allowHalfOpen: socket ? socket.allowHalfOpen : options.allowHalfOpen,
    pauseOnCreate: options.pauseOnConnect,
    manualStart: true,
    highWaterMark: options.highWaterMark,
    signal: options.signal,
  });
  this._parent = stream;
  this.ssl = handle;
  this.readable = true;
  this.writable = true;
  listen(this, stream, handle);
  if (socket?._handle && socket.connecting === false && socket.server) this.server = options.server;
  this.server = options.server ?? null;
  // What has come already is in the stream.
  stream.resume();
  this.read(0);
}
Object.setPrototypeOf(TLSSocket.prototype, net.Socket.prototype);
Object.setPrototypeOf(TLSSocket, net.Socket);

function contextOf(options) {
  const plain = ['cert', 'key', 'ca', 'pfx', 'minVersion', 'maxVersion', 'secureProtocol', 'ciphers', 'ecdhCurve',
                 'sessionTimeout'].every((name) => options[name] === undefined || options[name] === null);
  return plain ? defaultContext() : createSecureContext(options);
}

function makeSession(socket, options) {
  if (options.isServer) return native.accept();
  const sessions = sessionsOf(options.session) ?? native.createSessions(socket[kContext].native);
  socket[kSessions] = sessions;
  const name = options.servername;
  const sent = name && !net.isIP(name) ? withoutDot(name) : undefined;
  return native.connect(socket[kContext].native, sent, socket[kProtocols], sessions);
}

const withoutDot = (name) => (name.endsWith('.') ? name.slice(0, -1) : name);

function listen(socket, stream, handle) {
  handle.onhello = socket._tlsOptions.isServer ?
    (hello) => require('internal/tls/server').choose(socket, handle, hello) : undefined;
  handle.onready = () => socket._finishInit();
  handle.onfailure = (error) => socket._tlsError(error);
  if (socket._tlsOptions.isServer) handle.onstreamend = () => socket._emitEarlyEnd();
  else socket.once('end', socket._emitEarlyEnd);
  handle.onprogress = () => tellSession(socket);
  stream.on('error', (error) => {
    // Of a connection in use; before that it is the handshake's.
    if (socket._controlReleased || !socket._tlsOptions.isServer) socket.destroy(error);
    else socket._tlsError(error);
  });
  stream.on('close', () => {
    if (!socket.destroyed && !handle.isReady) socket._emitEarlyEnd();
    socket.destroy();
  });
  if (stream.connecting) {
    socket.connecting = true;
    stream.once('connect', () => {
      socket.connecting = false;
      socket.emit('connect');
      socket.emit('ready');
    });
    for (const name of ['lookup', 'connectionAttempt', 'connectionAttemptFailed', 'connectionAttemptTimeout']) {
      stream.on(name, (...args) => socket.emit(name, ...args));
    }
  }
}

function tellSession(socket) {
  if (socket[kSessions] === undefined || !native.takeNews(socket[kSessions])) return;
  socket._session = sessionBytes(socket[kSessions]);
  // Who hears 'secureConnect' may still begin to listen.
  process.nextTick(() => {
    if (!socket.destroyed) socket.emit('session', socket._session);
  });
}

const { prototype } = TLSSocket;

// The stream ended in the middle of the handshake.
prototype._emitEarlyEnd = function _emitEarlyEnd() {
  if (this.destroyed || this._secureEstablished) return;
  if (this._tlsOptions.isServer) {
    const error = new Error('socket hang up');
    error.code = 'ECONNRESET';
    this._tlsError(error);
    return;
  }
  const options = this._connectOptions ?? {};
  const error = new Error('Client network socket disconnected before secure TLS connection was established');
  error.code = 'ECONNRESET';
  error.path = options.path;
  error.host = options.host;
  error.port = options.port;
  error.localAddress = options.localAddress;
  this.destroy(error);
};

prototype._finishInit = function() {
  const described = native.describe(this.ssl.session);
  this.alpnProtocol = described.alpn ?? false;
  if (this._tlsOptions.isServer) this.servername = described.serverName ?? false;
  this._secureEstablished = true;
  if (this._tlsOptions.handshakeTimeout > 0) this.setTimeout(0, this._handleTimeout);
  this.emit('secure');
  if (!this.destroyed) tellSession(this);
};

prototype._start = function() {
  this.ssl?.flush();
};

prototype._handleTimeout = function() {
  this._emitTLSError(new codes.ERR_TLS_HANDSHAKE_TIMEOUT());
};

prototype._emitTLSError = function(error) {
  const told = this._tlsError(error);
  if (told) this.destroy(told);
};

// Before a server has handed the connection out, its errors are told by the server.
prototype._tlsError = function(error) {
  this.emit('_tlsError', error);
  if (this._controlReleased || !this._tlsOptions.isServer) {
    this.destroy(error);
    return error;
  }
  return null;
};

prototype._releaseControl = function() {
  if (this._controlReleased) return false;
  this._controlReleased = true;
  this.removeListener('error', onErrorBeforeRelease);
  return true;
};

function onErrorBeforeRelease() {}

prototype._init = function() {};
prototype._wrapHandle = function() {
  return this.ssl;
};
prototype._destroySSL = function _destroySSL() {
  this.ssl = null;
};
prototype.disableRenegotiation = function disableRenegotiation() {};
prototype.enableTrace = function enableTrace() {};

// TLS 1.3 has none, and the engine offers none for 1.2.
prototype.renegotiate = function(options, callback) {
  const { validateFunction, validateObject } = require('internal/validators');
  validateObject(options, 'options');
  if (callback !== undefined) validateFunction(callback, 'callback');
  if (this.destroyed) return undefined;
  if (callback) process.nextTick(callback, new codes.ERR_TLS_RENEGOTIATION_DISABLED());
  return false;
};

prototype.setMaxSendFragment = function setMaxSendFragment(size) {
  require('internal/validators').validateInt32(size, 'size');
  return size >= 512 && size <= 16384;
};

prototype.setServername = function(name) {
  require('internal/validators').validateString(name, 'name');
  if (this._tlsOptions.isServer) throw new codes.ERR_TLS_SNI_FROM_SERVER();
  // Before the handshake, which begins when there is something to send.
  if (this._secureEstablished || name === this._tlsOptions.servername) return;
  this._tlsOptions.servername = name;
  this.ssl.session = makeSession(this, this._tlsOptions);
};

prototype.setSession = function(session) {
  if (this._secureEstablished || this._tlsOptions.isServer) return;
  this._tlsOptions.session = typeof session === 'string' ? require('buffer').Buffer.from(session, 'latin1') : session;
  this.ssl.session = makeSession(this, this._tlsOptions);
};

prototype.setKeyCert = function(context) {
  this[kContext] = context instanceof SecureContext ? context : createSecureContext(context);
};

prototype.getSession = function() {
  if (this._session === undefined && this._secureEstablished && this[kSessions] !== undefined) {
    this._session = sessionBytes(this[kSessions]);
  }
  return this._session;
};

prototype.getPeerCertificate = function(detailed) {
  if (!this.ssl) return null;
  return require('internal/tls/certificate').peerCertificate(this.ssl.session, this[kContext], detailed) ?? {};
};

prototype.getCertificate = function() {
  const parts = this._ownCertificate;
  if (!this.ssl) return null;
  return parts ? require('internal/tls/certificate').legacyObject(parts) : {};
};

prototype.getPeerX509Certificate = function() {
  const raw = this.ssl ? native.peerCertificates(this.ssl.session)[0]?.raw : undefined;
  if (raw === undefined) return undefined;
  const { X509Certificate } = require('crypto');
  return new X509Certificate(raw);
};

prototype.getX509Certificate = function() {
  return undefined;
};

prototype.exportKeyingMaterial = function(length, label, context) {
  const { validateBuffer, validateString, validateUint32 } = require('internal/validators');
  validateUint32(length, 'length', true);
  validateString(label, 'label');
  if (context !== undefined) validateBuffer(context, 'context');
  if (!this._secureEstablished) throw new codes.ERR_TLS_INVALID_STATE();
  return native.exportKeys(this.ssl.session, length, label, context);
};

// OpenSSL's names of TLS 1.2's suites; those of TLS 1.3 are the standard's.
function opensslName(standard) {
  return standard.replace(/^TLS_/, '').replace('_WITH_', '-').replace('CHACHA20_POLY1305_SHA256', 'CHACHA20-POLY1305')
    .replace(/AES_(\d+)_/, 'AES$1_').replaceAll('_', '-');
}

prototype.getCipher = function() {
  const described = this.ssl ? native.describe(this.ssl.session) : {};
  if (!described.cipher) return undefined;
  const standardName = described.cipher.replace(/^TLS13_/, 'TLS_');
  const isNew = described.cipher.startsWith('TLS13_');
  return {
    name: isNew ? standardName : opensslName(standardName),
    standardName,
    version: isNew ? 'TLSv1.3' : 'TLSv1.2',
  };
};

prototype.getProtocol = function() {
  if (!this.ssl) return null;
  return native.describe(this.ssl.session).protocol ?? 'TLSv1.3';
};

prototype.isSessionReused = function() {
  return this.ssl ? native.describe(this.ssl.session).isResumed ?? false : null;
};

prototype.getEphemeralKeyInfo = function() {
  const group = this.ssl && !this._tlsOptions.isServer ? native.describe(this.ssl.session).group : undefined;
  if (!group) return this.ssl ? {} : null;
  const [name, size] = { X25519: ['X25519', 253], secp256r1: ['prime256v1', 256], secp384r1: ['secp384r1', 384] }[group] ??
    [group, 0];
  return { type: 'ECDH', name, size };
};

prototype.getSharedSigalgs = function() {
  return [];
};
prototype.getTLSTicket = function() {
  return undefined;
};
prototype.getFinished = function() {
  return undefined;
};
prototype.getPeerFinished = function() {
  return undefined;
};

module.exports = { TLSSocket, convertALPNProtocols, kContext, kProtocols, onErrorBeforeRelease, splitProtocols };
