// ReadableStream, and what happens to one as a whole: closing, errors, cancelling.
//
// Neighbours: `readers`, `readable_controller` and `byte_controller` (where chunks wait), `tee`, `iteration`, `pipe`.
'use strict';

const { codes } = require('internal/errors');
const { validateBoolean } = require('internal/validators');
const {
  Deferred, RESOLVED, checkDictionary, checkObject, handled, highWaterMarkOf, inspectAs, invalidState, isKind, kCancel, kInspect,
  kState, makeEnumerable, nothing, rejectedThis, sizeAlgorithmOf, stateOf,
} = require('internal/webstreams/shared');

const kIsDisturbed = Symbol.for('nodejs.stream.disturbed');
const kIsErrored = Symbol.for('nodejs.stream.errored');
const kIsReadable = Symbol.for('nodejs.stream.readable');
const kIsClosedPromise = Symbol.for('nodejs.webstream.isClosedPromise');
const kControllerErrorFunction = Symbol.for('nodejs.webstream.controllerErrorFunction');

const KIND = 'ReadableStream';
const isReadableStream = (value) => isKind(value, KIND);
const isLocked = (stream) => stream[kState].reader !== undefined;

function newState() {
  return {
    kind: KIND,
    state: 'readable',
    disturbed: false,
    reader: undefined,
    storedError: undefined,
    controller: undefined,
    // Made when somebody asks for it.
    ended: undefined,
  };
}

class ReadableStream {
  constructor(source = {}, strategy = {}) {
    checkObject(source, 'source');
    checkDictionary(strategy, 'strategy');
    this[kState] = newState();
    const type = source.type;
    const highWaterMark = strategy?.highWaterMark;
    const size = strategy?.size;
    if (`${type}` === 'bytes') {
      if (size !== undefined) throw new codes.ERR_INVALID_ARG_VALUE.RangeError('strategy.size', size);
      const { setUpFromSource } = require('internal/webstreams/byte_controller');
      setUpFromSource(this, source, highWaterMarkOf(highWaterMark, 0));
      return;
    }
    if (type !== undefined) throw new codes.ERR_INVALID_ARG_VALUE('source.type', type);
    const { setUpFromSource } = require('internal/webstreams/readable_controller');
    setUpFromSource(this, source, highWaterMarkOf(highWaterMark, 1), sizeAlgorithmOf(size));
  }

  get locked() {
    stateOf(this, KIND);
    return isLocked(this);
  }

  static from(iterable) {
    return require('internal/webstreams/iteration').streamFrom(iterable);
  }

  cancel(reason = undefined) {
    if (!isReadableStream(this)) return rejectedThis(KIND);
    if (isLocked(this)) return Promise.reject(invalidState('ReadableStream is locked'));
    return cancel(this, reason);
  }

  getReader(options = undefined) {
    stateOf(this, KIND);
    const mode = checkDictionary(options, 'options').mode;
    const readers = require('internal/webstreams/readers');
    if (mode === undefined) return new readers.ReadableStreamDefaultReader(this);
    if (`${mode}` !== 'byob') throw new codes.ERR_INVALID_ARG_VALUE('options.mode', mode);
    return new readers.ReadableStreamBYOBReader(this);
  }

  pipeThrough(transform, options = {}) {
    stateOf(this, KIND);
    const readable = transform?.readable;
    if (!isReadableStream(readable)) {
      throw new codes.ERR_INVALID_ARG_TYPE('transform.readable', 'ReadableStream', readable);
    }
    const writable = transform?.writable;
    if (!isKind(writable, 'WritableStream')) {
      throw new codes.ERR_INVALID_ARG_TYPE('transform.writable', 'WritableStream', writable);
    }
    const how = pipeOptions(options);
    if (isLocked(this)) throw invalidState('The ReadableStream is locked');
    if (writable[kState].writer !== undefined) throw invalidState('The WritableStream is locked');
    handled(require('internal/webstreams/pipe').pipeTo(this, writable, how));
    return readable;
  }

  pipeTo(destination, options = {}) {
    try {
      stateOf(this, KIND);
      if (!isKind(destination, 'WritableStream')) {
        throw new codes.ERR_INVALID_ARG_TYPE('transform.writable', 'WritableStream', destination);
      }
      const how = pipeOptions(options);
      if (isLocked(this)) throw invalidState('The ReadableStream is locked');
      if (destination[kState].writer !== undefined) throw invalidState('The WritableStream is locked');
      return require('internal/webstreams/pipe').pipeTo(this, destination, how);
    } catch (error) {
      return Promise.reject(error);
    }
  }

  tee() {
    stateOf(this, KIND);
    return require('internal/webstreams/tee').tee(this, false);
  }

  values(options = {}) {
    stateOf(this, KIND);
    const { preventCancel = false } = checkDictionary(options, 'options');
    return require('internal/webstreams/iteration').values(this, Boolean(preventCancel));
  }

  get [kIsDisturbed]() {
    return this[kState].disturbed;
  }

  get [kIsErrored]() {
    return this[kState].state === 'errored';
  }

  get [kIsReadable]() {
    return this[kState].state === 'readable';
  }

  [kControllerErrorFunction](error) {
    this[kState].controller.error(error);
  }

  get [kIsClosedPromise]() {
    return ended(this);
  }

  [kInspect](depth, options) {
    const { state, controller } = stateOf(this, KIND);
    return inspectAs(this.constructor.name, depth, options, {
      locked: this.locked, state, supportsBYOB: isKind(controller, 'ReadableByteStreamController'),
    });
  }
}
makeEnumerable(ReadableStream.prototype, KIND, [
  'locked', 'cancel', 'getReader', 'pipeThrough', 'pipeTo', 'tee', 'values']);
Object.defineProperty(ReadableStream.prototype, Symbol.asyncIterator, {
  __proto__: null, value: ReadableStream.prototype.values, configurable: true, writable: true,
});
Object.defineProperty(ReadableStream, 'from', { __proto__: null, enumerable: true });

function pipeOptions(options) {
  const { preventAbort, preventCancel, preventClose, signal } = checkDictionary(options, 'options');
  if (signal !== undefined && !require('internal/abort_controller').isSignal(signal)) {
    throw new codes.ERR_INVALID_ARG_TYPE('options.signal', 'AbortSignal', signal);
  }
  return {
    preventAbort: Boolean(preventAbort),
    preventCancel: Boolean(preventCancel),
    preventClose: Boolean(preventClose),
    signal,
  };
}

// A stream of the runtime's own: its controller is given functions instead of a source.
function createReadable(start, pull, cancelSource, highWaterMark = 1, size = undefined) {
  const stream = Object.create(ReadableStream.prototype);
  stream[kState] = newState();
  const { setUp } = require('internal/webstreams/readable_controller');
  setUp(stream, undefined, start, pull, cancelSource, highWaterMark, size);
  return stream;
}

function createByteStream(start, pull, cancelSource, highWaterMark = 0) {
  const stream = Object.create(ReadableStream.prototype);
  stream[kState] = newState();
  const { setUp } = require('internal/webstreams/byte_controller');
  setUp(stream, undefined, start, pull, cancelSource, highWaterMark, undefined);
  return stream;
}

// A deferred that settles when the stream is closed or errored, whoever reads it.
function ended(stream) {
  const state = stream[kState];
  if (state.ended !== undefined) return state.ended;
  state.ended = new Deferred();
  if (state.state === 'closed') state.ended.resolve();
  else if (state.state === 'errored') state.ended.reject(state.storedError);
  return state.ended;
}

function cancel(stream, reason) {
  const state = stream[kState];
  state.disturbed = true;
  if (state.state === 'closed') return RESOLVED.then(nothing);
  if (state.state === 'errored') return Promise.reject(state.storedError);
  close(stream);
  const { reader } = state;
  if (reader !== undefined && reader[kState].kind === 'ReadableStreamBYOBReader') {
    for (const request of reader[kState].requests.take()) request.close(undefined);
  }
  return state.controller[kCancel](reason).then(nothing);
}

function close(stream) {
  const state = stream[kState];
  state.state = 'closed';
  state.ended?.resolve();
  const reader = state.reader?.[kState];
  if (reader === undefined) return;
  reader.closed.resolve();
  if (reader.kind === 'ReadableStreamDefaultReader') {
    for (const request of reader.requests.take()) request.close();
  }
}

function fail(stream, error) {
  const state = stream[kState];
  state.state = 'errored';
  state.storedError = error;
  state.ended?.reject(error);
  const reader = state.reader?.[kState];
  if (reader === undefined) return;
  reader.closed.reject(error);
  for (const request of reader.requests.take()) request.error(error);
}

// How many reads wait for a chunk; for a reader of the given class only.
function waitingReads(stream, kind) {
  const reader = stream[kState].reader?.[kState];
  return reader !== undefined && reader.kind === kind ? reader.requests.length : 0;
}

// node:stream/web has this one under the name of the standard.
function ReadableStreamTee(stream, cloneForBranch2 = false) {
  if (!isReadableStream(stream)) throw new codes.ERR_INVALID_ARG_TYPE('stream', 'ReadableStream', stream);
  validateBoolean(cloneForBranch2, 'cloneForBranch2');
  return require('internal/webstreams/tee').tee(stream, cloneForBranch2);
}

module.exports = {
  ReadableStream,
  ReadableStreamTee,
  cancel,
  close,
  createByteStream,
  createReadable,
  fail,
  isLocked,
  isReadableStream,
  newState,
  waitingReads,
};
