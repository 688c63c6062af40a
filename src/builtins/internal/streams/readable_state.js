// What a Readable knows of itself: `stream._readableState`. Its fields are Node's: packages look into them.
//
// Chunks wait in `buffer` from `bufferIndex` on; `length` counts bytes, characters or objects.
'use strict';

const { markFor } = require('internal/streams/marks');

// Slots before the first chunk are given up when there are this many.
const MAX_SPENT_SLOTS = 1024;

function ReadableState(options, stream, isDuplex) {
  if (options?.objectMode || (isDuplex && options?.readableObjectMode)) this.objectMode = true;
  this.highWaterMark = markFor(this.objectMode, options, 'readableHighWaterMark', isDuplex);
  this.buffer = [];
  this.bufferIndex = 0;
  this.length = 0;
  this.pipes = [];
  if (!options) return;
  if (options.emitClose === false) this.emitClose = false;
  if (options.autoDestroy === false) this.autoDestroy = false;
  if (options.defaultEncoding) this.defaultEncoding = options.defaultEncoding;
  if (options.encoding) this.setEncoding(options.encoding);
}

// Most streams keep most of these: a field becomes the state's own when it changes.
Object.assign(ReadableState.prototype, {
  objectMode: false,
  // null: nobody has asked for the content yet.
  flowing: null,
  // No more chunks come in; 'end' has been emitted.
  ended: false,
  endEmitted: false,
  // The end came when nobody listened: a listener of 'readable' is still to hear of it.
  endUntold: false,
  endScheduled: false,
  // `_read` was called and has not pushed yet.
  reading: false,
  constructed: true,
  // Inside `_read`: what it pushes is not handed out before it has returned.
  sync: true,
  // Whoever reads found too little: 'readable' is owed.
  needReadable: false,
  emittedReadable: false,
  readableListening: false,
  dataListening: false,
  resumeScheduled: false,
  errored: null,
  errorEmitted: false,
  emitClose: true,
  autoDestroy: true,
  destroyed: false,
  closed: false,
  closeEmitted: false,
  defaultEncoding: 'utf8',
  // Destinations that wait for 'drain': null, one of them, or, with multiAwaitDrain, a Set.
  awaitDrainWriters: null,
  multiAwaitDrain: false,
  readingMore: false,
  dataEmitted: false,
  decoder: null,
  encoding: null,
  // What pause() and resume() asked for last; null: neither.
  paused: null,

  setEncoding(encoding) {
    const { StringDecoder } = require('string_decoder');
    this.decoder = new StringDecoder(encoding);
    this.encoding = this.decoder.encoding;
  },
});

Object.defineProperty(ReadableState.prototype, 'pipesCount', {
  __proto__: null,
  configurable: true,
  get() {
    return this.pipes.length;
  },
});

function keepInFront(state, chunk) {
  if (state.bufferIndex > 0) state.buffer[--state.bufferIndex] = chunk;
  else state.buffer.unshift(chunk);
}

function empty(state) {
  state.buffer.length = 0;
  state.bufferIndex = 0;
}

function takeFirst(state) {
  const { buffer } = state;
  let index = state.bufferIndex;
  const chunk = buffer[index];
  buffer[index++] = null;
  if (index === buffer.length) {
    buffer.length = 0;
    index = 0;
  } else if (index > MAX_SPENT_SLOTS) {
    buffer.splice(0, index);
    index = 0;
  }
  state.bufferIndex = index;
  return chunk;
}

function takeAll(state) {
  const { buffer, bufferIndex } = state;
  let all;
  if (state.decoder) {
    all = bufferIndex === 0 ? buffer.join('') : buffer.slice(bufferIndex).join('');
  } else if (buffer.length - bufferIndex === 1) {
    all = buffer[bufferIndex];
  } else {
    all = require('buffer').Buffer.concat(bufferIndex === 0 ? buffer : buffer.slice(bufferIndex), state.length);
  }
  empty(state);
  return all;
}

// `count` is less than what there is, and not the length of the first chunk.
function takeSome(state, count) {
  if (count < state.buffer[state.bufferIndex].length) return cutFirst(state, count);
  const parts = [];
  while (count > 0) {
    const { length } = state.buffer[state.bufferIndex];
    parts.push(count < length ? cutFirst(state, count) : takeFirst(state));
    count -= length;
  }
  return state.decoder ? parts.join('') : require('buffer').Buffer.concat(parts);
}

function cutFirst(state, count) {
  const chunk = state.buffer[state.bufferIndex];
  if (typeof chunk === 'string') {
    state.buffer[state.bufferIndex] = chunk.slice(count);
    return chunk.slice(0, count);
  }
  state.buffer[state.bufferIndex] = chunk.subarray(count);
  return chunk.subarray(0, count);
}

// Takes `count` bytes, characters, or in object mode one object out of the buffer; null if it is empty.
function take(state, count) {
  const { length } = state;
  if (length === 0) return null;
  if (state.objectMode || count === state.buffer[state.bufferIndex].length) return takeFirst(state);
  return !count || count >= length ? takeAll(state) : takeSome(state, count);
}

module.exports = { ReadableState, empty, keepInFront, take };
