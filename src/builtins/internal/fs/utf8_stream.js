// fs.Utf8Stream: writing text (or Buffers) to a file in large pieces, also synchronously: for logs.
//
// Invariant: pieces are written in their order, one write at a time; `#writing` is true while a write or an opening is
// under way, and whoever ends that looks at what waits (#next).
'use strict';

const { EventEmitter } = require('events');
const nodePath = require('path');
const fs = require('fs');
const { codes } = require('internal/errors');
const validators = require('internal/validators');

const WRITE_SIZE = 16 * 1024;
// What write() answers: whether less than this waits.
const MARK = WRITE_SIZE + 3;
const RETRY_DELAY = 100;

function sleep(milliseconds) {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

class Utf8Stream extends EventEmitter {
  #fs;
  #fd = -1;
  #file = null;
  #mode;
  #options;
  // Pieces of at most `maxWrite`, and the one that is being written.
  #pieces = [];
  #current;
  #length = 0;
  #writing = false;
  #opening = false;
  #ending = false;
  #reopening = false;
  #destroyed = false;
  #drainScheduled = false;
  #timer;

  constructor(options = {}) {
    validators.validateObject(options, 'options');
    const {
      fd, dest, minLength = 0, maxLength = 0, maxWrite = WRITE_SIZE, periodicFlush = 0, sync = false, append = true,
      mkdir = false, fsync = false, contentMode = 'utf8', mode, retryEAGAIN = () => true, fs: functions = fs,
    } = options;
    const target = fd ?? dest;
    if (typeof target !== 'number' && typeof target !== 'string') {
      throw new codes.ERR_INVALID_ARG_TYPE('fd', ['number', 'string'], target);
    }
    for (const [name, value] of Object.entries({ minLength, maxLength, maxWrite, periodicFlush })) {
      validators.validateUint32(value, `options.${name}`);
    }
    for (const [name, value] of Object.entries({ sync, append, mkdir, fsync })) {
      validators.validateBoolean(value, `options.${name}`);
    }
    validators.validateOneOf(contentMode, 'options.contentMode', ['buffer', 'utf8']);
    validators.validateFunction(retryEAGAIN, 'options.retryEAGAIN');
    if (minLength >= maxWrite) {
      const error = new RangeError(
        `The argument 'minLength' should be smaller than maxWrite (${maxWrite}). Received ${minLength}`);
      error.code = 'ERR_INVALID_ARG_VALUE';
      throw error;
    }
    super();
    this.#mode = validators.parseFileMode(mode, 'mode', 0o666);
    this.#fs = { ...fs, ...functions };
    this.#options = {
      minLength, maxLength, maxWrite, periodicFlush, sync, append, mkdir, fsync, contentMode, mode, retryEAGAIN,
    };
    if (typeof target === 'number') {
      this.#fd = target;
      process.nextTick(() => this.emit('ready'));
    } else {
      this.#open(target);
    }
    if (periodicFlush > 0) this.#timer = setInterval(() => this.flush(), periodicFlush).unref();
  }

  get mode() { return this.#options.mode; }
  get file() { return this.#file; }
  get fd() { return this.#fd; }
  get minLength() { return this.#options.minLength; }
  get maxLength() { return this.#options.maxLength; }
  get writing() { return this.#writing; }
  get sync() { return this.#options.sync; }
  get fsync() { return this.#options.fsync; }
  get append() { return this.#options.append; }
  get periodicFlush() { return this.#options.periodicFlush; }
  get contentMode() { return this.#options.contentMode; }
  get mkdir() { return this.#options.mkdir; }

  // ----- opening -----

  #open(file) {
    this.#opening = this.#writing = true;
    const { sync, append, mkdir } = this.#options;
    const flags = append ? 'a' : 'w';
    const opened = (error, fd) => {
      this.#opening = this.#writing = this.#reopening = false;
      if (error) {
        if (sync) process.nextTick(() => this.emit('error', error));
        else this.emit('error', error);
        return;
      }
      this.#fd = fd;
      this.#file = file;
      if (sync) process.nextTick(() => this.emit('ready'));
      else this.emit('ready');
      if (!this.#destroyed && !this.#writing) this.#next(true);
    };
    if (sync) {
      try {
        if (mkdir) this.#fs.mkdirSync(nodePath.dirname(file), { recursive: true });
        opened(null, this.#fs.openSync(file, flags, this.#mode));
      } catch (error) {
        opened(error);
      }
    } else if (mkdir) {
      this.#fs.mkdir(nodePath.dirname(file), { recursive: true }, (error) => {
        if (error) opened(error);
        else this.#fs.open(file, flags, this.#mode, opened);
      });
    } else {
      this.#fs.open(file, flags, this.#mode, opened);
    }
  }

  // Goes on in a new file of the same name, or in another: logs are rotated so.
  reopen(file) {
    this.#check();
    if (this.#opening) {
      this.once('ready', () => this.reopen(file));
      return;
    }
    if (this.#ending) return;
    if (!file && !this.#file) {
      throw new codes.ERR_OPERATION_FAILED('Unable to reopen a file descriptor, expected a file');
    }
    if (file) this.#file = file;
    this.#reopening = true;
    if (this.#writing) return;
    const old = this.#fd;
    this.once('ready', () => {
      if (old === this.#fd) return;
      this.#fs.close(old, (error) => {
        if (error) this.emit('error', error);
      });
    });
    this.#open(this.#file);
  }

  // ----- writing -----

  #check() {
    if (this.#destroyed) throw new codes.ERR_INVALID_STATE('Utf8Stream is destroyed');
  }

  write(data) {
    this.#check();
    const isText = this.#options.contentMode === 'utf8';
    if (isText) validators.validateString(data, 'data');
    else if (!require('buffer').Buffer.isBuffer(data)) throw new codes.ERR_INVALID_ARG_TYPE('data', ['Buffer'], data);
    const length = this.#length + data.length;
    const { maxLength, maxWrite, minLength } = this.#options;
    if (maxLength > 0 && length > maxLength) {
      this.emit('drop', data);
      return this.#length < MARK;
    }
    const last = this.#pieces.at(-1);
    if (last === undefined || last.length + data.length > maxWrite) {
      this.#pieces.push({ length: data.length, parts: [data] });
    } else {
      last.parts.push(data);
      last.length += data.length;
    }
    this.#length = length;
    if (!this.#writing && this.#length >= minLength) this.#writeNext();
    return this.#length < MARK;
  }

  #takePiece() {
    const parts = this.#pieces.shift()?.parts ?? [];
    if (this.#options.contentMode === 'utf8') return parts.join('');
    return parts.length === 1 ? parts[0] : require('buffer').Buffer.concat(parts);
  }

  #writeNext() {
    if (this.#fd === -1) return;
    this.#writing = true;
    if (!this.#current?.length) this.#current = this.#takePiece();
    this.#writeCurrent();
  }

  #writeCurrent() {
    if (!this.#options.sync) {
      this.#fs.write(this.#fd, this.#current, (error, count) => this.#written(error, count));
      return;
    }
    let count;
    try {
      count = this.#fs.writeSync(this.#fd, this.#current);
    } catch (error) {
      this.#written(error);
      return;
    }
    this.#written(null, count);
  }

  #isRetried(error) {
    return (error.code === 'EAGAIN' || error.code === 'EBUSY') &&
      this.#options.retryEAGAIN(error, this.#current.length, this.#length - this.#current.length);
  }

  // Takes what was written off; text is cut where its bytes were.
  #release(count) {
    const { Buffer } = require('buffer');
    let written = count;
    if (typeof this.#current === 'string' && Buffer.byteLength(this.#current) !== count) {
      written = Buffer.from(this.#current).toString('utf8', 0, count).length;
    } else if (typeof this.#current === 'string') {
      written = this.#current.length;
    }
    this.#length = Math.max(this.#length - written, 0);
    this.#current = typeof this.#current === 'string' ? this.#current.slice(written) : this.#current.subarray(written);
  }

  #written(error, count) {
    if (error) {
      if (this.#isRetried(error)) {
        if (this.#options.sync) {
          sleep(RETRY_DELAY);
          this.#writeCurrent();
        } else {
          setTimeout(() => this.#writeCurrent(), RETRY_DELAY);
        }
        return;
      }
      this.#writing = false;
      this.emit('error', error);
      return;
    }
    this.emit('write', count);
    this.#release(count);
    if (this.#current.length > 0) {
      this.#writeCurrent();
      return;
    }
    if (this.#options.fsync) this.#fs.fsyncSync(this.#fd);
    this.#next(false);
  }

  // What is to be done when nothing is under way.
  #next(afterOpening) {
    const { minLength, sync } = this.#options;
    if (this.#reopening) {
      this.#writing = this.#reopening = false;
      this.reopen();
    } else if (this.#length > minLength || (this.#ending && this.#length > 0)) {
      this.#writeNext();
    } else if (this.#ending) {
      this.#writing = false;
      this.#close();
    } else if (!afterOpening) {
      this.#writing = false;
      if (!sync) {
        this.emit('drain');
      } else if (!this.#drainScheduled) {
        this.#drainScheduled = true;
        process.nextTick(() => {
          this.#drainScheduled = false;
          this.emit('drain');
        });
      }
    }
  }

  // ----- flushing and ending -----

  flush(callback = undefined) {
    if (callback !== undefined) validators.validateFunction(callback, 'cb');
    if (this.#destroyed) {
      callback?.(new codes.ERR_INVALID_STATE('Utf8Stream is destroyed'));
      return;
    }
    if (this.#options.minLength <= 0) {
      callback?.();
      return;
    }
    if (callback !== undefined) this.#whenDrained(callback);
    if (this.#writing) return;
    this.#writeNext();
  }

  #whenDrained(callback) {
    const onDrain = () => {
      this.off('error', onError);
      if (this.#options.fsync || this.#destroyed) callback(null);
      // A descriptor that was closed meanwhile has been flushed.
      else this.#fs.fsync(this.#fd, (error) => callback(error?.code === 'EBADF' ? null : error));
    };
    const onError = (error) => {
      this.off('drain', onDrain);
      callback(error);
    };
    this.once('drain', onDrain);
    this.once('error', onError);
  }

  flushSync() {
    this.#check();
    if (this.#fd < 0) throw new codes.ERR_INVALID_STATE('Invalid file descriptor');
    if (!this.#current?.length) this.#current = this.#takePiece();
    while (this.#current.length > 0) {
      try {
        this.#release(this.#fs.writeSync(this.#fd, this.#current));
      } catch (error) {
        if (!this.#isRetried(error)) throw error;
        sleep(RETRY_DELAY);
      }
      if (this.#current.length === 0) this.#current = this.#takePiece();
    }
    try {
      this.#fs.fsyncSync(this.#fd);
    } catch {
      // Not every descriptor can.
    }
  }

  end() {
    this.#check();
    if (this.#ending) return;
    this.#ending = true;
    if (this.#writing) return;
    if (this.#length > 0 && this.#fd >= 0) this.#writeNext();
    else this.#close();
  }

  destroy() {
    if (!this.#destroyed) this.#close();
  }

  [Symbol.dispose]() {
    this.destroy();
  }

  #close() {
    if (this.#opening || this.#fd === -1) {
      if (this.#opening) this.once('ready', () => this.#close());
      return;
    }
    clearInterval(this.#timer);
    this.#destroyed = true;
    this.#pieces = [];
    const done = (error) => {
      if (error) {
        this.emit('error', error);
        return;
      }
      if (this.#ending && !this.#writing) this.emit('finish');
      this.emit('close');
    };
    this.#fs.fsync(this.#fd, () => {
      // The standard streams stay open.
      if (this.#fd === 1 || this.#fd === 2) done();
      else this.#fs.close(this.#fd, done);
    });
  }
}

module.exports = { Utf8Stream };
