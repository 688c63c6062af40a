// `for await` over a Readable: gives what is there, waits for 'readable', and ends with the stream.
//
// Requests that come while one is being answered wait in line, as with async generators; but a chunk that is there
// already is handed out at once. `failure` is undefined while the stream goes on and null when it has ended well.
'use strict';

const { aggregateTwoErrors } = require('internal/errors');
const { destroyer } = require('internal/streams/destroy');
const { finished } = require('internal/streams/finished');

const AsyncIteratorPrototype = Object.getPrototypeOf(Object.getPrototypeOf(async function* () {}).prototype);

function iterate(stream, options) {
  if (typeof stream.read !== 'function') {
    stream = require('internal/streams/readable').Readable.wrap(stream, { objectMode: true });
  }
  const iterator = makeIterator(stream, options);
  iterator.stream = stream;
  return iterator;
}

function makeIterator(stream, options) {
  let failure;
  let started = false;
  let completed = false;
  // A request waits for the stream, or for a chunk that is a promise.
  let busy = false;
  let line = null;
  let wake = null;
  let cleanUp;

  function awake() {
    if (wake === null) return;
    const retry = wake;
    wake = null;
    retry();
  }

  function start() {
    started = true;
    stream.on('readable', awake);
    cleanUp = finished(stream, { writable: false }, (error) => {
      failure = error ? aggregateTwoErrors(failure, error) : null;
      awake();
    });
  }

  function complete() {
    completed = true;
    if ((failure || options?.destroyOnReturn !== false) &&
        (failure === undefined || stream._readableState.autoDestroy)) {
      destroyer(stream, null);
    } else {
      stream.off('readable', awake);
      cleanUp();
    }
  }

  function fail(error) {
    failure = aggregateTwoErrors(failure, error);
    complete();
    return failure;
  }

  function serveLine() {
    while (!busy && line !== null) {
      const [serve, value, resolve, reject] = line.shift();
      if (line.length === 0) line = null;
      serve(value, resolve, reject);
    }
  }

  function answered() {
    busy = false;
    if (line !== null) serveLine();
  }

  function serveChunk(chunk, resolve, reject) {
    const then = chunk?.then;
    if (typeof then === 'function') {
      serveThenable(chunk, then, resolve, reject);
    } else {
      resolve({ done: false, value: chunk });
      answered();
    }
  }

  // A chunk that is a promise is waited for. Its `then` is read once.
  function serveThenable(chunk, then, resolve, reject) {
    busy = true;
    then.call(chunk, (value) => {
      resolve({ done: false, value });
      answered();
    }, (error) => {
      reject(fail(error));
      answered();
    });
  }

  // Answers a request for a chunk now, or when the stream has something to say.
  function pump(resolve, reject) {
    const chunk = stream.destroyed ? null : stream.read();
    if (chunk !== null) {
      serveChunk(chunk, resolve, reject);
    } else if (failure) {
      reject(fail(failure));
      answered();
    } else if (failure === null) {
      complete();
      resolve({ done: true, value: undefined });
      answered();
    } else {
      busy = true;
      new Promise((retry) => {
        wake = retry;
      }).then(() => pump(resolve, reject));
    }
  }

  function serveNext(value, resolve, reject) {
    if (completed) {
      resolve({ done: true, value: undefined });
      return;
    }
    if (!started) start();
    pump(resolve, reject);
  }

  function serveReturn(value, resolve) {
    // What was never started leaves the stream alone.
    if (!completed && started) complete();
    completed = true;
    resolve({ done: true, value });
  }

  function serveThrow(error, resolve, reject) {
    if (completed || !started) {
      completed = true;
      reject(error);
      return;
    }
    reject(fail(error));
  }

  function request(serve, value) {
    return new Promise((resolve, reject) => {
      if (busy) (line ??= []).push([serve, value, resolve, reject]);
      else serve(value, resolve, reject);
    });
  }

  return {
    __proto__: AsyncIteratorPrototype,
    next() {
      // What is there is given without making a promise that waits.
      if (started && !busy && !completed && !stream.destroyed) {
        const chunk = stream.read();
        if (chunk !== null) {
          const then = chunk?.then;
          if (typeof then !== 'function') return Promise.resolve({ done: false, value: chunk });
          return new Promise((resolve, reject) => serveThenable(chunk, then, resolve, reject));
        }
      }
      return request(serveNext, undefined);
    },
    return(value) {
      return request(serveReturn, value);
    },
    throw(error) {
      return request(serveThrow, error);
    },
  };
}

module.exports = { iterate };
