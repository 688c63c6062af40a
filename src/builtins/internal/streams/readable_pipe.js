// Readable's pipe and unpipe.
//
// A destination that is full is kept in `awaitDrainWriters`; the source flows again when none is left there.
'use strict';

const { prependListener } = require('internal/streams/legacy');
const { errorOrDestroy } = require('internal/streams/destroy');

function waitFor(state, dest) {
  if (state.pipes.length === 1 && state.pipes[0] === dest) {
    state.awaitDrainWriters = dest;
    state.multiAwaitDrain = false;
  } else if (state.pipes.length > 1 && state.pipes.includes(dest)) {
    state.awaitDrainWriters.add(dest);
  }
}

function onDrained(source, dest) {
  const state = source._readableState;
  if (state.awaitDrainWriters === dest) state.awaitDrainWriters = null;
  else if (state.multiAwaitDrain) state.awaitDrainWriters.delete(dest);
  if ((!state.awaitDrainWriters || state.awaitDrainWriters.size === 0) && state.dataListening) {
    source.resume();
  }
}

function pipe(source, dest, options) {
  const state = source._readableState;
  if (state.pipes.length === 1 && !state.multiAwaitDrain) {
    state.multiAwaitDrain = true;
    state.awaitDrainWriters = new Set(state.awaitDrainWriters ? [state.awaitDrainWriters] : []);
  }
  state.pipes.push(dest);

  const endsDest = (!options || options.end !== false) && dest !== process.stdout && dest !== process.stderr;
  const onEnd = endsDest ? () => dest.end() : unpipe;
  if (state.endEmitted) process.nextTick(onEnd);
  else source.once('end', onEnd);

  let cleanedUp = false;
  let onDrain;

  dest.on('unpipe', onUnpipe);
  function onUnpipe(readable, info) {
    if (readable !== source || !info || info.hasUnpiped !== false) return;
    info.hasUnpiped = true;
    cleanUp();
  }

  function cleanUp() {
    dest.removeListener('close', onClose);
    dest.removeListener('finish', onFinish);
    if (onDrain) dest.removeListener('drain', onDrain);
    dest.removeListener('error', onError);
    dest.removeListener('unpipe', onUnpipe);
    source.removeListener('end', onEnd);
    source.removeListener('end', unpipe);
    source.removeListener('data', onData);
    cleanedUp = true;
    // A source that waited for this destination alone would wait forever.
    if (onDrain && state.awaitDrainWriters) onDrain();
  }

  function wait() {
    // Writing may have led to unpipe, and this to no more than one pause.
    if (!cleanedUp) {
      waitFor(state, dest);
      source.pause();
    }
    if (!onDrain) {
      onDrain = () => onDrained(source, dest);
      dest.on('drain', onDrain);
    }
  }

  source.on('data', onData);
  function onData(chunk) {
    try {
      if (dest.write(chunk) === false) wait();
    } catch (error) {
      dest.destroy(error);
    }
  }

  // An error of the destination nobody else listens to is thrown, as if there were no pipe.
  function onError(error) {
    unpipe();
    dest.removeListener('error', onError);
    if (dest.listenerCount('error') > 0) return;
    const destState = dest._writableState || dest._readableState;
    if (destState && !destState.errorEmitted) errorOrDestroy(dest, error);
    else dest.emit('error', error);
  }
  prependListener(dest, 'error', onError);

  function onClose() {
    dest.removeListener('finish', onFinish);
    unpipe();
  }
  dest.once('close', onClose);

  function onFinish() {
    dest.removeListener('close', onClose);
    unpipe();
  }
  dest.once('finish', onFinish);

  function unpipe() {
    source.unpipe(dest);
  }

  dest.emit('pipe', source);
  if (dest.writableNeedDrain === true) wait();
  else if (!state.flowing) source.resume();
  return dest;
}

function unpipe(source, dest) {
  const state = source._readableState;
  if (state.pipes.length === 0) return;
  if (!dest) {
    const all = state.pipes;
    state.pipes = [];
    source.pause();
    for (const one of all) one.emit('unpipe', source, { hasUnpiped: false });
    return;
  }
  const position = state.pipes.indexOf(dest);
  if (position < 0) return;
  state.pipes.splice(position, 1);
  if (state.pipes.length === 0) source.pause();
  dest.emit('unpipe', source, { hasUnpiped: false });
}

function install(prototype) {
  prototype.pipe = function(dest, options) {
    return pipe(this, dest, options);
  };
  prototype.unpipe = function(dest) {
    unpipe(this, dest);
    return this;
  };
}

module.exports = { install };
