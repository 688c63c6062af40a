// Readable's array-like functions: map, filter, take and the others.
//
// Each is first an async generator or async function over the stream; those that give a stream go through
// `Readable.from`. `map` is the one that runs several calls at once; most others use it.
'use strict';

const { AbortError, codes } = require('internal/errors');
const { validateAbortSignal, validateFunction, validateInteger, validateObject } = require('internal/validators');
const { from } = require('internal/streams/from');
const { Readable } = require('internal/streams/readable');

const kNothing = Symbol('kNothing');
const kEnd = Symbol('kEnd');

function checkOptions(options) {
  if (options != null) validateObject(options, 'options');
  if (options?.signal != null) validateAbortSignal(options.signal, 'options.signal');
}

function throwIfAborted(options) {
  if (options?.signal?.aborted) throw new AbortError(undefined, { cause: options.signal.reason });
}

// ----- map -----

function mapped(stream, fn, options) {
  validateFunction(fn, 'fn');
  checkOptions(options);
  let concurrency = 1;
  if (options?.concurrency != null) concurrency = Math.floor(options.concurrency);
  let mark = concurrency - 1;
  if (options?.highWaterMark != null) mark = Math.floor(options.highWaterMark);
  validateInteger(concurrency, 'options.concurrency', 1);
  validateInteger(mark, 'options.highWaterMark', 0);
  return mapping(stream, fn, options, concurrency, mark + concurrency);
}

// A reader calls `fn` for what the stream has and queues the promises, in order; the generator yields their values.
async function* mapping(stream, fn, options, concurrency, mark) {
  const signal = AbortSignal.any(options?.signal ? [options.signal] : []);
  const context = { signal };
  const queue = [];
  let running = 0;
  let done = false;
  let wakeReader = null;
  let wakeWriter = null;

  const resumeReader = () => {
    if (wakeReader === null || done || running >= concurrency || queue.length >= mark) return;
    wakeReader();
    wakeReader = null;
  };
  const onSettled = () => {
    running--;
    resumeReader();
  };
  const onFailed = () => {
    done = true;
    onSettled();
  };
  const call = (value) => {
    try {
      const result = fn(value, context);
      return result === kNothing ? kNothing : Promise.resolve(result);
    } catch (error) {
      return Promise.reject(error);
    }
  };
  const hand = (entry) => {
    queue.push(entry);
    if (wakeWriter === null) return;
    wakeWriter();
    wakeWriter = null;
  };

  async function readAll() {
    try {
      for await (const value of stream) {
        if (done) return;
        if (signal.aborted) throw new AbortError();
        const result = call(value);
        if (result === kNothing) continue;
        running++;
        result.then(onSettled, onFailed);
        hand(result);
        if (!done && (queue.length >= mark || running >= concurrency)) {
          await new Promise((resolve) => {
            wakeReader = resolve;
          });
        }
      }
      hand(kEnd);
    } catch (error) {
      const failed = Promise.reject(error);
      failed.then(onSettled, onFailed);
      hand(failed);
    } finally {
      done = true;
      wakeWriter?.();
      wakeWriter = null;
    }
  }

  readAll();
  try {
    for (;;) {
      while (queue.length > 0) {
        const value = await queue[0];
        if (value === kEnd) return;
        if (signal.aborted) throw new AbortError();
        if (value !== kNothing) yield value;
        queue.shift();
        resumeReader();
      }
      await new Promise((resolve) => {
        wakeWriter = resolve;
      });
    }
  } finally {
    done = true;
    wakeReader?.();
    wakeReader = null;
  }
}

function filtered(stream, fn, options) {
  validateFunction(fn, 'fn');
  return mapped(stream, async (value, context) => (await fn(value, context) ? value : kNothing), options);
}

// ----- streams -----

function map(stream, fn, options) {
  return from(Readable, mapped(stream, fn, options));
}

function filter(stream, fn, options) {
  return from(Readable, filtered(stream, fn, options));
}

function flatMap(stream, fn, options) {
  const values = mapped(stream, fn, options);
  return from(Readable, (async function* flatMap() {
    for await (const value of values) yield* value;
  })());
}

function wholeNumber(value) {
  const number = Number(value);
  if (Number.isNaN(number)) return 0;
  if (number < 0) throw new codes.ERR_OUT_OF_RANGE('number', '>= 0', number);
  return number;
}

function drop(stream, count, options) {
  checkOptions(options);
  let left = wholeNumber(count);
  return from(Readable, (async function* drop() {
    if (options?.signal?.aborted) throw new AbortError();
    for await (const value of stream) {
      if (options?.signal?.aborted) throw new AbortError();
      if (left-- <= 0) yield value;
    }
  })());
}

function take(stream, count, options) {
  checkOptions(options);
  let left = wholeNumber(count);
  return from(Readable, (async function* take() {
    if (options?.signal?.aborted) throw new AbortError();
    for await (const value of stream) {
      if (options?.signal?.aborted) throw new AbortError();
      if (left-- > 0) yield value;
      // Not first asking the stream for one that is not wanted.
      if (left <= 0) return;
    }
  })());
}

// ----- values -----

async function some(stream, fn, options) {
  for await (const value of filtered(stream, fn, options)) return true;
  return false;
}

async function every(stream, fn, options) {
  validateFunction(fn, 'fn');
  return !(await some(stream, async (...args) => !(await fn(...args)), options));
}

async function find(stream, fn, options) {
  for await (const value of filtered(stream, fn, options)) return value;
  return undefined;
}

async function forEach(stream, fn, options) {
  validateFunction(fn, 'fn');
  const values = mapped(stream, async (value, context) => {
    await fn(value, context);
    return kNothing;
  }, options);
  for await (const value of values);
}

async function toArray(stream, options) {
  checkOptions(options);
  const values = [];
  for await (const value of stream) {
    throwIfAborted(options);
    values.push(value);
  }
  return values;
}

async function reduce(stream, reducer, argumentCount, initialValue, options) {
  validateFunction(reducer, 'reducer');
  checkOptions(options);
  let hasValue = argumentCount > 1;
  let value = initialValue;
  if (options?.signal?.aborted) {
    const error = new AbortError(undefined, { cause: options.signal.reason });
    stream.once('error', () => {}); // told by what this promise rejects with
    await require('internal/streams/finished').finishedPromise(stream.destroy(error));
    throw error;
  }
  const controller = new AbortController();
  const { signal } = controller;
  if (options?.signal) {
    const { kWeakHandler, kResistStopPropagation } = require('internal/event_target');
    options.signal.addEventListener('abort', () => controller.abort(),
                                    { once: true, [kWeakHandler]: stream, [kResistStopPropagation]: true });
  }
  let isEmpty = true;
  try {
    for await (const chunk of stream) {
      isEmpty = false;
      if (options?.signal?.aborted) throw new AbortError();
      if (hasValue) {
        value = await reducer(value, chunk, { signal });
      } else {
        value = chunk;
        hasValue = true;
      }
    }
    if (isEmpty && !hasValue) throw emptyReduce();
  } finally {
    controller.abort();
  }
  return value;
}

function emptyReduce() {
  const error = new codes.ERR_MISSING_ARGS('reduce');
  const message = 'Reduce of an empty stream requires an initial value';
  const { stack, message: old } = error;
  error.message = message;
  error.stack = stack.replace(old, message);
  return error;
}

module.exports = { drop, every, filter, find, flatMap, forEach, map, reduce, some, take, toArray };
