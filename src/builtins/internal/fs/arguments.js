// The arguments that functions of fs share: paths, descriptors, flags, modes, times, options; checked as in Node.
'use strict';

const { codes } = require('internal/errors');
const validators = require('internal/validators');
const constants = require('internal/constants').fs;

function refusePath(value, name) {
  throw new codes.ERR_INVALID_ARG_TYPE(name, ['string', 'Buffer', 'URL'], value);
}

function isURL(value) {
  return typeof value === 'object' && value !== null && typeof value.href === 'string' &&
    typeof value.protocol === 'string' && value.auth === undefined && value.path === undefined;
}

// A string, or the bytes of a path that is no text.
function validPath(value, name = 'path') {
  if (typeof value === 'string') {
    if (value.includes('\0')) refuseNul(value, name);
    return value;
  }
  if (value instanceof Uint8Array) {
    if (value.includes(0)) refuseNul(value, name);
    return value;
  }
  if (isURL(value)) return validPath(require('internal/url').fileURLToPath(value), name);
  return refusePath(value, name);
}

function refuseNul(value, name) {
  throw new codes.ERR_INVALID_ARG_VALUE(name, value, 'must be a string, Uint8Array, or URL without null bytes');
}

function isDescriptor(value) {
  return validators.isInt32(value) && value >= 0;
}

function validDescriptor(fd) {
  if (typeof fd !== 'number') throw new codes.ERR_INVALID_ARG_TYPE('fd', 'number', fd);
  validators.validateInteger(fd, 'fd', 0, 2147483647);
  return fd;
}

const FLAGS = {
  __proto__: null,
  'r': () => constants.O_RDONLY,
  'rs': () => constants.O_RDONLY | constants.O_SYNC,
  'r+': () => constants.O_RDWR,
  'rs+': () => constants.O_RDWR | constants.O_SYNC,
  'w': () => constants.O_TRUNC | constants.O_CREAT | constants.O_WRONLY,
  'wx': () => FLAGS.w() | constants.O_EXCL,
  'w+': () => constants.O_TRUNC | constants.O_CREAT | constants.O_RDWR,
  'wx+': () => FLAGS['w+']() | constants.O_EXCL,
  'a': () => constants.O_APPEND | constants.O_CREAT | constants.O_WRONLY,
  'ax': () => FLAGS.a() | constants.O_EXCL,
  'as': () => FLAGS.a() | constants.O_SYNC,
  'a+': () => constants.O_APPEND | constants.O_CREAT | constants.O_RDWR,
  'ax+': () => FLAGS['a+']() | constants.O_EXCL,
  'as+': () => FLAGS['a+']() | constants.O_SYNC,
};
// The letters may come in either order.
const ALIASES = { '__proto__': null, 'sr': 'rs', 'sr+': 'rs+', 'xw': 'wx', 'xw+': 'wx+', 'xa': 'ax', 'sa': 'as',
                  'xa+': 'ax+', 'sa+': 'as+' };

function openFlags(flags, name = 'flags') {
  if (typeof flags === 'number') {
    validators.validateInt32(flags, name);
    return flags;
  }
  if (flags === null || flags === undefined) return constants.O_RDONLY;
  const make = FLAGS[ALIASES[flags] ?? flags];
  if (make === undefined) throw new codes.ERR_INVALID_ARG_VALUE(name, flags);
  return make();
}

function checkEncoding(encoding) {
  if (encoding && encoding !== 'buffer' && !require('buffer').Buffer.isEncoding(encoding)) {
    throw new codes.ERR_INVALID_ARG_VALUE('encoding', encoding, 'is invalid encoding');
  }
}

// Options, or an encoding alone, or nothing; completed by defaults.
function getOptions(options, defaults = { __proto__: null }) {
  if (options === null || options === undefined || typeof options === 'function') return defaults;
  if (typeof options === 'string') options = { ...defaults, encoding: options };
  else if (typeof options !== 'object') throw new codes.ERR_INVALID_ARG_TYPE('options', ['string', 'Object'], options);
  checkEncoding(options.encoding);
  if (options.signal !== undefined) validators.validateAbortSignal(options.signal, 'options.signal');
  return { ...defaults, ...options };
}

// Signals are looked at before an operation, some after it too.
function checkAborted(signal) {
  if (!signal?.aborted) return;
  const { AbortError } = require('internal/errors');
  throw new AbortError(undefined, { cause: signal.reason });
}

// Seconds since 1970 from a number, a numeric string or a Date.
function toSeconds(time, name = 'time') {
  if (typeof time === 'string' && `${+time}` === time) return +time;
  if (Number.isFinite(time)) return time < 0 ? Date.now() / 1000 : time;
  if (require('internal/util/types').isDate(time)) return Date.prototype.getTime.call(time) / 1000;
  throw new codes.ERR_INVALID_ARG_TYPE(name, ['Date', 'Time in seconds'], time);
}

// The mode of access and copyFile: three bits.
function threeBits(mode, fallback) {
  if (mode === undefined || mode === null) return fallback;
  if (typeof mode !== 'number') {
    const error = new TypeError('mode must be int32 or null/undefined');
    error.code = 'ERR_INVALID_ARG_TYPE';
    throw error;
  }
  if (mode >= 0 && mode < 8) return Math.trunc(mode);
  const error = new RangeError(Number.isNaN(mode) ? 'mode is out of range' : 'mode is out of range: >= 0 && <= 7');
  error.code = 'ERR_OUT_OF_RANGE';
  throw error;
}

function accessMode(mode) {
  return threeBits(mode, constants.F_OK);
}

function copyMode(mode) {
  return threeBits(mode, 0);
}

// A name that came back as bytes, in the encoding that was asked for.
function wantsBytes(encoding) {
  return encoding !== undefined && encoding !== null && encoding !== 'utf8' && encoding !== 'utf-8';
}

function decodeName(name, encoding) {
  if (typeof name === 'string' || !wantsBytes(encoding)) return name;
  const { Buffer } = require('buffer');
  const buffer = Buffer.from(name.buffer, name.byteOffset, name.byteLength);
  return encoding === 'buffer' ? buffer : buffer.toString(encoding);
}

module.exports = {
  accessMode,
  checkAborted,
  copyMode,
  decodeName,
  getOptions,
  isDescriptor,
  openFlags,
  toSeconds,
  validDescriptor,
  validPath,
  wantsBytes,
};
