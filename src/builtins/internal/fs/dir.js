// Dir: an open directory, and fs.opendir.
//
// The entries are listed when the directory is opened, in one call; they are given one by one.
'use strict';

const { codes, uvException } = require('internal/errors');
const validators = require('internal/validators');
const { getOptions, validPath } = require('internal/fs/arguments');
const { operations } = require('internal/fs/operations');
const { doneWith } = require('internal/fs/callbacks');
const { promised } = require('internal/fs/promised');
const { send } = require('internal/fs/requests');

const DEFAULTS = { encoding: 'utf8', bufferSize: 32 };

// Listing, whose errors are those of opening.
const listing = { ...operations.readdir, take: listArguments };

function listArguments(path, options) {
  options = getOptions(options, DEFAULTS);
  const valid = validPath(path);
  validators.validateUint32(options.bufferSize, 'options.bufferSize', true);
  const { encoding, recursive } = options;
  const taken = operations.readdir.take(valid, { encoding, recursive, withFileTypes: true });
  // Here links to directories are not followed.
  if (recursive) taken[2] = false;
  return taken;
}

function openingError(error) {
  if (error.syscall !== 'scandir') return error;
  const opening = uvException({ errno: error.errno, syscall: 'opendir', path: error.path });
  opening.stack = error.stack.replace(', scandir', ', opendir');
  return opening;
}

class Dir {
  #path;
  #entries;
  #next = 0;
  #closed = false;
  // How many reads are under way.
  #reading = 0;

  constructor(entries, path, options) {
    if (entries === undefined) throw new codes.ERR_MISSING_ARGS('handle');
    this.#entries = entries;
    this.#path = path;
    validators.validateUint32(getOptions(options, DEFAULTS).bufferSize, 'options.bufferSize', true);
  }

  get path() {
    return this.#path;
  }

  #check() {
    if (this.#closed) throw new codes.ERR_DIR_CLOSED();
  }

  #take() {
    const entry = this.#entries[this.#next];
    if (entry === undefined) return null;
    this.#entries[this.#next++] = undefined;
    return entry;
  }

  readSync() {
    this.#check();
    if (this.#reading > 0) throw new codes.ERR_DIR_CONCURRENT_OPERATION();
    return this.#take();
  }

  read(callback) {
    if (callback === undefined) return new Promise((resolve, reject) => this.#read(either(resolve, reject)));
    validators.validateFunction(callback, 'callback');
    this.#check();
    this.#read(callback);
    return undefined;
  }

  #read(callback) {
    if (this.#closed) {
      callback(new codes.ERR_DIR_CLOSED());
      return;
    }
    this.#reading++;
    process.nextTick(() => {
      this.#reading--;
      callback(null, this.#take());
    });
  }

  closeSync() {
    this.#check();
    if (this.#reading > 0) throw new codes.ERR_DIR_CONCURRENT_OPERATION();
    this.#closed = true;
  }

  close(callback) {
    if (callback === undefined) {
      if (this.#closed) return Promise.reject(new codes.ERR_DIR_CLOSED());
      return new Promise((resolve, reject) => this.close(either(resolve, reject)));
    }
    validators.validateFunction(callback, 'callback');
    if (this.#closed) {
      process.nextTick(callback, new codes.ERR_DIR_CLOSED());
      return undefined;
    }
    this.#closed = true;
    process.nextTick(callback, null);
    return undefined;
  }

  async* entries() {
    try {
      for (;;) {
        const entry = await this.read();
        if (entry === null) return;
        yield entry;
      }
    } finally {
      if (!this.#closed) await this.close();
    }
  }

  [Symbol.dispose]() {
    if (!this.#closed) this.closeSync();
  }

  async [Symbol.asyncDispose]() {
    if (!this.#closed) await this.close();
  }
}
Object.defineProperty(Dir.prototype, Symbol.asyncIterator, {
  __proto__: null, value: Dir.prototype.entries, enumerable: false, writable: true, configurable: true,
});

function either(resolve, reject) {
  return (error, value) => {
    if (error) reject(error);
    else resolve(value);
  };
}

function opendirSync(path, options) {
  const taken = listArguments(path, options);
  try {
    return new Dir(listing.give(internalBinding('fs')[listing.native(taken)](...taken), taken), path, options);
  } catch (error) {
    throw openingError(error);
  }
}

function opendir(path, options, callback) {
  callback = typeof options === 'function' ? options : callback;
  validators.validateFunction(callback, 'callback');
  const done = doneWith(callback);
  const chosen = typeof options === 'function' ? undefined : options;
  send(listing, listArguments(path, chosen), (error, entries) => {
    if (error === null) done(null, new Dir(entries, path, chosen));
    else done(openingError(error));
  });
}

async function openDirectory(path, options) {
  try {
    return new Dir(await promised(listing, () => listArguments(path, options), openDirectory), path, options);
  } catch (error) {
    throw openingError(error);
  }
}

module.exports = { Dir, openDirectory, opendir, opendirSync };
