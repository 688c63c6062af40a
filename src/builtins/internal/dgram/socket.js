// dgram.Socket: binding, connecting, receiving, closing. send.js sends, settings.js has the options.
//
// Invariants: `[kState].handle` is null once the socket is closed; what is done before the socket is bound waits in
// `queue`.
'use strict';

const EventEmitter = require('events');
const { ExceptionWithHostPort, codes, errnoException } = require('internal/errors');
const {
  validateAbortSignal, validateFunction, validateObject, validatePort, validateString, validateUint32,
} = require('internal/validators');
const hooks = require('internal/async_hooks');
const { owner } = require('internal/handles');
const { UDP, constants } = require('internal/dgram/handle');

const kState = Symbol('state symbol');
const UNBOUND = 0;
const BINDING = 1;
const BOUND = 2;
const DISCONNECTED = 0;
const CONNECTING = 1;
const CONNECTED = 2;

const anyAddress = { udp4: '0.0.0.0', udp6: '::' };
const loopback = { udp4: '127.0.0.1', udp6: '::1' };

function newHandle(type, lookup) {
  if (lookup === undefined) lookup = require('dns').lookup;
  else validateFunction(lookup, 'lookup');
  if (type !== 'udp4' && type !== 'udp6') throw new codes.ERR_SOCKET_BAD_TYPE();
  const handle = new UDP();
  const family = type === 'udp4' ? 4 : 6;
  handle.lookup = (address, callback) => lookup(address || loopback[type], family, callback);
  return handle;
}

function checkBlockList(list, name) {
  if (list === undefined) return;
  const { BlockList } = require('internal/net/block_list');
  if (!BlockList.isBlockList(list)) throw new codes.ERR_INVALID_ARG_TYPE(`options.${name}`, 'net.BlockList', list);
}

function Socket(type, listener) {
  EventEmitter.call(this);
  let options = {};
  if (type !== null && typeof type === 'object') {
    options = type;
    type = options.type;
    for (const name of ['recvBufferSize', 'sendBufferSize']) {
      if (options[name]) validateUint32(options[name], `options.${name}`);
    }
    checkBlockList(options.receiveBlockList, 'receiveBlockList');
    checkBlockList(options.sendBlockList, 'sendBlockList');
  }
  const handle = newHandle(type, options.lookup);
  handle[owner] = this;
  this[hooks.asyncIdSymbol] = handle.getAsyncId();
  this.type = type;
  if (typeof listener === 'function') this.on('message', listener);
  const { reuseAddr, reusePort, ipv6Only, recvBufferSize, sendBufferSize, receiveBlockList, sendBlockList } = options;
  this[kState] = {
    handle, receiving: false, bindState: UNBOUND, connectState: DISCONNECTED, queue: undefined, reuseAddr, reusePort,
    ipv6Only, recvBufferSize, sendBufferSize, receiveBlockList, sendBlockList,
  };
  if (options.signal !== undefined) closeOnAbort(this, options.signal);
}
Object.setPrototypeOf(Socket.prototype, EventEmitter.prototype);
Object.setPrototypeOf(Socket, EventEmitter);

function closeOnAbort(socket, signal) {
  validateAbortSignal(signal, 'options.signal');
  const close = () => {
    if (socket[kState].handle) socket.close();
  };
  if (signal.aborted) {
    close();
  } else {
    const { addAbortListener } = require('internal/events/abort_listener');
    socket.once('close', addAbortListener(signal, close)[Symbol.dispose]);
  }
}

// The state of a socket that is not closed.
function open(socket) {
  const state = socket[kState];
  if (!state.handle) throw new codes.ERR_SOCKET_DGRAM_NOT_RUNNING();
  return state;
}

// ----- binding -----

function flagsOf(state) {
  return (state.reuseAddr ? constants.UV_UDP_REUSEADDR : 0) | (state.ipv6Only ? constants.UV_UDP_IPV6ONLY : 0) |
    (state.reusePort ? constants.UV_UDP_REUSEPORT : 0);
}

function onmessage(count, handle, content, from) {
  const socket = handle[owner];
  if (count < 0) {
    socket.emit('error', errnoException(count, 'recvmsg'));
  } else if (!socket[kState].receiveBlockList?.check(from.address, from.family.toLowerCase())) {
    socket.emit('message', content, from);
  }
}

function startReceiving(socket) {
  const state = socket[kState];
  state.handle.onmessage = onmessage;
  state.handle.recvStart();
  state.receiving = true;
  state.bindState = BOUND;
  if (state.recvBufferSize) socket.setRecvBufferSize(state.recvBufferSize);
  if (state.sendBufferSize) socket.setSendBufferSize(state.sendBufferSize);
}

function startListening(socket) {
  startReceiving(socket);
  socket.emit('listening');
}

// The listener of a bind hears of it once, and not at all when it fails.
function tellOfBinding(socket, listener) {
  function forget() {
    socket.removeListener(EventEmitter.errorMonitor, forget);
    socket.removeListener('listening', onListening);
  }
  function onListening() {
    forget();
    listener.call(socket);
  }
  socket.on(EventEmitter.errorMonitor, forget);
  socket.on('listening', onListening);
}

function adoptDescriptor(socket, fd) {
  const kind = internalBinding('process').fdKind(fd);
  if (kind !== 'UDP') throw new codes.ERR_INVALID_FD_TYPE(kind);
  const result = socket[kState].handle.open(fd);
  if (result !== 0) throw errnoException(result, 'open');
  startListening(socket);
}

Socket.prototype.bind = function(port_, address_ /* , callback */) {
  let port = port_;
  const state = open(this);
  if (state.bindState !== UNBOUND) throw new codes.ERR_SOCKET_ALREADY_BOUND();
  state.bindState = BINDING;
  const listener = arguments.length > 0 && arguments[arguments.length - 1];
  if (typeof listener === 'function') tellOfBinding(this, listener);
  let address;
  if (port !== null && typeof port === 'object') {
    if (Number.isInteger(port.fd) && port.fd > 0) {
      adoptDescriptor(this, port.fd);
      return this;
    }
    address = port.address || '';
    port = port.port;
  } else {
    address = typeof address_ === 'function' ? '' : address_;
  }
  state.handle.lookup(address || anyAddress[this.type], (error, ip) => {
    if (!state.handle) return;
    const result = error ? 0 : state.handle.bind(ip, port || 0, flagsOf(state));
    if (error || result !== 0) {
      state.bindState = UNBOUND;
      this.emit('error', error || new ExceptionWithHostPort(result, 'bind', ip, port));
    } else {
      startListening(this);
    }
  });
  return this;
};

// Checks an address that nobody is asked about.
function numeric(address, name, method) {
  validateString(address, name);
  if (require('internal/net/ip').isIP(address) === 0) {
    throw new codes.ERR_INVALID_ARG_VALUE(
      name, address, `must be a numeric IP address; ${method} does not perform DNS resolution`);
  }
  return address;
}

Socket.prototype.bindSync = function(options = {}) {
  validateObject(options, 'options');
  const state = open(this);
  if (state.bindState !== UNBOUND) throw new codes.ERR_SOCKET_ALREADY_BOUND();
  const port = validatePort(options.port ?? 0, 'options.port');
  const address = numeric(options.address ?? anyAddress[this.type], 'options.address', 'bindSync');
  const result = state.handle.bind(address, port, flagsOf(state));
  if (result !== 0) throw new ExceptionWithHostPort(result, 'bind', address, port);
  startReceiving(this);
  process.nextTick(() => {
    if (state.handle) this.emit('listening');
  });
  return this.address();
};

// Puts off what needs a bound socket.
function enqueue(socket, action) {
  const state = socket[kState];
  if (state.queue === undefined) {
    state.queue = [];
    const onError = () => {
      socket.removeListener('listening', onListening);
      state.queue = undefined;
    };
    const onListening = () => {
      socket.removeListener(EventEmitter.errorMonitor, onError);
      const { queue } = state;
      state.queue = undefined;
      for (const waiting of queue) waiting();
    };
    socket.once(EventEmitter.errorMonitor, onError);
    socket.once('listening', onListening);
  }
  state.queue.push(action);
}

// Runs the action once the socket is bound.
function whenBound(socket, action) {
  const state = open(socket);
  if (state.bindState === UNBOUND) socket.bind({ port: 0, exclusive: true }, null);
  if (state.bindState === BOUND) action();
  else enqueue(socket, action);
}

// ----- connecting -----

Socket.prototype.connect = function(port, address, callback) {
  port = validatePort(port, 'Port', false);
  if (typeof address === 'function') {
    callback = address;
    address = '';
  } else if (address === undefined) {
    address = '';
  }
  validateString(address, 'address');
  const state = this[kState];
  if (state.connectState !== DISCONNECTED) throw new codes.ERR_SOCKET_DGRAM_IS_CONNECTED();
  state.connectState = CONNECTING;
  whenBound(this, () => {
    if (callback) this.once('connect', callback);
    open(this).handle.lookup(address, (error, ip) => connected(this, error, ip, address, port, callback));
  });
};

function tryToConnect(state, ip, address, port) {
  if (state.sendBlockList?.check(ip, `ipv${require('internal/net/ip').isIP(ip)}`)) return new codes.ERR_IP_BLOCKED(ip);
  const result = state.handle.connect(ip, port);
  return result === 0 ? undefined : new ExceptionWithHostPort(result, 'connect', address, port);
}

function connected(socket, error, ip, address, port, callback) {
  const state = socket[kState];
  if (!state.handle) return;
  const failure = error || tryToConnect(state, ip, address, port);
  if (!failure) {
    state.connectState = CONNECTED;
    process.nextTick(() => socket.emit('connect'));
    return;
  }
  state.connectState = DISCONNECTED;
  process.nextTick(() => {
    if (callback) {
      socket.removeListener('connect', callback);
      callback(failure);
    } else {
      socket.emit('error', failure);
    }
  });
}

Socket.prototype.connectSync = function(port, address) {
  port = validatePort(port, 'Port', false);
  address = address === undefined ? loopback[this.type] : numeric(address, 'address', 'connectSync');
  const state = open(this);
  if (state.connectState !== DISCONNECTED) throw new codes.ERR_SOCKET_DGRAM_IS_CONNECTED();
  if (state.bindState === UNBOUND) this.bindSync();
  const failure = tryToConnect(state, address, address, port);
  if (failure) throw failure;
  state.connectState = CONNECTED;
  process.nextTick(() => {
    if (state.handle) this.emit('connect');
  });
  return this.remoteAddress();
};

Socket.prototype.disconnect = function() {
  const state = this[kState];
  if (state.connectState !== CONNECTED) throw new codes.ERR_SOCKET_DGRAM_NOT_CONNECTED();
  const result = state.handle.disconnect();
  if (result !== 0) throw errnoException(result, 'connect');
  state.connectState = DISCONNECTED;
};

require('internal/dgram/send').define(Socket.prototype, { CONNECTED, kState, open, whenBound });

Socket.prototype.close = function(callback) {
  if (typeof callback === 'function') this.on('close', callback);
  const state = this[kState];
  if (state.queue !== undefined) {
    state.queue.push(() => this.close());
    return this;
  }
  open(this);
  if (state.receiving) state.handle.recvStop();
  state.receiving = false;
  state.handle.close();
  state.handle = null;
  process.nextTick(() => this.emit('close'));
  return this;
};

Socket.prototype[Symbol.asyncDispose] = async function() {
  if (!this[kState].handle) return;
  const { promise, resolve } = Promise.withResolvers();
  this.close(resolve);
  await promise;
};

Socket.prototype.address = function() {
  const out = {};
  const result = open(this).handle.getsockname(out);
  if (result !== 0) throw errnoException(result, 'getsockname');
  return out;
};

Socket.prototype.remoteAddress = function() {
  const state = open(this);
  if (state.connectState !== CONNECTED) throw new codes.ERR_SOCKET_DGRAM_NOT_CONNECTED();
  const out = {};
  const result = state.handle.getpeername(out);
  if (result !== 0) throw errnoException(result, 'getpeername');
  return out;
};

require('internal/dgram/settings').define(Socket.prototype, open);

module.exports = { Socket };
