// node:events: EventEmitter, and the module's functions on it.
//
// An emitter keeps its listeners in `_events`: one function, or an array of them, by event name. An array is shared
// with the `emit` calls that walk it; while there are any (kEmitting), changes go to a copy. Programs make emitters the
// old way too (`EventEmitter.call(this)`, prototypes copied by hand), so nothing may depend on the constructor having run.
// Neighbours: `internal/events/iteration` (once, on), `internal/event_target`.
'use strict';

const { codes } = require('internal/errors');
const { validateBoolean, validateFunction, validateNumber } = require('internal/validators');

const kCapture = Symbol('kCapture');
const kShapeMode = Symbol('shapeMode');
const kEmitting = Symbol('events.emitting');
const kErrorMonitor = Symbol('events.errorMonitor');
const kRejection = Symbol.for('nodejs.rejection');
const kMaxEventTargetListeners = Symbol('events.maxEventTargetListeners');
const kMaxEventTargetListenersWarned = Symbol('events.maxEventTargetListenersWarned');
const { apply, ownKeys } = Reflect;

let defaultMaxListeners = 10;

function EventEmitter(opts) {
  EventEmitter.init.call(this, opts);
}

const prototype = EventEmitter.prototype;
prototype._events = undefined;
prototype._eventsCount = 0;
prototype._maxListeners = undefined;
Object.defineProperty(prototype, kCapture, { __proto__: null, value: false, writable: true });

EventEmitter.init = function(opts) {
  const fresh = this._events === undefined || this._events === Object.getPrototypeOf(this)._events;
  if (fresh) {
    this._events = { __proto__: null };
    this._eventsCount = 0;
  }
  // Listeners laid out by a subclass keep their keys when they are removed.
  this[kShapeMode] = !fresh;
  this._maxListeners ||= undefined;
  if (opts?.captureRejections) {
    validateBoolean(opts.captureRejections, 'options.captureRejections');
    this[kCapture] = true;
  } else {
    this[kCapture] = prototype[kCapture];
  }
};

prototype.setMaxListeners = function setMaxListeners(n) {
  validateNumber(n, 'setMaxListeners', 0);
  this._maxListeners = n;
  return this;
};

function maxListenersOf(emitter) {
  return emitter._maxListeners === undefined ? EventEmitter.defaultMaxListeners : emitter._maxListeners;
}

prototype.getMaxListeners = function getMaxListeners() {
  return maxListenersOf(this);
};

// With captureRejections, a promise that a listener returned and that rejects becomes an 'error' event.
function captureRejection(emitter, result, type, args) {
  if (!emitter[kCapture]) return;
  try {
    const { then } = result;
    if (typeof then !== 'function') return;
    // In a next tick, so that an exception in an error handler is no rejection of this promise.
    apply(then, result, [undefined, (error) => process.nextTick(emitRejection, emitter, error, type, args)]);
  } catch (error) {
    emitter.emit('error', error);
  }
}

function emitRejection(emitter, error, type, args) {
  if (typeof emitter[kRejection] === 'function') {
    emitter[kRejection](error, type, ...args);
    return;
  }
  // An asynchronous 'error' listener that rejects must not come here again.
  const before = emitter[kCapture];
  try {
    emitter[kCapture] = false;
    emitter.emit('error', error);
  } finally {
    emitter[kCapture] = before;
  }
}

function errorToThrow(args) {
  const [error] = args;
  if (error instanceof Error) return error;
  let shown;
  try {
    shown = require('internal/util/inspect').inspect(error);
  } catch {
    shown = error;
  }
  const unhandled = new codes.ERR_UNHANDLED_ERROR(shown);
  unhandled.context = error;
  return unhandled;
}

prototype.emit = function emit(type, ...args) {
  const events = this._events;
  if (type === 'error') {
    if (events?.[kErrorMonitor] !== undefined) this.emit(kErrorMonitor, ...args);
    if (events?.error === undefined) throw errorToThrow(args); // Unhandled 'error' event
  } else if (events === undefined) {
    return false;
  }
  const handler = events[type];
  if (handler === undefined) return false;
  if (typeof handler === 'function') {
    const result = apply(handler, this, args);
    if (result != null) captureRejection(this, result, type, args);
    return true;
  }
  handler[kEmitting]++;
  try {
    for (let i = 0; i < handler.length; i++) {
      const result = apply(handler[i], this, args);
      if (result != null) captureRejection(this, result, type, args);
    }
  } finally {
    handler[kEmitting]--;
  }
  return true;
};

// The array of listeners, or a copy of it if an `emit` is walking it.
function changeable(events, type, list) {
  if (!(list[kEmitting] > 0)) return list;
  const copy = list.slice();
  copy[kEmitting] = 0;
  if (list.warned) copy.warned = true;
  events[type] = copy;
  return copy;
}

function warnOfLeak(emitter, type, list, limit) {
  list.warned = true;
  const { genericNodeError } = require('internal/errors');
  const { inspect } = require('internal/util/inspect');
  process.emitWarning(genericNodeError(
    `Possible EventEmitter memory leak detected. ${list.length} ${String(type)} listeners ` +
    `added to ${inspect(emitter, { depth: -1 })}. MaxListeners is ${limit}. ` +
    'Use emitter.setMaxListeners() to increase limit',
    { name: 'MaxListenersExceededWarning', emitter, type, count: list.length }));
}

function insertListener(emitter, type, listener, prepend) {
  validateFunction(listener, 'listener');
  let events = emitter._events;
  if (events === undefined) {
    events = emitter._events = { __proto__: null };
    emitter._eventsCount = 0;
  } else if (events.newListener !== undefined) {
    // Before the listener is there, so that a listener of 'newListener' does not hear of itself.
    emitter.emit('newListener', type, listener.listener ?? listener);
    events = emitter._events;
  }
  let list = events[type];
  if (list === undefined) {
    events[type] = listener;
    emitter._eventsCount++;
    return emitter;
  }
  if (typeof list === 'function') {
    list = prepend ? [listener, list] : [list, listener];
    list[kEmitting] = 0;
    events[type] = list;
  } else {
    list = changeable(events, type, list);
    if (prepend) list.unshift(listener);
    else list.push(listener);
  }
  const limit = maxListenersOf(emitter);
  if (limit > 0 && list.length > limit && !list.warned) warnOfLeak(emitter, type, list, limit);
  return emitter;
}

prototype.addListener = function addListener(type, listener) {
  return insertListener(this, type, listener, false);
};
prototype.on = prototype.addListener;

prototype.prependListener = function prependListener(type, listener) {
  return insertListener(this, type, listener, true);
};

// A listener that removes itself when called; the original is its property `listener`.
function wrapOnce(emitter, type, listener) {
  let fired = false;
  const wrapper = function(...args) {
    if (fired) return undefined;
    emitter.removeListener(type, wrapper);
    fired = true;
    return apply(listener, emitter, args);
  };
  wrapper.listener = listener;
  return wrapper;
}

prototype.once = function once(type, listener) {
  validateFunction(listener, 'listener');
  return this.on(type, wrapOnce(this, type, listener));
};

prototype.prependOnceListener = function prependOnceListener(type, listener) {
  validateFunction(listener, 'listener');
  return this.prependListener(type, wrapOnce(this, type, listener));
};

function dropEvent(emitter, events, type) {
  emitter._eventsCount--;
  if (emitter[kShapeMode]) events[type] = undefined;
  else if (emitter._eventsCount === 0) emitter._events = { __proto__: null };
  else delete events[type];
}

prototype.removeListener = function removeListener(type, listener) {
  validateFunction(listener, 'listener');
  const events = this._events;
  let list = events?.[type];
  if (list === undefined) return this;
  if (list === listener || list.listener === listener) {
    dropEvent(this, events, type);
    if (events.removeListener !== undefined) this.emit('removeListener', type, list.listener || listener);
    return this;
  }
  if (typeof list === 'function') return this;
  const position = list.findLastIndex((entry) => entry === listener || entry.listener === listener);
  if (position < 0) return this;
  list = changeable(events, type, list);
  list.splice(position, 1);
  if (list.length === 1) events[type] = list[0];
  if (events.removeListener !== undefined) this.emit('removeListener', type, listener);
  return this;
};
prototype.off = prototype.removeListener;

function forgetAll(emitter) {
  emitter._events = { __proto__: null };
  emitter._eventsCount = 0;
}

prototype.removeAllListeners = function removeAllListeners(type) {
  const events = this._events;
  if (events === undefined) return this;
  if (events.removeListener === undefined) {
    // Nobody wants to hear of each one.
    if (arguments.length === 0) {
      forgetAll(this);
    } else if (events[type] !== undefined) {
      if (--this._eventsCount === 0) this._events = { __proto__: null };
      else delete events[type];
    }
    this[kShapeMode] = false;
    return this;
  }
  if (arguments.length === 0) {
    for (const key of ownKeys(events)) {
      if (key !== 'removeListener') this.removeAllListeners(key);
    }
    this.removeAllListeners('removeListener');
    forgetAll(this);
    this[kShapeMode] = false;
    return this;
  }
  const list = events[type];
  if (typeof list === 'function') {
    this.removeListener(type, list);
  } else if (list !== undefined) {
    for (let i = list.length - 1; i >= 0; i--) this.removeListener(type, list[i]);
  }
  return this;
};

function listenersOf(emitter, type) {
  const list = emitter._events?.[type];
  if (list === undefined) return [];
  return typeof list === 'function' ? [list] : Array.from(list);
}

prototype.listeners = function listeners(type) {
  return listenersOf(this, type).map((entry) => (typeof entry.listener === 'function' ? entry.listener : entry));
};

prototype.rawListeners = function rawListeners(type) {
  return listenersOf(this, type);
};

prototype.listenerCount = function listenerCount(type, listener) {
  const list = this._events?.[type];
  if (list === undefined) return 0;
  if (listener == null) return typeof list === 'function' ? 1 : list.length;
  return listenersOf(this, type).filter((entry) => entry === listener || entry.listener === listener).length;
};

prototype.eventNames = function eventNames() {
  if (!(this._eventsCount > 0)) return [];
  return ownKeys(this._events).filter((name) => this._events[name] !== undefined);
};

// The functions of the module. Event targets are asked through their own file, loaded only for them.
function eventTargets() {
  return require('internal/event_target');
}

function notAnEmitter(value, name = 'emitter') {
  return new codes.ERR_INVALID_ARG_TYPE(name, ['EventEmitter', 'EventTarget'], value);
}

function getEventListeners(emitterOrTarget, type) {
  if (typeof emitterOrTarget.listeners === 'function') return emitterOrTarget.listeners(type);
  const { isEventTarget, listenersOfTarget } = eventTargets();
  if (isEventTarget(emitterOrTarget)) return listenersOfTarget(emitterOrTarget, type);
  throw notAnEmitter(emitterOrTarget);
}

function getMaxListeners(emitterOrTarget) {
  if (typeof emitterOrTarget?.getMaxListeners === 'function') return maxListenersOf(emitterOrTarget);
  const limit = emitterOrTarget?.[kMaxEventTargetListeners];
  if (typeof limit === 'number') return limit;
  throw notAnEmitter(emitterOrTarget);
}

function listenerCount(emitterOrTarget, type) {
  if (typeof emitterOrTarget.listenerCount === 'function') return emitterOrTarget.listenerCount(type);
  const { isEventTarget, listenersOfTarget } = eventTargets();
  if (isEventTarget(emitterOrTarget)) return listenersOfTarget(emitterOrTarget, type).length;
  throw notAnEmitter(emitterOrTarget);
}

function setMaxListeners(n = defaultMaxListeners, ...targets) {
  validateNumber(n, 'setMaxListeners', 0);
  if (targets.length === 0) {
    defaultMaxListeners = n;
    return;
  }
  const { isEventTarget } = eventTargets();
  for (const target of targets) {
    if (isEventTarget(target)) {
      target[kMaxEventTargetListeners] = n;
      target[kMaxEventTargetListenersWarned] = false;
    } else if (typeof target.setMaxListeners === 'function') {
      target.setMaxListeners(n);
    } else {
      throw notAnEmitter(target, 'eventTargets');
    }
  }
}

module.exports = EventEmitter;
EventEmitter.addAbortListener = function addAbortListener(signal, listener) {
  return require('internal/events/abort_listener').addAbortListener(signal, listener);
};
EventEmitter.once = async function once(emitter, name, options) {
  return require('internal/events/iteration').once(emitter, name, options);
};
EventEmitter.on = function on(emitter, event, options) {
  return require('internal/events/iteration').on(emitter, event, options);
};
EventEmitter.getEventListeners = getEventListeners;
EventEmitter.getMaxListeners = getMaxListeners;
EventEmitter.listenerCount = listenerCount;
EventEmitter.EventEmitter = EventEmitter;
EventEmitter.usingDomains = false;
EventEmitter.captureRejectionSymbol = kRejection;
EventEmitter.errorMonitor = kErrorMonitor;
EventEmitter.setMaxListeners = setMaxListeners;

Object.defineProperties(EventEmitter, {
  captureRejections: {
    __proto__: null,
    enumerable: true,
    get: () => prototype[kCapture],
    set(value) {
      validateBoolean(value, 'EventEmitter.captureRejections');
      prototype[kCapture] = value;
    },
  },
  EventEmitterAsyncResource: {
    __proto__: null,
    enumerable: true,
    configurable: true,
    get: () => require('internal/events/async_resource').EventEmitterAsyncResource,
    set: undefined,
  },
  defaultMaxListeners: {
    __proto__: null,
    enumerable: true,
    get: () => defaultMaxListeners,
    set(value) {
      validateNumber(value, 'defaultMaxListeners', 0);
      defaultMaxListeners = value;
    },
  },
  kMaxEventTargetListeners: { __proto__: null, value: kMaxEventTargetListeners },
  kMaxEventTargetListenersWarned: { __proto__: null, value: kMaxEventTargetListenersWarned },
});
