// Event and CustomEvent. The fields that dispatching changes lie under symbols that `internal/event_target` shares.
'use strict';

const { codes } = require('internal/errors');
const { validateObject } = require('internal/validators');

const kInspect = Symbol.for('nodejs.util.inspect.custom');
const kType = Symbol('type');
const kTarget = Symbol('kTarget');
const kIsBeingDispatched = Symbol('kIsBeingDispatched');
const kStop = Symbol('kStop');
const kInPassiveListener = Symbol('kInPassiveListener');
const kTrustEvent = Symbol('kTrustEvent');
const enumerable = { __proto__: null, enumerable: true };

function makeEnumerable(prototype, tag) {
  for (const name of Object.getOwnPropertyNames(prototype)) {
    if (name !== 'constructor') Object.defineProperty(prototype, name, enumerable);
  }
  Object.defineProperty(prototype, Symbol.toStringTag, { __proto__: null, configurable: true, value: tag });
}

function inspectAs(self, shown, depth, options) {
  const { name } = self.constructor;
  if (depth < 0) return name;
  const { inspect } = require('internal/util/inspect');
  const inner = { ...options, depth: Number.isInteger(options.depth) ? options.depth - 1 : options.depth };
  return `${name} ${inspect(shown, inner)}`;
}

const trusted = new WeakSet();

class Event {
  #cancelable = false;
  #bubbles = false;
  #composed = false;
  #defaultPrevented = false;
  #timestamp = performance.now();
  #propagationStopped = false;

  constructor(type, options = undefined) {
    if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS('type');
    if (options != null) {
      validateObject(options, 'options');
      this.#bubbles = !!options.bubbles;
      this.#cancelable = !!options.cancelable;
      this.#composed = !!options.composed;
      if (options[kTrustEvent]) trusted.add(this);
    }
    this[kType] = `${type}`;
    this[kTarget] = null;
    this[kIsBeingDispatched] = false;
    this[kInPassiveListener] = false;
  }

  // The event itself; throws on anything else.
  static #of(value) {
    if (typeof value?.[kType] !== 'string') throw new codes.ERR_INVALID_THIS('Event');
    return value;
  }

  initEvent(type, bubbles = false, cancelable = false) {
    if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS('type');
    if (this[kIsBeingDispatched]) return;
    this[kType] = `${type}`;
    this.#bubbles = !!bubbles;
    this.#cancelable = !!cancelable;
  }

  stopImmediatePropagation() {
    Event.#of(this).stopPropagation();
    this[kStop] = true;
  }

  preventDefault() {
    if (Event.#of(this).#cancelable && !this[kInPassiveListener]) this.#defaultPrevented = true;
  }

  get target() { return Event.#of(this)[kTarget]; }
  get currentTarget() { return Event.#of(this)[kIsBeingDispatched] ? this[kTarget] : null; }
  get srcElement() { return Event.#of(this)[kTarget]; }
  get type() { return Event.#of(this)[kType]; }
  get cancelable() { return Event.#of(this).#cancelable; }
  get defaultPrevented() { return Event.#of(this).#cancelable && this.#defaultPrevented; }
  get timeStamp() { return Event.#of(this).#timestamp; }

  composedPath() {
    return Event.#of(this)[kIsBeingDispatched] ? [this[kTarget]] : [];
  }

  get returnValue() { return !Event.#of(this).#cancelable || !this.#defaultPrevented; }
  set returnValue(value) {
    if (!value) Event.#of(this).preventDefault();
  }

  get bubbles() { return Event.#of(this).#bubbles; }
  get composed() { return Event.#of(this).#composed; }
  get eventPhase() { return Event.#of(this)[kIsBeingDispatched] ? Event.AT_TARGET : Event.NONE; }
  get cancelBubble() { return Event.#of(this).#propagationStopped; }
  set cancelBubble(value) {
    if (value) Event.#of(this).stopPropagation();
  }

  stopPropagation() {
    Event.#of(this).#propagationStopped = true;
  }

  [kInspect](depth, options) {
    const shown = {
      type: Event.#of(this)[kType],
      defaultPrevented: this.#defaultPrevented,
      cancelable: this.#cancelable,
      timeStamp: this.#timestamp,
    };
    return inspectAs(this, shown, depth, options);
  }
}
makeEnumerable(Event.prototype, 'Event');
Object.defineProperty(Event.prototype, 'isTrusted', {
  __proto__: null, enumerable: true, get: function isTrusted() { return trusted.has(this); },
});
['NONE', 'CAPTURING_PHASE', 'AT_TARGET', 'BUBBLING_PHASE'].forEach((name, value) => {
  Object.defineProperty(Event, name, { __proto__: null, enumerable: true, value });
});

class CustomEvent extends Event {
  #detail;

  constructor(type, options = undefined) {
    if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS('type');
    super(type, options);
    this.#detail = options?.detail ?? null;
  }

  get detail() {
    if (typeof this !== 'object' || this === null || !(#detail in this)) {
      throw new codes.ERR_INVALID_THIS('CustomEvent');
    }
    return this.#detail;
  }
}
makeEnumerable(CustomEvent.prototype, 'CustomEvent');

module.exports = {
  CustomEvent, Event, inspectAs, kInPassiveListener, kIsBeingDispatched, kStop, kTarget, kTrustEvent, makeEnumerable,
};
