// Dirent: an entry of a directory with its kind.
'use strict';

const constants = require('internal/constants').fs;

const kType = Symbol('type');

const KINDS = {
  isDirectory: 'UV_DIRENT_DIR',
  isFile: 'UV_DIRENT_FILE',
  isBlockDevice: 'UV_DIRENT_BLOCK',
  isCharacterDevice: 'UV_DIRENT_CHAR',
  isSymbolicLink: 'UV_DIRENT_LINK',
  isFIFO: 'UV_DIRENT_FIFO',
  isSocket: 'UV_DIRENT_SOCKET',
};

class Dirent {
  constructor(name, type, parentPath) {
    this.name = name;
    this.parentPath = parentPath;
    this[kType] = type;
  }
}
for (const method in KINDS) {
  Object.defineProperty(Dirent.prototype, method, {
    __proto__: null, writable: true, configurable: true, enumerable: false,
    value: { [method]() { return this[kType] === constants[KINDS[method]]; } }[method],
  });
}

const BY_MODE = [
  ['S_IFDIR', 'UV_DIRENT_DIR'], ['S_IFREG', 'UV_DIRENT_FILE'], ['S_IFBLK', 'UV_DIRENT_BLOCK'],
  ['S_IFCHR', 'UV_DIRENT_CHAR'], ['S_IFLNK', 'UV_DIRENT_LINK'], ['S_IFIFO', 'UV_DIRENT_FIFO'],
  ['S_IFSOCK', 'UV_DIRENT_SOCKET'],
];

// Some file systems do not tell the kind with the name; then `fullPath()` is looked at.
function makeDirent(name, type, parentPath, fullPath) {
  if (type === constants.UV_DIRENT_UNKNOWN) {
    const mode = internalBinding('fs').lstat(fullPath(), false, true)[1] & constants.S_IFMT;
    const found = BY_MODE.find(([kind]) => constants[kind] === mode);
    if (found !== undefined) type = constants[found[1]];
  }
  return new Dirent(name, type, parentPath);
}

module.exports = { Dirent, makeDirent };
