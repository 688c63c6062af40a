// process.stdout, process.stderr and process.stdin.
//
// Output is written at once and completely, so nothing is lost when the process ends. The objects have what programs use
// of a Writable; the stream classes themselves are another module's matter.
'use strict';

const EventEmitter = require('events');
const native = internalBinding('process');

function bytesOf(chunk, encoding) {
  if (typeof chunk === 'string') {
    if (encoding === undefined || encoding === null || /^utf-?8$/i.test(encoding) || encoding === 'buffer') return chunk;
    return require('buffer').Buffer.from(chunk, encoding);
  }
  if (ArrayBuffer.isView(chunk)) return new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  const { codes } = require('internal/errors');
  if (chunk === null) throw new codes.ERR_STREAM_NULL_VALUES();
  throw new codes.ERR_INVALID_ARG_TYPE('chunk', ['string', 'Buffer', 'TypedArray', 'DataView'], chunk);
}

class Output extends EventEmitter {
  #ended = false;
  #encoding = 'utf8';

  constructor(fd, kind) {
    super();
    this.fd = fd;
    this._type = kind === 'TTY' ? 'tty' : kind === 'FILE' ? 'fs' : 'pipe';
    this._isStdio = true;
    this.writable = true;
    this.destroyed = false;
  }

  write(chunk, encoding, callback) {
    if (typeof encoding === 'function') {
      callback = encoding;
      encoding = undefined;
    }
    if (encoding && encoding !== 'buffer' && typeof chunk === 'string') checkEncoding(encoding);
    const data = bytesOf(chunk, encoding || this.#encoding);
    if (this.#ended) {
      const { codes } = require('internal/errors');
      this.#fail(new codes.ERR_STREAM_WRITE_AFTER_END(), callback);
      return false;
    }
    const result = native.writeAll(this.fd, data);
    if (result < 0) {
      const { errnoException } = require('internal/errors');
      this.#fail(errnoException(result, 'write'), callback);
      return false;
    }
    if (typeof callback === 'function') process.nextTick(callback, null);
    return true;
  }

  #fail(error, callback) {
    process.nextTick(() => {
      if (typeof callback === 'function') callback(error);
      this.emit('error', error);
    });
  }

  end(chunk, encoding, callback) {
    if (typeof chunk === 'function') {
      callback = chunk;
      chunk = undefined;
    } else if (typeof encoding === 'function') {
      callback = encoding;
      encoding = undefined;
    }
    if (chunk !== undefined && chunk !== null) this.write(chunk, encoding);
    if (this.#ended) return this;
    this.#ended = true;
    this.writable = false;
    process.nextTick(() => {
      if (typeof callback === 'function') callback();
      this.emit('finish');
    });
    return this;
  }

  // The descriptors of the standard streams stay open.
  destroy(error) {
    if (this.destroyed) return this;
    this.destroyed = true;
    this.#ended = true;
    this.writable = false;
    process.nextTick(() => {
      if (error) this.emit('error', error);
      this.emit('close');
    });
    return this;
  }

  destroySoon(error) {
    return this.destroy(error);
  }

  setDefaultEncoding(encoding) {
    checkEncoding(encoding);
    this.#encoding = encoding;
    return this;
  }

  cork() {}

  uncork() {}

  get writableEnded() {
    return this.#ended;
  }

  get writableFinished() {
    return this.#ended;
  }

  get writableLength() {
    return 0;
  }

  get writableHighWaterMark() {
    return 16384;
  }

  get writableObjectMode() {
    return false;
  }

  get writableNeedDrain() {
    return false;
  }
}

function checkEncoding(encoding) {
  const { Buffer } = require('buffer');
  if (Buffer.isEncoding(encoding)) return;
  const { codes } = require('internal/errors');
  throw new codes.ERR_UNKNOWN_ENCODING(encoding);
}

// ----- terminals -----

function colorDepth(env = process.env) {
  if (env.FORCE_COLOR !== undefined) {
    switch (env.FORCE_COLOR) {
      case '':
      case '1':
      case 'true': return 4;
      case '2': return 8;
      case '3': return 24;
      default: return 1;
    }
  }
  if ((env.NODE_DISABLE_COLORS !== undefined && env.NODE_DISABLE_COLORS !== '') ||
      (env.NO_COLOR !== undefined && env.NO_COLOR !== '') || env.TERM === 'dumb') {
    return 1;
  }
  if (env.TMUX) return 24;
  if (env.CI !== undefined) return ['APPVEYOR', 'BUILDKITE', 'CIRCLECI', 'DRONE', 'GITHUB_ACTIONS', 'GITLAB_CI', 'TRAVIS']
    .some((name) => name in env) || env.CI_NAME === 'codeship' ? 8 : 1;
  if (env.TERM_PROGRAM === 'iTerm.app') {
    return !env.TERM_PROGRAM_VERSION || /^[0-2]\./.test(env.TERM_PROGRAM_VERSION) ? 8 : 24;
  }
  if (env.TERM_PROGRAM === 'HyperTerm' || env.TERM_PROGRAM === 'MacTerm') return 24;
  if (env.TERM_PROGRAM === 'Apple_Terminal') return 8;
  if (env.COLORTERM === 'truecolor' || env.COLORTERM === '24bit') return 24;
  if (env.TERM) {
    if (/truecolor|^xterm-kitty/.test(env.TERM)) return 24;
    if (/^xterm-256/.test(env.TERM)) return 8;
    if (/ansi|color|linux|direct|^con\d*x\d|^rxvt|^screen|^xterm|^vt100|^vt220/i.test(env.TERM)) return 4;
  }
  return env.COLORTERM ? 4 : 1;
}

class TerminalOutput extends Output {
  isTTY = true;

  get columns() {
    return native.ttySize(this.fd)?.[0];
  }

  get rows() {
    return native.ttySize(this.fd)?.[1];
  }

  getWindowSize() {
    return [this.columns, this.rows];
  }

  getColorDepth(env) {
    return colorDepth(env);
  }

  hasColors(count, env) {
    if (env === undefined && (count === undefined || (typeof count === 'object' && count !== null))) {
      env = count;
      count = 16;
    } else {
      require('internal/validators').validateInteger(count, 'count', 2);
    }
    return count <= 2 ** colorDepth(env);
  }

  #escape(sequence, callback) {
    this.write(`\x1b[${sequence}`, callback);
    return true;
  }

  cursorTo(x, y, callback) {
    if (typeof y === 'function') {
      callback = y;
      y = undefined;
    }
    return this.#escape(typeof y === 'number' ? `${y + 1};${x + 1}H` : `${x + 1}G`, callback);
  }

  moveCursor(dx, dy, callback) {
    let sequence = '';
    if (dx < 0) sequence += `\x1b[${-dx}D`;
    else if (dx > 0) sequence += `\x1b[${dx}C`;
    if (dy < 0) sequence += `\x1b[${-dy}A`;
    else if (dy > 0) sequence += `\x1b[${dy}B`;
    this.write(sequence, callback);
    return true;
  }

  clearLine(direction, callback) {
    return this.#escape(direction < 0 ? '1K' : direction > 0 ? '0K' : '2K', callback);
  }

  clearScreenDown(callback) {
    return this.#escape('0J', callback);
  }
}

function makeOutput(fd) {
  const kind = native.fdKind(fd);
  return kind === 'TTY' ? new TerminalOutput(fd, kind) : new Output(fd, kind);
}

// ----- input -----

function noStreams(what) {
  const error = new Error(
    `process.stdin.${what} needs the stream module, which napkin ${process.versions.napkin} does not have yet; ` +
    'fs.readFileSync(0) reads all of standard input');
  error.code = 'ERR_METHOD_NOT_IMPLEMENTED';
  return error;
}

class Input extends EventEmitter {
  fd = 0;
  readable = true;
  destroyed = false;

  constructor(kind) {
    super();
    if (kind === 'TTY') this.isTTY = true;
    for (const name of ['on', 'once', 'addListener']) {
      Object.defineProperty(this, name, {
        __proto__: null, configurable: true, writable: true, enumerable: false,
        value(event, listener) {
          if (event === 'data' || event === 'readable') throw noStreams(`${name}('${event}')`);
          return EventEmitter.prototype[name].call(this, event, listener);
        },
      });
    }
  }

  ref() {
    return this;
  }

  unref() {
    return this;
  }

  pause() {
    return this;
  }

  destroy() {
    this.destroyed = true;
    return this;
  }
}
for (const name of ['read', 'resume', 'pipe', 'setEncoding', 'setRawMode', Symbol.asyncIterator]) {
  Object.defineProperty(Input.prototype, name, {
    __proto__: null, configurable: true, writable: true, enumerable: false,
    value() {
      throw noStreams(`${typeof name === 'symbol' ? '[Symbol.asyncIterator]' : name}()`);
    },
  });
}

function makeInput() {
  return new Input(native.fdKind(0));
}

module.exports = { colorDepth, makeInput, makeOutput };
