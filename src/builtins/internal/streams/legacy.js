// The base of all streams: an EventEmitter that can be piped, as streams were before they had states.
//
// A function, not a class: programs inherit from it the old way (`Stream.call(this)`, prototypes joined by hand).
'use strict';

const EventEmitter = require('events');

function Stream(options) {
  EventEmitter.call(this, options);
}
Object.setPrototypeOf(Stream.prototype, EventEmitter.prototype);
Object.setPrototypeOf(Stream, EventEmitter);

// For streams that know 'data', 'end', pause and resume only: what has a `_readableState` has its own.
Stream.prototype.pipe = function(dest, options) {
  const source = this;

  function onData(chunk) {
    if (dest.writable && dest.write(chunk) === false && source.pause) source.pause();
  }

  function onDrain() {
    if (source.readable && source.resume) source.resume();
  }

  let ended = false;
  function onEnd() {
    if (ended) return;
    ended = true;
    dest.end();
  }

  function onClose() {
    if (ended) return;
    ended = true;
    if (typeof dest.destroy === 'function') dest.destroy();
  }

  // Pipes swallow no errors: without a listener of the program's own it is thrown.
  function onError(error) {
    cleanUp();
    if (EventEmitter.listenerCount(this, 'error') === 0) this.emit('error', error);
  }

  const listeners = [[source, 'data', onData], [dest, 'drain', onDrain]];
  if (!dest._isStdio && (!options || options.end !== false)) {
    listeners.push([source, 'end', onEnd], [source, 'close', onClose]);
  }
  for (const [emitter, event, listener] of listeners) emitter.on(event, listener);
  for (const emitter of [source, dest]) prependListener(emitter, 'error', onError);
  listeners.push([source, 'error', onError], [dest, 'error', onError]);
  for (const [emitter, event] of [[source, 'end'], [source, 'close'], [dest, 'close']]) {
    emitter.on(event, cleanUp);
    listeners.push([emitter, event, cleanUp]);
  }

  function cleanUp() {
    for (const [emitter, event, listener] of listeners) emitter.removeListener(event, listener);
  }

  dest.emit('pipe', source);
  return dest;
};

Stream.prototype.eventNames = function eventNames() {
  return EventEmitter.prototype.eventNames.call(this);
};

// In front of the listeners that are there, also for emitters that are not Node's.
function prependListener(emitter, event, listener) {
  if (typeof emitter.prependListener === 'function') {
    emitter.prependListener(event, listener);
  } else if (!emitter._events?.[event]) {
    emitter.on(event, listener);
  } else if (Array.isArray(emitter._events[event])) {
    emitter._events[event].unshift(listener);
  } else {
    emitter._events[event] = [listener, emitter._events[event]];
  }
}

module.exports = { Stream, prependListener };
