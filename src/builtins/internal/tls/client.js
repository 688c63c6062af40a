// tls.connect.
'use strict';

const net = require('net');
const native = internalBinding('tls');
const { refusal } = require('internal/tls/errors');
const { createSecureContext } = require('internal/tls/context');
const { TLSSocket } = require('internal/tls/socket');
const { validateFunction } = require('internal/validators');

let warnedOfEnvironment = false;

function allowsUnauthorized() {
  if (process.env.NODE_TLS_REJECT_UNAUTHORIZED !== '0') return false;
  if (!warnedOfEnvironment) {
    warnedOfEnvironment = true;
    process.emitWarning("Setting the NODE_TLS_REJECT_UNAUTHORIZED environment variable to '0' makes TLS connections " +
      'and HTTPS requests insecure by disabling certificate verification.');
  }
  return true;
}

// (options), (port), (port, host), (path), each with options and a callback after it.
function readArguments(args) {
  let options;
  const last = args.at(-1);
  const callback = typeof last === 'function' ? last : undefined;
  const [first] = args;
  if (first !== null && typeof first === 'object') {
    options = first;
  } else if (typeof first === 'string' && Number.isNaN(Number(first))) {
    options = { path: first };
  } else {
    options = { port: first };
    if (typeof args[1] === 'string') options.host = args[1];
  }
  for (const more of args.slice(1, 3)) {
    if (more !== null && typeof more === 'object') options = { ...options, ...more };
  }
  return { options, callback };
}

function connect(...args) {
  const given = readArguments(args);
  const { checkServerIdentity } = require('tls');
  const options = {
    rejectUnauthorized: !allowsUnauthorized(),
    ciphers: undefined,
    checkServerIdentity,
    minDHSize: 1024,
    ...given.options,
  };
  validateFunction(options.checkServerIdentity, 'options.checkServerIdentity');
  if (!options.keepAlive) options.singleUse = true;
  const context = options.secureContext || (needsContext(options) ? createSecureContext(options) : undefined);
  const host = options.servername || options.host || options.socket?._host || 'localhost';
  const stream = options.socket || connectStream(options);
  const socket = new TLSSocket(stream, {
    allowHalfOpen: options.socket ? options.socket.allowHalfOpen : Boolean(options.allowHalfOpen),
    pipe: Boolean(options.path),
    secureContext: context,
    isServer: false,
    requestCert: true,
    rejectUnauthorized: options.rejectUnauthorized !== false,
    session: options.session,
    ALPNProtocols: options.ALPNProtocols,
    requestOCSP: options.requestOCSP,
    enableTrace: options.enableTrace,
    highWaterMark: options.highWaterMark,
    servername: options.servername ?? (options.host && !net.isIP(options.host) ? options.host : undefined),
  });
  options.rejectUnauthorized = options.rejectUnauthorized !== false;
  socket._connectOptions = options;
  socket._host = options.host ?? null;
  if (given.callback) socket.once('secureConnect', given.callback);
  if (options.timeout) socket.setTimeout(options.timeout);
  if (options.onread && !options.socket) void options.onread;
  socket.on('secure', () => decide(socket, options, host));
  socket._start();
  return socket;
}

function needsContext(options) {
  return ['cert', 'key', 'ca', 'pfx', 'minVersion', 'maxVersion', 'secureProtocol', 'ciphers', 'ecdhCurve',
          'sessionTimeout'].some((name) => options[name] !== undefined && options[name] !== null);
}

// The connection below; what is for TLS alone is not its business.
function connectStream(options) {
  const { timeout, signal, onread, ...below } = options;
  void timeout;
  void signal;
  void onread;
  if (below.path && below.port === undefined && below.host === undefined) return net.connect({ path: below.path });
  return net.connect(below);
}

// The handshake is done: is it whom we meant?
function decide(socket, options, host) {
  const code = native.refusal(socket.ssl.session);
  let error = code === undefined ? undefined : refusal(code);
  if (error === undefined && !socket.isSessionReused()) {
    const certificate = socket.getPeerCertificate(true);
    error = options.checkServerIdentity(host, certificate);
  }
  if (error) {
    socket.authorized = false;
    socket.authorizationError = error.code || error.message;
    if (options.rejectUnauthorized) {
      socket.destroy(error);
      return;
    }
  } else {
    socket.authorized = true;
  }
  socket.secureConnecting = false;
  socket.ssl.onsecure = () => {
    if (!socket.destroyed) socket.emit('secureConnect');
  };
}

module.exports = { connect };
