// node:stream's streams as web streams and back: what toWeb and fromWeb do. Each side ends with the other.
//
// Neighbour: `duplex_adapters`, for both directions at once.
'use strict';

const { AbortError, codes } = require('internal/errors');
const { validateBoolean, validateObject } = require('internal/validators');
const { Readable, Writable, finished } = require('stream');
const { isKind, nothing } = require('internal/webstreams/shared');
const { ReadableStream } = require('internal/webstreams/readable');
const { WritableStream } = require('internal/webstreams/writable');

// Destroys a stream of node:stream; if it had more to do, that is an abort.
function destroy(stream, error) {
  if (stream.destroyed) return;
  const isDone = (stream.readable !== true || stream.readableEnded) && (stream.writable !== true || stream.writableFinished);
  stream.destroy(error ?? (isDone ? undefined : new AbortError()));
}

function asAbort(error) {
  return error?.code === 'ERR_STREAM_PREMATURE_CLOSE' ? new AbortError(undefined, { cause: error }) : error;
}

// Calls the callback of a stream method; what it throws is nobody's rejection.
function call(callback, error) {
  try {
    callback(error);
  } catch (thrown) {
    process.nextTick(() => { throw thrown; });
  }
}

function strategyOf(strategy, objectMode, highWaterMark) {
  if (strategy) return strategy;
  if (objectMode) return { highWaterMark };
  return { highWaterMark, size: (chunk) => chunk?.byteLength ?? chunk?.length ?? 1 };
}

function closedReadable() {
  const stream = new ReadableStream();
  stream.cancel();
  return stream;
}

// The web stream of one that was destroyed before its end.
function failedReadable(source) {
  const error = source.errored ?? asAbort(new codes.ERR_STREAM_PREMATURE_CLOSE());
  return new ReadableStream({ start(controller) { controller.error(error); } });
}

function closedWritable() {
  const stream = new WritableStream();
  stream.close();
  return stream;
}

// `options.mapError` is the runtime's own: it makes the error that readers get.
function newReadableStreamFromStreamReadable(source, options = {}) {
  if (typeof source?._readableState !== 'object') {
    throw new codes.ERR_INVALID_ARG_TYPE('streamReadable', 'stream.Readable', source);
  }
  validateObject(options, 'options');
  const { type, mapError = asAbort } = options;
  if (type !== undefined && type !== 'bytes') throw new codes.ERR_INVALID_ARG_VALUE('options.type', type);
  if (source.destroyed && !source.readableEnded) return failedReadable(source);
  if (source.destroyed || !source.readable) return closedReadable();
  const { readableObjectMode: objectMode, readableHighWaterMark: highWaterMark } = source;
  let controller;
  const onData = (chunk) => {
    // Chunks of a pool, or that others hold, must not be detached.
    if (Buffer.isBuffer(chunk) && !objectMode) chunk = new Uint8Array(chunk);
    controller.enqueue(chunk);
    if (controller.desiredSize <= 0) source.pause();
  };
  source.pause();
  const stop = finished(source, (error) => {
    stop();
    // A late error is nobody's.
    source.on('error', nothing);
    if (error) {
      controller.error(mapError(error));
      return;
    }
    controller.close();
    if (type === 'bytes') controller.byobRequest?.respond(0);
  });
  source.on('data', onData);
  return new ReadableStream({
    type,
    start(its) { controller = its; },
    pull() { source.resume(); },
    cancel(reason) { destroy(source, reason); },
  }, type === 'bytes' ? { highWaterMark } : strategyOf(options.strategy, objectMode, highWaterMark));
}

function readFor(readable, reader) {
  reader.read().then(
    ({ done, value }) => { readable.push(done ? null : value); },
    (error) => destroy(readable, error));
}

function newStreamReadableFromReadableStream(stream, options = {}) {
  if (!isKind(stream, 'ReadableStream')) throw new codes.ERR_INVALID_ARG_TYPE('readableStream', 'ReadableStream', stream);
  validateObject(options, 'options');
  const { highWaterMark, encoding, objectMode = false, signal } = options;
  if (encoding !== undefined && !Buffer.isEncoding(encoding)) {
    throw new codes.ERR_INVALID_ARG_VALUE('options.encoding', encoding);
  }
  validateBoolean(objectMode, 'options.objectMode');
  const reader = stream.getReader();
  let closed = false;
  const readable = new Readable({
    objectMode,
    highWaterMark,
    encoding,
    signal,
    read() { readFor(readable, reader); },
    destroy(error, callback) {
      const done = () => call(callback, error);
      if (closed) done();
      else reader.cancel(error).then(done, done);
    },
  });
  reader.closed.then(() => { closed = true; }, (error) => {
    closed = true;
    destroy(readable, error);
  });
  return readable;
}

// `options` are the runtime's own: `toChunk` converts what is written, `mapError` the error that writers get.
function newWritableStreamFromStreamWritable(sink, { toChunk = (chunk) => chunk, mapError = asAbort } = {}) {
  if (typeof sink?._writableState !== 'object') {
    throw new codes.ERR_INVALID_ARG_TYPE('streamWritable', 'stream.Writable', sink);
  }
  if (sink.destroyed || !sink.writable) return closedWritable();
  const { writableObjectMode: objectMode, writableHighWaterMark: highWaterMark } = sink;
  let controller;
  // Deferreds of a write that waits for room, and of the end.
  let drained;
  let closed;
  const stop = finished(sink, (error) => {
    stop();
    sink.on('error', nothing);
    if (error) {
      error = mapError(error);
      drained?.reject(error);
      closed?.reject(error);
    } else if (closed !== undefined) {
      closed.resolve();
      return;
    }
    controller.error(error ?? new AbortError());
  });
  sink.on('drain', () => { drained?.resolve(); });
  return new WritableStream({
    start(its) { controller = its; },
    write(chunk) {
      const converted = toChunk(chunk);
      if (!sink.writableNeedDrain && sink.write(converted)) return undefined;
      drained = Promise.withResolvers();
      return drained.promise.finally(() => { drained = undefined; });
    },
    abort(reason) { destroy(sink, reason); },
    close() {
      if (closed === undefined && !sink.writableEnded) sink.end();
      closed = Promise.withResolvers();
      return closed.promise;
    },
  }, strategyOf(undefined, objectMode, highWaterMark));
}

// The methods of a Writable (or Duplex) that writes to a web stream.
function writeMethods(writer, decodeStrings, objectMode) {
  const toChunk = (chunk, encoding) => {
    if (typeof chunk !== 'string' || !decodeStrings || objectMode) return chunk;
    const buffer = Buffer.from(chunk, encoding);
    return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
  };
  const write = (stream, act, callback) => {
    const done = (error) => call((reason) => {
      if (reason != null) stream.destroy(reason);
      else callback();
    }, error);
    writer.ready.then(() => act().then(() => done(), done), done);
  };
  return {
    writev(chunks, callback) {
      write(this, () => Promise.all(chunks.map(({ chunk, encoding }) => writer.write(toChunk(chunk, encoding)))), callback);
    },
    write(chunk, encoding, callback) {
      write(this, () => writer.write(toChunk(chunk, encoding)), callback);
    },
  };
}

function newStreamWritableFromWritableStream(stream, options = {}) {
  if (!isKind(stream, 'WritableStream')) throw new codes.ERR_INVALID_ARG_TYPE('writableStream', 'WritableStream', stream);
  validateObject(options, 'options');
  const { highWaterMark, decodeStrings = true, objectMode = false, signal } = options;
  validateBoolean(objectMode, 'options.objectMode');
  validateBoolean(decodeStrings, 'options.decodeStrings');
  const writer = stream.getWriter();
  let closed = false;
  const writable = new Writable({
    highWaterMark,
    objectMode,
    decodeStrings,
    signal,
    ...writeMethods(writer, decodeStrings, objectMode),
    destroy(error, callback) {
      const done = () => call(callback, error);
      if (closed) done();
      else if (error != null) writer.abort(error).then(done, done);
      else writer.close().then(done, done);
    },
    final(callback) {
      const done = (error) => call(callback, error);
      if (closed) done();
      else writer.close().then(() => done(), done);
    },
  });
  writer.closed.then(() => {
    closed = true;
    if (!writable.writableEnded) destroy(writable, new codes.ERR_STREAM_PREMATURE_CLOSE());
  }, (error) => {
    closed = true;
    destroy(writable, error);
  });
  return writable;
}

module.exports = {
  call,
  closedReadable,
  closedWritable,
  destroy,
  newReadableStreamFromStreamReadable,
  newStreamReadableFromReadableStream,
  newStreamWritableFromWritableStream,
  newWritableStreamFromStreamWritable,
  readFor,
  writeMethods,
};

for (const name of ['newReadableWritablePairFromDuplex', 'newStreamDuplexFromReadableWritablePair']) {
  Object.defineProperty(module.exports, name, {
    __proto__: null, enumerable: true, configurable: true, get: () => require('internal/webstreams/duplex_adapters')[name],
  });
}
