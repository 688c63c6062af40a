// node:domain: errors of what was begun together go to one place. Deprecated, and still used.
//
// A domain is active while code runs in it; async hooks make it active again for what that code began. While a domain
// with an 'error' listener is active, it hears of uncaught exceptions.
'use strict';

const EventEmitter = require('events');
const { createHook } = require('async_hooks');
const { codes } = require('internal/errors');
const { setUncaughtExceptionCaptureCallback } = require('internal/process/uncaught');

const stack = [];
let active = null;
// Async id -> the domain it was begun in.
const begunIn = new Map();

function hide(object, name, value) {
  Object.defineProperty(object, name, {
    __proto__: null, value, writable: true, configurable: true, enumerable: false,
  });
}

function setActive(domain) {
  active = domain;
  exports.active = domain;
}

Object.defineProperty(process, 'domain', {
  __proto__: null, enumerable: true, configurable: true, get: () => active, set: setActive,
});

const hook = createHook({
  init(asyncId, type, triggerAsyncId, resource) {
    if (!active) return;
    begunIn.set(asyncId, active);
    if (resource !== null && typeof resource === 'object') hide(resource, 'domain', active);
  },
  before(asyncId) {
    begunIn.get(asyncId)?.enter();
  },
  after(asyncId) {
    begunIn.get(asyncId)?.exit();
  },
  destroy(asyncId) {
    begunIn.delete(asyncId);
  },
});

function updateCapture() {
  setUncaughtExceptionCaptureCallback(null);
  if (stack.some((domain) => domain.listenerCount('error') > 0)) {
    setUncaughtExceptionCaptureCallback((error) => active._errorHandler(error));
  }
}

function clearStack() {
  stack.length = 0;
  setActive(null);
  updateCapture();
}

class Domain extends EventEmitter {
  constructor() {
    super();
    this.members = [];
    hook.enable();
    this.on('removeListener', updateCapture);
    this.on('newListener', updateCapture);
  }

  enter() {
    setActive(this);
    stack.push(this);
    updateCapture();
  }

  exit() {
    const index = stack.lastIndexOf(this);
    if (index === -1) return;
    stack.splice(index);
    setActive(stack.at(-1));
    updateCapture();
  }

  add(emitter) {
    if (emitter.domain === this) return;
    if (emitter.domain) emitter.domain.remove(emitter);
    if (this.domain && emitter instanceof Domain) {
      // Never in a circle.
      for (let outer = this.domain; outer; outer = outer.domain) if (emitter === outer) return;
    }
    hide(emitter, 'domain', this);
    this.members.push(emitter);
  }

  remove(emitter) {
    emitter.domain = null;
    const index = this.members.indexOf(emitter);
    if (index !== -1) this.members.splice(index, 1);
  }

  run(fn, ...args) {
    this.enter();
    const result = Reflect.apply(fn, this, args);
    this.exit();
    return result;
  }

  bind(callback) {
    const domain = this;
    function bound(...args) {
      domain.enter();
      const result = Reflect.apply(callback, this, args);
      domain.exit();
      return result;
    }
    hide(bound, 'domain', this);
    return bound;
  }

  // The same for callbacks whose first argument may be an error; the domain hears of that.
  intercept(callback) {
    const domain = this;
    return function intercepted(error, ...args) {
      if (!(error instanceof Error)) return Reflect.apply(domain.bind(callback), this, args);
      error.domainBound = callback;
      error.domainThrown = false;
      hide(error, 'domain', domain);
      domain.emit('error', error);
      return undefined;
    };
  }

  // An uncaught exception; whether somebody dealt with it.
  _errorHandler(error) {
    if ((typeof error === 'object' && error !== null) || typeof error === 'function') {
      hide(error, 'domain', this);
      error.domainThrown = true;
    }
    // The handler does not run in the domain itself.
    while (active === this) this.exit();
    let isCaught = false;
    try {
      if (stack.length > 0 || this.listenerCount('error') > 0) isCaught = this.emit('error', error);
    } catch (second) {
      if (stack.length === 0) {
        clearStack();
        throw second;
      }
      setActive(stack.at(-1));
      isCaught = active._errorHandler(second);
    }
    clearStack();
    return isCaught;
  }
}
Domain.prototype.members = undefined;

// ----- emitters made in a domain -----

EventEmitter.usingDomains = true;
const { init } = EventEmitter;
EventEmitter.init = function(options) {
  // `process` has one that tells which is active.
  if (this !== process) hide(this, 'domain', active && !(this instanceof Domain) ? active : null);
  return Reflect.apply(init, this, [options]);
};

const { emit } = EventEmitter.prototype;
EventEmitter.prototype.emit = function(...args) {
  const { domain } = this;
  const [type] = args;
  if (!domain || this === process || (type === 'error' && this.listenerCount(type) > 0)) {
    return Reflect.apply(emit, this, args);
  }
  if (type !== 'error') {
    domain.enter();
    const result = Reflect.apply(emit, this, args);
    domain.exit();
    return result;
  }
  const error = args[1] ? args[1] : new codes.ERR_UNHANDLED_ERROR();
  if (typeof error === 'object') {
    error.domainEmitter = this;
    hide(error, 'domain', domain);
    error.domainThrown = false;
  }
  // The listener runs in what is around the domain.
  const [entered, current] = [[...stack], active];
  while (stack.length > 0 && stack.at(-1) === current) stack.pop();
  setActive(stack.at(-1) ?? null);
  updateCapture();
  domain.emit('error', error);
  stack.splice(0, stack.length, ...entered);
  setActive(current);
  updateCapture();
  return false;
};

function createDomain() {
  return new Domain();
}
exports._stack = stack;
exports.Domain = Domain;
exports.create = createDomain;
exports.createDomain = createDomain;
exports.active = null;
