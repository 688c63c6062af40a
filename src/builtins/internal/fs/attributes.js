// What the file system knows about a file, and changing it: stat, access, permissions, owners, times.
'use strict';

const native = internalBinding('fs');
const validators = require('internal/validators');
const { accessMode, toSeconds, validDescriptor, validPath } = require('internal/fs/arguments');
const { StatFs, statsFrom } = require('internal/fs/stats');

const { parseFileMode } = validators;
const DEFAULTS = { bigint: false, throwIfNoEntry: true };

function statSync(path, options = DEFAULTS) {
  const fields = native.stat(validPath(path), !!options?.bigint, options?.throwIfNoEntry ?? true);
  return fields && statsFrom(fields);
}

function lstatSync(path, options = DEFAULTS) {
  try {
    return statsFrom(native.lstat(validPath(path), !!options?.bigint, true));
  } catch (error) {
    // Unlike stat, which also takes a file in the place of a directory for no entry.
    if (options?.throwIfNoEntry === false && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function fstatSync(fd, options = DEFAULTS) {
  return statsFrom(native.fstat(validDescriptor(fd), !!options?.bigint));
}

function statfsSync(path, options = { bigint: false }) {
  return new StatFs(...native.statfs(validPath(path), !!options.bigint));
}

function accessSync(path, mode) {
  native.access(validPath(path), accessMode(mode));
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

function chmodSync(path, mode) {
  native.chmod(validPath(path), parseFileMode(mode, 'mode'));
}

function fchmodSync(fd, mode) {
  native.fchmod(validDescriptor(fd), parseFileMode(mode, 'mode'));
}

// Only where open() can take a link itself.
function lchmodSync(path, mode) {
  const constants = require('internal/constants').fs;
  const fd = native.open(validPath(path), constants.O_WRONLY | constants.O_SYMLINK, 0o666);
  try {
    fchmodSync(fd, mode);
  } finally {
    native.close(fd);
  }
}

// -1 leaves an id as it is.
function validateOwner(uid, gid) {
  validators.validateInteger(uid, 'uid', -1, 4294967295);
  validators.validateInteger(gid, 'gid', -1, 4294967295);
}

function chownSync(path, uid, gid) {
  const valid = validPath(path);
  validateOwner(uid, gid);
  native.chown(valid, uid, gid);
}

function fchownSync(fd, uid, gid) {
  validDescriptor(fd);
  validateOwner(uid, gid);
  native.fchown(fd, uid, gid);
}

function lchownSync(path, uid, gid) {
  const valid = validPath(path);
  validateOwner(uid, gid);
  native.lchown(valid, uid, gid);
}

function utimesSync(path, atime, mtime) {
  native.utimes(validPath(path), toSeconds(atime), toSeconds(mtime));
}

function futimesSync(fd, atime, mtime) {
  native.futimes(validDescriptor(fd), toSeconds(atime, 'atime'), toSeconds(mtime, 'mtime'));
}

function lutimesSync(path, atime, mtime) {
  native.lutimes(validPath(path), toSeconds(atime), toSeconds(mtime));
}

module.exports = {
  accessSync,
  chmodSync,
  chownSync,
  existsSync,
  fchmodSync,
  fchownSync,
  fstatSync,
  futimesSync,
  lchmodSync: process.platform === 'darwin' ? lchmodSync : undefined,
  lchownSync,
  lstatSync,
  lutimesSync,
  statSync,
  statfsSync,
  utimesSync,
};
