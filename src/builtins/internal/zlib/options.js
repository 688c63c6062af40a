// The options of compressors and decompressors: checked in Node's order, and made into a native codec.
'use strict';

const binding = internalBinding('zlib');
const { codes, E } = require('internal/errors');
const { checkRangesOrGetDefault, validateBoolean, validateFiniteNumber } = require('internal/validators');
const { isAnyArrayBuffer } = require('internal/util/types');
const { initializationFailed } = require('internal/zlib/handles');

E('ERR_BROTLI_INVALID_PARAM', '%s is not a valid Brotli parameter', RangeError);
E('ERR_ZSTD_INVALID_PARAM', '%s is not a valid zstd parameter', RangeError);

const MODE = {
  DEFLATE: 1, INFLATE: 2, GZIP: 3, GUNZIP: 4, DEFLATERAW: 5, INFLATERAW: 6, UNZIP: 7,
  BROTLI_DECODE: 8, BROTLI_ENCODE: 9, ZSTD_COMPRESS: 10, ZSTD_DECOMPRESS: 11,
};
const DEFAULT_CHUNK = 16384;
const MIN_CHUNK = 64;
const kMaxLength = Number.MAX_SAFE_INTEGER;

// The kinds of flushes of each library: which numbers there are, and what they are by default.
const ZLIB = { last: 5, flush: 0, finishFlush: 4, fullFlush: 3 };
const BROTLI = { last: 3, flush: 0, finishFlush: 2, fullFlush: 1 };
const ZSTD = { last: 2, flush: 0, finishFlush: 2, fullFlush: 1 };

function libraryOf(mode) {
  if (mode === MODE.BROTLI_ENCODE || mode === MODE.BROTLI_DECODE) return BROTLI;
  return mode === MODE.ZSTD_COMPRESS || mode === MODE.ZSTD_DECOMPRESS ? ZSTD : ZLIB;
}

// What streams and functions without streams need to know.
function settingsOf(options, mode) {
  const library = libraryOf(mode);
  const settings = {
    library,
    chunkSize: DEFAULT_CHUNK,
    flush: library.flush,
    finishFlush: library.finishFlush,
    fullFlush: library.fullFlush,
    maxOutputLength: kMaxLength,
    info: options?.info,
    rejectGarbageAfterEnd: options?.rejectGarbageAfterEnd === true,
  };
  if (!options) return settings;
  const { chunkSize } = options;
  if (validateFiniteNumber(chunkSize, 'options.chunkSize')) {
    if (chunkSize < MIN_CHUNK) throw new codes.ERR_OUT_OF_RANGE('options.chunkSize', `>= ${MIN_CHUNK}`, chunkSize);
    settings.chunkSize = chunkSize;
  }
  for (const name of ['flush', 'finishFlush']) {
    settings[name] = checkRangesOrGetDefault(options[name], `options.${name}`, 0, library.last, settings[name]);
  }
  settings.maxOutputLength =
    checkRangesOrGetDefault(options.maxOutputLength, 'options.maxOutputLength', 1, kMaxLength, kMaxLength);
  if (options.rejectGarbageAfterEnd !== undefined) {
    validateBoolean(options.rejectGarbageAfterEnd, 'options.rejectGarbageAfterEnd');
  }
  return settings;
}

function dictionaryOf(options) {
  const dictionary = options?.dictionary;
  if (dictionary === undefined || ArrayBuffer.isView(dictionary)) return dictionary;
  if (isAnyArrayBuffer(dictionary)) return new Uint8Array(dictionary);
  throw new codes.ERR_INVALID_ARG_TYPE(
    'options.dictionary', ['Buffer', 'TypedArray', 'DataView', 'ArrayBuffer'], dictionary);
}

function windowBitsOf(options, mode) {
  // Zero lets the compressed data say it.
  const { windowBits } = options;
  const mayBeZero = mode === MODE.INFLATE || mode === MODE.GUNZIP || mode === MODE.UNZIP;
  if (mayBeZero && (windowBits == null || windowBits === 0)) return 0;
  return checkRangesOrGetDefault(windowBits, 'options.windowBits', mode === MODE.GZIP ? 9 : 8, 15, 15);
}

function openZlib(options, mode) {
  let windowBits = 15;
  let level = -1;
  let memLevel = 8;
  let strategy = 0;
  let dictionary;
  if (options) {
    windowBits = windowBitsOf(options, mode);
    level = checkRangesOrGetDefault(options.level, 'options.level', -1, 9, -1);
    memLevel = checkRangesOrGetDefault(options.memLevel, 'options.memLevel', 1, 9, 8);
    strategy = checkRangesOrGetDefault(options.strategy, 'options.strategy', 0, 4, 0);
    dictionary = dictionaryOf(options);
  }
  const codec = binding.createZlib(
    mode, Math.trunc(windowBits), Math.trunc(level), Math.trunc(memLevel), Math.trunc(strategy), dictionary,
    options?.rejectGarbageAfterEnd === true);
  if (Array.isArray(codec)) {
    const { genericNodeError } = require('internal/errors');
    throw genericNodeError(codec[0], { errno: codec[2], code: codec[1] });
  }
  return { codec, level, strategy };
}

// An array with the values of parameters, all bits for those that are not set.
function parametersOf(options, last, code) {
  const values = new Uint32Array(last + 1).fill(-1);
  const params = options?.params;
  if (!params) return values;
  for (const name of Object.keys(params)) {
    const key = +name;
    if (Number.isNaN(key) || key < 0 || key > last || (values[key] | 0) !== -1) throw new codes[code](name);
    const value = params[name];
    if (typeof value !== 'number' && typeof value !== 'boolean') {
      throw new codes.ERR_INVALID_ARG_TYPE('options.params[key]', 'number', value);
    }
    values[key] = value;
  }
  return values;
}

function openBrotli(options, mode) {
  const parameters = parametersOf(options, 8, 'ERR_BROTLI_INVALID_PARAM');
  const codec = binding.createBrotli(mode === MODE.BROTLI_ENCODE, parameters, dictionaryOf(options));
  if (codec === undefined) throw initializationFailed('Initialization failed');
  return { codec };
}

const ZSTD_REFUSALS = {
  parameter: 'Setting parameter failed',
  dictionary: 'Failed to load zstd dictionary',
  size: 'Could not set pledged src size',
};

function openZstd(options, mode) {
  const compress = mode === MODE.ZSTD_COMPRESS;
  const parameters = parametersOf(options, compress ? 402 : 100, 'ERR_ZSTD_INVALID_PARAM');
  const dictionary = dictionaryOf(options);
  const pledged = options?.pledgedSrcSize;
  if (compress && pledged !== undefined && typeof pledged !== 'number') {
    const error = new TypeError('pledgedSrcSize must be a number');
    error.code = 'ERR_INVALID_ARG_TYPE';
    throw error;
  }
  const codec = binding.createZstd(compress, parameters, pledged, dictionary);
  if (typeof codec === 'string') throw initializationFailed(ZSTD_REFUSALS[codec]);
  return { codec };
}

function open(options, mode) {
  const library = libraryOf(mode);
  if (library === ZLIB) return openZlib(options, mode);
  return library === BROTLI ? openBrotli(options, mode) : openZstd(options, mode);
}

// The error of a failure that a native codec tells.
function failureError(message, errno, code) {
  if (code === 'ERR_TRAILING_JUNK_AFTER_STREAM_END') return new codes.ERR_TRAILING_JUNK_AFTER_STREAM_END();
  const error = require('internal/errors').genericNodeError(message, { errno, code });
  error.errno = errno;
  error.code = code;
  return error;
}

module.exports = { MODE, failureError, open, settingsOf };
