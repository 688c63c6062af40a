// node:buffer: the Buffer function and its static methods, and what else the module exports.
//
// Instances are Uint8Arrays whose prototype is Buffer.prototype (`internal/buffer` has their class and the pool);
// prototype methods: `internal/buffer_methods`, `internal/buffer_numbers`. The native side learns the prototype
// here, so that buffers made by addons are Buffers too.
'use strict';

const binding = internalBinding('buffer');
const { codes } = require('internal/errors');
const { validateArray, validateInteger, validateNumber } = require('internal/validators');
const {
  FastBuffer, alignmentPadding, allocate, createUnsafeAlignedBuffer, createUnsafeBuffer, createZeroedBuffer, kMaxLength,
  kStringMaxLength, shrinkNewest,
} = require('internal/buffer');
const { encodingNamed, utf8 } = require('internal/buffer_encodings');
const { addMethods, fill, inspectLimit } = require('internal/buffer_methods');
const { addNumberMethods } = require('internal/buffer_numbers');

const MAX_ALIGNMENT = 2 ** 30;
const TypedArray = Object.getPrototypeOf(Uint8Array);
const typedArrayTag = Object.getOwnPropertyDescriptor(TypedArray.prototype, Symbol.toStringTag).get;
const isTypedArray = (value) => typedArrayTag.call(value) !== undefined;
const isUint8Array = (value) => typedArrayTag.call(value) === 'Uint8Array';
const isAnyArrayBuffer = (value) => require('internal/util/types').isAnyArrayBuffer(value);

let constructorWarned = false;
// Looking at the stack takes time: packages that call the constructor in loops do not pay for it for ever.
const MAX_CALLER_CHECKS = 1000;
let callerChecks = 0;

function shouldWarn() {
  return !constructorWarned && callerChecks++ < MAX_CALLER_CHECKS &&
    !require('internal/util/call_sites').isInsideNodeModules();
}

// `Buffer(x)` and `new Buffer(x)`: long deprecated, still used. Node warns outside of node_modules only.
function Buffer(value, encodingOrOffset, length) {
  if (shouldWarn()) {
    constructorWarned = true;
    process.emitWarning(
      'Buffer() is deprecated due to security and usability issues. Please use the Buffer.alloc(), ' +
      'Buffer.allocUnsafe(), or Buffer.from() methods instead.', 'DeprecationWarning', 'DEP0005');
  }
  if (typeof value === 'number') {
    if (typeof encodingOrOffset === 'string') throw new codes.ERR_INVALID_ARG_TYPE('string', 'string', value);
    return Buffer.alloc(value);
  }
  return Buffer.from(value, encodingOrOffset, length);
}

Buffer.prototype = FastBuffer.prototype;
FastBuffer.prototype.constructor = Buffer;
addNumberMethods(Buffer.prototype);
addMethods(Buffer.prototype);

Object.defineProperty(Buffer, Symbol.species, {
  __proto__: null, configurable: true, get() { return FastBuffer; },
});
Buffer.poolSize = 64 * 1024;
Object.setPrototypeOf(Buffer, Uint8Array);
internalBinding('engine').setBufferPrototype(Buffer.prototype);

function fromString(string, encodingName) {
  let encoding = utf8;
  if (encodingName && encodingName !== 'utf8' && typeof encodingName === 'string') {
    encoding = encodingNamed(encodingName);
    if (encoding === undefined) throw new codes.ERR_UNKNOWN_ENCODING(encodingName);
  }
  if (string.length === 0) return new FastBuffer();
  // A code unit makes at most 3 bytes of UTF-8: short strings need not be measured first.
  const size = encoding === utf8 && string.length <= 2048 ? string.length * 3 : encoding.byteLength(string);
  const buffer = allocate(size, Buffer.poolSize);
  return shrinkNewest(buffer, encoding.write(buffer, string, 0, size));
}

function fromArrayBuffer(memory, byteOffset, length) {
  byteOffset = byteOffset === undefined ? 0 : +byteOffset || 0;
  const available = memory.byteLength - byteOffset;
  if (available < 0) throw new codes.ERR_BUFFER_OUT_OF_BOUNDS('offset');
  if (length !== undefined) {
    length = +length;
    if (!(length > 0)) length = 0;
    else if (length > available) throw new codes.ERR_BUFFER_OUT_OF_BOUNDS('length');
  }
  return new FastBuffer(memory, byteOffset, length);
}

function fromArrayLike(source) {
  const { length } = source;
  if (!(length > 0)) return new FastBuffer();
  if (length >= Buffer.poolSize >>> 1) return new FastBuffer(source);
  const buffer = allocate(length, Buffer.poolSize);
  buffer.set(source, 0);
  return buffer;
}

function fromObject(value) {
  if (value.length !== undefined || isAnyArrayBuffer(value.buffer)) {
    return typeof value.length === 'number' ? fromArrayLike(value) : new FastBuffer();
  }
  if (value.type === 'Buffer' && Array.isArray(value.data)) return fromArrayLike(value.data);
  return undefined;
}

Buffer.from = function from(value, encodingOrOffset, length) {
  if (typeof value === 'string') return fromString(value, encodingOrOffset);
  if (typeof value === 'object' && value !== null) {
    if (isUint8Array(value) && value.valueOf === Object.prototype.valueOf) return fromArrayLike(value);
    if (isAnyArrayBuffer(value)) return fromArrayBuffer(value, encodingOrOffset, length);
    const primitive = value.valueOf && value.valueOf();
    if (primitive != null && primitive !== value && (typeof primitive === 'string' || typeof primitive === 'object')) {
      return from(primitive, encodingOrOffset, length);
    }
    const buffer = fromObject(value);
    if (buffer) return buffer;
    if (typeof value[Symbol.toPrimitive] === 'function') {
      const text = value[Symbol.toPrimitive]('string');
      if (typeof text === 'string') return fromString(text, encodingOrOffset);
    }
  }
  throw new codes.ERR_INVALID_ARG_TYPE(
    'first argument', ['string', 'Buffer', 'ArrayBuffer', 'Array', 'Array-like Object'], value);
};

// Copies elements of a typed array as bytes, whatever their type.
Buffer.copyBytesFrom = function copyBytesFrom(view, offset, length) {
  if (!isTypedArray(view)) throw new codes.ERR_INVALID_ARG_TYPE('view', ['TypedArray'], view);
  const count = view.length;
  if (count === 0) return new FastBuffer();
  let start = 0;
  if (offset !== undefined) {
    validateInteger(offset, 'offset', 0);
    if (offset >= count) return new FastBuffer();
    start = offset;
  }
  let end = count;
  if (length !== undefined) {
    validateInteger(length, 'length', 0);
    end = Math.min(start + length, count);
  }
  const elementSize = view.byteLength / count;
  return fromArrayLike(
    new Uint8Array(view.buffer, view.byteOffset + start * elementSize, (end - start) * elementSize));
};

// An arrow function, so that it is no constructor.
const of = (...items) => {
  const buffer = new FastBuffer(items.length);
  for (let i = 0; i < items.length; i++) buffer[i] = items[i];
  return buffer;
};
Buffer.of = of;

Buffer.alloc = function alloc(size, value, encoding) {
  validateNumber(size, 'size', 0, kMaxLength);
  if (value !== undefined && value !== 0 && size > 0) {
    const buffer = createUnsafeBuffer(size);
    return fill(buffer, value, 0, buffer.length, encoding);
  }
  return createZeroedBuffer(size);
};

function validateAlignment(size, alignment) {
  validateInteger(alignment, 'alignment', 1, MAX_ALIGNMENT);
  if ((alignment & (alignment - 1)) !== 0) {
    throw new codes.ERR_INVALID_ARG_VALUE('alignment', alignment, 'must be a power of two');
  }
  const limit = kMaxLength - alignmentPadding(alignment);
  if (size > limit) throw new codes.ERR_OUT_OF_RANGE('size', `<= ${limit}`, size);
}

Buffer.allocUnsafe = function allocUnsafe(size, alignment) {
  validateNumber(size, 'size', 0, kMaxLength);
  if (alignment !== undefined) validateAlignment(size, alignment);
  return allocate(Math.trunc(size), Buffer.poolSize, alignment);
};

Buffer.allocUnsafeSlow = function allocUnsafeSlow(size, alignment) {
  validateNumber(size, 'size', 0, kMaxLength);
  if (alignment === undefined) return createUnsafeBuffer(size);
  validateAlignment(size, alignment);
  return createUnsafeAlignedBuffer(size, alignment);
};

Buffer.isBuffer = function isBuffer(value) {
  return value instanceof Buffer;
};

Buffer.compare = function compare(buf1, buf2) {
  if (!isUint8Array(buf1)) throw new codes.ERR_INVALID_ARG_TYPE('buf1', ['Buffer', 'Uint8Array'], buf1);
  if (!isUint8Array(buf2)) throw new codes.ERR_INVALID_ARG_TYPE('buf2', ['Buffer', 'Uint8Array'], buf2);
  return buf1 === buf2 ? 0 : binding.compare(buf1, 0, buf1.length, buf2, 0, buf2.length);
};

Buffer.isEncoding = function isEncoding(encoding) {
  return typeof encoding === 'string' && encoding.length !== 0 && encodingNamed(encoding) !== undefined;
};

Buffer.concat = function concat(list, length) {
  validateArray(list, 'list');
  if (list.length === 0) return new FastBuffer();
  let total = 0;
  if (length !== undefined) validateInteger(length, 'length', 0, kMaxLength);
  for (let i = 0; i < list.length; i++) {
    if (!isUint8Array(list[i])) {
      throw new codes.ERR_INVALID_ARG_TYPE(`list[${i}]`, ['Buffer', 'Uint8Array'], list[i]);
    }
    total += list[i].byteLength;
  }
  if (length === undefined) length = total;
  const buffer = allocate(length, Buffer.poolSize);
  let position = 0;
  for (let i = 0; i < list.length && position < length; i++) {
    const part = list[i];
    const size = Math.min(part.byteLength, length - position);
    binding.copy(part, buffer, position, 0, size);
    position += size;
  }
  if (position < length) TypedArray.prototype.fill.call(buffer, 0, position, length);
  return buffer;
};

Buffer.byteLength = function byteLength(string, encoding) {
  if (typeof string !== 'string') {
    if (ArrayBuffer.isView(string) || isAnyArrayBuffer(string)) return string.byteLength;
    throw new codes.ERR_INVALID_ARG_TYPE('string', ['string', 'Buffer', 'ArrayBuffer'], string);
  }
  if (string.length === 0) return 0;
  // An unknown encoding counts as UTF-8.
  return ((encoding ? encodingNamed(encoding) : undefined) ?? utf8).byteLength(string);
};

function invalidCharacter(message) {
  const { DOMException } = require('internal/dom_exception');
  return new DOMException(message, 'InvalidCharacterError');
}

function btoa(input) {
  if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS('input');
  const result = binding.btoa(`${input}`);
  if (result === undefined) throw invalidCharacter('Invalid character');
  return result;
}

function atob(input) {
  if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS('input');
  const result = binding.atob(`${input}`);
  if (typeof result === 'string') return result;
  throw invalidCharacter(
    result === -1 ? 'The string to be decoded is not correctly encoded.' : 'Invalid character');
}

function bytesToCheck(input) {
  if (isTypedArray(input)) return input;
  if (isAnyArrayBuffer(input)) return input.detached ? new Uint8Array(0) : new Uint8Array(input);
  throw new codes.ERR_INVALID_ARG_TYPE('input', ['ArrayBuffer', 'Buffer', 'TypedArray'], input);
}

const constants = Object.defineProperties({}, {
  MAX_LENGTH: { __proto__: null, value: kMaxLength, enumerable: true },
  MAX_STRING_LENGTH: { __proto__: null, value: kStringMaxLength, enumerable: true },
});

module.exports = {
  Buffer,
  transcode(source, fromEncoding, toEncoding) {
    return require('internal/buffer_transcode').transcode(source, fromEncoding, toEncoding);
  },
  isUtf8: (input) => binding.isUtf8(bytesToCheck(input)),
  isAscii: (input) => binding.isAscii(bytesToCheck(input)),
  kMaxLength,
  kStringMaxLength,
  btoa,
  atob,
};

function defineLazily(name, id) {
  Object.defineProperty(module.exports, name, {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get() {
      const value = require(id)[name];
      Object.defineProperty(module.exports, name, {
        __proto__: null, value, configurable: true, enumerable: true, writable: true,
      });
      return value;
    },
    set(value) {
      Object.defineProperty(module.exports, name, {
        __proto__: null, value, configurable: true, enumerable: true, writable: true,
      });
    },
  });
}

Object.defineProperties(module.exports, {
  constants: { __proto__: null, enumerable: true, value: constants },
  INSPECT_MAX_BYTES: {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get: () => inspectLimit.bytes,
    set(value) {
      validateNumber(value, 'INSPECT_MAX_BYTES', 0);
      inspectLimit.bytes = value;
    },
  },
});
defineLazily('Blob', 'internal/blob');
defineLazily('resolveObjectURL', 'internal/blob_urls');
defineLazily('File', 'internal/file');
