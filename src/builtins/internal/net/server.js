// net.Server: connections that somebody else asks for.
//
// listen.js makes the handle that they come from. Invariants: `_connections` counts the sockets whose `_server` this is;
// 'close' comes when the handle is closed and none of them is left.
'use strict';

const EventEmitter = require('events');
const { codes, ErrnoException, errnoException } = require('internal/errors');
const { validateNumber } = require('internal/validators');
const { owner } = require('internal/handles');
const hooks = require('internal/async_hooks');
const { isIP } = require('internal/net/ip');
const { Socket, kSetNoDelay } = require('internal/net/socket');

function Server(options, connectionListener) {
  if (!(this instanceof Server)) return new Server(options, connectionListener);
  EventEmitter.call(this);
  if (typeof options === 'function') {
    connectionListener = options;
    options = {};
  } else if (options == null || typeof options === 'object') {
    options = { ...options };
  } else {
    throw new codes.ERR_INVALID_ARG_TYPE('options', 'Object', options);
  }
  if (typeof connectionListener === 'function') this.on('connection', connectionListener);
  if (options.keepAliveInitialDelay !== undefined) {
    validateNumber(options.keepAliveInitialDelay, 'options.keepAliveInitialDelay');
    if (options.keepAliveInitialDelay < 0) options.keepAliveInitialDelay = 0;
  }
  if (options.highWaterMark !== undefined) {
    validateNumber(options.highWaterMark, 'options.highWaterMark');
    if (options.highWaterMark < 0) options.highWaterMark = undefined;
  }
  this._connections = 0;
  this[hooks.asyncIdSymbol] = -1;
  this._handle = null;
  this._usingWorkers = false;
  this._workers = [];
  this._unref = false;
  this._listeningId = 1;
  this.allowHalfOpen = options.allowHalfOpen || false;
  this.pauseOnConnect = Boolean(options.pauseOnConnect);
  this.noDelay = Boolean(options.noDelay);
  this.keepAlive = Boolean(options.keepAlive);
  this.keepAliveInitialDelay = ~~(options.keepAliveInitialDelay / 1000);
  this.highWaterMark = options.highWaterMark ?? require('stream').getDefaultHighWaterMark();
  if (options.blockList) {
    const { BlockList } = require('internal/net/block_list');
    if (!BlockList.isBlockList(options.blockList)) {
      throw new codes.ERR_INVALID_ARG_TYPE('options.blockList', 'net.BlockList', options.blockList);
    }
    this.blockList = options.blockList;
  }
}
Object.setPrototypeOf(Server.prototype, EventEmitter.prototype);
Object.setPrototypeOf(Server, EventEmitter);

const { prototype } = Server;

// Who a connection is between, for 'drop'.
function describe(handle) {
  const data = {};
  for (const [ask, side] of [['getsockname', 'local'], ['getpeername', 'remote']]) {
    if (!handle[ask]) continue;
    const name = {};
    handle[ask](name);
    data[`${side}Address`] = name.address;
    data[`${side}Port`] = name.port;
    data[`${side}Family`] = name.family;
  }
  return handle.getsockname ? data : undefined;
}

function isBlocked(server, handle) {
  if (!server.blockList || !handle.getpeername) return false;
  const peer = {};
  handle.getpeername(peer);
  const family = isIP(peer.address);
  return family !== 0 && server.blockList.check(peer.address, `ipv${family}`);
}

// The handle's `onconnection`.
function onconnection(errno, handle) {
  const server = this[owner];
  if (errno !== 0) {
    server.emit('error', errnoException(errno, 'accept'));
    return;
  }
  if (isBlocked(server, handle)) {
    handle.close();
    return;
  }
  if (server.maxConnections != null && server._connections >= server.maxConnections) {
    const data = describe(handle);
    handle.close();
    server.emit('drop', data);
    return;
  }
  const socket = new Socket({
    handle,
    allowHalfOpen: server.allowHalfOpen,
    pauseOnCreate: server.pauseOnConnect,
    readable: true,
    writable: true,
    readableHighWaterMark: server.highWaterMark,
    writableHighWaterMark: server.highWaterMark,
  });
  if (server.noDelay && handle.setNoDelay) {
    socket[kSetNoDelay] = true;
    handle.setNoDelay(true);
  }
  if (server.keepAlive) socket.setKeepAlive(true, server.keepAliveInitialDelay * 1000);
  server._connections++;
  socket.server = server;
  socket._server = server;
  server.emit('connection', socket);
  const { channel } = require('diagnostics_channel');
  const accepted = channel('net.server.socket');
  if (accepted.hasSubscribers) accepted.publish({ socket });
}

prototype.listen = function(...args) {
  return require('internal/net/listen').listen(this, args);
};

prototype._listen2 = function(address, port, addressType, backlog, fd, flags) {
  require('internal/net/listen').setUpHandle(this, address, port, addressType, backlog, fd, flags);
};

Object.defineProperty(prototype, 'listening', {
  __proto__: null,
  configurable: true,
  enumerable: true,
  get() {
    return Boolean(this._handle);
  },
});

prototype.address = function() {
  if (this._handle?.getsockname) {
    const out = {};
    const result = this._handle.getsockname(out);
    if (result !== 0) throw new ErrnoException(result, 'address');
    return out;
  }
  return this._pipeName || null;
};

prototype.getConnections = function(callback) {
  process.nextTick(callback, null, this._connections);
  return this;
};

prototype.close = function(callback) {
  if (typeof callback === 'function') {
    if (this._handle) this.once('close', callback);
    else this.once('close', () => callback(new codes.ERR_SERVER_NOT_RUNNING()));
  }
  if (this._handle) {
    this._handle.close();
    this._handle = null;
  }
  this._emitCloseIfDrained();
  return this;
};

prototype[Symbol.asyncDispose] = async function() {
  if (!this._handle) return;
  const { promise, resolve, reject } = Promise.withResolvers();
  this.close((error) => (error ? reject(error) : resolve()));
  await promise;
};

prototype._emitCloseIfDrained = function() {
  if (this._handle || this._connections > 0) return;
  process.nextTick((server) => server.emit('close'), this);
};

prototype[EventEmitter.captureRejectionSymbol] = function(error, event, socket) {
  if (event === 'connection') socket.destroy(error);
  else this.emit('error', error);
};

// Connections are counted by who accepts them: of other processes nothing is known here.
prototype._setupWorker = function(socketList) {
  this._usingWorkers = true;
  this._workers.push(socketList);
};

prototype.ref = function() {
  this._unref = false;
  this._handle?.ref();
  return this;
};

prototype.unref = function() {
  this._unref = true;
  this._handle?.unref();
  return this;
};

module.exports = { Server, onconnection };
