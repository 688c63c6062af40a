// WritableStream, and what happens to one as a whole: closing, aborting, errors.
//
// "erroring" is the time between an error and the end of the write under way. Neighbours: `writer`,
// `writable_controller` (where chunks wait).
'use strict';

const { codes } = require('internal/errors');
const {
  Deferred, List, RESOLVED, checkDictionary, checkObject, highWaterMarkOf, inspectAs, invalidState, isKind, kAbort,
  kError, kInspect, kState, makeEnumerable, nothing, rejectedThis, sizeAlgorithmOf, stateOf,
} = require('internal/webstreams/shared');

const kIsErrored = Symbol.for('nodejs.stream.errored');
const kIsWritable = Symbol.for('nodejs.stream.writable');
const kIsClosedPromise = Symbol.for('nodejs.webstream.isClosedPromise');
const kControllerErrorFunction = Symbol.for('nodejs.webstream.controllerErrorFunction');

const KIND = 'WritableStream';
const isWritableStream = (value) => isKind(value, KIND);
const isLocked = (stream) => stream[kState].writer !== undefined;

// Requests are deferreds.
function newState() {
  return {
    kind: KIND,
    state: 'writable',
    storedError: undefined,
    writer: undefined,
    controller: undefined,
    writeRequests: new List(),
    inFlightWrite: undefined,
    closeRequest: undefined,
    inFlightClose: undefined,
    // { deferred, reason, wasErroring }
    pendingAbort: undefined,
    backpressure: false,
    ended: undefined,
  };
}

class WritableStream {
  constructor(sink = {}, strategy = {}) {
    checkObject(sink, 'sink');
    checkDictionary(strategy, 'strategy');
    const { type } = sink;
    if (type !== undefined) throw new codes.ERR_INVALID_ARG_VALUE.RangeError('type', type);
    this[kState] = newState();
    const size = sizeAlgorithmOf(strategy?.size);
    const highWaterMark = highWaterMarkOf(strategy?.highWaterMark, 1);
    require('internal/webstreams/writable_controller').setUpFromSink(this, sink, highWaterMark, size);
  }

  get locked() {
    stateOf(this, KIND);
    return isLocked(this);
  }

  abort(reason = undefined) {
    if (!isWritableStream(this)) return rejectedThis(KIND);
    if (isLocked(this)) return Promise.reject(invalidState('WritableStream is locked'));
    return abort(this, reason);
  }

  close() {
    if (!isWritableStream(this)) return rejectedThis(KIND);
    if (isLocked(this)) return Promise.reject(invalidState('WritableStream is locked'));
    if (isClosing(this[kState])) return Promise.reject(invalidState('Failure closing WritableStream'));
    return close(this);
  }

  getWriter() {
    stateOf(this, KIND);
    const { WritableStreamDefaultWriter } = require('internal/webstreams/writer');
    return new WritableStreamDefaultWriter(this);
  }

  get [kIsErrored]() {
    return this[kState].state === 'errored';
  }

  get [kIsWritable]() {
    return this[kState].state === 'writable';
  }

  [kControllerErrorFunction](error) {
    this[kState].controller.error(error);
  }

  get [kIsClosedPromise]() {
    return ended(this);
  }

  [kInspect](depth, options) {
    const { state } = stateOf(this, KIND);
    return inspectAs(this.constructor.name, depth, options, { locked: this.locked, state });
  }
}
makeEnumerable(WritableStream.prototype, KIND, ['locked', 'abort', 'close', 'getWriter']);

// A stream of the runtime's own: its controller is given functions instead of a sink.
function createWritable(start, write, closeSink, abortSink, highWaterMark = 1, size = undefined) {
  const stream = Object.create(WritableStream.prototype);
  stream[kState] = newState();
  const { setUp } = require('internal/webstreams/writable_controller');
  setUp(stream, undefined, start, write, closeSink, abortSink, highWaterMark, size);
  return stream;
}

// A deferred that settles when the stream is closed or errored, whoever writes to it.
function ended(stream) {
  const state = stream[kState];
  if (state.ended !== undefined) return state.ended;
  state.ended = new Deferred();
  if (state.state === 'closed') state.ended.resolve();
  else if (state.state === 'errored') state.ended.reject(state.storedError);
  return state.ended;
}

const isClosing = (state) => state.closeRequest !== undefined || state.inFlightClose !== undefined;
const isOver = (state) => state.state === 'closed' || state.state === 'errored';

function abort(stream, reason) {
  const state = stream[kState];
  if (isOver(state)) return RESOLVED.then(nothing);
  const { abortController } = state.controller[kState];
  abortController.abort(reason);
  // Somebody who listens to the signal may have ended the stream.
  if (isOver(state)) return RESOLVED.then(nothing);
  if (state.pendingAbort !== undefined) return state.pendingAbort.deferred.promise;
  const wasErroring = state.state === 'erroring';
  const deferred = Promise.withResolvers();
  state.pendingAbort = { deferred, reason: wasErroring ? undefined : reason, wasErroring };
  if (!wasErroring) startErroring(stream, reason);
  return deferred.promise;
}

function close(stream) {
  const state = stream[kState];
  if (isOver(state)) return Promise.reject(invalidState('WritableStream is closed'));
  const deferred = Promise.withResolvers();
  state.closeRequest = deferred;
  if (state.writer !== undefined && state.backpressure && state.state === 'writable') {
    state.writer[kState].ready.resolve();
  }
  require('internal/webstreams/writable_controller').close(state.controller[kState]);
  return deferred.promise;
}

function dealWithRejection(stream, error) {
  if (stream[kState].state === 'writable') startErroring(stream, error);
  else finishErroring(stream);
}

function startErroring(stream, reason) {
  const state = stream[kState];
  state.state = 'erroring';
  state.storedError = reason;
  if (state.writer !== undefined) require('internal/webstreams/writer').rejectReady(state.writer[kState], reason);
  if (state.inFlightWrite === undefined && state.inFlightClose === undefined && state.controller[kState].started) {
    finishErroring(stream);
  }
}

function finishErroring(stream) {
  const state = stream[kState];
  state.state = 'errored';
  state.controller[kError]();
  for (const request of state.writeRequests.take()) request.reject(state.storedError);
  state.ended?.reject(state.storedError);
  const { pendingAbort } = state;
  if (pendingAbort === undefined) {
    rejectClosed(state);
    return;
  }
  state.pendingAbort = undefined;
  if (pendingAbort.wasErroring) {
    pendingAbort.deferred.reject(state.storedError);
    rejectClosed(state);
    return;
  }
  state.controller[kAbort](pendingAbort.reason).then(
    () => {
      pendingAbort.deferred.resolve();
      rejectClosed(state);
    },
    (error) => {
      pendingAbort.deferred.reject(error);
      rejectClosed(state);
    });
}

function rejectClosed(state) {
  if (state.closeRequest !== undefined) {
    state.closeRequest.reject(state.storedError);
    state.closeRequest = undefined;
  }
  if (state.writer === undefined) return;
  state.writer[kState].closed.reject(state.storedError);
}

function finishWrite(state) {
  const request = state.inFlightWrite;
  state.inFlightWrite = undefined;
  request.resolve();
}

function failWrite(stream, error) {
  const state = stream[kState];
  state.inFlightWrite.reject(error);
  state.inFlightWrite = undefined;
  dealWithRejection(stream, error);
}

function finishClose(stream) {
  const state = stream[kState];
  state.inFlightClose.resolve();
  state.inFlightClose = undefined;
  if (state.state === 'erroring') {
    state.storedError = undefined;
    state.pendingAbort?.deferred.resolve();
    state.pendingAbort = undefined;
  }
  state.state = 'closed';
  state.ended?.resolve();
  if (state.writer !== undefined) state.writer[kState].closed.resolve();
}

function failClose(stream, error) {
  const state = stream[kState];
  state.inFlightClose.reject(error);
  state.inFlightClose = undefined;
  state.pendingAbort?.deferred.reject(error);
  state.pendingAbort = undefined;
  dealWithRejection(stream, error);
}

function setBackpressure(state, backpressure) {
  if (state.writer !== undefined && backpressure !== state.backpressure) {
    const writer = state.writer[kState];
    if (backpressure) {
      writer.ready = new Deferred();
    } else {
      writer.ready.resolve();
      writer.onReady?.();
    }
  }
  state.backpressure = backpressure;
}

module.exports = {
  WritableStream,
  abort,
  close,
  createWritable,
  dealWithRejection,
  failClose,
  failWrite,
  finishClose,
  finishErroring,
  finishWrite,
  isClosing,
  isLocked,
  isWritableStream,
  newState,
  setBackpressure,
  startErroring,
};
