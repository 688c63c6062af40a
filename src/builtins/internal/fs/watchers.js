// fs.watch, watchFile, unwatchFile: FSWatcher (what the system tells) and StatWatcher (comparing again and again).
//
// Where the system does not watch trees, every directory of one gets a watcher of its own (watch_tree.js).
'use strict';

const { EventEmitter } = require('events');
const nodePath = require('path');
const validators = require('internal/validators');
const { codes, uvException } = require('internal/errors');
const { getOptions, validPath } = require('internal/fs/arguments');
const { statsFrom } = require('internal/fs/stats');
const { EventHandle, PollHandle } = require('internal/fs/watch_handles');

// ----- fs.watch -----

// Whether a name is to be ignored: patterns without a separator look at the last segment.
function ignoreMatcher(ignore) {
  if (ignore === undefined || ignore === null) return undefined;
  const { matches } = require('internal/path/glob');
  const windows = process.platform === 'win32';
  const tests = (Array.isArray(ignore) ? ignore : [ignore]).map((entry) => {
    if (typeof entry === 'function') return entry;
    if (typeof entry !== 'string') return (name) => entry.test(name);
    return (name) => matches(entry.includes('/') ? name : nodePath.basename(name), entry, windows);
  });
  return (name) => tests.some((test) => test(name));
}

function decodeFilename(name, encoding) {
  if (name === undefined) return null;
  return encoding === 'buffer' ? name : name.toString(encoding);
}

// The error of a failed start: about the file that is watched.
function watchError(error, filename) {
  const { ENOSPC } = require('internal/constants').os.errno;
  const described = uvException({
    errno: error.errno, syscall: 'watch', path: filename,
    message: error.errno === -ENOSPC ? 'System limit for number of file watchers reached' : '',
  });
  described.filename = filename;
  return described;
}

class FSWatcher extends EventEmitter {
  #handle;
  #encoding;
  #ignored;
  #isClosed = false;
  #keepAlive = true;

  constructor() {
    super();
    // Tools look at it for whether something is watched.
    this._handle = null;
  }

  start() {}

  // `Handle` is what watches: a path, or a whole tree.
  _start(filename, { persistent, encoding, ignore }, Handle) {
    this.#encoding = encoding;
    this.#ignored = ignoreMatcher(ignore);
    const handle = new Handle((errno, eventType, name) => this.#seen(errno, eventType, name, filename));
    try {
      handle.start(validPath(filename));
    } catch (error) {
      throw error.syscall === 'watch' ? watchError(error, filename) : error;
    }
    this.#handle = this._handle = handle;
    if (persistent === false) this.unref();
  }

  #seen(errno, eventType, name, filename) {
    if (errno !== 0) {
      this.close();
      const error = watchError({ errno }, filename);
      this.emit('error', error);
      return;
    }
    const shown = decodeFilename(name, this.#encoding);
    if (shown !== null && this.#ignored?.(String(name))) return;
    this.emit('change', eventType, shown);
  }

  close() {
    if (this.#isClosed || this.#handle === undefined) return;
    this.#isClosed = true;
    this.#handle.close();
    this._handle = null;
    process.nextTick(() => this.emit('close'));
  }

  ref() {
    this.#setKeepAlive(true);
    return this;
  }

  unref() {
    this.#setKeepAlive(false);
    return this;
  }

  #setKeepAlive(keep) {
    if (this.#keepAlive === keep) return;
    this.#keepAlive = keep;
    this.#handle?.keepAlive(keep);
  }
}

function watchOptions(options) {
  if (typeof options === 'function' || options === null) options = undefined;
  const { persistent = true, recursive = false, encoding, signal, ignore } = getOptions(options);
  validators.validateBoolean(recursive, 'options.recursive');
  validators.validateIgnoreOption(ignore, 'options.ignore');
  return { persistent, recursive, encoding: encoding ?? 'utf8', signal, ignore };
}

function watch(filename, options, listener) {
  if (typeof options === 'function') listener = options;
  validPath(filename);
  const chosen = watchOptions(options);
  const watcher = new FSWatcher();
  watcher._start(filename, chosen, chosen.recursive ? require('internal/fs/watch_tree').TreeHandle : EventHandle);
  if (listener) watcher.addListener('change', listener);
  const { signal } = chosen;
  if (signal?.aborted) {
    process.nextTick(() => watcher.close());
  } else if (signal !== undefined) {
    const { addAbortListener } = require('events');
    const listening = addAbortListener(signal, () => watcher.close());
    watcher.once('close', () => listening[Symbol.dispose]());
  }
  return watcher;
}

// ----- fs.watchFile -----

class StatWatcher extends EventEmitter {
  #handle;
  // How many have asked that it keep the program alive; a watcher that is persistent counts as one.
  #refs = 1;

  constructor(bigint) {
    super();
    this.#handle = new PollHandle(bigint, (now, before) => this.emit('change', statsFrom(now), statsFrom(before)));
    this._handle = this.#handle;
  }

  start(filename, interval) {
    validators.validateUint32(interval, 'interval');
    this.#handle.start(nodePath.toNamespacedPath(filename), interval);
  }

  stop() {
    if (!this.#handle.isOpen) return;
    process.nextTick(() => this.emit('stop'));
    this.#handle.close();
    this._handle = null;
  }

  ref() {
    if (this.#refs === 0) this.#handle.keepAlive(true);
    this.#refs++;
    return this;
  }

  unref() {
    if (this.#refs > 0) this.#refs--;
    if (this.#refs === 0) this.#handle.keepAlive(false);
    return this;
  }
}

// By absolute path.
const statWatchers = new Map();

function absolute(filename) {
  return nodePath.resolve(`${validPath(filename)}`);
}

function watchFile(filename, options, listener) {
  const path = absolute(filename);
  if (options === null || typeof options !== 'object') {
    listener = options;
    options = undefined;
  }
  const { interval = 5007, persistent = true, bigint = false } = options ?? {};
  validators.validateFunction(listener, 'listener');
  let watcher = statWatchers.get(path);
  if (watcher === undefined) {
    watcher = new StatWatcher(bigint);
    watcher.start(path, interval);
    statWatchers.set(path, watcher);
    if (!persistent) watcher.unref();
  } else if (persistent) {
    watcher.ref();
  }
  watcher.addListener('change', listener);
  return watcher;
}

function unwatchFile(filename, listener) {
  const path = absolute(filename);
  const watcher = statWatchers.get(path);
  if (watcher === undefined) return;
  if (typeof listener === 'function') watcher.removeListener('change', listener);
  else watcher.removeAllListeners('change');
  if (watcher.listenerCount('change') === 0) {
    watcher.stop();
    statWatchers.delete(path);
  }
}

module.exports = { unwatchFile, watch, watchFile, watchOptions };
