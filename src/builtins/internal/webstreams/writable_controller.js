// WritableStreamDefaultController: the queue of a writable stream, and the writes to its sink, one after the other.
'use strict';

const { codes } = require('internal/errors');
const {
  SizedQueue, inspectAs, invoke, kAbort, kError, kInspect, kState, makeEnumerable, methodOf, startedPromise, stateOf,
} = require('internal/webstreams/shared');
const writable = require('internal/webstreams/writable');

const KIND = 'WritableStreamDefaultController';
const kCreate = Symbol('create');
// Stands in the queue for the end.
const kClose = Symbol('close');

class WritableStreamDefaultController {
  constructor(token = undefined) {
    if (token !== kCreate) throw new codes.ERR_ILLEGAL_CONSTRUCTOR();
  }

  get signal() {
    return stateOf(this, KIND).abortController.signal;
  }

  error(error = undefined) {
    const state = stateOf(this, KIND);
    failIfWritable(state, error);
  }

  [kAbort](reason) {
    const state = this[kState];
    const { abort, sink } = state;
    forget(state);
    return invoke(abort, sink, reason);
  }

  [kError]() {
    this[kState].queue.clear();
  }

  [kInspect](depth, options) {
    return inspectAs(this.constructor.name, depth, options, { stream: stateOf(this, KIND).stream });
  }
}
makeEnumerable(WritableStreamDefaultController.prototype, KIND, ['signal', 'error']);

// Made when the signal is asked for, or when the stream is aborted.
class LazyAbortController {
  #controller;
  #aborted = false;
  #reason;

  get signal() {
    if (this.#controller === undefined) {
      const { AbortController } = require('internal/abort_controller');
      this.#controller = new AbortController();
      if (this.#aborted) this.#controller.abort(this.#reason);
    }
    return this.#controller.signal;
  }

  abort(reason) {
    if (this.#aborted) return;
    this.#aborted = true;
    this.#reason = reason;
    this.#controller?.abort(reason);
  }
}

function setUp(stream, sink, start, write, closeSink, abort, highWaterMark, size) {
  const controller = new WritableStreamDefaultController(kCreate);
  const state = {
    kind: KIND,
    stream,
    controller,
    queue: new SizedQueue(),
    highWaterMark,
    size,
    sink,
    write,
    close: closeSink,
    abort,
    abortController: new LazyAbortController(),
    started: false,
    written: undefined,
    notWritten: undefined,
  };
  controller[kState] = state;
  const streamState = stream[kState];
  state.written = () => {
    writable.finishWrite(streamState);
    state.queue.shift();
    if (!writable.isClosing(streamState) && streamState.state === 'writable') {
      writable.setBackpressure(streamState, hasBackpressure(state));
    }
    advance(state);
  };
  state.notWritten = (error) => {
    if (streamState.state === 'writable') forget(state);
    writable.failWrite(stream, error);
  };
  streamState.controller = controller;
  writable.setBackpressure(streamState, hasBackpressure(state));
  const result = start === undefined ? undefined : start.call(sink, controller);
  startedPromise(result).then(
    () => {
      state.started = true;
      advance(state);
    },
    (error) => {
      state.started = true;
      writable.dealWithRejection(stream, error);
    });
}

function setUpFromSink(stream, sink, highWaterMark, size) {
  const start = methodOf(sink, 'start', 'sink');
  const write = methodOf(sink, 'write', 'sink');
  const closeSink = methodOf(sink, 'close', 'sink');
  const abort = methodOf(sink, 'abort', 'sink');
  setUp(stream, sink, start, write, closeSink, abort, highWaterMark, size);
}

const desiredSize = (state) => state.highWaterMark - state.queue.total;
const hasBackpressure = (state) => desiredSize(state) <= 0;

function forget(state) {
  state.write = state.close = state.abort = state.size = state.sink = undefined;
}

function close(state) {
  state.queue.pushSized(kClose, 0);
  advance(state);
}

function fail(state, error) {
  forget(state);
  writable.startErroring(state.stream, error);
}

function failIfWritable(state, error) {
  if (state.stream[kState].state === 'writable') fail(state, error);
}

// Undefined where every chunk counts as one.
function chunkSize(state, chunk) {
  const { size } = state;
  if (size === undefined) return undefined;
  try {
    return size(chunk);
  } catch (error) {
    failIfWritable(state, error);
    return 1;
  }
}

function write(state, chunk, size) {
  try {
    if (size === undefined) state.queue.push(chunk);
    else state.queue.pushSized(chunk, size);
  } catch (error) {
    failIfWritable(state, error);
    return;
  }
  const streamState = state.stream[kState];
  if (!writable.isClosing(streamState) && streamState.state === 'writable') {
    writable.setBackpressure(streamState, hasBackpressure(state));
  }
  advance(state);
}

// Begins the next write, if it is its time.
function advance(state) {
  const streamState = state.stream[kState];
  if (!state.started || streamState.inFlightWrite !== undefined) return;
  if (streamState.state === 'erroring') {
    writable.finishErroring(state.stream);
    return;
  }
  if (state.queue.length === 0) return;
  const chunk = state.queue.peek();
  if (chunk === kClose) {
    processClose(state, streamState);
    return;
  }
  streamState.inFlightWrite = streamState.writeRequests.shift();
  invoke(state.write, state.sink, chunk, state.controller).then(state.written, state.notWritten);
}

function processClose(state, streamState) {
  streamState.inFlightClose = streamState.closeRequest;
  streamState.closeRequest = undefined;
  state.queue.shift();
  const { close: closeSink, sink } = state;
  const promise = invoke(closeSink, sink);
  forget(state);
  const { stream } = state;
  promise.then(() => writable.finishClose(stream), (error) => writable.failClose(stream, error));
}

module.exports = {
  WritableStreamDefaultController,
  chunkSize,
  close,
  desiredSize,
  fail,
  failIfWritable,
  setUp,
  setUpFromSink,
  write,
};
