// node:perf_hooks: the clock, marks, measures and their observers. Histograms and V8's statistics are not there.
'use strict';

const { codes } = require('internal/errors');
const entries = require('internal/perf/entries');

const token = Symbol('performance');

class Performance extends globalThis.EventTarget {
  constructor(key = undefined) {
    if (key !== token) throw new codes.ERR_ILLEGAL_CONSTRUCTOR();
    super();
  }

  clearMarks(name) {
    entries.clear('mark', name);
  }

  clearMeasures(name) {
    entries.clear('measure', name);
  }

  getEntries() {
    return entries.sorted(entries.timeline);
  }

  getEntriesByName(name, type) {
    if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS('name');
    return this.getEntries().filter((entry) => (
      entry.name === `${name}` && (type === undefined || entry.entryType === `${type}`)));
  }

  getEntriesByType(type) {
    if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS('type');
    return this.getEntries().filter((entry) => entry.entryType === `${type}`);
  }

  mark(name, options) {
    return arguments.length === 0 ? entries.mark() : entries.mark(name, options);
  }

  measure(name, startOrOptions, endMark) {
    return entries.measure(name, startOrOptions, endMark);
  }

  now() {
    return entries.now();
  }

  get timeOrigin() {
    return internalBinding('process').startTimeMs();
  }

  toJSON() {
    return { timeOrigin: this.timeOrigin };
  }

  timerify(fn) {
    return timerify(fn);
  }
}
for (const name of Object.getOwnPropertyNames(Performance.prototype)) {
  if (name !== 'constructor') Object.defineProperty(Performance.prototype, name, { __proto__: null, enumerable: true });
}
Object.defineProperty(Performance.prototype, Symbol.toStringTag, {
  __proto__: null, value: 'Performance', configurable: true,
});

// Nobody can observe the 'function' entries, so the wrapper only keeps the function's looks.
function timerify(fn) {
  require('internal/validators').validateFunction(fn, 'fn');
  function timerified(...args) {
    return new.target ? Reflect.construct(fn, args, fn) : Reflect.apply(fn, this, args);
  }
  Object.defineProperties(timerified, {
    length: { __proto__: null, configurable: false, enumerable: true, value: fn.length },
    name: { __proto__: null, configurable: false, enumerable: true, value: `timerified ${fn.name}` },
  });
  return timerified;
}

module.exports = {
  Performance,
  PerformanceEntry: entries.PerformanceEntry,
  PerformanceMark: entries.PerformanceMark,
  PerformanceMeasure: entries.PerformanceMeasure,
  PerformanceObserver: entries.PerformanceObserver,
  PerformanceObserverEntryList: entries.PerformanceObserverEntryList,
  timerify,
  performance: new Performance(token),
  constants: Object.freeze({}),
};
