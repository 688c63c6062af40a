// pipeTo: reads from one stream and writes to the other until either ends, then ends the other.
'use strict';

const { RESOLVED, handled, invalidState, kState } = require('internal/webstreams/shared');
const readable = require('internal/webstreams/readable');
const readers = require('internal/webstreams/readers');
const writable = require('internal/webstreams/writable');
const writers = require('internal/webstreams/writer');

class Pipe {
  constructor(source, destination, options) {
    this.source = source;
    this.destination = destination;
    this.options = options;
    this.reader = new readers.ReadableStreamDefaultReader(source);
    this.writer = new writers.WritableStreamDefaultWriter(destination);
    source[kState].disturbed = true;
    this.shuttingDown = false;
    this.result = Promise.withResolvers();
    // Writes that have not ended, and what is called when there are none any more.
    this.writing = 0;
    this.afterWrites = undefined;
    const written = () => {
      if (--this.writing === 0) this.afterWrites?.();
    };
    this.writeRequest = { resolve: written, reject: written };
    // Whether `next` is to be called when the writer takes more.
    this.waiting = false;
    this.writer[kState].onReady = () => {
      if (!this.waiting) return;
      this.waiting = false;
      this.next();
    };
    // The read request of the pipe: there is one at a time.
    this.request = {
      chunk: (chunk) => RESOLVED.then(() => {
        this.writing++;
        writers.writeFor(this.writer, chunk, this.writeRequest);
        this.next();
      }),
      close: () => {},
      error: () => {},
    };
  }

  run() {
    const { signal } = this.options;
    if (signal !== undefined) {
      if (signal.aborted) {
        this.abort();
        return this.result.promise;
      }
      this.onAbort = () => this.abort();
      signal.addEventListener('abort', this.onAbort, { once: true });
    }
    this.watch();
    this.next();
    return this.result.promise;
  }

  // What ends the pipe, besides the signal.
  watch() {
    const { source, destination, options } = this;
    const sourceState = source[kState];
    const destinationState = destination[kState];
    const sourceFailed = (error) => {
      const action = options.preventAbort ? undefined : () => writable.abort(destination, error);
      this.shutDown(action, { error });
    };
    const destinationFailed = (error) => {
      const action = options.preventCancel ? undefined : () => readable.cancel(source, error);
      this.shutDown(action, { error });
    };
    const sourceClosed = () => {
      this.shutDown(options.preventClose ? undefined : () => writers.closeOrFail(this.writer), undefined);
    };
    const { closed: sourceEnd } = this.reader[kState];
    if (sourceState.state === 'errored') sourceFailed(sourceState.storedError);
    if (destinationState.state === 'errored') destinationFailed(destinationState.storedError);
    if (sourceState.state === 'closed') sourceClosed();
    if (writable.isClosing(destinationState) || destinationState.state === 'closed') {
      destinationFailed(invalidState('Destination WritableStream is closed'));
    }
    sourceEnd.promise.then(sourceClosed, sourceFailed);
    handled(this.writer[kState].closed.promise.then(undefined, destinationFailed));
  }

  // Reads when the writer takes more.
  next() {
    if (this.shuttingDown) return;
    if (writers.desiredSize(this.destination) > 0) {
      readers.read(this.source, this.request);
      return;
    }
    // An error of the destination comes through its `closed`.
    this.waiting = true;
  }

  abort() {
    const { source, destination, options } = this;
    const error = options.signal.reason;
    const actions = [];
    if (!options.preventAbort) {
      actions.push(() => (destination[kState].state === 'writable' ? writable.abort(destination, error) : RESOLVED));
    }
    if (!options.preventCancel) {
      actions.push(() => (source[kState].state === 'readable' ? readable.cancel(source, error) : RESOLVED));
    }
    this.shutDown(() => Promise.all(actions.map((action) => action())), { error });
  }

  // `failure` is { error } or undefined.
  shutDown(action, failure) {
    if (this.shuttingDown) return;
    this.shuttingDown = true;
    const act = () => {
      if (action === undefined) {
        this.finish(failure);
        return;
      }
      action().then(() => this.finish(failure), (error) => this.finish({ error }));
    };
    const state = this.destination[kState];
    if (state.state === 'writable' && !writable.isClosing(state)) this.whenWritten(act);
    else act();
  }

  // What has been read must have been written.
  whenWritten(act) {
    RESOLVED.then(() => {
      if (this.writing === 0) act();
      else this.afterWrites = () => RESOLVED.then(act);
    });
  }

  finish(failure) {
    writers.release(this.writer);
    readers.release(this.reader);
    if (this.onAbort !== undefined) this.options.signal.removeEventListener('abort', this.onAbort);
    if (failure === undefined) this.result.resolve();
    else this.result.reject(failure.error);
  }
}

function pipeTo(source, destination, options) {
  return new Pipe(source, destination, options).run();
}

module.exports = { pipeTo };
