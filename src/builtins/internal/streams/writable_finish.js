// The end of a Writable: end(), `_final`, 'prefinish', 'finish'.
//
// 'finish' waits for every callback of a write (`pendingcb`), and never comes inside end() itself.
'use strict';

const { codes } = require('internal/errors');
const { errorOrDestroy } = require('internal/streams/destroy');

function end(stream, chunk, encoding, callback, addChunk) {
  const state = stream._writableState;
  if (typeof chunk === 'function') {
    callback = chunk;
    chunk = null;
    encoding = null;
  } else if (typeof encoding === 'function') {
    callback = encoding;
    encoding = null;
  }
  let error;
  if (chunk !== null && chunk !== undefined) {
    const result = addChunk(stream, chunk, encoding, require('internal/streams/writable_state').ignore);
    if (typeof result === 'object') error = result;
  }
  // However often it was corked.
  if (state.corked > 0) {
    state.corked = 1;
    stream.uncork();
  }
  if (error === undefined) {
    if (!state.errored && !state.ending) {
      state.ending = true;
      finishIfDone(stream, state, true);
      state.ended = true;
    } else if (state.finished) {
      error = new codes.ERR_STREAM_ALREADY_FINISHED('end');
    } else if (state.destroyed) {
      error = new codes.ERR_STREAM_DESTROYED('end');
    }
  }
  if (typeof callback === 'function') {
    if (error) process.nextTick(callback, error);
    else if (state.errored) process.nextTick(callback, state.errored);
    else if (state.finished) process.nextTick(callback, null);
    else (state.onFinished ??= []).push(callback);
  }
  return stream;
}

function callOnFinished(state, error) {
  const callbacks = state.onFinished;
  if (callbacks === null) return;
  state.onFinished = null;
  for (const callback of callbacks) callback(error);
}

function isDone(state) {
  return state.ending && !state.destroyed && state.constructed && state.length === 0 && !state.errored &&
    state.buffered.length === 0 && !state.finished && !state.writing && !state.errorEmitted && !state.closeEmitted;
}

function callFinal(stream, state) {
  let called = false;
  let sync = true;
  function onFinal(error) {
    if (called) {
      errorOrDestroy(stream, error ?? new codes.ERR_MULTIPLE_CALLBACK());
      return;
    }
    called = true;
    state.pendingcb--;
    if (error) {
      callOnFinished(state, error);
      errorOrDestroy(stream, error, sync);
    } else if (isDone(state)) {
      state.prefinished = true;
      stream.emit('prefinish');
      // 'finish' must not come before the program had a chance to listen, though `_final` may answer at once.
      state.pendingcb++;
      process.nextTick(finish, stream, state);
    }
  }
  state.pendingcb++;
  try {
    stream._final(onFinal);
  } catch (error) {
    onFinal(error);
  }
  sync = false;
}

function prefinish(stream, state) {
  if (state.prefinished || state.finalCalled) return;
  if (typeof stream._final === 'function' && !state.destroyed) {
    state.finalCalled = true;
    callFinal(stream, state);
  } else {
    state.finalCalled = true;
    state.prefinished = true;
    stream.emit('prefinish');
  }
}

function finishIfDone(stream, state, sync) {
  if (!isDone(state)) return;
  prefinish(stream, state);
  if (state.pendingcb > 0) return;
  if (sync) {
    state.pendingcb++;
    process.nextTick(finishLater, stream, state);
  } else if (isDone(state)) {
    state.pendingcb++;
    finish(stream, state);
  }
}

function finishLater(stream, state) {
  if (isDone(state)) finish(stream, state);
  else state.pendingcb--;
}

function finish(stream, state) {
  state.pendingcb--;
  state.finished = true;
  callOnFinished(state, null);
  stream.emit('finish');
  if (!state.autoDestroy) return;
  // A Duplex is destroyed when its other side is done as well.
  const other = stream._readableState;
  if (!other || (other.autoDestroy && (other.endEmitted || other.readable === false))) stream.destroy();
}

module.exports = { callOnFinished, end, finishIfDone };
