// fs.ReadStream and fs.WriteStream: streams over open files.
//
// The functions they open, read, write and close with can be given (option `fs`). A FileHandle is used through its own
// methods, and held while the stream lives.
'use strict';

const { Readable, Writable, finished } = require('stream');
const fs = require('fs');
const { codes } = require('internal/errors');
const validators = require('internal/validators');
const { getOptions, validDescriptor, validPath } = require('internal/fs/arguments');

const kFs = Symbol('kFs');
const kIsPerformingIO = Symbol('kIsPerformingIO');
const kIoDone = Symbol('kIoDone');

const READ_SIZE = 64 * 1024;

// ----- making -----

// The functions of fs, for a FileHandle.
function functionsOf(handle, kUnref) {
  const settle = (promise, callback) => {
    promise.then((result) => callback(null, ...Object.values(result ?? {})), callback);
  };
  return {
    close: (fd, callback) => {
      handle[kUnref]();
      settle(handle.close(), callback);
    },
    fsync: (fd, callback) => settle(handle.sync(), callback),
    read: (fd, buffer, offset, length, position, callback) => {
      settle(handle.read(buffer, offset, length, position), callback);
    },
    write: (fd, buffer, offset, length, position, callback) => {
      settle(handle.write(buffer, offset, length, position), callback);
    },
    writev: (fd, buffers, position, callback) => settle(handle.writev(buffers, position), callback),
  };
}

// Takes over the option `fd`: a number or a FileHandle.
function importFd(stream, options) {
  if (typeof options.fd === 'number') {
    stream[kFs] = options.fs || fs;
    return validDescriptor(options.fd);
  }
  const { FileHandle, kRef, kUnref } = require('internal/fs/file_handle');
  if (options.fd instanceof FileHandle) {
    if (options.fs) throw new codes.ERR_METHOD_NOT_IMPLEMENTED('FileHandle with fs');
    const handle = options.fd;
    stream[kFs] = functionsOf(handle, kUnref);
    handle[kRef]();
    handle.on('close', stream.close.bind(stream));
    return validDescriptor(handle.fd);
  }
  throw new codes.ERR_INVALID_ARG_TYPE('options.fd', ['number', 'FileHandle'], options.fd);
}

function setUp(stream, path, options) {
  if (options.fd === undefined || options.fd === null) {
    stream.fd = null;
    stream[kFs] = options.fs || fs;
    validators.validateFunction(stream[kFs].open, 'options.fs.open');
    // Path, and flags and mode for opening.
    stream.path = validPath(path);
    stream.flags = options.flags ?? options.defaultFlags;
    stream.mode = options.mode === undefined ? 0o666 : options.mode;
  } else {
    stream.fd = validDescriptor(importFd(stream, options));
  }
}

function _construct(callback) {
  const stream = this;
  if (typeof stream.fd === 'number') {
    callback();
    return;
  }
  if (stream.open) {
    // What classes that extend these did in the past: the method emits 'open' or 'error'.
    const { emit } = stream;
    stream.emit = (...args) => {
      if (args[0] === 'open') {
        stream.emit = emit;
        callback();
        Reflect.apply(emit, stream, args);
      } else if (args[0] === 'error') {
        stream.emit = emit;
        callback(args[1]);
      } else {
        Reflect.apply(emit, stream, args);
      }
    };
    stream.open();
    return;
  }
  stream[kFs].open(stream.path, stream.flags, stream.mode, (error, fd) => {
    if (error) {
      callback(error);
      return;
    }
    stream.fd = fd;
    callback();
    stream.emit('open', stream.fd);
    stream.emit('ready');
  });
}

function close(stream, error, callback) {
  // Without one; standard input is left open, as it always was.
  if (!stream.fd) {
    callback(error);
    return;
  }
  const finish = () => {
    stream[kFs].close(stream.fd, (closeError) => callback(closeError || error));
    stream.fd = null;
  };
  if (stream.flush) {
    stream[kFs].fsync(stream.fd, (flushError) => {
      if (flushError && !error) error = flushError;
      finish();
    });
  } else {
    finish();
  }
}

// Closes once what is under way is done: a descriptor must not be closed under an operation.
function destroy(stream, error, callback) {
  if (stream[kIsPerformingIO]) {
    stream.once(kIoDone, (ioError) => close(stream, error || ioError, callback));
  } else {
    close(stream, error, callback);
  }
}

// Whether the stream was waiting for the end of an operation, to be destroyed.
function ioDone(stream, error) {
  stream[kIsPerformingIO] = false;
  if (!stream.destroyed) return false;
  stream.emit(kIoDone, error);
  return true;
}

// ----- reading -----

function ReadStream(path, options) {
  if (!(this instanceof ReadStream)) return new ReadStream(path, options);
  options = { ...getOptions(options, { __proto__: null }) };
  options.highWaterMark ??= READ_SIZE;
  options.autoDestroy ??= false;
  setUp(this, path, { ...options, defaultFlags: 'r' });
  if (options.autoDestroy === false) options.autoDestroy = options.autoClose ?? true;
  validators.validateFunction(this[kFs].read, 'options.fs.read');
  if (options.autoDestroy) validators.validateFunction(this[kFs].close, 'options.fs.close');
  this.start = options.start;
  this.end = options.end ?? Infinity;
  this.pos = undefined;
  this.bytesRead = 0;
  this[kIsPerformingIO] = false;
  if (this.start !== undefined) {
    validators.validateInteger(this.start, 'start', 0);
    this.pos = this.start;
  }
  if (this.end !== Infinity) {
    validators.validateInteger(this.end, 'end', 0);
    if (this.start !== undefined && this.start > this.end) {
      throw new codes.ERR_OUT_OF_RANGE('start', `<= "end" (here: ${this.end})`, this.start);
    }
  }
  Reflect.apply(Readable, this, [options]);
  if (options.encoding) this.setEncoding(options.encoding);
}
Object.setPrototypeOf(ReadStream.prototype, Readable.prototype);
Object.setPrototypeOf(ReadStream, Readable);

ReadStream.prototype._construct = _construct;

ReadStream.prototype._read = function(size) {
  const left = this.end - (this.pos === undefined ? this.bytesRead : this.pos) + 1;
  const length = Math.min(left, size);
  if (length <= 0) {
    this.push(null);
    return;
  }
  const buffer = require('buffer').Buffer.allocUnsafeSlow(length);
  this[kIsPerformingIO] = true;
  this[kFs].read(this.fd, buffer, 0, length, this.pos, (error, count, filled) => {
    if (ioDone(this, error)) return;
    if (error) {
      require('internal/streams/destroy').errorOrDestroy(this, error);
      return;
    }
    if (count === 0) {
      this.push(null);
      return;
    }
    if (this.pos !== undefined) this.pos += count;
    this.bytesRead += count;
    if (count === filled.length) {
      this.push(filled);
    } else {
      // What a program keeps of it should not keep the rest alive.
      const part = require('buffer').Buffer.allocUnsafeSlow(count);
      filled.copy(part, 0, 0, count);
      this.push(part);
    }
  });
};

ReadStream.prototype._destroy = function(error, callback) {
  destroy(this, error, callback);
};

ReadStream.prototype.close = function(callback) {
  if (typeof callback === 'function') finished(this, callback);
  this.destroy();
};

// ----- writing -----

function WriteStream(path, options) {
  if (!(this instanceof WriteStream)) return new WriteStream(path, options);
  options = { ...getOptions(options, { __proto__: null }) };
  options.decodeStrings = true;
  this.flush = options.flush ?? false;
  validators.validateBoolean(this.flush, 'options.flush');
  setUp(this, path, { ...options, defaultFlags: 'w' });
  options.autoDestroy = options.autoClose ?? true;
  if (!this[kFs].write && !this[kFs].writev) {
    throw new codes.ERR_INVALID_ARG_TYPE('options.fs.write', 'function', this[kFs].write);
  }
  for (const name of ['write', 'writev']) {
    if (this[kFs][name]) validators.validateFunction(this[kFs][name], `options.fs.${name}`);
  }
  if (options.autoDestroy) validators.validateFunction(this[kFs].close, 'options.fs.close');
  if (this.flush) validators.validateFunction(this[kFs].fsync, 'options.fs.fsync');
  // Without one of the two, the other does its work.
  if (!this[kFs].write) this._write = null;
  if (!this[kFs].writev) this._writev = null;
  this.start = options.start;
  this.pos = undefined;
  this.bytesWritten = 0;
  this[kIsPerformingIO] = false;
  if (this.start !== undefined) {
    validators.validateInteger(this.start, 'start', 0);
    this.pos = this.start;
  }
  Reflect.apply(Writable, this, [options]);
  if (options.encoding) this.setDefaultEncoding(options.encoding);
}
Object.setPrototypeOf(WriteStream.prototype, Writable.prototype);
Object.setPrototypeOf(WriteStream, Writable);

WriteStream.prototype._construct = _construct;

// How often a write that wrote nothing is tried again.
const RETRIES = 5;

function writeAll(stream, data, size, position, callback, retries = 0) {
  stream[kFs].write(stream.fd, data, 0, size, position, (error, written, buffer) => {
    if (error?.code === 'EAGAIN') {
      error = null;
      written = 0;
    }
    if (stream.destroyed || error) {
      callback(error || new codes.ERR_STREAM_DESTROYED('write'));
      return;
    }
    stream.bytesWritten += written;
    retries = written ? 0 : retries + 1;
    size -= written;
    if (position !== undefined) position += written;
    if (retries > RETRIES) callback(writeFailed('write'));
    else if (size > 0) writeAll(stream, buffer.subarray(written), size, position, callback, retries);
    else callback();
  });
}

function writevAll(stream, chunks, size, position, callback, retries = 0) {
  stream[kFs].writev(stream.fd, chunks, position ?? null, (error, written, buffers) => {
    if (error?.code === 'EAGAIN') {
      error = null;
      written = 0;
    }
    if (stream.destroyed || error) {
      callback(error || new codes.ERR_STREAM_DESTROYED('writev'));
      return;
    }
    stream.bytesWritten += written;
    retries = written ? 0 : retries + 1;
    size -= written;
    if (position !== undefined) position += written;
    if (retries > RETRIES) callback(writeFailed('writev'));
    else if (size > 0) writevAll(stream, [rest(buffers, written)], size, position, callback, retries);
    else callback();
  });
}

function rest(buffers, written) {
  return require('buffer').Buffer.concat(buffers).subarray(written);
}

function writeFailed(name) {
  const error = new Error(`${name} failed`);
  error.code = 'EAGAIN';
  return error;
}

function write(stream, size, run, callback) {
  stream[kIsPerformingIO] = true;
  run((error) => {
    ioDone(stream, error);
    callback(error);
  });
  if (stream.pos !== undefined) stream.pos += size;
}

WriteStream.prototype._write = function(data, encoding, callback) {
  write(this, data.length, (done) => writeAll(this, data, data.length, this.pos, done), callback);
};

WriteStream.prototype._writev = function(data, callback) {
  const chunks = data.map(({ chunk }) => chunk);
  const size = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  write(this, size, (done) => writevAll(this, chunks, size, this.pos, done), callback);
};

WriteStream.prototype._destroy = function(error, callback) {
  destroy(this, error, callback);
};

WriteStream.prototype.close = function(callback) {
  if (callback) {
    if (this.closed) {
      process.nextTick(callback);
      return;
    }
    this.on('close', callback);
  }
  // With nothing that closes it by itself, the end does.
  if (!this.autoClose) this.on('finish', this.destroy);
  this.end();
};

// Without an end there is nothing to wait for.
WriteStream.prototype.destroySoon = WriteStream.prototype.end;

for (const [Stream, state] of [[ReadStream, '_readableState'], [WriteStream, '_writableState']]) {
  Object.defineProperty(Stream.prototype, 'autoClose', {
    __proto__: null,
    configurable: true,
    enumerable: false,
    get() {
      return this[state].autoDestroy;
    },
    set(value) {
      this[state].autoDestroy = value;
    },
  });
  Object.defineProperty(Stream.prototype, 'pending', {
    __proto__: null,
    configurable: true,
    enumerable: false,
    get() {
      return this.fd === null;
    },
  });
}

function createReadStream(path, options) {
  return new ReadStream(path, options);
}

function createWriteStream(path, options) {
  return new WriteStream(path, options);
}

module.exports = { ReadStream, WriteStream, createReadStream, createWriteStream };
