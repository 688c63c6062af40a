// node:async_hooks: AsyncLocalStorage, AsyncResource, createHook and the ids of the running resource.
'use strict';

const core = require('internal/async_hooks');
const { validateFunction, validateString } = require('internal/validators');
const { codes } = require('internal/errors');
const { state } = core;

// The top level's resource.
const topLevel = {};

function executionAsyncResource() {
  return state.resource ?? topLevel;
}

// ----- AsyncResource -----

const kDestroyed = Symbol('destroyed');
const { asyncIdSymbol, triggerIdSymbol } = core;

let destroyRegistry;

class AsyncResource {
  #frame = state.frame;

  constructor(type, options = {}) {
    validateString(type, 'type');
    let trigger = options;
    let requireManualDestroy = false;
    if (typeof options !== 'number') {
      trigger = options.triggerAsyncId === undefined ? core.getDefaultTriggerAsyncId() : options.triggerAsyncId;
      requireManualDestroy = !!options.requireManualDestroy;
    }
    if (!Number.isSafeInteger(trigger) || trigger < -1) {
      throw new codes.ERR_INVALID_ASYNC_ID('triggerAsyncId', trigger);
    }
    const id = core.newAsyncId();
    this[asyncIdSymbol] = id;
    this[triggerIdSymbol] = trigger;
    if (state.hooks === null) return;
    if (type.length === 0) throw new codes.ERR_ASYNC_TYPE(type);
    state.hooks.init(id, type, trigger, this);
    if (!requireManualDestroy) {
      // Nobody promised to call emitDestroy: garbage collection does.
      const destroyed = { destroyed: false };
      this[kDestroyed] = destroyed;
      destroyRegistry ??= new FinalizationRegistry((held) => {
        if (!held.mark.destroyed) core.destroy(held.id);
      });
      destroyRegistry.register(this, { id, mark: destroyed });
    }
  }

  runInAsyncScope(fn, thisArg, ...args) {
    const id = this[asyncIdSymbol];
    const previous = state.frame;
    core.enter(id, this[triggerIdSymbol], this);
    state.frame = this.#frame;
    let failed = true;
    try {
      const result = fn === undefined ? undefined : Reflect.apply(fn, thisArg, args);
      failed = false;
      return result;
    } finally {
      state.frame = previous;
      // An exception may end up at the uncaught-exception handler, which needs the open stack; the next scope above
      // closes this one in the other case.
      if (!failed || core.executionAsyncId() === id) core.leave(id);
    }
  }

  emitDestroy() {
    if (this[kDestroyed] !== undefined) this[kDestroyed].destroyed = true;
    core.destroy(this[asyncIdSymbol]);
    return this;
  }

  asyncId() {
    return this[asyncIdSymbol];
  }

  triggerAsyncId() {
    return this[triggerIdSymbol];
  }

  bind(fn, thisArg) {
    validateFunction(fn, 'fn');
    const resource = this;
    const bound = thisArg === undefined ?
      function(...args) {
        return resource.runInAsyncScope(fn, this, ...args);
      } :
      (...args) => resource.runInAsyncScope(fn, thisArg, ...args);
    Object.defineProperty(bound, 'length', {
      __proto__: null, configurable: true, enumerable: false, value: fn.length, writable: false,
    });
    return bound;
  }

  static bind(fn, type, thisArg) {
    type ||= fn.name;
    return new AsyncResource(type || 'bound-anonymous-fn').bind(fn, thisArg);
  }
}

// ----- AsyncLocalStorage -----

// What inspection calls the stores of one moment.
class AsyncContextFrame extends Map {}

function activate() {
  require('internal/async_hooks/promises').trackFrames();
  require('internal/async_hooks/native').install();
}

class RunScope {
  #storage;
  #previous;
  #disposed = false;

  constructor(storage, store) {
    this.#storage = storage;
    this.#previous = state.frame?.has(storage) ? [state.frame.get(storage)] : undefined;
    storage.enterWith(store);
  }

  dispose() {
    if (this.#disposed) return;
    this.#disposed = true;
    if (this.#previous === undefined) this.#storage.disable();
    else this.#storage.enterWith(this.#previous[0]);
  }

  [Symbol.dispose]() {
    this.dispose();
  }
}

class AsyncLocalStorage {
  #defaultValue;
  #name;

  constructor(options = {}) {
    require('internal/validators').validateObject(options, 'options');
    this.#defaultValue = options.defaultValue;
    if (options.name !== undefined) this.#name = `${options.name}`;
  }

  get name() {
    return this.#name || '';
  }

  static bind(fn) {
    return AsyncResource.bind(fn);
  }

  static snapshot() {
    return AsyncLocalStorage.bind((fn, ...args) => fn(...args));
  }

  disable() {
    if (!state.frame?.has(this)) return;
    const frame = new AsyncContextFrame(state.frame);
    frame.delete(this);
    state.frame = frame;
  }

  enterWith(store) {
    activate();
    const frame = new AsyncContextFrame(state.frame);
    frame.set(this, store);
    state.frame = frame;
  }

  run(store, fn, ...args) {
    const previous = state.frame;
    if (Object.is(this.getStore(), store) && previous?.has(this)) return Reflect.apply(fn, null, args);
    this.enterWith(store);
    try {
      return Reflect.apply(fn, null, args);
    } finally {
      state.frame = previous;
    }
  }

  exit(fn, ...args) {
    return this.run(undefined, fn, ...args);
  }

  getStore() {
    const frame = state.frame;
    return frame?.has(this) ? frame.get(this) : this.#defaultValue;
  }

  withScope(store) {
    return new RunScope(this, store);
  }
}

module.exports = {
  AsyncLocalStorage,
  createHook: (callbacks) => require('internal/async_hooks/hooks').createHook(callbacks),
  executionAsyncId: core.executionAsyncId,
  triggerAsyncId: core.triggerAsyncId,
  executionAsyncResource,
  get asyncWrapProviders() {
    return require('internal/async_hooks/providers');
  },
  AsyncResource,
};
Object.defineProperty(module.exports.createHook, 'name', { __proto__: null, value: 'createHook' });
