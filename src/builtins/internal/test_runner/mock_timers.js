// Timers whose time passes when a test says so.
'use strict';

const { codes } = require('internal/errors');
const { validateNumber, validateStringArray, validateObject } = require('internal/validators');

const APIS = ['setTimeout', 'setInterval', 'setImmediate', 'Date'];

class MockTimers {
  #isEnabled = false;
  #now = 0;
  #nextId = 1;
  #timers = new Map();
  #originals = [];

  enable(options = { __proto__: null, apis: APIS }) {
    validateObject(options, 'options');
    if (this.#isEnabled) throw new codes.ERR_INVALID_STATE('MockTimers is already enabled!');
    const { apis = APIS, now = 0 } = options;
    validateStringArray(apis, 'options.apis');
    for (const name of apis) {
      if (!APIS.includes(name)) {
        throw new codes.ERR_INVALID_ARG_VALUE('options.apis', name, `option ${name} is not supported`);
      }
    }
    this.#now = now instanceof Date ? now.getTime() : now;
    validateNumber(this.#now, 'initialTime');
    this.#isEnabled = true;
    if (apis.includes('setTimeout')) this.#replace('setTimeout', 'clearTimeout', false);
    if (apis.includes('setInterval')) this.#replace('setInterval', 'clearInterval', true);
    if (apis.includes('setImmediate')) this.#replaceImmediate();
    if (apis.includes('Date')) this.#put(globalThis, 'Date', makeDate(() => this.#now));
  }

  #put(object, name, value) {
    const descriptor = Object.getOwnPropertyDescriptor(object, name);
    this.#originals.push([object, name, descriptor]);
    Object.defineProperty(object, name, { __proto__: null, value, writable: true, configurable: true, enumerable: true });
  }

  #everywhere(name, value) {
    for (const object of [globalThis, require('timers')]) this.#put(object, name, value);
  }

  #replace(setName, clearName, isRepeated) {
    this.#everywhere(setName, (callback, delay = 1, ...args) => this.#add(callback, delay, args, isRepeated));
    this.#everywhere(clearName, (timer) => this.#remove(timer));
  }

  #replaceImmediate() {
    this.#everywhere('setImmediate', (callback, ...args) => this.#add(callback, -1, args, false));
    this.#everywhere('clearImmediate', (timer) => this.#remove(timer));
  }

  #add(callback, delay, args, isRepeated) {
    const id = this.#nextId++;
    const timer = { id, callback, args, interval: isRepeated ? Math.max(1, delay) : undefined, at: this.#now + delay };
    this.#timers.set(id, timer);
    return {
      hasRef: () => true, ref() {
        return this;
      }, unref() {
        return this;
      }, [Symbol.toPrimitive]: () => id, [Symbol.dispose]: () => this.#timers.delete(id), id,
    };
  }

  #remove(timer) {
    if (timer !== undefined && timer !== null) this.#timers.delete(typeof timer === 'object' ? timer.id : Number(timer));
  }

  #check() {
    if (!this.#isEnabled) {
      throw new codes.ERR_INVALID_STATE('You should enable MockTimers first by calling the .enable function');
    }
  }

  #next() {
    let first;
    for (const timer of this.#timers.values()) if (first === undefined || timer.at < first.at) first = timer;
    return first;
  }

  tick(time = 1) {
    this.#check();
    validateNumber(time, 'time', 0);
    const end = this.#now + time;
    for (let timer = this.#next(); timer !== undefined && timer.at <= end; timer = this.#next()) {
      this.#now = Math.max(this.#now, timer.at);
      if (timer.interval === undefined) this.#timers.delete(timer.id);
      else timer.at += timer.interval;
      timer.callback(...timer.args);
    }
    this.#now = end;
  }

  // All that are set by now.
  runAll() {
    this.#check();
    const last = Math.max(...[...this.#timers.values()].map((timer) => timer.at), this.#now);
    this.tick(last - this.#now);
  }

  setTime(time = 0) {
    this.#check();
    validateNumber(time, 'time');
    this.#now = time;
  }

  reset() {
    for (const [object, name, descriptor] of this.#originals.reverse()) Object.defineProperty(object, name, descriptor);
    this.#originals = [];
    this.#timers.clear();
    this.#isEnabled = false;
  }

  [Symbol.dispose]() {
    this.reset();
  }
}

// A Date that begins at the time of the mock.
function makeDate(now) {
  const Original = Date;
  function MockDate(...args) {
    if (new.target === undefined) return new Original(now()).toString();
    return Reflect.construct(Original, args.length === 0 ? [now()] : args, new.target === MockDate ? Original : new.target);
  }
  Object.setPrototypeOf(MockDate, Original);
  MockDate.prototype = Original.prototype;
  MockDate.now = now;
  MockDate.isMock = true;
  Object.defineProperty(MockDate, 'name', { __proto__: null, value: 'Date' });
  return MockDate;
}

module.exports = { MockTimers };
