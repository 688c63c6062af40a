// The end of a stream: destroy, 'error' and 'close', and construct, which everything else waits for.
//
// Invariants: `_destroy` runs once and never before `_construct` has answered; 'error' is emitted once, and 'close'
// last, both in a tick of their own. Both states of a Duplex always say the same.
'use strict';

const { AbortError, aggregateTwoErrors, codes } = require('internal/errors');

const kConstruct = Symbol('kConstruct');
const kDestroy = Symbol('kDestroy');

// Remembers the first error on both sides. Asking for `stack` makes engines that write it late do so here.
function noteError(error, writable, readable) {
  error.stack; // eslint-disable-line no-unused-expressions
  if (writable && !writable.errored) writable.errored = error;
  if (readable && !readable.errored) readable.errored = error;
}

function destroy(error, callback) {
  const readable = this._readableState;
  const writable = this._writableState;
  if (writable?.destroyed || readable?.destroyed) {
    if (typeof callback === 'function') callback();
    return this;
  }
  if (error) noteError(error, writable, readable);
  if (writable) writable.destroyed = true;
  if (readable) readable.destroyed = true;
  const state = writable || readable;
  if (state && !state.constructed) {
    this.once(kDestroy, function(constructError) {
      runDestroy(this, aggregateTwoErrors(constructError, error), callback);
    });
  } else {
    runDestroy(this, error, callback);
  }
  return this;
}

function runDestroy(stream, error, callback) {
  let called = false;
  const onDestroyed = (failure) => {
    if (called) return;
    called = true;
    const readable = stream._readableState;
    const writable = stream._writableState;
    if (failure) noteError(failure, writable, readable);
    if (writable) writable.closed = true;
    if (readable) readable.closed = true;
    if (typeof callback === 'function') callback(failure);
    if (failure) process.nextTick(emitErrorAndClose, stream, failure);
    else process.nextTick(emitClose, stream);
  };
  try {
    stream._destroy(error || null, onDestroyed);
  } catch (thrown) {
    onDestroyed(thrown);
  }
}

function emitErrorAndClose(stream, error) {
  emitError(stream, error);
  emitClose(stream);
}

function emitClose(stream) {
  const readable = stream._readableState;
  const writable = stream._writableState;
  if (writable) writable.closeEmitted = true;
  if (readable) readable.closeEmitted = true;
  if (writable?.emitClose || readable?.emitClose) stream.emit('close');
}

function emitError(stream, error) {
  const readable = stream._readableState;
  const writable = stream._writableState;
  if (writable?.errorEmitted || readable?.errorEmitted) return;
  if (writable) writable.errorEmitted = true;
  if (readable) readable.errorEmitted = true;
  stream.emit('error', error);
}

// Makes a destroyed stream usable again; for sockets that are connected a second time.
function undestroy() {
  const readable = this._readableState;
  const writable = this._writableState;
  for (const state of [readable, writable]) {
    if (!state) continue;
    state.constructed = true;
    state.closed = false;
    state.closeEmitted = false;
    state.destroyed = false;
    state.errored = null;
    state.errorEmitted = false;
  }
  if (readable) {
    readable.reading = false;
    const over = readable.readable === false;
    readable.ended = over;
    readable.endEmitted = over;
  }
  if (writable) {
    writable.finalCalled = false;
    writable.prefinished = false;
    const over = writable.writable === false;
    writable.ended = over;
    writable.ending = over;
    writable.finished = over;
  }
}

// What a failure inside a stream leads to: its end, or with autoDestroy off no more than the event.
function errorOrDestroy(stream, error, sync) {
  const readable = stream._readableState;
  const writable = stream._writableState;
  if (writable?.destroyed || readable?.destroyed) return;
  if (readable?.autoDestroy || writable?.autoDestroy) {
    stream.destroy(error);
  } else if (error) {
    noteError(error, writable, readable);
    if (sync) process.nextTick(emitError, stream, error);
    else emitError(stream, error);
  }
}

function construct(stream, onConstructed) {
  if (typeof stream._construct !== 'function') return;
  const readable = stream._readableState;
  const writable = stream._writableState;
  if (readable) readable.constructed = false;
  if (writable) writable.constructed = false;
  stream.once(kConstruct, onConstructed);
  // Both sides of a Duplex may ask; it happens once.
  if (stream.listenerCount(kConstruct) === 1) process.nextTick(runConstruct, stream);
}

function runConstruct(stream) {
  let called = false;
  function onAnswer(error) {
    if (called) {
      errorOrDestroy(stream, error ?? new codes.ERR_MULTIPLE_CALLBACK());
      return;
    }
    called = true;
    const readable = stream._readableState;
    const writable = stream._writableState;
    if (readable) readable.constructed = true;
    if (writable) writable.constructed = true;
    if ((writable || readable).destroyed) stream.emit(kDestroy, error);
    else if (error) errorOrDestroy(stream, error, true);
    else stream.emit(kConstruct);
  }
  try {
    stream._construct((error) => process.nextTick(onAnswer, error));
  } catch (error) {
    process.nextTick(onAnswer, error);
  }
}

function endLegacy(stream, error) {
  stream.emit('error', error);
  process.nextTick(emitCloseOf, stream);
}

function emitCloseOf(stream) {
  stream.emit('close');
}

// Ends a stream of any make; without an error, what is not finished is aborted.
function destroyer(stream, error) {
  const { isDestroyed, isFinished, isRequest, isServerRequest, kIsDestroyed } = require('internal/streams/predicates');
  if (!stream || isDestroyed(stream)) return;
  if (!error && !isFinished(stream)) error = new AbortError();
  if (isServerRequest(stream)) {
    stream.socket = null;
    stream.destroy(error);
  } else if (isRequest(stream)) {
    stream.abort();
  } else if (isRequest(stream.req)) {
    stream.req.abort();
  } else if (typeof stream.destroy === 'function') {
    stream.destroy(error);
  } else if (typeof stream.close === 'function') {
    stream.close();
  } else if (error) {
    process.nextTick(endLegacy, stream, error);
  } else {
    process.nextTick(emitCloseOf, stream);
  }
  if (!stream.destroyed) stream[kIsDestroyed] = true;
}

module.exports = { construct, destroy, destroyer, errorOrDestroy, noteError, undestroy };
