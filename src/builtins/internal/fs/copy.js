// fs.cpSync: copying files and whole directories.
'use strict';

const native = internalBinding('fs');
const nodePath = require('path');
const { codes } = require('internal/errors');
const validators = require('internal/validators');
const constants = require('internal/constants');
const { validPath } = require('internal/fs/arguments');

const { S_IFBLK, S_IFCHR, S_IFDIR, S_IFIFO, S_IFLNK, S_IFMT, S_IFREG, S_IFSOCK } = constants.fs;

const DEFAULTS = {
  dereference: false, errorOnExist: false, filter: undefined, force: true, mode: 0, preserveTimestamps: false,
  recursive: false, verbatimSymlinks: false,
};

function checkOptions(options) {
  if (options === undefined) return DEFAULTS;
  validators.validateObject(options, 'options');
  const chosen = { ...DEFAULTS, ...options };
  for (const name of ['dereference', 'errorOnExist', 'force', 'preserveTimestamps', 'recursive', 'verbatimSymlinks']) {
    validators.validateBoolean(chosen[name], `options.${name}`);
  }
  if (chosen.dereference && chosen.verbatimSymlinks) {
    throw new codes.ERR_INCOMPATIBLE_OPTION_PAIR('dereference', 'verbatimSymlinks');
  }
  if (chosen.filter !== undefined) validators.validateFunction(chosen.filter, 'options.filter');
  validators.validateInteger(chosen.mode, 'mode', 0, 7);
  return chosen;
}

// Most failures are plain errors with a code.
function fail(code, message) {
  const error = new Error(message);
  error.code = code;
  throw error;
}

function kind(fields) {
  return fields === undefined ? 0 : fields[1] & S_IFMT;
}

function isInside(parent, child) {
  const relative = nodePath.relative(parent, child);
  return relative !== '' && !relative.startsWith('..') && !nodePath.isAbsolute(relative);
}

function check(src, dest, options) {
  const look = options.dereference ? native.stat : native.lstat;
  const from = look(src, false, true);
  const to = look(dest, false, false);
  if (to !== undefined) {
    if (from[7] === to[7] && from[0] === to[0]) fail('ERR_FS_CP_EINVAL', `src and dest cannot be the same ${dest}`);
    if (kind(from) === S_IFDIR && kind(to) !== S_IFDIR) {
      fail('ERR_FS_CP_DIR_TO_NON_DIR', `Cannot overwrite non-directory ${dest} with directory ${src}`);
    }
    if (kind(from) !== S_IFDIR && kind(to) === S_IFDIR) {
      fail('ERR_FS_CP_NON_DIR_TO_DIR', `Cannot overwrite directory ${dest} with non-directory ${src}`);
    }
  }
  if (kind(from) === S_IFDIR && isInside(nodePath.resolve(src), nodePath.resolve(dest))) {
    fail('ERR_FS_CP_EINVAL', `Cannot copy ${src}/ to a subdirectory of self ${dest}`);
  }
  if (kind(from) === S_IFDIR && !options.recursive) {
    fail('ERR_FS_EISDIR', `Recursive option not enabled, cannot copy a directory: ${src}/`);
  }
  return { from, to };
}

function copyDirectory(src, dest, from, to, options) {
  if (to === undefined) native.mkdir(dest, 0o777);
  for (const name of native.readdir(src, false, false)) copy(nodePath.join(src, name), nodePath.join(dest, name), options);
  native.chmod(dest, from[1] & 0o7777);
}

function copyFile(src, dest, from, to, options) {
  if (to !== undefined) {
    if (!options.force) {
      if (options.errorOnExist) {
        throw new codes.ERR_FS_CP_EEXIST({
          message: `${dest} already exists`, path: dest, syscall: 'cp', errno: constants.os.errno.EEXIST, code: 'EEXIST',
        });
      }
      return;
    }
    native.unlink(dest);
  }
  native.copyFile(src, dest, options.mode);
  if (options.preserveTimestamps) {
    native.utimes(dest, from[10] + from[11] / 1e9, from[12] + from[13] / 1e9);
  }
  native.chmod(dest, from[1] & 0o7777);
}

function copyLink(src, dest, to, options) {
  let target = native.readlink(src, false);
  if (!options.verbatimSymlinks && !nodePath.isAbsolute(target)) target = nodePath.resolve(nodePath.dirname(src), target);
  if (to !== undefined) native.unlink(dest);
  native.symlink(target, dest, 0);
}

function copy(src, dest, options) {
  if (options.filter !== undefined && !options.filter(src, dest)) return;
  const { from, to } = check(src, dest, options);
  switch (kind(from)) {
    case S_IFDIR: return copyDirectory(src, dest, from, to, options);
    case S_IFREG:
    case S_IFCHR:
    case S_IFBLK: return copyFile(src, dest, from, to, options);
    case S_IFLNK: return copyLink(src, dest, to, options);
    case S_IFSOCK: return fail('ERR_FS_CP_SOCKET', `Cannot copy a socket file: ${dest}`);
    case S_IFIFO: return fail('ERR_FS_CP_FIFO_PIPE', `Cannot copy a FIFO pipe: ${dest}`);
    default: return fail('ERR_FS_CP_UNKNOWN', `Cannot copy an unknown file type: ${dest}`);
  }
}

function copyTree(src, dest, options) {
  const chosen = checkOptions(options);
  const from = `${validPath(src, 'src')}`;
  const to = `${validPath(dest, 'dest')}`;
  const parent = nodePath.dirname(nodePath.resolve(to));
  if (native.moduleStat(from) >= 0 && native.moduleStat(parent) !== 1) {
    require('internal/fs/directories').mkdirSync(parent, { recursive: true });
  }
  copy(from, to, chosen);
}

module.exports = { copyTree };
