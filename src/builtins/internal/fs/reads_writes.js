// fs.read, write, readv, writev with callbacks, in all their forms.
'use strict';

const validators = require('internal/validators');
const { validDescriptor } = require('internal/fs/arguments');
const { readRange, validateViews, writePosition, writeRange } = require('internal/fs/files');
const { sendInto } = require('internal/fs/requests');

const DEFAULT_SIZE = 16384;

function checkOptions(options, name) {
  if (options !== undefined) validators.validateObject(options, name, validators.kValidateObjectAllowNullable);
}

// `callback(error, count, buffer)`, whatever happened.
function countedDone(callback, buffer) {
  return (error, count) => callback(error, count ?? 0, buffer);
}

// (fd, buffer, offset, length, position, callback), (fd, buffer, options, callback), (fd, options, callback),
// (fd, buffer, callback), (fd, callback)
function read(fd, buffer, offset, length, position, callback) {
  validDescriptor(fd);
  if (arguments.length <= 4) {
    let options = null;
    if (arguments.length === 4) {
      checkOptions(offset, 'options');
      options = offset;
      callback = length;
    } else if (arguments.length === 3) {
      if (!ArrayBuffer.isView(buffer)) {
        checkOptions(buffer, 'options');
        options = buffer;
        ({ buffer = require('buffer').Buffer.alloc(DEFAULT_SIZE) } = options ?? {});
      }
      callback = offset;
    } else {
      callback = buffer;
      buffer = require('buffer').Buffer.alloc(DEFAULT_SIZE);
    }
    ({ offset = 0, length = buffer?.byteLength - offset, position = null } = options ?? {});
  }
  validators.validateBuffer(buffer);
  validators.validateFunction(callback, 'cb');
  [offset, length, position] = readRange(buffer, offset, length, position);
  if (length === 0) process.nextTick(() => callback(null, 0, buffer));
  else sendInto('read', [fd, length, position], buffer, offset, countedDone(callback, buffer));
}

// (fd, buffer, offset, length, position, callback), (fd, buffer, options, callback), (fd, string, position, encoding,
// callback); everything between the first two and the callback may be left out.
function write(fd, buffer, offset, length, position, callback) {
  validDescriptor(fd);
  callback = [callback, position, length, offset].find((argument) => typeof argument === 'function');
  if (ArrayBuffer.isView(buffer)) {
    validators.validateFunction(callback, 'cb');
    if (typeof length === 'function') length = undefined;
    if (typeof position === 'function') position = null;
  }
  const taken = writeRange(buffer, typeof offset === 'function' ? null : offset, length, position);
  validators.validateFunction(callback, 'cb');
  sendInto('write', [fd, ...taken], undefined, 0, countedDone(callback, buffer));
}

function vectored(name, fd, buffers, position, callback) {
  validDescriptor(fd);
  validateViews(buffers);
  callback ||= position;
  validators.validateFunction(callback, 'cb');
  const at = writePosition(position);
  const done = countedDone(callback, buffers);
  if (name === 'writev') {
    if (buffers.length === 0) process.nextTick(callback, null, 0, buffers);
    else sendInto('writev', [fd, buffers, at], undefined, 0, done);
    return;
  }
  const length = buffers.reduce((sum, view) => sum + view.byteLength, 0);
  sendInto('readv', [fd, length, at], buffers, 0, done);
}

function readv(fd, buffers, position, callback) {
  vectored('readv', fd, buffers, position, callback);
}

function writev(fd, buffers, position, callback) {
  vectored('writev', fd, buffers, position, callback);
}

// What util.promisify makes of the other results.
const { customPromisifyArgs } = require('internal/util');
for (const [fn, names] of [[read, ['bytesRead', 'buffer']], [readv, ['bytesRead', 'buffers']],
                           [write, ['bytesWritten', 'buffer']], [writev, ['bytesWritten', 'buffers']]]) {
  Object.defineProperty(fn, customPromisifyArgs, { __proto__: null, value: names, enumerable: false });
}

module.exports = { read, readv, write, writev };
