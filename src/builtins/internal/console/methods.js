// What the methods of a console do. `this` is a console: `_stdout`, `_stderr`, and state under `kState`.
'use strict';

const { formatArguments } = require('internal/util/inspect/format');

const kIsConsole = Symbol('kIsConsole');
const kState = Symbol('kConsoleState');

const WITH_COLORS = { colors: true };
const WITHOUT_COLORS = {};

function ignore() {}

function inspectOptionsFor(self, stream) {
  const { colorMode, inspectOptions } = self[kState];
  const colors = colorMode === 'auto' ? Boolean(require('internal/util/colors').shouldColorize(stream)) : colorMode;
  const own = inspectOptions?.get(stream);
  if (own === undefined) return colors ? WITH_COLORS : WITHOUT_COLORS;
  if (own.colors === undefined) own.colors = colors;
  return own;
}

function formatToStream(self, stream, args) {
  if (args.length === 1 && typeof args[0] === 'string') return args[0];
  return formatArguments(inspectOptionsFor(self, stream), args);
}

// Writes one message, indented as the open groups say. Errors of the stream are not the program's concern, unless
// the console was made with `ignoreErrors: false`.
function writeToStream(self, stream, text) {
  const { indentation } = self[kState];
  const indented = indentation === '' ? text : indentation + text.replaceAll('\n', `\n${indentation}`);
  if (stream.writeNow !== undefined) {
    if (stream.writeNow(`${indented}\n`)) return;
    stream = stream.opened();
  }
  if (self._ignoreErrors === false) {
    stream.write(`${indented}\n`);
    return;
  }
  const canListen = typeof stream.once === 'function' && typeof stream.removeListener === 'function';
  // An error may come while writing, or later: in both cases somebody has to listen.
  const onWritten = (error) => {
    if (error && canListen && !stream._writableState?.errorEmitted && stream.listenerCount('error') === 0) {
      stream.once('error', ignore);
    }
  };
  try {
    if (canListen && stream.listenerCount('error') === 0) stream.once('error', ignore);
    stream.write(`${indented}\n`, onWritten);
  } catch (error) {
    if (require('internal/errors').isStackOverflowError(error)) throw error;
  } finally {
    if (canListen) stream.removeListener('error', ignore);
  }
}

function toStdout(self, args) {
  const stream = self[kState].outputOf('stdout');
  writeToStream(self, stream, formatToStream(self, stream, args));
}

function toStderr(self, args) {
  const stream = self[kState].outputOf('stderr');
  writeToStream(self, stream, formatToStream(self, stream, args));
}

const twoDigits = (number) => `${number}`.padStart(2, '0');

// 3661000.5 -> "1:01:01.001 (h:mm:ss.mmm)"
function formatTime(milliseconds) {
  if (milliseconds < 1000) return `${Number(milliseconds.toFixed(3))}ms`;
  if (milliseconds < 60_000) return `${(milliseconds / 1000).toFixed(3)}s`;
  const hours = Math.floor(milliseconds / 3_600_000);
  const minutes = Math.floor((milliseconds % 3_600_000) / 60_000);
  const [seconds, fraction] = ((milliseconds % 60_000) / 1000).toFixed(3).split('.');
  const start = hours === 0 ? minutes : `${hours}:${twoDigits(minutes)}`;
  return `${start}:${twoDigits(seconds)}.${fraction} (${hours === 0 ? '' : 'h:m'}m:ss.mmm)`;
}

function logTime(self, label, method, args) {
  const start = self._times.get(label);
  if (start === undefined) {
    process.emitWarning(`No such label '${label}' for ${method}`);
    return;
  }
  const [seconds, nanoseconds] = process.hrtime(start);
  const formatted = formatTime(seconds * 1000 + nanoseconds / 1e6);
  self.log('%s: %s', label, formatted, ...args);
}

const consoleMethods = {
  log(...args) {
    toStdout(this, args);
  },

  info(...args) {
    toStdout(this, args);
  },

  debug(...args) {
    toStdout(this, args);
  },

  warn(...args) {
    toStderr(this, args);
  },

  error(...args) {
    toStderr(this, args);
  },

  dir(object, options) {
    const { inspect } = require('internal/util/inspect');
    const stream = this[kState].outputOf('stdout');
    writeToStream(this, stream, inspect(object, {
      customInspect: false, ...inspectOptionsFor(this, stream), ...options,
    }));
  },

  time(label = 'default') {
    const name = `${label}`;
    if (this._times.has(name)) {
      process.emitWarning(`Label '${name}' already exists for console.time()`);
      return;
    }
    this._times.set(name, process.hrtime());
  },

  timeEnd(label = 'default') {
    const name = `${label}`;
    logTime(this, name, 'console.timeEnd()', []);
    this._times.delete(name);
  },

  timeLog(label = 'default', ...data) {
    logTime(this, `${label}`, 'console.timeLog()', data);
  },

  trace: function trace(...args) {
    const message = formatToStream(this, this[kState].outputOf('stderr'), args);
    const holder = {};
    Error.captureStackTrace(holder, trace);
    const frames = typeof holder.stack === 'string' ? /^ {4}at [\s\S]*/m.exec(holder.stack)?.[0].trimEnd() : undefined;
    const header = message === '' ? 'Trace' : `Trace: ${message}`;
    this.error(frames === undefined ? header : `${header}\n${frames}`);
  },

  assert(expression, ...args) {
    if (expression) return;
    if (typeof args[0] === 'string') args[0] = `Assertion failed: ${args[0]}`;
    else args.unshift('Assertion failed');
    this.warn(...args);
  },

  clear() {
    // Only a terminal can be cleared: cursor to the corner, then everything below it.
    const stream = this[kState].outputOf('stdout');
    if (stream.isTTY && process.env.TERM !== 'dumb') stream.write('\x1b[1;1H\x1b[0J');
  },

  count(label = 'default') {
    const name = `${label}`;
    const { counts } = this[kState];
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    this.log(`${name}: ${count}`);
  },

  countReset(label = 'default') {
    const name = `${label}`;
    if (!this[kState].counts.delete(name)) process.emitWarning(`Count for '${name}' does not exist`);
  },

  group(...data) {
    if (data.length > 0) this.log(...data);
    const state = this[kState];
    state.indentation += ' '.repeat(state.groupIndentation);
  },

  groupEnd() {
    const state = this[kState];
    state.indentation = state.indentation.slice(0, state.indentation.length - state.groupIndentation);
  },

  table(tabularData, properties) {
    if (properties !== undefined) require('internal/validators').validateArray(properties, 'properties');
    if (tabularData === null || typeof tabularData !== 'object') {
      this.log(tabularData);
      return;
    }
    const { renderTable } = require('internal/console/table');
    this.log(renderTable(tabularData, properties, inspectOptionsFor(this, this[kState].outputOf('stdout'))));
  },
};
consoleMethods.dirxml = consoleMethods.log;
consoleMethods.groupCollapsed = consoleMethods.group;

module.exports = { consoleMethods, formatTime, formatToStream, kIsConsole, kState, writeToStream };
