// Children and pipes on the event loop: the objects behind the numbers of native code.
//
// Invariant: an object is in `handles` from its making until it is closed; its events run in the async context it was
// made in. What an event's function throws is an uncaught exception.
'use strict';

const hooks = require('internal/async_hooks');
const native = internalBinding('process_wrap');
const { state } = hooks;

const handles = new Map();
const kFrame = Symbol('frame');

native.setHandler((event, id, first, second) => {
  const handle = handles.get(id);
  if (handle === undefined) return;
  const asyncId = handle[hooks.asyncIdSymbol];
  const frame = state.frame;
  state.frame = handle[kFrame];
  hooks.enter(asyncId, handle[hooks.triggerIdSymbol], handle);
  // An exception is dealt with by who called this, and ends all contexts.
  handle[event](first, second);
  hooks.leave(asyncId);
  state.frame = frame;
});

function begin(handle, type) {
  hooks.initResource(handle, type);
  handle[kFrame] = state.frame;
}

function end(handle, id) {
  handles.delete(id);
  hooks.destroy(handle[hooks.asyncIdSymbol]);
}

class Process {
  #id;

  constructor() {
    this.onexit = undefined;
    this.pid = undefined;
    begin(this, 'PROCESSWRAP');
  }

  // 0, or a negative errno.
  spawn(command) {
    const [id, pid] = native.spawn(command);
    if (pid === undefined) return id;
    this.#id = id;
    this.pid = pid;
    handles.set(id, this);
    return 0;
  }

  exit(status, signal) {
    this.onexit(status, signal);
  }

  kill(signal) {
    return this.#id === undefined ? internalBinding('uv').UV_ESRCH : native.kill(this.#id, signal);
  }

  ref() {
    if (this.#id !== undefined) native.keepAliveForChild(this.#id, true);
  }

  unref() {
    if (this.#id !== undefined) native.keepAliveForChild(this.#id, false);
  }

  close() {
    if (this.#id !== undefined) native.forget(this.#id);
    end(this, this.#id);
    this.#id = undefined;
  }
}

// One end of a pipe. Its owner sets `ondata(buffer)` and `onend(errno)`.
class Pipe {
  #id;
  // What is called with 0 or an errno, in the order of the writes.
  #written = [];
  #shutDown;
  #closed;

  constructor() {
    const id = native.openPipe();
    if (id < 0) throw require('internal/errors').errnoException(id, 'pipe');
    this.#id = id;
    this.ondata = undefined;
    this.onend = undefined;
    begin(this, 'PIPEWRAP');
    handles.set(id, this);
  }

  get id() {
    return this.#id;
  }

  readStart() {
    return native.startReading(this.#id);
  }

  readStop() {
    native.stopReading(this.#id);
  }

  // 0, or a negative errno; then `done` is not called.
  write(bytes, done) {
    const result = native.write(this.#id, bytes);
    if (result === 0) this.#written.push(done);
    return result;
  }

  shutdown(done) {
    const result = native.shutDown(this.#id);
    if (result === 0) this.#shutDown = done;
    return result;
  }

  ref() {
    native.keepAliveForPipe(this.#id, true);
  }

  unref() {
    native.keepAliveForPipe(this.#id, false);
  }

  close(closed) {
    this.#closed = closed;
    native.closePipe(this.#id);
  }

  // ----- events -----

  data() {
    this.ondata(native.takeContent());
  }

  end(errno) {
    this.onend(errno);
  }

  written(errno) {
    this.#written.shift()(errno);
  }

  shutDown(errno) {
    this.#shutDown(errno);
  }

  closed() {
    end(this, this.#id);
    this.#closed?.();
  }
}

module.exports = { Pipe, Process };
