// stdout and stderr of a child: what comes out of a pipe.
//
// Has what programs use of a Readable that flows: 'data', 'end', 'close', 'error', pause, resume, setEncoding, pipe,
// async iteration. The stream classes themselves are another module's matter; what needs them throws an error that
// says so. Invariant: nothing is read ahead of the reader by more than the high-water mark and one chunk.
'use strict';

const EventEmitter = require('events');
const { errnoException } = require('internal/errors');

const HIGH_WATER_MARK = 65536;

function needsStreams(what) {
  const error = new Error(
    `${what} of a child's output needs the stream module, which napkin ${process.versions.napkin} does not have ` +
    "yet; use on('data'), pipe() or for await");
  error.code = 'ERR_METHOD_NOT_IMPLEMENTED';
  return error;
}

class ChildOutput extends EventEmitter {
  readable = true;
  readableEncoding = null;
  // null: nobody has asked for the content yet.
  readableFlowing = null;
  readableEnded = false;
  destroyed = false;
  closed = false;
  #decoder = null;
  #chunks = [];
  #length = 0;
  #atEnd = false;
  #reading = false;
  #flowScheduled = false;
  #piped = new Map();

  constructor(pipe) {
    super();
    this._handle = pipe;
    pipe.onread = (count, buffer) => (count > 0 ? this.#receive(buffer) : this.#receiveEnd(count));
    this.#read();
  }

  #read() {
    if (this.#reading || this.#atEnd || this.destroyed) return;
    const result = this._handle.readStart();
    if (result === 0) this.#reading = true;
    else this.destroy(errnoException(result, 'read'));
  }

  #receive(buffer) {
    const chunk = this.#decoder === null ? buffer : this.#decoder.write(buffer);
    if (chunk.length === 0) return;
    if (this.readableFlowing && this.#length === 0) {
      this.emit('data', chunk);
      return;
    }
    this.#keep(chunk);
    if (this.#length >= HIGH_WATER_MARK) {
      this._handle.readStop();
      this.#reading = false;
    }
  }

  #keep(chunk) {
    this.#chunks.push(chunk);
    this.#length += chunk.length;
  }

  #receiveEnd(errno) {
    if (errno !== internalBinding('uv').UV_EOF) {
      this.destroy(errnoException(errno, 'read'));
      return;
    }
    this.#atEnd = true;
    const rest = this.#decoder === null ? '' : this.#decoder.end();
    if (rest.length > 0) this.#keep(rest);
    if (this.readableFlowing) this.#flow();
  }

  // Gives out what was kept, and goes on reading.
  #flow() {
    while (this.readableFlowing && this.#chunks.length > 0 && !this.destroyed) {
      const chunk = this.#chunks.shift();
      this.#length -= chunk.length;
      this.emit('data', chunk);
    }
    if (!this.readableFlowing || this.destroyed) return;
    if (!this.#atEnd) {
      this.#read();
    } else if (this.readable) {
      this.readable = false;
      process.nextTick(() => {
        if (this.destroyed) return;
        this.readableEnded = true;
        this.emit('end');
        this.destroy();
      });
    }
  }

  on(event, listener) {
    if (event === 'readable') throw needsStreams("on('readable')");
    super.on(event, listener);
    if (event === 'data' && this.readableFlowing !== false) this.resume();
    return this;
  }

  addListener(event, listener) {
    return this.on(event, listener);
  }

  resume() {
    if (this.readableFlowing) return this;
    this.readableFlowing = true;
    if (!this.#flowScheduled) {
      this.#flowScheduled = true;
      process.nextTick(() => {
        this.#flowScheduled = false;
        if (!this.readableFlowing) return;
        this.emit('resume');
        this.#flow();
      });
    }
    return this;
  }

  pause() {
    if (this.readableFlowing !== false) {
      this.readableFlowing = false;
      this.emit('pause');
    }
    return this;
  }

  isPaused() {
    return this.readableFlowing === false;
  }

  setEncoding(encoding) {
    const { StringDecoder } = require('string_decoder');
    this.#decoder = new StringDecoder(encoding);
    this.readableEncoding = this.#decoder.encoding;
    const kept = this.#chunks.map((chunk) => this.#decoder.write(chunk)).join('');
    this.#chunks = kept === '' ? [] : [kept];
    this.#length = kept.length;
    return this;
  }

  pipe(destination, options) {
    const write = (chunk) => {
      if (destination.write(chunk) === false) {
        this.pause();
        destination.once('drain', () => this.resume());
      }
    };
    const isStandard = destination === process.stdout || destination === process.stderr;
    const end = options?.end !== false && !isStandard ? () => destination.end() : () => {};
    this.#piped.set(destination, { write, end });
    this.once('end', end);
    this.on('data', write);
    destination.emit('pipe', this);
    return destination;
  }

  unpipe(destination) {
    const destinations = destination === undefined ? [...this.#piped.keys()] : [destination];
    for (const one of destinations) {
      const listeners = this.#piped.get(one);
      if (listeners === undefined) continue;
      this.#piped.delete(one);
      this.removeListener('data', listeners.write);
      this.removeListener('end', listeners.end);
      one.emit('unpipe', this);
    }
    if (this.#piped.size === 0) this.pause();
    return this;
  }

  // The descriptor now belongs to another child as well: this side reads no more.
  lend() {
    this._handle.readStop();
    this.#reading = false;
    this.readableFlowing = false;
    this.isLent = true;
  }

  destroy(error) {
    if (this.destroyed) return this;
    this.destroyed = true;
    this.readable = false;
    this._handle.close(() => {
      this._handle = null;
      this.closed = true;
      if (error) this.emit('error', error);
      this.emit('close', Boolean(error));
    });
    return this;
  }

  ref() {
    this._handle?.ref();
    return this;
  }

  unref() {
    this._handle?.unref();
    return this;
  }

  get readableLength() {
    return this.#length;
  }

  get readableHighWaterMark() {
    return HIGH_WATER_MARK;
  }

  get readableObjectMode() {
    return false;
  }

  async * [Symbol.asyncIterator]() {
    const chunks = [];
    let wake = () => {};
    let failure = null;
    let finished = this.destroyed;
    const onData = (chunk) => {
      chunks.push(chunk);
      this.pause();
      wake();
    };
    const onError = (error) => {
      failure = error;
      wake();
    };
    const onClose = () => {
      finished = true;
      wake();
    };
    this.on('data', onData).on('error', onError).on('close', onClose);
    try {
      for (;;) {
        if (chunks.length > 0) {
          yield chunks.shift();
        } else if (failure !== null) {
          throw failure;
        } else if (finished) {
          return;
        } else {
          const { promise, resolve } = Promise.withResolvers();
          wake = resolve;
          this.resume();
          await promise;
        }
      }
    } finally {
      this.removeListener('data', onData).removeListener('error', onError).removeListener('close', onClose);
      this.destroy();
    }
  }
}

for (const name of ['read', 'unshift', 'wrap', 'compose', 'iterator', 'map', 'filter', 'forEach', 'toArray', 'some',
                    'find', 'every', 'flatMap', 'drop', 'take', 'reduce']) {
  Object.defineProperty(ChildOutput.prototype, name, {
    __proto__: null, configurable: true, writable: true, enumerable: false,
    value() {
      throw needsStreams(`${name}()`);
    },
  });
}

module.exports = { ChildOutput };
