// node:timers: setTimeout, setInterval, setImmediate and what clears them.
'use strict';

const lists = require('internal/timers');
const immediates = require('internal/immediates');
const customPromisify = Symbol.for('nodejs.util.promisify.custom');

function validateCallback(callback) {
  if (typeof callback !== 'function') require('internal/validators').validateFunction(callback, 'callback');
}

function schedule(callback, after, args, isRepeat) {
  validateCallback(callback);
  const timeout = new lists.Timeout(callback, after, args.length === 0 ? undefined : args, isRepeat, true);
  lists.insert(timeout, timeout._idleTimeout);
  return timeout;
}

function setTimeout(callback, after, ...args) {
  return schedule(callback, after, args, false);
}

function setInterval(callback, repeat, ...args) {
  return schedule(callback, repeat, args, true);
}

function clearTimeout(timer) {
  if (timer?._onTimeout) {
    timer._onTimeout = null;
    lists.unenroll(timer);
    return;
  }
  if (typeof timer === 'number' || typeof timer === 'string') {
    const known = lists.knownTimersById[timer];
    if (known !== undefined) {
      known._onTimeout = null;
      lists.unenroll(known);
    }
  }
}

function clearInterval(timer) {
  clearTimeout(timer);
}

function setImmediate(callback, ...args) {
  validateCallback(callback);
  return immediates.setImmediate(callback, args.length === 0 ? undefined : args);
}

for (const fn of [setTimeout, setImmediate]) {
  Object.defineProperty(fn, customPromisify, {
    __proto__: null, enumerable: true, get: () => require('timers/promises')[fn.name],
  });
}

module.exports = {
  setTimeout,
  clearTimeout,
  setImmediate,
  clearImmediate: immediates.clearImmediate,
  setInterval,
  clearInterval,
};
Object.defineProperty(module.exports, 'promises', {
  __proto__: null, configurable: true, enumerable: true, get: () => require('timers/promises'),
});
