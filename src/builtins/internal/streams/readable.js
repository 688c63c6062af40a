// Readable: a source that is read from as fast as somebody takes what it gives.
//
// This file: the class, how chunks come in (push, unshift) and out (read), and the end. Handing chunks to listeners is
// in `readable_flow`, to other streams in `readable_pipe`. Functions, not classes: programs call `Readable.call(this)`.
'use strict';

const { Buffer } = require('buffer');
const { AbortError, codes } = require('internal/errors');
const { Stream } = require('internal/streams/legacy');
const { construct, destroy, errorOrDestroy, undestroy } = require('internal/streams/destroy');
const { ReadableState, empty, keepInFront, take } = require('internal/streams/readable_state');
const { emitReadable, emitReadableNow, readMore } = require('internal/streams/readable_flow');

const LARGEST_MARK = 0x40000000;

function Readable(options) {
  if (!(this instanceof Readable)) return new Readable(options);
  // The order is the one in which eventNames() lists them; the keys stay when listeners go.
  this._events ??= { close: undefined, error: undefined, data: undefined, end: undefined, readable: undefined };
  this._readableState = new ReadableState(options, this, false);
  if (options) takeReadableOptions(this, options);
  Stream.call(this, options);
  if (this._construct != null) construct(this, () => onReadableConstructed(this));
}
Object.setPrototypeOf(Readable.prototype, Stream.prototype);
Object.setPrototypeOf(Readable, Stream);

function takeReadableOptions(stream, options) {
  if (typeof options.read === 'function') stream._read = options.read;
  if (typeof options.destroy === 'function') stream._destroy = options.destroy;
  if (typeof options.construct === 'function') stream._construct = options.construct;
  if (options.signal) require('internal/streams/abort_signal').addAbortSignal(options.signal, stream);
}

function onReadableConstructed(stream) {
  const state = stream._readableState;
  if (state.needReadable) readMore(stream, state);
}

const { prototype } = Readable;

prototype.destroy = destroy;
prototype._undestroy = undestroy;
prototype._destroy = function(error, callback) {
  callback(error);
};

prototype[require('events').captureRejectionSymbol] = function(error) {
  this.destroy(error);
};

prototype[Symbol.asyncDispose] = async function() {
  let abort = null;
  if (!this.destroyed) {
    abort = this.readableEnded ? null : new AbortError();
    this.destroy(abort);
  }
  await require('internal/streams/finished').whenFinished(this, (error) => error === abort);
};

// ----- in -----

function canTakeMore(state) {
  return !state.ended && (state.length < state.highWaterMark || state.length === 0);
}

// The chunk as it is kept: a Buffer, or a text in the encoding of the stream. Undefined if it is neither.
function acceptable(stream, state, chunk, encoding, inFront) {
  if (typeof chunk === 'string') {
    encoding ||= state.defaultEncoding;
    if (encoding === state.encoding) return chunk;
    const bytes = Buffer.from(chunk, encoding);
    return inFront && state.encoding ? bytes.toString(state.encoding) : bytes;
  }
  if (ArrayBuffer.isView(chunk)) return chunk instanceof Buffer ? chunk : asBuffer(chunk);
  if (chunk === undefined) return null;
  errorOrDestroy(stream,
                 new codes.ERR_INVALID_ARG_TYPE('chunk', ['string', 'Buffer', 'TypedArray', 'DataView'], chunk));
  return undefined;
}

function asBuffer(view) {
  return Buffer.from(view.buffer, view.byteOffset, view.byteLength);
}

prototype.push = function(chunk, encoding) {
  const state = this._readableState;
  if (chunk === null) {
    state.reading = false;
    atEnd(this, state);
    return false;
  }
  if (!state.objectMode) {
    const given = chunk;
    if (!(chunk instanceof Buffer)) {
      chunk = acceptable(this, state, chunk, encoding, false);
      if (chunk === undefined) return false;
    }
    if (chunk === null || !(chunk.length > 0)) {
      state.reading = false;
      readMore(this, state);
      return canTakeMore(state);
    }
    // A text that is in the stream's encoding needs no decoder.
    encoding = typeof given === 'string' && chunk === given ? state.encoding : '';
  }
  if (state.ended) {
    errorOrDestroy(this, new codes.ERR_STREAM_PUSH_AFTER_EOF());
    return false;
  }
  if (state.destroyed || state.errored) return false;
  state.reading = false;
  if (state.decoder !== null && !encoding) {
    chunk = state.decoder.write(chunk);
    if (chunk.length === 0 && !state.objectMode) {
      readMore(this, state);
      return canTakeMore(state);
    }
  }
  addChunk(this, state, chunk, false);
  return canTakeMore(state);
};

prototype.unshift = function(chunk, encoding) {
  const state = this._readableState;
  if (chunk === null) {
    state.reading = false;
    atEnd(this, state);
    return false;
  }
  if (!state.objectMode) {
    chunk = acceptable(this, state, chunk, encoding, true);
    if (chunk === undefined) return false;
    if (chunk === null || !(chunk.length > 0)) return canTakeMore(state);
  }
  if (state.endEmitted) {
    errorOrDestroy(this, new codes.ERR_STREAM_UNSHIFT_AFTER_END_EVENT());
    return false;
  }
  if (state.destroyed || state.errored) return false;
  addChunk(this, state, chunk, true);
  return canTakeMore(state);
};

function addChunk(stream, state, chunk, inFront) {
  if (state.flowing && state.length === 0 && !state.sync && state.dataListening) {
    if (state.multiAwaitDrain) state.awaitDrainWriters.clear();
    else state.awaitDrainWriters = null;
    state.dataEmitted = true;
    stream.emit('data', chunk);
  } else {
    state.length += state.objectMode ? 1 : chunk.length;
    if (inFront) keepInFront(state, chunk);
    else state.buffer.push(chunk);
    if (state.needReadable) emitReadable(stream);
  }
  if (!state.readingMore) readMore(stream, state);
}

// No more chunks will come.
function atEnd(stream, state) {
  if (state.ended) return;
  if (state.decoder !== null) {
    const rest = state.decoder.end();
    if (rest?.length) {
      state.buffer.push(rest);
      state.length += state.objectMode ? 1 : rest.length;
    }
  }
  state.ended = true;
  if (state.sync) {
    // `_read` is still running: readers hear of it when it is done.
    if (state.flowing || state.needReadable || stream.listenerCount('readable') > 0) emitReadable(stream);
    else state.endUntold = true;
  } else {
    state.needReadable = false;
    state.emittedReadable = true;
    emitReadableNow(stream);
  }
}

// ----- out -----

// A mark at which reads of that size can be served: the next power of two.
function markAbove(size) {
  if (size > LARGEST_MARK) throw new codes.ERR_OUT_OF_RANGE('size', '<= 1GiB', size);
  return 2 ** Math.ceil(Math.log2(size));
}

// NaN stands for no wish: chunks go as they came; only texts are joined for whoever does not listen.
function available(state, size) {
  const { length } = state;
  if (size <= 0 || (length === 0 && state.ended)) return 0;
  if (state.objectMode) return 1;
  if (size !== size) { // NaN
    if (length === 0) return 0;
    return state.decoder === null || state.flowing ? state.buffer[state.bufferIndex].length : length;
  }
  if (size <= length) return size;
  return state.ended ? length : 0;
}

function callRead(stream, state) {
  state.reading = true;
  state.sync = true;
  if (state.length === 0) state.needReadable = true;
  try {
    stream._read(state.highWaterMark);
  } catch (error) {
    errorOrDestroy(stream, error);
  }
  state.sync = false;
}

// read(0) takes nothing, and has the source asked for more.
prototype.read = function(size) {
  if (size === undefined) size = NaN;
  else if (!Number.isInteger(size)) size = Number.parseInt(size, 10);
  const state = this._readableState;
  const asked = size;
  if (size > state.highWaterMark) state.highWaterMark = markAbove(size);
  if (size !== 0) {
    state.emittedReadable = false;
    state.endUntold = false;
  }
  if (size === 0 && state.needReadable &&
      (state.ended || (state.highWaterMark === 0 ? state.length > 0 : state.length >= state.highWaterMark))) {
    if (state.length === 0 && state.ended) endReadable(this, state);
    else emitReadable(this);
    return null;
  }
  size = available(state, size);
  if (size === 0 && state.ended) {
    if (state.length === 0) endReadable(this, state);
    return null;
  }
  // The source is asked before anything is taken, so that it sees the buffer as readers left it.
  if ((state.needReadable || state.length === 0 || state.length - size < state.highWaterMark) &&
      !state.ended && !state.reading && !state.destroyed && !state.errored && state.constructed) {
    callRead(this, state);
    // A source that answered at once may have brought what was missing.
    if (!state.reading) size = available(state, asked);
  }
  const chunk = size > 0 ? take(state, size) : null;
  if (chunk === null) {
    if (state.length <= state.highWaterMark) state.needReadable = true;
    size = 0;
  } else {
    state.length -= size;
    if (state.multiAwaitDrain) state.awaitDrainWriters.clear();
    else state.awaitDrainWriters = null;
  }
  if (state.length === 0) {
    if (!state.ended) state.needReadable = true;
    if (asked !== size && state.ended) endReadable(this, state);
  }
  if (chunk !== null && !state.errorEmitted && !state.closeEmitted) {
    state.dataEmitted = true;
    this.emit('data', chunk);
  }
  return chunk;
};

prototype._read = function(size) {
  throw new codes.ERR_METHOD_NOT_IMPLEMENTED('_read()');
};

prototype.setEncoding = function(encoding) {
  const state = this._readableState;
  state.setEncoding(encoding);
  let kept = '';
  for (let i = state.bufferIndex; i < state.buffer.length; i++) kept += state.decoder.write(state.buffer[i]);
  if (state.ended) kept += state.decoder.end();
  empty(state);
  if (kept !== '') state.buffer.push(kept);
  state.length = kept.length;
  return this;
};

// ----- the end -----

function endReadable(stream, state) {
  if (state.endEmitted || state.endScheduled) return;
  state.ended = true;
  state.endScheduled = true;
  process.nextTick(emitEnd, stream, state);
}

function emitEnd(stream, state) {
  state.endScheduled = false;
  if (state.errored || state.closeEmitted || state.endEmitted || state.length > 0) return;
  state.endEmitted = true;
  stream.emit('end');
  if (stream.writable && stream.allowHalfOpen === false) {
    process.nextTick(endWritable, stream);
  } else if (state.autoDestroy) {
    // A Duplex is destroyed when its other side is done as well.
    const other = stream._writableState;
    if (!other || (other.autoDestroy && (other.finished || other.writable === false))) stream.destroy();
  }
}

function endWritable(stream) {
  if (stream.writable && !stream.writableEnded && !stream.destroyed) stream.end();
}

Readable.ReadableState = ReadableState;
Readable._fromList = function fromList(size, state) {
  return take(state, size);
};

module.exports = { Readable, asBuffer, onReadableConstructed };
require('internal/streams/readable_flow').install(prototype);
require('internal/streams/readable_pipe').install(prototype);
require('internal/streams/readable_more').install(Readable);
