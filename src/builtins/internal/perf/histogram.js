// Histograms of perf_hooks: how often values were recorded, in buckets as HdrHistogram has them.
//
// A value below 2 × 10^figures (rounded up to a power of two) has a bucket of its own; above, a bucket is as wide as the
// figures allow. Values are BigInts inside only where they do not fit a number.
'use strict';

const { codes } = require('internal/errors');
const { validateInteger, validateNumber } = require('internal/validators');

const token = Symbol('histogram');
const customInspect = Symbol.for('nodejs.util.inspect.custom');
const NOTHING_RECORDED = 9223372036854776000;

class Histogram {
  // First value of a bucket -> how often.
  #counts = new Map();
  #exact;
  #lowest;
  #highest;
  #total = 0;
  #exceeds = 0;
  #least = Infinity;
  #most = 0;

  constructor(key = undefined, { lowest = 1, highest = Number.MAX_SAFE_INTEGER, figures = 3 } = {}) {
    if (key !== token) throw new codes.ERR_ILLEGAL_CONSTRUCTOR();
    this.#lowest = lowest;
    this.#highest = highest;
    this.#exact = 2 ** Math.ceil(Math.log2(2 * 10 ** figures));
  }

  // How wide the bucket of a value is.
  #width(value) {
    const unit = 2 ** Math.floor(Math.log2(this.#lowest));
    let width = unit;
    while (value >= this.#exact * width) width *= 2;
    return width;
  }

  #first(value) {
    const width = this.#width(value);
    return Math.floor(value / width) * width;
  }

  static add(histogram, value, count) {
    histogram.#add(value, count);
  }

  #add(value, count) {
    if (value > this.#highest) {
      this.#exceeds += count;
      return;
    }
    const first = this.#first(value);
    this.#counts.set(first, (this.#counts.get(first) ?? 0) + count);
    this.#total += count;
    if (value !== 0) this.#least = Math.min(this.#least, value);
    this.#most = Math.max(this.#most, value);
  }

  static addAll(histogram, other) {
    for (const [value, count] of other.#counts) histogram.#add(value, count);
    histogram.#exceeds += other.#exceeds;
  }

  get count() {
    return this.#total;
  }

  get countBigInt() {
    return BigInt(this.#total);
  }

  get exceeds() {
    return this.#exceeds;
  }

  get exceedsBigInt() {
    return BigInt(this.#exceeds);
  }

  get min() {
    if (this.#counts.has(0)) return 0;
    return this.#least === Infinity ? NOTHING_RECORDED : this.#first(this.#least);
  }

  get minBigInt() {
    return this.min === NOTHING_RECORDED ? 9223372036854775807n : BigInt(this.min);
  }

  get max() {
    return this.#most === 0 ? 0 : this.#last(this.#most);
  }

  get maxBigInt() {
    return BigInt(this.max);
  }

  #last(value) {
    return this.#first(value) + this.#width(value) - 1;
  }

  #middle(value) {
    return value + Math.floor(this.#width(value) / 2);
  }

  get mean() {
    if (this.#total === 0) return NaN;
    let sum = 0;
    for (const [value, count] of this.#sorted()) sum += this.#middle(value) * count;
    return sum / this.#total;
  }

  get stddev() {
    if (this.#total === 0) return NaN;
    const { mean } = this;
    return Math.sqrt(this.#moment(2, mean));
  }

  // The mean of the differences from the mean, to a power.
  #moment(power, mean) {
    let sum = 0;
    for (const [value, count] of this.#sorted()) sum += (this.#middle(value) - mean) ** power * count;
    return sum / this.#total;
  }

  get skewness() {
    const { mean, stddev } = this;
    return stddev > 0 ? this.#moment(3, mean) / stddev ** 3 : 0;
  }

  get kurtosis() {
    const { mean, stddev } = this;
    return stddev > 0 ? this.#moment(4, mean) / stddev ** 4 - 3 : 0;
  }

  #at(percentile) {
    const wanted = Math.max(1, Math.floor(Math.min(percentile, 100) / 100 * this.#total + 0.5));
    let seen = 0;
    for (const [value, count] of this.#sorted()) {
      seen += count;
      if (seen >= wanted) return percentile === 0 ? value : this.#last(value);
    }
    return 0;
  }

  #sorted() {
    return [...this.#counts].sort(([a], [b]) => a - b);
  }

  percentile(percentile) {
    validateNumber(percentile, 'percentile');
    if (Number.isNaN(percentile) || percentile <= 0 || percentile > 100) {
      throw new codes.ERR_OUT_OF_RANGE('percentile', '> 0 && <= 100', percentile);
    }
    return this.#at(percentile);
  }

  percentileBigInt(percentile) {
    return BigInt(this.percentile(percentile));
  }

  // At 0, half of the way to 100, half of the rest, and so on, until the greatest value is reached.
  get percentiles() {
    const result = new Map();
    if (this.#total === 0) return result.set(100, 0);
    let percentile = 0;
    let seen = 0;
    for (const [value, count] of this.#sorted()) {
      seen += count;
      for (; percentile <= 100 * seen / this.#total && percentile < 100; percentile += (100 - percentile) / 2) {
        result.set(percentile, value);
        if (seen === this.#total) break;
      }
    }
    return result.set(100, this.#first(this.#most));
  }

  get percentilesBigInt() {
    return new Map([...this.percentiles].map(([percentile, value]) => [percentile, BigInt(value)]));
  }

  reset() {
    this.#counts.clear();
    this.#total = 0;
    this.#exceeds = 0;
    this.#least = Infinity;
    this.#most = 0;
  }

  toJSON() {
    const { count, min, max, mean, exceeds, stddev, skewness, kurtosis, percentiles } = this;
    return { count, min, max, mean, exceeds, stddev, skewness, kurtosis, percentiles: Object.fromEntries(percentiles) };
  }

  [customInspect](depth, options) {
    if (depth < 0) return this;
    const { min, max, mean, exceeds, stddev, skewness, kurtosis, count, percentiles } = this;
    const { inspect } = require('internal/util/inspect');
    const shown = { min, max, mean, exceeds, stddev, skewness, kurtosis, count, percentiles };
    return `Histogram ${inspect(shown, { ...options, depth: options.depth == null ? null : options.depth - 1 })}`;
  }
}
const { add, addAll } = Histogram;
delete Histogram.add;
delete Histogram.addAll;

class RecordableHistogram extends Histogram {
  #previous;

  record(value) {
    if (typeof value !== 'bigint') validateInteger(value, 'val', 1);
    else if (value < 1n) throw new codes.ERR_OUT_OF_RANGE('val', '>= 1 && <= 9223372036854775807', value);
    add(this, Number(value), 1);
  }

  // The nanoseconds since the last call.
  recordDelta() {
    const now = process.hrtime.bigint();
    if (this.#previous !== undefined) add(this, Number(now - this.#previous), 1);
    this.#previous = now;
  }

  add(other) {
    if (!(other instanceof Histogram)) throw new codes.ERR_INVALID_ARG_TYPE('other', 'RecordableHistogram', other);
    addAll(this, other);
  }
}
Object.defineProperty(RecordableHistogram, 'name', { __proto__: null, value: 'RecordableHistogram' });

// How late a timer is that should come every `resolution` milliseconds, in nanoseconds.
class IntervalHistogram extends Histogram {
  #timer;
  #resolution;

  constructor(resolution) {
    super(token, { lowest: 1, highest: 3.6e12, figures: 3 });
    this.#resolution = resolution;
  }

  enable() {
    if (this.#timer !== undefined) return false;
    let previous = process.hrtime.bigint();
    this.#timer = require('timers').setInterval(() => {
      const now = process.hrtime.bigint();
      if (now > previous) add(this, Number(now - previous), 1);
      previous = now;
    }, this.#resolution).unref();
    return true;
  }

  disable() {
    if (this.#timer === undefined) return false;
    clearInterval(this.#timer);
    this.#timer = undefined;
    return true;
  }

  [Symbol.dispose]() {
    this.disable();
  }
}

function createHistogram(options = {}) {
  const { validateObject } = require('internal/validators');
  validateObject(options, 'options');
  const { lowest = 1, highest = Number.MAX_SAFE_INTEGER, figures = 3 } = options;
  if (typeof lowest !== 'bigint') validateInteger(lowest, 'options.lowest', 1, Number.MAX_SAFE_INTEGER);
  if (typeof highest !== 'bigint') validateInteger(highest, 'options.highest', 1, Number.MAX_SAFE_INTEGER);
  if (BigInt(highest) < 2n * BigInt(lowest)) {
    throw new codes.ERR_OUT_OF_RANGE('options.highest', `>= 2 * options.lowest (${2n * BigInt(lowest)}n)`, highest);
  }
  validateInteger(figures, 'options.figures', 1, 5);
  return new RecordableHistogram(token, { lowest: Number(lowest), highest: Number(highest), figures });
}

function monitorEventLoopDelay(options = {}) {
  const { validateObject } = require('internal/validators');
  validateObject(options, 'options');
  const { resolution = 10 } = options;
  validateInteger(resolution, 'options.resolution', 1);
  return new IntervalHistogram(resolution);
}

module.exports = { RecordableHistogram, createHistogram, monitorEventLoopDelay };
