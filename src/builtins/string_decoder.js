// node:string_decoder: decodes a stream of chunks without breaking characters at their edges.
//
// The state is a Buffer: the bytes of an unfinished character, then how many are missing, how many there are, and the
// encoding's number. Its layout shows in inspection and in the old properties lastChar, lastNeed, lastTotal.
'use strict';

const { Buffer } = require('buffer');
const { encodingNamed, normalizeEncoding } = require('internal/buffer_encodings');
const { codes } = require('internal/errors');

const MISSING = 4;
const BUFFERED = 5;
const ENCODING = 6;
const STATE_SIZE = 7;
const NUMBERS = { ascii: 0, utf8: 1, base64: 2, utf16le: 3, latin1: 4, hex: 5, base64url: 7 };
const { ascii, utf8, latin1, hex } = NUMBERS;
const UTF16 = NUMBERS.utf16le;

const kNativeDecoder = Symbol('kNativeDecoder');

function StringDecoder(encoding) {
  this.encoding = normalizeEncoding(encoding);
  if (this.encoding === undefined) throw new codes.ERR_UNKNOWN_ENCODING(encoding);
  this[kNativeDecoder] = Buffer.alloc(STATE_SIZE);
  this[kNativeDecoder][ENCODING] = NUMBERS[this.encoding];
}

// How many bytes at the end begin a UTF-8 character, and how many it still needs.
function unfinishedUtf8(bytes) {
  for (let count = 1; count <= 4 && count <= bytes.length; count++) {
    const byte = bytes[bytes.length - count];
    if ((byte & 0xC0) === 0x80) continue;
    let size = 0;
    if ((byte & 0xE0) === 0xC0) size = 2;
    else if ((byte & 0xF0) === 0xE0) size = 3;
    else if ((byte & 0xF8) === 0xF0) size = 4;
    return count < size ? [count, size - count] : [0, 0];
  }
  return [0, 0];
}

function unfinished(bytes, encoding) {
  const last = bytes[bytes.length - 1];
  switch (encoding) {
    case utf8:
      return last & 0x80 ? unfinishedUtf8(bytes) : [0, 0];
    case UTF16:
      if (bytes.length % 2 === 1) return [1, 1];
      return (last & 0xFC) === 0xD8 ? [2, 2] : [0, 0];
    default: {
      // Base64 text of 3 bytes is whole.
      const count = bytes.length % 3;
      return [count, count === 0 ? 0 : 3 - count];
    }
  }
}

// Takes bytes into the unfinished character; returns how many it took.
function complete(state, bytes) {
  let wanted = Math.min(state[MISSING], bytes.length);
  if (state[ENCODING] === utf8) {
    for (let i = 0; i < wanted; i++) {
      if ((bytes[i] & 0xC0) === 0x80) continue;
      // The character is broken off: what there is of it is all.
      wanted = i;
      state[MISSING] = i;
      break;
    }
  }
  for (let i = 0; i < wanted; i++) state[state[BUFFERED] + i] = bytes[i];
  state[MISSING] -= wanted;
  state[BUFFERED] += wanted;
  return wanted;
}

function decode(state, slice, bytes) {
  const encoding = state[ENCODING];
  if (encoding === ascii || encoding === latin1 || encoding === hex) return slice(bytes, 0, bytes.length);
  let before = '';
  if (state[MISSING] > 0) {
    bytes = bytes.subarray(complete(state, bytes));
    if (state[MISSING] === 0) {
      before = slice(state, 0, state[BUFFERED]);
      state[BUFFERED] = 0;
    }
  }
  if (bytes.length === 0) return before;
  const [count, missing] = unfinished(bytes, encoding);
  state[BUFFERED] = count;
  state[MISSING] = missing;
  const end = bytes.length - count;
  for (let i = 0; i < count; i++) state[i] = bytes[end + i];
  return end > 0 ? before + slice(bytes, 0, end) : before;
}

function flush(state, slice) {
  if (state[ENCODING] === UTF16 && state[BUFFERED] % 2 === 1) state[BUFFERED]--;
  const size = state[BUFFERED];
  state[MISSING] = 0;
  state[BUFFERED] = 0;
  return size === 0 ? '' : slice(state, 0, size);
}

const sliceOf = (decoder) => encodingNamed(decoder.encoding).slice;

StringDecoder.prototype.write = function write(buf) {
  if (typeof buf === 'string') return buf;
  if (!ArrayBuffer.isView(buf)) throw new codes.ERR_INVALID_ARG_TYPE('buf', ['Buffer', 'TypedArray', 'DataView'], buf);
  const state = this[kNativeDecoder];
  if (!state) throw new codes.ERR_INVALID_THIS('StringDecoder');
  return decode(state, sliceOf(this), new Uint8Array(buf.buffer, buf.byteOffset, buf.byteLength));
};

StringDecoder.prototype.end = function end(buf) {
  const text = buf === undefined ? '' : this.write(buf);
  const state = this[kNativeDecoder];
  return state[BUFFERED] > 0 ? text + flush(state, sliceOf(this)) : text;
};

// Undocumented, but old programs use it.
StringDecoder.prototype.text = function text(buf, offset) {
  this[kNativeDecoder][MISSING] = 0;
  this[kNativeDecoder][BUFFERED] = 0;
  return this.write(buf.slice(offset));
};

Object.defineProperties(StringDecoder.prototype, {
  lastChar: {
    __proto__: null, configurable: true, enumerable: true,
    get() { return this[kNativeDecoder].subarray(0, MISSING); },
  },
  lastNeed: {
    __proto__: null, configurable: true, enumerable: true,
    get() { return this[kNativeDecoder][MISSING]; },
  },
  lastTotal: {
    __proto__: null, configurable: true, enumerable: true,
    get() { return this[kNativeDecoder][BUFFERED] + this[kNativeDecoder][MISSING]; },
  },
});

exports.StringDecoder = StringDecoder;
