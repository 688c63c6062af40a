// ReadableStreamDefaultReader and ReadableStreamBYOBReader: a lock on a stream, and the reads that wait for chunks.
//
// A read request is an object with `chunk`, `close` and `error`, of which one is called, once.
'use strict';

const { codes } = require('internal/errors');
const { validateNumber } = require('internal/validators');
const {
  Deferred, List, checkDictionary, inspectAs, invalidState, isKind, kInspect, kPull, kRelease, kState, makeEnumerable,
  rejectedDeferred, rejectedThis, resolvedDeferred, stateOf,
} = require('internal/webstreams/shared');
const readable = require('internal/webstreams/readable');

const DEFAULT = 'ReadableStreamDefaultReader';
const BYOB = 'ReadableStreamBYOBReader';

// The read of a program.
class ReadRequest {
  constructor() {
    this.promise = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
  }

  chunk(value) {
    this.resolve({ done: false, value });
  }

  close(value) {
    this.resolve({ done: true, value });
  }

  error(error) {
    this.reject(error);
  }
}

class ReadableStreamDefaultReader {
  constructor(stream) {
    lock(this, DEFAULT, stream);
  }

  read() {
    if (!isKind(this, DEFAULT)) return rejectedThis(DEFAULT);
    const { stream } = this[kState];
    if (stream === undefined) return Promise.reject(invalidState('The reader is not attached to a stream'));
    const request = new ReadRequest();
    read(stream, request);
    return request.promise;
  }

  releaseLock() {
    const state = stateOf(this, DEFAULT);
    if (state.stream !== undefined) release(this);
  }

  get closed() {
    if (!isKind(this, DEFAULT)) return rejectedThis(DEFAULT);
    return this[kState].closed.promise;
  }

  cancel(reason = undefined) {
    return isKind(this, DEFAULT) ? cancel(this, reason) : rejectedThis(DEFAULT);
  }

  [kInspect](depth, options) {
    const { stream, requests, closed } = stateOf(this, DEFAULT);
    return inspectAs(this.constructor.name, depth, options, {
      stream, readRequests: requests.length, close: closed.promise,
    });
  }
}
makeEnumerable(ReadableStreamDefaultReader.prototype, DEFAULT, ['closed', 'read', 'releaseLock', 'cancel']);

class ReadableStreamBYOBReader {
  constructor(stream) {
    lock(this, BYOB, stream);
  }

  read(view, options = {}) {
    try {
      const state = stateOf(this, BYOB);
      const min = checkRead(view, options);
      if (state.stream === undefined) throw invalidState('The reader is not attached to a stream');
      const request = new ReadRequest();
      readInto(state.stream, view, min, request);
      return request.promise;
    } catch (error) {
      return Promise.reject(error);
    }
  }

  releaseLock() {
    const state = stateOf(this, BYOB);
    if (state.stream !== undefined) release(this);
  }

  get closed() {
    if (!isKind(this, BYOB)) return rejectedThis(BYOB);
    return this[kState].closed.promise;
  }

  cancel(reason = undefined) {
    return isKind(this, BYOB) ? cancel(this, reason) : rejectedThis(BYOB);
  }

  [kInspect](depth, options) {
    const { stream, requests, closed } = stateOf(this, BYOB);
    return inspectAs(this.constructor.name, depth, options, {
      stream, readIntoRequests: requests.length, close: closed.promise,
    });
  }
}
makeEnumerable(ReadableStreamBYOBReader.prototype, BYOB, ['closed', 'read', 'releaseLock', 'cancel']);

// Checks what a BYOB read is given; returns the least number of elements.
function checkRead(view, options) {
  if (!ArrayBuffer.isView(view)) {
    throw new codes.ERR_INVALID_ARG_TYPE('view', ['Buffer', 'TypedArray', 'DataView'], view);
  }
  checkDictionary(options, 'options');
  const { buffer } = view;
  if (require('internal/util/types').isSharedArrayBuffer(buffer)) {
    throw new codes.ERR_INVALID_ARG_VALUE('view', view, 'must not be backed by a SharedArrayBuffer');
  }
  if (view.byteLength === 0 || buffer.byteLength === 0) {
    throw invalidState('View or Viewed ArrayBuffer is zero-length or detached');
  }
  const min = options?.min ?? 1;
  validateNumber(min, 'options.min');
  if (!Number.isInteger(min)) throw new codes.ERR_INVALID_ARG_VALUE('options.min', min, 'must be an integer');
  if (min <= 0) throw new codes.ERR_INVALID_ARG_VALUE('options.min', min, 'must be greater than 0');
  const isTyped = require('internal/util/types').isTypedArray(view);
  if (min > (isTyped ? view.length : view.byteLength)) {
    throw new codes.ERR_OUT_OF_RANGE('options.min', `<= view.${isTyped ? 'length' : 'byteLength'}`, min);
  }
  return min;
}

function lock(reader, kind, stream) {
  if (!readable.isReadableStream(stream)) throw new codes.ERR_INVALID_ARG_TYPE('stream', 'ReadableStream', stream);
  const state = stream[kState];
  if (kind === BYOB && state.controller[kState].kind !== 'ReadableByteStreamController') {
    throw new codes.ERR_INVALID_ARG_VALUE('stream', stream, 'must be a byte stream');
  }
  if (state.reader !== undefined) throw invalidState('ReadableStream is locked');
  let closed;
  if (state.state === 'readable') closed = new Deferred();
  else if (state.state === 'closed') closed = resolvedDeferred();
  else closed = rejectedDeferred(state.storedError);
  reader[kState] = { kind, stream, requests: new List(), closed };
  state.reader = reader;
}

function read(stream, request) {
  const state = stream[kState];
  state.disturbed = true;
  if (state.state === 'readable') state.controller[kPull](request);
  else if (state.state === 'closed') request.close();
  else request.error(state.storedError);
}

function readInto(stream, view, min, request) {
  const state = stream[kState];
  state.disturbed = true;
  if (state.state === 'errored') request.error(state.storedError);
  else require('internal/webstreams/byte_controller').pullInto(state.controller[kState], view, min, request);
}

function release(reader) {
  const state = reader[kState];
  const { stream } = state;
  const error = invalidState('Reader released');
  if (stream[kState].state === 'readable') {
    state.closed.reject(error);
  } else {
    state.closed = rejectedDeferred(error);
  }
  stream[kState].controller[kRelease]();
  stream[kState].reader = undefined;
  state.stream = undefined;
  if (state.requests.length === 0) return;
  const releasing = invalidState('Releasing reader');
  for (const request of state.requests.take()) request.error(releasing);
}

function cancel(reader, reason) {
  const { stream } = reader[kState];
  if (stream === undefined) return Promise.reject(invalidState('The reader is not attached to a stream'));
  return readable.cancel(stream, reason);
}

module.exports = { ReadableStreamBYOBReader, ReadableStreamDefaultReader, read, readInto, release };
