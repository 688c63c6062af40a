// What a Writable knows of itself: `stream._writableState`. Its fields are Node's: packages look into them.
//
// Chunks that wait for the one being written are in `buffered` from `bufferedIndex` on; `length` counts all that is not
// written yet.
'use strict';

const { markFor } = require('internal/streams/marks');

// The callback of writes that gave none; recognised, so that nothing is scheduled for it.
function ignore() {}

function WritableState(options, stream, isDuplex) {
  if (options?.objectMode || (isDuplex && options?.writableObjectMode)) this.objectMode = true;
  this.highWaterMark = markFor(this.objectMode, options, 'writableHighWaterMark', isDuplex);
  this.length = 0;
  this.buffered = [];
  this.onwrite = undefined;
  if (!options) return;
  if (options.decodeStrings === false) this.decodeStrings = false;
  if (options.emitClose === false) this.emitClose = false;
  if (options.autoDestroy === false) this.autoDestroy = false;
  if (options.defaultEncoding) this.defaultEncoding = options.defaultEncoding;
}

// Most streams keep most of these: a field becomes the state's own when it changes.
Object.assign(WritableState.prototype, {
  objectMode: false,
  finalCalled: false,
  // write() has answered false.
  needDrain: false,
  // end() was called; it has returned; 'finish' was emitted.
  ending: false,
  ended: false,
  finished: false,
  destroyed: false,
  decodeStrings: true,
  defaultEncoding: 'utf8',
  writing: false,
  corked: 0,
  // Inside `_write`: its callback must not run the next chunk on top of this one.
  sync: true,
  bufferProcessing: false,
  // The chunk being written.
  writecb: null,
  writelen: 0,
  // The tick that callbacks of writes done at once wait for.
  afterWriteTickInfo: null,
  afterWritePending: false,
  bufferedIndex: 0,
  // All chunks are Buffers; all callbacks are `ignore`.
  allBuffers: true,
  allNoop: true,
  // Callbacks that 'finish' waits for.
  pendingcb: 0,
  constructed: true,
  prefinished: false,
  errored: null,
  errorEmitted: false,
  emitClose: true,
  autoDestroy: true,
  closed: false,
  closeEmitted: false,
  // Callbacks of end(), in order.
  onFinished: null,

  getBuffer() {
    return this.buffered.slice(this.bufferedIndex);
  },
});

Object.defineProperty(WritableState.prototype, 'bufferedRequestCount', {
  __proto__: null,
  configurable: true,
  get() {
    return this.buffered.length - this.bufferedIndex;
  },
});

function resetBuffer(state) {
  state.buffered = [];
  state.bufferedIndex = 0;
  state.allBuffers = true;
  state.allNoop = true;
}

module.exports = { WritableState, ignore, resetBuffer };
