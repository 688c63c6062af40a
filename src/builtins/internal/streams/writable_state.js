// What a Writable knows of itself: `stream._writableState`. Its fields are Node's: packages look into them.
//
// Chunks that wait for the one being written are in `buffered` from `bufferedIndex` on.
'use strict';

const { markFor } = require('internal/streams/marks');

// The callback of writes that gave none; recognised, so that nothing is scheduled for it.
function ignore() {}

class WritableState {
  constructor(options, stream, isDuplex) {
    this.objectMode = Boolean(options?.objectMode || (isDuplex && options?.writableObjectMode));
    this.highWaterMark = markFor(this.objectMode, options, 'writableHighWaterMark', isDuplex);
    this.finalCalled = false;
    // write() has answered false.
    this.needDrain = false;
    // end() was called; it has returned; 'finish' was emitted.
    this.ending = false;
    this.ended = false;
    this.finished = false;
    this.destroyed = false;
    this.decodeStrings = options?.decodeStrings !== false;
    this.defaultEncoding = options?.defaultEncoding || 'utf8';
    // Of all that is not written yet.
    this.length = 0;
    this.writing = false;
    this.corked = 0;
    // Inside `_write`: its callback must not run the next chunk on top of this one.
    this.sync = true;
    this.bufferProcessing = false;
    this.onwrite = undefined;
    // The chunk being written.
    this.writecb = null;
    this.writelen = 0;
    this.afterWriteTickInfo = null;
    this.afterWritePending = false;
    this.buffered = [];
    this.bufferedIndex = 0;
    // All chunks are Buffers; all callbacks are `ignore`.
    this.allBuffers = true;
    this.allNoop = true;
    // Callbacks that 'finish' waits for.
    this.pendingcb = 0;
    this.constructed = true;
    this.prefinished = false;
    this.errored = null;
    this.errorEmitted = false;
    this.emitClose = options?.emitClose !== false;
    this.autoDestroy = options?.autoDestroy !== false;
    this.closed = false;
    this.closeEmitted = false;
    // Callbacks of end(), in order.
    this.onFinished = null;
  }

  getBuffer() {
    return this.buffered.slice(this.bufferedIndex);
  }

  get bufferedRequestCount() {
    return this.buffered.length - this.bufferedIndex;
  }
}

function resetBuffer(state) {
  state.buffered = [];
  state.bufferedIndex = 0;
  state.allBuffers = true;
  state.allNoop = true;
}

module.exports = { WritableState, ignore, resetBuffer };
