// What moves between a stream and its handle: reading, writing, and the end of both.
//
// The stream is the handle's `[owner]`. Neighbours: socket.js, and other streams on handles (terminals).
'use strict';

const { errnoException } = require('internal/errors');
const { owner } = require('internal/handles');
const timeouts = require('internal/net/timeouts');
const { UV_EOF, UV_ENOTCONN } = internalBinding('uv');

const kLastWriteQueueSize = Symbol('lastWriteQueueSize');
// The option `onread`: the buffer that is read into, what makes the next one, and what hears of it.
const kBuffer = Symbol('kBuffer');
const kBufferCallback = Symbol('kBufferCb');
const kNextBuffer = Symbol('kBufferGen');

// ----- reading -----

function startReading(stream) {
  const handle = stream._handle;
  handle.reading = true;
  const result = handle.readStart();
  if (result !== 0) stream.destroy(errnoException(result, 'read'));
}

function stopReading(stream) {
  const handle = stream._handle;
  handle.reading = false;
  if (stream.destroyed) return;
  const result = handle.readStop();
  if (result !== 0) stream.destroy(errnoException(result, 'read'));
}

// Hands the content over in the program's own buffer; whether it wants more.
function fillBuffer(stream, handle, content) {
  const buffer = stream[kBuffer];
  new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength).set(content);
  const wantsMore = stream[kBufferCallback](content.length, buffer) !== false;
  const next = stream[kNextBuffer]?.();
  if (next !== undefined && next !== null) {
    stream[kBuffer] = next;
    handle.limitReads(next.byteLength);
  }
  return wantsMore;
}

// A handle's `onread`.
function onread(count, content) {
  const stream = this[owner];
  timeouts.refresh(stream);
  if (count > 0) {
    if (stream.destroyed) return;
    const wantsMore = stream[kBuffer] ? fillBuffer(stream, this, content) : stream.push(content);
    if (!wantsMore && stream._handle === this) stopReading(stream);
  } else if (count !== UV_EOF) {
    stream.destroy(errnoException(count, 'read'));
  } else if (!stream._readableState.endEmitted) {
    stream.push(null);
    stream.read(0);
  }
}

// ----- writing -----

// The request for a write or a shutdown; `callback` hears of its end.
class Request {
  constructor(stream, handle, callback) {
    this.handle = handle;
    this.stream = stream;
    this.callback = callback;
    this.async = false;
    this.bytes = 0;
  }
}

class WriteRequest extends Request {
  oncomplete(status) {
    const { stream, callback } = this;
    if (stream.destroyed) {
      callback(null);
    } else if (status < 0) {
      callback(errnoException(status, 'write'));
    } else {
      timeouts.refresh(stream);
      stream[kLastWriteQueueSize] = 0;
      callback(null);
    }
  }
}

class ShutdownRequest extends Request {
  oncomplete() {
    this.callback();
  }
}

function writeText(handle, request, text, encoding) {
  switch (encoding) {
    case 'utf8':
    case 'utf-8': return handle.writeUtf8String(request, text);
    case 'latin1':
    case 'binary': return handle.writeLatin1String(request, text);
    case 'ascii': return handle.writeAsciiString(request, text);
    case 'ucs2':
    case 'ucs-2':
    case 'utf16le':
    case 'utf-16le': return handle.writeUcs2String(request, text);
    default: return handle.writeBuffer(request, require('buffer').Buffer.from(text, encoding));
  }
}

// The end of a write that the handle has taken or refused.
function dispatched(stream, request, result, callback) {
  if (result !== 0) {
    callback(errnoException(result, 'write'));
  } else if (request.async) {
    stream[kLastWriteQueueSize] = request.bytes;
  } else {
    callback();
  }
}

function write(stream, content, encoding, callback) {
  const handle = stream._handle;
  const request = new WriteRequest(stream, handle, callback);
  const result = typeof content === 'string' && encoding !== 'buffer' ?
    writeText(handle, request, content, encoding) : handle.writeBuffer(request, content);
  dispatched(stream, request, result, callback);
  return request;
}

// `pieces` are the members of a Writable's buffer.
function writeAll(stream, pieces, callback) {
  const handle = stream._handle;
  const request = new WriteRequest(stream, handle, callback);
  const areBuffers = pieces.allBuffers === true;
  const chunks = areBuffers ? pieces.map((piece) => piece.chunk) :
    pieces.flatMap((piece) => [piece.chunk, piece.encoding]);
  dispatched(stream, request, handle.writev(request, chunks, areBuffers), callback);
  return request;
}

// Tells the other side that nothing more comes.
function shutdown(stream, callback) {
  const result = stream._handle.shutdown(new ShutdownRequest(stream, stream._handle, callback));
  if (result === UV_ENOTCONN) callback();
  else if (result !== 0) callback(errnoException(result, 'shutdown'));
}

module.exports = { kBuffer, kBufferCallback, kLastWriteQueueSize, kNextBuffer, onread, shutdown, startReading, stopReading,
                   write, writeAll };
