// The keys of a terminal, as they edit a line: the methods of Interface that only terminals call. They are methods with
// an underscore, since programs replace some of them.
'use strict';

const { charLengthAt, charLengthLeft } = require('internal/readline/keys');
const { clearScreenDown, cursorTo, moveCursor } = require('internal/readline/terminal');
const { getStringWidth } = require('internal/util/inspect/width');

const LINE_ENDING = /\r?\n|\r(?!\n)|\u2028|\u2029/g;
const KEPT = 32;
const UNDO_LIMIT = 2048;

function commonPrefix(texts) {
  if (texts.length === 0) return '';
  const [first] = texts;
  let length = first.length;
  for (const text of texts) while (!text.startsWith(first.slice(0, length))) length--;
  return first.slice(0, length);
}

// How far the word before or after the end of a text reaches.
function wordBefore(text) {
  return /(?:[^\w\s]+|\w+)?\s*$/.exec(text)[0].length;
}

const methods = {
  _insertString(text) {
    this._beforeEdit();
    if (this.cursor < this.line.length) {
      this.line = this.line.slice(0, this.cursor) + text + this.line.slice(this.cursor);
      this.cursor += text.length;
      if (this.isCompletionEnabled) this._refreshLine();
      else this._writeToOutput(text);
      return;
    }
    const before = this.isCompletionEnabled ? this.getCursorPos().rows : 0;
    this.line += text;
    this.cursor += text.length;
    if (this.isCompletionEnabled && before < this.getCursorPos().rows) this._refreshLine();
    else this._writeToOutput(text);
  },

  _beforeEdit() {
    const { undo } = this.editing;
    if (undo.push({ text: this.line, cursor: this.cursor }) > UNDO_LIMIT) undo.shift();
  },

  _restore(from, to) {
    const entry = from.pop();
    if (entry === undefined) return;
    to.push({ text: this.line, cursor: this.cursor });
    this.line = entry.text;
    this.cursor = entry.cursor;
    this._refreshLine();
  },

  // ----- words and pieces -----

  _wordLeft() {
    if (this.cursor > 0) this._moveCursor(-wordBefore(this.line.slice(0, this.cursor)));
  },

  _wordRight() {
    if (this.cursor >= this.line.length) return;
    this._moveCursor(/^(?:\s+|[^\w\s]+|\w+)\s*/.exec(this.line.slice(this.cursor))[0].length);
  },

  // Cuts out what is between the two places.
  _cut(from, to) {
    this._beforeEdit();
    const text = this.line.slice(from, to);
    this.line = this.line.slice(0, from) + this.line.slice(to);
    this.cursor = from;
    return text;
  },

  _deleteLeft() {
    if (this.cursor === 0 || this.line.length === 0) return;
    this._cut(this.cursor - charLengthLeft(this.line, this.cursor), this.cursor);
    this._refreshLine();
  },

  _deleteRight() {
    if (this.cursor >= this.line.length) return;
    this._cut(this.cursor, this.cursor + charLengthAt(this.line, this.cursor));
    this._refreshLine();
  },

  _deleteWordLeft() {
    if (this.cursor === 0) return;
    this._cut(this.cursor - wordBefore(this.line.slice(0, this.cursor)), this.cursor);
    this._refreshLine();
  },

  _deleteWordRight() {
    if (this.cursor >= this.line.length) return;
    const length = /^(?:\s+|\W+|\w+)\s*/.exec(this.line.slice(this.cursor))[0].length;
    this._cut(this.cursor, this.cursor + length);
    this._refreshLine();
  },

  _deleteLineLeft() {
    this._keepCut(this._cut(0, this.cursor));
    this._refreshLine();
  },

  _deleteLineRight() {
    this._keepCut(this._cut(this.cursor, this.line.length));
    this._refreshLine();
  },

  _keepCut(text) {
    const { cuts } = this.editing;
    if (!text || text === cuts[0]) return;
    cuts.unshift(text);
    this.editing.cutIndex = 0;
    if (cuts.length > KEPT) cuts.pop();
  },

  _yank() {
    const { cuts, cutIndex } = this.editing;
    if (cuts.length === 0) return;
    this.editing.isYanking = true;
    this._insertString(cuts[cutIndex]);
  },

  _yankPop() {
    const { editing } = this;
    if (!editing.isYanking || editing.cuts.length < 2) return;
    const last = editing.cuts[editing.cutIndex];
    editing.cutIndex = (editing.cutIndex + 1) % editing.cuts.length;
    const head = this.line.slice(0, this.cursor - last.length) + editing.cuts[editing.cutIndex];
    this.line = head + this.line.slice(this.cursor);
    this.cursor = head.length;
    this._refreshLine();
  },

  // ----- lines -----

  _line() {
    const line = this._addHistory();
    this.editing.undo.length = 0;
    this.editing.redo.length = 0;
    this.clearLine();
    this._onLine(line);
  },

  _addHistory() {
    return this.historyManager.addHistory(this.line.includes('\n'));
  },

  _historyNext() {
    if (this.historyManager.canNavigateToNext()) this._showEntry('navigateToNext');
  },

  _historyPrev() {
    if (this.historyManager.canNavigateToPrevious()) this._showEntry('navigateToPrevious');
  },

  _showEntry(navigate) {
    this._beforeEdit();
    this.line = this.historyManager[navigate](this.editing.search);
    this.cursor = this.line.length;
    this._refreshLine();
  },

  // In a line of several lines up and down move, until they are at its first or last line.
  _moveVertically(step) {
    if (!this.line.includes('\n')) return step < 0 ? this._historyPrev() : this._historyNext();
    const lines = this.line.split('\n');
    const before = this.line.slice(0, this.cursor).split('\n');
    const row = before.length - 1;
    if (lines[row + step] === undefined) return step < 0 ? this._historyPrev() : this._historyNext();
    const column = Math.min(before[row].length, lines[row + step].length);
    const start = lines.slice(0, row + step).reduce((sum, line) => sum + line.length + 1, 0);
    return this._moveCursor(start + column - this.cursor);
  },

  _moveCursor(dx) {
    if (dx === 0) return;
    const before = this.getCursorPos();
    this.cursor = Math.max(0, Math.min(this.line.length, this.cursor + dx));
    const after = this.getCursorPos();
    if (before.rows === after.rows) moveCursor(this.output, after.cols - before.cols, 0);
    else this._refreshLine();
  },

  // ----- completion -----

  _tabComplete(lastKeypressWasTab) {
    this.pause();
    Promise.resolve().then(() => this.completer(this.line.slice(0, this.cursor))).then((value) => {
      this.resume();
      this._tabCompleter(lastKeypressWasTab, value);
    }, (error) => {
      this._writeToOutput(`Tab completion error: ${require('internal/util/inspect').inspect(error)}`);
      this.resume();
    });
  },

  _tabCompleter(lastKeypressWasTab, [completions, completed]) {
    if (!completions || completions.length === 0) return;
    const prefix = commonPrefix(completions.filter((completion) => completion !== ''));
    if (prefix.startsWith(completed) && prefix.length > completed.length) {
      this._insertString(prefix.slice(completed.length));
      return;
    }
    if (!completed.startsWith(prefix)) {
      const head = this.line.slice(0, this.cursor - completed.length) + prefix;
      this.line = head + this.line.slice(this.cursor);
      this.cursor = head.length;
      this._refreshLine();
      return;
    }
    if (!lastKeypressWasTab) return;
    this._beforeEdit();
    this._writeToOutput(this._inColumns(completions));
    this._refreshLine();
  },

  _inColumns(completions) {
    const widths = completions.map((completion) => getStringWidth(completion));
    const width = Math.max(...widths) + 2;
    let columns = Math.floor(this.columns / width) || 1;
    if (columns === Infinity) columns = 1;
    let output = '\r\n';
    let column = 0;
    let space = 0;
    completions.forEach((completion, i) => {
      if (completion === '' || column === columns) {
        output += '\r\n';
        column = 0;
        space = 0;
      } else {
        output += ' '.repeat(space);
      }
      if (completion === '') {
        output += '\r\n';
      } else {
        output += completion;
        space = width - widths[i];
        column++;
      }
    });
    return column === 0 ? output : `${output}\r\n\r\n`;
  },

  // ----- keys -----

  _ttyWrite(text, key) {
    const previous = this.editing.previousKey;
    key ??= {};
    this.editing.previousKey = key;
    if (!key.meta || key.name !== 'y') this.editing.isYanking = false;
    this._updateSearch(key);
    const first = typeof key.sequence === 'string' ? key.sequence.codePointAt(0) : undefined;
    const { undo, redo } = this.editing;
    if (first === 0x1F) return this._restore(undo, redo);
    if (first === 0x1E) return this._restore(redo, undo);
    if (key.name === 'escape') return undefined;
    if (key.ctrl && key.shift) return this._act(WITH_CONTROL_AND_SHIFT, key.name);
    if (key.ctrl) return this._act(WITH_CONTROL, key.name);
    if (key.meta) return this._act(WITH_META, key.name);
    return this._plainKey(text, key.name, previous);
  },

  _act(actions, name) {
    if (Object.hasOwn(actions, name)) actions[name](this);
  },

  // While only up and down are pressed, they look for lines that begin as the one that was typed.
  _updateSearch({ name, ctrl, meta, shift }) {
    if ((name === 'up' || name === 'down') && !ctrl && !meta && !shift) {
      this.editing.search ??= this.line.slice(0, this.cursor);
    } else if (this.editing.search !== null) {
      this.editing.search = null;
      if (this.history.length === this.historyIndex) this.historyIndex = -1;
    }
  },

  _plainKey(text, name, previous) {
    if (this._sawReturnAt && name !== 'enter') this._sawReturnAt = 0;
    if (name === 'return') {
      this._sawReturnAt = Date.now();
      this._line();
    } else if (name === 'enter') {
      if (this._sawReturnAt === 0 || Date.now() - this._sawReturnAt > this.crlfDelay) this._line();
      this._sawReturnAt = 0;
    } else if (Object.hasOwn(PLAIN, name)) {
      PLAIN[name](this);
    } else if (name === 'tab' && typeof this.completer === 'function' && this.isCompletionEnabled) {
      this._tabComplete(previous?.name === 'tab');
    } else if (typeof text === 'string' && text) {
      // Pasted text may have several lines.
      let start = 0;
      for (const { index, 0: ending } of text.matchAll(LINE_ENDING)) {
        this._insertString(text.slice(start, index));
        start = index + ending.length;
        this._line();
      }
      this._insertString(text.slice(start));
    }
  },

  _endBy(key, event) {
    if (event !== undefined && this.listenerCount(event) > 0) {
      this.emit(event);
      return;
    }
    this.close();
    if (this.editing.rejectQuestion !== undefined) {
      const { AbortError } = require('internal/errors');
      this.editing.rejectQuestion(new AbortError(`Aborted with Ctrl+${key}`));
    }
  },

  _suspend() {
    if (process.platform === 'win32') return;
    if (this.listenerCount('SIGTSTP') > 0) {
      this.emit('SIGTSTP');
      return;
    }
    process.once('SIGCONT', () => {
      if (!this.paused) {
        this.pause();
        this.emit('SIGCONT');
      }
      this._setRawMode(true);
      this._refreshLine();
    });
    this._setRawMode(false);
    process.kill(process.pid, 'SIGTSTP');
  },
};

const PLAIN = {
  backspace: (line) => line._deleteLeft(),
  delete: (line) => line._deleteRight(),
  left: (line) => line._moveCursor(-charLengthLeft(line.line, line.cursor)),
  right: (line) => line._moveCursor(charLengthAt(line.line, line.cursor)),
  home: (line) => line._moveCursor(-Infinity),
  end: (line) => line._moveCursor(Infinity),
  up: (line) => line._moveVertically(-1),
  down: (line) => line._moveVertically(1),
};

const WITH_CONTROL = {
  c: (line) => line._endBy('C', 'SIGINT'),
  h: PLAIN.backspace,
  d(line) {
    if (line.cursor === 0 && line.line.length === 0) line._endBy('D');
    else line._deleteRight();
  },
  u: (line) => line._deleteLineLeft(),
  k: (line) => line._deleteLineRight(),
  a: PLAIN.home,
  e: PLAIN.end,
  b: PLAIN.left,
  f: PLAIN.right,
  l(line) {
    cursorTo(line.output, 0, 0);
    clearScreenDown(line.output);
    line._refreshLine();
  },
  n: (line) => line._historyNext(),
  p: (line) => line._historyPrev(),
  y: (line) => line._yank(),
  z: (line) => line._suspend(),
  w: (line) => line._deleteWordLeft(),
  backspace: (line) => line._deleteWordLeft(),
  delete: (line) => line._deleteWordRight(),
  left: (line) => line._wordLeft(),
  right: (line) => line._wordRight(),
};

const WITH_META = {
  b: WITH_CONTROL.left,
  f: WITH_CONTROL.right,
  d: WITH_CONTROL.delete,
  delete: WITH_CONTROL.delete,
  backspace: WITH_CONTROL.backspace,
  y: (line) => line._yankPop(),
};

const WITH_CONTROL_AND_SHIFT = {
  backspace: WITH_CONTROL.u,
  delete: WITH_CONTROL.k,
};

module.exports = { methods };
