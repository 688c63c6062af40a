// PerformanceResourceTiming: entries that programs make, and those of fetch.
'use strict';

const http = require('http');
const { PerformanceObserver, PerformanceResourceTiming: Timing, performance } = require('perf_hooks');

function attempt(label, run) {
  try {
    console.log('-', label, run());
  } catch (error) {
    console.log('-', label, error.name, error.code, error.message.split('\n')[0]);
  }
}
console.log(Timing === PerformanceResourceTiming, performance.markResourceTiming.length, Object.keys(Timing.prototype).sort().join(), Object.getPrototypeOf(Timing) === PerformanceEntry);
function observed(list) {
  console.log('observed', list.getEntries().map(({ name, entryType, initiatorType }) => [name.replace(/\d{2,}/, 'PORT'), entryType, initiatorType]));
  const one = list.getEntries().find(({ name }) => name.includes('/path'));
  if (one === undefined) return;
  console.log(one.initiatorType, one.encodedBodySize, one.decodedBodySize, one.transferSize, one.responseStatus, one.startTime > 0, one.duration > 0, one.responseEnd >= one.responseStart, performance.getEntriesByType('resource').length);
  server.close();
}
new PerformanceObserver(observed).observe({ entryTypes: ['resource'] });
const timing = {
  startTime: 1, redirectStartTime: 0, redirectEndTime: 0, postRedirectStartTime: 1, finalServiceWorkerStartTime: 0, finalNetworkRequestStartTime: 2, finalNetworkResponseStartTime: 3, endTime: 4, encodedBodySize: 5, decodedBodySize: 6,
  finalConnectionTimingInfo: { domainLookupStartTime: 1.1, domainLookupEndTime: 1.2, connectionStartTime: 1.3, connectionEndTime: 1.4, secureConnectionStartTime: 0, ALPNNegotiatedProtocol: 'h1' },
};
const entry = performance.markResourceTiming(timing, 'http://a/', 'fetch', globalThis, '', {}, 200, '');
console.log(entry, JSON.stringify(entry), Object.prototype.toString.call(entry));
console.log(performance.markResourceTiming(timing, 'u', 'f', {}, 'local').transferSize, performance.getEntriesByType('resource').length);
attempt('no arguments', () => performance.markResourceTiming());
attempt('cache', () => performance.markResourceTiming(timing, 'u', 'f', globalThis, 'x'));
performance.clearResourceTimings('u');
console.log(performance.getEntriesByType('resource').length);
performance.clearResourceTimings();
attempt('constructor', () => new Timing());
attempt('this', () => Object.getOwnPropertyDescriptor(Timing.prototype, 'workerStart').get.call({}));
const server = http.createServer((request, response) => response.end('text')).listen(0, async () => {
  const response = await fetch(`http://localhost:${server.address().port}/path#hash`);
  await response.text();
});
