// A Duplex as a pair of web streams and back. One direction: `adapters`.
'use strict';

const { codes } = require('internal/errors');
const { validateBoolean, validateObject } = require('internal/validators');
const { Duplex } = require('stream');
const { isKind } = require('internal/webstreams/shared');
const {
  call, closedReadable, closedWritable, destroy, newReadableStreamFromStreamReadable, newWritableStreamFromStreamWritable,
  readFor, writeMethods,
} = require('internal/webstreams/adapters');

function newReadableWritablePairFromDuplex(duplex, options = {}) {
  if (typeof duplex?._writableState !== 'object' || typeof duplex?._readableState !== 'object') {
    throw new codes.ERR_INVALID_ARG_TYPE('duplex', 'stream.Duplex', duplex);
  }
  validateObject(options, 'options');
  if (duplex.destroyed) return { readable: closedReadable(), writable: closedWritable() };
  const writable = duplex.writable ? newWritableStreamFromStreamWritable(duplex, options) : closedWritable();
  const { mapError, readableType: type } = options;
  const readable = duplex.readable ? newReadableStreamFromStreamReadable(duplex, { type, mapError }) : closedReadable();
  return { writable, readable };
}

function newStreamDuplexFromReadableWritablePair(pair = {}, options = {}) {
  validateObject(pair, 'pair');
  const { readable, writable } = pair;
  if (!isKind(readable, 'ReadableStream')) throw new codes.ERR_INVALID_ARG_TYPE('pair.readable', 'ReadableStream', readable);
  if (!isKind(writable, 'WritableStream')) throw new codes.ERR_INVALID_ARG_TYPE('pair.writable', 'WritableStream', writable);
  validateObject(options, 'options');
  const { allowHalfOpen = false, objectMode = false, encoding, decodeStrings = true, highWaterMark, signal } = options;
  validateBoolean(objectMode, 'options.objectMode');
  if (encoding !== undefined && !Buffer.isEncoding(encoding)) {
    throw new codes.ERR_INVALID_ARG_VALUE('options.encoding', encoding);
  }
  const writer = writable.getWriter();
  const reader = readable.getReader();
  let writerClosed = false;
  let readerClosed = false;
  const duplex = new Duplex({
    allowHalfOpen,
    highWaterMark,
    objectMode,
    encoding,
    decodeStrings,
    signal,
    ...writeMethods(writer, decodeStrings, objectMode),
    read() { readFor(duplex, reader); },
    final(callback) {
      const done = (error) => call(callback, error);
      if (writerClosed) done();
      else writer.close().then(() => done(), done);
    },
    destroy(error, callback) {
      const done = () => call(callback, error);
      const ends = [];
      if (!writerClosed) ends.push(error == null ? writer.close() : writer.abort(error));
      if (!readerClosed) ends.push(reader.cancel(error));
      Promise.all(ends).then(done, done);
    },
  });
  writer.closed.then(() => {
    writerClosed = true;
    if (!duplex.writableEnded) destroy(duplex, new codes.ERR_STREAM_PREMATURE_CLOSE());
  }, (error) => {
    writerClosed = true;
    destroy(duplex, error);
  });
  reader.closed.then(() => { readerClosed = true; }, (error) => {
    readerClosed = true;
    destroy(duplex, error);
  });
  return duplex;
}

module.exports = { newReadableWritablePairFromDuplex, newStreamDuplexFromReadableWritablePair };
