// process.stdout, process.stderr and process.stdin as streams, made when a program first asks for them.
//
// Output is written at once and completely, so nothing is lost when the process ends. The descriptors stay open: a
// stream that was destroyed can be written to again. Neighbour: `process/output`, for messages without streams.
'use strict';

const { Writable } = require('internal/streams/writable');
const native = internalBinding('process');

const isUtf8 = (encoding) => encoding === 'utf8' || encoding === 'buffer' || /^utf-?8$/i.test(encoding);

class SyncWriteStream extends Writable {
  constructor(fd) {
    super({ autoDestroy: true, decodeStrings: false });
    this.fd = fd;
    this.readable = false;
    this.autoClose = false;
  }

  _write(chunk, encoding, callback) {
    if (typeof chunk === 'string' && !isUtf8(encoding)) chunk = require('buffer').Buffer.from(chunk, encoding);
    const result = native.writeAll(this.fd, chunk);
    if (result < 0) callback(require('internal/errors').errnoException(result, 'write'));
    else callback();
  }
}

// In place of `_destroy`: all but the closing.
function pretendToDestroy(error, callback) {
  callback(error);
  this._undestroy();
  if (!this._writableState.emitClose) process.nextTick(() => this.emit('close'));
}

function openTerminal(fd) {
  const stream = new (require('tty').WriteStream)(fd);
  // It waits for nothing.
  stream._handle.unref();
  process.on('SIGWINCH', () => stream._refreshSize());
  return stream;
}

function makeOutput(fd) {
  const kind = native.fdKind(fd);
  const stream = kind === 'TTY' ? openTerminal(fd) : new SyncWriteStream(fd);
  stream._type = kind === 'TTY' ? 'tty' : kind === 'FILE' ? 'fs' : 'pipe';
  stream.fd = fd;
  stream._isStdio = true;
  stream.destroySoon = stream.destroy;
  stream._destroy = pretendToDestroy;
  return stream;
}

// ----- input -----

function openInput(kind) {
  if (kind === 'TTY') return new (require('tty').ReadStream)(0);
  if (kind === 'PIPE' || kind === 'TCP') {
    const { Socket } = require('net');
    const socket = new Socket({ fd: 0, readable: true, writable: false, manualStart: true });
    socket._type = 'pipe';
    return socket;
  }
  if (kind === 'FILE') return new (require('fs').ReadStream)(null, { fd: 0, autoClose: false });
  const nothing = new (require('stream').Readable)({ read() {} });
  nothing.push(null);
  return nothing;
}

function stopReading(stream) {
  const handle = stream._handle;
  if (!handle?.readStop) return;
  handle.reading = false;
  stream._readableState.reading = false;
  handle.readStop();
}

// Read only while somebody wants it: a program that pauses it, or never asks, can end.
function makeInput() {
  const stream = openInput(native.fdKind(0));
  stream.fd = 0;
  stopReading(stream);
  stream.on('pause', () => process.nextTick(() => {
    // The listener may have wanted more in the same turn.
    if (stream._handle?.reading && !stream.readableFlowing) stopReading(stream);
  }));
  return stream;
}

module.exports = { makeInput, makeOutput };
