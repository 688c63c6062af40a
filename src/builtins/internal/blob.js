// Blob: immutable bytes with a type. The bytes are copied when a Blob is made; slices share them.
'use strict';

const { codes } = require('internal/errors');
const { validateDictionary } = require('internal/validators');
const { kMaxLength } = require('internal/buffer');

const kInspect = Symbol.for('nodejs.util.inspect.custom');

function notASequence() {
  const error = new TypeError('Value cannot be converted to sequence.');
  error.code = 'ERR_INVALID_ARG_TYPE';
  return error;
}

function symbolPart(index) {
  const error = new TypeError(`Value[${index}] is a Symbol and cannot be converted to a string.`);
  error.code = 'ERR_INVALID_ARG_TYPE';
  return error;
}

// The parts of a new Blob: any iterable object; strings are no sequence of parts.
function partsOf(sources) {
  if ((typeof sources !== 'object' && typeof sources !== 'function') || sources === null ||
      typeof sources[Symbol.iterator] !== 'function') throw notASequence();
  return [...sources];
}

function bytesOfPart(part, index, endings) {
  if (isBlob(part)) return bytesOf(part);
  if (ArrayBuffer.isView(part)) return new Uint8Array(part.buffer, part.byteOffset, part.byteLength);
  if (require('internal/util/types').isAnyArrayBuffer(part)) return new Uint8Array(part);
  if (typeof part === 'symbol') throw symbolPart(index);
  let text = `${part}`;
  if (endings === 'native') text = text.replace(/\r\n|\r|\n/g, process.platform === 'win32' ? '\r\n' : '\n');
  return internalBinding('encoding').encode(text);
}

function join(parts) {
  const length = parts.reduce((sum, part) => sum + part.byteLength, 0);
  if (length > kMaxLength) throw new codes.ERR_BUFFER_TOO_LARGE(kMaxLength);
  const bytes = new Uint8Array(length);
  let position = 0;
  for (const part of parts) {
    bytes.set(part, position);
    position += part.byteLength;
  }
  return bytes;
}

function normalizeType(type) {
  type = `${type}`;
  return /[^\x20-\x7E]/.test(type) ? '' : type.toLowerCase();
}

// WebIDL "long long" with clamping.
function toClampedInteger(value) {
  const number = Math.min(Math.max(+value, Number.MIN_SAFE_INTEGER), Number.MAX_SAFE_INTEGER);
  return Number.isNaN(number) ? 0 : roundToEven(number);
}

function roundToEven(number) {
  const floor = Math.floor(number);
  const fraction = number - floor;
  if (fraction === 0.5) return floor % 2 === 0 ? floor : floor + 1;
  return fraction < 0.5 ? floor : floor + 1;
}

let isBlob;
let bytesOf;
// Makes `object`, a new Blob, share bytes.
let share;

class Blob {
  #bytes;
  #type;

  static {
    isBlob = (value) => typeof value === 'object' && value !== null && #bytes in value;
    bytesOf = (blob) => blob.#bytes;
    share = (object, bytes, type) => {
      object.#bytes = bytes;
      object.#type = type;
      return object;
    };
  }

  constructor(sources = [], options = undefined) {
    const parts = partsOf(sources);
    validateDictionary(options, 'options');
    const endings = `${options?.endings ?? 'transparent'}`;
    if (endings !== 'transparent' && endings !== 'native') {
      throw new codes.ERR_INVALID_ARG_VALUE('options.endings', endings);
    }
    this.#bytes = join(parts.map((part, index) => bytesOfPart(part, index, endings)));
    this.#type = normalizeType(options?.type === undefined ? '' : options.type);
  }

  static #check(value) {
    if (!isBlob(value)) throw new codes.ERR_INVALID_THIS('Blob');
  }

  get type() {
    Blob.#check(this);
    return this.#type;
  }

  get size() {
    Blob.#check(this);
    return this.#bytes.length;
  }

  slice(start = 0, end = this.size, contentType = '') {
    Blob.#check(this);
    const { length } = this.#bytes;
    const place = (value) => {
      const index = toClampedInteger(value);
      return index < 0 ? Math.max(length + index, 0) : Math.min(index, length);
    };
    const from = place(start);
    const to = Math.max(place(end), from);
    return share(new Blob(), this.#bytes.subarray(from, to), normalizeType(contentType));
  }

  async arrayBuffer() {
    Blob.#check(this);
    return this.#bytes.slice().buffer;
  }

  async text() {
    Blob.#check(this);
    const { TextDecoder } = require('internal/encoding');
    return new TextDecoder().decode(this.#bytes);
  }

  async bytes() {
    Blob.#check(this);
    return this.#bytes.slice();
  }

  stream() {
    Blob.#check(this);
    const bytes = this.#bytes;
    let position = 0;
    const { ReadableStream } = require('internal/webstreams/readable');
    return new ReadableStream({
      type: 'bytes',
      pull(controller) {
        if (position >= bytes.length) {
          controller.close();
          controller.byobRequest?.respond(0);
          return;
        }
        const chunk = bytes.slice(position, position + 65536);
        position += chunk.length;
        controller.enqueue(chunk);
      },
    });
  }

  textStream() {
    Blob.#check(this);
    const { TextDecoderStream } = require('internal/webstreams/encoding');
    return this.stream().pipeThrough(new TextDecoderStream());
  }

  [kInspect](depth, options) {
    if (depth < 0) return options.stylize(`[${this.constructor.name}]`, 'special');
    const { inspect } = require('internal/util/inspect');
    const inner = { ...options, depth: options.depth == null ? null : options.depth - 1 };
    return `Blob ${inspect({ size: this.size, type: this.type }, inner)}`;
  }
}
for (const name of ['size', 'type', 'slice', 'stream', 'text', 'arrayBuffer', 'bytes', 'textStream']) {
  Object.defineProperty(Blob.prototype, name, { __proto__: null, enumerable: true });
}
Object.defineProperty(Blob.prototype, Symbol.toStringTag, { __proto__: null, configurable: true, value: 'Blob' });

module.exports = { Blob, bytesOf, isBlob };
