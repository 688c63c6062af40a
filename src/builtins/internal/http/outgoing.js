// OutgoingMessage: what requests of clients and responses of servers have in common. A stream in the old style.
//
// What is written before there is a connection, or before it is this message's turn on it, waits in `outputData`.
// A function and not a class: packages call it on objects of their own.
'use strict';

const { Stream } = require('stream');
const { Buffer } = require('buffer');
const { codes } = require('internal/http/errors');
const { kOutHeaders, kUniqueHeaders, methods, parseUniqueHeadersOption } = require('internal/http/outgoing_headers');
const { hasInvalidChar, validateHeaderName, validateHeaderValue } = require('internal/http/text');

const kBytesWritten = Symbol('kBytesWritten');
const kNeedDrain = Symbol('kNeedDrain');
const kCorked = Symbol('corked');
const kChunkedBuffer = Symbol('kChunkedBuffer');
const kChunkedLength = Symbol('kChunkedLength');
const kSocket = Symbol('kSocket');
const kErrored = Symbol('errored');
const kHighWaterMark = Symbol('kHighWaterMark');
const kRejectNonStandardBodyWrites = Symbol('kRejectNonStandardBodyWrites');

const nop = () => {};
const CRLF = Buffer.from('\r\n');

function OutgoingMessage(options) {
  Stream.call(this);
  this.outputData = [];
  this.outputSize = 0;
  this.writable = true;
  this.destroyed = false;
  this._last = false;
  this.chunkedEncoding = false;
  this.shouldKeepAlive = true;
  this.maxRequestsOnConnectionReached = false;
  this._defaultKeepAlive = true;
  this.useChunkedEncodingByDefault = true;
  this.sendDate = false;
  this._removedConnection = false;
  this._removedContLen = false;
  this._removedTE = false;
  this.strictContentLength = false;
  this[kBytesWritten] = 0;
  this._contentLength = null;
  this._hasBody = true;
  this._trailer = '';
  this[kNeedDrain] = false;
  this.finished = false;
  this._headerSent = false;
  this[kCorked] = 0;
  this[kChunkedBuffer] = [];
  this[kChunkedLength] = 0;
  this._closed = false;
  this[kSocket] = null;
  this._header = null;
  this[kOutHeaders] = null;
  this._keepAliveTimeout = 0;
  this._onPendingData = nop;
  this[kErrored] = null;
  this[kHighWaterMark] = options?.highWaterMark ?? require('stream').getDefaultHighWaterMark();
  this[kRejectNonStandardBodyWrites] = options?.rejectNonStandardBodyWrites ?? false;
}
Object.setPrototypeOf(OutgoingMessage.prototype, Stream.prototype);
Object.setPrototypeOf(OutgoingMessage, Stream);
Object.assign(OutgoingMessage.prototype, methods);

const getters = {
  errored: (message) => message[kErrored],
  closed: (message) => message._closed,
  writableFinished: (message) => message.finished && message.outputSize === 0 &&
    (!message[kSocket] || message[kSocket].writableLength === 0),
  writableObjectMode: () => false,
  writableLength: (message) => message.outputSize + message[kChunkedLength] +
    (message[kSocket] ? message[kSocket].writableLength : 0),
  writableHighWaterMark: (message) => (message[kSocket] ? message[kSocket].writableHighWaterMark :
    message[kHighWaterMark]),
  writableCorked: (message) => message[kCorked],
  writableEnded: (message) => message.finished,
  writableNeedDrain: (message) => !message.destroyed && !message.finished && message[kNeedDrain],
  headersSent: (message) => Boolean(message._header),
};
for (const name in getters) {
  const get = getters[name];
  Object.defineProperty(OutgoingMessage.prototype, name, {
    __proto__: null, configurable: true, enumerable: name === 'headersSent',
    get() {
      return get(this);
    },
  });
}

Object.defineProperty(OutgoingMessage.prototype, 'socket', {
  __proto__: null, configurable: true, enumerable: false,
  get() {
    return this[kSocket];
  },
  set(socket) {
    for (let corks = this[kCorked]; corks > 0; corks--) {
      socket?.cork();
      this[kSocket]?.uncork();
    }
    this[kSocket] = socket;
  },
});
Object.defineProperty(OutgoingMessage.prototype, 'connection', {
  __proto__: null, configurable: true, enumerable: false,
  get() {
    return this[kSocket];
  },
  set(socket) {
    this.socket = socket;
  },
});

OutgoingMessage.prototype._isLenientHeaderValidation = function() {
  return false;
};

OutgoingMessage.prototype.cork = function cork() {
  this[kCorked]++;
  this[kSocket]?.cork();
};

OutgoingMessage.prototype.uncork = function uncork() {
  if (this[kCorked] === 0) return;
  this[kCorked]--;
  const hasRoom = this[kCorked] === 0 && this[kChunkedBuffer].length > 0 && sendHeld(this);
  // Only now, so that all of it is one write.
  this[kSocket]?.uncork();
  // The connection will tell nothing: it took all at once.
  if (hasRoom && this[kNeedDrain] && !this.finished && !this.destroyed) {
    this[kNeedDrain] = false;
    this.emit('drain');
  }
};

// What was written while it was corked, as one chunk.
function sendHeld(message) {
  const held = message[kChunkedBuffer];
  const size = `${message[kChunkedLength].toString(16)}\r\n`;
  message[kChunkedBuffer] = [];
  message[kChunkedLength] = 0;
  const callbacks = [];
  message._send(size, 'latin1', null);
  for (const [chunk, encoding, callback] of held) {
    message._send(chunk, encoding, null);
    if (callback !== nop) callbacks.push(callback);
  }
  return message._send(CRLF, null, (error) => callbacks.forEach((callback) => callback(error)));
}

OutgoingMessage.prototype.setTimeout = function setTimeout(msecs, callback) {
  if (callback) this.on('timeout', callback);
  if (this[kSocket]) this[kSocket].setTimeout(msecs);
  else this.once('socket', function socketSetTimeoutOnConnect(socket) { socket.setTimeout(msecs); });
  return this;
};

OutgoingMessage.prototype.destroy = function destroy(error) {
  if (this.destroyed) return this;
  this.destroyed = true;
  this[kErrored] = error;
  if (this[kSocket]) this[kSocket].destroy(error);
  else this.once('socket', function socketDestroyOnConnect(socket) { socket.destroy(error); });
  return this;
};

// Sends, with the head before it if that is still to come.
OutgoingMessage.prototype._send = function _send(data, encoding, callback, byteLength) {
  if (!this._headerSent && this._header !== null) {
    if (typeof data === 'string' && (encoding === 'utf8' || encoding === 'latin1' || !encoding)) {
      data = this._header + data;
    } else {
      const head = this._header;
      const first = this.outputData.length === 0 && this[kSocket]?._httpMessage === this;
      if (first) {
        this._headerSent = true;
        this._writeRaw(head, 'latin1', null);
        return this._writeRaw(data, encoding, callback);
      }
      this.outputData.unshift({ data: head, encoding: 'latin1', callback: null });
      this.outputSize += head.length;
      this._onPendingData(head.length);
    }
    this._headerSent = true;
  }
  return this._writeRaw(data, encoding, callback, byteLength);
};

OutgoingMessage.prototype._writeRaw = function _writeRaw(data, encoding, callback) {
  const socket = this[kSocket];
  // What nobody can get is dropped.
  if (socket?.destroyed) return false;
  if (typeof encoding === 'function') {
    callback = encoding;
    encoding = null;
  }
  if (socket && socket._httpMessage === this && socket.writable) {
    if (this.outputData.length > 0) this._flushOutput(socket);
    return socket.write(data, encoding, callback);
  }
  this.outputData.push({ data, encoding, callback });
  this.outputSize += data.length;
  this._onPendingData(data.length);
  return this.outputSize < this[kHighWaterMark];
};

OutgoingMessage.prototype._implicitHeader = function _implicitHeader() {
  throw new codes.ERR_METHOD_NOT_IMPLEMENTED('_implicitHeader()');
};

OutgoingMessage.prototype.write = function write(chunk, encoding, callback) {
  if (typeof encoding === 'function') {
    callback = encoding;
    encoding = null;
  }
  return writeBody(this, chunk, encoding, typeof callback === 'function' ? callback : nop, false);
};

function checkChunk(chunk) {
  if (chunk === null) throw new codes.ERR_STREAM_NULL_VALUES();
  if (typeof chunk !== 'string' && !require('internal/util/types').isUint8Array(chunk)) {
    throw new codes.ERR_INVALID_ARG_TYPE('chunk', ['string', 'Buffer', 'Uint8Array'], chunk);
  }
}

function lengthOf(chunk, encoding) {
  return typeof chunk === 'string' ? Buffer.byteLength(chunk, encoding) : chunk.byteLength;
}

function refused(message, error, callback) {
  if (message.destroyed) {
    process.nextTick(callback, error);
  } else {
    process.nextTick(tellRefusal, message, error, callback);
  }
  return false;
}

function tellRefusal(message, error, callback) {
  callback(error);
  if (typeof message.emit === 'function' && !message.destroyed) message.emit('error', error);
}

function writeBody(message, chunk, encoding, callback, isEnd) {
  checkChunk(chunk);
  if (typeof chunk === 'string' && encoding && !Buffer.isEncoding(encoding)) {
    throw new codes.ERR_UNKNOWN_ENCODING(encoding);
  }
  if (message.finished) return refused(message, new codes.ERR_STREAM_WRITE_AFTER_END(), callback);
  if (message.destroyed) return refused(message, new codes.ERR_STREAM_DESTROYED('write'), callback);
  if (message.strictContentLength) countStrictly(message, lengthOf(chunk, encoding), isEnd);
  if (!message._header) {
    if (isEnd) message._contentLength = lengthOf(chunk, encoding);
    message._implicitHeader();
  }
  if (!message._hasBody) {
    if (message[kRejectNonStandardBodyWrites]) throw new codes.ERR_HTTP_BODY_NOT_ALLOWED();
    process.nextTick(callback);
    return true;
  }
  const socket = message[kSocket];
  // What one turn writes goes out together, as one chunk.
  if (!isEnd && socket && !socket.writableCorked) {
    message.cork();
    process.nextTick(uncorkLater, message);
  }
  const hasRoom = message.chunkedEncoding && chunk.length !== 0 ?
    sendChunk(message, chunk, encoding, callback) : message._send(chunk, encoding, callback);
  if (!hasRoom) message[kNeedDrain] = true;
  return hasRoom;
}

function uncorkLater(message) {
  message.uncork();
}

function sendChunk(message, chunk, encoding, callback) {
  const length = lengthOf(chunk, encoding);
  if (message[kCorked] > 0) {
    message[kChunkedBuffer].push([chunk, encoding, callback]);
    message[kChunkedLength] += length;
    return message[kChunkedLength] < message[kHighWaterMark];
  }
  const size = `${length.toString(16)}\r\n`;
  if (typeof chunk === 'string' && (!encoding || encoding === 'utf8' || encoding === 'latin1')) {
    return message._send(`${size}${chunk}\r\n`, encoding, callback);
  }
  message._send(size, 'latin1', null);
  message._send(chunk, encoding, null);
  return message._send(CRLF, null, callback);
}

function isStrict(message) {
  return message.strictContentLength && message._contentLength > 0 && !message._removedContLen &&
    !message.chunkedEncoding && message._hasBody;
}

function countStrictly(message, length, isEnd) {
  const total = message[kBytesWritten] + length;
  if (isStrict(message) && (isEnd ? total !== message._contentLength : total > message._contentLength)) {
    throw new codes.ERR_HTTP_CONTENT_LENGTH_MISMATCH(total, message._contentLength);
  }
  message[kBytesWritten] = total;
}

OutgoingMessage.prototype.addTrailers = function addTrailers(headers) {
  this._trailer = '';
  const isList = Array.isArray(headers);
  for (const key of Object.keys(headers)) {
    const field = isList ? headers[key][0] : key;
    const value = isList ? headers[key][1] : headers[key];
    validateHeaderName(field, 'Trailer name');
    // Values stand alone unless they are said to be one.
    const apart = Array.isArray(value) && value.length > 1 && !this[kUniqueHeaders]?.has(field.toLowerCase());
    const values = apart ? value : [Array.isArray(value) ? value.join('; ') : value];
    for (const one of values) {
      if (hasInvalidChar(one, this._isLenientHeaderValidation())) {
        throw new codes.ERR_INVALID_CHAR('trailer content', field);
      }
      this._trailer += `${field}: ${one}\r\n`;
    }
  }
};

OutgoingMessage.prototype.end = function end(chunk, encoding, callback) {
  if (typeof chunk === 'function') {
    callback = chunk;
    chunk = null;
    encoding = null;
  } else if (typeof encoding === 'function') {
    callback = encoding;
    encoding = null;
  }
  if (this.finished && !chunk) {
    if (typeof callback === 'function') {
      if (!this.writableFinished) this.on('finish', callback);
      else callback(new codes.ERR_STREAM_ALREADY_FINISHED('end'));
    }
    return this;
  }
  const finish = (error) => finished(this, error);
  let isTold = false;
  if (chunk) {
    if (this.finished) {
      refused(this, new codes.ERR_STREAM_WRITE_AFTER_END(), typeof callback === 'function' ? callback : nop);
      return this;
    }
    checkChunk(chunk);
    if (this.destroyed) {
      writeBody(this, chunk, encoding, nop, true);
    } else if (this.chunkedEncoding || this.strictContentLength || !this._hasBody) {
      this[kSocket]?.cork();
      writeBody(this, chunk, encoding, nop, true);
    } else {
      isTold = endWithChunk(this, chunk, encoding, finish);
    }
  } else if (!this._header) {
    this[kSocket]?.cork();
    this._contentLength = 0;
    this._implicitHeader();
  }
  if (typeof callback === 'function') this.once('finish', callback);
  if (isStrict(this) && this[kBytesWritten] !== this._contentLength) {
    throw new codes.ERR_HTTP_CONTENT_LENGTH_MISMATCH(this[kBytesWritten], this._contentLength);
  }
  if (!isTold) sendEnd(this, chunk, finish);
  const socket = this[kSocket];
  if (socket) while (socket.writableCorked > 0) socket.uncork();
  if (this[kCorked] > 0) {
    this[kCorked] = 1;
    this.uncork();
  }
  this.finished = true;
  if (this.outputData.length === 0 && socket && socket._httpMessage === this) this._finish();
  return this;
};

// The whole body in one write, whose end is the end of the message. Whether that is so.
function endWithChunk(message, chunk, encoding, finish) {
  const isFirst = !message._header;
  if (isFirst) {
    message._contentLength = lengthOf(chunk, encoding);
    message._implicitHeader();
  }
  // The header may have said otherwise.
  if (!message._hasBody || message.chunkedEncoding) {
    message[kSocket]?.cork();
    writeBody(message, chunk, encoding, nop, true);
    return false;
  }
  if (typeof chunk !== 'string' && !message._headerSent) message[kSocket]?.cork();
  message._send(chunk, encoding, finish);
  return true;
}

function sendEnd(message, chunk, finish) {
  // What is held back goes before the end.
  if (message[kChunkedBuffer].length > 0) {
    message[kCorked] = 1;
    message.uncork();
  }
  if (message._hasBody && message.chunkedEncoding) {
    message._send(`0\r\n${message._trailer}\r\n`, 'latin1', finish);
  } else if (!message._headerSent || message.writableLength || chunk) {
    message._send('', 'latin1', finish);
  } else {
    process.nextTick(finish);
  }
}

function finished(message, error) {
  if (error || message[kSocket]?._hadError) return;
  message.emit('finish');
}

// All of the message is with the connection.
OutgoingMessage.prototype._finish = function _finish() {
  this.emit('prefinish');
};

// The connection has come, or has room again.
OutgoingMessage.prototype._flush = function _flush() {
  const socket = this[kSocket];
  if (!socket?.writable) return;
  const hasRoom = this._flushOutput(socket);
  if (this.finished) {
    this._finish();
  } else if (hasRoom && this[kNeedDrain]) {
    this[kNeedDrain] = false;
    this.emit('drain');
  }
};

OutgoingMessage.prototype._flushOutput = function _flushOutput(socket) {
  const { outputData } = this;
  if (outputData.length === 0) return undefined;
  let hasRoom;
  socket.cork();
  for (const { data, encoding, callback } of outputData) hasRoom = socket.write(data, encoding, callback);
  socket.uncork();
  this.outputData = [];
  this._onPendingData(-this.outputSize);
  this.outputSize = 0;
  return hasRoom;
};

OutgoingMessage.prototype.flushHeaders = function flushHeaders() {
  if (!this._header) this._implicitHeader();
  this._send('');
};

OutgoingMessage.prototype.pipe = function pipe() {
  this.emit('error', new codes.ERR_STREAM_CANNOT_PIPE());
};

OutgoingMessage.prototype[Symbol.for('nodejs.rejection')] = function(error) {
  this.destroy(error);
};

module.exports = {
  OutgoingMessage,
  kCorked,
  kErrored,
  kHighWaterMark,
  kNeedDrain,
  kSocket,
  kUniqueHeaders,
  parseUniqueHeadersOption,
  validateHeaderName,
  validateHeaderValue,
};
