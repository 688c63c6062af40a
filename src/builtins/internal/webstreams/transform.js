// TransformStream and its controller: what is written to one side is transformed and read from the other.
//
// Back pressure of the readable side holds the next write back: `change` is the promise of its next change.
'use strict';

const { codes } = require('internal/errors');
const {
  Deferred, checkDictionary, checkObject, handled, highWaterMarkOf, inspectAs, invalidState, invoke, isKind, kInspect, kState,
  makeEnumerable, methodOf, sizeAlgorithmOf, stateOf, RESOLVED,
} = require('internal/webstreams/shared');
const { createReadable } = require('internal/webstreams/readable');
const { createWritable } = require('internal/webstreams/writable');
const readableSide = require('internal/webstreams/readable_controller');
const writableSide = require('internal/webstreams/writable_controller');

const KIND = 'TransformStream';
const CONTROLLER = 'TransformStreamDefaultController';
const kCreate = Symbol('create');

class TransformStream {
  constructor(transformer = {}, writableStrategy = {}, readableStrategy = {}) {
    checkObject(transformer, 'transformer');
    checkDictionary(writableStrategy, 'writableStrategy');
    checkDictionary(readableStrategy, 'readableStrategy');
    const { readableType, writableType } = transformer;
    const start = methodOf(transformer, 'start', 'transformer');
    const methods = {
      transform: methodOf(transformer, 'transform', 'transformer'),
      flush: methodOf(transformer, 'flush', 'transformer'),
      cancel: methodOf(transformer, 'cancel', 'transformer'),
      transformer,
    };
    if (readableType !== undefined) {
      throw new codes.ERR_INVALID_ARG_VALUE.RangeError('transformer.readableType', readableType);
    }
    if (writableType !== undefined) {
      throw new codes.ERR_INVALID_ARG_VALUE.RangeError('transformer.writableType', writableType);
    }
    const readableMark = highWaterMarkOf(readableStrategy?.highWaterMark, 0);
    const readableSize = sizeAlgorithmOf(readableStrategy?.size);
    const writableMark = highWaterMarkOf(writableStrategy?.highWaterMark, 1);
    const writableSize = sizeAlgorithmOf(writableStrategy?.size);
    const started = Promise.withResolvers();
    setUp(this, started.promise, methods, writableMark, writableSize, readableMark, readableSize);
    started.resolve(start?.call(transformer, this[kState].controller.owner));
  }

  get readable() {
    return stateOf(this, KIND).readable;
  }

  get writable() {
    return stateOf(this, KIND).writable;
  }

  [kInspect](depth, options) {
    const { readable, writable, backpressure } = stateOf(this, KIND);
    return inspectAs(this.constructor.name, depth, options, { readable, writable, backpressure });
  }
}
makeEnumerable(TransformStream.prototype, KIND, ['readable', 'writable']);

class TransformStreamDefaultController {
  constructor(token = undefined) {
    if (token !== kCreate) throw new codes.ERR_ILLEGAL_CONSTRUCTOR();
  }

  get desiredSize() {
    const { stream } = stateOf(this, CONTROLLER);
    return stream[kState].readable[kState].controller.desiredSize;
  }

  enqueue(chunk = undefined) {
    enqueue(stateOf(this, CONTROLLER).stream[kState], chunk);
  }

  error(error = undefined) {
    fail(stateOf(this, CONTROLLER).stream[kState], error);
  }

  terminate() {
    terminate(stateOf(this, CONTROLLER).stream[kState]);
  }

  [kInspect](depth, options) {
    return inspectAs(this.constructor.name, depth, options, { stream: stateOf(this, CONTROLLER).stream });
  }
}
makeEnumerable(TransformStreamDefaultController.prototype, CONTROLLER, [
  'desiredSize', 'enqueue', 'error', 'terminate']);

function setUp(stream, started, methods, writableMark, writableSize, readableMark, readableSize) {
  const owner = new TransformStreamDefaultController(kCreate);
  // `finish` is the deferred of whatever ends the stream first: close, abort or cancel.
  const controller = { kind: CONTROLLER, stream, owner, methods, finish: undefined };
  owner[kState] = controller;
  const state = {
    kind: KIND,
    readable: undefined,
    writable: undefined,
    backpressure: undefined,
    change: undefined,
    controller,
  };
  stream[kState] = state;
  const start = () => started;
  setBackpressure(state, true);
  state.writable = createWritable(
    start,
    (chunk) => write(state, chunk),
    () => closeSink(state),
    (reason) => abortSink(state, reason),
    writableMark, writableSize);
  state.readable = createReadable(
    start,
    () => {
      setBackpressure(state, false);
      return state.change.promise;
    },
    (reason) => cancelSource(state, reason),
    readableMark, readableSize);
}

const readableController = (state) => state.readable[kState].controller[kState];
const writableController = (state) => state.writable[kState].controller[kState];

function setBackpressure(state, backpressure) {
  state.change?.resolve();
  state.change = new Deferred();
  state.backpressure = backpressure;
}

function unblockWrite(state) {
  if (state.backpressure) setBackpressure(state, false);
}

function fail(state, error) {
  readableSide.fail(readableController(state), error);
  failWritable(state, error);
}

function failWritable(state, error) {
  forget(state.controller);
  writableSide.failIfWritable(writableController(state), error);
  unblockWrite(state);
}

function forget(controller) {
  controller.methods = { transform: nothingToDo, flush: undefined, cancel: undefined, transformer: undefined };
}

function nothingToDo() {}

function enqueue(state, chunk) {
  const controller = readableController(state);
  if (!readableSide.canEnqueue(controller)) throw invalidState('Unable to enqueue');
  try {
    readableSide.enqueue(controller, chunk);
  } catch (error) {
    failWritable(state, error);
    throw state.readable[kState].storedError;
  }
  const backpressure = !readableSide.shouldPull(controller);
  if (backpressure !== state.backpressure) setBackpressure(state, true);
}

function terminate(state) {
  readableSide.close(readableController(state));
  failWritable(state, invalidState('TransformStream has been terminated'));
}

function transform(state, chunk) {
  const { owner, methods } = state.controller;
  if (methods.transform === undefined) {
    // Without a transform, chunks go through as they are.
    try {
      enqueue(state, chunk);
      return RESOLVED;
    } catch (error) {
      fail(state, error);
      return Promise.reject(error);
    }
  }
  const result = invoke(methods.transform, methods.transformer, chunk, owner);
  if (result === RESOLVED) return result;
  return result.then(undefined, (error) => {
    fail(state, error);
    throw error;
  });
}

function write(state, chunk) {
  if (!state.backpressure) return transform(state, chunk);
  return state.change.promise.then(() => {
    const writable = state.writable[kState];
    if (writable.state === 'erroring') throw writable.storedError;
    return transform(state, chunk);
  });
}

// Runs `method` once; `done` and `failed` say what it means for the other side.
function finish(state, name, argument, done, failed) {
  const { controller } = state;
  if (controller.finish !== undefined) return controller.finish.promise;
  const deferred = controller.finish = Promise.withResolvers();
  handled(deferred.promise);
  const { methods } = controller;
  const result = invoke(methods[name], methods.transformer, argument);
  forget(controller);
  result.then(() => done(deferred), (error) => {
    failed(error);
    deferred.reject(error);
  });
  return deferred.promise;
}

function closeSink(state) {
  const failReadable = (error) => readableSide.fail(readableController(state), error);
  return finish(state, 'flush', state.controller.owner, (deferred) => {
    const readable = state.readable[kState];
    if (readable.state === 'errored') {
      deferred.reject(readable.storedError);
    } else {
      readableSide.close(readableController(state));
      deferred.resolve();
    }
  }, failReadable);
}

function abortSink(state, reason) {
  const failReadable = (error) => readableSide.fail(readableController(state), error);
  return finish(state, 'cancel', reason, (deferred) => {
    const readable = state.readable[kState];
    if (readable.state === 'errored') {
      deferred.reject(readable.storedError);
    } else {
      failReadable(reason);
      deferred.resolve();
    }
  }, failReadable);
}

function cancelSource(state, reason) {
  const end = (error) => {
    writableSide.failIfWritable(writableController(state), error);
    unblockWrite(state);
  };
  return finish(state, 'cancel', reason, (deferred) => {
    const writable = state.writable[kState];
    if (writable.state === 'errored') {
      deferred.reject(writable.storedError);
    } else {
      end(reason);
      deferred.resolve();
    }
  }, end);
}

module.exports = {
  TransformStream,
  TransformStreamDefaultController,
  isTransformStream: (value) => isKind(value, KIND),
};
