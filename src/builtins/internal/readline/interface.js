// What the Interface of node:readline and that of node:readline/promises share: lines out of any stream.
//
// Without a terminal, chunks are cut into lines here; with one, key presses edit a line (`editing.js`, loaded then).
'use strict';

const EventEmitter = require('events');
const { codes } = require('internal/errors');
const { validateString, validateUint32 } = require('internal/validators');
const { clearScreenDown, cursorTo, moveCursor } = require('internal/readline/terminal');

const LINE_ENDING = /\r?\n|\r(?!\n)|\u2028|\u2029/;
const LEAST_CRLF_DELAY = 100;

// Not shown when an interface is inspected.
function hide(object, values) {
  for (const name of Object.keys(values)) {
    Object.defineProperty(object, name, {
      __proto__: null, value: values[name], writable: true, configurable: true, enumerable: false,
    });
  }
}

// The arguments, or the members of an object of options.
function normalized(input, output, completer, terminal) {
  if (!input?.input) return { input, output, completer, terminal };
  const { tabSize, escapeCodeTimeout, signal } = input;
  if (tabSize !== undefined) validateUint32(tabSize, 'tabSize', true);
  if (escapeCodeTimeout !== undefined && !Number.isFinite(escapeCodeTimeout)) {
    throw new codes.ERR_INVALID_ARG_VALUE('input.escapeCodeTimeout', 500);
  }
  if (signal) require('internal/validators').validateAbortSignal(signal, 'options.signal');
  return input;
}

class Interface extends EventEmitter {
  constructor(input, output, completer, terminal) {
    super();
    start(this, input, output, completer, terminal);
  }

  get columns() {
    return this.output?.columns || Infinity;
  }

  get history() {
    return this.historyManager.history;
  }

  set history(value) {
    this.historyManager.history = value;
  }

  get historyIndex() {
    return this.historyManager.index;
  }

  set historyIndex(value) {
    this.historyManager.index = value;
  }

  get historySize() {
    return this.historyManager.size;
  }

  setPrompt(prompt) {
    this._prompt = prompt;
  }

  getPrompt() {
    return this._prompt;
  }

  prompt(preserveCursor) {
    if (this.paused) this.resume();
    if (this.terminal && process.env.TERM !== 'dumb') {
      if (!preserveCursor) this.cursor = 0;
      this._refreshLine();
    } else {
      this._writeToOutput(this._prompt);
    }
  }

  _question(query, callback) {
    if (this.closed) throw new codes.ERR_USE_AFTER_CLOSE('readline');
    if (!this._questionCallback) {
      this._oldPrompt = this._prompt;
      this.setPrompt(query);
      this._questionCallback = callback;
    }
    this.prompt();
  }

  _questionCancel() {
    if (!this._questionCallback) return;
    this._questionCallback = null;
    this.setPrompt(this._oldPrompt);
    this.clearLine();
  }

  _onLine(line) {
    const callback = this._questionCallback;
    if (!callback) {
      this.emit('line', line);
      return;
    }
    this._questionCallback = null;
    this.setPrompt(this._oldPrompt);
    callback(line);
  }

  _setRawMode(mode) {
    const wasInRawMode = this.input.isRaw;
    if (typeof this.input.setRawMode === 'function') this.input.setRawMode(mode);
    return wasInRawMode;
  }

  _writeToOutput(stringToWrite) {
    validateString(stringToWrite, 'stringToWrite');
    if (this.output != null) this.output.write(stringToWrite);
  }

  close() {
    if (this.closed) return;
    this.pause();
    if (this.terminal) this._setRawMode(false);
    this.closed = true;
    this.emit('close');
  }

  pause() {
    if (this.closed) throw new codes.ERR_USE_AFTER_CLOSE('readline');
    if (this.paused) return undefined;
    this.input.pause();
    this.paused = true;
    this.emit('pause');
    return this;
  }

  resume() {
    if (this.closed) throw new codes.ERR_USE_AFTER_CLOSE('readline');
    if (!this.paused) return undefined;
    this.input.resume();
    this.paused = false;
    this.emit('resume');
    return this;
  }

  write(data, key) {
    if (this.closed) throw new codes.ERR_USE_AFTER_CLOSE('readline');
    if (this.paused) this.resume();
    if (this.terminal) this._ttyWrite(data, key);
    else this._normalWrite(data);
  }

  // A chunk of input that no terminal sent.
  _normalWrite(chunk) {
    if (chunk === undefined) return;
    let text = this._decoder.write(chunk);
    if (this._sawReturnAt && Date.now() - this._sawReturnAt <= this.crlfDelay) {
      if (text.codePointAt(0) === 10) text = text.slice(1);
      this._sawReturnAt = 0;
    }
    if (!text) return;
    const lines = text.split(LINE_ENDING);
    if (lines.length === 1) {
      this._line_buffer = this._line_buffer ? this._line_buffer + text : text;
      return;
    }
    this._sawReturnAt = text.endsWith('\r') ? Date.now() : 0;
    if (this._line_buffer) lines[0] = this._line_buffer + lines[0];
    this._line_buffer = lines.pop();
    for (const line of lines) this._onLine(line);
  }

  clearLine() {
    this._moveCursor?.(Infinity);
    this._writeToOutput('\r\n');
    this.line = '';
    this.cursor = 0;
    this.prevRows = 0;
  }

  // Where a text ends that begins at the left edge.
  _getDisplayPos(text) {
    const { getStringWidth, stripVTControlCharacters } = require('internal/util/inspect/width');
    const { columns } = this;
    let offset = 0;
    let rows = 0;
    for (const character of stripVTControlCharacters(text)) {
      if (character === '\n') {
        rows += Math.ceil(offset / columns) || 1;
        offset = this.line.includes('\n') ? CONTINUATION.length : 0;
      } else if (character === '\t') {
        offset += this.tabSize - (offset % this.tabSize);
      } else {
        const width = getStringWidth(character, false);
        // A wide character does not stand across the edge.
        if (width === 2 && (offset + 1) % columns === 0) offset++;
        offset += width;
      }
    }
    const cols = offset % columns;
    return { cols, rows: rows + (columns === Infinity ? 0 : (offset - cols) / columns) };
  }

  getCursorPos() {
    return this._getDisplayPos(this._prompt + this.line.slice(0, this.cursor));
  }

  _refreshLine() {
    const end = this._getDisplayPos(this._prompt + this.line);
    const cursor = this.getCursorPos();
    if (this.prevRows > 0) moveCursor(this.output, 0, -this.prevRows);
    cursorTo(this.output, 0);
    clearScreenDown(this.output);
    const [first, ...rest] = this.line.split('\n');
    this._writeToOutput(this._prompt + first);
    for (const line of rest) this._writeToOutput(`\n${CONTINUATION}${line}`);
    // The terminal moves to a new line only when there is something on it.
    if (end.cols === 0) this._writeToOutput(' ');
    cursorTo(this.output, cursor.cols);
    if (end.rows > cursor.rows) moveCursor(this.output, 0, cursor.rows - end.rows);
    this.prevRows = cursor.rows;
  }

  [Symbol.asyncIterator]() {
    this._lines ??= lines(this);
    return this._lines;
  }

  [Symbol.dispose]() {
    this.close();
  }
}

const CONTINUATION = '| ';

// What the constructor does to an object that is an EventEmitter already.
function start(self, input, output, completer, terminal) {
  const options = normalized(input, output, completer, terminal);
  begin(self, options);
  listen(self, options.signal);
}

function begin(self, options) {
  const { input, output, completer, prompt = '> ', crlfDelay } = options;
  const { History } = require('internal/readline/history');
  hide(self, {
    _sawReturnAt: 0, _sawKeyPress: false, _prompt: prompt, _oldPrompt: undefined, _questionCallback: undefined,
    _decoder: undefined, _line_buffer: undefined, _lines: undefined,
    editing: { undo: [], redo: [], cuts: [], cutIndex: 0, isYanking: false, search: null, previousKey: null },
  });
  self.isCompletionEnabled = true;
  self.escapeCodeTimeout = options.escapeCodeTimeout ?? 500;
  self.tabSize = options.tabSize ?? 8;
  self.historyManager = new History(self, {
    history: options.history, size: options.historySize, removeHistoryDuplicates: options.removeHistoryDuplicates,
  });
  if (completer !== undefined && typeof completer !== 'function') {
    throw new codes.ERR_INVALID_ARG_VALUE('completer', completer);
  }
  self.line = '';
  self.output = output;
  self.input = input;
  self.crlfDelay = crlfDelay ? Math.max(LEAST_CRLF_DELAY, crlfDelay) : LEAST_CRLF_DELAY;
  self.completer = completer;
  self.terminal = Boolean(options.terminal === undefined && output != null ? output.isTTY : options.terminal);
}

// Listens to the input until the interface is closed.
function listen(self, signal) {
  const { input, output, terminal } = self;
  const listeners = terminal ? terminalListeners(self) : plainListeners(self);
  listeners.error = (error) => self.emit('error', error);
  if (terminal) require('internal/readline/keys').emitKeypressEvents(input, self);
  else self._decoder = new (require('string_decoder').StringDecoder)('utf8');
  for (const event of ['error', 'data', 'keypress', 'end']) if (listeners[event]) input.on(event, listeners[event]);
  const onResize = () => self._refreshLine();
  if (terminal) {
    self._setRawMode(true);
    self.cursor = 0;
    output?.on('resize', onResize);
  }
  self.once('close', () => {
    for (const event of Object.keys(listeners)) input.removeListener(event, listeners[event]);
    if (terminal) output?.removeListener('resize', onResize);
  });
  if (signal) closeOnAbort(self, signal);
  input.resume();
}

function plainListeners(self) {
  return {
    data: (data) => self._normalWrite(data),
    end() {
      if (typeof self._line_buffer === 'string' && self._line_buffer.length > 0) self.emit('line', self._line_buffer);
      self.close();
    },
  };
}

function terminalListeners(self) {
  return {
    keypress(text, key) {
      self._ttyWrite(text, key);
      if (!key?.sequence) return;
      // Half of a pair: the whole character is shown when the other half has come.
      const code = key.sequence.codePointAt(0);
      if (code >= 0xD800 && code <= 0xDFFF) self._refreshLine();
    },
    end() {
      if (typeof self.line === 'string' && self.line.length > 0) self.emit('line', self.line);
      self.close();
    },
  };
}

function closeOnAbort(self, signal) {
  const onAborted = () => self.close();
  if (signal.aborted) {
    process.nextTick(onAborted);
    return;
  }
  const disposable = require('internal/events/abort_listener').addAbortListener(signal, onAborted);
  self.once('close', () => disposable[Symbol.dispose]());
}

// The lines as they come, without the array that events.on makes of an event's arguments.
function lines(self) {
  const iterator = EventEmitter.on(self, 'line', { close: ['close'], highWaterMark: 1024 });
  const unpacked = {
    async next() {
      const { value, done } = await iterator.next();
      return { value: done ? value : value[0], done };
    },
    return: () => iterator.return(),
    throw: (error) => iterator.throw(error),
    [Symbol.asyncIterator]() {
      return this;
    },
  };
  return unpacked;
}

// Only terminals need these: they are there, and load their file when one is called.
const EDITING = [
  '_insertString', '_beforeEdit', '_restore', '_wordLeft', '_wordRight', '_cut', '_deleteLeft', '_deleteRight',
  '_deleteWordLeft', '_deleteWordRight', '_deleteLineLeft', '_deleteLineRight', '_keepCut', '_yank', '_yankPop',
  '_line', '_addHistory', '_historyNext', '_historyPrev', '_showEntry', '_moveVertically', '_moveCursor',
  '_tabComplete', '_tabCompleter', '_inColumns', '_ttyWrite', '_act', '_updateSearch', '_plainKey', '_endBy', '_suspend',
];
for (const name of EDITING) {
  hide(Interface.prototype, {
    [name](...args) {
      return Reflect.apply(require('internal/readline/editing').methods[name], this, args);
    },
  });
}
Interface.prototype._getCursorPos = Interface.prototype.getCursorPos;
Object.defineProperty(Interface.prototype, '_getCursorPos', { __proto__: null, enumerable: false });

module.exports = { Interface, start };
