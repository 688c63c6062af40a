// node:perf_hooks beyond marks: histograms, the event loop's delay, timed functions, what the process did when.
'use strict';

const perf = require('perf_hooks');
const { performance, PerformanceObserver } = perf;

function attempt(fn) {
  try {
    return fn();
  } catch (error) {
    return `${error.name} ${error.code} ${error.message}`;
  }
}

const empty = perf.createHistogram();
console.log(empty, empty.min, empty.max, empty.mean, empty.count, empty.percentile(50), empty.minBigInt);
const histogram = perf.createHistogram();
for (let i = 1; i <= 5000; i += 7) histogram.record(i);
histogram.record(5n);
for (const name of ['stddev', 'skewness', 'kurtosis']) console.log(name, histogram[name].toFixed(6));
console.log(histogram.min, histogram.mean, histogram.percentiles);
console.log(histogram.count, histogram.countBigInt, histogram.maxBigInt, histogram.exceeds, histogram.exceedsBigInt);
console.log(histogram.percentile(50), histogram.percentile(99.9), histogram.percentile(100), histogram.percentileBigInt(10));
console.log([...histogram.percentilesBigInt].slice(0, 3));
const other = perf.createHistogram({ lowest: 1, highest: 100, figures: 2 });
other.record(7);
other.record(101);
console.log(other.count, other.exceeds, other.max);
histogram.add(other);
console.log(histogram.count, histogram.min);
histogram.reset();
console.log(histogram.count, histogram.max, histogram.percentiles);
console.log(histogram.recordDelta(), histogram.recordDelta(), histogram.count, histogram.min > 0);
console.log(attempt(() => histogram.record(0)), attempt(() => histogram.record('x')), attempt(() => histogram.record(1.5)));
console.log(attempt(() => histogram.percentile(0)), attempt(() => histogram.percentile('x')), attempt(() => histogram.add({})));
console.log(attempt(() => perf.createHistogram({ lowest: 0 })), attempt(() => perf.createHistogram({ lowest: 10, highest: 11 })),
            attempt(() => perf.createHistogram({ figures: 6 })), attempt(() => perf.createHistogram(5)));
console.log(attempt(() => new histogram.constructor()), histogram.constructor.name);

const delay = perf.monitorEventLoopDelay({ resolution: 1 });
console.log(delay.enable(), delay.enable(), delay.disable(), delay.disable(), typeof delay.mean, delay.count);
console.log(attempt(() => perf.monitorEventLoopDelay({ resolution: 0 })), attempt(() => perf.monitorEventLoopDelay(5)));

// Before the loop begins it is neither idle nor active.
console.log(performance.eventLoopUtilization(), perf.performance.eventLoopUtilization === perf.eventLoopUtilization);
setImmediate(() => {
  const first = performance.eventLoopUtilization();
  const second = performance.eventLoopUtilization(first);
  console.log(Object.keys(first), first.utilization >= 0, first.utilization <= 1, second.active >= 0);
  console.log(performance.eventLoopUtilization(first, first));
  const { nodeTiming } = performance;
  console.log(Object.keys(nodeTiming.toJSON()), nodeTiming instanceof perf.PerformanceEntry, nodeTiming.name, nodeTiming.entryType);
  console.log(nodeTiming.duration > 0, nodeTiming.bootstrapComplete > 0, nodeTiming.loopStart >= nodeTiming.bootstrapComplete, nodeTiming.loopExit);
  console.log(Object.keys(performance.toJSON()));
});

// Timed functions.
const recorded = perf.createHistogram();
const timed = performance.timerify(function add(a, b) {
  return a + b;
}, { histogram: recorded });
const observer = new PerformanceObserver((list, self) => {
  for (const entry of list.getEntries()) {
    console.log(entry.name, entry.entryType, entry.duration >= 0, entry.startTime > 0, entry[0], entry.detail ?? 'none');
  }
  self.disconnect();
});
observer.observe({ entryTypes: ['function'] });
console.log(timed(1, 2), timed.name, timed.length, recorded.count, perf.timerify === performance.timerify);
class Point {
  constructor(x) {
    this.x = x;
  }
}
console.log(new (perf.timerify(Point))(5));
console.log(attempt(() => perf.timerify(5)), attempt(() => perf.timerify(() => {}, { histogram: 5 })));
console.log(perf.constants.NODE_PERFORMANCE_GC_MAJOR, Object.keys(perf.constants).length);
