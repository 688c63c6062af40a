// Names: renaming, copying, links, and what a path really is.
'use strict';

const native = internalBinding('fs');
const nodePath = require('path');
const constants = require('internal/constants').fs;
const { validateOneOf } = require('internal/validators');
const { copyMode, decodeName, getOptions, validPath, wantsBytes } = require('internal/fs/arguments');

const isWindows = process.platform === 'win32';

function symlinkArguments(target, path, type) {
  validateOneOf(type, 'type', ['dir', 'file', 'junction', null, undefined]);
  const validTarget = validPath(target, 'target');
  const valid = validPath(path);
  let flags = 0;
  if (isWindows) {
    const absolute = nodePath.resolve(`${valid}`, '..', `${validTarget}`);
    const isDirectory = type === 'dir' || (type == null && native.moduleStat(absolute) === 1);
    if (type === 'junction') flags = constants.UV_FS_SYMLINK_JUNCTION;
    else if (isDirectory) flags = constants.UV_FS_SYMLINK_DIR;
  }
  return [validTarget, valid, flags];
}

// For names that come back: `[path, asBytes, encoding]`.
function namingArguments(path, options, name) {
  const { encoding } = getOptions(options);
  return [validPath(path, name), wantsBytes(encoding), encoding];
}

const named = (name, [, , encoding]) => decodeName(name, encoding);

const operations = {
  copyFile: {
    native: 'copyFile', required: 2, optional: 1,
    take: (src, dest, mode) => [validPath(src, 'src'), validPath(dest, 'dest'), copyMode(mode)],
  },
  link: {
    native: 'link', required: 2,
    take: (existingPath, newPath) => [validPath(existingPath, 'existingPath'), validPath(newPath, 'newPath')],
  },
  readlink: {
    native: 'readlink', required: 1, optional: 1, give: named,
    take: (path, options) => namingArguments(path, options, 'oldPath'),
  },
  rename: {
    native: 'rename', required: 2,
    take: (oldPath, newPath) => [validPath(oldPath, 'oldPath'), validPath(newPath, 'newPath')],
  },
  symlink: { native: 'symlink', required: 2, optional: 1, take: symlinkArguments },
  unlink: { native: 'unlink', required: 1, take: (path) => [validPath(path)] },
};

const nativeRealpath = { native: 'realpath', give: named, take: namingArguments };

// Resolves links segment by segment, so that an error names the link or directory that is missing, as in Node.
function realpathSync(path, options) {
  const { encoding } = getOptions(options);
  const valid = validPath(path);
  let absolute = nodePath.resolve(typeof valid === 'string' ? valid : require('buffer').Buffer.from(valid).toString());
  const { root } = nodePath.parse(absolute);
  let done = root;
  let rest = absolute.slice(root.length).split(nodePath.sep).filter((segment) => segment !== '');
  while (rest.length > 0) {
    const [segment, ...following] = rest;
    const current = nodePath.join(done, segment);
    rest = following;
    const mode = native.lstat(current, false, true)[1];
    if ((mode & constants.S_IFMT) !== constants.S_IFLNK) {
      done = current;
      continue;
    }
    // Loops and dangling links are found by the system.
    native.stat(current, false, true);
    absolute = nodePath.resolve(done, native.readlink(current, false), ...following);
    done = nodePath.parse(absolute).root;
    rest = absolute.slice(done.length).split(nodePath.sep).filter((part) => part !== '');
  }
  return encodeResult(done, encoding);
}

function encodeResult(text, encoding) {
  if (!wantsBytes(encoding)) return text;
  const bytes = require('buffer').Buffer.from(text);
  return encoding === 'buffer' ? bytes : bytes.toString(encoding);
}

realpathSync.native = function(path, options) {
  const taken = namingArguments(path, options);
  return named(native.realpath(...taken), taken);
};

module.exports = { nativeRealpath, operations, realpathSync };
