// stdin of a child: what goes into a pipe.
//
// Has what programs use of a Writable: write, end, destroy, cork, and the events 'drain', 'finish', 'close', 'error'.
// The stream classes themselves are another module's matter.
'use strict';

const EventEmitter = require('events');
const { codes, errnoException } = require('internal/errors');

const HIGH_WATER_MARK = 65536;

function bytesOf(chunk, encoding) {
  const { Buffer } = require('buffer');
  if (typeof chunk === 'string') {
    if (encoding !== 'buffer' && !Buffer.isEncoding(encoding)) throw new codes.ERR_UNKNOWN_ENCODING(encoding);
    return Buffer.from(chunk, encoding === 'buffer' ? 'utf8' : encoding);
  }
  if (ArrayBuffer.isView(chunk)) return chunk;
  if (chunk === null) throw new codes.ERR_STREAM_NULL_VALUES();
  throw new codes.ERR_INVALID_ARG_TYPE('chunk', ['string', 'Buffer', 'TypedArray', 'DataView'], chunk);
}

class ChildInput extends EventEmitter {
  writable = true;
  writableEnded = false;
  writableFinished = false;
  writableLength = 0;
  writableNeedDrain = false;
  destroyed = false;
  closed = false;
  #encoding = 'utf8';
  #corked = 0;
  // Writes that wait for the end of `cork`.
  #held = [];

  constructor(pipe) {
    super();
    this._handle = pipe;
  }

  write(chunk, encoding, callback) {
    if (typeof encoding === 'function') {
      callback = encoding;
      encoding = undefined;
    }
    callback ??= () => {};
    const bytes = bytesOf(chunk, encoding || this.#encoding);
    if (this.writableEnded || this.destroyed) {
      const error = this.writableEnded ? new codes.ERR_STREAM_WRITE_AFTER_END() : new codes.ERR_STREAM_DESTROYED('write');
      process.nextTick(callback, error);
      // A destroyed stream tells only who wrote.
      if (this.writableEnded) this.destroy(error);
      return false;
    }
    this.writableLength += bytes.byteLength;
    if (this.#corked > 0) this.#held.push([bytes, callback]);
    else this.#send(bytes, callback);
    const hasRoom = this.writableLength < HIGH_WATER_MARK;
    if (!hasRoom) this.writableNeedDrain = true;
    return hasRoom;
  }

  #send(bytes, callback) {
    const request = { oncomplete: (errno) => this.#sent(bytes.byteLength, errno, callback) };
    const result = this._handle.writeBuffer(request, bytes);
    if (result < 0 || !request.async) process.nextTick(request.oncomplete, result);
  }

  #sent(length, errno, callback) {
    this.writableLength -= length;
    if (errno < 0) {
      const error = this.destroyed ? new codes.ERR_STREAM_DESTROYED('write') : errnoException(errno, 'write');
      callback(error);
      this.destroy(error);
      return;
    }
    callback(null);
    if (this.writableNeedDrain && this.writableLength === 0 && !this.writableEnded && !this.destroyed) {
      this.writableNeedDrain = false;
      this.emit('drain');
    }
  }

  end(chunk, encoding, callback) {
    if (typeof chunk === 'function') {
      callback = chunk;
      chunk = undefined;
    } else if (typeof encoding === 'function') {
      callback = encoding;
      encoding = undefined;
    }
    if (chunk !== undefined && chunk !== null) this.write(chunk, encoding);
    if (this.#corked > 0) {
      this.#corked = 1;
      this.uncork();
    }
    if (this.writableEnded || this.destroyed) {
      if (typeof callback === 'function') {
        const error = this.writableFinished ? new codes.ERR_STREAM_ALREADY_FINISHED('end') :
          this.destroyed ? new codes.ERR_STREAM_DESTROYED('end') : null;
        if (error === null) this.once('finish', callback);
        else process.nextTick(callback, error);
      }
      return this;
    }
    this.writableEnded = true;
    this.writable = false;
    if (typeof callback === 'function') this.once('finish', () => callback());
    const result = this._handle.shutdown({ oncomplete: (errno) => this.#finished(errno) });
    if (result < 0) process.nextTick(() => this.#finished(result));
    return this;
  }

  #finished(errno) {
    if (this.destroyed) return;
    // The other side may have closed the pipe already.
    if (errno < 0 && errno !== internalBinding('uv').UV_ENOTCONN) {
      this.destroy(errnoException(errno, 'shutdown'));
      return;
    }
    this.writableFinished = true;
    this.emit('finish');
    this.destroy();
  }

  cork() {
    this.#corked++;
  }

  uncork() {
    if (this.#corked === 0 || --this.#corked > 0) return;
    const held = this.#held;
    this.#held = [];
    if (this.destroyed) return;
    for (const [bytes, callback] of held) this.#send(bytes, callback);
  }

  setDefaultEncoding(encoding) {
    if (!require('buffer').Buffer.isEncoding(encoding)) throw new codes.ERR_UNKNOWN_ENCODING(encoding);
    this.#encoding = encoding;
    return this;
  }

  destroy(error) {
    if (this.destroyed) return this;
    this.destroyed = true;
    this.writable = false;
    this._handle.close(() => {
      this._handle = null;
      this.closed = true;
      if (error) this.emit('error', error);
      this.emit('close', Boolean(error));
    });
    return this;
  }

  destroySoon() {
    if (!this.writableEnded) this.end();
  }

  // The descriptor now belongs to another child as well.
  lend() {
    this.isLent = true;
  }

  ref() {
    this._handle?.ref();
    return this;
  }

  unref() {
    this._handle?.unref();
    return this;
  }

  get writableCorked() {
    return this.#corked;
  }

  get writableHighWaterMark() {
    return HIGH_WATER_MARK;
  }

  get writableObjectMode() {
    return false;
  }
}

module.exports = { ChildInput };
