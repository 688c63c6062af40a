// The lines that were entered before, newest first. A line of several lines is one entry, with its lines reversed.
'use strict';

const { validateArray, validateNumber } = require('internal/validators');

const reversed = (text, from, to) => (text.includes(from) ? text.split(from).reverse().join(to) : text);

class History {
  #owner;
  #removeDuplicates;

  constructor(owner, { history, size, removeHistoryDuplicates }) {
    if (history !== undefined) validateArray(history, 'history');
    if (size !== undefined) validateNumber(size, 'size', 0);
    this.#owner = owner;
    this.#removeDuplicates = removeHistoryDuplicates || false;
    this.size = size ?? 30;
    this.history = history ?? [];
    this.index = -1;
    this.isFlushing = false;
  }

  // Keeps the owner's line; the line as it is to be read on.
  addHistory(isMultiline) {
    const { line } = this.#owner;
    if (line.length === 0) return '';
    if (this.size === 0 || line.trim().length === 0) return line;
    const entry = reversed(line, '\n', '\r');
    if (this.history[0] !== entry) {
      const older = this.#removeDuplicates ? this.history.indexOf(entry) : -1;
      if (older !== -1) this.history.splice(older, 1);
      this.history.unshift(entry);
      if (this.history.length > this.size) this.history.pop();
    }
    this.index = -1;
    const result = isMultiline ? reversed(this.history[0], '\r', '\r') : this.history[0];
    // Listeners may take out what should not be kept.
    this.#owner.emit('history', this.history);
    return result;
  }

  canNavigateToNext() {
    return this.index > -1 && this.history.length > 0;
  }

  canNavigateToPrevious() {
    return this.history.length !== this.index && this.history.length > 0;
  }

  // The next line in that direction that begins with what was typed; that alone at either end.
  #navigate(step, search) {
    let index = this.index + step;
    const isSkipped = (entry) => !entry.startsWith(search) || this.#owner.line === entry;
    while (index >= 0 && index < this.history.length && isSkipped(this.history[index])) index += step;
    this.index = index;
    return index === -1 || index === this.history.length ? search : reversed(this.history[index], '\r', '\n');
  }

  navigateToNext(search) {
    return this.canNavigateToNext() ? this.#navigate(-1, search ?? '') : null;
  }

  navigateToPrevious(search) {
    return this.canNavigateToPrevious() ? this.#navigate(1, search ?? '') : null;
  }
}

module.exports = { History };
