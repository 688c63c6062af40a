// finished: hears once of a stream's end, of its failure, or that it was closed too early.
//
// Works for streams of any make, so it trusts events more than states; `predicates` tells how far the stream is.
'use strict';

const { AbortError, codes } = require('internal/errors');
const { validateAbortSignal, validateBoolean, validateFunction, validateObject } = require('internal/validators');
const {
  isClosed, isNodeStream, isReadable, isReadableFinished, isReadableNodeStream, isReadableStream, isRequest, isWritable,
  isWritableFinished, isWritableNodeStream, isWritableStream, kIsClosedPromise, readableError, willEmitClose,
  writableError,
} = require('internal/streams/predicates');

function nothing() {}

// The callback, in the async context of now.
function inContext(callback) {
  const { state } = require('internal/async_hooks');
  const { frame } = state;
  if (frame === undefined) return callback;
  return function(...args) {
    const previous = state.frame;
    state.frame = frame;
    try {
      Reflect.apply(callback, this, args);
    } finally {
      state.frame = previous;
    }
  };
}

function once(callback) {
  let called = false;
  return function(...args) {
    if (called) return;
    called = true;
    Reflect.apply(callback, this, args);
  };
}

function finished(stream, options, callback) {
  if (arguments.length === 2) {
    callback = options;
    options = {};
  } else if (options == null) {
    options = {};
  } else {
    validateObject(options, 'options');
  }
  validateFunction(callback, 'callback');
  validateAbortSignal(options.signal, 'options.signal');
  if (isReadableStream(stream) || isWritableStream(stream)) {
    return finishedWeb(stream, options, once(inContext(callback)));
  }
  if (!isNodeStream(stream)) {
    throw new codes.ERR_INVALID_ARG_TYPE('stream', ['ReadableStream', 'WritableStream', 'Stream'], stream);
  }
  return finishedNode(stream, options, inContext(callback));
}

// Null: the stream closed as it should.
function errorAtClose(stream, { readable, writable, readableDone, writableDone }) {
  const error = failureOf(stream);
  if (error !== null) return error;
  const isReadableCut = readable && !readableDone && isReadableNodeStream(stream, true) &&
    !isReadableFinished(stream, false);
  const isWritableCut = writable && !writableDone && !isWritableFinished(stream, false);
  return isReadableCut || isWritableCut ? new codes.ERR_STREAM_PREMATURE_CLOSE() : null;
}

function failureOf(stream) {
  const error = writableError(stream) || readableError(stream);
  return (typeof error !== 'boolean' && error) || null;
}

// How it has ended already: an error, null, or undefined if that is still to be seen.
function knownOutcome(stream, sides) {
  const { readable, writable, readableDone, writableDone, waitsForClose } = sides;
  const writableState = stream._writableState;
  const readableState = stream._readableState;
  if (isClosed(stream)) return errorAtClose(stream, sides);
  if (writableState?.errorEmitted || readableState?.errorEmitted) {
    if (!waitsForClose) return failureOf(stream);
  } else if (!readable && (!waitsForClose || isReadable(stream)) && (writableDone || isWritable(stream) === false) &&
             !writableState?.pendingcb) {
    return failureOf(stream);
  } else if (!writable && (!waitsForClose || isWritable(stream)) && (readableDone || isReadable(stream) === false)) {
    return failureOf(stream);
  } else if (readableState && stream.req && stream.aborted) {
    return failureOf(stream);
  }
  return undefined;
}

function tellLater(stream, outcome, callback, handlesErrors) {
  // As for a stream that is listened to: an error that comes later is not thrown.
  if (handlesErrors) stream.on('error', nothing);
  process.nextTick(() => Reflect.apply(callback, stream, outcome === null ? [] : [outcome]));
  return () => {
    callback = nothing;
    if (handlesErrors) stream.removeListener('error', nothing);
  };
}

function finishedNode(stream, options, callback) {
  const readable = options.readable ?? isReadableNodeStream(stream);
  const writable = options.writable ?? isWritableNodeStream(stream);
  const writableState = stream._writableState;
  // What closes itself when both sides are done is waited for, unless only one side is asked about.
  let waitsForClose = willEmitClose(stream) && isReadableNodeStream(stream) === readable &&
    isWritableNodeStream(stream) === writable;
  let writableDone = isWritableFinished(stream, false);
  let readableDone = isReadableFinished(stream, false);
  const known = knownOutcome(stream, { readable, writable, readableDone, writableDone, waitsForClose });
  if (known !== undefined) return tellLater(stream, known, callback, options.error !== false);
  if (options.signal?.aborted) {
    return tellLater(stream, new AbortError(undefined, { cause: options.signal.reason }), callback, false);
  }
  callback = once(callback);

  const onFinish = () => {
    writableDone = true;
    // Destroyed already: 'close' may have been, or never come.
    if (stream.destroyed) waitsForClose = false;
    if (waitsForClose && (!stream.readable || readable)) return;
    if (!readable || readableDone) callback.call(stream);
  };
  const onLegacyFinish = () => {
    if (!stream.writable) onFinish();
  };
  const onEnd = () => {
    readableDone = true;
    if (stream.destroyed) waitsForClose = false;
    if (waitsForClose && (!stream.writable || writable)) return;
    if (!writable || writableDone) callback.call(stream);
  };
  const onError = (error) => callback.call(stream, error);
  const onClose = () => {
    const error = errorAtClose(stream, { readable, writable, readableDone, writableDone });
    if (error === null) callback.call(stream);
    else callback.call(stream, error);
  };
  const onRequest = () => stream.req.on('finish', onFinish);

  if (isRequest(stream)) {
    stream.on('complete', onFinish);
    if (!waitsForClose) stream.on('abort', onClose);
    if (stream.req) onRequest();
    else stream.on('request', onRequest);
  } else if (writable && !writableState) {
    stream.on('end', onLegacyFinish);
    stream.on('close', onLegacyFinish);
  }
  if (!waitsForClose && typeof stream.aborted === 'boolean') stream.on('aborted', onClose);
  stream.on('end', onEnd);
  stream.on('finish', onFinish);
  if (options.error !== false) stream.on('error', onError);
  stream.on('close', onClose);

  const cleanUp = () => {
    callback = nothing;
    stream.removeListener('aborted', onClose);
    stream.removeListener('complete', onFinish);
    stream.removeListener('abort', onClose);
    stream.removeListener('request', onRequest);
    if (stream.req) stream.req.removeListener('finish', onFinish);
    stream.removeListener('end', onLegacyFinish);
    stream.removeListener('close', onLegacyFinish);
    stream.removeListener('finish', onFinish);
    stream.removeListener('end', onEnd);
    stream.removeListener('error', onError);
    stream.removeListener('close', onClose);
  };

  const { signal } = options;
  if (signal) {
    const onAbort = () => {
      // cleanUp takes the callback away.
      const last = callback;
      cleanUp();
      last.call(stream, new AbortError(undefined, { cause: signal.reason }));
    };
    callback = untilAborted(signal, onAbort, callback);
  }
  return cleanUp;
}

// The callback, which ends the listening to the signal.
function untilAborted(signal, onAbort, callback) {
  if (signal.aborted) {
    process.nextTick(onAbort);
    return callback;
  }
  const listening = require('internal/events/abort_listener').addAbortListener(signal, onAbort);
  return function(...args) {
    listening[Symbol.dispose]();
    Reflect.apply(callback, this, args);
  };
}

function finishedWeb(stream, options, callback) {
  let aborted = false;
  const { signal } = options;
  if (signal) {
    const last = callback;
    const onAbort = () => {
      aborted = true;
      last.call(stream, new AbortError(undefined, { cause: signal.reason }));
    };
    callback = untilAborted(signal, onAbort, callback);
  }
  const onClosed = (...args) => {
    if (!aborted) process.nextTick(() => Reflect.apply(callback, stream, args));
  };
  stream[kIsClosedPromise].promise.then(onClosed, onClosed);
  return nothing;
}

function finishedPromise(stream, options) {
  let cleansUp = false;
  if (options === null) options = {};
  if (options?.cleanup) {
    validateBoolean(options.cleanup, 'cleanup');
    cleansUp = options.cleanup;
  }
  return new Promise((resolve, reject) => {
    const cleanUp = finished(stream, options, (error) => {
      if (cleansUp) cleanUp();
      if (error) reject(error);
      else resolve();
    });
  });
}

// For [Symbol.asyncDispose], whose own abort is no failure.
function whenFinished(stream, isExpected) {
  return new Promise((resolve, reject) => {
    finished(stream, (error) => (error && !isExpected(error) ? reject(error) : resolve(null)));
  });
}

module.exports = { finished, finishedPromise, whenFinished };
