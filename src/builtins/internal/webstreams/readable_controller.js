// ReadableStreamDefaultController: the queue of a stream of any values, and when its source is asked for more.
'use strict';

const { codes } = require('internal/errors');
const {
  SizedQueue, inspectAs, invalidState, invoke, kCancel, kInspect, kPull, kRelease, kState, makeEnumerable, methodOf,
  startedPromise, stateOf,
} = require('internal/webstreams/shared');
const readable = require('internal/webstreams/readable');

const KIND = 'ReadableStreamDefaultController';
const kCreate = Symbol('create');

class ReadableStreamDefaultController {
  constructor(token = undefined) {
    if (token !== kCreate) throw new codes.ERR_ILLEGAL_CONSTRUCTOR();
  }

  get desiredSize() {
    return desiredSize(stateOf(this, KIND));
  }

  close() {
    const state = stateOf(this, KIND);
    if (!canEnqueue(state)) throw invalidState('Controller is already closed');
    close(state);
  }

  enqueue(chunk = undefined) {
    const state = stateOf(this, KIND);
    if (!canEnqueue(state)) throw invalidState('Controller is already closed');
    enqueue(state, chunk);
  }

  error(error = undefined) {
    fail(stateOf(this, KIND), error);
  }

  [kCancel](reason) {
    const state = this[kState];
    state.queue.clear();
    const { cancel, source } = state;
    forget(state);
    return invoke(cancel, source, reason);
  }

  [kPull](request) {
    const state = this[kState];
    const { queue, stream } = state;
    if (queue.length === 0) {
      stream[kState].reader[kState].requests.push(request);
      pullIfNeeded(state);
      return;
    }
    const chunk = queue.shift();
    if (state.closeRequested && queue.length === 0) {
      forget(state);
      readable.close(stream);
    } else {
      pullIfNeeded(state);
    }
    request.chunk(chunk);
  }

  [kRelease]() {}

  [kInspect](depth, options) {
    return inspectAs(this.constructor.name, depth, options, {});
  }
}
makeEnumerable(ReadableStreamDefaultController.prototype, KIND, ['desiredSize', 'close', 'enqueue', 'error']);

function setUp(stream, source, start, pull, cancel, highWaterMark, size) {
  const controller = new ReadableStreamDefaultController(kCreate);
  const state = {
    kind: KIND,
    stream,
    queue: new SizedQueue(),
    highWaterMark,
    size,
    source,
    pull,
    cancel,
    started: false,
    closeRequested: false,
    pulling: false,
    pullAgain: false,
    controller,
    // Called when a pull has ended; made once.
    pulled: undefined,
    failed: undefined,
  };
  controller[kState] = state;
  state.failed = (error) => fail(state, error);
  state.pulled = () => {
    state.pulling = false;
    if (!state.pullAgain) return;
    state.pullAgain = false;
    pullIfNeeded(state);
  };
  stream[kState].controller = controller;
  const result = start === undefined ? undefined : start.call(source, controller);
  startedPromise(result).then(() => {
    state.started = true;
    pullIfNeeded(state);
  }, state.failed);
}

function setUpFromSource(stream, source, highWaterMark, size) {
  const start = methodOf(source, 'start', 'source');
  const pull = methodOf(source, 'pull', 'source');
  const cancel = methodOf(source, 'cancel', 'source');
  setUp(stream, source, start, pull, cancel, highWaterMark, size);
}

function canEnqueue(state) {
  return !state.closeRequested && state.stream[kState].state === 'readable';
}

function desiredSize(state) {
  const { state: streamState } = state.stream[kState];
  if (streamState === 'errored') return null;
  return streamState === 'closed' ? 0 : state.highWaterMark - state.queue.total;
}

function shouldPull(state) {
  if (!state.started || !canEnqueue(state)) return false;
  return state.queue.total < state.highWaterMark ||
    readable.waitingReads(state.stream, 'ReadableStreamDefaultReader') > 0;
}

function pullIfNeeded(state) {
  if (!shouldPull(state)) return;
  if (state.pulling) {
    state.pullAgain = true;
    return;
  }
  state.pulling = true;
  invoke(state.pull, state.source, state.controller).then(state.pulled, state.failed);
}

// A source that is no longer needed is let go.
function forget(state) {
  state.pull = state.cancel = state.source = state.size = undefined;
}

function close(state) {
  if (!canEnqueue(state)) return;
  state.closeRequested = true;
  if (state.queue.length > 0) return;
  forget(state);
  readable.close(state.stream);
}

function enqueue(state, chunk) {
  if (!canEnqueue(state)) return;
  const reader = state.stream[kState].reader?.[kState];
  if (reader !== undefined && reader.requests.length > 0) {
    reader.requests.shift().chunk(chunk);
  } else {
    try {
      const { size } = state;
      if (size === undefined) state.queue.push(chunk);
      else state.queue.pushSized(chunk, size(chunk));
    } catch (error) {
      fail(state, error);
      throw error;
    }
  }
  pullIfNeeded(state);
}

function fail(state, error) {
  const { stream } = state;
  if (stream[kState].state !== 'readable') return;
  state.queue.clear();
  forget(state);
  readable.fail(stream, error);
}

module.exports = {
  ReadableStreamDefaultController,
  canEnqueue,
  close,
  enqueue,
  fail,
  setUp,
  setUpFromSource,
  shouldPull,
};
