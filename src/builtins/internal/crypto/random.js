// Random bytes, integers and UUIDs. They come from the operating system with every call; nothing is kept for later, so
// `disableEntropyCache` has nothing to do.
'use strict';

const binding = internalBinding('crypto');
const { codes } = require('internal/errors');
const { validateBoolean, validateFunction, validateNumber, validateObject } = require('internal/validators');
const { isAnyArrayBuffer } = require('internal/util/types');

const kMaxSize = 2 ** 31 - 1;
const kMaxInteger = 2 ** 48 - 1;
// Asynchronous requests are filled in pieces of this size, so that the loop turns in between.
const PIECE = 2 ** 18;

function byteOffset(offset, elementSize, length) {
  validateNumber(offset, 'offset');
  const bytes = offset * elementSize;
  const most = Math.min(length, kMaxSize);
  if (!(bytes >= 0 && bytes <= most)) throw new codes.ERR_OUT_OF_RANGE('offset', `>= 0 && <= ${most}`, bytes);
  return Math.trunc(bytes);
}

function byteSize(size, elementSize, offset, length) {
  validateNumber(size, 'size');
  const bytes = size * elementSize;
  if (!(bytes >= 0 && bytes <= kMaxSize)) throw new codes.ERR_OUT_OF_RANGE('size', `>= 0 && <= ${kMaxSize}`, bytes);
  if (bytes + offset > length) throw new codes.ERR_OUT_OF_RANGE('size + offset', `<= ${length}`, bytes + offset);
  return Math.trunc(bytes);
}

function validateMemory(buf) {
  if (!ArrayBuffer.isView(buf) && !isAnyArrayBuffer(buf)) {
    throw new codes.ERR_INVALID_ARG_TYPE('buf', ['ArrayBuffer', 'ArrayBufferView'], buf);
  }
}

// The bytes that the caller means: `{ start, end }`.
function rangeOf(buf, offset, size) {
  const elementSize = buf.BYTES_PER_ELEMENT || 1;
  const start = byteOffset(offset, elementSize, buf.byteLength);
  if (size === undefined) return { start, end: buf.byteLength };
  return { start, end: start + byteSize(size, elementSize, start, buf.byteLength) };
}

function bytesOf(buf) {
  return ArrayBuffer.isView(buf) ? buf : new Uint8Array(buf);
}

function fill(buf, start, end) {
  if (end > start) binding.randomFill(bytesOf(buf), start, end);
}

// Calls back from the loop when all is filled. Small requests take one turn.
function fillLater(buf, start, end, callback) {
  require('internal/immediates').setImmediate(() => {
    const next = Math.min(start + PIECE, end);
    try {
      fill(buf, start, next);
    } catch (error) {
      callback(error);
      return;
    }
    if (next < end) fillLater(buf, next, end, callback);
    else callback(null);
  });
}

function randomBytes(size, callback) {
  const bytes = byteSize(size, 1, 0, Infinity);
  if (callback !== undefined) validateFunction(callback, 'callback');
  const buf = require('internal/buffer').createZeroedBuffer(bytes);
  if (callback === undefined) {
    fill(buf, 0, bytes);
    return buf;
  }
  randomFill(buf, callback);
}

function randomFillSync(buf, offset = 0, size) {
  validateMemory(buf);
  const { start, end } = rangeOf(buf, offset, size);
  fill(buf, start, end);
  return buf;
}

function randomFill(buf, offset, size, callback) {
  validateMemory(buf);
  if (typeof offset === 'function') {
    callback = offset;
    offset = 0;
    size = undefined;
  } else if (typeof size === 'function') {
    callback = size;
    size = undefined;
  } else {
    validateFunction(callback, 'callback');
  }
  const { start, end } = rangeOf(buf, offset, size);
  // Node answers at once when there is nothing to do.
  if (start === end) {
    callback(null, buf);
    return;
  }
  fillLater(buf, start, end, (error) => (error === null ? callback(null, buf) : callback(error)));
}

// Every integer from `min` to `max - 1` is equally likely: what is left over at the top of the 48 bits is drawn again.
function pick(min, range) {
  const limit = kMaxInteger - (kMaxInteger % range);
  let drawn;
  do drawn = binding.random48(); while (drawn >= limit);
  return drawn % range + min;
}

function randomInt(min, max, callback) {
  const onlyMax = max === undefined || typeof max === 'function';
  if (onlyMax) {
    callback = max;
    max = min;
    min = 0;
  }
  if (callback !== undefined) validateFunction(callback, 'callback');
  if (!Number.isSafeInteger(min)) throw new codes.ERR_INVALID_ARG_TYPE('min', 'a safe integer', min);
  if (!Number.isSafeInteger(max)) throw new codes.ERR_INVALID_ARG_TYPE('max', 'a safe integer', max);
  if (max <= min) {
    throw new codes.ERR_OUT_OF_RANGE('max', `greater than the value of "min" (${min})`, max);
  }
  const range = max - min;
  if (range > kMaxInteger) {
    throw new codes.ERR_OUT_OF_RANGE(onlyMax ? 'max' : 'max - min', `<= ${kMaxInteger}`, range);
  }
  const picked = pick(min, range);
  if (callback === undefined) return picked;
  process.nextTick(callback, undefined, picked);
}

function validateUuidOptions(options) {
  if (options === undefined) return;
  validateObject(options, 'options');
  const { disableEntropyCache = false } = options;
  validateBoolean(disableEntropyCache, 'options.disableEntropyCache');
}

function randomUUID(options) {
  validateUuidOptions(options);
  return binding.randomUUID();
}

function randomUUIDv7(options) {
  validateUuidOptions(options);
  return binding.randomUUIDv7(Date.now());
}

const INTEGER_ARRAY = /^(?:(?:Int|Uint)(?:8|16|32)|Uint8Clamped|Big(?:Int|Uint)64)Array$/;
const typeName = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag).get;

// Web Crypto's.
function getRandomValues(data) {
  if (!ArrayBuffer.isView(data) || !INTEGER_ARRAY.test(typeName.call(data))) {
    const { DOMException } = require('internal/dom_exception');
    throw new DOMException('The data argument must be an integer-type TypedArray', 'TypeMismatchError');
  }
  if (data.byteLength > 65536) {
    const { QuotaExceededError } = require('internal/dom_exception');
    throw new QuotaExceededError('The requested length exceeds 65,536 bytes');
  }
  fill(data, 0, data.byteLength);
  return data;
}

module.exports = { getRandomValues, randomBytes, randomFill, randomFillSync, randomInt, randomUUID, randomUUIDv7 };
