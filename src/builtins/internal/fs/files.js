// Opening, reading and writing files.
'use strict';

const native = internalBinding('fs');
const { codes } = require('internal/errors');
const validators = require('internal/validators');
const { getOptions, isDescriptor, openFlags, validDescriptor, validPath } = require('internal/fs/arguments');

const { parseFileMode } = validators;

function Buffer() {
  return require('buffer').Buffer;
}

function openSync(path, flags, mode) {
  return native.open(validPath(path), openFlags(flags), parseFileMode(mode, 'mode', 0o666));
}

function closeSync(fd) {
  native.close(validDescriptor(fd));
}

// ----- reading -----

function validatePosition(position, name, length) {
  if (typeof position === 'number') {
    validators.validateInteger(position, name, -1);
  } else if (typeof position === 'bigint') {
    const max = 2n ** 63n - 1n - BigInt(length);
    if (!(position >= -1n && position <= max)) {
      throw new codes.ERR_OUT_OF_RANGE(name, `>= -1 && <= ${max}`, position);
    }
  } else {
    throw new codes.ERR_INVALID_ARG_TYPE(name, ['integer', 'bigint'], position);
  }
}

function readSync(fd, buffer, offsetOrOptions, length, position) {
  validDescriptor(fd);
  validators.validateBuffer(buffer);
  let offset = offsetOrOptions;
  if (arguments.length <= 3 || typeof offsetOrOptions === 'object') {
    if (offsetOrOptions !== undefined) {
      validators.validateObject(offsetOrOptions, 'options', validators.kValidateObjectAllowNullable);
    }
    ({ offset = 0, length = buffer.byteLength - offset, position = null } = offsetOrOptions ?? {});
  }
  if (offset === undefined) offset = 0;
  else validators.validateInteger(offset, 'offset', 0);
  length |= 0;
  if (position === null || position === undefined) position = -1;
  else validatePosition(position, 'position', length);
  if (length === 0) return 0;
  if (buffer.byteLength === 0) {
    throw new codes.ERR_INVALID_ARG_VALUE('buffer', buffer, 'is empty and cannot be written');
  }
  if (length < 0) throw new codes.ERR_OUT_OF_RANGE('length', '>= 0', length);
  if (offset + length > buffer.byteLength) {
    throw new codes.ERR_OUT_OF_RANGE('length', `<= ${buffer.byteLength - offset}`, length);
  }
  return native.read(fd, buffer, offset, length, position);
}

function validateViews(buffers) {
  if (!Array.isArray(buffers) || !buffers.every((view) => ArrayBuffer.isView(view))) {
    throw new codes.ERR_INVALID_ARG_TYPE('buffers', 'ArrayBufferView[]', buffers);
  }
  return buffers;
}

function readvSync(fd, buffers, position) {
  validDescriptor(fd);
  return native.readv(fd, validateViews(buffers), typeof position === 'number' ? position : null);
}

function readFileSync(path, options) {
  options = getOptions(options, { flag: 'r' });
  const target = isDescriptor(path) ? path : validPath(path);
  const flags = openFlags(options.flag);
  if (options.encoding === 'utf8' || options.encoding === 'utf-8') return native.readFileUtf8(target, flags);
  const bytes = native.readFile(target, flags);
  const buffer = Buffer().from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return options.encoding && options.encoding !== 'buffer' ? buffer.toString(options.encoding) : buffer;
}

// ----- writing -----

function requireStringOrView(value, name) {
  if (typeof value !== 'string') {
    throw new codes.ERR_INVALID_ARG_TYPE(name, ['string', 'Buffer', 'TypedArray', 'DataView'], value);
  }
}

function writeSync(fd, buffer, offsetOrOptions, length, position) {
  validDescriptor(fd);
  let offset = offsetOrOptions;
  if (ArrayBuffer.isView(buffer)) {
    if (typeof offset === 'object') {
      ({ offset = 0, length = buffer.byteLength - offset, position = null } = offsetOrOptions ?? {});
    }
    if (offset === null || offset === undefined) offset = 0;
    else validators.validateInteger(offset, 'offset', 0);
    if (typeof length !== 'number') length = buffer.byteLength - offset;
    if (offset > buffer.byteLength) throw new codes.ERR_OUT_OF_RANGE('offset', `<= ${buffer.byteLength}`, offset);
    if (length > buffer.byteLength - offset) {
      throw new codes.ERR_OUT_OF_RANGE('length', `<= ${buffer.byteLength - offset}`, length);
    }
    if (length < 0) throw new codes.ERR_OUT_OF_RANGE('length', '>= 0', length);
    validators.validateInt32(length, 'length', 0);
    return native.write(fd, buffer, offset, length, writePosition(position));
  }
  requireStringOrView(buffer, 'buffer');
  // (fd, string, position, encoding)
  validators.validateEncoding(buffer, length);
  const bytes = Buffer().from(buffer, typeof length === 'string' ? length : 'utf8');
  return native.write(fd, bytes, 0, bytes.length, writePosition(offset));
}

// Anything that is no position means the current one.
function writePosition(position) {
  return typeof position === 'number' || typeof position === 'bigint' ? position : null;
}

function writevSync(fd, buffers, position) {
  validDescriptor(fd);
  validateViews(buffers);
  if (buffers.length === 0) return 0;
  return native.writev(fd, buffers, typeof position === 'number' ? position : null);
}

function writeAll(fd, data) {
  let offset = 0;
  while (offset < data.byteLength) offset += native.write(fd, data, offset, data.byteLength - offset, null);
}

function writeFileSync(path, data, options) {
  options = getOptions(options, { encoding: 'utf8', mode: 0o666, flag: 'w', flush: false });
  const flush = options.flush ?? false;
  validators.validateBoolean(flush, 'options.flush');
  const mode = parseFileMode(options.mode, 'mode', 0o666);
  if (!ArrayBuffer.isView(data)) {
    requireStringOrView(data, 'data');
    data = Buffer().from(data, options.encoding || 'utf8');
  }
  const isOwn = !isDescriptor(path);
  const fd = isOwn ? openSync(path, options.flag || 'w', mode) : path;
  try {
    writeAll(fd, data);
    if (flush) native.fsync(fd);
  } finally {
    if (isOwn) native.close(fd);
  }
}

function appendFileSync(path, data, options) {
  options = getOptions(options, { encoding: 'utf8', mode: 0o666, flag: 'a' });
  writeFileSync(path, data, !options.flag || isDescriptor(path) ? { ...options, flag: 'a' } : options);
}

// ----- length and flushing -----

function ftruncateSync(fd, length = 0) {
  validDescriptor(fd);
  validators.validateInteger(length, 'len');
  native.ftruncate(fd, length < 0 ? 0 : length);
}

function truncateSync(path, length = 0) {
  const fd = openSync(path, 'r+');
  try {
    ftruncateSync(fd, length);
  } finally {
    native.close(fd);
  }
}

function fsyncSync(fd) {
  native.fsync(validDescriptor(fd));
}

function fdatasyncSync(fd) {
  native.fdatasync(validDescriptor(fd));
}

module.exports = {
  appendFileSync,
  closeSync,
  fdatasyncSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  readSync,
  readvSync,
  truncateSync,
  writeFileSync,
  writeSync,
  writevSync,
};
