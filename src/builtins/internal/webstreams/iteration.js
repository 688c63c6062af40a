// A stream as an async iterator, and a stream of an iterator.
'use strict';

const { codes } = require('internal/errors');
const { RESOLVED, kState } = require('internal/webstreams/shared');
const readable = require('internal/webstreams/readable');
const readers = require('internal/webstreams/readers');

const AsyncIteratorPrototype = Object.getPrototypeOf(Object.getPrototypeOf(async function* () {}).prototype);

// One read of an iterator.
class IteratorRequest {
  constructor(iterator) {
    this.iterator = iterator;
    this.promise = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
  }

  chunk(value) {
    this.iterator.current = undefined;
    this.resolve({ done: false, value });
  }

  close() {
    this.iterator.current = undefined;
    this.iterator.done = true;
    readers.release(this.iterator.reader);
    this.resolve({ done: true, value: undefined });
  }

  error(error) {
    this.iterator.current = undefined;
    this.iterator.done = true;
    readers.release(this.iterator.reader);
    this.reject(error);
  }
}

function readNext(iterator) {
  if (iterator.done) return Promise.resolve({ done: true, value: undefined });
  const { stream } = iterator.reader[kState];
  const request = new IteratorRequest(iterator);
  readers.read(stream, request);
  return request.promise;
}

async function finish(iterator, value) {
  if (iterator.done) return { done: true, value };
  iterator.done = true;
  const { reader } = iterator;
  const { stream } = reader[kState];
  if (stream !== undefined) {
    if (iterator.preventCancel) {
      readers.release(reader);
    } else {
      const result = readable.cancel(stream, value);
      readers.release(reader);
      await result;
    }
  }
  return { done: true, value };
}

// Calls of `next` and `return` wait for one another.
function values(stream, preventCancel) {
  const iterator = {
    // The first read waits a turn, as Node's does.
    reader: new readers.ReadableStreamDefaultReader(stream), preventCancel, done: false, current: RESOLVED,
  };
  const enqueue = (act) => {
    iterator.current = iterator.current === undefined ? act() : iterator.current.then(act, act);
    return iterator.current;
  };
  return Object.setPrototypeOf({
    next() {
      return enqueue(() => readNext(iterator));
    },
    return(value) {
      return enqueue(() => finish(iterator, value));
    },
    [Symbol.asyncIterator]() { return this; },
  }, AsyncIteratorPrototype);
}

function iteratorOf(iterable) {
  const async = iterable[Symbol.asyncIterator];
  const method = async ?? iterable[Symbol.iterator];
  if (typeof method !== 'function') throw new codes.ERR_ARG_NOT_ITERABLE(iterable);
  const iterator = method.call(iterable);
  if ((typeof iterator !== 'object' && typeof iterator !== 'function') || iterator === null) {
    throw new codes.ERR_INVALID_STATE.TypeError('The iterator method must return an object');
  }
  return { iterator, next: iterator.next, isAsync: async != null };
}

function isObject(value) {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

function streamFrom(iterable) {
  const { iterator, next, isAsync } = iteratorOf(iterable);

  async function pull() {
    const result = await next.call(iterator);
    if (!isObject(result)) {
      throw new codes.ERR_INVALID_STATE.TypeError(
        'The promise returned by the iterator.next() method must fulfill with an object');
    }
    const controller = stream[kState].controller;
    if (result.done) {
      controller.close();
      return;
    }
    const { value } = result;
    controller.enqueue(isAsync ? value : await value);
  }

  async function cancel(reason) {
    const method = iterator.return;
    if (method === undefined || method === null) return;
    const result = await method.call(iterator, reason);
    if (!isObject(result)) {
      throw new codes.ERR_INVALID_STATE.TypeError(
        'The promise returned by the iterator.return() method must fulfill with an object');
    }
  }

  const stream = readable.createReadable(undefined, pull, cancel, 0);
  return stream;
}

module.exports = { streamFrom, values };
