// How chunks reach listeners: 'readable' and read(), or 'data', with pause and resume between.
//
// All of it goes through ticks, so that a listener added in the same turn misses nothing. `flowing` is null until
// somebody decides; a listener of 'readable' keeps it false.
'use strict';

const { Stream } = require('internal/streams/legacy');

function emitReadable(stream) {
  const state = stream._readableState;
  state.needReadable = false;
  if (state.emittedReadable) return;
  state.emittedReadable = true;
  process.nextTick(emitReadableNow, stream);
}

function emitReadableNow(stream) {
  const state = stream._readableState;
  if (!state.destroyed && !state.errored && (state.length > 0 || state.ended)) {
    stream.emit('readable');
    state.emittedReadable = false;
  }
  // Another 'readable' is owed unless chunks flow, the end is there, or there is enough already.
  if (!state.flowing && !state.ended && state.length <= state.highWaterMark) state.needReadable = true;
  flow(stream);
}

// Fills the buffer up to its mark, in a tick of its own.
function readMore(stream, state) {
  if (state.readingMore || state.reading || !state.constructed) return;
  state.readingMore = true;
  process.nextTick(readMoreNow, stream, state);
}

function readMoreNow(stream, state) {
  while (!state.reading && !state.ended &&
         (state.length < state.highWaterMark || (state.flowing && state.length === 0))) {
    const before = state.length;
    stream.read(0);
    // Nothing came at once: the source will push later.
    if (state.length === before) break;
  }
  state.readingMore = false;
}

function flow(stream) {
  const state = stream._readableState;
  while (state.flowing && stream.read() !== null);
}

function scheduleResume(stream, state) {
  if (state.resumeScheduled) return;
  state.resumeScheduled = true;
  process.nextTick(resumeNow, stream, state);
}

function resumeNow(stream, state) {
  if (!state.reading) stream.read(0);
  state.resumeScheduled = false;
  stream.emit('resume');
  flow(stream);
  if (state.flowing && !state.reading) stream.read(0);
}

function readOnce(stream) {
  stream.read(0);
}

// After listeners of 'readable' have gone: what is left may flow.
function updateReadableListening(stream) {
  const state = stream._readableState;
  state.readableListening = stream.listenerCount('readable') > 0;
  if (state.resumeScheduled && state.paused === false) {
    state.flowing = true;
  } else if (state.dataListening) {
    stream.resume();
  } else if (!state.readableListening) {
    state.flowing = null;
  }
}

function on(event, listener) {
  const result = Stream.prototype.on.call(this, event, listener);
  const state = this._readableState;
  if (event === 'data') {
    state.dataListening = true;
    if (this.listenerCount('readable') > 0) state.readableListening = true;
    if (state.flowing !== false) this.resume();
  } else if (event === 'readable' && !state.endEmitted && !state.readableListening) {
    state.readableListening = true;
    state.needReadable = true;
    state.flowing = false;
    state.emittedReadable = false;
    if (state.length > 0) {
      emitReadable(this);
    } else {
      if (state.endUntold) {
        state.endUntold = false;
        emitReadable(this);
      }
      if (!state.reading) process.nextTick(readOnce, this);
    }
  }
  return result;
}

function removeListener(event, listener) {
  const result = Stream.prototype.removeListener.call(this, event, listener);
  if (event === 'readable') process.nextTick(updateReadableListening, this);
  else if (event === 'data' && this.listenerCount('data') === 0) this._readableState.dataListening = false;
  return result;
}

function install(prototype) {
  prototype.on = function(event, listener) {
    return on.call(this, event, listener);
  };
  prototype.addListener = prototype.on;
  prototype.removeListener = function(event, listener) {
    return removeListener.call(this, event, listener);
  };
  prototype.off = prototype.removeListener;
  prototype.removeAllListeners = function(event) {
    const result = Reflect.apply(Stream.prototype.removeAllListeners, this, arguments);
    if (event === 'readable' || event === undefined) process.nextTick(updateReadableListening, this);
    return result;
  };

  prototype.resume = function() {
    const state = this._readableState;
    if (state.destroyed) return this;
    if (!state.flowing) {
      state.flowing = !state.readableListening;
      scheduleResume(this, state);
    }
    state.paused = false;
    return this;
  };

  prototype.pause = function() {
    const state = this._readableState;
    if (state.destroyed) return this;
    if (state.flowing !== false) {
      state.flowing = false;
      this.emit('pause');
    }
    state.paused = true;
    return this;
  };

  prototype.isPaused = function() {
    const state = this._readableState;
    return state.paused === true || state.flowing === false;
  };
}

module.exports = { emitReadable, emitReadableNow, install, readMore };
