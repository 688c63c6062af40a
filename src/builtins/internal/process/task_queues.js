// process.nextTick, queueMicrotask and the draining of both in Node's order: all ticks, then all promise jobs, again
// until both are empty, then rejections that nobody handled.
//
// `tickInfo` is shared with native code, which calls `runTaskQueues` after the outermost callback only when a tick or a
// rejection waits. An exception in a tick goes to the uncaught-exception handler; if that keeps the process alive, the
// remaining ticks run in the loop's next round.
'use strict';

const { tickInfo } = internalBinding('task_queue');
const engine = internalBinding('engine');
const hooks = require('internal/async_hooks');
const {
  EXECUTION, TRIGGER, asyncIdSymbol, fields, getDefaultTriggerAsyncId, newAsyncId, state, triggerIdSymbol,
} = hooks;

const HAS_TICK = 0;
const HAS_REJECTION = 1;

// A linked list: `next` of each entry is the one that runs after it.
let head = null;
let tail = null;

function nextTick(callback, ...args) {
  if (typeof callback !== 'function') require('internal/validators').validateFunction(callback, 'callback');
  if (process._exiting) return;
  const id = newAsyncId();
  const trigger = getDefaultTriggerAsyncId();
  const tick = {
    [asyncIdSymbol]: id, [triggerIdSymbol]: trigger, callback, args, frame: state.frame, next: null,
  };
  if (state.hooks !== null) state.hooks.init(id, 'TickObject', trigger, tick);
  if (tail === null) {
    head = tick;
    tickInfo[HAS_TICK] = 1;
  } else {
    tail.next = tick;
  }
  tail = tick;
}

// As between `enter` and `leave` of async_hooks, which would keep on a stack what a local variable can hold: after an
// exception nothing is restored, but everything unwound.
function runTick(tick) {
  const id = tick[asyncIdSymbol];
  const execution = fields[EXECUTION];
  const trigger = fields[TRIGGER];
  const { frame, resource } = state;
  fields[EXECUTION] = id;
  fields[TRIGGER] = tick[triggerIdSymbol];
  state.resource = tick;
  state.frame = tick.frame;
  if (state.hooks !== null) state.hooks.before(id);
  try {
    const { callback, args } = tick;
    if (args.length === 0) callback();
    else if (args.length === 2) callback(args[0], args[1]);
    else callback(...args);
  } finally {
    if (state.hooks !== null) state.hooks.destroy(id);
  }
  if (state.hooks !== null) state.hooks.after(id);
  fields[EXECUTION] = execution;
  fields[TRIGGER] = trigger;
  state.resource = resource;
  state.frame = frame;
}

// Promise jobs may leave the frame of the last continuation behind.
function runMicrotasks() {
  const frame = state.frame;
  engine.drainMicrotasks();
  if (state.endOfJobs !== null) state.endOfJobs();
  state.frame = frame;
}

function rejections() {
  return require('internal/process/promises');
}

function drain() {
  do {
    while (head !== null) {
      const tick = head;
      head = tick.next;
      if (head === null) tail = null;
      tick.next = null;
      runTick(tick);
    }
    runMicrotasks();
  } while (head !== null || (tickInfo[HAS_REJECTION] === 1 && rejections().processPromiseRejections()));
  tickInfo[HAS_TICK] = 0;
  tickInfo[HAS_REJECTION] = 0;
}

// What every callback from the loop ends with. Throws what a tick throws.
function runNextTicks() {
  if (tickInfo[HAS_TICK] === 0 && tickInfo[HAS_REJECTION] === 0) runMicrotasks();
  if (tickInfo[HAS_TICK] === 0 && tickInfo[HAS_REJECTION] === 0) return;
  drain();
}

// The same for native code: never throws.
function runTaskQueues() {
  try {
    runNextTicks();
  } catch (error) {
    require('internal/process/uncaught').fatalException(error, false);
  }
}

function queueMicrotask(callback) {
  if (typeof callback !== 'function') require('internal/validators').validateFunction(callback, 'callback');
  const { frame } = state;
  const resource = {};
  hooks.initResource(resource, 'Microtask');
  const id = resource[asyncIdSymbol];
  engine.enqueueMicrotask(() => {
    const previous = state.frame;
    hooks.enter(id, resource[triggerIdSymbol], resource);
    state.frame = frame;
    let failed = false;
    try {
      callback();
    } catch (error) {
      failed = true;
      require('internal/process/uncaught').fatalException(error, false);
    } finally {
      if (state.hooks !== null) hooks.destroy(id);
    }
    if (!failed) hooks.leave(id);
    state.frame = previous;
  });
}

module.exports = { HAS_REJECTION, nextTick, queueMicrotask, runMicrotasks, runNextTicks, runTaskQueues };
