// Directories: listing, making, removing, and whole trees.
'use strict';

const native = internalBinding('fs');
const nodePath = require('path');
const { codes, uvException } = require('internal/errors');
const validators = require('internal/validators');
const constants = require('internal/constants').fs;
const { decodeName, getOptions, validPath, wantsBytes } = require('internal/fs/arguments');
const { makeDirent } = require('internal/fs/dirent');

const ENOTDIR = 'ENOTDIR';

// ----- listing -----

function joinName(directory, name) {
  if (typeof directory === 'string' && typeof name === 'string') return nodePath.join(directory, name);
  const { Buffer } = require('buffer');
  return Buffer.concat([Buffer.from(directory), Buffer.from(nodePath.sep), Buffer.from(name)]);
}

function list(directory, encoding, withFileTypes, shownDirectory) {
  const bytes = wantsBytes(encoding);
  if (!withFileTypes) return native.readdir(directory, bytes, false).map((name) => decodeName(name, encoding));
  const [names, types] = native.readdir(directory, bytes, true);
  return names.map((name, i) => makeDirent(decodeName(name, encoding), types[i], shownDirectory,
                                           () => joinName(directory, name)));
}

// Breadth first, names relative to the top.
function listTree(top, encoding, withFileTypes) {
  const found = [];
  const queue = [[top, '']];
  while (queue.length > 0) {
    const [directory, prefix] = queue.shift();
    const [names, types] = native.readdir(directory, wantsBytes(encoding), true);
    names.forEach((name, i) => {
      const full = joinName(directory, name);
      const relative = prefix === '' ? name : joinName(prefix, name);
      const entry = makeDirent(decodeName(name, encoding), types[i], directory, () => full);
      found.push(withFileTypes ? entry : decodeName(relative, encoding));
      if (entry.isDirectory() || (entry.isSymbolicLink() && native.moduleStat(full) === 1 && !withFileTypes)) {
        queue.push([full, relative]);
      }
    });
  }
  return found;
}

function readdirSync(path, options) {
  options = getOptions(options);
  const valid = validPath(path);
  if (options.recursive !== undefined && options.recursive !== null) {
    validators.validateBoolean(options.recursive, 'options.recursive');
  }
  const { encoding, withFileTypes } = options;
  return options.recursive ? listTree(valid, encoding, !!withFileTypes) : list(valid, encoding, !!withFileTypes, path);
}

// ----- making -----

function parentOf(path) {
  return nodePath.dirname(nodePath.resolve(path));
}

// Makes what is missing, from the top; returns the first directory that was made.
function makeTree(path, mode) {
  const missing = [];
  let current = nodePath.resolve(path);
  for (;;) {
    const kind = native.moduleStat(current);
    if (kind === 1) break;
    if (kind === 0) {
      // A file where a directory has to be.
      throw uvException({ errno: errnoOf(missing.length === 0 ? 'EEXIST' : ENOTDIR), syscall: 'mkdir', path });
    }
    const parent = parentOf(current);
    missing.push(current);
    if (parent === current) break;
    current = parent;
  }
  for (const directory of missing.toReversed()) {
    try {
      native.mkdir(directory, mode);
    } catch (error) {
      // Somebody else may have made it meanwhile.
      if (error.code !== 'EEXIST' || native.moduleStat(directory) !== 1) {
        throw directory === path ? error : uvException({ errno: error.errno, syscall: 'mkdir', path });
      }
    }
  }
  return missing.length === 0 ? undefined : nodePath.toNamespacedPath(missing[missing.length - 1]);
}

function errnoOf(name) {
  return -require('internal/constants').os.errno[name];
}

function mkdirSync(path, options) {
  let mode = 0o777;
  let recursive = false;
  if (typeof options === 'number' || typeof options === 'string') {
    mode = validators.parseFileMode(options, 'mode');
  } else if (options) {
    if (options.recursive !== undefined) {
      recursive = options.recursive;
      validators.validateBoolean(recursive, 'options.recursive');
    }
    if (options.mode !== undefined) mode = validators.parseFileMode(options.mode, 'options.mode');
  }
  const valid = validPath(path);
  if (recursive) return makeTree(typeof valid === 'string' ? valid : require('buffer').Buffer.from(valid).toString(), mode);
  native.mkdir(valid, mode);
  return undefined;
}

function mkdtempSync(prefix, options) {
  const { encoding } = getOptions(options);
  const valid = validPath(prefix, 'prefix');
  if (typeof valid === 'string' && valid.endsWith('X')) {
    process.emitWarning('mkdtemp() templates ending with X are not portable. ' +
                        'For details see: https://nodejs.org/api/fs.html');
  }
  return decodeName(native.mkdtemp(valid, wantsBytes(encoding)), encoding);
}

function mkdtempDisposableSync(prefix, options) {
  const path = mkdtempSync(prefix, options);
  const full = nodePath.resolve(process.cwd(), `${path}`);
  const remove = () => rmSync(full, { maxRetries: 0, recursive: true, force: true, retryDelay: 0 });
  return { path, remove, [Symbol.dispose]() { remove(); } };
}

// ----- removing -----

function rmdirSync(path, options) {
  const valid = validPath(path);
  if (options?.recursive !== undefined) {
    throw new codes.ERR_INVALID_ARG_VALUE('options.recursive', options.recursive, 'is no longer supported');
  }
  if (options !== undefined) {
    validators.validateObject(options, 'options');
    const { retryDelay = 100, maxRetries = 0 } = options;
    validators.validateInt32(retryDelay, 'options.retryDelay', 0);
    validators.validateUint32(maxRetries, 'options.maxRetries');
  }
  native.rmdir(valid);
}

function removalOptions(options) {
  if (options !== undefined) validators.validateObject(options, 'options');
  const { recursive = false, force = false, retryDelay = 100, maxRetries = 0 } = options ?? {};
  validators.validateBoolean(force, 'options.force');
  validators.validateBoolean(recursive, 'options.recursive');
  validators.validateInt32(retryDelay, 'options.retryDelay', 0);
  validators.validateUint32(maxRetries, 'options.maxRetries');
  return { recursive, force, retryDelay, maxRetries };
}

const RETRIED = ['EBUSY', 'EMFILE', 'ENFILE', 'ENOTEMPTY', 'EPERM'];

// Another program may hold the file for a moment.
function withRetries(run, { maxRetries, retryDelay }) {
  for (let attempt = 1; ; attempt++) {
    try {
      return run();
    } catch (error) {
      if (attempt > maxRetries || !RETRIED.includes(error.code)) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, attempt * retryDelay);
    }
  }
}

function ignoreMissing(run) {
  try {
    run();
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
}

function removeTree(path, options) {
  const [names, types] = native.readdir(path, true, true);
  names.forEach((name, i) => {
    const { Buffer } = require('buffer');
    const full = Buffer.concat([Buffer.from(path), Buffer.from(nodePath.sep), Buffer.from(name)]);
    const entry = makeDirent(name, types[i], path, () => full);
    ignoreMissing(() => {
      if (entry.isDirectory()) removeTree(full, options);
      else withRetries(() => native.unlink(full), options);
    });
  });
  withRetries(() => native.rmdir(path), options);
}

function rmSync(path, options) {
  const chosen = removalOptions(options);
  const valid = validPath(path);
  const fields = native.lstat(valid, false, !chosen.force);
  if (fields === undefined) return;
  if ((fields[1] & constants.S_IFMT) !== constants.S_IFDIR) {
    withRetries(() => native.unlink(valid), chosen);
    return;
  }
  if (!chosen.recursive) {
    throw new codes.ERR_FS_EISDIR({
      code: 'EISDIR', message: 'is a directory', path: valid, syscall: 'rm', errno: -errnoOf('EISDIR'),
    });
  }
  removeTree(valid, chosen);
}

module.exports = { mkdirSync, mkdtempDisposableSync, mkdtempSync, readdirSync, rmSync, rmdirSync };
