// A child on the event loop: the object behind its number.
'use strict';

const { Pipe, begin, end, register } = require('internal/handles');
const native = internalBinding('process_wrap');

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
    register(this, id);
    return 0;
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
    end(this);
    this.#id = undefined;
  }
}

module.exports = { Pipe, Process };
