// events.once (a promise of the next event) and events.on (an async iterator of events), for emitters and targets.
'use strict';

const { AbortError, codes } = require('internal/errors');
const { validateAbortSignal, validateInteger, validateObject } = require('internal/validators');

const kWatermarkData = Symbol.for('nodejs.watermarkData');
// Option of `on` for internal use: the first argument of an event stands for all of them.
const kFirstEventParam = Symbol('kFirstEventParam');
const AsyncIteratorPrototype = Object.getPrototypeOf(Object.getPrototypeOf(async function* () {}).prototype);

function listen(emitter, name, listener, flags) {
  if (typeof emitter.on === 'function') {
    if (flags?.once) emitter.once(name, listener);
    else emitter.on(name, listener);
  } else if (typeof emitter.addEventListener === 'function') {
    emitter.addEventListener(name, listener, flags);
  } else {
    throw new codes.ERR_INVALID_ARG_TYPE('emitter', 'EventEmitter', emitter);
  }
}

function unlisten(emitter, name, listener, flags) {
  if (typeof emitter.removeListener === 'function') emitter.removeListener(name, listener);
  else if (typeof emitter.removeEventListener === 'function') emitter.removeEventListener(name, listener, flags);
  else throw new codes.ERR_INVALID_ARG_TYPE('emitter', 'EventEmitter', emitter);
}

function signalOf(options) {
  validateObject(options, 'options');
  const { signal } = options;
  validateAbortSignal(signal, 'options.signal');
  if (signal?.aborted) throw new AbortError(undefined, { cause: signal.reason });
  return signal;
}

async function once(emitter, name, options = { __proto__: null }) {
  const signal = signalOf(options);
  return new Promise((resolve, reject) => {
    const { kResistStopPropagation } = require('internal/event_target');
    const flags = { __proto__: null, once: true, [kResistStopPropagation]: true };

    function stopHearingAborts() {
      if (signal != null) unlisten(signal, 'abort', onAbort);
    }
    function onEvent(...args) {
      if (typeof emitter.removeListener === 'function') emitter.removeListener('error', onError);
      stopHearingAborts();
      resolve(args);
    }
    function onError(error) {
      emitter.removeListener(name, onEvent);
      stopHearingAborts();
      reject(error);
    }
    function onAbort() {
      unlisten(emitter, name, onEvent);
      unlisten(emitter, 'error', onError);
      reject(new AbortError(undefined, { cause: signal?.reason }));
    }

    listen(emitter, name, onEvent, flags);
    // An 'error' event of an event target means nothing special.
    if (name !== 'error' && typeof emitter.once === 'function') emitter.once('error', onError);
    if (signal != null) listen(signal, 'abort', onAbort, flags);
  });
}

function on(emitter, event, options = { __proto__: null }) {
  const signal = signalOf(options);
  const high = options.highWaterMark ?? options.highWatermark ?? Number.MAX_SAFE_INTEGER;
  validateInteger(high, 'options.highWaterMark', 1);
  const low = options.lowWaterMark ?? options.lowWatermark ?? 1;
  validateInteger(low, 'options.lowWaterMark', 1);

  // Either events wait to be read, or readers wait for events.
  const events = [];
  const readers = [];
  const listening = [];
  let paused = false;
  let failure = null;
  let finished = false;
  let abortSubscription;

  function add(target, name, listener) {
    listen(target, name, listener);
    listening.push([target, name, listener]);
  }

  function close() {
    abortSubscription?.[Symbol.dispose]();
    while (listening.length > 0) unlisten(...listening.pop());
    finished = true;
    paused = false;
    const end = { done: true, value: undefined };
    while (readers.length > 0) readers.shift().resolve(end);
    return Promise.resolve(end);
  }

  function onEvent(value) {
    if (readers.length > 0) {
      readers.shift().resolve({ done: false, value });
      return;
    }
    events.push(value);
    if (!paused && events.length > high) {
      paused = true;
      emitter.pause();
    }
  }

  function onError(error) {
    if (readers.length > 0) readers.shift().reject(error);
    else failure = error;
    close();
  }

  const iterator = {
    __proto__: AsyncIteratorPrototype,
    next() {
      if (events.length > 0) {
        const value = events.shift();
        if (paused && events.length < low) {
          emitter.resume();
          paused = false;
        }
        return Promise.resolve({ done: false, value });
      }
      if (failure) {
        const rejected = Promise.reject(failure);
        failure = null;
        return rejected;
      }
      if (finished) return close();
      return new Promise((resolve, reject) => readers.push({ resolve, reject }));
    },
    return() {
      return close();
    },
    throw(error) {
      if (!error || !(error instanceof Error)) {
        throw new codes.ERR_INVALID_ARG_TYPE('EventEmitter.AsyncIterator', 'Error', error);
      }
      onError(error);
    },
    [Symbol.asyncIterator]() {
      return this;
    },
    [kWatermarkData]: {
      get size() { return events.length; },
      get low() { return low; },
      get high() { return high; },
      get isPaused() { return paused; },
    },
  };

  add(emitter, event, options[kFirstEventParam] ? onEvent : (...args) => onEvent(args));
  if (event !== 'error' && typeof emitter.on === 'function') add(emitter, 'error', onError);
  for (const name of options.close ?? []) add(emitter, name, close);
  if (signal) {
    const { addAbortListener } = require('internal/events/abort_listener');
    abortSubscription = addAbortListener(
      signal, () => onError(new AbortError(undefined, { cause: signal.reason })));
  }
  return iterator;
}

module.exports = { kFirstEventParam, on, once };
