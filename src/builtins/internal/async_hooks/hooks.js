// createHook: which hooks are enabled, and the emitters that `internal/async_hooks` calls while any is.
//
// Hooks added or removed by a hook take effect with the next event. `destroy` is called later, from its own turn of the
// loop. A hook that throws ends the process, as in Node.
'use strict';

const core = require('internal/async_hooks');
const { state } = core;

const initSymbol = Symbol('init');
const beforeSymbol = Symbol('before');
const afterSymbol = Symbol('after');
const destroySymbol = Symbol('destroy');
const promiseResolveSymbol = Symbol('promiseResolve');

// Copied when it changes, so that a running emission keeps its list.
let enabled = [];

function die(error) {
  require('internal/process/uncaught_report').print(error);
  internalBinding('process').reallyExit(1);
}

function emit(symbol, id, ...rest) {
  const hooks = enabled;
  try {
    for (let i = 0; i < hooks.length; i++) {
      const hook = hooks[i];
      if (typeof hook[symbol] === 'function') hook[symbol](id, ...rest);
    }
  } catch (error) {
    die(error);
  }
}

const destroyQueue = [];

function drainDestroyQueue() {
  for (let i = 0; i < destroyQueue.length; i++) emit(destroySymbol, destroyQueue[i]);
  destroyQueue.length = 0;
}

const emitters = {
  init: (id, type, trigger, resource) => emit(initSymbol, id, type, trigger, resource),
  before: (id) => emit(beforeSymbol, id),
  after: (id) => emit(afterSymbol, id),
  destroy(id) {
    if (!enabled.some((hook) => typeof hook[destroySymbol] === 'function')) return;
    if (destroyQueue.length === 0) scheduleDestroy();
    destroyQueue.push(id);
  },
  promiseResolve: (id) => emit(promiseResolveSymbol, id),
};

// The queue's own immediate is nobody's resource and keeps nothing alive.
function scheduleDestroy() {
  const hooks = state.hooks;
  state.hooks = null;
  require('internal/immediates').setImmediate(drainDestroyQueue).unref();
  state.hooks = hooks;
}

// What native code calls for its own resources (async work, thread-safe functions, callback scopes).
const native = require('internal/async_hooks/native');

class AsyncHook {
  constructor({ init, before, after, destroy, promiseResolve, trackPromises }) {
    this[initSymbol] = init;
    this[beforeSymbol] = before;
    this[afterSymbol] = after;
    this[destroySymbol] = destroy;
    this[promiseResolveSymbol] = promiseResolve;
    Object.defineProperty(this, 'tracksPromises', { __proto__: null, value: trackPromises });
  }

  enable() {
    if (enabled.includes(this)) return this;
    enabled = [...enabled, this];
    state.hooks = emitters;
    native.install();
    updatePromises();
    return this;
  }

  disable() {
    if (!enabled.includes(this)) return this;
    enabled = enabled.filter((hook) => hook !== this);
    if (enabled.length === 0) state.hooks = null;
    updatePromises();
    return this;
  }
}

function updatePromises() {
  const wanted = enabled.some((hook) => hook.tracksPromises);
  if (wanted || enabled.length === 0) require('internal/async_hooks/promises').trackIds(wanted);
}

const CALLBACKS = ['init', 'before', 'after', 'destroy', 'promiseResolve'];

function createHook(callbacks) {
  const { codes } = require('internal/errors');
  for (const name of CALLBACKS) {
    const callback = callbacks[name];
    if (callback !== undefined && typeof callback !== 'function') {
      throw new codes.ERR_ASYNC_CALLBACK(`hook.${name}`);
    }
  }
  const { trackPromises } = callbacks;
  if (trackPromises !== undefined) {
    require('internal/validators').validateBoolean(trackPromises, 'trackPromises');
    if (!trackPromises && callbacks.promiseResolve !== undefined) {
      throw new codes.ERR_INVALID_ARG_VALUE('trackPromises', trackPromises,
                                            'must not be false when promiseResolve is enabled');
    }
  }
  return new AsyncHook({ ...pick(callbacks), trackPromises: trackPromises ?? true });
}

function pick({ init, before, after, destroy, promiseResolve }) {
  return { init, before, after, destroy, promiseResolve };
}

module.exports = { createHook, emitters };
