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

module.exports = { Dirent };
