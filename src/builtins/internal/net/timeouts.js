// The time a socket may be silent: socket.setTimeout. The timer keeps no program alive.
'use strict';

const { codes } = require('internal/errors');
const { validateFunction, validateNumber } = require('internal/validators');
const timers = require('internal/timers');

const kTimeout = Symbol('timeout');

function duration(msecs, name) {
  validateNumber(msecs, name);
  if (msecs < 0 || !Number.isFinite(msecs)) {
    throw new codes.ERR_OUT_OF_RANGE(name, 'a non-negative finite number', msecs);
  }
  if (msecs <= timers.TIMEOUT_MAX) return msecs;
  process.emitWarning(`${msecs} does not fit into a 32-bit signed integer.\nTimer duration was truncated to ${
    timers.TIMEOUT_MAX}.`, 'TimeoutOverflowWarning');
  return timers.TIMEOUT_MAX;
}

// A timer that does not keep the program alive.
function unrefedTimer(callback, msecs) {
  const timer = new timers.Timeout(callback, msecs, undefined, false, false);
  timers.insert(timer, timer._idleTimeout);
  return timer;
}

function clear(timer) {
  if (!timer?._onTimeout) return;
  timer._onTimeout = null;
  timers.unenroll(timer);
}

// socket.setTimeout
function setTimeout(msecs, callback) {
  if (this.destroyed) return this;
  this.timeout = msecs;
  msecs = duration(msecs, 'msecs');
  clear(this[kTimeout]);
  if (callback !== undefined) validateFunction(callback, 'callback');
  if (msecs === 0) {
    this[kTimeout] = null;
    if (callback !== undefined) this.removeListener('timeout', callback);
  } else {
    this[kTimeout] = unrefedTimer(() => this._onTimeout(), msecs);
    if (callback !== undefined) this.once('timeout', callback);
  }
  return this;
}

// Something happened on the socket.
function refresh(socket) {
  for (let one = socket; one; one = one._parent) one[kTimeout]?.refresh();
}

// The socket ends.
function clearAll(socket) {
  for (let one = socket; one; one = one._parent) clear(one[kTimeout]);
}

module.exports = { clear, clearAll, kTimeout, refresh, setTimeout, unrefedTimer };
