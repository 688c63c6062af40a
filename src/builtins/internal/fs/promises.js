// node:fs/promises: the operations of the table, and what is made of them.
//
// Everything that is wrong, arguments included, rejects. Neighbours: file_handle.js has what is done to open files.
'use strict';

const { codes } = require('internal/errors');
const constants = require('internal/constants').fs;
const { promised } = require('internal/fs/promised');
const { nativeRealpath } = require('internal/fs/links');
const { operations } = require('internal/fs/operations');

const functions = {};

// An operation as a method; like those of a class that is asynchronous throughout, it never throws.
function define(name, operation, length) {
  const method = {
    [name](...args) {
      return promised(operation, () => operation.take(...args), method);
    },
  }[name];
  Object.defineProperty(method, 'length', { __proto__: null, value: length, configurable: true });
  functions[name] = method;
}

function handles() {
  return require('internal/fs/file_handle');
}

const OF_THE_TABLE = [
  'access', 'copyFile', 'rename', 'truncate', 'rm', 'rmdir', 'mkdir', 'readdir', 'readlink', 'symlink', 'lstat', 'stat',
  'statfs', 'link', 'unlink', 'chmod', 'lchown', 'chown', 'utimes', 'lutimes', 'mkdtemp',
];
for (const name of OF_THE_TABLE) {
  const operation = operations[name];
  define(name, operation, operation.required + (operation.optional ?? 0));
}
define('realpath', nativeRealpath, 2);

async function open(path, flags, mode) {
  const { FileHandle } = handles();
  const fd = await promised(operations.open, () => operations.open.take(path, flags, mode), open);
  return new FileHandle(fd, `${path}`);
}

// A file by its path, or a handle of it.
function readFile(path, options) {
  return handles().readWhole(path, options, readFile);
}

function writeFile(path, data, options) {
  return handles().writeWhole(path, data, options, 'w', writeFile);
}

function appendFile(path, data, options) {
  return handles().writeWhole(path, data, options, 'a', appendFile);
}

async function mkdtempDisposable(prefix, options) {
  const cwd = process.cwd();
  const path = await functions.mkdtemp(prefix, options);
  return require('internal/fs/directories').disposable(path, cwd, functions.rm, Symbol.asyncDispose);
}

async function lchmod(path, mode) {
  if (constants.O_SYMLINK === undefined) throw new codes.ERR_METHOD_NOT_IMPLEMENTED('lchmod()');
  const handle = await open(path, constants.O_WRONLY | constants.O_SYMLINK);
  try {
    await handle.chmod(mode);
  } finally {
    await handle.close();
  }
}

async function cp(src, dest, options) {
  return require('internal/fs/copy').copyTree(src, dest, options);
}

async function opendir(path, options) {
  return require('internal/fs/dir').openDirectory(path, options);
}

function glob(pattern, options) {
  return require('internal/fs/glob').globIterator(pattern, options);
}

function watch(filename, options) {
  return require('internal/fs/watch_iterator').watch(filename, options);
}

Object.assign(functions, {
  appendFile, cp, glob, lchmod, mkdtempDisposable, open, opendir, readFile, watch, writeFile, constants,
});

module.exports = { functions };
