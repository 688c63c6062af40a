// Opening, reading and writing files.
'use strict';

const native = internalBinding('fs');
const { codes } = require('internal/errors');
const validators = require('internal/validators');
const { checkAborted, getOptions, isDescriptor, openFlags, validDescriptor, validPath } = require('internal/fs/arguments');

const { parseFileMode } = validators;

function Buffer() {
  return require('buffer').Buffer;
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

// Checks what is read into: `[offset, length, position]`; the length may be 0.
function readRange(buffer, offset, length, position) {
  if (offset === null || offset === undefined) offset = 0;
  else validators.validateInteger(offset, 'offset', 0);
  length |= 0;
  if (position === null || position === undefined) position = -1;
  else validatePosition(position, 'position', length);
  if (length === 0) return [offset, 0, position];
  if (buffer.byteLength === 0) {
    throw new codes.ERR_INVALID_ARG_VALUE('buffer', buffer, 'is empty and cannot be written');
  }
  if (length < 0) throw new codes.ERR_OUT_OF_RANGE('length', '>= 0', length);
  if (offset + length > buffer.byteLength) {
    throw new codes.ERR_OUT_OF_RANGE('length', `<= ${buffer.byteLength - offset}`, length);
  }
  return [offset, length, position];
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
  [offset, length, position] = readRange(buffer, offset, length, position);
  return length === 0 ? 0 : native.read(fd, buffer, offset, length, position);
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
  const buffer = native.readFile(target, flags);
  return options.encoding && options.encoding !== 'buffer' ? buffer.toString(options.encoding) : buffer;
}

// ----- writing -----

function requireStringOrView(value, name) {
  if (typeof value !== 'string') {
    throw new codes.ERR_INVALID_ARG_TYPE(name, ['string', 'Buffer', 'TypedArray', 'DataView'], value);
  }
}

// Checks what is written: `[bytes, offset, length, position]`.
function writeRange(buffer, offset, length, position) {
  if (ArrayBuffer.isView(buffer)) {
    if (typeof offset === 'object') {
      ({ offset = 0, length = buffer.byteLength - offset, position = null } = offset ?? {});
    }
    if (offset === null || offset === undefined || typeof offset === 'function') offset = 0;
    else validators.validateInteger(offset, 'offset', 0);
    if (typeof length !== 'number') length = buffer.byteLength - offset;
    if (offset > buffer.byteLength) throw new codes.ERR_OUT_OF_RANGE('offset', `<= ${buffer.byteLength}`, offset);
    if (length > buffer.byteLength - offset) {
      throw new codes.ERR_OUT_OF_RANGE('length', `<= ${buffer.byteLength - offset}`, length);
    }
    if (length < 0) throw new codes.ERR_OUT_OF_RANGE('length', '>= 0', length);
    validators.validateInt32(length, 'length', 0);
    return [buffer, offset, length, writePosition(position)];
  }
  requireStringOrView(buffer, 'buffer');
  // (fd, string, position, encoding)
  validators.validateEncoding(buffer, length);
  const bytes = Buffer().from(buffer, Buffer().isEncoding(length) ? length : 'utf8');
  return [bytes, 0, bytes.length, writePosition(offset)];
}

function writeSync(fd, buffer, offsetOrOptions, length, position) {
  validDescriptor(fd);
  return native.write(fd, ...writeRange(buffer, offsetOrOptions, length, position));
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

// The native arguments of writing whole files, and the signal; `flag` says how they are opened.
function contentArguments(path, data, options, flag) {
  options = getOptions(options, { encoding: 'utf8', mode: 0o666, flag, flush: false });
  const flush = options.flush ?? false;
  validators.validateBoolean(flush, 'options.flush');
  const mode = parseFileMode(options.mode, 'mode', 0o666);
  if (!ArrayBuffer.isView(data)) {
    requireStringOrView(data, 'data');
    data = Buffer().from(data, options.encoding || 'utf8');
  }
  const target = isDescriptor(path) ? path : validPath(path);
  return [target, data, openFlags(options.flag || flag), mode, flush, options.signal];
}

const written = (_, taken) => checkAborted(taken[5]);

function truncateLength(length = 0) {
  validators.validateInteger(length, 'len');
  return length < 0 ? 0 : length;
}

const operations = {
  appendFile: {
    native: 'writeFile', required: 2, optional: 1, give: written,
    take: (path, data, options) => contentArguments(path, data, options, 'a'),
  },
  close: { native: 'close', required: 1, take: (fd) => [validDescriptor(fd)] },
  fdatasync: { native: 'fdatasync', required: 1, take: (fd) => [validDescriptor(fd)] },
  fsync: { native: 'fsync', required: 1, take: (fd) => [validDescriptor(fd)] },
  ftruncate: {
    native: 'ftruncate', required: 1, optional: 1,
    take: (fd, length) => [validDescriptor(fd), truncateLength(length)],
  },
  open: {
    native: 'open', required: 1, optional: 2,
    take: (path, flags, mode) => [validPath(path), openFlags(flags), parseFileMode(mode, 'mode', 0o666)],
  },
  truncate: {
    native: 'truncate', required: 1, optional: 1,
    take: (path, length) => [validPath(path), openFlags('r+'), truncateLength(length)],
  },
  writeFile: {
    native: 'writeFile', required: 2, optional: 1, give: written,
    take: (path, data, options) => contentArguments(path, data, options, 'w'),
  },
};

// Reading whole files is an operation too, whose native function depends on the encoding.
const readFile = {
  native: ([, , encoding]) => (encoding === 'utf8' || encoding === 'utf-8' ? 'readFileUtf8' : 'readFile'),
  take(path, options) {
    options = getOptions(options, READING);
    return [isDescriptor(path) ? path : validPath(path), openFlags(options.flag), options.encoding, options.signal];
  },
  give(content, [, , encoding, signal]) {
    checkAborted(signal);
    return typeof content === 'string' || !encoding || encoding === 'buffer' ? content : content.toString(encoding);
  },
  // Reading on the pool says of which path it could not read.
  fail(error, [path]) {
    if (error.syscall !== 'read' || error.path !== undefined || typeof path === 'number') return error;
    error.path = `${path}`;
    error.stack = error.stack.replace(error.message, `${error.message} '${path}'`);
    error.message += ` '${path}'`;
    return error;
  },
};

const READING = { __proto__: null, flag: 'r' };

module.exports = {
  operations,
  readFile,
  readFileSync,
  readRange,
  readSync,
  readvSync,
  validateViews,
  writePosition,
  writeRange,
  writeSync,
  writevSync,
};
