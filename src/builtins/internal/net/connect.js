// Connecting a socket: to a path, to an address, or to the addresses of a name, one or one after another.
//
// With several addresses (happy eyeballs, RFC 8305) each attempt has some time before the next begins; the families take
// turns. Invariant: an attempt that is given up is closed, and its answer ignored.
'use strict';

const { NodeAggregateError, codes, exceptionWithHostPort } = require('internal/errors');
const {
  validateBoolean, validateFunction, validateInt32, validateNumber, validatePort, validateString,
} = require('internal/validators');
const { Pipe, TCP, constants, owner } = require('internal/handles');
const hooks = require('internal/async_hooks');
const { normalized } = require('internal/net/arguments');
const { isIP } = require('internal/net/ip');
const { applySettings, attach, Socket } = require('internal/net/socket');
const { UV_ECANCELED, UV_ETIMEDOUT } = internalBinding('uv');

const MINIMAL_ATTEMPT_TIMEOUT = 10;
const defaults = { autoSelectFamily: true, attemptTimeout: 500 };
const anyAddress = { 4: '0.0.0.0', 6: '::' };

// socket.connect(...args)
function connectSocket(socket, args) {
  const [options, listener] = normalized(args);
  if (options.port === undefined && options.path == null) {
    throw new codes.ERR_MISSING_ARGS(['options', 'port', 'path']);
  }
  if (socket.write !== Socket.prototype.write) socket.write = Socket.prototype.write;
  if (socket.destroyed) {
    socket._handle = null;
    socket._peername = undefined;
    socket._sockname = undefined;
  }
  const { path } = options;
  if (!socket._handle) {
    socket._handle = path ? new Pipe(constants.SOCKET) : new TCP(constants.SOCKET);
    attach(socket);
    socket[hooks.asyncIdSymbol] = socket._handle.getAsyncId();
  }
  if (listener !== null) socket.once('connect', listener);
  socket._unrefTimer();
  socket.connecting = true;
  if (path) {
    validateString(path, 'options.path');
    connectPipe(socket, path);
  } else {
    connectByOptions(socket, options);
  }
  return socket;
}

function fail(socket, error) {
  process.nextTick((error) => socket.destroy(error), error);
}

function localName(socket) {
  const { address, port } = socket._getsockname();
  return `${address}:${port}`;
}

function connectPipe(socket, path) {
  const request = { address: path, oncomplete: connected };
  const result = socket._handle.connect(request, path);
  if (result !== 0) socket.destroy(exceptionWithHostPort(result, 'connect', path, undefined, localName(socket)));
}

function checkOptions(options) {
  const { localAddress, localPort, port, lookup, autoSelectFamily, autoSelectFamilyAttemptTimeout } = options;
  if (localAddress && !isIP(localAddress)) throw new codes.ERR_INVALID_IP_ADDRESS(localAddress);
  if (localPort) validateNumber(localPort, 'options.localPort');
  if (port !== undefined) {
    if (typeof port !== 'number' && typeof port !== 'string') {
      throw new codes.ERR_INVALID_ARG_TYPE('options.port', ['number', 'string'], port);
    }
    validatePort(port);
  }
  if (autoSelectFamily != null) validateBoolean(autoSelectFamily, 'options.autoSelectFamily');
  if (autoSelectFamilyAttemptTimeout != null) {
    validateInt32(autoSelectFamilyAttemptTimeout, 'options.autoSelectFamilyAttemptTimeout', 1);
  }
  if (lookup != null && !isIP(options.host || 'localhost')) validateFunction(lookup, 'options.lookup');
}

function connectByOptions(socket, options) {
  checkOptions(options);
  const { localAddress, localPort } = options;
  const host = options.host || 'localhost';
  const target = { host, port: options.port | 0, localAddress, localPort };
  const family = isIP(host);
  if (family !== 0) {
    process.nextTick(() => {
      if (socket.connecting) attempt(socket, { ...target, address: host, family });
    });
    return;
  }
  const lookup = options.lookup || require('dns').lookup;
  const wanted = { family: familyNumber(options.family), hints: options.hints || 0 };
  const isOpen = wanted.family !== 4 && wanted.family !== 6;
  if (process.platform !== 'win32' && isOpen && wanted.hints === 0) {
    wanted.hints = internalBinding('handles').AI_ADDRCONFIG;
  }
  socket._host = host;
  const selects = options.autoSelectFamily ?? defaults.autoSelectFamily;
  if (isOpen && !localAddress && selects) {
    lookUpAll(socket, target, options, lookup, wanted);
  } else {
    lookUpOne(socket, target, options, lookup, wanted);
  }
}

function familyNumber(family) {
  if (family === 'IPv4') return 4;
  return family === 'IPv6' ? 6 : family;
}

// What is wrong with a looked up address, if anything.
function addressError(address, family, options) {
  if (!isIP(address)) return new codes.ERR_INVALID_IP_ADDRESS(address);
  if (family === 4 || family === 6) return undefined;
  return new codes.ERR_INVALID_ADDRESS_FAMILY(family, options.host, options.port);
}

function lookUpOne(socket, target, options, lookup, wanted) {
  lookup(target.host, wanted, (error, address, family) => {
    socket.emit('lookup', error, address, family, target.host);
    // It may have been destroyed meanwhile.
    if (!socket.connecting) return;
    const problem = error || addressError(address, family, options);
    if (problem) {
      fail(socket, problem);
    } else {
      socket._unrefTimer();
      attempt(socket, { ...target, address, family });
    }
  });
}

function lookUpAll(socket, target, options, lookup, wanted) {
  lookup(target.host, { ...wanted, all: true }, (error, addresses) => {
    if (!socket.connecting) return;
    if (error) {
      socket.emit('lookup', error, undefined, undefined, target.host);
      fail(socket, error);
      return;
    }
    const good = [];
    for (const { address, family } of addresses) {
      socket.emit('lookup', error, address, family, target.host);
      if (!socket.connecting) return;
      const isGood = addressError(address, family, options) === undefined;
      if (isGood && !good.some((known) => known.address === address)) good.push({ address, family });
    }
    if (good.length === 0) {
      const [{ address, family }] = addresses;
      fail(socket, addressError(address, family, options));
      return;
    }
    socket._unrefTimer();
    if (good.length === 1) {
      attempt(socket, { ...target, ...good[0] });
      return;
    }
    socket.autoSelectFamilyAttemptedAddresses = [];
    const timeout = Math.max(MINIMAL_ATTEMPT_TIMEOUT, options.autoSelectFamilyAttemptTimeout ?? defaults.attemptTimeout);
    attemptNext({ socket, target, addresses: takingTurns(good), current: 0, timeout, timer: null, errors: [] });
  });
}

// The addresses so that the families take turns, the first one's first.
function takingTurns(addresses) {
  const first = addresses.filter(({ family }) => family === addresses[0].family);
  const second = addresses.filter(({ family }) => family !== addresses[0].family);
  const result = [];
  for (let i = 0; i < Math.max(first.length, second.length); i++) {
    if (i < first.length) result.push(first[i]);
    if (i < second.length) result.push(second[i]);
  }
  return result;
}

// Binds the socket to the address it is to be connected from; an error or undefined.
function bindLocally(handle, { localAddress, localPort, family }) {
  if (!localAddress && !localPort) return undefined;
  const address = localAddress || anyAddress[family];
  const port = localPort || 0;
  let result = family === 6 ? handle.bind6(address, port, 0) : handle.bind(address, port);
  // That a port is in use is told by the next question only.
  if (result === 0 && port > 0) result = handle.getsockname({});
  return result === 0 ? undefined : exceptionWithHostPort(result, 'bind', address, localPort);
}

function isBlocked(socket, { address, family }) {
  return socket.blockList?.check(address, `ipv${family}`);
}

// Begins to connect; an error or undefined.
function begin(socket, { address, family, port, localAddress, localPort }, oncomplete) {
  const request = { address, port, localAddress, localPort, addressType: family, oncomplete };
  socket.emit('connectionAttempt', address, port, family);
  // A listener may have destroyed it.
  if (!socket._handle) return { request };
  const handle = socket._handle;
  const result = family === 6 ? handle.connect6(request, address, port) : handle.connect(request, address, port);
  if (result === 0) return { request };
  return { request, error: exceptionWithHostPort(result, 'connect', address, port, localName(socket)) };
}

// Connects to the only address there is.
function attempt(socket, target) {
  const bindError = bindLocally(socket._handle, target);
  if (bindError !== undefined) {
    socket.destroy(bindError);
  } else if (isBlocked(socket, target)) {
    socket.destroy(new codes.ERR_IP_BLOCKED(target.address));
  } else {
    const { error } = begin(socket, target, connected);
    if (error !== undefined) socket.destroy(error);
  }
}

function connectError(request, status) {
  const { address, port, localAddress, localPort } = request;
  const from = localAddress && localPort ? `${localAddress}:${localPort}` : undefined;
  const error = exceptionWithHostPort(status, 'connect', address, port, from);
  if (from !== undefined) {
    error.localAddress = localAddress;
    error.localPort = localPort;
  }
  return error;
}

// The answer to a request to connect.
function connected(status, handle, request, readable, writable) {
  const socket = handle[owner];
  if (socket.destroyed) return;
  socket.connecting = false;
  socket._sockname = null;
  if (status !== 0) {
    const error = connectError(request, status);
    socket.emit('connectionAttemptFailed', request.address, request.port, request.addressType, error);
    socket.destroy(error);
    return;
  }
  if (socket.readable && !readable) {
    socket.push(null);
    socket.read();
  }
  if (socket.writable && !writable) socket.end();
  socket._unrefTimer();
  applySettings(socket);
  socket.emit('connect');
  socket.emit('ready');
  // The first read, which also finds an early end.
  if (readable && !socket.isPaused()) socket.read(0);
}

// ----- one address after another -----

function attemptNext(context, isCanceled = false) {
  const { socket, addresses, errors } = context;
  clearTimeout(context.timer);
  if (isCanceled || context.current === addresses.length) {
    socket.destroy(errors.length === 0 ? new codes.ERR_SOCKET_CONNECTION_TIMEOUT() : new NodeAggregateError(errors));
    return;
  }
  const current = context.current++;
  if (current > 0) replaceHandle(socket);
  const target = { ...context.target, ...addresses[current] };
  const bindError = bindLocally(socket._handle, target);
  if (bindError !== undefined || isBlocked(socket, target)) {
    errors.push(bindError ?? new codes.ERR_IP_BLOCKED(target.address));
    attemptNext(context);
    return;
  }
  socket.autoSelectFamilyAttemptedAddresses.push(`${target.address}:${target.port}`);
  const answer = (...args) => answered(context, current, ...args);
  const { request, error } = begin(socket, target, answer);
  if (error !== undefined) {
    errors.push(error);
    socket.emit('connectionAttemptFailed', target.address, target.port, target.family, error);
    attemptNext(context);
  } else if (current < addresses.length - 1 && socket._handle) {
    context.timer = setTimeout(giveUp, context.timeout, context, request, socket._handle);
  }
}

function replaceHandle(socket) {
  socket._handle?.close();
  socket._handle = new TCP(constants.SOCKET);
  attach(socket);
}

// An attempt takes too long.
function giveUp(context, request, handle) {
  const { socket } = context;
  socket.emit('connectionAttemptTimeout', request.address, request.port, request.addressType);
  request.oncomplete = undefined;
  context.errors.push(connectError(request, UV_ETIMEDOUT));
  handle.close();
  if (socket.connecting) attemptNext(context);
}

function answered(context, current, status, handle, request, readable, writable) {
  clearTimeout(context.timer);
  const { socket } = context;
  if (status === 0 && current !== context.current - 1) {
    // Another attempt is under way already.
    handle.close();
  } else if (status !== 0) {
    const error = connectError(request, status);
    context.errors.push(error);
    socket.emit('connectionAttemptFailed', request.address, request.port, request.addressType, error);
    if (socket.connecting) attemptNext(context, status === UV_ECANCELED);
  } else {
    connected(status, socket._handle, request, readable, writable);
  }
}

module.exports = { MINIMAL_ATTEMPT_TIMEOUT, connectSocket, defaults };
