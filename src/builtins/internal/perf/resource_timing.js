// PerformanceResourceTiming: how long the steps of a fetch took. The last ones stay on the timeline.
'use strict';

const { codes } = require('internal/errors');
const entries = require('internal/perf/entries');

const kInspect = Symbol.for('nodejs.util.inspect.custom');
// What a response's head counts for in `transferSize`.
const HEAD_SIZE = 300;

let buffered = 250;

class PerformanceResourceTiming extends entries.PerformanceEntry {
  #timing;
  #its;

  // `timing` is the "fetch timing info" of the Fetch Standard, `its` what is known besides.
  constructor(key = undefined, url, timing, its) {
    super(key, url, 'resource', timing?.startTime, timing === undefined ? 0 : timing.endTime - timing.startTime);
    this.#timing = timing;
    this.#its = its;
  }

  static #of(value) {
    if (typeof value !== 'object' || value === null || !(#timing in value)) {
      throw new codes.ERR_INVALID_THIS('PerformanceResourceTiming');
    }
    return value;
  }

  static #timingOf(value) { return PerformanceResourceTiming.#of(value).#timing; }
  static #connectionOf(value) { return PerformanceResourceTiming.#of(value).#timing.finalConnectionTimingInfo; }

  get initiatorType() { return PerformanceResourceTiming.#of(this).#its.initiatorType; }
  get workerStart() { return PerformanceResourceTiming.#timingOf(this).finalServiceWorkerStartTime; }
  get redirectStart() { return PerformanceResourceTiming.#timingOf(this).redirectStartTime; }
  get redirectEnd() { return PerformanceResourceTiming.#timingOf(this).redirectEndTime; }
  get fetchStart() { return PerformanceResourceTiming.#timingOf(this).postRedirectStartTime; }
  get domainLookupStart() { return PerformanceResourceTiming.#connectionOf(this)?.domainLookupStartTime; }
  get domainLookupEnd() { return PerformanceResourceTiming.#connectionOf(this)?.domainLookupEndTime; }
  get connectStart() { return PerformanceResourceTiming.#connectionOf(this)?.connectionStartTime; }
  get connectEnd() { return PerformanceResourceTiming.#connectionOf(this)?.connectionEndTime; }
  get secureConnectionStart() { return PerformanceResourceTiming.#connectionOf(this)?.secureConnectionStartTime; }
  get nextHopProtocol() { return PerformanceResourceTiming.#connectionOf(this)?.ALPNNegotiatedProtocol; }
  get requestStart() { return PerformanceResourceTiming.#timingOf(this).finalNetworkRequestStartTime; }
  get finalResponseHeadersStart() { return PerformanceResourceTiming.#timingOf(this).finalNetworkResponseStartTime; }
  get firstInterimResponseStart() { return PerformanceResourceTiming.#timingOf(this).firstInterimNetworkResponseStartTime ?? 0; }
  get responseStart() { return this.firstInterimResponseStart || this.finalResponseHeadersStart; }
  get responseEnd() { return PerformanceResourceTiming.#timingOf(this).endTime; }
  get encodedBodySize() { return PerformanceResourceTiming.#timingOf(this).encodedBodySize; }
  get decodedBodySize() { return PerformanceResourceTiming.#timingOf(this).decodedBodySize; }
  get transferSize() {
    const { cacheMode } = PerformanceResourceTiming.#of(this).#its;
    if (cacheMode === 'local') return 0;
    return cacheMode === 'validated' ? HEAD_SIZE : this.encodedBodySize + HEAD_SIZE;
  }

  get deliveryType() { return PerformanceResourceTiming.#of(this).#its.deliveryType; }
  get responseStatus() { return PerformanceResourceTiming.#of(this).#its.responseStatus; }
  get renderBlockingStatus() {
    PerformanceResourceTiming.#of(this);
    return 'non-blocking';
  }

  get contentType() {
    PerformanceResourceTiming.#of(this);
    return '';
  }

  get contentEncoding() {
    PerformanceResourceTiming.#of(this);
    return '';
  }

  toJSON() {
    PerformanceResourceTiming.#of(this);
    const shown = {};
    for (const name of SHOWN) shown[name] = this[name];
    return shown;
  }

  [kInspect](depth, options) {
    if (depth < 0) return this;
    const { inspect } = require('internal/util/inspect');
    const inner = { ...options, depth: options.depth == null ? null : options.depth - 1 };
    return `${this.constructor.name} ${inspect(this.toJSON(), inner)}`;
  }
}

const SHOWN = [
  'name', 'entryType', 'startTime', 'duration', 'initiatorType', 'nextHopProtocol', 'workerStart', 'redirectStart',
  'redirectEnd', 'fetchStart', 'domainLookupStart', 'domainLookupEnd', 'connectStart', 'connectEnd',
  'secureConnectionStart', 'requestStart', 'finalResponseHeadersStart', 'firstInterimResponseStart', 'responseStart',
  'responseEnd', 'transferSize', 'encodedBodySize', 'decodedBodySize', 'deliveryType', 'responseStatus',
  'renderBlockingStatus', 'contentType', 'contentEncoding'];
for (const name of Object.getOwnPropertyNames(PerformanceResourceTiming.prototype)) {
  if (name === 'constructor') continue;
  Object.defineProperty(PerformanceResourceTiming.prototype, name, { __proto__: null, enumerable: true });
}
Object.defineProperty(PerformanceResourceTiming.prototype, Symbol.toStringTag, {
  __proto__: null, configurable: true, value: 'PerformanceResourceTiming',
});

function markResourceTiming(timing, url, initiatorType, global, cacheMode, bodyInfo, responseStatus, deliveryType = '') {
  if (cacheMode !== '' && cacheMode !== 'local' && cacheMode !== 'validated') {
    throw new codes.ERR_INTERNAL_ASSERTION("cache must be an empty string or 'local'");
  }
  const entry = new PerformanceResourceTiming(
    entries.token, url, timing, { initiatorType, cacheMode, responseStatus, deliveryType });
  entries.add(entry, buffered);
  return entry;
}

function setResourceTimingBufferSize(size) {
  buffered = Math.max(0, Math.trunc(Number(size)) || 0);
}

module.exports = { PerformanceResourceTiming, markResourceTiming, setResourceTimingBufferSize };
