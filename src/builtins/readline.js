// node:readline: lines of a stream, questions, and the cursor of a terminal.
'use strict';

const EventEmitter = require('events');
const { Interface: Base, start } = require('internal/readline/interface');
const { kEmptyObject, promisify } = require('internal/util');
const { clearLine, clearScreenDown, cursorTo, moveCursor } = require('internal/readline/terminal');

// A completer that answers at once is called as one with a callback.
function withCallback(completer) {
  if (typeof completer !== 'function' || completer.length === 2) return completer;
  return (line, callback) => callback(null, completer(line));
}

// Called with and without `new`, and by the constructors of others.
function Interface(input, output, completer, terminal) {
  if (!(this instanceof Interface)) return new Interface(input, output, completer, terminal);
  let options = input;
  if (input?.input && typeof input.completer === 'function' && input.completer.length !== 2) {
    options = Object.create(input, { completer: { __proto__: null, value: withCallback(input.completer) } });
  }
  EventEmitter.call(this);
  start(this, options, output, withCallback(completer), terminal);
  if (this.terminal && process.env.TERM === 'dumb') this._ttyWrite = ttyWriteDumb;
}
Object.setPrototypeOf(Interface.prototype, Base.prototype);
Object.setPrototypeOf(Interface, Base);

Interface.prototype.question = function question(query, options, cb) {
  let callback = typeof options === 'function' ? options : cb;
  if (options === null || typeof options !== 'object') options = kEmptyObject;
  const { signal } = options;
  if (signal) {
    require('internal/validators').validateAbortSignal(signal, 'options.signal');
    if (signal.aborted) return;
    const { addAbortListener } = require('internal/events/abort_listener');
    const disposable = addAbortListener(signal, () => this._questionCancel());
    const original = callback;
    callback = (answer) => {
      disposable[Symbol.dispose]();
      return typeof original === 'function' ? original(answer) : undefined;
    };
  }
  if (typeof callback === 'function') this._question(query, callback);
};

Interface.prototype.question[promisify.custom] = function question(query, options) {
  const { AbortError } = require('internal/errors');
  if (options === null || typeof options !== 'object') options = kEmptyObject;
  const { signal } = options;
  if (signal?.aborted) return Promise.reject(new AbortError(undefined, { cause: signal.reason }));
  return new Promise((resolve, reject) => {
    let callback = resolve;
    if (signal) {
      const { addAbortListener } = require('internal/events/abort_listener');
      const disposable = addAbortListener(signal, () => {
        reject(new AbortError(undefined, { cause: signal.reason }));
      });
      callback = (answer) => {
        disposable[Symbol.dispose]();
        resolve(answer);
      };
    }
    this.question(query, options, callback);
  });
};

// Here a completer has a callback.
Object.defineProperty(Interface.prototype, '_tabComplete', {
  __proto__: null,
  writable: true,
  configurable: true,
  value: function _tabComplete(lastKeypressWasTab) {
    this.pause();
    this.completer(this.line.slice(0, this.cursor), (error, value) => {
      this.resume();
      if (error) {
        this._writeToOutput(`Tab completion error: ${require('internal/util/inspect').inspect(error)}`);
        return;
      }
      this._tabCompleter(lastKeypressWasTab, value);
    });
  },
});

// A terminal that can do nothing but take characters.
function ttyWriteDumb(text, key) {
  const { name, ctrl } = key ?? kEmptyObject;
  if (name === 'escape') return;
  if (this._sawReturnAt && name !== 'enter') this._sawReturnAt = 0;
  if (ctrl) {
    if (name === 'c' && this.listenerCount('SIGINT') > 0) this.emit('SIGINT');
    else if (name === 'c' || name === 'd') this.close();
    if (name === 'c' || name === 'd') return;
  }
  if (name === 'return') {
    this._sawReturnAt = Date.now();
    this._line();
  } else if (name === 'enter') {
    if (this._sawReturnAt === 0 || Date.now() - this._sawReturnAt > this.crlfDelay) this._line();
    this._sawReturnAt = 0;
  } else if (typeof text === 'string' && text) {
    this.line += text;
    this.cursor += text.length;
    this._writeToOutput(text);
  }
}

function createInterface(input, output, completer, terminal) {
  return new Interface(input, output, completer, terminal);
}

function emitKeypressEvents(stream, iface) {
  return require('internal/readline/keys').emitKeypressEvents(stream, iface);
}

module.exports = {
  Interface,
  clearLine,
  clearScreenDown,
  createInterface,
  cursorTo,
  emitKeypressEvents,
  moveCursor,
  get promises() {
    return require('readline/promises');
  },
};
