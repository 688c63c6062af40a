// EventTarget, and NodeEventTarget (an event target with the methods of emitters). Events: `internal/event`.
//
// The listeners of a target lie in one Map, an array for each type; removal marks the entry too, since a dispatch may
// be walking the array. Listeners may be weak (kWeakHandler): then not the target keeps them but the given object.
// Neighbours: `internal/abort_controller`, `events`.
'use strict';

const { codes } = require('internal/errors');
const {
  kValidateObjectAllowObjects, validateAbortSignal, validateObject, validateString, validateThisInternalField,
} = require('internal/validators');
const EventEmitter = require('events');
const {
  CustomEvent, Event, inspectAs, kInPassiveListener, kIsBeingDispatched, kStop, kTarget, kTrustEvent, makeEnumerable,
} = require('internal/event');

const { kMaxEventTargetListeners, kMaxEventTargetListenersWarned } = EventEmitter;
const kInspect = Symbol.for('nodejs.util.inspect.custom');
const kIsEventTarget = Symbol.for('nodejs.event_target');
const kIsNodeEventTarget = Symbol('kIsNodeEventTarget');
const kHybridDispatch = Symbol.for('nodejs.internal.kHybridDispatch');
const kEvents = Symbol('kEvents');
const kHandlers = Symbol('kHandlers');
const kWeakHandler = Symbol('kWeak');
const kResistStopPropagation = Symbol('kResistStopPropagation');
const kIsNodeStyleListener = Symbol('kIsNodeStyleListener');
const kCreateEvent = Symbol('kCreateEvent');
const kNewListener = Symbol('kNewListener');
const kRemoveListener = Symbol('kRemoveListener');

// The object given as kWeakHandler keeps its listeners alive.
const weaklyHeld = new WeakMap();
let collectedListeners;

class Listener {
  constructor(target, type, listener, flags) {
    this.once = flags.once;
    this.capture = flags.capture;
    this.passive = flags.passive;
    this.isNodeStyle = flags.isNodeStyle;
    this.resistStopPropagation = flags.resistStopPropagation;
    this.removed = false;
    this.weakRef = undefined;
    this.strong = undefined;
    if (flags.weak) {
      this.weakRef = new WeakRef(listener);
      const held = weaklyHeld.get(flags.weak);
      if (held === undefined) weaklyHeld.set(flags.weak, new Set([listener]));
      else held.add(listener);
      collectedListeners ??= new FinalizationRegistry(
        ({ targetRef, eventType, entry }) => dropListener(targetRef.deref(), eventType, entry, undefined));
      collectedListeners.register(listener, { targetRef: new WeakRef(target), eventType: type, entry: this }, this);
      this.holder = new WeakRef(flags.weak);
    } else {
      this.strong = listener;
    }
  }

  get listener() {
    return this.weakRef === undefined ? this.strong : this.weakRef.deref();
  }

  release() {
    this.removed = true;
    if (this.weakRef === undefined) return;
    collectedListeners.unregister(this);
    const holder = this.holder.deref();
    if (holder !== undefined) weaklyHeld.get(holder)?.delete(this.weakRef.deref());
  }
}

// Takes an entry out of its target's list; true if it was still in.
function dropListener(target, type, entry, listener) {
  const list = target?.[kEvents]?.get(type);
  const at = list === undefined ? -1 : list.indexOf(entry);
  if (at === -1) return;
  entry.release();
  // A new array: a dispatch may be walking the old one.
  if (list.length === 1) target[kEvents].delete(type);
  else target[kEvents].set(type, list.toSpliced(at, 1));
  target[kRemoveListener](list.length - 1, type, listener, entry.capture);
}

const NO_FLAGS = {
  once: false, capture: false, passive: false, isNodeStyle: false, weak: undefined, resistStopPropagation: false,
  signal: undefined,
};

function flagsOf(options) {
  if (options == null) return NO_FLAGS;
  if (typeof options === 'boolean') return { ...NO_FLAGS, capture: options };
  validateObject(options, 'options', kValidateObjectAllowObjects);
  return {
    once: Boolean(options.once),
    capture: Boolean(options.capture),
    passive: Boolean(options.passive),
    signal: options.signal,
    weak: options[kWeakHandler],
    resistStopPropagation: Boolean(options[kResistStopPropagation]),
    isNodeStyle: Boolean(options[kIsNodeStyleListener]),
  };
}

function isListener(listener) {
  if (typeof listener === 'function' || (typeof listener === 'object' && listener !== null)) return true;
  if (listener == null) return false;
  throw new codes.ERR_INVALID_ARG_TYPE('listener', 'EventListener', listener);
}

function isEventTarget(value) {
  return value?.constructor?.[kIsEventTarget];
}

function isNodeEventTarget(value) {
  return value?.constructor?.[kIsNodeEventTarget];
}

function checkThis(value, isOne, name) {
  if (!isOne(value)) throw new codes.ERR_INVALID_THIS(name);
}

function toEventType(type) {
  if (typeof type === 'symbol') {
    const error = new TypeError('The provided value cannot be converted to a string: it is a Symbol.');
    error.code = 'ERR_INVALID_ARG_TYPE';
    throw error;
  }
  return `${type}`;
}

function warn(name, message, target, details) {
  const warning = new Error(message);
  Object.assign(warning, { name, target, ...details });
  process.emitWarning(warning);
}

function throwLater(error) {
  process.nextTick(() => { throw error; });
}

function initEventTarget(self) {
  self[kEvents] = undefined;
  self[kMaxEventTargetListeners] = EventEmitter.defaultMaxListeners;
  self[kMaxEventTargetListenersWarned] = false;
  self[kHandlers] = undefined;
}

// Calls one listener; what it throws or rejects with becomes an uncaught exception, the dispatch goes on.
function callListener(target, entry, listener, argument) {
  try {
    let result;
    if (entry.passive && !entry.isNodeStyle) argument[kInPassiveListener] = true;
    if (typeof listener === 'function') result = Reflect.apply(listener, target, [argument]);
    else if (listener !== undefined && listener.handleEvent) result = callHandleEvent(listener, argument);
    const then = result?.then;
    if (typeof then === 'function') Reflect.apply(then, result, [undefined, throwLater]);
  } catch (error) {
    throwLater(error);
  } finally {
    if (argument?.[kInPassiveListener]) argument[kInPassiveListener] = false;
  }
}

async function callHandleEvent(listener, event) {
  await listener.handleEvent(event);
}

class EventTarget {
  // A registered symbol: an object of another realm is an event target too.
  static [kIsEventTarget] = true;

  constructor() {
    initEventTarget(this);
  }

  addEventListener(type, listener, options = undefined) {
    checkThis(this, isEventTarget, 'EventTarget');
    if (arguments.length < 2) throw new codes.ERR_MISSING_ARGS('type', 'listener');
    const flags = flagsOf(options);
    const { signal } = flags;
    if (signal !== undefined) {
      validateAbortSignal(signal, 'options.signal');
      if (signal.aborted) return;
      signal.addEventListener('abort', () => this.removeEventListener(type, listener, options),
                              { __proto__: null, once: true, [kWeakHandler]: this, [kResistStopPropagation]: true });
    }
    if (!isListener(listener)) {
      warn('AddEventListenerArgumentTypeWarning',
           `addEventListener called with ${listener} which has no effect.`, this, { type });
      return;
    }
    type = toEventType(type);
    this[kEvents] ??= new Map();
    const list = this[kEvents].get(type) ?? [];
    if (list.some((entry) => entry.listener === listener && entry.capture === flags.capture)) return;
    this[kEvents].set(type, [...list, new Listener(this, type, listener, flags)]);
    this[kNewListener](list.length + 1, type, listener, flags.once, flags.capture, flags.passive, flags.weak);
  }

  removeEventListener(type, listener, options = undefined) {
    checkThis(this, isEventTarget, 'EventTarget');
    if (arguments.length < 2) throw new codes.ERR_MISSING_ARGS('type', 'listener');
    if (!isListener(listener)) return;
    type = toEventType(type);
    const capture = typeof options === 'boolean' ? options : options?.capture === true;
    const entry = this[kEvents]?.get(type)
      ?.find((candidate) => candidate.listener === listener && candidate.capture === capture);
    if (entry !== undefined) dropListener(this, type, entry, listener);
  }

  dispatchEvent(event) {
    checkThis(this, isEventTarget, 'EventTarget');
    if (arguments.length < 1) throw new codes.ERR_MISSING_ARGS('event');
    if (!(event instanceof Event)) throw new codes.ERR_INVALID_ARG_TYPE('event', 'Event', event);
    if (event[kIsBeingDispatched]) throw new codes.ERR_EVENT_RECURSION(event.type);
    this[kHybridDispatch](event, event.type, event);
    return event.defaultPrevented !== true;
  }

  // Calls the listeners of `type`: emitter-style ones with `nodeValue`, others with an Event (made if there is none).
  [kHybridDispatch](nodeValue, type, event) {
    if (event !== undefined) {
      event[kTarget] = this;
      event[kIsBeingDispatched] = true;
    }
    let list = this[kEvents]?.get(type);
    const entries = list === undefined ? [] : [...list];
    for (let i = 0; i < entries.length; i++) {
      const entry = entries[i];
      const isLast = i === entries.length - 1;
      if (entry.removed || (event?.[kStop] === true && !entry.resistStopPropagation)) continue;
      // Taken first: a weak listener may be collected as soon as it is dropped.
      const { listener } = entry;
      if (entry.once) dropListener(this, type, entry, listener);
      if (!entry.isNodeStyle && event === undefined) {
        event = this[kCreateEvent](nodeValue, type);
        event[kTarget] = this;
        event[kIsBeingDispatched] = true;
      }
      callListener(this, entry, listener, entry.isNodeStyle ? nodeValue : event);
      // Node ends the dispatch, as far as the event shows it, after its first listener.
      if (!entry.isNodeStyle) event[kIsBeingDispatched] = false;
      // A listener added meanwhile is called, unless the last one added it.
      const now = this[kEvents]?.get(type);
      if (!isLast && now !== list && now !== undefined) {
        entries.push(...now.filter((candidate) => !entries.includes(candidate)));
        list = now;
      }
    }
    if (event !== undefined) event[kIsBeingDispatched] = false;
    return true;
  }

  [kCreateEvent](nodeValue, type) {
    return new CustomEvent(type, { detail: nodeValue });
  }

  [kNewListener](size, type) {
    const limit = this[kMaxEventTargetListeners];
    if (!(limit > 0) || size <= limit || this[kMaxEventTargetListenersWarned]) return;
    this[kMaxEventTargetListenersWarned] = true;
    const { inspect } = require('internal/util/inspect');
    warn('MaxListenersExceededWarning',
         `Possible EventTarget memory leak detected. ${size} ${type} listeners added to ` +
         `${inspect(this, { depth: -1 })}. MaxListeners is ${limit}. Use events.setMaxListeners() to increase limit`,
         this, { type, count: size });
  }

  [kRemoveListener]() {}

  [kInspect](depth, options) {
    return inspectAs(this, {}, depth, options);
  }
}
makeEnumerable(EventTarget.prototype, 'EventTarget');

class NodeEventTarget extends EventTarget {
  static [kIsNodeEventTarget] = true;
  static defaultMaxListeners = 10;

  setMaxListeners(n) {
    checkThis(this, isNodeEventTarget, 'NodeEventTarget');
    EventEmitter.setMaxListeners(n, this);
  }

  getMaxListeners() {
    checkThis(this, isNodeEventTarget, 'NodeEventTarget');
    return this[kMaxEventTargetListeners];
  }

  eventNames() {
    checkThis(this, isNodeEventTarget, 'NodeEventTarget');
    return this[kEvents] === undefined ? [] : Array.from(this[kEvents].keys());
  }

  listenerCount(type) {
    checkThis(this, isNodeEventTarget, 'NodeEventTarget');
    return listenersOfTarget(this, String(type)).length;
  }

  off(type, listener, options) {
    checkThis(this, isNodeEventTarget, 'NodeEventTarget');
    this.removeEventListener(type, listener, options);
    return this;
  }

  removeListener(type, listener, options) {
    return this.off(type, listener, options);
  }

  on(type, listener) {
    checkThis(this, isNodeEventTarget, 'NodeEventTarget');
    this.addEventListener(type, listener, { [kIsNodeStyleListener]: true });
    return this;
  }

  addListener(type, listener) {
    return this.on(type, listener);
  }

  once(type, listener) {
    checkThis(this, isNodeEventTarget, 'NodeEventTarget');
    this.addEventListener(type, listener, { once: true, [kIsNodeStyleListener]: true });
    return this;
  }

  emit(type, argument) {
    checkThis(this, isNodeEventTarget, 'NodeEventTarget');
    validateString(type, 'type');
    const heard = this.listenerCount(type) > 0;
    this[kHybridDispatch](argument, type);
    return heard;
  }

  removeAllListeners(type) {
    checkThis(this, isNodeEventTarget, 'NodeEventTarget');
    if (type === undefined) this[kEvents]?.clear();
    else this[kEvents]?.delete(String(type));
    return this;
  }
}
makeEnumerable(NodeEventTarget.prototype, 'EventTarget');

function listenersOfTarget(target, type) {
  return (target[kEvents]?.get(type) ?? []).map((entry) => entry.listener);
}

// The attribute `on<event>` of a prototype: one listener that can be replaced in its place.
function defineEventHandler(prototype, name, event = name) {
  const property = `on${name}`;
  const accessors = {
    get [property]() {
      validateThisInternalField(this, kHandlers, 'EventTarget');
      return this[kHandlers]?.get(event)?.handler ?? null;
    },
    set [property](value) {
      validateThisInternalField(this, kHandlers, 'EventTarget');
      const handler = typeof value === 'function' || (typeof value === 'object' && value !== null) ? value : null;
      this[kHandlers] ??= new Map();
      let wrapper = this[kHandlers].get(event);
      if (wrapper === undefined) {
        wrapper = function(...args) {
          return typeof wrapper.handler === 'function' ? Reflect.apply(wrapper.handler, this, args) : undefined;
        };
        this[kHandlers].set(event, wrapper);
      }
      wrapper.handler = handler;
      // Adding again what is there changes nothing.
      if (typeof handler === 'function') this.addEventListener(event, wrapper);
    },
  };
  Object.defineProperty(prototype, property, {
    ...Object.getOwnPropertyDescriptor(accessors, property), configurable: true, enumerable: true,
  });
}

module.exports = {
  CustomEvent,
  Event,
  EventTarget,
  NodeEventTarget,
  defineEventHandler,
  initEventTarget,
  initNodeEventTarget: initEventTarget,
  isEventTarget,
  kCreateEvent,
  kEvents,
  kNewListener,
  kRemoveListener,
  kResistStopPropagation,
  kTrustEvent,
  kWeakHandler,
  listenersOfTarget,
};
