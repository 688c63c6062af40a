// v8.Serializer: a value as bytes that Node reads too.
//
// Every object gets a number in the order they are met, so that it is written once; the reader counts alike.
'use strict';

const { Buffer } = require('buffer');
const { codes } = require('internal/errors');
const types = require('internal/util/types');
const { ERRORS, ERROR_PART, FLAGS, HOST_VIEWS, TAG, VERSION, VIEWS, code, isOneByte } =
  require('internal/v8/wire_format');
const { classOf, proxyDetails } = internalBinding('engine');

// What has no properties that could be written instead of it.
const REFUSED = new Set(['Arguments', 'Promise', 'Proxy', 'WeakMap', 'WeakSet', 'WeakRef', 'FinalizationRegistry',
                         'External', 'Module', 'Generator', 'AsyncGenerator', 'Symbol', 'Global Object']);

// Bytes that grow.
class Output {
  constructor() {
    this.bytes = Buffer.alloc(64);
    this.length = 0;
  }

  reserve(count) {
    if (this.length + count > this.bytes.length) {
      const larger = Buffer.alloc(Math.max(this.bytes.length * 2, this.length + count));
      larger.set(this.bytes.subarray(0, this.length));
      this.bytes = larger;
    }
    const at = this.length;
    this.length += count;
    return at;
  }

  byte(value) {
    const at = this.reserve(1);
    this.bytes[at] = value;
  }

  // Seven bits a byte, low ones first. BigInts hold what is beyond 32 bits.
  varint(value) {
    if (typeof value === 'bigint') {
      for (; value > 0x7Fn; value >>= 7n) this.byte(Number(value & 0x7Fn) | 0x80);
      this.byte(Number(value));
      return;
    }
    for (; value > 0x7F; value = Math.floor(value / 128)) this.byte((value % 128) | 0x80);
    this.byte(value);
  }

  double(value) {
    const at = this.reserve(8);
    this.bytes.writeDoubleLE(value, at);
  }

  word(value) {
    const at = this.reserve(8);
    this.bytes.writeBigUInt64LE(value, at);
  }

  raw(bytes) {
    const at = this.reserve(bytes.length);
    this.bytes.set(bytes, at);
  }
}

// What a Serializer has inside; `owner` has the methods that programs may override.
class Writer {
  constructor(owner) {
    this.owner = owner;
    this.output = new Output();
    this.numbers = new Map();
    this.transferred = new Map();
    this.viewsAreHostObjects = false;
  }

  refuse(value) {
    const text = typeof value === 'function' ? Function.prototype.toString.call(value) :
      typeof value === 'symbol' ? String(value) : `#<${className(value)}>`;
    throw this.error(`${text} could not be cloned.`);
  }

  error(message) {
    const make = this.owner._getDataCloneError;
    return typeof make === 'function' ? Reflect.apply(make, this.owner, [message]) : new Error(message);
  }

  value(value) {
    const { output } = this;
    switch (typeof value) {
      case 'undefined': return output.byte(TAG.UNDEFINED);
      case 'boolean': return output.byte(value ? TAG.TRUE : TAG.FALSE);
      case 'number': return this.number(value);
      case 'bigint':
        output.byte(TAG.BIGINT);
        return this.bigint(value);
      case 'string': return this.string(value);
      case 'object': return value === null ? output.byte(TAG.NULL) : this.object(value);
      default: return this.refuse(value);
    }
  }

  number(value) {
    if ((value | 0) === value && !Object.is(value, -0)) {
      this.output.byte(TAG.INT32);
      this.output.varint(((value << 1) ^ (value >> 31)) >>> 0);
    } else {
      this.output.byte(TAG.DOUBLE);
      this.output.double(value);
    }
  }

  bigint(value) {
    const digits = [];
    for (let rest = value < 0n ? -value : value; rest > 0n; rest >>= 64n) digits.push(rest & 0xFFFFFFFFFFFFFFFFn);
    this.output.varint((digits.length * 8) << 1 | (value < 0n ? 1 : 0));
    for (const digit of digits) this.output.word(digit);
  }

  string(text) {
    const { output } = this;
    if (isOneByte(text)) {
      output.byte(TAG.ONE_BYTE);
      output.varint(text.length);
      const at = output.reserve(text.length);
      output.bytes.latin1Write(text, at, text.length);
      return;
    }
    const length = text.length * 2;
    let header = 2;
    for (let rest = length; rest > 0x7F; rest >>= 7) header++;
    // The characters begin at an even place.
    if ((output.length + header) % 2 !== 0) output.byte(TAG.PADDING);
    output.byte(TAG.TWO_BYTE);
    output.varint(length);
    const at = output.reserve(length);
    output.bytes.ucs2Write(text, at, length);
  }

  object(value) {
    const { output } = this;
    const known = this.numbers.get(value);
    if (known !== undefined) {
      output.byte(TAG.REFERENCE);
      output.varint(known);
      return;
    }
    if (ArrayBuffer.isView(value) && !this.viewsAreHostObjects) {
      // Its memory comes first, or a reference to it.
      this.object(value.buffer);
    }
    this.numbers.set(value, this.numbers.size);
    if (typeof value === 'function') this.refuse(value);
    if (Array.isArray(value) && proxyDetails(value) === undefined) this.array(value);
    else if (ArrayBuffer.isView(value)) this.view(value);
    else this.other(value, classOf(value));
  }

  other(value, name) {
    const { output } = this;
    if (proxyDetails(value) !== undefined || REFUSED.has(name) || name.endsWith(' Iterator')) this.refuse(value);
    switch (name) {
      case 'Date':
        output.byte(TAG.DATE);
        return output.double(Date.prototype.getTime.call(value));
      case 'Boolean': return output.byte(Boolean.prototype.valueOf.call(value) ? TAG.TRUE_OBJECT : TAG.FALSE_OBJECT);
      case 'Number':
        output.byte(TAG.NUMBER_OBJECT);
        return output.double(Number.prototype.valueOf.call(value));
      case 'BigInt':
        output.byte(TAG.BIGINT_OBJECT);
        return this.bigint(BigInt.prototype.valueOf.call(value));
      case 'String':
        output.byte(TAG.STRING_OBJECT);
        return this.string(String.prototype.valueOf.call(value));
      case 'RegExp':
        output.byte(TAG.REGEXP);
        this.string(value.source);
        return output.varint(FLAGS.reduce((sum, [letter, bit]) => (value.flags.includes(letter) ? sum | bit : sum), 0));
      case 'Map': return this.map(value);
      case 'Set': return this.set(value);
      case 'ArrayBuffer': return this.arrayBuffer(value);
      case 'SharedArrayBuffer': return this.sharedArrayBuffer(value);
      case 'Error': return this.errorObject(value);
      default:
        output.byte(TAG.OBJECT);
        this.end(TAG.OBJECT_END, this.properties(value, Object.keys(value)));
    }
  }

  end(tag, ...counts) {
    this.output.byte(tag);
    for (const count of counts) this.output.varint(count);
  }

  // How many of these properties were written.
  properties(object, keys) {
    let count = 0;
    for (const key of keys) {
      // An earlier property's getter may have deleted it.
      if (count > 0 && !Object.hasOwn(object, key)) continue;
      this.key(key);
      this.value(object[key]);
      count++;
    }
    return count;
  }

  key(key) {
    const index = Number(key);
    if (String(index >>> 0) === key && index < 2 ** 31) this.number(index);
    else this.string(key);
  }

  array(array) {
    const { output } = this;
    const { length } = array;
    const keys = Object.keys(array);
    let dense = keys.length >= length;
    for (let i = 0; dense && i < length; i++) dense = keys[i] === String(i);
    output.byte(dense ? TAG.DENSE : TAG.SPARSE);
    output.varint(length);
    if (!dense) {
      this.end(TAG.SPARSE_END, this.properties(array, keys), length);
      return;
    }
    // V8 keeps such arrays as doubles, and writes all of them so.
    const isNumbers = length > 0 && array.every((item) => typeof item === 'number');
    const isDoubles = isNumbers && array.some((item) => (item | 0) !== item || Object.is(item, -0));
    for (let i = 0; i < length; i++) {
      if (isDoubles) {
        output.byte(TAG.DOUBLE);
        output.double(array[i]);
      } else if (i in array) {
        this.value(array[i]);
      } else {
        output.byte(TAG.HOLE);
      }
    }
    this.end(TAG.DENSE_END, this.properties(array, keys.slice(length)), length);
  }

  map(map) {
    const entries = [];
    Map.prototype.forEach.call(map, (value, key) => entries.push(key, value));
    this.output.byte(TAG.MAP);
    for (const entry of entries) this.value(entry);
    this.end(TAG.MAP_END, entries.length);
  }

  set(set) {
    const entries = [];
    Set.prototype.forEach.call(set, (value) => entries.push(value));
    this.output.byte(TAG.SET);
    for (const entry of entries) this.value(entry);
    this.end(TAG.SET_END, entries.length);
  }

  arrayBuffer(buffer) {
    const { output } = this;
    if (this.transferred.has(buffer)) {
      output.byte(TAG.TRANSFERRED);
      output.varint(this.transferred.get(buffer));
      return;
    }
    if (buffer.detached) throw this.error('An ArrayBuffer is detached and could not be cloned.');
    const bytes = new Uint8Array(buffer);
    output.byte(buffer.resizable ? TAG.RESIZABLE : TAG.ARRAY_BUFFER);
    output.varint(bytes.length);
    if (buffer.resizable) output.varint(buffer.maxByteLength);
    output.raw(bytes);
  }

  sharedArrayBuffer(buffer) {
    const numberOf = this.owner._getSharedArrayBufferId;
    if (typeof numberOf !== 'function') this.refuse(buffer);
    const number = Reflect.apply(numberOf, this.owner, [buffer]);
    this.output.byte(TAG.SHARED);
    this.output.varint(number >>> 0);
  }

  view(view) {
    const { output } = this;
    if (this.viewsAreHostObjects) {
      output.byte(TAG.HOST);
      const write = this.owner._writeHostObject;
      if (typeof write !== 'function') {
        throw new codes.ERR_METHOD_NOT_IMPLEMENTED('_writeHostObject()');
      }
      Reflect.apply(write, this.owner, [view]);
      return;
    }
    output.byte(TAG.VIEW);
    output.byte(code(VIEWS[viewName(view)]));
    output.varint(view.byteOffset);
    output.varint(view.byteLength);
    output.varint(0);
  }

  errorObject(error) {
    const { output } = this;
    output.byte(TAG.ERROR);
    const letter = ERRORS[error.name];
    if (letter !== undefined) output.byte(code(letter));
    const own = (name) => Object.getOwnPropertyDescriptor(error, name);
    if (own('message') !== undefined) {
      output.byte(ERROR_PART.MESSAGE);
      this.string(String(error.message));
    }
    if (typeof error.stack === 'string') {
      output.byte(ERROR_PART.STACK);
      this.string(error.stack);
    }
    if (own('cause') !== undefined) {
      output.byte(ERROR_PART.CAUSE);
      this.value(error.cause);
    }
    output.byte(ERROR_PART.END);
  }
}
function className(value) {
  const name = value?.constructor?.name;
  return typeof name === 'string' && name !== '' ? name : 'Object';
}

function viewName(view) {
  return types.isDataView(view) ? 'DataView' : view[Symbol.toStringTag];
}

const writers = new WeakMap();

function Serializer() {
  if (new.target === undefined) {
    const error = new TypeError("Class constructor Serializer cannot be invoked without 'new'");
    error.code = 'ERR_CONSTRUCT_CALL_REQUIRED';
    throw error;
  }
  writers.set(this, new Writer(this));
}

function writerOf(serializer) {
  const writer = writers.get(serializer);
  if (writer === undefined) throw new TypeError('Illegal invocation');
  return writer;
}

const toUint32 = (value) => Number(value) >>> 0;

const methods = {
  writeHeader() {
    const { output } = writerOf(this);
    output.byte(TAG.VERSION);
    output.varint(VERSION);
  },

  writeValue(value) {
    writerOf(this).value(value);
    return true;
  },

  releaseBuffer() {
    const { output } = writerOf(this);
    const result = output.bytes.subarray(0, output.length);
    output.bytes = Buffer.alloc(64);
    output.length = 0;
    return result;
  },

  transferArrayBuffer(id, arrayBuffer) {
    writerOf(this).transferred.set(arrayBuffer, toUint32(id));
  },

  writeUint32(value) {
    writerOf(this).output.varint(toUint32(value));
  },

  writeUint64(high, low) {
    writerOf(this).output.varint(BigInt(toUint32(high)) << 32n | BigInt(toUint32(low)));
  },

  writeDouble(value) {
    writerOf(this).output.double(Number(value));
  },

  writeRawBytes(source) {
    if (!ArrayBuffer.isView(source)) {
      const error = new TypeError('source must be a TypedArray or a DataView');
      error.code = 'ERR_INVALID_ARG_TYPE';
      throw error;
    }
    writerOf(this).output.raw(new Uint8Array(source.buffer, source.byteOffset, source.byteLength));
  },

  _setTreatArrayBufferViewsAsHostObjects(flag) {
    writerOf(this).viewsAreHostObjects = Boolean(flag);
  },
};
for (const name of Object.keys(methods)) {
  Object.defineProperty(Serializer.prototype, name, {
    __proto__: null, value: methods[name], writable: true, configurable: true, enumerable: true,
  });
}
Serializer.prototype._getDataCloneError = Error;

class DefaultSerializer extends Serializer {
  constructor() {
    super();
    this._setTreatArrayBufferViewsAsHostObjects(true);
  }

  // Only the part that is seen: the memory behind a Buffer is a pool that holds what is nobody's business.
  _writeHostObject(view) {
    const index = view.constructor === Buffer ? HOST_VIEWS.indexOf('Buffer') : HOST_VIEWS.indexOf(viewName(view));
    this.writeUint32(index);
    this.writeUint32(view.byteLength);
    this.writeRawBytes(new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
  }
}

module.exports = { DefaultSerializer, Serializer };
