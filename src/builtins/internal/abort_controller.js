// AbortController and AbortSignal.
//
// A composite signal (`any`) follows its sources by weak references, so that neither keeps the other; what somebody
// listens to, and that can still abort, is kept alive by `observed`. Neighbours: `internal/event_target`.
'use strict';

const { codes } = require('internal/errors');
const { kValidateObjectAllowObjects, validateObject, validateUint32 } = require('internal/validators');
const { kMaxEventTargetListeners } = require('events');
const {
  Event, EventTarget, defineEventHandler, kNewListener, kRemoveListener, kResistStopPropagation, kTrustEvent,
  kWeakHandler,
} = require('internal/event_target');

const kInspect = Symbol.for('nodejs.util.inspect.custom');
const kAborted = Symbol('kAborted');
const kReason = Symbol('kReason');
const kTimeout = Symbol('kTimeout');
const kComposite = Symbol('kComposite');
const kSources = Symbol('kSourceSignals');
const kDependants = Symbol('kDependantSignals');
const kConstruct = Symbol('kConstruct');

// Timeouts and composite signals with listeners: nothing else would keep them until they abort.
const observed = new Set();
let collectedTimeouts;
let collectedComposites;

function domException(message, name) {
  const { DOMException } = require('internal/dom_exception');
  return new DOMException(message, name);
}

function inspectAs(self, shown, depth, options) {
  if (depth < 0) return self;
  const { inspect } = require('internal/util/inspect');
  const inner = { ...options, depth: options.depth === null ? null : options.depth - 1 };
  return `${self.constructor.name} ${inspect(shown, inner)}`;
}

// The signal itself; throws on anything else.
function signalThis(value) {
  if (value?.[kAborted] === undefined) throw new codes.ERR_INVALID_THIS('AbortSignal');
  return value;
}

function isSignal(value) {
  return typeof value === 'object' && value !== null && value[kAborted] !== undefined && value instanceof AbortSignal;
}

class AbortSignal extends EventTarget {
  constructor(key = undefined, composite = false) {
    if (key !== kConstruct) throw new codes.ERR_ILLEGAL_CONSTRUCTOR();
    super();
    this[kMaxEventTargetListeners] = 0;
    this[kAborted] = false;
    this[kReason] = undefined;
    this[kComposite] = composite;
  }

  get aborted() {
    return signalThis(this)[kAborted];
  }

  get reason() {
    return signalThis(this)[kReason];
  }

  throwIfAborted() {
    if (signalThis(this)[kAborted]) throw this[kReason];
  }

  [kInspect](depth, options) {
    return inspectAs(this, { aborted: this.aborted }, depth, options);
  }

  static abort(reason = domException('This operation was aborted', 'AbortError')) {
    const signal = new AbortSignal(kConstruct);
    signal[kAborted] = true;
    signal[kReason] = reason;
    return signal;
  }

  static timeout(delay) {
    validateUint32(delay, 'delay', false);
    const signal = new AbortSignal(kConstruct);
    signal[kTimeout] = true;
    const { clearTimeout, setTimeout } = require('timers');
    collectedTimeouts ??= new FinalizationRegistry(clearTimeout);
    const signalRef = new WeakRef(signal);
    const timer = setTimeout(() => {
      const target = signalRef.deref();
      if (target === undefined) return;
      collectedTimeouts.unregister(target);
      abortSignal(target, domException('The operation was aborted due to timeout', 'TimeoutError'));
    }, delay);
    // Waiting for a timeout alone keeps no process running.
    timer.unref();
    collectedTimeouts.register(signal, timer, signal);
    return signal;
  }

  static any(signals) {
    const sources = toSignals(signals);
    const result = new AbortSignal(kConstruct, true);
    const aborted = sources.find((source) => source[kAborted]);
    if (aborted !== undefined) {
      result[kAborted] = true;
      result[kReason] = aborted[kReason];
      return result;
    }
    // A composite source stands for its own sources.
    const simple = new Set();
    for (const source of sources) {
      if (!source[kComposite]) simple.add(source);
      else for (const ref of source[kSources] ?? []) if (ref.deref() !== undefined) simple.add(ref.deref());
    }
    follow(result, simple);
    return result;
  }

  [kNewListener](size, type, listener, once, capture, passive, weak) {
    super[kNewListener](size, type, listener, once, capture, passive, weak);
    const canAbortByItself = this[kTimeout] || this[kSources]?.size > 0;
    if (type === 'abort' && !weak && !this[kAborted] && canAbortByItself) observed.add(this);
  }

  [kRemoveListener](size, type, listener, capture) {
    super[kRemoveListener](size, type, listener, capture);
    if (type === 'abort' && size === 0) observed.delete(this);
  }
}
Object.defineProperties(AbortSignal.prototype, {
  aborted: { __proto__: null, enumerable: true },
  [Symbol.toStringTag]: { __proto__: null, configurable: true, value: 'AbortSignal' },
});
defineEventHandler(AbortSignal.prototype, 'abort');

function invalidArgument(message) {
  const error = new TypeError(message);
  error.code = 'ERR_INVALID_ARG_TYPE';
  return error;
}

// The sequence of signals that `any` takes: an iterable object, converted as the web does.
function toSignals(value) {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null ||
      typeof value[Symbol.iterator] !== 'function') {
    throw invalidArgument('signals cannot be converted to sequence.');
  }
  const signals = [...value];
  signals.forEach((signal, i) => {
    if (!isSignal(signal)) throw invalidArgument(`signals[${i}] is not of type AbortSignal.`);
  });
  return signals;
}

function follow(composite, sources) {
  if (sources.size === 0) return;
  const compositeRef = new WeakRef(composite);
  composite[kSources] = new Set();
  collectedComposites ??= new FinalizationRegistry(
    ({ dependantRef, sourceRefs }) => sourceRefs.forEach((ref) => ref.deref()?.[kDependants].delete(dependantRef)));
  for (const source of sources) {
    if (source[kTimeout]) {
      // The timer holds its signal weakly; as a source it must live on.
      observed.add(source);
      composite[kTimeout] = true;
    }
    source[kDependants] ??= new Set();
    source[kDependants].add(compositeRef);
    composite[kSources].add(new WeakRef(source));
  }
  collectedComposites.register(composite, { dependantRef: compositeRef, sourceRefs: [...composite[kSources]] });
}

function runAbort(signal) {
  observed.delete(signal);
  signal.dispatchEvent(new Event('abort', { [kTrustEvent]: true }));
}

function abortSignal(signal, reason) {
  if (signal[kAborted]) return;
  signal[kAborted] = true;
  signal[kReason] = reason;
  // All dependants are aborted before anybody hears of it.
  const dependants = [];
  for (const ref of signal[kDependants] ?? []) {
    const dependant = ref.deref();
    if (dependant === undefined || dependant[kAborted]) continue;
    dependant[kAborted] = true;
    dependant[kReason] = reason;
    dependants.push(dependant);
  }
  signal[kDependants] = undefined;
  runAbort(signal);
  dependants.forEach(runAbort);
}

class AbortController {
  #signal;

  get signal() {
    return this.#signal ??= new AbortSignal(kConstruct);
  }

  abort(reason = domException('This operation was aborted', 'AbortError')) {
    abortSignal(this.#signal ??= new AbortSignal(kConstruct), reason);
  }

  [kInspect](depth, options) {
    return inspectAs(this, { signal: this.signal }, depth, options);
  }
}
Object.defineProperties(AbortController.prototype, {
  signal: { __proto__: null, enumerable: true },
  abort: { __proto__: null, enumerable: true },
  [Symbol.toStringTag]: { __proto__: null, configurable: true, value: 'AbortController' },
});

// util.aborted: settles with the signal, as long as `resource` lives.
async function aborted(signal, resource) {
  if (!isSignal(signal)) throw invalidArgument('signal is not of type AbortSignal.');
  validateObject(resource, 'resource', kValidateObjectAllowObjects);
  if (signal.aborted) return undefined;
  const { promise, resolve } = Promise.withResolvers();
  signal.addEventListener(
    'abort', resolve, { __proto__: null, [kWeakHandler]: resource, once: true, [kResistStopPropagation]: true });
  return promise;
}

// A signal is transferable between threads in Node; here it is returned unchanged, threads take no signals yet.
function transferableAbortSignal(signal) {
  if (signal?.[kAborted] === undefined) throw new codes.ERR_INVALID_ARG_TYPE('signal', 'AbortSignal', signal);
  return signal;
}

module.exports = {
  AbortController,
  AbortSignal,
  abortSignal,
  aborted,
  isSignal,
  transferableAbortController: () => new AbortController(),
  transferableAbortSignal,
};
