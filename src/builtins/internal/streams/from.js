// Readable.from: what an iterable or async iterable yields, as a stream.
//
// The iterator is asked for a value only when the stream has room. Whatever ends the stream early is told to it.
'use strict';

const { Buffer } = require('buffer');
const { codes } = require('internal/errors');

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
  let reading = false;
  readable._read = function() {
    if (reading) return;
    reading = true;
    pull();
  };
  readable._destroy = function(error, callback) {
    close(iterator, error).then(
      () => process.nextTick(callback, error), // in a tick, so that what it throws is no rejection
      (failure) => process.nextTick(callback, failure || error));
  };

  async function pull() {
    for (;;) {
      try {
        const { value, done } = isAsync ? await iterator.next() : iterator.next();
        if (done) {
          readable.push(null);
          return;
        }
        const chunk = typeof value?.then === 'function' ? await value : value;
        if (chunk === null) {
          reading = false;
          throw new codes.ERR_STREAM_NULL_VALUES();
        }
        if (!readable.push(chunk)) {
          reading = false;
          return;
        }
      } catch (error) {
        readable.destroy(error);
        return;
      }
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
