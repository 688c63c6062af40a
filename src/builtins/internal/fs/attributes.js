// What the file system knows about a file, and changing it: stat, access, permissions, owners, times.
'use strict';

const native = internalBinding('fs');
const validators = require('internal/validators');
const { accessMode, checkAborted, toSeconds, validDescriptor, validPath } = require('internal/fs/arguments');
const { StatFs, statsFrom } = require('internal/fs/stats');

const { parseFileMode } = validators;
const DEFAULTS = { bigint: false, throwIfNoEntry: true };

function statSync(path, options = DEFAULTS) {
  const fields = native.stat(validPath(path), !!options?.bigint, options?.throwIfNoEntry ?? true);
  return fields && statsFrom(fields);
}

function lstatSync(path, options = DEFAULTS) {
  // Unlike stat, which also takes a file in the place of a directory for no entry.
  const fields = native.lstat(validPath(path), !!options?.bigint, options?.throwIfNoEntry ?? true);
  return fields && statsFrom(fields);
}

let warnInvalid;

function existsSync(path) {
  let valid;
  try {
    valid = validPath(path);
  } catch (error) {
    if (error.code === 'ERR_INVALID_ARG_TYPE') {
      const { deprecate } = require('internal/util');
      warnInvalid ??= deprecate(() => {}, 'Passing invalid argument types to fs.existsSync is deprecated', 'DEP0187');
      warnInvalid();
    }
    return false;
  }
  return native.exists(valid);
}

// ----- operations -----

// -1 leaves an id as it is.
function owners(target, uid, gid) {
  validators.validateInteger(uid, 'uid', -1, 4294967295);
  validators.validateInteger(gid, 'gid', -1, 4294967295);
  return [target, uid, gid];
}

const statsOf = (fields) => (fields === undefined ? undefined : statsFrom(fields));

function statArguments(path, options) {
  if (options !== undefined && options !== null && options.signal !== undefined) {
    validators.validateAbortSignal(options.signal, 'options.signal');
    checkAborted(options.signal);
  }
  return [validPath(path), !!options?.bigint, options?.throwIfNoEntry ?? true];
}

const operations = {
  access: {
    native: 'access', required: 1, optional: 1,
    take: (path, mode) => [validPath(path), accessMode(mode)],
  },
  chmod: {
    native: 'chmod', required: 2,
    take: (path, mode) => [validPath(path), parseFileMode(mode, 'mode')],
  },
  chown: { native: 'chown', required: 3, take: (path, uid, gid) => owners(validPath(path), uid, gid) },
  fchmod: {
    native: 'fchmod', required: 2,
    take: (fd, mode) => [validDescriptor(fd), parseFileMode(mode, 'mode')],
  },
  fchown: { native: 'fchown', required: 3, take: (fd, uid, gid) => owners(validDescriptor(fd), uid, gid) },
  fstat: {
    native: 'fstat', required: 1, optional: 1, give: statsOf,
    take: (fd, options) => [validDescriptor(fd), !!options?.bigint],
  },
  futimes: {
    native: 'futimes', required: 3,
    take: (fd, atime, mtime) => [validDescriptor(fd), toSeconds(atime, 'atime'), toSeconds(mtime, 'mtime')],
  },
  lchown: { native: 'lchown', required: 3, take: (path, uid, gid) => owners(validPath(path), uid, gid) },
  lstat: {
    native: 'lstat', required: 1, optional: 1, give: statsOf,
    take: (path, options) => [validPath(path), !!options?.bigint, true],
  },
  lutimes: {
    native: 'lutimes', required: 3,
    take: (path, atime, mtime) => [validPath(path), toSeconds(atime), toSeconds(mtime)],
  },
  stat: { native: 'stat', required: 1, optional: 1, give: statsOf, take: statArguments },
  statfs: {
    native: 'statfs', required: 1, optional: 1,
    take: (path, options) => [validPath(path), !!options?.bigint],
    give: (fields) => new StatFs(...fields),
  },
  utimes: {
    native: 'utimes', required: 3,
    take: (path, atime, mtime) => [validPath(path), toSeconds(atime), toSeconds(mtime)],
  },
};

// Only where open() can take a link itself.
function lchmodSync(path, mode) {
  const constants = require('internal/constants').fs;
  const fd = native.open(validPath(path), constants.O_WRONLY | constants.O_SYMLINK, 0o666);
  try {
    native.fchmod(fd, parseFileMode(mode, 'mode'));
  } finally {
    native.close(fd);
  }
}

module.exports = {
  existsSync,
  lchmodSync: process.platform === 'darwin' ? lchmodSync : undefined,
  lstatSync,
  operations,
  statSync,
};
