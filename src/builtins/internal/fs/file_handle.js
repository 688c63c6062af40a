// FileHandle: an open file of fs.promises, and whole contents of files by path or handle.
//
// Invariant: while an operation is under way the handle holds its descriptor; close() waits for those. A handle that is
// collected without having been closed closes its descriptor, and that is an uncaught error, as in Node.
'use strict';

const { EventEmitter } = require('events');
const validators = require('internal/validators');
const { codes } = require('internal/errors');
const { checkAborted, getOptions, validPath } = require('internal/fs/arguments');
const { readFile, readRange, validateViews, writePosition, writeRange } = require('internal/fs/files');
const { operations } = require('internal/fs/operations');
const { promised, promisedInto } = require('internal/fs/promised');
const hooks = require('internal/async_hooks');

const kRef = Symbol('kRef');
const kUnref = Symbol('kUnref');
const DEFAULT_SIZE = 16384;

const abandoned = new FinalizationRegistry(({ fd, path }) => {
  internalBinding('fs').close(fd);
  const error = new Error(
    'A FileHandle object was closed during garbage collection. This used to be allowed with a deprecation warning ' +
    `but is now considered an error. Please close FileHandle objects explicitly. File descriptor: ${fd} (${path})`);
  error.code = 'ERR_INVALID_STATE';
  error.stack = `Error: ${error.message}`;
  process.nextTick(() => {
    throw error;
  });
});

function closedError(syscall) {
  const error = new Error('file closed');
  error.code = 'EBADF';
  error.syscall = syscall;
  return error;
}

// Runs something with the descriptor of an open handle.
async function withHandle(handle, syscall, run) {
  if (handle.fd === -1) throw closedError(syscall);
  handle[kRef]();
  try {
    return await run(handle.fd);
  } finally {
    handle[kUnref]();
  }
}

class FileHandle extends EventEmitter {
  #fd;
  #refs = 1;
  #closing = null;
  #closed = null;
  #asyncId;
  #locked = false;
  // By which the registry knows this; some engines would keep the handle itself alive.
  #token = {};

  constructor(fd, path) {
    super();
    this.#fd = fd;
    const resource = {};
    hooks.initResource(resource, 'FILEHANDLE');
    this.#asyncId = resource[hooks.asyncIdSymbol];
    abandoned.register(this, { fd, path }, this.#token);
    // A property of its own, as it always was.
    this.close = () => this.#close();
  }

  getAsyncId() {
    return this.#asyncId;
  }

  get fd() {
    return this.#fd;
  }

  appendFile(data, options) {
    return withHandle(this, 'writeFile', () => writeWhole(this, data, options, 'a', this.appendFile));
  }

  chmod(mode) {
    return withHandle(this, 'fchmod', (fd) => run(operations.fchmod, [fd, mode], this.chmod));
  }

  chown(uid, gid) {
    return withHandle(this, 'fchown', (fd) => run(operations.fchown, [fd, uid, gid], this.chown));
  }

  datasync() {
    return withHandle(this, 'fdatasync', (fd) => run(operations.fdatasync, [fd], this.datasync));
  }

  sync() {
    return withHandle(this, 'fsync', (fd) => run(operations.fsync, [fd], this.sync));
  }

  stat(options) {
    return withHandle(this, 'fstat', (fd) => run(operations.fstat, [fd, options], this.stat));
  }

  truncate(length = 0) {
    return withHandle(this, 'ftruncate', (fd) => run(operations.ftruncate, [fd, length], this.truncate));
  }

  utimes(atime, mtime) {
    return withHandle(this, 'futimes', (fd) => run(operations.futimes, [fd, atime, mtime], this.utimes));
  }

  read(buffer, offset, length, position) {
    return withHandle(this, 'read', (fd) => read(fd, buffer, offset, length, position, this.read));
  }

  readv(buffers, position) {
    return withHandle(this, 'readv', async (fd) => {
      const length = validateViews(buffers).reduce((sum, view) => sum + view.byteLength, 0);
      const taken = [fd, length, writePosition(position)];
      return { __proto__: null, bytesRead: await promisedInto('readv', taken, buffers, 0, this.readv), buffers };
    });
  }

  readFile(options) {
    return withHandle(this, 'readFile', () => readWhole(this, options, this.readFile));
  }

  readLines(options = undefined) {
    return require('readline').createInterface({ input: this.createReadStream(options), crlfDelay: Infinity });
  }

  write(buffer, offset, length, position) {
    return withHandle(this, 'write', async (fd) => {
      if (buffer?.byteLength === 0) return { __proto__: null, bytesWritten: 0, buffer };
      const taken = [fd, ...writeRange(buffer, offset, length, position)];
      return { __proto__: null, bytesWritten: await promisedInto('write', taken, undefined, 0, this.write), buffer };
    });
  }

  writev(buffers, position) {
    return withHandle(this, 'writev', async (fd) => {
      if (validateViews(buffers).length === 0) return { __proto__: null, bytesWritten: 0, buffers };
      const taken = [fd, buffers, writePosition(position)];
      return { __proto__: null, bytesWritten: await promisedInto('writev', taken, undefined, 0, this.writev), buffers };
    });
  }

  writeFile(data, options) {
    return withHandle(this, 'writeFile', () => writeWhole(this, data, options, 'w', this.writeFile));
  }

  readableWebStream(options = { __proto__: null }) {
    if (this.#fd === -1) throw new codes.ERR_INVALID_STATE('The FileHandle is closed');
    if (this.#closing !== null) throw new codes.ERR_INVALID_STATE('The FileHandle is closing');
    if (this.#locked) throw new codes.ERR_INVALID_STATE('The FileHandle is locked');
    this.#locked = true;
    validators.validateObject(options, 'options');
    const { autoClose = false } = options;
    validators.validateBoolean(autoClose, 'options.autoClose');
    return webStream(this, autoClose, () => {
      this.#locked = false;
    });
  }

  createReadStream(options = undefined) {
    const { ReadStream } = require('internal/fs/streams');
    return new ReadStream(undefined, { ...options, fd: this });
  }

  createWriteStream(options = undefined) {
    const { WriteStream } = require('internal/fs/streams');
    return new WriteStream(undefined, { ...options, fd: this });
  }

  async [Symbol.asyncDispose]() {
    await this.close();
  }

  [kRef]() {
    this.#refs++;
  }

  [kUnref]() {
    this.#refs--;
    if (this.#refs > 0) return;
    this.#closeNow().then(this.#closed.resolve, this.#closed.reject);
  }

  #close() {
    if (this.#fd === -1) return Promise.resolve();
    if (this.#closing !== null) return this.#closing;
    this.#refs--;
    if (this.#refs === 0) {
      this.#closing = this.#closeNow();
    } else {
      this.#closed = Promise.withResolvers();
      this.#closing = this.#closed.promise;
    }
    const forget = () => {
      this.#closing = null;
    };
    this.#closing = this.#closing.finally(forget);
    this.emit('close');
    return this.#closing;
  }

  #closeNow() {
    const fd = this.#fd;
    this.#fd = -1;
    abandoned.unregister(this.#token);
    return run(operations.close, [fd], this.close);
  }
}

function run(operation, args, caller) {
  return promised(operation, () => operation.take(...args), caller);
}

function alloc() {
  return require('buffer').Buffer.alloc(DEFAULT_SIZE);
}

// (buffer, offset, length, position), (buffer, options), (options)
async function read(fd, buffer, offset, length, position, caller) {
  if (!ArrayBuffer.isView(buffer)) {
    const options = buffer;
    if (options !== undefined) {
      validators.validateObject(options, 'options', validators.kValidateObjectAllowNullable);
    }
    ({ buffer = alloc(), offset = 0, length = buffer.byteLength - offset, position = null } = options ?? {});
    validators.validateBuffer(buffer);
  } else if (offset !== null && typeof offset === 'object') {
    ({ offset = 0, length = buffer.byteLength - offset, position = null } = offset);
  }
  length ??= buffer.byteLength - (offset ?? 0);
  [offset, length, position] = readRange(buffer, offset, length, position);
  if (length === 0) return { __proto__: null, bytesRead: 0, buffer };
  const bytesRead = await promisedInto('read', [fd, length, position], buffer, offset, caller);
  return { __proto__: null, bytesRead, buffer };
}

// ----- whole contents -----

// The descriptor of a handle, or a path: numbers are no paths here.
function targetOf(file) {
  return file instanceof FileHandle ? file.fd : validPath(file);
}

function readWhole(file, options, caller) {
  return promised(readFile, () => {
    const taken = readFile.take(targetOf(file), options);
    checkAborted(taken[3]);
    return taken;
  }, caller);
}

function isIterable(data) {
  return typeof data === 'object' && data !== null && !ArrayBuffer.isView(data) &&
    (typeof data[Symbol.asyncIterator] === 'function' || typeof data[Symbol.iterator] === 'function');
}

function writeWhole(file, data, options, flag, caller) {
  if (isIterable(data)) return writeParts(file, data, options, flag, caller);
  const operation = flag === 'a' ? operations.appendFile : operations.writeFile;
  return promised(operation, () => {
    const taken = operation.take(targetOf(file), data, options);
    checkAborted(taken[5]);
    return taken;
  }, caller);
}

async function writeParts(file, parts, options, flag, caller) {
  options = getOptions(options, { encoding: 'utf8', mode: 0o666, flag, flush: false });
  const { signal } = options;
  validators.validateBoolean(options.flush ?? false, 'options.flush');
  checkAborted(signal);
  const handle = file instanceof FileHandle ? file :
    await require('internal/fs/promises').functions.open(file, options.flag || flag, options.mode);
  try {
    for await (const part of parts) {
      checkAborted(signal);
      const bytes = ArrayBuffer.isView(part) ? part : require('buffer').Buffer.from(part, options.encoding || 'utf8');
      await run(operations.writeFile, [handle.fd, bytes], caller);
      checkAborted(signal);
    }
    if (options.flush && handle !== file) await handle.sync();
  } finally {
    if (handle !== file) await handle.close();
  }
}

// ----- web streams -----

// Ends with the file, when the handle is closed, or when it is cancelled; holds the handle until then.
function webStream(handle, autoClose, unlock) {
  const { ReadableStream } = require('stream/web');
  let isOpen = true;
  let controller;
  const finish = async () => {
    if (!isOpen) return;
    isOpen = false;
    handle.removeListener('close', onClose);
    unlock();
    handle[kUnref]();
    if (autoClose) await handle.close();
  };
  const onClose = () => {
    controller.close();
    finish();
  };
  const stream = new ReadableStream({
    type: 'bytes',
    autoAllocateChunkSize: DEFAULT_SIZE,
    start(own) {
      controller = own;
    },
    async pull() {
      const { view } = controller.byobRequest;
      const { bytesRead } = await handle.read(view, 0, view.byteLength);
      if (!isOpen) return;
      if (bytesRead === 0) {
        controller.close();
        await finish();
      }
      controller.byobRequest?.respond(bytesRead);
    },
    cancel: finish,
  });
  handle[kRef]();
  handle.once('close', onClose);
  return stream;
}

module.exports = { FileHandle, kRef, kUnref, readWhole, writeWhole };
