// What stands behind a stream's `_handle`: a native codec with the methods that packages know of Node's own
// (`write`, `writeSync`, `params`, `reset`, `close`). An error goes to `onerror`; else two numbers of `_writeState`
// tell what is left of output and input, and `write` ends with a call of the callback that `init` was given.
'use strict';

const binding = internalBinding('zlib');

const kCodec = Symbol('kCodec');
const kState = Symbol('kState');
const kCallback = Symbol('kCallback');
const kWriting = Symbol('kWriting');
const kClosing = Symbol('kClosing');
// The input that the pool has a copy of, and where in it the pool is.
const kCopied = Symbol('kCopied');
const kPosition = Symbol('kPosition');

function initializationFailed(message) {
  const error = new Error(message);
  error.code = 'ERR_ZLIB_INITIALIZATION_FAILED';
  return error;
}

class Handle {
  onerror = undefined;

  constructor() {
    for (const key of [kCodec, kState, kCallback, kCopied]) hide(this, key, undefined);
    hide(this, kWriting, false);
    hide(this, kClosing, false);
    hide(this, kPosition, 0);
  }

  writeSync(flush, input, inOffset, inLength, output, outOffset, outLength) {
    const failure = binding.writeSync(
      this[kCodec], this[kState], flush >>> 0, input, inOffset, inLength, output, outOffset, outLength);
    if (failure !== undefined) this.onerror(failure[0], failure[2], failure[1]);
  }

  write(flush, input, inOffset, inLength, output, outOffset, outLength) {
    const goesOn = input === this[kCopied] && inOffset === this[kPosition] && inOffset > 0;
    const given = goesOn ? undefined : input;
    this[kCopied] = input;
    this[kWriting] = true;
    const state = this[kState];
    const done = (failure) => {
      this[kWriting] = false;
      this[kPosition] = inOffset + inLength - state[1];
      if (this[kClosing]) this.close();
      if (failure !== undefined) this.onerror(failure[0], failure[2], failure[1]);
      else this[kCallback]();
    };
    binding.write(
      this[kCodec], state, flush >>> 0, given, inOffset, inLength, output, outOffset, outLength,
      done);
  }

  reset() {
    const failure = binding.reset(this[kCodec]);
    if (failure !== undefined) this.onerror(failure[0], failure[2], failure[1]);
  }

  // While the pool works, it keeps the codec.
  close() {
    if (this[kWriting]) {
      this[kClosing] = true;
      return;
    }
    if (this[kCodec] !== undefined) binding.close(this[kCodec]);
    this[kCodec] = undefined;
    this[kCopied] = undefined;
  }
}

function hide(object, key, value) {
  Object.defineProperty(object, key, { __proto__: null, value, writable: true, enumerable: false, configurable: true });
}

// Keeps the codec, the array for the two numbers and what is called after a write.
function attach(handle, codec, state, callback) {
  handle[kCodec] = codec;
  handle[kState] = state;
  handle[kCallback] = callback;
}

class Zlib extends Handle {
  params(level, strategy) {
    const failure = binding.setParameters(this[kCodec], level | 0, strategy | 0);
    if (failure !== undefined) this.onerror(failure[0], failure[2], failure[1]);
  }
}

class BrotliEncoder extends Handle {
  params() {}
}

class BrotliDecoder extends Handle {
  params() {}
}

class ZstdCompress extends Handle {
  params() {}
}

class ZstdDecompress extends Handle {
  params() {}
}

module.exports = { BrotliDecoder, BrotliEncoder, Zlib, ZstdCompress, ZstdDecompress, attach, initializationFailed };
