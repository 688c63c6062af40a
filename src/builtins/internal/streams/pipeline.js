// pipeline: joins streams, iterables, generator functions and web streams, and ends all of them when one fails.
//
// `finish` is called once for every part that was started; the callback comes when all have answered, or one failed and
// all others are destroyed.
'use strict';

const { AbortError, codes } = require('internal/errors');
const { validateAbortSignal, validateFunction } = require('internal/validators');
const { destroyer } = require('internal/streams/destroy');
const { finished } = require('internal/streams/finished');
const {
  isIterable, isNodeStream, isReadable, isReadableFinished, isReadableNodeStream, isReadableStream, isTransformStream,
  isWebStream,
} = require('internal/streams/predicates');
const { pumpToNode, pumpToWeb } = require('internal/streams/pump');

const SOURCES = ['Readable', 'Iterable', 'AsyncIterable', 'ReadableStream', 'TransformStream'];

function pipeline(...streams) {
  const callback = streams.pop();
  validateFunction(callback, 'streams[stream.length - 1]');
  let called = false;
  return join(streams, (error, value) => {
    if (called) return;
    called = true;
    Reflect.apply(callback, undefined, [error, value]);
  });
}

// The end of one stream, however it comes about.
function watch(stream, reading, writing) {
  let done = false;
  stream.on('close', () => {
    done = true;
  });
  const cleanUp = finished(stream, { readable: reading, writable: writing }, (error) => {
    done = !error;
  });
  return {
    destroy(error) {
      if (done) return;
      done = true;
      destroyer(stream, error || new codes.ERR_STREAM_DESTROYED('pipe'));
    },
    cleanUp,
  };
}

function asyncIterable(value) {
  if (isIterable(value)) return value;
  // Not a stream of ours, or it would be iterable.
  if (isReadableNodeStream(value)) return require('internal/streams/readable_iteration').iterate(value);
  throw new codes.ERR_INVALID_ARG_TYPE('val', ['Readable', 'Iterable', 'AsyncIterable'], value);
}

function firstOf(stream, signal) {
  if (typeof stream === 'function') {
    const result = stream({ signal });
    if (!isIterable(result)) {
      throw new codes.ERR_INVALID_RETURN_VALUE('Iterable, AsyncIterable or Stream', 'source', result);
    }
    return result;
  }
  if (isIterable(stream) || isReadableNodeStream(stream) || isTransformStream(stream)) return stream;
  return require('internal/streams/duplex').from(stream);
}

function join(streams, callback, options) {
  if (streams.length === 1 && Array.isArray(streams[0])) streams = streams[0];
  if (streams.length < 2) throw new codes.ERR_MISSING_ARGS('streams');

  const controller = new AbortController();
  const { signal } = controller;
  const outerSignal = options?.signal;
  validateAbortSignal(outerSignal, 'options.signal');
  const onAbort = () => finishWith(new AbortError(undefined, { cause: outerSignal?.reason }));
  let listening;
  if (outerSignal) listening = require('internal/events/abort_listener').addAbortListener(outerSignal, onAbort);

  const destroys = [];
  // What would keep listening to the last stream, which belongs to the caller again.
  const lastCleanUps = [];
  let failure;
  let value;
  let unfinished = 0;

  function finish(error) {
    finishWith(error, --unfinished === 0);
  }
  function finishOnError(error) {
    finishWith(error, false);
  }
  function finishWith(error, isLast) {
    // A close that came too early, or an abort, is most often a consequence of something else.
    if (error && (!failure || failure.code === 'ERR_STREAM_PREMATURE_CLOSE' || failure.name === 'AbortError')) {
      failure = error;
    }
    if (!failure && !isLast) return;
    while (destroys.length > 0) destroys.shift()(failure);
    listening?.[Symbol.dispose]();
    controller.abort();
    if (!isLast) return;
    if (!failure) {
      for (const cleanUp of lastCleanUps) cleanUp();
    }
    process.nextTick(callback, failure, value);
  }

  function watchErrors(stream, isReading, isWriting, isLast, ends) {
    if (ends) {
      const watched = watch(stream, isReading, isWriting);
      destroys.push(watched.destroy);
      if (isReadable(stream) && isLast) lastCleanUps.push(watched.cleanUp);
    }
    // Such as come after the stream's end has been told.
    const onError = (error) => {
      if (error && error.name !== 'AbortError' && error.code !== 'ERR_STREAM_PREMATURE_CLOSE') finishOnError(error);
    };
    stream.on('error', onError);
    if (isReadable(stream) && isLast) lastCleanUps.push(() => stream.removeListener('error', onError));
  }

  // The last part is a function: its result is the value of the pipeline.
  function collect(result, isLast, ends) {
    const PassThrough = require('internal/streams/passthrough');
    const output = new PassThrough({ objectMode: true });
    // Whoever has a `then` is asked for it once.
    const then = result?.then;
    if (typeof then === 'function') {
      unfinished++;
      then.call(result, (resolved) => {
        value = resolved;
        if (resolved != null) output.write(resolved);
        if (ends) output.end();
        process.nextTick(finish);
      }, (error) => {
        output.destroy(error);
        process.nextTick(finish, error);
      });
    } else if (isIterable(result, 'async')) {
      unfinished++;
      pumpToNode(result, output, finish, ends);
    } else if (isReadableStream(result) || isTransformStream(result)) {
      unfinished++;
      pumpToNode(result.readable || result, output, finish, ends);
    } else {
      throw new codes.ERR_INVALID_RETURN_VALUE('AsyncIterable or Promise', 'destination', result);
    }
    const watched = watch(output, false, true);
    destroys.push(watched.destroy);
    if (isLast) lastCleanUps.push(watched.cleanUp);
    return output;
  }

  function joinNode(source, stream, isLast, ends) {
    if (isReadableNodeStream(source)) {
      unfinished += 2;
      const cleanUp = pipe(source, stream, finish, finishOnError, ends);
      if (isReadable(stream) && isLast) lastCleanUps.push(cleanUp);
      return;
    }
    if (!isTransformStream(source) && !isReadableStream(source) && !isIterable(source)) {
      throw new codes.ERR_INVALID_ARG_TYPE('val', SOURCES, source);
    }
    unfinished++;
    const isWeb = isTransformStream(source) || isReadableStream(source);
    pumpToNode(isWeb ? source.readable || source : source, stream, finish, ends);
  }

  function joinWeb(source, stream, ends) {
    let chunks;
    if (isReadableNodeStream(source)) chunks = asyncIterable(source);
    else if (isReadableStream(source) || isIterable(source)) chunks = source;
    else if (isTransformStream(source)) chunks = source.readable;
    else throw new codes.ERR_INVALID_ARG_TYPE('val', SOURCES, source);
    unfinished++;
    pumpToWeb(chunks, stream, finish, ends);
  }

  let result;
  for (let i = 0; i < streams.length; i++) {
    const stream = streams[i];
    const isLast = i === streams.length - 1;
    const ends = !isLast || options?.end !== false;
    if (isNodeStream(stream)) {
      const next = streams[i + 1];
      if (next?.closed || next?.destroyed) throw new codes.ERR_STREAM_UNABLE_TO_PIPE();
      watchErrors(stream, !isLast, i > 0, isLast, ends);
    }
    if (i === 0) {
      result = firstOf(stream, signal);
    } else if (typeof stream === 'function') {
      result = stream(asyncIterable(isTransformStream(result) ? result.readable : result), { signal });
      if (isLast) {
        result = collect(result, isLast, ends);
      } else if (!isIterable(result, 'async')) {
        throw new codes.ERR_INVALID_RETURN_VALUE('AsyncIterable', `transform[${i - 1}]`, result);
      }
    } else if (isNodeStream(stream)) {
      joinNode(result, stream, isLast, ends);
      result = stream;
    } else if (isWebStream(stream)) {
      joinWeb(result, stream, ends);
      result = stream;
    } else {
      result = require('internal/streams/duplex').from(stream);
    }
  }
  if (signal.aborted || outerSignal?.aborted) process.nextTick(onAbort);
  return result;
}

// Calls `finish` for the source, and for the destination.
function pipe(source, dest, finish, finishOnError, ends) {
  let ended = false;
  dest.on('close', () => {
    if (!ended) finishOnError(new codes.ERR_STREAM_PREMATURE_CLOSE());
  });
  // Ended by us, so that it is known to have been.
  source.pipe(dest, { end: false });
  if (ends) {
    const endDest = () => {
      ended = true;
      dest.end();
    };
    if (isReadableFinished(source)) process.nextTick(endDest);
    else source.once('end', endDest);
  } else {
    finish();
  }
  finished(source, { readable: true, writable: false }, (error) => {
    const state = source._readableState;
    if (error && error.code === 'ERR_STREAM_PREMATURE_CLOSE' && state?.ended && !state.errored && !state.errorEmitted) {
      // Some streams close before what they have is read; if all is, nothing went wrong.
      source.once('end', finish).once('error', finish);
    } else {
      finish(error);
    }
  });
  return finished(dest, { readable: false, writable: true }, finish);
}

function pipelinePromise(...streams) {
  return new Promise((resolve, reject) => {
    let signal;
    let end;
    const last = streams[streams.length - 1];
    if (last && typeof last === 'object' && !isNodeStream(last) && !isIterable(last) && !isWebStream(last)) {
      ({ signal, end } = streams.pop());
    }
    join(streams, (error, value) => (error ? reject(error) : resolve(value)), { signal, end });
  });
}

module.exports = { join, pipeline, pipelinePromise };
