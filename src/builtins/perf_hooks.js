// node:perf_hooks: the clock, marks, measures and their observers; histograms are loaded when they are made.
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

  clearResourceTimings(name) {
    entries.clear('resource', name);
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

  setResourceTimingBufferSize(maxSize) {
    require('internal/perf/resource_timing').setResourceTimingBufferSize(maxSize);
  }

  toJSON() {
    const { nodeTiming, timeOrigin } = this;
    return { nodeTiming, timeOrigin, eventLoopUtilization: this.eventLoopUtilization() };
  }
}
for (const name of Object.getOwnPropertyNames(Performance.prototype)) {
  if (name !== 'constructor') Object.defineProperty(Performance.prototype, name, { __proto__: null, enumerable: true });
}
function eventLoopUtilization(util1, util2) {
  return require('internal/perf/process_timing').eventLoopUtilization(util1, util2);
}

function markResourceTiming(
  timingInfo, requestedUrl, initiatorType, global, cacheMode, bodyInfo, responseStatus, deliveryType = '') {
  return require('internal/perf/resource_timing').markResourceTiming(
    timingInfo, requestedUrl, initiatorType, global, cacheMode, bodyInfo, responseStatus, deliveryType);
}

for (const [name, value] of Object.entries({ timerify, eventLoopUtilization, markResourceTiming })) {
  Object.defineProperty(Performance.prototype, name, { __proto__: null, value, writable: true, configurable: true });
}
Object.defineProperty(Performance.prototype, 'nodeTiming', {
  __proto__: null, configurable: true, get: () => require('internal/perf/process_timing').nodeTiming,
});
Object.defineProperty(Performance.prototype, Symbol.toStringTag, {
  __proto__: null, value: 'Performance', configurable: true,
});

function timerify(fn, options = {}) {
  const { validateFunction, validateObject } = require('internal/validators');
  validateFunction(fn, 'fn');
  validateObject(options, 'options');
  const { histogram } = options;
  if (histogram !== undefined && typeof histogram?.record !== 'function') {
    throw new codes.ERR_INVALID_ARG_TYPE('options.histogram', 'RecordableHistogram', histogram);
  }
  function timerified(...args) {
    const start = entries.now();
    const done = () => {
      const duration = entries.now() - start;
      histogram?.record(Math.max(1, Math.ceil(duration * 1e6)));
      entries.addCall(fn.name, start, duration, args);
    };
    const result = new.target ? Reflect.construct(fn, args, fn) : Reflect.apply(fn, this, args);
    if (!new.target && typeof result?.finally === 'function') return result.finally(done);
    done();
    return result;
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
  eventLoopUtilization,
  createHistogram: (options) => require('internal/perf/histogram').createHistogram(options),
  monitorEventLoopDelay: (options) => require('internal/perf/histogram').monitorEventLoopDelay(options),
};
require('internal/util').defineLazyProperties(
  module.exports, 'internal/perf/resource_timing', ['PerformanceResourceTiming']);
Object.defineProperty(module.exports, 'constants', {
  __proto__: null,
  enumerable: true,
  value: {
    NODE_PERFORMANCE_GC_MAJOR: 4, NODE_PERFORMANCE_GC_MINOR: 1, NODE_PERFORMANCE_GC_MINOR_MARK_SWEEP: 2,
    NODE_PERFORMANCE_GC_INCREMENTAL: 8, NODE_PERFORMANCE_GC_WEAKCB: 16, NODE_PERFORMANCE_GC_FLAGS_NO: 0,
    NODE_PERFORMANCE_GC_FLAGS_CONSTRUCT_RETAINED: 2, NODE_PERFORMANCE_GC_FLAGS_FORCED: 4,
    NODE_PERFORMANCE_GC_FLAGS_SYNCHRONOUS_PHANTOM_PROCESSING: 8,
    NODE_PERFORMANCE_GC_FLAGS_ALL_AVAILABLE_GARBAGE: 16, NODE_PERFORMANCE_GC_FLAGS_ALL_EXTERNAL_MEMORY: 32,
    NODE_PERFORMANCE_GC_FLAGS_SCHEDULE_IDLE: 64,
  },
});
