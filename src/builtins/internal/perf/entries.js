// The timeline: marks, measures, and the observers that hear of them.
'use strict';

const { codes } = require('internal/errors');
const validators = require('internal/validators');

const token = Symbol('entry');
const kOffer = Symbol('offer');
const customInspect = Symbol.for('nodejs.util.inspect.custom');
const timeline = [];
const observers = new Set();

class PerformanceEntry {
  #name;
  #entryType;
  #startTime;
  #duration;
  #detail;

  constructor(key = undefined, name, entryType, startTime, duration, detail) {
    if (key !== token) throw new codes.ERR_ILLEGAL_CONSTRUCTOR();
    this.#name = name;
    this.#entryType = entryType;
    this.#startTime = startTime;
    this.#duration = duration;
    this.#detail = detail;
  }

  get name() {
    return this.#name;
  }

  get entryType() {
    return this.#entryType;
  }

  get startTime() {
    return this.#startTime;
  }

  get duration() {
    return this.#duration;
  }

  // Marks and measures alone show it.
  static detailOf(entry) {
    return entry.#detail;
  }

  toJSON() {
    const { name, entryType, startTime, duration } = this;
    return { name, entryType, startTime, duration, detail: this.#detail };
  }

  [customInspect](depth, options) {
    if (depth < 0) return this;
    const { name, entryType, startTime, duration } = this;
    const shown = { name, entryType, startTime, duration, detail: this.#detail };
    const { inspect } = require('internal/util/inspect');
    return `${this.constructor.name} ${inspect(shown, { ...options, depth: options.depth == null ? null : options.depth - 1 })}`;
  }
}
const { detailOf } = PerformanceEntry;
delete PerformanceEntry.detailOf;

function now() {
  return internalBinding('process').elapsedMs();
}

function cloneDetail(detail) {
  return detail === undefined || detail === null ? null : require('internal/structured_clone').structuredClone(detail);
}

// Names of the phases of a process, which `measure` may refer to.
const MILESTONES = ['nodeStart', 'v8Start', 'environment', 'loopStart', 'loopExit', 'bootstrapComplete'];

class PerformanceMark extends PerformanceEntry {
  constructor(name, options = undefined) {
    if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS('name');
    name = `${name}`;
    if (MILESTONES.includes(name)) throw new codes.ERR_INVALID_ARG_VALUE('name', name);
    if (options !== undefined && options !== null) validators.validateObject(options, 'options');
    const startTime = options?.startTime ?? now();
    validators.validateNumber(startTime, 'startTime');
    if (startTime < 0) throw new codes.ERR_PERFORMANCE_INVALID_TIMESTAMP(startTime);
    super(token, name, 'mark', startTime, 0, cloneDetail(options?.detail));
  }

  get detail() {
    return detailOf(this);
  }
}

class PerformanceMeasure extends PerformanceEntry {
  get detail() {
    return detailOf(this);
  }
}

// `most` is how many of its kind the timeline keeps.
function add(entry, most = Infinity) {
  if (most === Infinity || timeline.filter(({ entryType }) => entryType === entry.entryType).length < most) {
    timeline.push(entry);
  }
  for (const observer of observers) observer[kOffer](entry);
}

function mark(name, options) {
  const entry = arguments.length === 0 ? new PerformanceMark() : new PerformanceMark(name, options);
  add(entry);
  return entry;
}

// The time of a mark's name, or a time itself.
function timeOf(value) {
  if (typeof value === 'number') {
    if (value < 0) throw new codes.ERR_PERFORMANCE_INVALID_TIMESTAMP(value);
    return value;
  }
  const name = `${value}`;
  if (MILESTONES.includes(name)) return 0;
  const found = timeline.findLast((entry) => entry.entryType === 'mark' && entry.name === name);
  if (found === undefined) {
    throw new globalThis.DOMException(`The "${name}" performance mark has not been set`, 'SyntaxError');
  }
  return found.startTime;
}

function measure(name, startOrOptions, endMark) {
  validators.validateString(name, 'name');
  const options = typeof startOrOptions === 'object' && startOrOptions !== null ? startOrOptions : undefined;
  let start;
  let end;
  if (options !== undefined && Object.keys(options).length > 0) {
    if (endMark !== undefined) {
      throw new codes.ERR_PERFORMANCE_MEASURE_INVALID_OPTIONS('endMark must not be specified');
    }
    if (options.start === undefined && options.end === undefined) {
      throw new codes.ERR_PERFORMANCE_MEASURE_INVALID_OPTIONS('One of options.start or options.end is required');
    }
    if (options.start !== undefined && options.end !== undefined && options.duration !== undefined) {
      throw new codes.ERR_PERFORMANCE_MEASURE_INVALID_OPTIONS(
        'Must not have options.start, options.end, and options.duration specified');
    }
  }
  const last = endMark ?? options?.end;
  if (last !== undefined) end = timeOf(last);
  else if (options?.start !== undefined && options.duration !== undefined) end = timeOf(options.start) + options.duration;
  else end = now();
  const first = options === undefined ? startOrOptions : options.start;
  if (first !== undefined && first !== null) start = timeOf(first);
  else if (options?.end !== undefined && options.duration !== undefined) start = end - options.duration;
  else start = 0;
  const entry = new PerformanceMeasure(token, name, 'measure', start, end - start, cloneDetail(options?.detail));
  add(entry);
  return entry;
}

function clear(type, name) {
  for (let i = timeline.length - 1; i >= 0; i--) {
    if (timeline[i].entryType === type && (name === undefined || timeline[i].name === `${name}`)) timeline.splice(i, 1);
  }
}

function sorted(entries) {
  return [...entries].sort((a, b) => a.startTime - b.startTime);
}

class PerformanceObserverEntryList {
  #entries;

  constructor(key, entries) {
    if (key !== token) throw new codes.ERR_ILLEGAL_CONSTRUCTOR();
    this.#entries = sorted(entries);
  }

  getEntries() {
    return [...this.#entries];
  }

  getEntriesByType(type) {
    return this.#entries.filter((entry) => entry.entryType === `${type}`);
  }

  getEntriesByName(name, type) {
    return this.#entries.filter((entry) => (
      entry.name === `${name}` && (type === undefined || entry.entryType === `${type}`)));
  }
}

const SUPPORTED = Object.freeze(['function', 'mark', 'measure', 'resource']);

class PerformanceObserver {
  #callback;
  #types = new Set();
  #buffer = [];
  #queued = false;

  constructor(callback) {
    validators.validateFunction(callback, 'callback');
    this.#callback = callback;
  }

  static get supportedEntryTypes() {
    return SUPPORTED;
  }

  observe(options = {}) {
    validators.validateObject(options, 'options');
    const { entryTypes, type, buffered } = options;
    if (entryTypes === undefined && type === undefined) throw new codes.ERR_MISSING_ARGS('options.entryTypes', 'options.type');
    if (entryTypes !== undefined && type !== undefined) {
      throw new codes.ERR_INVALID_ARG_VALUE('options.entryTypes', entryTypes,
                                            'options.entryTypes can not set with options.type together');
    }
    if (entryTypes !== undefined) {
      validators.validateArray(entryTypes, 'options.entryTypes');
      this.#types = new Set(entryTypes.filter((name) => SUPPORTED.includes(name)));
    } else if (SUPPORTED.includes(type)) {
      this.#types.add(type);
      if (buffered) for (const entry of timeline) this[kOffer](entry);
    }
    if (this.#types.size > 0) observers.add(this);
    else observers.delete(this);
  }

  disconnect() {
    observers.delete(this);
    this.#buffer = [];
  }

  takeRecords() {
    const taken = this.#buffer;
    this.#buffer = [];
    return taken;
  }

  [kOffer](entry) {
    if (!this.#types.has(entry.entryType)) return;
    this.#buffer.push(entry);
    if (this.#queued) return;
    this.#queued = true;
    require('timers').setImmediate(() => {
      this.#queued = false;
      const entries = this.takeRecords();
      if (entries.length > 0) {
        Reflect.apply(this.#callback, this, [new PerformanceObserverEntryList(token, entries), this]);
      }
    }).unref();
  }
}
// A function that was timed: it is on no timeline, observers alone hear of it.
function addCall(name, startTime, duration, args) {
  const entry = new PerformanceEntry(token, name, 'function', startTime, duration, args);
  Object.defineProperty(entry, 'detail', { __proto__: null, configurable: true, enumerable: true, value: args });
  args.forEach((arg, i) => {
    entry[i] = arg;
  });
  for (const observer of observers) observer[kOffer](entry);
}

module.exports = {
  PerformanceEntry,
  PerformanceMark,
  PerformanceMeasure,
  PerformanceObserver,
  PerformanceObserverEntryList,
  add,
  addCall,
  clear,
  mark,
  measure,
  now,
  sorted,
  timeline,
  token,
};
