// What a byte source answers to a BYOB request: so many bytes are in the buffer, or in another one of the same memory.
'use strict';

const { codes } = require('internal/errors');
const { invalidState, kState } = require('internal/webstreams/shared');
const bytes = require('internal/webstreams/byte_controller');

const streamState = (state) => state.stream[kState].state;
const readerKind = (state) => state.stream[kState].reader?.[kState].kind;

function respond(state, bytesWritten) {
  const [first] = state.pullIntos;
  if (streamState(state) === 'closed') {
    if (bytesWritten !== 0) throw new codes.ERR_INVALID_ARG_VALUE('bytesWritten', bytesWritten);
  } else {
    if (bytesWritten === 0) throw new codes.ERR_INVALID_ARG_VALUE('bytesWritten', bytesWritten);
    if (first.bytesFilled + bytesWritten > first.byteLength) {
      throw new codes.ERR_INVALID_ARG_VALUE.RangeError('bytesWritten', bytesWritten);
    }
  }
  first.buffer = first.buffer.transfer();
  respondWith(state, bytesWritten);
}

function respondWithNewView(state, view) {
  const [first] = state.pullIntos;
  const { byteLength, byteOffset, buffer } = view;
  if (streamState(state) === 'closed') {
    if (byteLength !== 0) throw invalidState('View is not zero-length');
  } else if (byteLength === 0) {
    throw invalidState('View is zero-length');
  }
  if (first.byteOffset + first.bytesFilled !== byteOffset) {
    throw new codes.ERR_INVALID_ARG_VALUE.RangeError('view', view);
  }
  if (first.bufferByteLength !== buffer.byteLength || first.bytesFilled + byteLength > first.byteLength) {
    throw new codes.ERR_INVALID_ARG_VALUE.RangeError('view', view);
  }
  first.buffer = buffer.transfer();
  respondWith(state, byteLength);
}

function respondWith(state, bytesWritten) {
  const [first] = state.pullIntos;
  bytes.invalidateRequest(state);
  if (streamState(state) === 'closed') respondWhenClosed(state, first);
  else respondWhenReadable(state, first, bytesWritten);
  bytes.pullIfNeeded(state);
}

function respondWhenClosed(state, first) {
  if (first.type === 'none') state.pullIntos.shift();
  if (readerKind(state) !== 'ReadableStreamBYOBReader') return;
  const { requests } = state.stream[kState].reader[kState];
  const filled = [];
  while (filled.length < requests.length) filled.push(state.pullIntos.shift());
  for (const entry of filled) bytes.commit(state, entry);
}

function respondWhenReadable(state, first, bytesWritten) {
  first.bytesFilled += bytesWritten;
  if (first.type === 'none') {
    bytes.requeueAbandoned(state, first);
    for (const filled of bytes.fillPullIntos(state)) bytes.commit(state, filled);
    return;
  }
  if (first.bytesFilled < first.minimumFill) return;
  state.pullIntos.shift();
  // What is less than an element stays for the next read.
  const rest = first.bytesFilled % first.elementSize;
  if (rest > 0) {
    bytes.pushCopyToQueue(state, first.buffer, first.byteOffset + first.bytesFilled - rest, rest);
    first.bytesFilled -= rest;
  }
  const others = bytes.fillPullIntos(state);
  bytes.commit(state, first);
  for (const filled of others) bytes.commit(state, filled);
}

module.exports = { respond, respondWithNewView };
