// node:readline/promises: an Interface whose questions are promises, and a Readline that collects cursor movements.
'use strict';

const { AbortError, codes } = require('internal/errors');
const { Interface: Base } = require('internal/readline/interface');
const { kEmptyObject } = require('internal/util');
const { validateBoolean, validateInteger } = require('internal/validators');
const { CLEAR_SCREEN_DOWN, lineClearing, movement, positioning } = require('internal/readline/terminal');

class Interface extends Base {
  question(query, options = kEmptyObject) {
    return new Promise((resolve, reject) => {
      let callback = resolve;
      const signal = options?.signal;
      if (signal) {
        require('internal/validators').validateAbortSignal(signal, 'options.signal');
        const aborted = () => new AbortError(undefined, { cause: signal.reason });
        if (signal.aborted) {
          reject(aborted());
          return;
        }
        const disposable = require('internal/events/abort_listener').addAbortListener(signal, () => {
          this._questionCancel();
          reject(aborted());
        });
        callback = (answer) => {
          disposable[Symbol.dispose]();
          resolve(answer);
        };
      }
      this.editing.rejectQuestion = reject;
      this._question(query, callback);
    });
  }
}

function isWritable(stream) {
  return stream !== null && typeof stream === 'object' && typeof stream.write === 'function' &&
    typeof stream.on === 'function' && stream.writable !== false;
}

class Readline {
  #autoCommit = false;
  #stream;
  #todo = [];

  constructor(stream, options = undefined) {
    if (!isWritable(stream)) throw new codes.ERR_INVALID_ARG_TYPE('stream', 'Writable', stream);
    this.#stream = stream;
    if (options?.autoCommit != null) {
      validateBoolean(options.autoCommit, 'options.autoCommit');
      this.#autoCommit = options.autoCommit;
    }
  }

  #add(text) {
    if (this.#autoCommit) process.nextTick(() => this.#stream.write(text));
    else this.#todo.push(text);
    return this;
  }

  cursorTo(x, y = undefined) {
    validateInteger(x, 'x');
    if (y != null) validateInteger(y, 'y');
    return this.#add(positioning(x, y));
  }

  moveCursor(dx, dy) {
    if (!dx && !dy) return this;
    validateInteger(dx, 'dx');
    validateInteger(dy, 'dy');
    return this.#add(movement(dx, dy));
  }

  clearLine(dir) {
    validateInteger(dir, 'dir', -1, 1);
    return this.#add(lineClearing(dir));
  }

  clearScreenDown() {
    return this.#add(CLEAR_SCREEN_DOWN);
  }

  commit() {
    return new Promise((resolve) => {
      this.#stream.write(this.#todo.join(''), resolve);
      this.#todo = [];
    });
  }

  rollback() {
    this.#todo = [];
    return this;
  }
}

function createInterface(input, output, completer, terminal) {
  return new Interface(input, output, completer, terminal);
}

module.exports = { Interface, Readline, createInterface };
