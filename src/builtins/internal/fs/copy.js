// fs.cp, cpSync and promises.cp: copying files and whole directories, as steps that run either way.
'use strict';

const nodePath = require('path');
const { codes } = require('internal/errors');
const validators = require('internal/validators');
const constants = require('internal/constants');
const { validPath } = require('internal/fs/arguments');
const { runNow, runOnPool } = require('internal/fs/steps');

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

// What is refused: the synchronous function says it in plain errors with a code, the others in system errors about a
// path. Both texts are Node's.
const REFUSALS = {
  same: (src, dest) => ['ERR_FS_CP_EINVAL', 'EINVAL', dest, `src and dest cannot be the same ${dest}`,
                        'src and dest cannot be the same'],
  onFile: (src, dest) => ['ERR_FS_CP_DIR_TO_NON_DIR', 'EISDIR', dest,
                          `Cannot overwrite non-directory ${dest} with directory ${src}`,
                          `cannot overwrite non-directory ${dest} with directory ${src}`],
  onDirectory: (src, dest) => ['ERR_FS_CP_NON_DIR_TO_DIR', 'ENOTDIR', dest,
                               `Cannot overwrite directory ${dest} with non-directory ${src}`,
                               `cannot overwrite directory ${dest} with non-directory ${src}`],
  inside: (src, dest) => ['ERR_FS_CP_EINVAL', 'EINVAL', dest, `Cannot copy ${src}/ to a subdirectory of self ${dest}`,
                          `cannot copy ${src} to a subdirectory of self ${dest}`],
  notRecursive: (src) => ['ERR_FS_EISDIR', 'EISDIR', src,
                          `Recursive option not enabled, cannot copy a directory: ${src}/`,
                          `${src} is a directory (not copied)`],
  socket: (src, dest) => ['ERR_FS_CP_SOCKET', 'EINVAL', dest, `Cannot copy a socket file: ${dest}`,
                          `cannot copy a socket file: ${dest}`],
  pipe: (src, dest) => ['ERR_FS_CP_FIFO_PIPE', 'EINVAL', dest, `Cannot copy a FIFO pipe: ${dest}`,
                        `cannot copy a FIFO pipe: ${dest}`],
  unknown: (src, dest) => ['ERR_FS_CP_UNKNOWN', 'EINVAL', dest, `Cannot copy an unknown file type: ${dest}`,
                           `cannot copy an unknown file type: ${dest}`],
  linkInside: (src, dest) => ['ERR_FS_CP_EINVAL', 'EINVAL', dest,
                              `cannot copy ${src} to a subdirectory of self ${dest}`,
                              `cannot copy ${src} to a subdirectory of self ${dest}`],
  linkToParent: (src, dest) => ['ERR_FS_CP_SYMLINK_TO_SUBDIRECTORY', 'EINVAL', dest,
                                `cannot overwrite ${dest} with ${src}`, `cannot overwrite ${dest} with ${src}`],
  exists: (src, dest) => ['ERR_FS_CP_EEXIST', 'EEXIST', dest, undefined, `${dest} already exists`],
};

function refuse(kind, src, dest, options) {
  const [code, errno, path, plainText, text] = REFUSALS[kind](src, dest);
  if (options.isSync && plainText !== undefined) {
    const error = new Error(plainText);
    error.code = code;
    throw error;
  }
  throw new codes[code]({ message: text, path, syscall: 'cp', errno: constants.os.errno[errno], code: errno });
}

function kind(fields) {
  return fields === undefined ? 0 : fields[1] & S_IFMT;
}

function isInside(parent, child) {
  const relative = nodePath.relative(parent, child);
  return relative !== '' && !relative.startsWith('..') && !nodePath.isAbsolute(relative);
}

function sameFile(a, b) {
  return a[7] === b[7] && a[0] === b[0];
}

function* check(src, dest, options) {
  const look = options.dereference ? 'stat' : 'lstat';
  const from = yield [look, src, false, true];
  const to = yield [look, dest, false, false];
  if (to !== undefined) {
    if (sameFile(from, to)) refuse('same', src, dest, options);
    if (kind(from) === S_IFDIR && kind(to) !== S_IFDIR) refuse('onFile', src, dest, options);
    if (kind(from) !== S_IFDIR && kind(to) === S_IFDIR) refuse('onDirectory', src, dest, options);
  }
  if (kind(from) === S_IFDIR && isInside(nodePath.resolve(src), nodePath.resolve(dest))) {
    refuse('inside', src, dest, options);
  }
  if (kind(from) === S_IFDIR && !options.recursive) refuse('notRecursive', src, dest, options);
  return { from, to };
}

function* copyDirectory(src, dest, from, to, options) {
  if (to === undefined) yield ['mkdir', dest, 0o777];
  else if (options.errorOnExist && !options.force) refuse('exists', src, dest, options);
  for (const name of yield ['readdir', src, false, false]) {
    yield* copy(nodePath.join(src, name), nodePath.join(dest, name), options);
  }
  if (to === undefined) yield ['chmod', dest, from[1] & 0o7777];
}

function* copyFile(src, dest, from, to, options) {
  if (to !== undefined) {
    if (!options.force) {
      if (options.errorOnExist) refuse('exists', src, dest, options);
      return;
    }
    yield ['unlink', dest];
  }
  yield ['copyFile', src, dest, options.mode];
  if (options.preserveTimestamps) {
    yield ['utimes', dest, from[10] + from[11] / 1e9, from[12] + from[13] / 1e9];
  }
  yield ['chmod', dest, from[1] & 0o7777];
}

function* copyLink(src, dest, to, options) {
  let target = yield ['readlink', src, false];
  if (!options.verbatimSymlinks && !nodePath.isAbsolute(target)) {
    target = nodePath.resolve(nodePath.dirname(src), target);
  }
  if (kind(to) === S_IFLNK) {
    let old = yield ['readlink', dest, false];
    if (!nodePath.isAbsolute(old)) old = nodePath.resolve(nodePath.dirname(dest), old);
    if (kind(yield ['stat', src, false, false]) === S_IFDIR) {
      if (isInside(target, old)) refuse('linkInside', target, old, options);
      if (isInside(old, target)) refuse('linkToParent', target, old, options);
    }
    yield ['unlink', dest];
  }
  yield ['symlink', target, dest, 0];
}

function* wanted(src, dest, { filter, isSync }) {
  if (filter === undefined) return true;
  const answer = yield { ask: () => filter(src, dest) };
  if (isSync && require('internal/util/types').isPromise(answer)) {
    throw new codes.ERR_INVALID_RETURN_VALUE('boolean', 'filter', answer);
  }
  return !!answer;
}

function* copy(src, dest, options, isTop = false) {
  if (!(yield* wanted(src, dest, options))) return;
  const { from, to } = yield* check(src, dest, options);
  if (isTop) yield* makeParent(dest);
  switch (kind(from)) {
    case S_IFDIR: yield* copyDirectory(src, dest, from, to, options); break;
    case S_IFREG:
    case S_IFCHR:
    case S_IFBLK: yield* copyFile(src, dest, from, to, options); break;
    case S_IFLNK: yield* copyLink(src, dest, to, options); break;
    case S_IFSOCK: refuse('socket', src, dest, options); break;
    case S_IFIFO: refuse('pipe', src, dest, options); break;
    default: refuse('unknown', src, dest, options);
  }
}

function* makeParent(dest) {
  const parent = nodePath.dirname(nodePath.resolve(dest));
  const status = yield ['stat', parent, false, false];
  if (kind(status) !== S_IFDIR) yield ['makeFolders', parent, 0o777];
}

function start(src, dest, options, isSync) {
  const chosen = { ...checkOptions(options), isSync };
  return copy(`${validPath(src, 'src')}`, `${validPath(dest, 'dest')}`, chosen, true);
}

function cpSync(src, dest, options) {
  runNow(start(src, dest, options, true));
}

function copyTree(src, dest, options, caller) {
  return runOnPool(start(src, dest, options, false), caller);
}

function cp(src, dest, options, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  validators.validateFunction(callback, 'cb');
  runOnPool(start(src, dest, options, false), cp).then(() => process.nextTick(callback, null, undefined),
                                        (error) => process.nextTick(callback, error));
}

module.exports = { copyTree, cp, cpSync };
