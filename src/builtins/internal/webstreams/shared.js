// What the parts of the web streams share: the key of an object's state, promises, queues, checks of arguments.
//
// An object of a public class keeps what the Streams Standard calls its internal slots in one plain object under
// `kState`; `kind` names the class. Functions of the standard ("abstract operations") are plain functions.
'use strict';

const { codes } = require('internal/errors');
const { kValidateObjectAllowObjects, kValidateObjectAllowObjectsAndNull, validateFunction, validateObject } =
  require('internal/validators');

const kState = Symbol('kState');
const kCancel = Symbol('kCancel');
const kPull = Symbol('kPull');
const kRelease = Symbol('kRelease');
const kAbort = Symbol('kAbort');
const kError = Symbol('kError');
const kInspect = Symbol.for('nodejs.util.inspect.custom');

const RESOLVED = Promise.resolve();

function nothing() {}

function isKind(value, kind) {
  return typeof value === 'object' && value !== null && value[kState]?.kind === kind;
}

// The state of `value`, which must be of the class that `kind` names.
function stateOf(value, kind) {
  if (!isKind(value, kind)) throw new codes.ERR_INVALID_THIS(kind);
  return value[kState];
}

// The same for methods that answer with a promise: undefined for a wrong receiver.
function rejectedThis(kind) {
  return Promise.reject(new codes.ERR_INVALID_THIS(kind));
}

function invalidState(message) {
  return new codes.ERR_INVALID_STATE.TypeError(message);
}

// ----- promises -----

// A rejection of the promise that nobody hears of is no fault of the program.
function handled(promise) {
  promise.then(undefined, nothing);
  return promise;
}

const PENDING = 0;
const FULFILLED = 1;
const REJECTED = 2;

// A promise and what settles it. The promise is made when somebody asks for it; its rejection counts as handled.
class Deferred {
  status = PENDING;
  value = undefined;
  #promise;
  #settle;

  get promise() {
    if (this.#promise !== undefined) return this.#promise;
    if (this.status === PENDING) {
      this.#promise = new Promise((resolve, reject) => { this.#settle = [resolve, reject]; });
    } else if (this.status === FULFILLED) {
      this.#promise = Promise.resolve(this.value);
    } else {
      this.#promise = handled(Promise.reject(this.value));
    }
    return this.#promise;
  }

  get isPending() {
    return this.status === PENDING;
  }

  resolve(value) {
    if (this.status !== PENDING) return;
    this.status = FULFILLED;
    this.value = value;
    if (this.#promise !== undefined) this.#settle[0](value);
  }

  reject(error) {
    if (this.status !== PENDING) return;
    this.status = REJECTED;
    this.value = error;
    if (this.#promise === undefined) return;
    handled(this.#promise);
    this.#settle[1](error);
  }
}

function resolvedDeferred() {
  const deferred = new Deferred();
  deferred.resolve();
  return deferred;
}

function rejectedDeferred(error) {
  const deferred = new Deferred();
  deferred.reject(error);
  return deferred;
}

// Calls a method of a source, sink or transformer; always answers with a promise.
function invoke(method, receiver, first, second) {
  if (method === undefined) return RESOLVED;
  try {
    const result = method.call(receiver, first, second);
    return result === undefined ? RESOLVED : Promise.resolve(result);
  } catch (error) {
    return Promise.reject(error);
  }
}

// The promise of what a `start` method returned.
function startedPromise(result) {
  if ((typeof result !== 'object' && typeof result !== 'function') || result === null) return RESOLVED;
  return new Promise((resolve) => { resolve(result); });
}

// ----- queues -----

// First in, first out, without moving what stays.
class List {
  items = [];
  head = 0;

  get length() {
    return this.items.length - this.head;
  }

  push(item) {
    this.items.push(item);
  }

  peek() {
    return this.items[this.head];
  }

  shift() {
    const { items } = this;
    const item = items[this.head];
    items[this.head++] = undefined;
    if (this.head === items.length) {
      items.length = 0;
      this.head = 0;
    } else if (this.head >= 1024 && this.head * 2 >= items.length) {
      items.splice(0, this.head);
      this.head = 0;
    }
    return item;
  }

  // Takes everything out.
  take() {
    const taken = this.head === 0 ? this.items : this.items.slice(this.head);
    this.items = [];
    this.head = 0;
    return taken;
  }
}

// A queue whose entries have sizes: 1, or what they are given (once an entry is, all others have to be).
class SizedQueue {
  values = new List();
  // Only when there is something to remember.
  sizes = undefined;
  total = 0;

  get length() {
    return this.values.length;
  }

  push(value) {
    this.values.push(value);
    this.total++;
  }

  pushSized(value, size) {
    const number = +size;
    if (!(number >= 0) || number === Infinity) throw new codes.ERR_INVALID_ARG_VALUE.RangeError('size', size);
    if (this.sizes === undefined) {
      this.sizes = new List();
      for (let i = this.values.length; i > 0; i--) this.sizes.push(1);
    }
    this.sizes.push(number);
    this.values.push(value);
    this.total += number;
  }

  shift() {
    // Sums of fractions may miss zero by a little.
    if (this.sizes === undefined) this.total--;
    else this.total = Math.max(0, this.total - this.sizes.shift());
    return this.values.shift();
  }

  peek() {
    return this.values.peek();
  }

  clear() {
    this.values.take();
    this.sizes = undefined;
    this.total = 0;
  }
}

// ----- arguments -----

function checkObject(value, name) {
  validateObject(value, name, kValidateObjectAllowObjects);
}

// A dictionary: undefined and null stand for an empty one.
function checkDictionary(value, name) {
  if (value !== undefined) validateObject(value, name, kValidateObjectAllowObjectsAndNull);
  return value ?? {};
}

// A method of a source, sink or transformer: undefined or a function.
function methodOf(object, name, path) {
  const method = object?.[name];
  if (method === undefined) return undefined;
  validateFunction(method, `${path}.${name}`);
  return method;
}

function highWaterMarkOf(value, fallback) {
  if (value === undefined) return fallback;
  const number = +value;
  if (!(number >= 0)) throw new codes.ERR_INVALID_ARG_VALUE.RangeError('strategy.highWaterMark', value);
  return number;
}

// Undefined means that every chunk counts as one.
function sizeAlgorithmOf(size) {
  if (size !== undefined) validateFunction(size, 'strategy.size');
  return size;
}

// ----- classes -----

function makeEnumerable(prototype, tag, names) {
  for (const name of names) Object.defineProperty(prototype, name, { __proto__: null, enumerable: true });
  if (tag !== undefined) {
    Object.defineProperty(prototype, Symbol.toStringTag, { __proto__: null, configurable: true, value: tag });
  }
}

// What deeper nesting than allowed shows is Node's: nothing.
function inspectAs(name, depth, options, shown) {
  if (depth < 0) return undefined;
  const { inspect } = require('internal/util/inspect');
  return `${name} ${inspect(shown, { ...options, depth: options.depth == null ? null : options.depth - 1 })}`;
}

module.exports = {
  Deferred,
  List,
  RESOLVED,
  SizedQueue,
  checkDictionary,
  checkObject,
  handled,
  highWaterMarkOf,
  inspectAs,
  invalidState,
  invoke,
  isKind,
  kAbort,
  kCancel,
  kError,
  kInspect,
  kPull,
  kRelease,
  kState,
  makeEnumerable,
  methodOf,
  nothing,
  rejectedDeferred,
  rejectedThis,
  resolvedDeferred,
  sizeAlgorithmOf,
  startedPromise,
  stateOf,
};
