// Functions that note their calls, and properties that are replaced for a while.
'use strict';

const { codes } = require('internal/errors');
const { kEmptyObject } = require('internal/util');
const { validateBoolean, validateFunction, validateInteger, validateObject } = require('internal/validators');

const kGiveCall = Symbol('call');

// The `mock` of a mocked function.
class MockFunctionContext {
  #calls = [];
  #implementation;
  #once = new Map();
  #restore;
  #times;
  #usual;

  constructor(implementation, restore, times, usual) {
    this.#implementation = implementation;
    this.#usual = usual;
    this.#restore = restore;
    this.#times = times;
  }

  get calls() {
    return [...this.#calls];
  }

  callCount() {
    return this.#calls.length;
  }

  mockImplementation(implementation) {
    validateFunction(implementation, 'implementation');
    this.#implementation = implementation;
  }

  mockImplementationOnce(implementation, onCall) {
    validateFunction(implementation, 'implementation');
    const next = this.#calls.length;
    const call = onCall ?? next;
    validateInteger(call, 'onCall', next);
    this.#once.set(call, implementation);
  }

  restore() {
    this.#restore?.();
    this.#implementation = this.#usual;
    this.#once.clear();
  }

  resetCalls() {
    this.#calls = [];
  }

  [kGiveCall](self, args, target) {
    const number = this.#calls.length;
    const implementation = this.#once.get(number) ?? this.#implementation;
    this.#once.delete(number);
    if (number + 1 === this.#times) this.restore();
    const call = { __proto__: null, arguments: args, error: undefined, result: undefined, stack: new Error(), target, this: self };
    try {
      if (target === undefined) {
        call.result = Reflect.apply(implementation, self, args);
      } else {
        call.result = Reflect.construct(implementation, args, target);
        call.this = call.result;
      }
      return call.result;
    } catch (error) {
      call.error = error;
      throw error;
    } finally {
      this.#calls.push(call);
    }
  }
}
const give = MockFunctionContext.prototype[kGiveCall];
delete MockFunctionContext.prototype[kGiveCall];

class MockPropertyContext {
  #object;
  #name;
  #value;
  #descriptor;
  #accesses = [];
  #once = new Map();

  constructor(object, name, value) {
    this.#object = object;
    this.#name = name;
    this.#descriptor = Object.getOwnPropertyDescriptor(object, name);
    this.#value = value === undefined ? object[name] : value[0];
    const { configurable = true, enumerable = true } = this.#descriptor ?? {};
    Object.defineProperty(object, name, {
      __proto__: null, configurable, enumerable, get: () => this.#access('get'), set: (given) => this.#access('set', given),
    });
  }

  #access(type, given) {
    const number = this.#accesses.length;
    if (type === 'set') this.#value = given;
    const value = this.#once.has(number) ? this.#once.get(number) : this.#value;
    this.#once.delete(number);
    this.#accesses.push({ type, value, stack: new Error() });
    return value;
  }

  get accesses() {
    return [...this.#accesses];
  }

  accessCount() {
    return this.#accesses.length;
  }

  mockImplementation(value) {
    this.#value = value;
  }

  mockImplementationOnce(value, onAccess) {
    const call = onAccess ?? this.#accesses.length;
    validateInteger(call, 'onAccess', this.#accesses.length);
    this.#once.set(call, value);
  }

  resetAccesses() {
    this.#accesses = [];
  }

  restore() {
    if (this.#descriptor === undefined) delete this.#object[this.#name];
    else Object.defineProperty(this.#object, this.#name, this.#descriptor);
  }
}

function checkTimes(times) {
  if (times !== Infinity) validateInteger(times, 'options.times', 1);
}

// The property and the object on the chain that has it.
function findProperty(object, name) {
  for (let holder = object; holder != null; holder = Object.getPrototypeOf(holder)) {
    const descriptor = Object.getOwnPropertyDescriptor(holder, name);
    if (descriptor !== undefined) return descriptor;
  }
  return undefined;
}

class MockTracker {
  #mocks = [];
  #timers;

  get timers() {
    const { MockTimers } = require('internal/test_runner/mock_timers');
    this.#timers ??= new MockTimers();
    return this.#timers;
  }

  fn(original = function() {}, implementation = original, options = kEmptyObject) {
    if (original !== null && typeof original === 'object') {
      options = original;
      original = function() {};
      implementation = original;
    } else if (implementation !== null && typeof implementation === 'object') {
      options = implementation;
      implementation = original;
    }
    validateFunction(original, 'original');
    validateFunction(implementation, 'implementation');
    validateObject(options, 'options');
    const { times = Infinity } = options;
    checkTimes(times);
    return this.#make(original, implementation, undefined, times);
  }

  #make(original, implementation, restore, times) {
    const context = new MockFunctionContext(implementation, restore, times, original);
    const mocked = new Proxy(original, {
      __proto__: null,
      apply: (_, self, args) => Reflect.apply(give, context, [self, args, undefined]),
      construct: (_, args, target) => Reflect.apply(give, context, [undefined, args, target === mocked ? original : target]),
      get: (target, key, receiver) => (key === 'mock' ? context : Reflect.get(target, key, receiver)),
    });
    this.#mocks.push(context);
    return mocked;
  }

  method(object, name, implementation, options = kEmptyObject) {
    if (object === null || (typeof object !== 'object' && typeof object !== 'function')) {
      throw new codes.ERR_INVALID_ARG_TYPE('object', 'Object', object);
    }
    if (typeof name !== 'string' && typeof name !== 'symbol') {
      throw new codes.ERR_INVALID_ARG_TYPE('methodName', ['string', 'symbol'], name);
    }
    if (implementation !== null && typeof implementation === 'object') {
      options = implementation;
      implementation = undefined;
    }
    validateObject(options, 'options');
    const { getter = false, setter = false, times = Infinity } = options;
    validateBoolean(getter, 'options.getter');
    validateBoolean(setter, 'options.setter');
    checkTimes(times);
    if (getter && setter) {
      throw new codes.ERR_INVALID_ARG_VALUE('options.setter', setter, "cannot be used with 'options.getter'");
    }
    const kind = getter ? 'get' : setter ? 'set' : 'value';
    const descriptor = findProperty(object, name);
    const original = descriptor?.[kind];
    if (typeof original !== 'function') {
      throw new codes.ERR_INVALID_ARG_VALUE('methodName', original, 'must be a method');
    }
    implementation ??= original;
    validateFunction(implementation, 'implementation');
    const own = Object.getOwnPropertyDescriptor(object, name);
    const restore = () => {
      if (own === undefined) delete object[name];
      else Object.defineProperty(object, name, own);
    };
    const mocked = this.#make(original, implementation, restore, times);
    Object.defineProperty(object, name, { __proto__: null, ...descriptor, configurable: true, [kind]: mocked });
    return mocked;
  }

  getter(object, name, implementation, options = kEmptyObject) {
    if (implementation !== null && typeof implementation === 'object') {
      options = implementation;
      implementation = undefined;
    }
    return this.method(object, name, implementation, { ...options, getter: true });
  }

  setter(object, name, implementation, options = kEmptyObject) {
    if (implementation !== null && typeof implementation === 'object') {
      options = implementation;
      implementation = undefined;
    }
    return this.method(object, name, implementation, { ...options, setter: true });
  }

  property(object, name, ...value) {
    validateObject(object, 'object');
    const context = new MockPropertyContext(object, name, value.length === 0 ? undefined : value);
    this.#mocks.push(context);
    return new Proxy(object, {
      __proto__: null, get: (target, key, receiver) => (key === 'mock' ? context : Reflect.get(target, key, receiver)),
    });
  }

  module() {
    throw new codes.ERR_METHOD_NOT_IMPLEMENTED('mock.module()');
  }

  reset() {
    this.restoreAll();
    this.#timers?.reset();
    this.#mocks = [];
  }

  restoreAll() {
    for (const mock of this.#mocks) mock.restore();
  }
}

module.exports = { MockTracker };
