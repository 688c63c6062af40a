// The global names of Node, each loading its module when it is first used. Attributes are Node's.
'use strict';

function defineValue(target, name, value, enumerable) {
  Object.defineProperty(target, name, { __proto__: null, value, writable: true, configurable: true, enumerable });
  return value;
}

// A property that becomes a plain value when it is first read or written.
function defineLazy(target, name, enumerable, load) {
  Object.defineProperty(target, name, {
    __proto__: null,
    configurable: true,
    enumerable,
    get() {
      return defineValue(target, name, load(), enumerable);
    },
    set(value) {
      defineValue(target, name, value, enumerable);
    },
  });
}

// Module, names that can be enumerated, names that cannot.
const TABLE = [
  ['timers', ['clearImmediate', 'setImmediate', 'clearInterval', 'clearTimeout', 'setInterval', 'setTimeout'], []],
  ['internal/process/task_queues', ['queueMicrotask'], []],
  ['internal/structured_clone', ['structuredClone'], []],
  ['buffer', ['atob', 'btoa'], ['Blob', 'File']],
  ['internal/url', [], ['URL', 'URLSearchParams']],
  ['internal/encoding', [], ['TextEncoder', 'TextDecoder']],
  ['internal/abort_controller', [], ['AbortController', 'AbortSignal']],
  ['internal/event_target', [], ['Event', 'EventTarget', 'CustomEvent']],
  ['internal/dom_exception', [], ['DOMException', 'QuotaExceededError']],
  ['perf_hooks', [], ['Performance', 'PerformanceEntry', 'PerformanceMark', 'PerformanceMeasure',
                      'PerformanceObserver', 'PerformanceObserverEntryList']],
  ['internal/perf/resource_timing', [], ['PerformanceResourceTiming']],
  ['internal/worker/ports', [], ['MessageChannel', 'MessagePort']],
  ['internal/worker/message_event', [], ['MessageEvent']],
  ['internal/worker/broadcast_channel', [], ['BroadcastChannel']],
  ['internal/navigator', [], ['Navigator']],
  ['internal/crypto/webcrypto', [], ['Crypto', 'CryptoKey', 'SubtleCrypto']],
  ['stream/web', [], [
    'TransformStream', 'TransformStreamDefaultController', 'WritableStream', 'WritableStreamDefaultController',
    'WritableStreamDefaultWriter', 'ReadableStream', 'ReadableStreamDefaultReader', 'ReadableStreamBYOBReader',
    'ReadableStreamBYOBRequest', 'ReadableByteStreamController', 'ReadableStreamDefaultController',
    'ByteLengthQueuingStrategy', 'CountQueuingStrategy', 'TextEncoderStream', 'TextDecoderStream',
    'CompressionStream', 'DecompressionStream']],
  ['internal/fetch/fetch', ['fetch'], []],
  ['internal/fetch/form_data', [], ['FormData']],
  ['internal/fetch/headers', [], ['Headers']],
  ['internal/fetch/request', [], ['Request']],
  ['internal/fetch/response', [], ['Response']],
  ['internal/websocket/events', [], ['CloseEvent', 'ErrorEvent']],
  ['internal/websocket/websocket', [], ['WebSocket']],
  ['internal/storage', ['sessionStorage'], ['Storage', 'localStorage']],
];

function define(global, options) {
  defineValue(global, 'global', global, true);
  Object.defineProperty(global, Symbol.toStringTag, {
    __proto__: null, value: 'global', writable: false, enumerable: false, configurable: true,
  });
  for (const [id, enumerable, hidden] of TABLE) {
    for (const name of enumerable) defineLazy(global, name, true, () => require(id)[name]);
    for (const name of hidden) defineLazy(global, name, false, () => require(id)[name]);
  }
  defineLazy(global, 'console', false, () => require('console'));
  defineLazy(global, 'navigator', true, () => require('internal/navigator').navigator);
  defineLazy(global, 'performance', true, () => require('perf_hooks').performance);
  defineCrypto(global);
  defineAccessor(global, 'process', () => process);
  defineAccessor(global, 'Buffer', () => require('buffer').Buffer);
  for (const name of ['wait', 'notify']) defineLazy(Atomics, name, false, () => require('internal/atomics')[name]);
  // An engine's own would wait in queues that our notify does not know: a promise that nobody settles.
  delete Atomics.waitAsync;
  if (options.exposeGc) defineValue(global, 'gc', makeGc(), false);
}

// The only one that cannot be assigned.
function defineCrypto(global) {
  const { get } = Object.getOwnPropertyDescriptor({
    get crypto() {
      if (this !== undefined && this !== null && this !== global) {
        const { codes } = require('internal/errors');
        throw new codes.ERR_INVALID_THIS('nullish or must be the global object');
      }
      return require('internal/crypto/webcrypto').webcrypto;
    },
  }, 'crypto');
  Object.defineProperty(global, 'crypto', {
    __proto__: null, configurable: true, enumerable: true, get, set: undefined,
  });
}

// These two stay accessors in Node, so that a bundler's check for them finds no value.
function defineAccessor(target, name, load) {
  let value;
  let known = false;
  Object.defineProperty(target, name, {
    __proto__: null,
    configurable: true,
    enumerable: false,
    get() {
      if (!known) {
        value = load();
        known = true;
      }
      return value;
    },
    set(replacement) {
      value = replacement;
      known = true;
    },
  });
}

// With `{ execution: 'async' }` V8 answers with a promise.
function makeGc() {
  return function gc(how) {
    internalBinding('engine').gc();
    if (how !== null && typeof how === 'object' && how.execution === 'async') return Promise.resolve();
    return undefined;
  };
}

module.exports = { define, defineLazy, defineValue };
