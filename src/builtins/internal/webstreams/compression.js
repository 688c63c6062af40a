// CompressionStream and DecompressionStream: a zlib stream with the faces of a web stream.
'use strict';

const { inspectAs, kInspect, makeEnumerable } = require('internal/webstreams/shared');

// Format -> the functions of node:zlib.
const COMPRESS = {
  'deflate': 'createDeflate', 'deflate-raw': 'createDeflateRaw', 'gzip': 'createGzip', 'brotli': 'createBrotliCompress',
};
const DECOMPRESS = {
  'deflate': 'createInflate', 'deflate-raw': 'createInflateRaw', 'gzip': 'createGunzip',
  'brotli': 'createBrotliDecompress',
};

// What is no data of the format is a TypeError on the web; the error of zlib is its cause.
function toTypeError(cause) {
  if (cause instanceof TypeError || !/^(?:Z_|ERR_)/.test(cause.code)) return cause;
  const error = new TypeError(undefined, { cause });
  error.code = cause.code;
  return error;
}

function toBytes(chunk) {
  const { isAnyArrayBuffer } = require('internal/util/types');
  return isAnyArrayBuffer(chunk) ? new Uint8Array(chunk) : chunk;
}

function make(table, format, className, options) {
  format = `${format}`;
  if (!Object.hasOwn(table, format)) {
    const error = new TypeError(
      `Failed to construct '${className}': 1st argument '${format}' is not a valid enum value of type ` +
      'CompressionFormat.');
    error.code = 'ERR_INVALID_ARG_VALUE';
    throw error;
  }
  const stream = require('zlib')[table[format]](options);
  const { newReadableWritablePairFromDuplex } = require('internal/webstreams/adapters');
  return newReadableWritablePairFromDuplex(stream, {
    toChunk: toBytes, mapError: table === DECOMPRESS ? toTypeError : undefined,
  });
}

class CompressionStream {
  #transform;

  constructor(format) {
    this.#transform = make(COMPRESS, format, 'CompressionStream', undefined);
  }

  get readable() {
    return this.#transform.readable;
  }

  get writable() {
    return this.#transform.writable;
  }

  [kInspect](depth, options) {
    return inspectAs('CompressionStream', depth, options, { readable: this.readable, writable: this.writable });
  }
}
makeEnumerable(CompressionStream.prototype, 'CompressionStream', ['readable', 'writable']);

class DecompressionStream {
  #transform;

  constructor(format) {
    // Anything after the end of the data is an error.
    this.#transform = make(DECOMPRESS, format, 'DecompressionStream', { rejectGarbageAfterEnd: true });
  }

  get readable() {
    return this.#transform.readable;
  }

  get writable() {
    return this.#transform.writable;
  }

  [kInspect](depth, options) {
    return inspectAs('DecompressionStream', depth, options, { readable: this.readable, writable: this.writable });
  }
}
makeEnumerable(DecompressionStream.prototype, 'DecompressionStream', ['readable', 'writable']);

module.exports = { CompressionStream, DecompressionStream };
