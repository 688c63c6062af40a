// WritableStreamDefaultWriter: a lock on a writable stream.
'use strict';

const { codes } = require('internal/errors');
const {
  Deferred, RESOLVED, inspectAs, invalidState, isKind, kInspect, kState, makeEnumerable, rejectedDeferred, rejectedThis,
  resolvedDeferred, stateOf,
} = require('internal/webstreams/shared');
const writable = require('internal/webstreams/writable');
const controllers = require('internal/webstreams/writable_controller');

const KIND = 'WritableStreamDefaultWriter';
const unbound = () => Promise.reject(invalidState('Writer is not bound to a WritableStream'));

class WritableStreamDefaultWriter {
  constructor(stream) {
    if (!writable.isWritableStream(stream)) throw new codes.ERR_INVALID_ARG_TYPE('stream', 'WritableStream', stream);
    lock(this, stream);
  }

  get closed() {
    return isKind(this, KIND) ? this[kState].closed.promise : rejectedThis(KIND);
  }

  get desiredSize() {
    const { stream } = stateOf(this, KIND);
    if (stream === undefined) throw invalidState('Writer is not bound to a WritableStream');
    return desiredSize(stream);
  }

  get ready() {
    return isKind(this, KIND) ? this[kState].ready.promise : rejectedThis(KIND);
  }

  abort(reason = undefined) {
    if (!isKind(this, KIND)) return rejectedThis(KIND);
    const { stream } = this[kState];
    return stream === undefined ? unbound() : writable.abort(stream, reason);
  }

  close() {
    if (!isKind(this, KIND)) return rejectedThis(KIND);
    const { stream } = this[kState];
    if (stream === undefined) return unbound();
    if (writable.isClosing(stream[kState])) return Promise.reject(invalidState('Failure to close WritableStream'));
    return writable.close(stream);
  }

  releaseLock() {
    if (stateOf(this, KIND).stream !== undefined) release(this);
  }

  write(chunk = undefined) {
    if (!isKind(this, KIND)) return rejectedThis(KIND);
    return this[kState].stream === undefined ? unbound() : write(this, chunk);
  }

  [kInspect](depth, options) {
    const { stream, closed, ready } = stateOf(this, KIND);
    return inspectAs(this.constructor.name, depth, options, {
      stream, close: closed.promise, ready: ready.promise, desiredSize: this.desiredSize,
    });
  }
}
makeEnumerable(WritableStreamDefaultWriter.prototype, KIND, [
  'closed', 'desiredSize', 'ready', 'abort', 'close', 'releaseLock', 'write']);

function lock(writer, stream) {
  const state = stream[kState];
  if (state.writer !== undefined) throw invalidState('WritableStream is locked');
  let ready = resolvedDeferred();
  let closed;
  switch (state.state) {
    case 'writable':
      if (!writable.isClosing(state) && state.backpressure) ready = new Deferred();
      closed = new Deferred();
      break;
    case 'erroring':
      ready = rejectedDeferred(state.storedError);
      closed = new Deferred();
      break;
    case 'closed':
      closed = resolvedDeferred();
      break;
    default:
      ready = rejectedDeferred(state.storedError);
      closed = rejectedDeferred(state.storedError);
  }
  // `onReady` is the pipe's: called when there is room again.
  writer[kState] = { kind: KIND, stream, ready, closed, onReady: undefined };
  state.writer = writer;
}

function desiredSize(stream) {
  const { state, controller } = stream[kState];
  if (state === 'errored' || state === 'erroring') return null;
  return state === 'closed' ? 0 : controllers.desiredSize(controller[kState]);
}

function rejectReady(state, error) {
  if (state.ready.isPending) state.ready.reject(error);
  else state.ready = rejectedDeferred(error);
}

function rejectClosed(state, error) {
  if (state.closed.isPending) state.closed.reject(error);
  else state.closed = rejectedDeferred(error);
}

function release(writer) {
  const state = writer[kState];
  const error = invalidState('Writer has been released');
  rejectReady(state, error);
  rejectClosed(state, error);
  state.stream[kState].writer = undefined;
  state.stream = undefined;
}

function write(writer, chunk) {
  const request = Promise.withResolvers();
  writeFor(writer, chunk, request);
  return request.promise;
}

// The same, with the write request of the caller: of its methods `resolve` and `reject` one is called.
function writeFor(writer, chunk, request) {
  const { stream } = writer[kState];
  const state = stream[kState];
  const controller = state.controller[kState];
  const size = controllers.chunkSize(controller, chunk);
  // The function that measures may have released the writer.
  if (stream !== writer[kState].stream) request.reject(invalidState('Mismatched WritableStreams'));
  else if (state.state === 'errored') request.reject(state.storedError);
  else if (writable.isClosing(state) || state.state === 'closed') request.reject(invalidState('WritableStream is closed'));
  else if (state.state === 'erroring') request.reject(state.storedError);
  else {
    state.writeRequests.push(request);
    controllers.write(controller, chunk, size);
  }
}

// The end of a pipe: an error of the stream is an error of the pipe.
function closeOrFail(writer) {
  const { stream } = writer[kState];
  const state = stream[kState];
  if (writable.isClosing(state) || state.state === 'closed') return RESOLVED;
  if (state.state === 'errored') return Promise.reject(state.storedError);
  return writable.close(stream);
}

module.exports = { WritableStreamDefaultWriter, closeOrFail, desiredSize, rejectReady, release, write, writeFor };
