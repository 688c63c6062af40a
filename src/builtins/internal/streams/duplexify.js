// Duplex.from: anything that gives or takes data as a Duplex.
'use strict';

const { AbortError, codes } = require('internal/errors');
const Duplex = require('internal/streams/duplex');
const { destroyer } = require('internal/streams/destroy');
const { finished } = require('internal/streams/finished');
const { from } = require('internal/streams/from');
const {
  isDuplexNodeStream, isIterable, isNodeStream, isReadable, isReadableNodeStream, isReadableStream, isWritable,
  isWritableNodeStream, isWritableStream,
} = require('internal/streams/predicates');
const { Readable } = require('internal/streams/readable');
const { answer, closeWith, makeWaiting, readFrom, writeInto } = require('internal/streams/two_streams');
const { Writable } = require('internal/streams/writable');

const ACCEPTED = ['Blob', 'ReadableStream', 'WritableStream', 'Stream', 'Iterable', 'AsyncIterable', 'Function',
                  '{ readable, writable } pair', 'Promise'];

class Duplexify extends Duplex {}

function duplexify(body, name) {
  if (isDuplexNodeStream(body)) return body;
  if (isReadableNodeStream(body)) return pair({ readable: body });
  if (isWritableNodeStream(body)) return pair({ writable: body });
  if (isNodeStream(body)) return pair({ writable: false, readable: false });
  if (isReadableStream(body)) return pair({ readable: Readable.fromWeb(body) });
  if (isWritableStream(body)) return pair({ writable: Writable.fromWeb(body) });
  if (typeof body === 'function') return fromFunction(body, name);
  if (isBlob(body)) return duplexify(body.arrayBuffer(), name);
  if (isIterable(body)) return from(Duplexify, body, { objectMode: true, writable: false });
  if (isReadableStream(body?.readable) && isWritableStream(body?.writable)) return Duplexify.fromWeb(body);
  if (typeof body?.writable === 'object' || typeof body?.readable === 'object') {
    let { readable, writable } = body;
    readable &&= isReadableNodeStream(readable) ? readable : duplexify(readable, name);
    writable &&= isWritableNodeStream(writable) ? writable : duplexify(writable, name);
    return pair({ readable, writable });
  }
  const then = body?.then;
  if (typeof then === 'function') return fromPromise(body, then);
  throw new codes.ERR_INVALID_ARG_TYPE(name, ACCEPTED, body);
}

// Not asking for the class Blob, which few programs load.
function isBlob(value) {
  return typeof value?.arrayBuffer === 'function' && typeof value.stream === 'function' &&
    require('buffer').Blob[Symbol.hasInstance](value);
}

function fromPromise(promise, then) {
  const duplex = new Duplexify({ objectMode: true, writable: false, read() {} });
  then.call(promise, (value) => {
    if (value != null) duplex.push(value);
    duplex.push(null);
  }, (error) => destroyer(duplex, error));
  return duplex;
}

// The function gets what is written as an async iterable, and gives what can be read, or a promise of its end.
function fromFunction(body, name) {
  const { value, write, final, destroy } = callWithInput(body);
  if (isDuplexNodeStream(value)) return value;
  if (isIterable(value)) return from(Duplexify, value, { objectMode: true, write, final, destroy });
  const then = value?.then;
  if (typeof then !== 'function') {
    throw new codes.ERR_INVALID_RETURN_VALUE('Iterable, AsyncIterable or AsyncFunction', name, value);
  }
  let duplex;
  let finalized = false;
  const promise = then.call(value, (result) => {
    if (result != null) throw new codes.ERR_INVALID_RETURN_VALUE('nully', 'body', result);
    // It wants no more of what is written.
    if (!finalized) destroyer(duplex);
  }, (error) => destroyer(duplex, error));
  duplex = new Duplexify({
    objectMode: true,
    readable: false,
    write,
    final(callback) {
      finalized = true;
      final(async () => {
        try {
          await promise;
          process.nextTick(callback, null);
        } catch (error) {
          process.nextTick(callback, error);
        }
      });
    },
    destroy,
  });
  return duplex;
}

function callWithInput(body) {
  // The next thing that is written: what the function waits for, until it is there.
  let next = Promise.withResolvers();
  let { resolve } = next;
  const hand = (entry) => {
    const handTo = resolve;
    resolve = null;
    handTo(entry);
  };
  const controller = new AbortController();
  const { signal } = controller;
  const value = body((async function* input() {
    for (;;) {
      const { chunk, done, callback } = await next.promise;
      process.nextTick(callback);
      if (done) return;
      if (signal.aborted) throw new AbortError(undefined, { cause: signal.reason });
      next = Promise.withResolvers();
      ({ resolve } = next);
      yield chunk;
    }
  })(), { signal });
  return {
    value,
    write(chunk, encoding, callback) {
      hand({ chunk, done: false, callback });
    },
    final(callback) {
      hand({ done: true, callback });
    },
    destroy(error, callback) {
      controller.abort(error);
      if (resolve !== null) hand({ done: true, callback() {} });
      callback(error);
    },
  };
}

// One Duplex of a stream to read from and a stream to write to; each may be absent.
function pair({ readable: source, writable: sink }) {
  if (source && typeof source.read !== 'function') source = Readable.wrap(source);
  const waiting = makeWaiting();
  const readable = Boolean(isReadable(source));
  const writable = Boolean(isWritable(sink));
  const duplex = new Duplexify({
    readableObjectMode: Boolean(source?.readableObjectMode),
    writableObjectMode: Boolean(sink?.writableObjectMode),
    readable,
    writable,
  });
  const onOver = (error, other) => {
    if (error) destroyer(other, error);
    waiting.closed = true;
    if (!answer(waiting, 'close', error) && error) duplex.destroy(error);
  };
  if (writable) {
    finished(sink, (error) => onOver(error, source));
    writeInto(duplex, sink, waiting);
    sink.on('finish', () => answer(waiting, 'finish'));
  }
  if (readable) {
    finished(source, (error) => onOver(error, sink));
    readFrom(duplex, source, waiting);
  }
  closeWith(duplex, waiting, (error, isOver) => {
    if (isOver) return;
    destroyer(sink, error);
    destroyer(source, error);
  });
  return duplex;
}

module.exports = { duplexify };
