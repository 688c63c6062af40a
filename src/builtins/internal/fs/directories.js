// Directories: listing, making, removing, and whole trees.
'use strict';

const nodePath = require('path');
const { codes } = require('internal/errors');
const validators = require('internal/validators');
const { decodeName, getOptions, validPath, wantsBytes } = require('internal/fs/arguments');
const { Dirent } = require('internal/fs/dirent');

function errnoOf(name) {
  return -require('internal/constants').os.errno[name];
}

// ----- listing -----

function listArguments(path, options) {
  options = getOptions(options);
  const valid = validPath(path);
  if (options.recursive !== undefined && options.recursive !== null) {
    validators.validateBoolean(options.recursive, 'options.recursive');
  }
  const { encoding } = options;
  const withFileTypes = !!options.withFileTypes;
  const what = { shown: path, encoding, withFileTypes, recursive: !!options.recursive };
  // A tree is listed by a native function of its own, which is told here whether to follow links.
  return [valid, wantsBytes(encoding), withFileTypes || what.recursive, what];
}

function listed(found, [, , , { shown, encoding, withFileTypes, recursive }]) {
  const decode = (name) => decodeName(name, encoding);
  if (recursive) {
    const [names, kinds, folders, relatives] = found;
    if (!withFileTypes) return relatives.map(decode);
    return names.map((name, i) => new Dirent(decode(name), kinds[i], decode(folders[i])));
  }
  if (!withFileTypes) return wantsBytes(encoding) ? found.map(decode) : found;
  const [names, kinds] = found;
  return names.map((name, i) => new Dirent(decode(name), kinds[i], shown));
}

// ----- making -----

function makingArguments(path, options) {
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
  return [validPath(path), mode, recursive];
}

function temporaryArguments(prefix, options) {
  const { encoding } = getOptions(options);
  const valid = validPath(prefix, 'prefix');
  if (typeof valid === 'string' && valid.endsWith('X')) {
    process.emitWarning('mkdtemp() templates ending with X are not portable. ' +
                        'For details see: https://nodejs.org/api/fs.html');
  }
  return [valid, wantsBytes(encoding), encoding];
}

// ----- removing -----

function removalOptions({ recursive = false, force = false, retryDelay = 100, maxRetries = 0 }) {
  validators.validateBoolean(force, 'options.force');
  validators.validateBoolean(recursive, 'options.recursive');
  validators.validateInt32(retryDelay, 'options.retryDelay', 0);
  validators.validateUint32(maxRetries, 'options.maxRetries');
  return [recursive, force, maxRetries, retryDelay];
}

function emptyRemovalArguments(path, options) {
  const valid = validPath(path);
  if (options?.recursive !== undefined) {
    throw new codes.ERR_INVALID_ARG_VALUE('options.recursive', options.recursive, 'is no longer supported');
  }
  if (options !== undefined) {
    validators.validateObject(options, 'options');
    removalOptions({ ...options, recursive: false, force: false });
  }
  return [valid];
}

function removalArguments(path, options) {
  if (options !== undefined) validators.validateObject(options, 'options');
  const chosen = removalOptions(options ?? {});
  return [validPath(path), ...chosen];
}

function refuseFolder(removed, [path]) {
  if (removed) return;
  throw new codes.ERR_FS_EISDIR({
    code: 'EISDIR', message: 'is a directory', path, syscall: 'rm', errno: -errnoOf('EISDIR'),
  });
}

const operations = {
  mkdir: {
    required: 1, optional: 1, take: makingArguments,
    native: ([, , recursive]) => (recursive ? 'makeFolders' : 'mkdir'),
    give: (made) => (made === undefined ? undefined : nodePath.toNamespacedPath(made)),
  },
  mkdtemp: {
    native: 'mkdtemp', required: 1, optional: 1, take: temporaryArguments,
    give: (name, [, , encoding]) => decodeName(name, encoding),
  },
  readdir: {
    required: 1, optional: 1, take: listArguments, give: listed,
    native: ([, , , what]) => (what.recursive ? 'readTree' : 'readdir'),
  },
  rm: { native: 'remove', required: 1, optional: 1, take: removalArguments, give: refuseFolder },
  rmdir: { native: 'rmdir', required: 1, optional: 1, take: emptyRemovalArguments },
};

// A temporary directory and what removes it: `remove` is for its path.
function disposable(path, cwd, remove, symbol) {
  const full = nodePath.resolve(cwd, `${path}`);
  const run = () => remove(full, { maxRetries: 0, recursive: true, force: true, retryDelay: 0 });
  return { path, remove: run, [symbol]: run };
}

function mkdtempDisposableSync(prefix, options) {
  const fs = require('fs');
  return disposable(fs.mkdtempSync(prefix, options), process.cwd(), fs.rmSync, Symbol.dispose);
}

module.exports = { disposable, mkdtempDisposableSync, operations };
