// Two branches of one stream.
'use strict';

const { RESOLVED, handled, isKind, kState } = require('internal/webstreams/shared');
const readable = require('internal/webstreams/readable');
const readers = require('internal/webstreams/readers');
const controllers = require('internal/webstreams/readable_controller');

function tee(stream, cloneForSecond) {
  if (isKind(stream[kState].controller, 'ReadableByteStreamController')) {
    return require('internal/webstreams/byte_tee').teeBytes(stream);
  }
  return teeValues(stream, cloneForSecond);
}

// Both branches together cancel the stream: with both reasons, when the second of them cancels.
class Cancelling {
  constructor(stream) {
    this.stream = stream;
    this.canceled = [false, false];
    this.reasons = [undefined, undefined];
    this.deferred = Promise.withResolvers();
    handled(this.deferred.promise);
  }

  cancel(branch, reason) {
    this.canceled[branch] = true;
    this.reasons[branch] = reason;
    if (this.canceled[1 - branch]) this.deferred.resolve(readable.cancel(this.stream, [...this.reasons]));
    return this.deferred.promise;
  }

  get isComplete() {
    return this.canceled[0] && this.canceled[1];
  }
}

function teeValues(stream, cloneForSecond) {
  const reader = new readers.ReadableStreamDefaultReader(stream);
  const cancelling = new Cancelling(stream);
  const { canceled } = cancelling;
  let reading = false;
  let readAgain = false;
  const branches = [];
  const controllerOf = (branch) => branches[branch][kState].controller[kState];
  const forEach = (act) => {
    for (const branch of [0, 1]) if (!canceled[branch]) act(controllerOf(branch), branch);
  };
  const failBoth = (error) => {
    controllers.fail(controllerOf(0), error);
    controllers.fail(controllerOf(1), error);
  };

  const request = {
    chunk: (chunk) => RESOLVED.then(() => {
      readAgain = false;
      let second = chunk;
      if (cloneForSecond && !canceled[1]) {
        try {
          second = require('internal/structured_clone').structuredClone(chunk);
        } catch (error) {
          failBoth(error);
          cancelling.deferred.resolve(readable.cancel(stream, error));
          return;
        }
      }
      forEach((controller, branch) => controllers.enqueue(controller, branch === 0 ? chunk : second));
      reading = false;
      if (readAgain) pull();
    }),
    close() {
      reading = false;
      forEach(controllers.close);
      if (!cancelling.isComplete) cancelling.deferred.resolve();
    },
    error() {
      reading = false;
    },
  };

  function pull() {
    if (reading) {
      readAgain = true;
      return RESOLVED;
    }
    reading = true;
    readers.read(stream, request);
    return RESOLVED;
  }

  for (const branch of [0, 1]) {
    branches.push(readable.createReadable(undefined, pull, (reason) => cancelling.cancel(branch, reason)));
  }
  reader.closed.then(undefined, (error) => {
    failBoth(error);
    if (!cancelling.isComplete) cancelling.deferred.resolve();
  });
  return branches;
}

module.exports = { Cancelling, tee };
