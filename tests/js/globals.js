// The global names that this runtime has: kind, attributes, and that they are the modules' own values.
'use strict';
const NAMES = [
  'console', 'process', 'global', 'globalThis', 'Buffer', 'clearImmediate', 'setImmediate', 'clearInterval', 'clearTimeout', 'setInterval',
  'setTimeout', 'queueMicrotask', 'structuredClone', 'atob', 'btoa', 'URL', 'URLSearchParams', 'DOMException', 'AbortController', 'AbortSignal',
  'Event', 'EventTarget', 'CustomEvent', 'TextEncoder', 'TextDecoder', 'Blob', 'File', 'Performance', 'PerformanceEntry', 'PerformanceMark',
  'PerformanceMeasure', 'PerformanceObserver', 'performance', 'Navigator', 'navigator',
];
for (const name of NAMES) {
  const { enumerable, configurable } = Object.getOwnPropertyDescriptor(globalThis, name);
  const value = globalThis[name];
  console.log(name, typeof value, enumerable, configurable, typeof value === 'function' ? `${value.name} ${value.length}` : '');
}
console.log(global === globalThis, Object.prototype.toString.call(globalThis), typeof gc, typeof require, typeof globalThis.require);
console.log(require('buffer').Buffer === Buffer, require('timers').setTimeout === setTimeout, require('url').URL === URL,
            require('util').TextEncoder === TextEncoder, require('perf_hooks').performance === performance, require('buffer').Blob === Blob);
setTimeout = 5;
console.log(setTimeout);
globalThis.URL = 'replaced';
console.log(URL, delete globalThis.URL, typeof URL);
console.log(performance.now() > 0, performance.timeOrigin > 1e12, Math.abs(performance.timeOrigin + performance.now() - Date.now()) < 1000);
const mark = performance.mark('a', { startTime: 5, detail: { x: 1 } });
const measure = performance.measure('m', { start: 1, end: 5 });
console.log(mark, measure, performance.getEntries().length, performance.getEntriesByName('a').length, performance.getEntriesByType('measure').length);
performance.clearMarks();
console.log(performance.getEntries().length, JSON.stringify(measure));
for (const call of [() => performance.mark(), () => performance.measure('x', 'absent'), () => performance.mark('x', { startTime: -1 }),
                    () => new Performance(), () => new PerformanceEntry(), () => performance.measure('a', { start: 1, end: 2, duration: 3 }),
                    () => performance.measure(1), () => performance.mark('nodeStart'), () => new Navigator(), () => queueMicrotask(1)]) {
  try {
    console.log(call());
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
}
const { isMainThread, parentPort, threadId, workerData } = require('worker_threads');
console.log(isMainThread, parentPort, threadId, workerData, navigator.hardwareConcurrency > 0);
