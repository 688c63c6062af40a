// Context frames and async ids through promises.
//
// An engine that keeps a context with every promise job is asked to keep the frame (`engine.carryWithJobs`); then only
// hooks that track promises need what follows. QuickJS offers only hooks for the making and the resolving of promises,
// so the rest is done here, from the first use of an AsyncLocalStorage or of a hook that tracks promises:
//   - `then` wraps its handlers, so that they run in the frame in which `then` was called;
//   - `await p` calls nothing that can be wrapped, but the engine reads `p.constructor` just before it registers the
//     continuation. An accessor there registers a job in front of it that restores the frame. The two jobs stay
//     neighbours, because both wait for the same promise or enter the queue at once.
//   - a value that is no promise is wrapped by `await` and resolved at once: the resolve hook queues the same job.
// An engine without hooks shows a promise only when something is done with it: it gets its id then.
// The order of all other jobs is the one without tracking.
'use strict';

const core = require('internal/async_hooks');
const { asyncIdSymbol, state } = core;
const engine = internalBinding('engine');

const nativeThen = Promise.prototype.then;
const nativeResolve = Promise.resolve;

let framesWanted = false;
// Whether they are tracked here, and not by the engine.
let framesTracked = false;
let idsTracked = false;
let installed = false;
// Whether the engine tells of promises by itself.
let engineTells = true;
// `then` and Promise.resolve read `constructor` themselves; those reads are no awaits.
let quiet = false;

// ----- ids of promises, while a hook wants them -----

const ids = new WeakMap();

function idOf(promise, parent) {
  let entry = ids.get(promise);
  if (entry === undefined) {
    const trigger = parent === undefined ? core.getDefaultTriggerAsyncId() : idOf(parent).id;
    entry = { id: core.newAsyncId(), trigger };
    ids.set(promise, entry);
    registry?.register(promise, entry.id);
    if (state.hooks !== null) {
      state.hooks.init(entry.id, 'PROMISE', trigger, promise);
      if (!engineTells && engine.promiseDetails(promise)[0] !== 0) state.hooks.promiseResolve(entry.id);
    }
  }
  return entry;
}

let registry;

// The end of a job cannot be seen (an awaiting function just stops, and a promise is resolved after its handler has
// returned): a job ends where the next one begins, or with the last one.
let openJob;

function closeJob() {
  if (openJob === undefined) return;
  const id = openJob;
  openJob = undefined;
  if (core.executionAsyncId() === id) core.leave(id);
}

function openAs(entry, resource) {
  core.enter(entry.id, entry.trigger, resource);
  openJob = entry.id;
}

// ----- handlers of then -----

function wrapHandler(handler, frame, getPromise) {
  if (typeof handler !== 'function') return handler;
  return (value) => {
    closeJob();
    const previous = state.frame;
    state.frame = frame;
    if (idsTracked && getPromise !== undefined) openAs(idOf(getPromise()), getPromise());
    try {
      return handler(value);
    } finally {
      if (!engineTells) onResolve(getPromise?.());
      state.frame = previous;
    }
  };
}

const methods = {
  then(onFulfilled, onRejected) {
    const { frame } = state;
    let derived;
    const getPromise = idsTracked ? () => derived : undefined;
    const before = quiet;
    quiet = true;
    try {
      derived = Reflect.apply(nativeThen, this, [
        wrapHandler(onFulfilled, frame, getPromise), wrapHandler(onRejected, frame, getPromise)]);
      if (idsTracked && !engineTells && isPromise(this)) idOf(derived, this);
    } finally {
      quiet = before;
    }
    return derived;
  },
  resolve(value) {
    const before = quiet;
    quiet = true;
    try {
      return Reflect.apply(nativeResolve, this, [value]);
    } finally {
      quiet = before;
    }
  },
};

// ----- await -----

function restoringJob() {
  const { frame } = state;
  let entry;
  let resource;
  if (idsTracked) {
    resource = {};
    entry = { id: core.newAsyncId(), trigger: core.getDefaultTriggerAsyncId() };
    if (state.hooks !== null) state.hooks.init(entry.id, 'PROMISE', entry.trigger, resource);
  }
  return () => {
    closeJob();
    state.frame = frame;
    if (entry !== undefined) openAs(entry, resource);
  };
}

function beforeAwait(promise) {
  if (quiet || !(framesTracked || idsTracked)) return;
  const details = engine.promiseDetails(promise);
  if (details === undefined) return;
  const job = restoringJob();
  if (details[0] !== 0) {
    engine.enqueueMicrotask(job);
    return;
  }
  quiet = true;
  try {
    Reflect.apply(nativeThen, promise, [job, job]);
  } finally {
    quiet = false;
  }
}

function isPromise(value) {
  return typeof value === 'object' && value !== null && engine.classOf(value) === 'Promise';
}

// ----- hooks of the engine -----

function onInit(promise, parent) {
  if (idsTracked) idOf(promise, parent);
}

function onResolve(promise) {
  if (idsTracked) {
    const entry = ids.get(promise);
    if (entry !== undefined && state.hooks !== null) state.hooks.promiseResolve(entry.id);
  }
  if (quiet || !framesTracked) return;
  const { frame } = state;
  engine.enqueueMicrotask(() => {
    closeJob();
    state.frame = frame;
  });
}

function install() {
  if (installed) return;
  installed = true;
  state.endOfJobs = closeJob;
  const resolveDescriptor = Object.getOwnPropertyDescriptor(Promise, 'resolve');
  const thenDescriptor = Object.getOwnPropertyDescriptor(Promise.prototype, 'then');
  Object.defineProperty(Promise.prototype, 'then', { ...thenDescriptor, value: methods.then });
  Object.defineProperty(Promise, 'resolve', { ...resolveDescriptor, value: methods.resolve });
  Object.defineProperty(Promise.prototype, 'constructor', {
    __proto__: null,
    configurable: true,
    enumerable: false,
    get() {
      if (isPromise(this)) beforeAwait(this);
      return Promise;
    },
    set(value) {
      Object.defineProperty(this, 'constructor', {
        __proto__: null, value, writable: true, configurable: true, enumerable: this !== Promise.prototype,
      });
    },
  });
}

function update() {
  if (framesTracked || idsTracked) {
    install();
    engineTells = engine.setPromiseHooks(idsTracked ? onInit : undefined, undefined, undefined, onResolve);
  } else {
    engine.setPromiseHooks(undefined, undefined, undefined, undefined);
  }
}

function trackFrames() {
  if (framesWanted) return;
  framesWanted = true;
  framesTracked = !engine.carryWithJobs(state, 'frame');
  if (framesTracked) update();
}

function trackIds(wanted) {
  if (idsTracked === wanted) return;
  idsTracked = wanted;
  if (wanted && registry === undefined) {
    registry = new FinalizationRegistry((id) => core.destroy(id));
  }
  update();
}

module.exports = { trackFrames, trackIds };
