// Methods of Buffer.prototype other than those for numbers: text, comparing, searching, filling, slicing, inspection.
//
// JavaScript settles the arguments as Node does; the natives get ranges inside of the view. Many methods work on any
// Uint8Array as `this`, as in Node.
'use strict';

const binding = internalBinding('buffer');
const { codes } = require('internal/errors');
const { validateBuffer, validateInteger, validateString } = require('internal/validators');
const { FastBuffer, kMaxLength } = require('internal/buffer');
const encodings = require('internal/buffer_encodings');

const { encodingNamed, normalizeEncoding, utf8 } = encodings;
const { indexOf: indexOfElement, lastIndexOf: lastIndexOfElement, fill: fillElements } = Uint8Array.prototype;
const TypedArrayPrototype = Object.getPrototypeOf(Uint8Array.prototype);
const lengthOf = Object.getOwnPropertyDescriptor(TypedArrayPrototype, 'length').get;
const tagOf = Object.getOwnPropertyDescriptor(TypedArrayPrototype, Symbol.toStringTag).get;
const isUint8Array = (value) => tagOf.call(value) === 'Uint8Array';

// How many bytes inspection shows; a setting of the module.
const inspectLimit = { bytes: 50 };

function validateOffset(value, name, min = 0, max = kMaxLength) {
  validateInteger(value, name, min, max);
}

function requireUint8Array(value, name) {
  if (!isUint8Array(value)) throw new codes.ERR_INVALID_ARG_TYPE(name, ['Buffer', 'Uint8Array'], value);
}

function errorWithCode(ErrorClass, code, message) {
  const error = new ErrorClass(message);
  error.code = code;
  return error;
}

function requireBufferReceiver(view) {
  if (!ArrayBuffer.isView(view)) {
    throw errorWithCode(TypeError, 'ERR_INVALID_ARG_TYPE', 'argument must be a buffer');
  }
}

function requireStringToWrite(string) {
  if (typeof string !== 'string') {
    throw errorWithCode(TypeError, 'ERR_INVALID_ARG_TYPE', 'argument must be a string');
  }
}

// An index given to one of the `...Slice` and `...Write` methods.
function toIndex(value, fallback) {
  if (value === undefined) return fallback;
  const index = Math.trunc(Number(value)) || 0;
  if (index < 0) throw errorWithCode(RangeError, 'ERR_OUT_OF_RANGE', 'Index out of range');
  return index;
}

function sliceMethod(slice) {
  return function(start, end) {
    requireBufferReceiver(this);
    const length = this.byteLength;
    if (length === 0) return '';
    start = toIndex(start, 0);
    end = toIndex(end, length);
    if (end <= start) return '';
    if (end > length) throw errorWithCode(RangeError, 'ERR_OUT_OF_RANGE', 'Index out of range');
    return slice(this, start, end);
  };
}

// The range is checked as strictly as Node checks it for utf8, latin1 and ascii.
function strictWriteMethod(write) {
  return function(string, offset = 0, length = undefined) {
    requireBufferReceiver(this);
    requireStringToWrite(string);
    const size = this.byteLength;
    offset = Math.trunc(Number(offset)) || 0;
    if (offset < 0 || offset > size) throw new codes.ERR_BUFFER_OUT_OF_BOUNDS('offset');
    length = length === undefined ? size - offset : Math.trunc(Number(length)) || 0;
    if (length < 0 || length > size - offset) throw new codes.ERR_BUFFER_OUT_OF_BOUNDS('length');
    return write(this, string, offset, length);
  };
}

// For the other encodings a length beyond the end is cut.
function lenientWriteMethod(write) {
  return function(string, offset, length) {
    requireBufferReceiver(this);
    requireStringToWrite(string);
    const size = this.byteLength;
    offset = toIndex(offset, 0);
    if (offset > size) throw new codes.ERR_BUFFER_OUT_OF_BOUNDS('offset');
    return write(this, string, offset, Math.min(toIndex(length, size - offset), size - offset));
  };
}

function toInteger(value) {
  value = +value;
  return Number.isSafeInteger(value) || Math.abs(value) <= Number.MAX_SAFE_INTEGER ? Math.floor(value) : 0;
}

function fill(view, value, offset, end, encodingName) {
  if (typeof value === 'string') {
    if (offset === undefined || typeof offset === 'string') {
      encodingName = offset;
      offset = 0;
      end = view.length;
    } else if (typeof end === 'string') {
      encodingName = end;
      end = view.length;
    }
    if (normalizeEncoding(encodingName) === undefined) {
      validateString(encodingName, 'encoding');
      throw new codes.ERR_UNKNOWN_ENCODING(encodingName);
    }
  }
  if (offset === undefined) {
    offset = 0;
    end = view.length;
  } else {
    validateOffset(offset, 'offset');
    if (end === undefined) end = view.length;
    else validateOffset(end, 'end', 0, view.length);
    if (offset >= end) return view;
  }
  let pattern = value;
  if (typeof value === 'string') {
    if (value.length === 0) pattern = 0;
    else pattern = encode(value, encodingName ? encodingNamed(encodingName) : utf8);
  } else if (!ArrayBuffer.isView(value) && typeof value !== 'number') {
    pattern = value >>> 0;
  }
  if (end > view.byteLength) throw new codes.ERR_BUFFER_OUT_OF_BOUNDS();
  if (typeof pattern === 'number') return fillElements.call(view, pattern, offset, end);
  // Bad hex and empty views have no byte to fill with, which matters only where there is something to fill.
  if (offset >= end) return view;
  if (pattern.byteLength === 0) throw new codes.ERR_INVALID_ARG_VALUE('value', value);
  binding.fill(view, pattern, offset, end);
  return view;
}

// The bytes of a string to fill with or to search for: without the pool, they do not live long.
function encode(string, encoding) {
  const bytes = new Uint8Array(encoding.byteLength(string));
  const written = encoding.write(bytes, string, 0, bytes.length);
  return written === bytes.length ? bytes : bytes.subarray(0, written);
}

// Where a search begins, by Node's rules for offsets before and after the view; negative: nothing can be found.
function searchStart(length, offset, needleLength, forward) {
  if (offset < 0) {
    if (offset + length >= 0) return length + offset;
    return forward || needleLength === 0 ? 0 : -1;
  }
  if (offset + needleLength <= length) return offset;
  if (needleLength === 0) return length;
  return forward ? -1 : length - 1;
}

// Offsets refer to `length`, that of the view and not of the range that is searched.
function searchBytes(view, needle, length, offset, end, unit, forward) {
  const start = searchStart(length, offset, needle.length, forward);
  if (unit === 2) end -= end % 2;
  if (needle.length === 0) return Math.min(start, end);
  if (start < 0 || needle.length > end || (forward && start + needle.length > end)) return -1;
  if (unit === 2 && needle.length < 2) return -1;
  return binding.indexOf(view, needle, start, end, unit, forward);
}

function searchByte(view, byte, offset, end, forward) {
  const start = searchStart(view.length, offset, 1, forward);
  if (start < 0 || end === 0) return -1;
  if (!forward) return lastIndexOfElement.call(view, byte, Math.min(start, end - 1));
  const index = indexOfElement.call(view, byte, start);
  return index < end ? index : -1;
}

function search(buffer, value, offset, end, encodingName, forward) {
  validateBuffer(buffer);
  if (typeof end === 'string') {
    encodingName = end;
    end = undefined;
  }
  if (typeof offset === 'string') {
    encodingName = offset;
    offset = undefined;
  }
  const view = isUint8Array(buffer) ? buffer : new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
  const length = view.length;
  // Of other typed arrays Node takes the number of elements for the end, though it searches bytes.
  end = end === undefined ? buffer.length ?? length : Math.max(0, Math.trunc(+end) || 0);
  end = Math.min(end, length);
  offset = Math.max(-0x80000000, Math.min(+offset, 0x7FFFFFFF));
  offset = Number.isNaN(offset) ? (forward ? 0 : length) : Math.trunc(offset);
  if (typeof value === 'number') return searchByte(view, (value >>> 0) & 255, offset, end, forward);

  const encoding = encodingName === undefined ? utf8 : encodingNamed(encodingName);
  const unit = encoding === encodings.utf16le ? 2 : 1;
  if (typeof value === 'string') {
    if (encoding === undefined) throw new codes.ERR_UNKNOWN_ENCODING(encodingName);
    // For text in 16-bit units an odd last byte does not count, for bytes it does.
    return searchBytes(view, encode(value, encoding), unit === 2 ? length - length % 2 : length, offset, end, unit, forward);
  }
  if (isUint8Array(value)) return searchBytes(view, value, length, offset, end, unit, forward);
  throw new codes.ERR_INVALID_ARG_TYPE('value', ['number', 'string', 'Buffer', 'Uint8Array'], value);
}

// A position given to `subarray`: negative ones count from the end.
function toPosition(position, length) {
  position = Math.trunc(position);
  if (position < 0) return Math.max(position + length, 0);
  return position < length ? position : Number.isNaN(position) ? 0 : length;
}

function swapBytes(view, unit) {
  if (lengthOf.call(view) % unit !== 0) throw new codes.ERR_INVALID_BUFFER_SIZE(`${unit * 8}-bits`);
  binding.swap(view, unit);
  return view;
}

// Own properties that somebody added to the buffer, as inspection shows them.
function inspectExtras(view, context) {
  const names = internalBinding('engine').ownNonIndexKeys(view, context.showHidden !== true);
  if (names.length === 0) return '';
  const extras = { __proto__: null };
  for (const name of names) extras[name] = view[name];
  const { inspect } = require('internal/util/inspect');
  const text = inspect(extras, { ...context, breakLength: Infinity, compact: true });
  return text.slice('[Object: null prototype] { '.length, -2);
}

function inspectBuffer(recurseTimes, context) {
  const limit = inspectLimit.bytes;
  const hidden = this.length - limit;
  let text = encodings.hex.slice(this, 0, Math.min(limit, this.length)).replace(/..(?=.)/g, '$& ');
  if (hidden > 0) text += ` ... ${hidden} more byte${hidden > 1 ? 's' : ''}`;
  if (context) {
    const extras = inspectExtras(this, context);
    if (extras !== '') text += this.length === 0 ? extras : `, ${extras}`;
  }
  let name = 'Buffer';
  try {
    const { constructor } = this;
    if (typeof constructor === 'function' && Object.hasOwn(constructor, 'name')) name = constructor.name;
  } catch {
    // A throwing accessor: the usual name will do.
  }
  return `<${name} ${text}>`;
}

const methods = {
  copy(target, targetStart, sourceStart, sourceEnd) {
    if (!ArrayBuffer.isView(this)) throw new codes.ERR_INVALID_ARG_TYPE('source', ['Buffer', 'Uint8Array'], this);
    if (!ArrayBuffer.isView(target)) throw new codes.ERR_INVALID_ARG_TYPE('target', ['Buffer', 'Uint8Array'], target);
    const size = this.byteLength;
    targetStart = targetStart === undefined ? 0 : toInteger(targetStart);
    if (targetStart < 0) throw new codes.ERR_OUT_OF_RANGE('targetStart', '>= 0', targetStart);
    sourceStart = sourceStart === undefined ? 0 : toInteger(sourceStart);
    if (sourceStart < 0 || sourceStart > size) {
      throw new codes.ERR_OUT_OF_RANGE('sourceStart', `>= 0 && <= ${size}`, sourceStart);
    }
    sourceEnd = sourceEnd === undefined ? size : toInteger(sourceEnd);
    if (sourceEnd < 0) throw new codes.ERR_OUT_OF_RANGE('sourceEnd', '>= 0', sourceEnd);
    const count = Math.min(sourceEnd, size, sourceStart + target.byteLength - targetStart) - sourceStart;
    if (count <= 0) return 0;
    binding.copy(this, target, targetStart, sourceStart, count);
    return count;
  },

  toString(encodingName, start, end) {
    if (arguments.length === 0) {
      requireBufferReceiver(this);
      return utf8.slice(this, 0, this.byteLength);
    }
    const length = lengthOf.call(this);
    if (start <= 0) start = 0;
    else if (start >= length) return '';
    else start = Math.trunc(start) || 0;
    if (end === undefined || end > length) end = length;
    else end = Math.trunc(end) || 0;
    if (end <= start) return '';
    if (encodingName === undefined) return utf8.slice(this, start, end);
    const encoding = encodingNamed(encodingName);
    if (encoding === undefined) throw new codes.ERR_UNKNOWN_ENCODING(encodingName);
    return encoding.slice(this, start, end);
  },

  equals(otherBuffer) {
    requireUint8Array(otherBuffer, 'otherBuffer');
    if (this === otherBuffer) return true;
    const length = this.byteLength;
    if (length !== otherBuffer.byteLength) return false;
    return length === 0 || binding.compare(this, 0, length, otherBuffer, 0, length) === 0;
  },

  compare(target, targetStart, targetEnd, sourceStart, sourceEnd) {
    requireUint8Array(target, 'target');
    if (targetStart === undefined) targetStart = 0;
    else validateOffset(targetStart, 'targetStart');
    if (targetEnd === undefined) targetEnd = target.length;
    else validateOffset(targetEnd, 'targetEnd', 0, target.length);
    if (sourceStart === undefined) sourceStart = 0;
    else validateOffset(sourceStart, 'sourceStart');
    if (sourceEnd === undefined) sourceEnd = this.length;
    else validateOffset(sourceEnd, 'sourceEnd', 0, this.length);
    if (sourceStart >= sourceEnd) return targetStart >= targetEnd ? 0 : -1;
    if (targetStart >= targetEnd) return 1;
    return binding.compare(this, sourceStart, sourceEnd, target, targetStart, targetEnd);
  },

  indexOf(value, offset, end, encoding) { return search(this, value, offset, end, encoding, true); },
  lastIndexOf(value, offset, end, encoding) { return search(this, value, offset, end, encoding, false); },
  includes(value, offset, end, encoding) { return search(this, value, offset, end, encoding, true) !== -1; },
  fill(value, offset, end, encoding) { return fill(this, value, offset, end, encoding); },

  write(string, offset, length, encodingName) {
    const size = lengthOf.call(this);
    if (offset === undefined) {
      offset = 0;
      length = size;
    } else if (length === undefined && typeof offset === 'string') {
      encodingName = offset;
      offset = 0;
      length = size;
    } else {
      validateOffset(offset, 'offset', 0, size);
      const remaining = size - offset;
      if (length === undefined) {
        length = remaining;
      } else if (typeof length === 'string') {
        encodingName = length;
        length = remaining;
      } else {
        validateOffset(length, 'length', 0, size);
        length = Math.min(length, remaining);
      }
    }
    const encoding = encodingName ? encodingNamed(encodingName) : utf8;
    if (encoding === undefined) throw new codes.ERR_UNKNOWN_ENCODING(encodingName);
    requireStringToWrite(string);
    return encoding.write(this, string, offset, length);
  },

  toJSON() {
    const length = lengthOf.call(this);
    const data = new Array(length);
    for (let i = 0; i < length; i++) data[i] = this[i];
    return { type: 'Buffer', data };
  },

  subarray(start, end) {
    const length = lengthOf.call(this);
    start = toPosition(start, length);
    end = end === undefined ? length : toPosition(end, length);
    return new FastBuffer(this.buffer, this.byteOffset + start, end > start ? end - start : 0);
  },

  slice(start, end) { return this.subarray(start, end); },
  swap16() { return swapBytes(this, 2); },
  swap32() { return swapBytes(this, 4); },
  swap64() { return swapBytes(this, 8); },
};

function addMethods(prototype) {
  Object.assign(prototype, {
    asciiSlice: sliceMethod(binding.asciiSlice),
    base64Slice: sliceMethod(binding.base64Slice),
    base64urlSlice: sliceMethod(binding.base64urlSlice),
    latin1Slice: sliceMethod(binding.latin1Slice),
    hexSlice: sliceMethod(binding.hexSlice),
    ucs2Slice: sliceMethod(binding.utf16leSlice),
    utf8Slice: sliceMethod(binding.utf8Slice),
    asciiWrite: strictWriteMethod(binding.latin1Write),
    base64Write: lenientWriteMethod(binding.base64Write),
    base64urlWrite: lenientWriteMethod(binding.base64Write),
    latin1Write: strictWriteMethod(binding.latin1Write),
    hexWrite: lenientWriteMethod(binding.hexWrite),
    ucs2Write: lenientWriteMethod(binding.utf16leWrite),
    utf8Write: strictWriteMethod(binding.utf8Write),
  });
  // Old names; `undefined` on anything that is no Buffer, Buffer.prototype included.
  for (const [name, property] of [['parent', 'buffer'], ['offset', 'byteOffset']]) {
    Object.defineProperty(prototype, name, {
      __proto__: null,
      enumerable: true,
      get() { return this instanceof FastBuffer ? this[property] : undefined; },
    });
  }
  Object.assign(prototype, methods);
  prototype[Symbol.for('nodejs.util.inspect.custom')] = inspectBuffer;
  prototype.inspect = inspectBuffer;
  prototype.toLocaleString = prototype.toString;
}

module.exports = { addMethods, fill, inspectLimit };
