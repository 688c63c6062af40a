// node:timers/promises: timers that settle a promise, with AbortSignals and `ref: false`.
'use strict';

const { AbortError, codes } = require('internal/errors');
const { validateAbortSignal, validateBoolean, validateNumber, validateObject } = require('internal/validators');
const lists = require('internal/timers');
const immediates = require('internal/immediates');
const { clearImmediate, clearTimeout } = require('timers');

const kScheduler = Symbol('kScheduler');

function checkOptions(options) {
  validateObject(options, 'options');
  const { signal, ref = true } = options;
  validateAbortSignal(signal, 'options.signal');
  validateBoolean(ref, 'options.ref');
  return { signal, ref };
}

function abortError(signal) {
  return new AbortError(undefined, { cause: signal.reason });
}

// `begin(resolve)` starts the timer, `cancel(timer)` stops it.
function promiseOf(options, begin, cancel) {
  let signal;
  let ref;
  try {
    ({ signal, ref } = checkOptions(options));
  } catch (error) {
    return Promise.reject(error);
  }
  if (signal?.aborted) return Promise.reject(abortError(signal));
  const { promise, resolve, reject } = Promise.withResolvers();
  let onAbort;
  const timer = begin((value) => {
    if (onAbort !== undefined) signal.removeEventListener('abort', onAbort);
    resolve(value);
  }, ref);
  if (signal !== undefined) {
    onAbort = () => {
      cancel(timer);
      reject(abortError(signal));
    };
    signal.addEventListener('abort', onAbort, { once: true });
  }
  return promise;
}

function setTimeout(after, value, options = {}) {
  try {
    if (typeof after !== 'undefined') validateNumber(after, 'delay');
  } catch (error) {
    return Promise.reject(error);
  }
  return promiseOf(options, (resolve, ref) => {
    const timeout = new lists.Timeout(resolve, after, [value], false, ref);
    lists.insert(timeout, timeout._idleTimeout);
    return timeout;
  }, clearTimeout);
}

function setImmediate(value, options = {}) {
  return promiseOf(options, (resolve, ref) => {
    const immediate = immediates.setImmediate(resolve, [value]);
    if (!ref) immediate.unref();
    return immediate;
  }, clearImmediate);
}

async function* setInterval(after, value, options = {}) {
  if (typeof after !== 'undefined') validateNumber(after, 'delay');
  const { signal, ref } = checkOptions(options);
  if (signal?.aborted) throw abortError(signal);
  let waiting = 0;
  let wake;
  const tick = () => {
    waiting++;
    wake?.();
    wake = undefined;
  };
  const interval = new lists.Timeout(tick, after, undefined, true, ref);
  lists.insert(interval, interval._idleTimeout);
  let stop;
  if (signal !== undefined) {
    stop = () => {
      clearTimeout(interval);
      wake?.(Promise.reject(abortError(signal)));
      wake = undefined;
    };
    signal.addEventListener('abort', stop, { once: true });
  }
  try {
    while (!signal?.aborted) {
      if (waiting === 0) await new Promise((resolve) => { wake = resolve; });
      for (; waiting > 0; waiting--) yield value;
    }
    throw abortError(signal);
  } finally {
    clearTimeout(interval);
    if (stop !== undefined) signal.removeEventListener('abort', stop);
  }
}

class Scheduler {
  constructor() {
    throw new codes.ERR_ILLEGAL_CONSTRUCTOR();
  }

  yield() {
    if (!this[kScheduler]) throw new codes.ERR_INVALID_THIS('Scheduler');
    return setImmediate();
  }

  wait(delay, options) {
    if (!this[kScheduler]) throw new codes.ERR_INVALID_THIS('Scheduler');
    return setTimeout(delay, undefined, options);
  }
}

const scheduler = Object.create(Scheduler.prototype);
scheduler[kScheduler] = true;

module.exports = { setTimeout, setImmediate, setInterval, scheduler };
