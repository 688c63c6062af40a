// The streams of node:zlib. A chunk is given to the codec on the pool as often as its output fills a buffer; what comes
// out is pushed in pieces of at most `chunkSize` bytes.
//
// Property names that begin with an underscore are Node's: packages that decompress synchronously read them.
// Neighbours: `handles.js` (what `_handle` is), `options.js`.
'use strict';

const { codes } = require('internal/errors');
const { checkRangesOrGetDefault } = require('internal/validators');
const { Buffer } = require('buffer');
const { Transform, finished } = require('stream');
const handles = require('internal/zlib/handles');
const { MODE, failureError, open, settingsOf } = require('internal/zlib/options');

const kFlush = Symbol('kFlushFlag');
const kError = Symbol('kError');
const Z_SYNC_FLUSH = 2;

function inherit(constructor, parent) {
  Object.setPrototypeOf(constructor.prototype, parent.prototype);
  Object.setPrototypeOf(constructor, parent);
}

// The weaker flush first.
const BY_STRENGTH = [0, 5, 1, 2, 3, 4];

function strongerFlush(one, other) {
  return BY_STRENGTH.indexOf(one) > BY_STRENGTH.indexOf(other) ? one : other;
}

// Empty chunks that carry a flush through the queue of writes.
const flushChunks = new Map();

function flushChunk(kind) {
  let chunk = flushChunks.get(kind);
  if (chunk === undefined) {
    chunk = Buffer.alloc(0);
    chunk[kFlush] = kind;
    flushChunks.set(kind, chunk);
  }
  return chunk;
}

// What all streams are; `start` has set `_writeState`.
function ZlibBase(options, settings, handle) {
  const streamOptions = { autoDestroy: true, ...options };
  // Bytes go in and bytes come out.
  if (streamOptions.encoding || streamOptions.objectMode || streamOptions.writableObjectMode) {
    streamOptions.encoding = null;
    streamOptions.objectMode = false;
    streamOptions.writableObjectMode = false;
  }
  Transform.call(this, streamOptions);
  this[kError] = null;
  this.bytesWritten = 0;
  this._handle = handle;
  handle.onerror = (message, errno, code) => {
    const error = failureError(message, errno, code);
    this.destroy(error);
    this[kError] = error;
  };
  this._outBuffer = Buffer.allocUnsafe(settings.chunkSize);
  this._outOffset = 0;
  this._chunkSize = settings.chunkSize;
  this._defaultFlushFlag = settings.flush;
  this._finishFlushFlag = settings.finishFlush;
  this._defaultFullFlushFlag = settings.fullFlush;
  this._lastFlush = settings.library.last;
  this._info = settings.info;
  this._maxOutputLength = settings.maxOutputLength;
  this._rejectGarbageAfterEnd = settings.rejectGarbageAfterEnd;
}
inherit(ZlibBase, Transform);

Object.defineProperty(ZlibBase.prototype, '_closed', {
  __proto__: null,
  configurable: true,
  enumerable: true,
  get() {
    return !this._handle;
  },
});

function openHandle(stream) {
  if (!stream._handle) throw new codes.ERR_INTERNAL_ASSERTION('zlib binding closed');
  return stream._handle;
}

ZlibBase.prototype.reset = function() {
  return openHandle(this).reset();
};

ZlibBase.prototype._flush = function(callback) {
  this._transform(Buffer.alloc(0), '', callback);
};

// The last output comes with `_flush`.
ZlibBase.prototype._final = function(callback) {
  callback();
};

ZlibBase.prototype.flush = function(kind, callback) {
  if (typeof kind === 'function' || (kind === undefined && !callback)) {
    callback = kind;
    kind = this._defaultFullFlushFlag;
  }
  kind = checkRangesOrGetDefault(kind, 'kind', 0, this._lastFlush, this._defaultFullFlushFlag);
  if (this.writableFinished) {
    if (callback) process.nextTick(callback);
  } else if (this.writableEnded) {
    if (callback) this.once('end', callback);
  } else {
    this.write(flushChunk(Math.trunc(kind)), '', callback);
  }
};

ZlibBase.prototype.close = function(callback) {
  if (callback) finished(this, callback);
  this.destroy();
};

ZlibBase.prototype._destroy = function(error, callback) {
  closeHandle(this);
  callback(error);
};

// After an error the handle may be gone already.
function closeHandle(stream) {
  stream._handle?.close();
  stream._handle = null;
}

ZlibBase.prototype._transform = function(chunk, encoding, callback) {
  let flush = typeof chunk[kFlush] === 'number' ? chunk[kFlush] : this._defaultFlushFlag;
  const isLast = this.writableEnded && this.writableLength === chunk.byteLength;
  if (isLast) flush = strongerFlush(flush, this._finishFlushFlag);
  processChunk(this, chunk, flush, callback);
};

ZlibBase.prototype._processChunk = function(chunk, flush, callback) {
  if (typeof callback === 'function') processChunk(this, chunk, flush, callback);
  else return processChunkSync(this, chunk, flush);
};

// Makes room for output when the buffer is full.
function renewOutput(stream, left) {
  if (left !== 0 && stream._outOffset < stream._chunkSize) return;
  stream._outOffset = 0;
  stream._outBuffer = Buffer.allocUnsafe(stream._chunkSize);
}

function takeOutput(stream, length) {
  const start = stream._outOffset;
  stream._outOffset += length;
  return stream._outBuffer.slice(start, stream._outOffset);
}

function processChunkSync(stream, chunk, flush) {
  const handle = stream._handle;
  const state = stream._writeState;
  let failure;
  stream.on('error', (error) => {
    failure = error;
  });
  const parts = [];
  let length = 0;
  let used = 0;
  let outLeft;
  let inLeft = chunk.byteLength;
  do {
    const outLength = stream._chunkSize - stream._outOffset;
    handle.writeSync(flush, chunk, used, inLeft, stream._outBuffer, stream._outOffset, outLength);
    if (failure || stream[kError]) throw failure || stream[kError];
    [outLeft, inLeft] = state;
    used = chunk.byteLength - inLeft;
    if (outLength > outLeft) {
      const part = takeOutput(stream, outLength - outLeft);
      parts.push(part);
      length += part.byteLength;
      if (length > stream._maxOutputLength) {
        closeHandle(stream);
        throw new codes.ERR_BUFFER_TOO_LARGE(stream._maxOutputLength);
      }
    }
    renewOutput(stream, outLeft);
  } while (outLeft === 0);
  if (inLeft > 0 && stream._rejectGarbageAfterEnd) {
    closeHandle(stream);
    throw new codes.ERR_TRAILING_JUNK_AFTER_STREAM_END();
  }
  stream.bytesWritten = used;
  closeHandle(stream);
  if (length === 0) return Buffer.alloc(0);
  return parts.length === 1 ? parts[0] : Buffer.concat(parts, length);
}

// The chunk under way is kept by the handle.
function processChunk(stream, chunk, flush, callback) {
  const handle = stream._handle;
  if (!handle) {
    process.nextTick(callback);
    return;
  }
  handle.buffer = chunk;
  handle.cb = callback;
  handle.flushFlag = flush;
  handle.inOff = 0;
  handle.availInBefore = chunk.byteLength;
  writeOn(stream, handle);
}

function writeOn(stream, handle) {
  handle.availOutBefore = stream._chunkSize - stream._outOffset;
  handle.write(handle.flushFlag, handle.buffer, handle.inOff, handle.availInBefore,
               stream._outBuffer, stream._outOffset, handle.availOutBefore);
}

function afterWrite(stream, handle) {
  if (stream.destroyed) {
    finishChunk(handle);
    return;
  }
  const [outLeft, inLeft] = stream._writeState;
  const used = handle.availInBefore - inLeft;
  stream.bytesWritten += used;
  const made = handle.availOutBefore - outLeft;
  const wanted = made === 0 || stream.push(takeOutput(stream, made));
  if (stream.destroyed) {
    finishChunk(handle);
    return;
  }
  renewOutput(stream, outLeft);
  if (outLeft === 0) {
    // There is more: now, or when somebody reads.
    handle.inOff += used;
    handle.availInBefore = inLeft;
    if (wanted) writeOn(stream, handle);
    else writeWhenRead(stream, handle);
    return;
  }
  if (inLeft > 0) {
    // What was compressed has ended before the input did.
    if (stream._rejectGarbageAfterEnd) {
      const error = new codes.ERR_TRAILING_JUNK_AFTER_STREAM_END();
      stream.destroy(error);
      finishChunk(handle, error);
      return;
    }
    stream.push(null);
  }
  finishChunk(handle);
}

function writeWhenRead(stream, handle) {
  const read = stream._read;
  stream._read = (size) => {
    stream._read = read;
    if (stream._handle) writeOn(stream, handle);
    stream._read(size);
  };
}

function finishChunk(handle, error) {
  handle.buffer = null;
  handle.cb(error);
}

function start(stream, Handle, options, mode) {
  const { codec, level, strategy } = open(options, mode);
  const settings = settingsOf(options, mode);
  const handle = new Handle();
  stream._writeState = new Uint32Array(2);
  handles.attach(handle, codec, stream._writeState, () => afterWrite(stream, handle));
  ZlibBase.call(stream, options, settings, handle);
  return { level, strategy };
}

// ----- zlib -----

function Zlib(options, mode) {
  const { level, strategy } = start(this, handles.Zlib, options, mode);
  this._level = level;
  this._strategy = strategy;
  this._mode = mode;
}
inherit(Zlib, ZlibBase);

// They are changed when everything before has been compressed with the old ones.
Zlib.prototype.params = function params(level, strategy, callback) {
  checkRangesOrGetDefault(level, 'level', -1, 9);
  checkRangesOrGetDefault(strategy, 'strategy', 0, 4);
  if (this._level === level && this._strategy === strategy) {
    process.nextTick(callback);
    return;
  }
  this.flush(Z_SYNC_FLUSH, () => {
    openHandle(this).params(level, strategy);
    if (this.destroyed) return;
    this._level = level;
    this._strategy = strategy;
    if (callback) callback();
  });
};

let warned = false;

function withoutNew(constructor, options) {
  if (!warned) {
    warned = true;
    process.emitWarning(`Instantiating ${constructor.name} without the 'new' keyword has been deprecated.`,
                        'DeprecationWarning', 'DEP0184');
  }
  return new constructor(options);
}

function Deflate(opts) {
  if (!(this instanceof Deflate)) return withoutNew(Deflate, opts);
  Zlib.call(this, opts, MODE.DEFLATE);
}

function Inflate(opts) {
  if (!(this instanceof Inflate)) return withoutNew(Inflate, opts);
  Zlib.call(this, opts, MODE.INFLATE);
}

function Gzip(opts) {
  if (!(this instanceof Gzip)) return withoutNew(Gzip, opts);
  Zlib.call(this, opts, MODE.GZIP);
}

function Gunzip(opts) {
  if (!(this instanceof Gunzip)) return withoutNew(Gunzip, opts);
  Zlib.call(this, opts, MODE.GUNZIP);
}

function DeflateRaw(opts) {
  // A window of 256 bytes does not work without zlib's header.
  if (opts && opts.windowBits === 8) opts.windowBits = 9;
  if (!(this instanceof DeflateRaw)) return withoutNew(DeflateRaw, opts);
  Zlib.call(this, opts, MODE.DEFLATERAW);
}

function InflateRaw(opts) {
  if (!(this instanceof InflateRaw)) return withoutNew(InflateRaw, opts);
  Zlib.call(this, opts, MODE.INFLATERAW);
}

function Unzip(opts) {
  if (!(this instanceof Unzip)) return withoutNew(Unzip, opts);
  Zlib.call(this, opts, MODE.UNZIP);
}

for (const constructor of [Deflate, Inflate, Gzip, Gunzip, DeflateRaw, InflateRaw, Unzip]) inherit(constructor, Zlib);

// ----- Brotli and Zstandard -----

function Brotli(options, mode) {
  start(this, mode === MODE.BROTLI_ENCODE ? handles.BrotliEncoder : handles.BrotliDecoder, options, mode);
}
inherit(Brotli, Zlib);

function BrotliCompress(opts) {
  if (!(this instanceof BrotliCompress)) return withoutNew(BrotliCompress, opts);
  Brotli.call(this, opts, MODE.BROTLI_ENCODE);
}

function BrotliDecompress(opts) {
  if (!(this instanceof BrotliDecompress)) return withoutNew(BrotliDecompress, opts);
  Brotli.call(this, opts, MODE.BROTLI_DECODE);
}

for (const constructor of [BrotliCompress, BrotliDecompress]) inherit(constructor, Brotli);

function Zstd(options, mode) {
  start(this, mode === MODE.ZSTD_COMPRESS ? handles.ZstdCompress : handles.ZstdDecompress, options, mode);
}
inherit(Zstd, ZlibBase);

// These two are classes, which cannot be called.
class ZstdCompress {
  constructor(opts) {
    Zstd.call(this, opts, MODE.ZSTD_COMPRESS);
  }
}

class ZstdDecompress {
  constructor(opts) {
    Zstd.call(this, opts, MODE.ZSTD_DECOMPRESS);
  }
}

for (const constructor of [ZstdCompress, ZstdDecompress]) inherit(constructor, Zstd);

module.exports = {
  BrotliCompress,
  BrotliDecompress,
  Deflate,
  DeflateRaw,
  Gunzip,
  Gzip,
  Inflate,
  InflateRaw,
  Unzip,
  ZstdCompress,
  ZstdDecompress,
};
