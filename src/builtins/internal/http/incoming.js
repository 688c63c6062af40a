// IncomingMessage: the request that a server reads, the response that a client reads.
//
// Headers stay the flat list of the parser (`rawHeaders`) until somebody asks for an object of them.
// A function and not a class: packages call it on objects of their own.
'use strict';

const { Readable } = require('stream');
const { joinField } = require('internal/http/joined_headers');

const kHeaders = Symbol('kHeaders');
const kHeadersCount = Symbol('kHeadersCount');
const kHeadersDistinct = Symbol('kHeadersDistinct');
const kTrailers = Symbol('kTrailers');
const kTrailersCount = Symbol('kTrailersCount');
const kTrailersDistinct = Symbol('kTrailersDistinct');
const kSignal = Symbol('kSignal');

function readStart(socket) {
  if (socket && !socket._paused && socket.readable) socket._handle?.readStart?.();
}

function readStop(socket) {
  socket?._handle?.readStop?.();
}

function IncomingMessage(socket) {
  const options = socket ? { highWaterMark: socket.readableHighWaterMark } : undefined;
  Readable.call(this, options);
  this._readableState.readingMore = true;
  this.socket = socket;
  this.httpVersionMajor = null;
  this.httpVersionMinor = null;
  this.httpVersion = null;
  this.complete = false;
  this[kHeaders] = null;
  this[kHeadersCount] = 0;
  this.rawHeaders = [];
  this[kTrailers] = null;
  this[kTrailersCount] = 0;
  this.rawTrailers = [];
  this.joinDuplicateHeaders = false;
  this.aborted = false;
  this.upgrade = null;
  // Of requests.
  this.url = '';
  this.method = null;
  // Of responses.
  this.statusCode = null;
  this.statusMessage = null;
  this.client = socket;
  this._consuming = false;
  this._dumped = false;
}
Object.setPrototypeOf(IncomingMessage.prototype, Readable.prototype);
Object.setPrototypeOf(IncomingMessage, Readable);

function asObject(raw, message, distinct) {
  const object = distinct ? { __proto__: null } : {};
  for (let i = 0; i < raw.length; i += 2) {
    const name = raw[i].toLowerCase();
    if (!distinct) joinField(object, name, raw[i + 1], message.joinDuplicateHeaders);
    else if (object[name] === undefined) object[name] = [raw[i + 1]];
    else object[name].push(raw[i + 1]);
  }
  return object;
}

// [name, where it is kept, where the list is, whether every value stands alone].
for (const [name, key, raw, distinct] of [
  ['headers', kHeaders, 'rawHeaders', false],
  ['headersDistinct', kHeadersDistinct, 'rawHeaders', true],
  ['trailers', kTrailers, 'rawTrailers', false],
  ['trailersDistinct', kTrailersDistinct, 'rawTrailers', true],
]) {
  Object.defineProperty(IncomingMessage.prototype, name, {
    __proto__: null,
    configurable: true,
    enumerable: false,
    get() {
      this[key] ??= asObject(this[raw], this, distinct);
      return this[key];
    },
    set(value) {
      this[key] = value;
    },
  });
}

Object.defineProperty(IncomingMessage.prototype, 'connection', {
  __proto__: null,
  configurable: true,
  enumerable: false,
  get() {
    return this.socket;
  },
  set(socket) {
    this.socket = socket;
  },
});

// Aborted when the message is torn down, or when its connection closes before it is read.
Object.defineProperty(IncomingMessage.prototype, 'signal', {
  __proto__: null,
  configurable: true,
  enumerable: false,
  get() {
    if (this[kSignal] === undefined) {
      const { AbortController } = require('internal/abort_controller');
      const controller = new AbortController();
      this[kSignal] = controller.signal;
      const abort = () => controller.abort();
      if (this.destroyed || this.socket?.destroyed) {
        abort();
      } else {
        this.socket?.once('close', abort);
        this.once('close', () => {
          this.socket?.removeListener('close', abort);
          if (!this.complete || this.errored) abort();
        });
      }
    }
    return this[kSignal];
  },
});

IncomingMessage.prototype.setTimeout = function setTimeout(msecs, callback) {
  if (callback) this.on('timeout', callback);
  this.socket.setTimeout(msecs);
  return this;
};

IncomingMessage.prototype._read = function _read() {
  if (!this._consuming) {
    this._readableState.readingMore = false;
    this._consuming = true;
  }
  // The parser pushes; only a connection that was held back must be let go.
  if (this.socket?.readable) readStart(this.socket);
};

IncomingMessage.prototype._destroy = function _destroy(error, callback) {
  if (!this.readableEnded || !this.complete) {
    this.aborted = true;
    this.emit('aborted');
  }
  // The connection belongs to the message only while the message is not whole.
  if (this.socket && !this.socket.destroyed && this.aborted) {
    this.socket.destroy(error);
    const done = (reason) => {
      if (reason?.code === 'ERR_STREAM_PREMATURE_CLOSE') reason = null;
      onError(this, error || reason, callback);
    };
    require('stream').finished(this.socket, { readable: true, writable: true }, done);
  } else {
    process.nextTick(onError, this, error, callback);
  }
};

// An abort that nobody listens for is no uncaught exception.
function onError(message, error, callback) {
  if (message.listenerCount('error') === 0) callback();
  else callback(error);
}

IncomingMessage.prototype._addHeaderLines = function _addHeaderLines(headers, count) {
  if (!headers?.length) return;
  const list = count < headers.length ? headers.slice(0, count) : headers;
  if (this.complete) {
    this.rawTrailers = list;
    this[kTrailersCount] = list.length;
    if (this[kTrailers]) this[kTrailers] = asObject(list, this, false);
  } else {
    this.rawHeaders = list;
    this[kHeadersCount] = list.length;
    if (this[kHeaders]) this[kHeaders] = asObject(list, this, false);
  }
};

IncomingMessage.prototype._addHeaderLine = function _addHeaderLine(field, value, target) {
  joinField(target, field.toLowerCase(), value, this.joinDuplicateHeaders);
};

IncomingMessage.prototype._addHeaderLineDistinct = function _addHeaderLineDistinct(field, value, target) {
  const name = field.toLowerCase();
  if (target[name]) target[name].push(value);
  else target[name] = [value];
};

IncomingMessage.prototype._dumpAndCloseReadable = function _dumpAndCloseReadable() {
  this._dumped = true;
  this._readableState.ended = true;
  this._readableState.endEmitted = true;
  this._readableState.destroyed = true;
  this._readableState.closed = true;
  this._readableState.closeEmitted = true;
};

// Nobody is going to read this message: what is left of it must pass.
IncomingMessage.prototype._dump = function _dump() {
  if (this._dumped) return;
  this._dumped = true;
  // 'data' listeners would make it flow to them.
  this.removeAllListeners('data');
  this.resume();
};

module.exports = { IncomingMessage, readStart, readStop };
