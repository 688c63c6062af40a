// The lists behind setTimeout and setInterval; immediates are in `internal/immediates`.
//
// Timers of one duration share a list, which is sorted because all of them wait equally long; a heap of lists, keyed by
// the time their first timer is due, tells the one native timer when to fire. Ticks and promise jobs run between any
// two callbacks. An exception is handed to the uncaught-exception handler, and what was due still runs.
'use strict';

const binding = internalBinding('timers');
const hooks = require('internal/async_hooks');
const { asyncIdSymbol, triggerIdSymbol, state } = hooks;
const { runNextTicks } = require('internal/process/task_queues');

const TIMEOUT_MAX = 2 ** 31 - 1;

const kRefed = Symbol('refed');
const kHasPrimitive = Symbol('kHasPrimitive');
const kContextFrame = Symbol('kAsyncContextFrame');
const customInspect = Symbol.for('nodejs.util.inspect.custom');

// Timers by their id as a primitive, for clearTimeout(+timer).
const knownTimersById = { __proto__: null };

// ----- doubly linked rings: a list is a ring through its own head -----

function ringAppend(list, item) {
  if (item._idleNext || item._idlePrev) ringRemove(item);
  item._idleNext = list._idleNext;
  item._idlePrev = list;
  list._idleNext._idlePrev = item;
  list._idleNext = item;
}

function ringRemove(item) {
  if (item._idleNext) item._idleNext._idlePrev = item._idlePrev;
  if (item._idlePrev) item._idlePrev._idleNext = item._idleNext;
  item._idleNext = null;
  item._idlePrev = null;
}

// The oldest, which `append` has pushed to the other end.
function ringFirst(list) {
  return list._idlePrev === list ? null : list._idlePrev;
}

function inspectShallow(_, options) {
  return require('internal/util/inspect').inspect(this, { ...options, depth: 0, customInspect: false });
}

let nextListId = Number.MIN_SAFE_INTEGER;

class TimersList {
  constructor(expiry, msecs) {
    this._idleNext = this;
    this._idlePrev = this;
    this.expiry = expiry;
    this.id = nextListId++;
    this.msecs = msecs;
    this.priorityQueuePosition = null;
  }

  [customInspect](_, options) {
    return inspectShallow.call(this, _, options);
  }
}

// ----- the heap of lists -----

const heap = [];
const listsByDuration = { __proto__: null };

function isBefore(a, b) {
  return a.expiry === b.expiry ? a.id < b.id : a.expiry < b.expiry;
}

function place(list, position) {
  heap[position] = list;
  list.priorityQueuePosition = position;
}

function siftUp(position) {
  const list = heap[position];
  while (position > 0) {
    const parent = (position - 1) >> 1;
    if (!isBefore(list, heap[parent])) break;
    place(heap[parent], position);
    position = parent;
  }
  place(list, position);
}

function siftDown(position) {
  const list = heap[position];
  for (;;) {
    let child = 2 * position + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && isBefore(heap[child + 1], heap[child])) child++;
    if (!isBefore(heap[child], list)) break;
    place(heap[child], position);
    position = child;
  }
  place(list, position);
}

function removeList(list) {
  const position = list.priorityQueuePosition;
  const last = heap.pop();
  if (last !== list) {
    place(last, position);
    siftUp(position);
    siftDown(last.priorityQueuePosition);
  }
  delete listsByDuration[list.msecs];
}

// ----- timers -----

let nextExpiry = Infinity;
let refCount = 0;
let started = false;

// Hands native code the functions it calls, once.
function ensureStarted() {
  if (started) return;
  started = true;
  binding.setup(processTimers, () => require('internal/immediates').processImmediates());
  // The native timer begins as one that keeps the process alive, which a program's first timer may not do.
  binding.toggleTimerRef(refCount > 0);
}

function incRefCount() {
  if (refCount++ === 0) binding.toggleTimerRef(true);
}

function decRefCount() {
  if (--refCount === 0) binding.toggleTimerRef(false);
}

function insert(item, msecs, begin = binding.now()) {
  ensureStarted();
  msecs = Math.trunc(msecs);
  item._idleStart = begin;
  let list = listsByDuration[msecs];
  if (list === undefined) {
    list = new TimersList(begin + msecs, msecs);
    listsByDuration[msecs] = list;
    heap.push(list);
    siftUp(heap.length - 1);
    if (nextExpiry > list.expiry) {
      binding.schedule(msecs);
      nextExpiry = list.expiry;
    }
  }
  ringAppend(list, item);
}

class Timeout {
  constructor(callback, after, args, isRepeat, isRefed) {
    if (after === undefined) {
      after = 1;
    } else {
      after *= 1;
    }
    if (!(after >= 1 && after <= TIMEOUT_MAX)) {
      if (after > TIMEOUT_MAX || after < 0 || Number.isNaN(after)) warnDuration(after);
      after = 1;
    }
    this._idleTimeout = after;
    this._idlePrev = this;
    this._idleNext = this;
    this._idleStart = null;
    this._onTimeout = callback;
    this._timerArgs = args;
    this._repeat = isRepeat ? after : null;
    this._destroyed = false;
    if (isRefed) incRefCount();
    this[kRefed] = isRefed;
    this[kHasPrimitive] = false;
    hooks.initResource(this, 'Timeout');
    this[kContextFrame] = state.frame;
  }

  [customInspect](_, options) {
    return inspectShallow.call(this, _, options);
  }

  refresh() {
    activate(this, this[kRefed]);
    return this;
  }

  unref() {
    if (this[kRefed]) {
      this[kRefed] = false;
      if (!this._destroyed) decRefCount();
    }
    return this;
  }

  ref() {
    if (!this[kRefed]) {
      this[kRefed] = true;
      if (!this._destroyed) incRefCount();
    }
    return this;
  }

  hasRef() {
    return this[kRefed];
  }

  close() {
    unenroll(this);
    return this;
  }

  [Symbol.dispose]() {
    unenroll(this);
  }

  [Symbol.toPrimitive]() {
    const id = this[asyncIdSymbol];
    if (!this[kHasPrimitive]) {
      this[kHasPrimitive] = true;
      knownTimersById[id] = this;
    }
    return id;
  }
}
// As in Node, where only the documented methods are own, enumerable properties of the prototype.
for (const name of ['refresh', 'unref', 'ref', 'hasRef', 'close']) {
  Object.defineProperty(Timeout.prototype, name, { __proto__: null, enumerable: true });
}

let warnedNegative = false;
let warnedNaN = false;
function warnDuration(after) {
  if (after > TIMEOUT_MAX) {
    process.emitWarning(`${after} does not fit into a 32-bit signed integer.\nTimeout duration was set to 1.`,
                        'TimeoutOverflowWarning');
  } else if (after < 0 && !warnedNegative) {
    warnedNegative = true;
    process.emitWarning(`${after} is a negative number.\nTimeout duration was set to 1.`, 'TimeoutNegativeWarning');
  } else if (Number.isNaN(after) && !warnedNaN) {
    warnedNaN = true;
    process.emitWarning(`${after} is not a number.\nTimeout duration was set to 1.`, 'TimeoutNaNWarning');
  }
}

// Starts a timer again, also one that has ended.
function activate(item, refed) {
  const msecs = item._idleTimeout;
  if (msecs < 0 || msecs === undefined) return;
  insert(item, msecs);
  const wasDestroyed = item._destroyed;
  if (wasDestroyed || !item[asyncIdSymbol]) {
    item._destroyed = false;
    hooks.initResource(item, 'Timeout');
  }
  if (wasDestroyed) {
    if (refed) incRefCount();
  } else if (refed === !item[kRefed]) {
    if (refed) incRefCount();
    else decRefCount();
  }
  item[kRefed] = refed;
}

// Stops a timer for good.
function unenroll(item) {
  if (item._destroyed) return;
  item._destroyed = true;
  if (item[kHasPrimitive]) delete knownTimersById[item[asyncIdSymbol]];
  if (item[asyncIdSymbol] !== undefined) hooks.destroy(item[asyncIdSymbol]);
  ringRemove(item);
  if (item[kRefed] && refCount > 0) {
    // A list that nothing is in any more is forgotten, so that its time wakes nobody.
    const list = listsByDuration[Math.trunc(item._idleTimeout)];
    if (list !== undefined && ringFirst(list) === null) removeList(list);
    decRefCount();
  }
  item._idleTimeout = -1;
}

function endTimer(timer) {
  timer._destroyed = true;
  if (timer[kRefed]) refCount--;
  if (timer[kHasPrimitive]) delete knownTimersById[timer[asyncIdSymbol]];
  if (state.hooks !== null) hooks.destroy(timer[asyncIdSymbol]);
}

function runTimer(timer) {
  const id = timer[asyncIdSymbol];
  const frame = state.frame;
  state.frame = timer[kContextFrame];
  hooks.enter(id, timer[triggerIdSymbol], timer);
  const begin = timer._repeat ? binding.now() : undefined;
  try {
    const args = timer._timerArgs;
    if (args === undefined) timer._onTimeout();
    else timer._onTimeout(...args);
  } finally {
    if (timer._repeat && timer._idleTimeout !== -1) {
      timer._idleTimeout = timer._repeat;
      insert(timer, timer._idleTimeout, begin);
    } else if (!timer._idleNext && !timer._idlePrev && !timer._destroyed) {
      endTimer(timer);
    }
  }
  hooks.leave(id);
  state.frame = frame;
}

function runList(list, now) {
  const { msecs } = list;
  let ranOne = false;
  for (let timer = ringFirst(list); timer !== null; timer = ringFirst(list)) {
    const waited = now - timer._idleStart;
    if (waited < msecs) {
      list.expiry = Math.max(timer._idleStart + msecs, now + 1);
      list.id = nextListId++;
      siftDown(list.priorityQueuePosition);
      return;
    }
    if (ranOne) runNextTicks();
    else ranOne = true;
    if (ringFirst(list) !== timer) continue;
    ringRemove(timer);
    if (!timer._onTimeout) {
      if (!timer._destroyed) endTimer(timer);
      continue;
    }
    runTimer(timer);
  }
  // It may have been emptied and forgotten by a callback, and even replaced.
  if (listsByDuration[msecs] === list) removeList(list);
}

function runDueLists(now) {
  nextExpiry = Infinity;
  let ranOne = false;
  while (heap.length > 0) {
    const list = heap[0];
    if (list.expiry > now) {
      nextExpiry = list.expiry;
      return refCount > 0 ? nextExpiry : -nextExpiry;
    }
    if (ranOne) {
      runNextTicks();
      // Ticks may have cleared this list.
      if (heap[0] !== list) continue;
    } else {
      ranOne = true;
    }
    runList(list, now);
  }
  return 0;
}

function fatal(error) {
  require('internal/process/uncaught').fatalException(error, false);
}

// Called by the native timer; returns when the next one is due (negative: it does not keep the process alive).
function processTimers(now) {
  for (;;) {
    let next;
    try {
      next = runDueLists(now);
    } catch (error) {
      fatal(error);
      continue;
    }
    try {
      runNextTicks();
    } catch (error) {
      fatal(error);
    }
    // Ticks may have added earlier timers, or ended the last one.
    if (nextExpiry === Infinity) return 0;
    return refCount > 0 ? nextExpiry : -nextExpiry;
  }
}

// How many keep the process alive, for process.getActiveResourcesInfo().
function activeTimeouts() {
  return refCount;
}

module.exports = { TIMEOUT_MAX, Timeout, activate, activeTimeouts, ensureStarted, insert, kContextFrame, kRefed,
                   knownTimersById, unenroll };
