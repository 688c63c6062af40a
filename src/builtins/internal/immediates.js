// setImmediate: callbacks for the check phase of the loop, one batch per round.
//
// `immediateInfo` is shared with native code: how many wait, and how many of those keep the process alive.
'use strict';

const binding = internalBinding('timers');
const { immediateInfo } = binding;
const hooks = require('internal/async_hooks');
const { asyncIdSymbol, triggerIdSymbol, state } = hooks;
const { runNextTicks } = require('internal/process/task_queues');
const { ensureStarted, kContextFrame, kRefed } = require('internal/timers');

const COUNT = 0;
const REFERENCED = 1;

function fatal(error) {
  require('internal/process/uncaught').fatalException(error, false);
}

let queueHead = null;
let queueTail = null;
// What is left of the batch that runs now; kept here for the case that a callback throws.
let batch = null;

class Immediate {
  constructor(callback, args) {
    this._idleNext = null;
    this._idlePrev = null;
    this._onImmediate = callback;
    this._argv = args;
    this._destroyed = false;
    this[kRefed] = false;
    hooks.initResource(this, 'Immediate');
    this[kContextFrame] = state.frame;
    this.ref();
    immediateInfo[COUNT]++;
    ensureStarted();
    if (queueTail === null) {
      queueHead = this;
    } else {
      queueTail._idleNext = this;
      this._idlePrev = queueTail;
    }
    queueTail = this;
  }

  ref() {
    if (this[kRefed] === false) {
      this[kRefed] = true;
      if (immediateInfo[REFERENCED]++ === 0) binding.toggleImmediateRef(true);
    }
    return this;
  }

  unref() {
    if (this[kRefed] === true) {
      this[kRefed] = false;
      if (--immediateInfo[REFERENCED] === 0) binding.toggleImmediateRef(false);
    }
    return this;
  }

  hasRef() {
    return !!this[kRefed];
  }

  [Symbol.dispose]() {
    clearImmediate(this);
  }
}
for (const name of ['ref', 'unref', 'hasRef']) {
  Object.defineProperty(Immediate.prototype, name, { __proto__: null, enumerable: true });
}

function setImmediate(callback, args) {
  return new Immediate(callback, args);
}

// A batch that runs cannot be unlinked from without losing the way: cleared ones are skipped.
function clearImmediate(immediate) {
  if (!immediate?._onImmediate || immediate._destroyed) return;
  immediateInfo[COUNT]--;
  immediate._destroyed = true;
  if (immediate[kRefed] && --immediateInfo[REFERENCED] === 0) binding.toggleImmediateRef(false);
  immediate[kRefed] = null;
  if (immediate[asyncIdSymbol] !== undefined) hooks.destroy(immediate[asyncIdSymbol]);
  immediate._onImmediate = null;
}

function runImmediate(immediate) {
  immediate._destroyed = true;
  immediateInfo[COUNT]--;
  if (immediate[kRefed]) immediateInfo[REFERENCED]--;
  immediate[kRefed] = null;
  const id = immediate[asyncIdSymbol];
  const frame = state.frame;
  state.frame = immediate[kContextFrame];
  hooks.enter(id, immediate[triggerIdSymbol], immediate);
  try {
    const args = immediate._argv;
    if (args === undefined) immediate._onImmediate();
    else immediate._onImmediate(...args);
  } finally {
    immediate._onImmediate = null;
    if (state.hooks !== null) hooks.destroy(id);
  }
  hooks.leave(id);
  state.frame = frame;
}

function runBatch() {
  let ranOne = false;
  while (batch !== null) {
    if (ranOne) runNextTicks();
    const immediate = batch;
    batch = immediate._idleNext;
    if (immediate._destroyed) continue;
    ranOne = true;
    runImmediate(immediate);
  }
}

// Called in the check phase of the loop. Immediates made meanwhile wait for the next one.
function processImmediates() {
  batch = queueHead;
  queueHead = null;
  queueTail = null;
  do {
    try {
      runBatch();
    } catch (error) {
      fatal(error);
    }
  } while (batch !== null);
  try {
    runNextTicks();
  } catch (error) {
    fatal(error);
  }
}

// Something for the next check phase, so that the loop turns once more.
function setImmediateNoop() {
  return new Immediate(() => {}, undefined);
}

function activeImmediates() {
  return immediateInfo[REFERENCED];
}

module.exports = { Immediate, activeImmediates, clearImmediate, processImmediates, setImmediate, setImmediateNoop };
