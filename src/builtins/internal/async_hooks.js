// Async ids, the stack of running resources, and the current context frame.
//
// Every callback that comes from outside (timer, tick, native completion) runs between `enter` and `leave`. The ids live
// in an array shared with native code. `state.hooks` is null until an AsyncHook is enabled (see internal/async_hooks/*),
// so that programs without hooks pay one comparison. `state.frame` carries the stores of all AsyncLocalStorages.
'use strict';

const { fields } = internalBinding('async_wrap');

const COUNTER = 0;
const EXECUTION = 1;
const TRIGGER = 2;

const asyncIdSymbol = Symbol('asyncId');
const triggerIdSymbol = Symbol('triggerId');

const state = {
  // undefined, or an immutable Map from AsyncLocalStorage to its store.
  frame: undefined,
  // null, or { init, before, after, destroy, promiseResolve } that call the enabled hooks.
  hooks: null,
  // The resource object whose callback runs; undefined stands for the top-level one.
  resource: undefined,
  // Called when promise jobs have been drained; set while promises are tracked.
  endOfJobs: null,
};

// Triples of what was current before each `enter`: execution id, trigger id, resource.
const stack = [];
let defaultTrigger = -1;

function newAsyncId() {
  return ++fields[COUNTER];
}

function executionAsyncId() {
  return fields[EXECUTION];
}

function triggerAsyncId() {
  return fields[TRIGGER];
}

function getDefaultTriggerAsyncId() {
  return defaultTrigger < 0 ? fields[EXECUTION] : defaultTrigger;
}

function defaultTriggerAsyncIdScope(id, block, ...args) {
  const previous = defaultTrigger;
  defaultTrigger = id;
  try {
    return Reflect.apply(block, null, args);
  } finally {
    defaultTrigger = previous;
  }
}

// Names a new resource: gives it ids and tells the hooks.
function initResource(resource, type) {
  const id = newAsyncId();
  const trigger = getDefaultTriggerAsyncId();
  resource[asyncIdSymbol] = id;
  resource[triggerIdSymbol] = trigger;
  if (state.hooks !== null) state.hooks.init(id, type, trigger, resource);
}

function enter(id, trigger, resource) {
  stack.push(fields[EXECUTION], fields[TRIGGER], state.resource);
  fields[EXECUTION] = id;
  fields[TRIGGER] = trigger;
  state.resource = resource;
  if (state.hooks !== null) state.hooks.before(id);
}

function leave(id) {
  if (state.hooks !== null) state.hooks.after(id);
  pop();
}

function pop() {
  if (stack.length === 0) {
    fields[EXECUTION] = 0;
    fields[TRIGGER] = 0;
    state.resource = undefined;
    return;
  }
  state.resource = stack.pop();
  fields[TRIGGER] = stack.pop();
  fields[EXECUTION] = stack.pop();
}

function destroy(id) {
  if (state.hooks !== null) state.hooks.destroy(id);
}

// After an uncaught exception nothing that was running will return: close what is open.
function unwind() {
  defaultTrigger = -1;
  do {
    if (state.hooks !== null && fields[EXECUTION] !== 0) state.hooks.after(fields[EXECUTION]);
    pop();
  } while (stack.length > 0);
  fields[EXECUTION] = 0;
  fields[TRIGGER] = 0;
  state.resource = undefined;
  state.frame = undefined;
}

module.exports = {
  EXECUTION,
  TRIGGER,
  asyncIdSymbol,
  defaultTriggerAsyncIdScope,
  destroy,
  enter,
  executionAsyncId,
  fields,
  getDefaultTriggerAsyncId,
  initResource,
  leave,
  newAsyncId,
  pop,
  state,
  triggerAsyncId,
  triggerIdSymbol,
  unwind,
};
