// gzip(), inflateSync() and their like: all of an input at once. They need no stream, unless `info` asks for one.
'use strict';

const binding = internalBinding('zlib');
const { codes } = require('internal/errors');
const { MODE, failureError, open, settingsOf } = require('internal/zlib/options');
const { validateFunction } = require('internal/validators');
const { isAnyArrayBuffer } = require('internal/util/types');

function check(input, settings, answer) {
  if (answer === undefined) throw new codes.ERR_BUFFER_TOO_LARGE(settings.maxOutputLength);
  if (answer.length === 3) throw failureError(answer[0], answer[2], answer[1]);
  const [output, used] = answer;
  if (used < input.byteLength && settings.rejectGarbageAfterEnd) throw new codes.ERR_TRAILING_JUNK_AFTER_STREAM_END();
  return output;
}

function prepare(options, mode) {
  // A window of 256 bytes does not work without zlib's header.
  if (mode === MODE.DEFLATERAW && options && options.windowBits === 8) options.windowBits = 9;
  const { codec } = open(options, mode);
  return { codec, settings: settingsOf(options, mode) };
}

function engine(name, options) {
  return new (require('internal/zlib/streams')[name])(options);
}

function bytesOf(buffer) {
  if (typeof buffer === 'string') return require('buffer').Buffer.from(buffer);
  if (ArrayBuffer.isView(buffer)) return buffer;
  return isAnyArrayBuffer(buffer) ? new Uint8Array(buffer) : undefined;
}

function runSync(name, mode, buffer, options) {
  const { codec, settings } = prepare(options, mode);
  const input = bytesOf(buffer);
  if (input === undefined) {
    throw new codes.ERR_INVALID_ARG_TYPE('buffer', ['string', 'Buffer', 'TypedArray', 'DataView', 'ArrayBuffer'], buffer);
  }
  if (settings.info) {
    const stream = engine(name, options);
    return { buffer: stream._processChunk(input, settings.finishFlush), engine: stream };
  }
  return check(input, settings,
               binding.wholeSync(codec, Math.trunc(settings.finishFlush), input, settings.chunkSize, settings.maxOutputLength));
}

function run(name, mode, buffer, options, callback) {
  const { codec, settings } = prepare(options, mode);
  validateFunction(callback, 'callback');
  // Nothing is an empty input.
  const input = buffer == null ? new Uint8Array(0) : bytesOf(buffer);
  if (input === undefined) {
    throw new codes.ERR_INVALID_ARG_TYPE('chunk', ['string', 'Buffer', 'TypedArray', 'DataView'], buffer);
  }
  if (settings.info) {
    runStream(engine(name, options), input, settings, callback);
    return;
  }
  const done = (answer) => {
    let output;
    try {
      output = check(input, settings, answer);
    } catch (error) {
      callback(error);
      return;
    }
    callback(null, output);
  };
  binding.whole(codec, Math.trunc(settings.finishFlush), input, settings.chunkSize, settings.maxOutputLength,
                done);
}

// With the stream as part of the result.
function runStream(stream, input, settings, callback) {
  const { Buffer } = require('buffer');
  const parts = [];
  let length = 0;
  stream.on('data', (part) => {
    parts.push(part);
    length += part.length;
    if (length <= settings.maxOutputLength) return;
    stream.removeAllListeners('end');
    stream.close();
    callback(new codes.ERR_BUFFER_TOO_LARGE(settings.maxOutputLength));
  });
  stream.on('error', (error) => {
    stream.removeAllListeners('end');
    callback(error);
  });
  stream.on('end', () => {
    stream.close();
    callback(null, { buffer: Buffer.concat(parts, length), engine: stream });
  });
  stream.end(Buffer.from(input.buffer, input.byteOffset, input.byteLength));
}

// `name` is that of the stream's class.
function convenienceSync(name, mode) {
  return function syncBufferWrapper(buffer, opts) {
    return runSync(name, mode, buffer, opts);
  };
}

function convenience(name, mode) {
  return function asyncBufferWrapper(buffer, opts, callback) {
    if (typeof opts === 'function') {
      callback = opts;
      opts = {};
    }
    return run(name, mode, buffer, opts, callback);
  };
}

module.exports = { convenience, convenienceSync };
