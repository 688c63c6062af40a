// Readable.from: what an iterable or async iterable yields, as a stream.
//
// The iterator is asked for a value only when the stream has room. Whatever ends the stream early is told to it.
'use strict';

const { Buffer } = require('buffer');
const { aggregateTwoErrors, codes } = require('internal/errors');

function from(Readable, iterable, options) {
  if (typeof iterable === 'string' || iterable instanceof Buffer) {
    return new Readable({
      objectMode: true,
      ...options,
      read() {
        this.push(iterable);
        this.push(null);
      },
    });
  }
  let isAsync;
  if (iterable?.[Symbol.asyncIterator]) isAsync = true;
  else if (iterable?.[Symbol.iterator]) isAsync = false;
  else throw new codes.ERR_INVALID_ARG_TYPE('iterable', ['Iterable'], iterable);
  const iterator = isAsync ? iterable[Symbol.asyncIterator]() : iterable[Symbol.iterator]();

  const readable = new Readable({ objectMode: true, highWaterMark: 1, ...options });
  const ownDestroy = readable._destroy;
  let reading = false;
  readable._read = function() {
    if (reading) return;
    reading = true;
    if (isAsync) pullAsync();
    else pull();
  };
  readable._destroy = function(error, callback) {
    ownDestroy.call(this, error, (destroyError) => {
      const failure = destroyError || error;
      close(iterator, failure).then(
        () => process.nextTick(callback, failure), // in a tick, so that what it throws is no rejection
        (closeError) => process.nextTick(callback, aggregateTwoErrors(failure, closeError)));
    });
  };

  // True: the next value is wanted at once.
  function give(value) {
    if (value === null) {
      reading = false;
      throw new codes.ERR_STREAM_NULL_VALUES();
    }
    if (readable.push(value)) return true;
    reading = false;
    return false;
  }

  // Without a promise unless a value is one.
  function pull() {
    try {
      for (;;) {
        const { value, done } = iterator.next();
        if (done) {
          readable.push(null);
          return;
        }
        if (typeof value?.then === 'function') {
          pullPromise(value);
          return;
        }
        if (!give(value)) return;
      }
    } catch (error) {
      readable.destroy(error);
    }
  }

  async function pullPromise(promise) {
    try {
      if (give(await promise)) pull();
    } catch (error) {
      readable.destroy(error);
    }
  }

  async function pullAsync() {
    try {
      for (;;) {
        const { value, done } = await iterator.next();
        if (done) {
          readable.push(null);
          return;
        }
        if (!give(value)) return;
      }
    } catch (error) {
      readable.destroy(error);
    }
  }
  return readable;
}

async function close(iterator, error) {
  if (error != null && typeof iterator.throw === 'function') {
    const { value, done } = await iterator.throw(error);
    await value;
    if (done) return;
  }
  if (typeof iterator.return === 'function') {
    const { value } = await iterator.return();
    await value;
  }
}

module.exports = { from };
