// ReadableByteStreamController: the queue of a stream of bytes, and the buffers that wait to be filled from it.
//
// A "pull-into" is a buffer that a reader brought ('byob') or that was allocated for one ('default'); 'none' when its
// reader has gone. Bytes belong to one side at a time: buffers that are handed over are transferred.
// Neighbours: `byob_request`, `byob_answers` (what a source does with one).
'use strict';

const { codes } = require('internal/errors');
const {
  List, inspectAs, invalidState, invoke, kCancel, kInspect, kPull, kRelease, kState, makeEnumerable, methodOf,
  startedPromise, stateOf,
} = require('internal/webstreams/shared');
const readable = require('internal/webstreams/readable');

const KIND = 'ReadableByteStreamController';
const DEFAULT_READER = 'ReadableStreamDefaultReader';
const BYOB_READER = 'ReadableStreamBYOBReader';
const kCreate = Symbol('create');

const isShared = (buffer) => require('internal/util/types').isSharedArrayBuffer(buffer);

class ReadableByteStreamController {
  constructor(token = undefined) {
    if (token !== kCreate) throw new codes.ERR_ILLEGAL_CONSTRUCTOR();
  }

  get byobRequest() {
    return byobRequest(stateOf(this, KIND));
  }

  get desiredSize() {
    return desiredSize(stateOf(this, KIND));
  }

  close() {
    const state = stateOf(this, KIND);
    if (!canEnqueue(state)) throw invalidState('Controller is already closed');
    close(state);
  }

  enqueue(chunk) {
    const state = stateOf(this, KIND);
    if (!ArrayBuffer.isView(chunk)) {
      throw new codes.ERR_INVALID_ARG_TYPE('buffer', ['Buffer', 'TypedArray', 'DataView'], chunk);
    }
    if (isShared(chunk.buffer)) {
      throw new codes.ERR_INVALID_ARG_VALUE('chunk', chunk, 'must not be backed by a SharedArrayBuffer');
    }
    if (chunk.byteLength === 0 || chunk.buffer.byteLength === 0) {
      throw invalidState('chunk ArrayBuffer is zero-length or detached');
    }
    if (!canEnqueue(state)) throw invalidState('Controller is already closed');
    enqueue(state, chunk);
  }

  error(error = undefined) {
    fail(stateOf(this, KIND), error);
  }

  [kCancel](reason) {
    const state = this[kState];
    dropPullIntos(state);
    dropQueue(state);
    const { cancel, source } = state;
    forget(state);
    return invoke(cancel, source, reason);
  }

  [kPull](request) {
    const state = this[kState];
    if (state.total > 0) {
      giveFromQueue(state, request);
      return;
    }
    const { autoAllocateChunkSize: size } = state;
    if (size !== undefined) {
      let buffer;
      try {
        buffer = new ArrayBuffer(size);
      } catch (error) {
        request.error(error);
        return;
      }
      state.pullIntos.push(newPullInto('default', buffer, 0, size, 1, 1, Uint8Array));
    }
    state.stream[kState].reader[kState].requests.push(request);
    pullIfNeeded(state);
  }

  [kRelease]() {
    const { pullIntos } = this[kState];
    if (pullIntos.length === 0) return;
    pullIntos.length = 1;
    pullIntos[0].type = 'none';
  }

  [kInspect](depth, options) {
    return inspectAs(this.constructor.name, depth, options, {});
  }
}
makeEnumerable(ReadableByteStreamController.prototype, KIND, [
  'byobRequest', 'desiredSize', 'close', 'enqueue', 'error']);

function newPullInto(type, buffer, byteOffset, byteLength, minimumFill, elementSize, View) {
  return {
    type, buffer, bufferByteLength: buffer.byteLength, byteOffset, byteLength, bytesFilled: 0, minimumFill, elementSize,
    View,
  };
}

function setUp(stream, source, start, pull, cancel, highWaterMark, autoAllocateChunkSize) {
  const controller = new ReadableByteStreamController(kCreate);
  const state = {
    kind: KIND,
    stream,
    controller,
    // Entries { buffer, byteOffset, byteLength }; `total` is the sum of their lengths.
    queue: new List(),
    total: 0,
    pullIntos: [],
    byobRequest: null,
    highWaterMark,
    autoAllocateChunkSize,
    source,
    pull,
    cancel,
    started: false,
    closeRequested: false,
    pulling: false,
    pullAgain: false,
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

function setUpFromSource(stream, source, highWaterMark) {
  const start = methodOf(source, 'start', 'source');
  const pull = methodOf(source, 'pull', 'source');
  const cancel = methodOf(source, 'cancel', 'source');
  const { autoAllocateChunkSize: size } = source;
  if (size !== undefined && (!Number.isInteger(size) || size <= 0)) {
    throw new codes.ERR_INVALID_ARG_VALUE('source.autoAllocateChunkSize', size);
  }
  setUp(stream, source, start, pull, cancel, highWaterMark, size);
}

const streamState = (state) => state.stream[kState].state;
const readerKind = (state) => state.stream[kState].reader?.[kState].kind;

function canEnqueue(state) {
  return !state.closeRequested && streamState(state) === 'readable';
}

function desiredSize(state) {
  const current = streamState(state);
  if (current === 'errored') return null;
  return current === 'closed' ? 0 : state.highWaterMark - state.total;
}

function shouldPull(state) {
  if (!state.started || !canEnqueue(state)) return false;
  const reader = state.stream[kState].reader;
  return (reader !== undefined && reader[kState].requests.length > 0) || state.total < state.highWaterMark;
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

function forget(state) {
  state.pull = state.cancel = state.source = undefined;
}

function dropQueue(state) {
  state.queue.take();
  state.total = 0;
}

function dropPullIntos(state) {
  invalidateRequest(state);
  state.pullIntos = [];
}

function byobRequest(state) {
  if (state.byobRequest === null && state.pullIntos.length > 0) {
    const [first] = state.pullIntos;
    const view = new Uint8Array(
      first.buffer, first.byteOffset + first.bytesFilled, first.byteLength - first.bytesFilled);
    state.byobRequest = require('internal/webstreams/byob_request').createRequest(state.controller, view);
  }
  return state.byobRequest;
}

function invalidateRequest(state) {
  if (state.byobRequest === null) return;
  const request = state.byobRequest[kState];
  request.controller = undefined;
  request.view = null;
  state.byobRequest = null;
}

function fail(state, error) {
  if (streamState(state) !== 'readable') return;
  dropPullIntos(state);
  dropQueue(state);
  forget(state);
  readable.fail(state.stream, error);
}

function close(state) {
  if (!canEnqueue(state)) return;
  if (state.total > 0) {
    state.closeRequested = true;
    return;
  }
  const [first] = state.pullIntos;
  if (first !== undefined && first.bytesFilled % first.elementSize !== 0) {
    const error = invalidState('Partial read');
    fail(state, error);
    throw error;
  }
  forget(state);
  readable.close(state.stream);
}

function pushToQueue(state, buffer, byteOffset, byteLength) {
  state.queue.push({ buffer, byteOffset, byteLength });
  state.total += byteLength;
}

function pushCopyToQueue(state, buffer, byteOffset, byteLength) {
  let copy;
  try {
    copy = buffer.slice(byteOffset, byteOffset + byteLength);
  } catch (error) {
    fail(state, error);
    throw error;
  }
  pushToQueue(state, copy, 0, byteLength);
}

// What was filled for a reader that has gone is for the next one.
function requeueAbandoned(state, pullInto) {
  if (pullInto.bytesFilled > 0) {
    pushCopyToQueue(state, pullInto.buffer, pullInto.byteOffset, pullInto.bytesFilled);
  }
  shiftPullInto(state);
}

function shiftPullInto(state) {
  return state.pullIntos.shift();
}

function enqueue(state, chunk) {
  if (!canEnqueue(state)) return;
  const { byteOffset, byteLength } = chunk;
  const buffer = chunk.buffer.transfer();
  const [first] = state.pullIntos;
  if (first !== undefined) {
    if (first.buffer.detached) throw invalidState('Destination ArrayBuffer is detached');
    invalidateRequest(state);
    first.buffer = first.buffer.transfer();
    if (first.type === 'none') requeueAbandoned(state, first);
  }
  switch (readerKind(state)) {
    case DEFAULT_READER: {
      const { requests } = state.stream[kState].reader[kState];
      while (requests.length > 0 && state.total > 0) giveFromQueue(state, requests.shift());
      if (requests.length === 0) {
        pushToQueue(state, buffer, byteOffset, byteLength);
      } else {
        if (state.pullIntos.length > 0) shiftPullInto(state);
        requests.shift().chunk(new Uint8Array(buffer, byteOffset, byteLength));
      }
      break;
    }
    case BYOB_READER:
      pushToQueue(state, buffer, byteOffset, byteLength);
      for (const filled of fillPullIntos(state)) commit(state, filled);
      break;
    default:
      pushToQueue(state, buffer, byteOffset, byteLength);
  }
  pullIfNeeded(state);
}

function afterTaking(state) {
  if (state.total === 0 && state.closeRequested) {
    forget(state);
    readable.close(state.stream);
  } else {
    pullIfNeeded(state);
  }
}

function giveFromQueue(state, request) {
  const entry = state.queue.shift();
  state.total -= entry.byteLength;
  afterTaking(state);
  request.chunk(new Uint8Array(entry.buffer, entry.byteOffset, entry.byteLength));
}

function viewOf(pullInto) {
  const { View, byteOffset, bytesFilled, elementSize } = pullInto;
  return new View(pullInto.buffer.transfer(), byteOffset, bytesFilled / elementSize);
}

function commit(state, pullInto) {
  const done = streamState(state) === 'closed';
  const view = viewOf(pullInto);
  const request = state.stream[kState].reader[kState].requests.shift();
  if (done) request.close(view);
  else request.chunk(view);
}

// Copies from the queue; true when the pull-into has as much as its read asked for, in whole elements.
function fillFromQueue(state, pullInto) {
  const most = pullInto.bytesFilled + Math.min(state.total, pullInto.byteLength - pullInto.bytesFilled);
  const aligned = most - most % pullInto.elementSize;
  const ready = aligned >= pullInto.minimumFill;
  let missing = (ready ? aligned : most) - pullInto.bytesFilled;
  while (missing > 0) {
    const head = state.queue.peek();
    const count = Math.min(missing, head.byteLength);
    const target = new Uint8Array(pullInto.buffer, pullInto.byteOffset + pullInto.bytesFilled, count);
    target.set(new Uint8Array(head.buffer, head.byteOffset, count));
    if (head.byteLength === count) {
      state.queue.shift();
    } else {
      head.byteOffset += count;
      head.byteLength -= count;
    }
    state.total -= count;
    pullInto.bytesFilled += count;
    missing -= count;
  }
  return ready;
}

function fillPullIntos(state) {
  const filled = [];
  while (state.pullIntos.length > 0 && state.total > 0) {
    const [first] = state.pullIntos;
    if (!fillFromQueue(state, first)) continue;
    shiftPullInto(state);
    filled.push(first);
  }
  return filled;
}

// The class of what a read gives back: that of what it was given.
function classOfView(view) {
  const { FastBuffer } = require('internal/buffer');
  return view instanceof FastBuffer ? FastBuffer : globalThis[view[Symbol.toStringTag]];
}

// A read of a BYOB reader.
function pullInto(state, view, min, request) {
  const isTyped = require('internal/util/types').isTypedArray(view);
  const View = isTyped ? classOfView(view) : DataView;
  const elementSize = isTyped ? view.BYTES_PER_ELEMENT : 1;
  const { byteOffset, byteLength } = view;
  let buffer;
  try {
    buffer = view.buffer.transfer();
  } catch (error) {
    request.error(error);
    return;
  }
  const wanted = newPullInto('byob', buffer, byteOffset, byteLength, min * elementSize, elementSize, View);
  const { requests } = state.stream[kState].reader[kState];
  if (state.pullIntos.length > 0) {
    state.pullIntos.push(wanted);
    requests.push(request);
    return;
  }
  if (streamState(state) === 'closed') {
    request.close(new View(buffer, byteOffset, 0));
    return;
  }
  if (state.total > 0) {
    if (fillFromQueue(state, wanted)) {
      const filled = viewOf(wanted);
      afterTaking(state);
      request.chunk(filled);
      return;
    }
    if (state.closeRequested) {
      const error = invalidState('ReadableStream closed');
      fail(state, error);
      request.error(error);
      return;
    }
  }
  state.pullIntos.push(wanted);
  requests.push(request);
  pullIfNeeded(state);
}

module.exports = {
  ReadableByteStreamController,
  byobRequest,
  close,
  commit,
  enqueue,
  fail,
  fillPullIntos,
  invalidateRequest,
  pullIfNeeded,
  pullInto,
  pushCopyToQueue,
  requeueAbandoned,
  setUp,
  setUpFromSource,
};
