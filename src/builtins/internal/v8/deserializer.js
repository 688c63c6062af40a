// v8.Deserializer: bytes of V8's format back to values. The bytes may come from anywhere: what does not fit is an error.
'use strict';

const { Buffer } = require('buffer');
const { codes } = require('internal/errors');
const { ERRORS, ERROR_PART, FLAGS, HOST_VIEWS, TAG, VERSION, VIEWS, code } = require('internal/v8/wire_format');

const FAILED = 'Unable to deserialize cloned data.';
const UNSUPPORTED = 'Unable to deserialize cloned data due to invalid or unsupported version.';

const VIEW_BY_LETTER = new Map(Object.keys(VIEWS).map((name) => [code(VIEWS[name]), name]));
const ERROR_BY_LETTER = new Map(Object.keys(ERRORS).map((name) => [code(ERRORS[name]), name]));

function fail() {
  throw new Error(FAILED);
}

class Reader {
  constructor(owner, bytes) {
    this.owner = owner;
    this.bytes = bytes;
    this.at = 0;
    this.version = 0;
    this.objects = [];
    this.transferred = new Map();
    this.depth = 0;
  }

  byte() {
    if (this.at >= this.bytes.length) fail();
    return this.bytes[this.at++];
  }

  // Where the next `count` bytes begin; they are read then.
  take(count) {
    const at = this.at;
    if (count > this.bytes.length - at) fail();
    this.at += count;
    return at;
  }

  varint() {
    let value = 0;
    for (let shift = 1; ; shift *= 128) {
      const byte = this.byte();
      if (shift < 2 ** 35) value += (byte & 0x7F) * shift;
      if (byte < 0x80) return value % 2 ** 32;
    }
  }

  varint64() {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = this.byte();
      if (shift < 64n) value |= BigInt(byte & 0x7F) << shift;
      if (byte < 0x80) return BigInt.asUintN(64, value);
    }
  }

  double() {
    return this.bytes.readDoubleLE(this.take(8));
  }

  // The next tag that says something; and whether it is this one.
  peek() {
    let at = this.at;
    while (at < this.bytes.length && this.bytes[at] === TAG.PADDING) at++;
    return this.bytes[at];
  }

  tag() {
    let tag = this.byte();
    while (tag === TAG.PADDING) tag = this.byte();
    return tag;
  }

  value() {
    if (++this.depth > 5000) fail();
    try {
      const tag = this.tag();
      if (tag === TAG.VERIFY_COUNT) {
        this.varint();
        return this.value();
      }
      return this.tagged(tag);
    } finally {
      this.depth--;
    }
  }

  tagged(tag) {
    switch (tag) {
      case TAG.UNDEFINED: return undefined;
      case TAG.NULL: return null;
      case TAG.TRUE: return true;
      case TAG.FALSE: return false;
      case TAG.INT32: {
        const value = this.varint();
        return (value >>> 1) ^ -(value & 1);
      }
      case TAG.UINT32: return this.varint();
      case TAG.DOUBLE: return this.double();
      case TAG.BIGINT: return this.bigint();
      case TAG.UTF8:
      case TAG.ONE_BYTE:
      case TAG.TWO_BYTE: return this.text(tag);
      case TAG.REFERENCE: {
        const number = this.varint();
        if (number >= this.objects.length) fail();
        const object = this.objects[number];
        return object instanceof ArrayBuffer ? this.viewOn(object) : object;
      }
      case TAG.ARRAY_BUFFER:
      case TAG.RESIZABLE:
      case TAG.TRANSFERRED:
      case TAG.SHARED: return this.viewOn(this.memory(tag));
      default: return this.object(tag);
    }
  }

  text(tag) {
    const length = this.varint();
    if (tag === TAG.TWO_BYTE && length % 2 !== 0) fail();
    const at = this.take(length);
    const encoding = tag === TAG.UTF8 ? 'utf8' : tag === TAG.ONE_BYTE ? 'latin1' : 'utf16le';
    return this.bytes.toString(encoding, at, at + length);
  }

  string() {
    const tag = this.tag();
    return tag === TAG.UTF8 || tag === TAG.ONE_BYTE || tag === TAG.TWO_BYTE ? this.text(tag) : fail();
  }

  bigint() {
    const bits = this.varint();
    const length = (bits & 0x7FFFFFFF) >>> 1;
    const at = this.take(length);
    let value = 0n;
    for (let i = length - 1; i >= 0; i--) value = value << 8n | BigInt(this.bytes[at + i]);
    return bits & 1 ? -value : value;
  }

  // Numbers an object before its parts are read: they may refer to it.
  keep(object) {
    this.objects.push(object);
    return object;
  }

  object(tag) {
    switch (tag) {
      case TAG.OBJECT: return this.plain();
      case TAG.DENSE: return this.dense();
      case TAG.SPARSE: return this.sparse();
      case TAG.DATE: return this.keep(new Date(this.double()));
      case TAG.TRUE_OBJECT: return this.keep(Object(true));
      case TAG.FALSE_OBJECT: return this.keep(Object(false));
      case TAG.NUMBER_OBJECT: return this.keep(Object(this.double()));
      case TAG.BIGINT_OBJECT: return this.keep(Object(this.bigint()));
      case TAG.STRING_OBJECT: return this.keep(Object(this.string()));
      case TAG.REGEXP: return this.regexp();
      case TAG.MAP: return this.map();
      case TAG.SET: return this.set();
      case TAG.ERROR: return this.error();
      case TAG.HOST: return this.host();
      default: return fail();
    }
  }

  // Properties until `end`; how many.
  properties(object, end) {
    let count = 0;
    while (this.peek() !== end) {
      const key = this.value();
      if (typeof key !== 'string' && typeof key !== 'number') fail();
      const value = this.value();
      if (key === '__proto__') {
        Object.defineProperty(object, key, {
          __proto__: null, value, writable: true, enumerable: true, configurable: true,
        });
      } else {
        object[key] = value;
      }
      count++;
    }
    this.tag();
    return count;
  }

  plain() {
    const object = this.keep({});
    if (this.properties(object, TAG.OBJECT_END) !== this.varint()) fail();
    return object;
  }

  dense() {
    const length = this.varint();
    // Each element takes a byte at least.
    if (length > this.bytes.length - this.at) fail();
    const array = this.keep(new Array(length));
    for (let i = 0; i < length; i++) {
      if (this.peek() === TAG.HOLE) this.tag();
      else array[i] = this.value();
    }
    const count = this.properties(array, TAG.DENSE_END);
    if (count !== this.varint() || length !== this.varint()) fail();
    return array;
  }

  sparse() {
    const length = this.varint();
    const array = this.keep([]);
    array.length = length;
    const count = this.properties(array, TAG.SPARSE_END);
    if (count !== this.varint() || length !== this.varint()) fail();
    return array;
  }

  regexp() {
    const source = this.string();
    const bits = this.varint();
    let known = 0;
    let flags = '';
    for (const [letter, bit] of FLAGS) {
      known |= bit;
      if (bits & bit) flags += letter;
    }
    if (bits & ~known) fail();
    return this.keep(new RegExp(source, flags));
  }

  map() {
    const map = this.keep(new Map());
    let count = 0;
    while (this.peek() !== TAG.MAP_END) {
      const key = this.value();
      map.set(key, this.value());
      count += 2;
    }
    this.tag();
    return count === this.varint() ? map : fail();
  }

  set() {
    const set = this.keep(new Set());
    let count = 0;
    while (this.peek() !== TAG.SET_END) {
      set.add(this.value());
      count++;
    }
    this.tag();
    return count === this.varint() ? set : fail();
  }

  memory(tag) {
    if (tag === TAG.TRANSFERRED || tag === TAG.SHARED) return this.foreignMemory(tag);
    const length = this.varint();
    const options = tag === TAG.RESIZABLE ? { maxByteLength: this.varint() } : undefined;
    if (options !== undefined && options.maxByteLength < length) fail();
    const at = this.take(length);
    const buffer = new ArrayBuffer(length, options);
    new Uint8Array(buffer).set(this.bytes.subarray(at, at + length));
    return this.keep(buffer);
  }

  foreignMemory(tag) {
    const id = this.varint();
    if (tag === TAG.TRANSFERRED) return this.keep(this.transferred.get(id) ?? fail());
    const find = this.owner._getSharedArrayBufferFromId;
    return this.keep(typeof find === 'function' ? Reflect.apply(find, this.owner, [id]) : fail());
  }

  // A view may follow its memory at once; then it is the value.
  viewOn(buffer) {
    if (this.peek() !== TAG.VIEW) return buffer;
    this.tag();
    const name = VIEW_BY_LETTER.get(this.byte()) ?? fail();
    const byteOffset = this.varint();
    const byteLength = this.varint();
    if (this.version >= 14) this.varint();
    const size = globalThis[name].BYTES_PER_ELEMENT ?? 1;
    if (byteOffset > buffer.byteLength || byteLength > buffer.byteLength - byteOffset) fail();
    if (byteOffset % size !== 0 || byteLength % size !== 0) fail();
    return this.keep(new globalThis[name](buffer, byteOffset, byteLength / size));
  }

  error() {
    const number = this.objects.push(undefined) - 1;
    let constructor = Error;
    let tag = this.byte();
    if (ERROR_BY_LETTER.has(tag)) {
      constructor = globalThis[ERROR_BY_LETTER.get(tag)];
      tag = this.byte();
    }
    const parts = { __proto__: null };
    for (; tag !== ERROR_PART.END; tag = this.byte()) {
      if (tag === ERROR_PART.MESSAGE) parts.message = this.string();
      else if (tag === ERROR_PART.STACK) parts.stack = this.string();
      else if (tag === ERROR_PART.CAUSE) parts.cause = [this.value()];
      else fail();
    }
    const options = parts.cause === undefined ? undefined : { cause: parts.cause[0] };
    const made = new constructor(parts.message, options);
    Object.defineProperty(made, 'stack', {
      __proto__: null, value: parts.stack, writable: true, configurable: true, enumerable: false,
    });
    this.objects[number] = made;
    return made;
  }

  host() {
    const read = this.owner._readHostObject;
    if (typeof read !== 'function') throw new codes.ERR_METHOD_NOT_IMPLEMENTED('_readHostObject()');
    const number = this.objects.push(undefined) - 1;
    const object = Reflect.apply(read, this.owner, []);
    if (typeof object !== 'object' || object === null) {
      throw new TypeError('readHostObject must return an object');
    }
    this.objects[number] = object;
    return object;
  }
}

const readers = new WeakMap();

function readerOf(deserializer) {
  const reader = readers.get(deserializer);
  if (reader === undefined) throw new TypeError('Illegal invocation');
  return reader;
}

function Deserializer(buffer) {
  if (new.target === undefined) {
    const error = new TypeError("Class constructor Deserializer cannot be invoked without 'new'");
    error.code = 'ERR_CONSTRUCT_CALL_REQUIRED';
    throw error;
  }
  if (!ArrayBuffer.isView(buffer)) {
    const error = new TypeError('buffer must be a TypedArray or a DataView');
    error.code = 'ERR_INVALID_ARG_TYPE';
    throw error;
  }
  this.buffer = buffer;
  readers.set(this, new Reader(this, Buffer.from(buffer.buffer, buffer.byteOffset, buffer.byteLength)));
}

function orFail(name, read) {
  try {
    return read();
  } catch {
    throw new Error(`${name}() failed`);
  }
}

const methods = {
  readHeader() {
    const reader = readerOf(this);
    if (reader.bytes[reader.at] !== TAG.VERSION) throw new Error(UNSUPPORTED);
    reader.at++;
    reader.version = reader.varint();
    if (reader.version > VERSION) throw new Error(UNSUPPORTED);
    return true;
  },

  readValue() {
    return readerOf(this).value();
  },

  getWireFormatVersion() {
    return readerOf(this).version;
  },

  transferArrayBuffer(id, arrayBuffer) {
    readerOf(this).transferred.set(Number(id) >>> 0, arrayBuffer);
  },

  readUint32() {
    return orFail('ReadUint32', () => readerOf(this).varint());
  },

  readUint64() {
    const value = orFail('ReadUint64', () => readerOf(this).varint64());
    return [Number(value >> 32n), Number(value & 0xFFFFFFFFn)];
  },

  readDouble() {
    return orFail('ReadDouble', () => readerOf(this).double());
  },

  _readRawBytes(length) {
    return orFail('ReadRawBytes', () => readerOf(this).take(Number(length)));
  },
};
for (const name of Object.keys(methods)) {
  Object.defineProperty(Deserializer.prototype, name, {
    __proto__: null, value: methods[name], writable: true, configurable: true, enumerable: true,
  });
}
Deserializer.prototype.readRawBytes = function readRawBytes(length) {
  const at = this._readRawBytes(length);
  return Buffer.from(this.buffer.buffer, this.buffer.byteOffset + at, length);
};

class DefaultDeserializer extends Deserializer {
  _readHostObject() {
    const index = this.readUint32();
    const length = this.readUint32();
    const name = HOST_VIEWS[index] ?? fail();
    const bytes = this.readRawBytes(length);
    if (name === 'Buffer') return bytes;
    const constructor = globalThis[name];
    const size = constructor.BYTES_PER_ELEMENT ?? 1;
    // Elements lie at multiples of their size.
    const aligned = bytes.byteOffset % size === 0 ? bytes : new Uint8Array(bytes);
    return new constructor(aligned.buffer, aligned.byteOffset, length / size);
  }
}

module.exports = { DefaultDeserializer, Deserializer };
