// net.Socket: a Duplex on a TCP socket or a pipe.
//
// connect.js connects it; what moves through it is in transfer.js. Invariant: without a handle the socket is not
// connected and not connecting by itself (a lookup may be under way); the handle is closed once, by `_destroy`.
'use strict';

const { Duplex } = require('stream');
const { codes, errnoException, genericNodeError } = require('internal/errors');
const { validateInt32, validateNumber } = require('internal/validators');
const { owner } = require('internal/handles');
const hooks = require('internal/async_hooks');
const timeouts = require('internal/net/timeouts');
const transfer = require('internal/net/transfer');
const { kTimeout } = timeouts;
const { kBuffer, kBufferCallback, kLastWriteQueueSize, kNextBuffer } = transfer;

const kHandle = Symbol('kHandle');
const kSetNoDelay = Symbol('kSetNoDelay');
const kSetKeepAlive = Symbol('kSetKeepAlive');
const kSetKeepAliveInitialDelay = Symbol('kSetKeepAliveInitialDelay');
const kSetTOS = Symbol('kSetTOS');
const kBytesRead = Symbol('kBytesRead');
const kBytesWritten = Symbol('kBytesWritten');

function noop() {}

// A handle for what is open by this number.
function handleFor(fd, isServer) {
  validateInt32(fd, 'fd', 0);
  const { Pipe, TCP, constants } = require('internal/handles');
  const use = isServer ? constants.SERVER : constants.SOCKET;
  const kind = internalBinding('process').fdKind(fd);
  if (kind === 'PIPE') return new Pipe(use);
  if (kind === 'TCP') return new TCP(use);
  throw new codes.ERR_INVALID_FD_TYPE(kind);
}

function Socket(options) {
  if (!(this instanceof Socket)) return new Socket(options);
  options = typeof options === 'number' ? { fd: options } : { ...options };
  for (const name of ['objectMode', 'readableObjectMode', 'writableObjectMode']) {
    if (options[name]) throw new codes.ERR_INVALID_ARG_VALUE(`options.${name}`, options[name], 'is not supported');
  }
  checkOptions(options);
  this.connecting = false;
  this[hooks.asyncIdSymbol] = -1;
  this._hadError = false;
  this[kHandle] = null;
  this._parent = null;
  this._host = null;
  this[kLastWriteQueueSize] = 0;
  this[kTimeout] = null;
  this[kBuffer] = null;
  this[kBufferCallback] = null;
  this[kNextBuffer] = null;
  this._closeAfterHandlingError = false;

  options.allowHalfOpen = Boolean(options.allowHalfOpen);
  // 'close' comes once the handle is closed.
  options.emitClose = false;
  options.autoDestroy = true;
  options.decodeStrings = false;
  Duplex.call(this, options);

  if (options.handle) adopt(this, options.handle);
  else if (options.fd !== undefined) open(this, options.fd);
  takeOnread(this, options.onread);
  this.on('end', onReadableStreamEnd);
  attach(this);
  this._pendingData = null;
  this._pendingEncoding = '';
  this.server = null;
  this._server = null;
  this[kSetNoDelay] = Boolean(options.noDelay);
  this[kSetKeepAlive] = Boolean(options.keepAlive);
  this[kSetKeepAliveInitialDelay] = ~~(options.keepAliveInitialDelay / 1000);
  this[kSetTOS] = options.typeOfService;
  this[kBytesRead] = 0;
  this[kBytesWritten] = 0;
  if (options.blockList) this.blockList = options.blockList;
  if (this._handle) begin(this, options);
}
Object.setPrototypeOf(Socket.prototype, Duplex.prototype);
Object.setPrototypeOf(Socket, Duplex);

function checkOptions(options) {
  if (options.keepAliveInitialDelay !== undefined) {
    validateNumber(options.keepAliveInitialDelay, 'options.keepAliveInitialDelay');
    if (options.keepAliveInitialDelay < 0) options.keepAliveInitialDelay = 0;
  }
  if (options.typeOfService !== undefined) validateInt32(options.typeOfService, 'options.typeOfService', 0, 255);
  if (options.blockList) {
    const { BlockList } = require('internal/net/block_list');
    if (!BlockList.isBlockList(options.blockList)) {
      throw new codes.ERR_INVALID_ARG_TYPE('options.blockList', 'net.BlockList', options.blockList);
    }
  }
}

function adopt(socket, handle) {
  const { BoundSocket, consume } = require('internal/net/bound_socket');
  socket._handle = handle instanceof BoundSocket ? consume(handle) : handle;
  socket[hooks.asyncIdSymbol] = socket._handle.getAsyncId?.() ?? -1;
}

function open(socket, fd) {
  socket._handle = handleFor(fd, false);
  const result = socket._handle.open(fd);
  if (result !== 0) throw errnoException(result, 'open');
  socket[hooks.asyncIdSymbol] = socket._handle.getAsyncId();
  if ((fd === 1 || fd === 2) && process.platform === 'win32') {
    const blocking = socket._handle.setBlocking(true);
    if (blocking !== 0) throw errnoException(blocking, 'setBlocking');
  }
}

function isBuffer(value) {
  return ArrayBuffer.isView(value) && require('internal/util/types').isUint8Array(value);
}

function takeOnread(socket, option) {
  if (option === null || typeof option !== 'object' || typeof option.callback !== 'function') return;
  if (typeof option.buffer === 'function') {
    socket[kBuffer] = option.buffer();
    socket[kNextBuffer] = option.buffer;
  } else if (isBuffer(option.buffer)) {
    socket[kBuffer] = option.buffer;
  } else {
    return;
  }
  socket[kBufferCallback] = option.callback;
}

// The socket and its handle know each other.
function attach(socket) {
  socket._undestroy();
  socket._sockname = null;
  const handle = socket._handle;
  if (!handle) return;
  handle[owner] = socket;
  handle.onread = transfer.onread;
  if (socket[kBuffer]) handle.limitReads?.(socket[kBuffer].byteLength);
}

// What a socket with a handle from the start begins with.
function begin(socket, options) {
  if (options.handle || options.fd !== undefined) applySettings(socket);
  if (options.readable === false || options.manualStart) return;
  if (options.pauseOnCreate) {
    socket._handle.reading = false;
    socket._handle.readStop();
    socket.readableFlowing = false;
  } else {
    socket.read(0);
  }
}

// What was set before there was a connection.
function applySettings(socket) {
  const handle = socket._handle;
  if (socket[kSetNoDelay] && handle.setNoDelay) handle.setNoDelay(true);
  if (socket[kSetKeepAlive] && handle.setKeepAlive) handle.setKeepAlive(true, socket[kSetKeepAliveInitialDelay]);
  if (socket[kSetTOS] !== undefined && handle.setTypeOfService) handle.setTypeOfService(socket[kSetTOS]);
}

// The other side has ended: without allowHalfOpen nobody hears what is still written.
function onReadableStreamEnd() {
  if (!this.allowHalfOpen) this.write = writeAfterEnd;
}

function writeAfterEnd(chunk, encoding, callback) {
  if (!this.writableEnded) return Reflect.apply(Duplex.prototype.write, this, arguments);
  if (typeof encoding === 'function') callback = encoding;
  const error = genericNodeError('This socket has been ended by the other party', { code: 'EPIPE' });
  if (typeof callback === 'function') process.nextTick(callback, error);
  this.destroy(error);
  return false;
}

const { prototype } = Socket;
const define = (name, descriptor) => Object.defineProperty(prototype, name, { __proto__: null, ...descriptor });

prototype._unrefTimer = function() {
  timeouts.refresh(this);
};

prototype._final = function(callback) {
  if (this.connecting) {
    this.once('connect', () => this._final(callback));
  } else if (!this._handle) {
    callback();
  } else {
    transfer.shutdown(this, callback);
  }
};

prototype.setTimeout = timeouts.setTimeout;

prototype._onTimeout = function() {
  // A write under way that got on is no silence.
  const handle = this._handle;
  const before = this[kLastWriteQueueSize];
  if (before > 0 && handle) {
    const size = handle.writeQueueSize;
    if (before !== size) {
      this[kLastWriteQueueSize] = size;
      this._unrefTimer();
      return;
    }
  }
  this.emit('timeout');
};

prototype.setNoDelay = function(enable) {
  enable = enable === undefined ? true : Boolean(enable);
  if (!this._handle) {
    this[kSetNoDelay] = enable;
  } else if (this._handle.setNoDelay && enable !== this[kSetNoDelay]) {
    this[kSetNoDelay] = enable;
    this._handle.setNoDelay(enable);
  }
  return this;
};

prototype.setKeepAlive = function(enable, initialDelayMsecs) {
  enable = Boolean(enable);
  const seconds = ~~(initialDelayMsecs / 1000);
  if (!this._handle) {
    this[kSetKeepAlive] = enable;
    this[kSetKeepAliveInitialDelay] = seconds;
  } else if (this._handle.setKeepAlive &&
             (enable !== this[kSetKeepAlive] || (enable && seconds !== this[kSetKeepAliveInitialDelay]))) {
    this[kSetKeepAlive] = enable;
    this[kSetKeepAliveInitialDelay] = seconds;
    this._handle.setKeepAlive(enable, seconds);
  }
  return this;
};

prototype.setTypeOfService = function(tos) {
  if (Number.isNaN(tos)) throw new codes.ERR_INVALID_ARG_TYPE('tos', 'number', tos);
  validateInt32(tos, 'tos', 0, 255);
  if (!this._handle) {
    this[kSetTOS] = tos;
  } else if (this._handle.setTypeOfService && tos !== this[kSetTOS]) {
    this[kSetTOS] = tos;
    const result = this._handle.setTypeOfService(tos);
    // Windows has no such thing.
    if (result !== 0 && process.platform !== 'win32') throw errnoException(result, 'setTypeOfService');
  }
  return this;
};

prototype.getTypeOfService = function() {
  const handle = this._handle;
  if (!handle) return this[kSetTOS] ?? 0;
  if (!handle.getTypeOfService) return this[kSetTOS] ?? 0;
  const result = handle.getTypeOfService();
  if (typeof result === 'number' && result < 0) throw errnoException(result, 'getTypeOfService');
  return result;
};

prototype.address = function() {
  return this._getsockname();
};

define('_connecting', {
  get() {
    return this.connecting;
  },
});
define('pending', {
  get() {
    return !this._handle || this.connecting;
  },
  configurable: true,
});
define('readyState', {
  get() {
    if (this.connecting) return 'opening';
    if (this.readable) return this.writable ? 'open' : 'readOnly';
    return this.writable ? 'writeOnly' : 'closed';
  },
});
define('bufferSize', {
  get() {
    return this._handle ? this.writableLength : undefined;
  },
});

prototype._read = function(size) {
  if (this.connecting || !this._handle) this.once('connect', () => this._read(size));
  else if (!this._handle.reading) transfer.startReading(this);
};

prototype.end = function(data, encoding, callback) {
  Duplex.prototype.end.call(this, data, encoding, callback);
  return this;
};

prototype.resetAndDestroy = function() {
  const handle = this._handle;
  if (!handle) {
    this.destroy(new codes.ERR_SOCKET_CLOSED());
  } else if (!(handle instanceof require('internal/handles').TCP)) {
    throw new codes.ERR_INVALID_HANDLE_TYPE();
  } else if (this.connecting) {
    this.once('connect', () => this._reset());
  } else {
    this._reset();
  }
  return this;
};

// With a buffer of the program's, reading does not wait for somebody to read.
const readsByItself = (socket) => socket[kBuffer] && !socket.connecting && socket._handle;

prototype.pause = function() {
  if (readsByItself(this) && this._handle.reading) transfer.stopReading(this);
  return Duplex.prototype.pause.call(this);
};

prototype.resume = function() {
  if (readsByItself(this) && !this._handle.reading) transfer.startReading(this);
  return Duplex.prototype.resume.call(this);
};

prototype.read = function(size) {
  if (readsByItself(this) && !this._handle.reading) transfer.startReading(this);
  return Duplex.prototype.read.call(this, size);
};

prototype.destroySoon = function() {
  if (this.writable) this.end();
  if (this.writableFinished) this.destroy();
  else this.once('finish', this.destroy);
};

prototype._destroy = function(exception, callback) {
  this.connecting = false;
  timeouts.clearAll(this);
  const handle = this._handle;
  if (handle) {
    const hadError = Boolean(exception);
    this[kBytesRead] = handle.bytesRead;
    this[kBytesWritten] = handle.bytesWritten;
    if (this.resetAndClosing) {
      this.resetAndClosing = false;
      const result = handle.reset(() => this.emit('close', hadError));
      if (result !== 0) this.emit('error', errnoException(result, 'reset'));
    } else if (this._closeAfterHandlingError) {
      // The connection was never handed out: its error is told first.
      queueMicrotask(() => closeHandle(this, handle, hadError, true));
    } else {
      closeHandle(this, handle, hadError, false);
    }
    if (!this._closeAfterHandlingError) release(this, handle);
    callback(exception);
  } else {
    callback(exception);
    process.nextTick((socket) => socket.emit('close'), this);
  }
  const server = this._server;
  if (server) {
    server._connections--;
    server._emitCloseIfDrained?.();
  }
};

function release(socket, handle) {
  handle.onread = noop;
  socket._handle = null;
  socket._sockname = null;
}

function closeHandle(socket, handle, hadError, isLate) {
  handle.close(() => socket.emit('close', hadError));
  if (isLate) release(socket, handle);
}

prototype._reset = function() {
  this.resetAndClosing = true;
  return this.destroy();
};

// ----- addresses -----

prototype._getpeername = function() {
  const handle = this._handle;
  if (!handle?.getpeername || this.connecting) return this._peername || {};
  if (!this._peername) {
    const peername = {};
    if (handle.getpeername(peername) !== 0) return peername;
    this._peername = peername;
  }
  return this._peername;
};

prototype._getsockname = function() {
  if (!this._handle?.getsockname) return {};
  if (!this._sockname) {
    this._sockname = {};
    this._handle.getsockname(this._sockname);
  }
  return this._sockname;
};

function enumerableGetters(getters) {
  for (const name of Object.keys(getters)) {
    const { get } = Object.getOwnPropertyDescriptor(getters, name);
    define(name, { get, enumerable: true });
  }
}

enumerableGetters({
  get bytesRead() {
    return this._handle ? this._handle.bytesRead : this[kBytesRead];
  },
  get remoteAddress() {
    return this._getpeername().address;
  },
  get remoteFamily() {
    return this._getpeername().family;
  },
  get remotePort() {
    return this._getpeername().port;
  },
  get localAddress() {
    return this._getsockname().address;
  },
  get localPort() {
    return this._getsockname().port;
  },
  get localFamily() {
    return this._getsockname().family;
  },
  get _bytesDispatched() {
    return this._handle ? this._handle.bytesWritten : this[kBytesWritten];
  },
  get bytesWritten() {
    const waiting = this.writableBuffer;
    if (!waiting) return undefined;
    let bytes = this._bytesDispatched;
    const count = (chunk, encoding) => {
      bytes += typeof chunk === 'string' ? require('buffer').Buffer.byteLength(chunk, encoding) : chunk.byteLength;
    };
    for (const { chunk, encoding } of waiting) count(chunk, encoding);
    const data = this._pendingData;
    if (Array.isArray(data)) for (const { chunk, encoding } of data) count(chunk, encoding);
    else if (data) count(data, this._pendingEncoding);
    return bytes;
  },
});

// ----- writing -----

prototype._writeGeneric = function(isList, data, encoding, callback) {
  if (this.connecting) {
    this._pendingData = data;
    this._pendingEncoding = encoding;
    const onClose = () => callback(new codes.ERR_SOCKET_CLOSED_BEFORE_CONNECTION());
    this.once('connect', function onConnect() {
      this.off('close', onClose);
      this._writeGeneric(isList, data, encoding, callback);
    });
    this.once('close', onClose);
    return false;
  }
  this._pendingData = null;
  this._pendingEncoding = '';
  if (!this._handle) {
    callback(new codes.ERR_SOCKET_CLOSED());
    return false;
  }
  this._unrefTimer();
  if (isList) transfer.writeAll(this, data, callback);
  else transfer.write(this, data, encoding, callback);
  return undefined;
};

prototype._writev = function(pieces, callback) {
  this._writeGeneric(true, pieces, '', callback);
};

prototype._write = function(data, encoding, callback) {
  this._writeGeneric(false, data, encoding, callback);
};

// ----- connecting -----

prototype.connect = function(...args) {
  return require('internal/net/connect').connectSocket(this, args);
};

prototype.ref = function() {
  if (!this._handle) this.once('connect', this.ref);
  else this._handle.ref?.();
  return this;
};

prototype.unref = function() {
  if (!this._handle) this.once('connect', this.unref);
  else this._handle.unref?.();
  return this;
};

define('_handle', {
  get() {
    return this[kHandle];
  },
  set(handle) {
    this[kHandle] = handle;
  },
});

module.exports = { Socket, applySettings, attach, handleFor, kSetNoDelay, kTimeout };
