// Writable: a sink that takes one chunk after the other, and keeps the others waiting.
//
// This file: the class, and how chunks come in and go to `_write`. The end is in `writable_finish`. Functions, not
// classes: programs call `Writable.call(this)`.
'use strict';

const { Buffer } = require('buffer');
const { AbortError, codes } = require('internal/errors');
const { Stream } = require('internal/streams/legacy');
const { construct, destroy, errorOrDestroy, noteError, undestroy } = require('internal/streams/destroy');
const { WritableState, ignore, resetBuffer } = require('internal/streams/writable_state');
const { accessors } = require('internal/streams/readable_more');
const { callOnFinished, end, finishIfDone } = require('internal/streams/writable_finish');

// Written slots are given up when there are this many.
const MAX_SPENT_SLOTS = 256;

function Writable(options) {
  if (!(this instanceof Writable)) return new Writable(options);
  this._events ??= { close: undefined, error: undefined, prefinish: undefined, finish: undefined, drain: undefined };
  this._writableState = new WritableState(options, this, false);
  this._writableState.onwrite = (error) => onWritten(this, error);
  if (options) takeWritableOptions(this, options);
  Stream.call(this, options);
  if (this._construct != null) construct(this, () => onWritableConstructed(this));
}
Object.setPrototypeOf(Writable.prototype, Stream.prototype);
Object.setPrototypeOf(Writable, Stream);

function takeWritableOptions(stream, options) {
  if (typeof options.write === 'function') stream._write = options.write;
  if (typeof options.writev === 'function') stream._writev = options.writev;
  if (typeof options.destroy === 'function') stream._destroy = options.destroy;
  if (typeof options.final === 'function') stream._final = options.final;
  if (typeof options.construct === 'function') stream._construct = options.construct;
  if (options.signal) require('internal/streams/abort_signal').addAbortSignal(options.signal, stream);
}

function onWritableConstructed(stream) {
  const state = stream._writableState;
  if (!state.writing) writeBuffered(stream, state);
  if (state.ending) finishIfDone(stream, state);
}

// A Duplex is a Writable too, though it inherits from Readable.
Object.defineProperty(Writable, Symbol.hasInstance, {
  __proto__: null,
  value(object) {
    if (Function.prototype[Symbol.hasInstance].call(this, object)) return true;
    return this === Writable && Boolean(object) && object._writableState instanceof WritableState;
  },
});

const { prototype } = Writable;

prototype.pipe = function() {
  errorOrDestroy(this, new codes.ERR_STREAM_CANNOT_PIPE());
};

// ----- in -----

// Returns the error of a stream that takes no more, or whether there is room for the next chunk.
function addChunk(stream, chunk, encoding, callback) {
  const state = stream._writableState;
  if (chunk === null) throw new codes.ERR_STREAM_NULL_VALUES();
  if (!state.objectMode) {
    if (!encoding) encoding = state.defaultEncoding;
    else if ((encoding !== 'buffer' || typeof chunk === 'string') && !Buffer.isEncoding(encoding)) {
      throw new codes.ERR_UNKNOWN_ENCODING(encoding);
    }
    if (typeof chunk === 'string') {
      if (state.decodeStrings) {
        chunk = Buffer.from(chunk, encoding);
        encoding = 'buffer';
      }
    } else if (chunk instanceof Buffer) {
      encoding = 'buffer';
    } else if (ArrayBuffer.isView(chunk)) {
      chunk = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
      encoding = 'buffer';
    } else {
      throw new codes.ERR_INVALID_ARG_TYPE('chunk', ['string', 'Buffer', 'TypedArray', 'DataView'], chunk);
    }
  }
  if (state.ending || state.destroyed) {
    const error = state.ending ? new codes.ERR_STREAM_WRITE_AFTER_END() : new codes.ERR_STREAM_DESTROYED('write');
    process.nextTick(callback, error);
    errorOrDestroy(stream, error, true);
    return error;
  }
  state.pendingcb++;
  return writeOrKeep(stream, state, chunk, encoding, callback);
}

prototype.write = function(chunk, encoding, callback) {
  if (typeof encoding === 'function') {
    callback = encoding;
    encoding = null;
  }
  return addChunk(this, chunk, encoding, typeof callback === 'function' ? callback : ignore) === true;
};

function writeOrKeep(stream, state, chunk, encoding, callback) {
  const length = state.objectMode ? 1 : chunk.length;
  state.length += length;
  if (state.writing || state.corked > 0 || state.errored || !state.constructed) {
    state.buffered.push({ chunk, encoding, callback });
    if (state.allBuffers && encoding !== 'buffer') state.allBuffers = false;
    if (state.allNoop && callback !== ignore) state.allNoop = false;
  } else {
    state.writelen = length;
    state.writecb = callback;
    state.writing = true;
    state.sync = true;
    stream._write(chunk, encoding, state.onwrite);
    state.sync = false;
  }
  // What was written at once needs no room.
  const hasRoom = state.length < state.highWaterMark || state.length === 0;
  if (!hasRoom) state.needDrain = true;
  return hasRoom && !state.errored && !state.destroyed;
}

prototype.cork = function() {
  this._writableState.corked++;
};

prototype.uncork = function() {
  const state = this._writableState;
  if (state.corked === 0) return;
  state.corked--;
  if (!state.writing) writeBuffered(this, state);
};

prototype.setDefaultEncoding = function setDefaultEncoding(encoding) {
  if (typeof encoding === 'string') encoding = encoding.toLowerCase();
  if (!Buffer.isEncoding(encoding)) throw new codes.ERR_UNKNOWN_ENCODING(encoding);
  this._writableState.defaultEncoding = encoding;
  return this;
};

prototype._write = function(chunk, encoding, callback) {
  if (!this._writev) throw new codes.ERR_METHOD_NOT_IMPLEMENTED('_write()');
  this._writev([{ chunk, encoding }], callback);
};

prototype._writev = null;

// ----- out -----

function hand(stream, state, isMany, length, chunk, encoding, callback) {
  state.writelen = length;
  state.writecb = callback;
  state.writing = true;
  state.sync = true;
  if (state.destroyed) state.onwrite(new codes.ERR_STREAM_DESTROYED('write'));
  else if (isMany) stream._writev(chunk, state.onwrite);
  else stream._write(chunk, encoding, state.onwrite);
  state.sync = false;
}

// Writes what waits: with `_writev` all at once, else until one chunk is not written at once.
function writeBuffered(stream, state) {
  if (state.corked > 0 || state.bufferProcessing || state.destroyed || !state.constructed) return;
  const { buffered, bufferedIndex } = state;
  const count = buffered.length - bufferedIndex;
  if (count === 0) return;
  state.bufferProcessing = true;
  if (count > 1 && stream._writev) {
    // One callback stands for all.
    state.pendingcb -= count - 1;
    const callback = state.allNoop ? ignore : (error) => {
      for (let i = bufferedIndex; i < buffered.length; i++) buffered[i].callback(error);
    };
    const chunks = state.allNoop && bufferedIndex === 0 ? buffered : buffered.slice(bufferedIndex);
    chunks.allBuffers = state.allBuffers;
    hand(stream, state, true, state.length, chunks, '', callback);
    resetBuffer(state);
  } else {
    let i = bufferedIndex;
    do {
      const { chunk, encoding, callback } = buffered[i];
      buffered[i++] = null;
      hand(stream, state, false, state.objectMode ? 1 : chunk.length, chunk, encoding, callback);
    } while (i < buffered.length && !state.writing);
    if (i === buffered.length) {
      resetBuffer(state);
    } else if (i > MAX_SPENT_SLOTS && i * 2 >= buffered.length) {
      buffered.splice(0, i);
      state.bufferedIndex = 0;
    } else {
      state.bufferedIndex = i;
    }
  }
  state.bufferProcessing = false;
}

// The callback of `_write` and `_writev`.
function onWritten(stream, error) {
  const state = stream._writableState;
  const callback = state.writecb;
  const wasSync = state.sync;
  if (typeof callback !== 'function') {
    errorOrDestroy(stream, new codes.ERR_MULTIPLE_CALLBACK());
    return;
  }
  state.writing = false;
  state.writecb = null;
  state.length -= state.writelen;
  state.writelen = 0;
  if (error) {
    noteError(error, state, stream._readableState);
    if (wasSync) process.nextTick(onWriteError, stream, state, error, callback);
    else onWriteError(stream, state, error, callback);
    return;
  }
  if (state.buffered.length > state.bufferedIndex) writeBuffered(stream, state);
  if (!wasSync) afterWrite(stream, state, 1, callback);
  else afterWriteAtOnce(stream, state, callback);
}

// `_write` has answered before it returned. What write() leads to must come after it, in a tick; writes without
// callbacks need none unless someone waits for 'drain', and writes with the same callback share one.
function afterWriteAtOnce(stream, state, callback) {
  if (callback === ignore) {
    // Writes of objects always take a tick; programs know the order of events that follows from it.
    if (!state.afterWritePending && (state.objectMode || (state.needDrain && state.length === 0))) {
      state.afterWritePending = true;
      process.nextTick(afterWrite, stream, state, 1, ignore);
    } else {
      state.pendingcb--;
      if (state.ending) finishIfDone(stream, state, true);
    }
    return;
  }
  const pending = state.afterWriteTickInfo;
  if (pending !== null && pending.callback === callback) {
    pending.count++;
    return;
  }
  state.afterWriteTickInfo = { count: 1, callback, stream, state };
  state.afterWritePending = true;
  process.nextTick(afterWriteTick, state.afterWriteTickInfo);
}

function afterWriteTick({ stream, state, count, callback }) {
  state.afterWriteTickInfo = null;
  afterWrite(stream, state, count, callback);
}

function afterWrite(stream, state, count, callback) {
  state.afterWritePending = false;
  if (state.needDrain && !state.ending && !stream.destroyed && state.length === 0) {
    state.needDrain = false;
    stream.emit('drain');
  }
  while (count-- > 0) {
    state.pendingcb--;
    callback(null);
  }
  if (state.destroyed) failBuffered(state);
  if (state.ending) finishIfDone(stream, state, true);
}

function onWriteError(stream, state, error, callback) {
  state.pendingcb--;
  callback(error);
  // Writes that wait are told before the stream is: its callbacks may count on it.
  failBuffered(state);
  errorOrDestroy(stream, error);
}

// Tells all who wait that nothing will come of it.
function failBuffered(state) {
  if (state.writing) return;
  for (let i = state.bufferedIndex; i < state.buffered.length; i++) {
    const { chunk, callback } = state.buffered[i];
    state.length -= state.objectMode ? 1 : chunk.length;
    callback(state.errored ?? new codes.ERR_STREAM_DESTROYED('write'));
  }
  callOnFinished(state, state.errored ?? new codes.ERR_STREAM_DESTROYED('end'));
  resetBuffer(state);
}

// ----- the end -----

prototype.end = function(chunk, encoding, callback) {
  return end(this, chunk, encoding, callback, addChunk);
};

prototype.destroy = function(error, callback) {
  const state = this._writableState;
  if (!state.destroyed && (state.bufferedIndex < state.buffered.length || state.onFinished !== null)) {
    process.nextTick(failBuffered, state);
  }
  destroy.call(this, error, callback);
  return this;
};
prototype._undestroy = undestroy;
prototype._destroy = function(error, callback) {
  callback(error);
};

prototype[require('events').captureRejectionSymbol] = function(error) {
  this.destroy(error);
};

prototype[Symbol.asyncDispose] = async function() {
  if (!this.destroyed) this.destroy(this.writableFinished ? null : new AbortError());
  await require('internal/streams/finished').whenFinished(this, (error) => error.name === 'AbortError');
};

const PROPERTIES = [
  ['closed', function get() { return this._writableState ? this._writableState.closed : false; }],
  ['destroyed', function get() { return this._writableState ? this._writableState.destroyed : false; },
   function set(value) {
     if (this._writableState) this._writableState.destroyed = value;
   }],
  ['writable', function get() {
    const state = this._writableState;
    return Boolean(state && state.writable !== false && !state.destroyed && !state.errored && !state.ending &&
      !state.ended);
  }, function set(value) {
    if (this._writableState) this._writableState.writable = Boolean(value);
  }],
  ['writableFinished', function get() { return this._writableState ? this._writableState.finished : false; }],
  ['writableObjectMode', function get() { return this._writableState ? this._writableState.objectMode : false; }],
  ['writableBuffer', function get() { return this._writableState?.getBuffer(); }],
  ['writableEnded', function get() { return this._writableState ? this._writableState.ending : false; }],
  ['writableNeedDrain', function get() {
    const state = this._writableState;
    return state ? !state.destroyed && !state.ending && state.needDrain : false;
  }],
  ['writableHighWaterMark', function get() { return this._writableState?.highWaterMark; }],
  ['writableCorked', function get() { return this._writableState ? this._writableState.corked : 0; }],
  ['writableLength', function get() { return this._writableState?.length; }],
  ['errored', function get() { return this._writableState ? this._writableState.errored : null; }],
  ['writableAborted', function get() {
    const state = this._writableState;
    return Boolean(state.writable !== false && (state.destroyed || state.errored) && !state.finished);
  }],
];
accessors(prototype, PROPERTIES);

Writable.WritableState = WritableState;
Writable.fromWeb = function(writableStream, options) {
  return require('internal/webstreams/adapters').newStreamWritableFromWritableStream(writableStream, options);
};
Writable.toWeb = function(streamWritable) {
  return require('internal/webstreams/adapters').newWritableStreamFromStreamWritable(streamWritable);
};

module.exports = { Writable, onWritableConstructed, onWritten };
