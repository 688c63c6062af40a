// compose: several streams, generator functions or web streams as one Duplex.
'use strict';

const { codes } = require('internal/errors');
const { validateAbortSignal, validateObject } = require('internal/validators');
const Duplex = require('internal/streams/duplex');
const { destroyer } = require('internal/streams/destroy');
const { finished } = require('internal/streams/finished');
const { join } = require('internal/streams/pipeline');
const {
  isNodeStream, isReadable, isReadableStream, isTransformStream, isWebStream, isWritable, isWritableStream,
} = require('internal/streams/predicates');
const { answer, closeWith, makeWaiting, writeInto } = require('internal/streams/two_streams');

const canRead = (stream) => Boolean(isReadable(stream) || isReadableStream(stream) || isTransformStream(stream));
const canWrite = (stream) => Boolean(isWritable(stream) || isWritableStream(stream) || isTransformStream(stream));

function compose(...streams) {
  if (streams.length === 0) throw new codes.ERR_MISSING_ARGS('streams');
  if (streams.length === 1) return Duplex.from(streams[0]);
  const given = [...streams];
  const last = streams.length - 1;
  if (typeof streams[0] === 'function') streams[0] = Duplex.from(streams[0]);
  if (typeof streams[last] === 'function') streams[last] = Duplex.from(streams[last]);
  streams.forEach((stream, i) => {
    if (!isNodeStream(stream) && !isWebStream(stream)) return;
    if (i < last && !canRead(stream)) {
      throw new codes.ERR_INVALID_ARG_VALUE(`streams[${i}]`, given[i], 'must be readable');
    }
    if (i > 0 && !canWrite(stream)) {
      throw new codes.ERR_INVALID_ARG_VALUE(`streams[${i}]`, given[i], 'must be writable');
    }
  });

  const waiting = makeWaiting();
  const head = streams[0];
  const tail = join(streams, (error) => {
    waiting.closed = true;
    if (answer(waiting, 'close', error)) return;
    if (error) duplex.destroy(error);
    else if (!readable && !writable) duplex.destroy();
  });
  const writable = canWrite(head);
  const readable = canRead(tail);
  const duplex = new Duplex({
    writableObjectMode: Boolean(head?.writableObjectMode),
    readableObjectMode: Boolean(tail?.readableObjectMode),
    writable,
    readable,
  });

  if (writable) {
    if (isNodeStream(head)) writeInto(duplex, head, waiting);
    else writeIntoWeb(duplex, isTransformStream(head) ? head.writable : head, waiting);
    finished(isTransformStream(tail) ? tail.readable : tail, () => answer(waiting, 'finish'));
  }
  if (readable) {
    if (isNodeStream(tail)) flowFrom(duplex, tail);
    else readFromWeb(duplex, isTransformStream(tail) ? tail.readable : tail);
  }
  closeWith(duplex, waiting, (error) => {
    if (isNodeStream(tail)) destroyer(tail, error);
  });
  return duplex;
}

function writeIntoWeb(duplex, stream, waiting) {
  const writer = stream.getWriter();
  duplex._write = async (chunk, encoding, callback) => {
    try {
      await writer.ready;
      writer.write(chunk).catch(() => {}); // shows in `ready`
      callback();
    } catch (error) {
      callback(error);
    }
  };
  duplex._final = async (callback) => {
    try {
      await writer.ready;
      writer.close().catch(() => {});
      waiting.finish = callback;
    } catch (error) {
      callback(error);
    }
  };
}

function flowFrom(duplex, stream) {
  duplex._read = () => stream.resume();
  stream.on('data', (chunk) => {
    if (!duplex.push(chunk)) stream.pause();
  });
  stream.on('end', () => duplex.push(null));
}

function readFromWeb(duplex, stream) {
  const reader = stream.getReader();
  duplex._read = async () => {
    for (;;) {
      try {
        const { value, done } = await reader.read();
        if (done) {
          duplex.push(null);
          return;
        }
        if (!duplex.push(value)) return;
      } catch {
        return; // the pipeline tells
      }
    }
  };
}

// Readable.prototype.compose.
function composeWith(readable, stream, options) {
  if (options != null) validateObject(options, 'options');
  if (options?.signal != null) validateAbortSignal(options.signal, 'options.signal');
  const composed = compose(readable, stream);
  if (options?.signal) require('internal/streams/abort_signal').addAbortSignal(options.signal, composed);
  return composed;
}

module.exports = { compose, composeWith };
