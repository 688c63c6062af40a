// Takes a value apart for structuredClone and postMessage: the first half of the algorithm, which may run getters and
// may fail. What an object is comes from the engine (`classOf`), not from its properties, which anybody can change.
// The form is that of `format`; the other half is `decode`.
'use strict';

const { classOf, proxyDetails } = internalBinding('engine');
const format = require('internal/structured_clone/format');

// Everything else that is an object is cloned by its own enumerable properties.
const NOT_CLONEABLE = new Set([
  'Symbol', 'Arguments', 'Promise', 'Proxy', 'WeakMap', 'WeakSet', 'WeakRef', 'FinalizationRegistry', 'External',
  'Module', 'Generator', 'AsyncGenerator', 'Iterator', 'Global Object',
]);
const ERROR_NAMES = new Set(['EvalError', 'RangeError', 'ReferenceError', 'SyntaxError', 'TypeError', 'URIError']);
const getterOf = (prototype, name) => Object.getOwnPropertyDescriptor(prototype, name).get;
const mapSize = getterOf(Map.prototype, 'size');
const typedArrayLength = getterOf(Object.getPrototypeOf(Uint8Array.prototype), 'length');

const uncloneable = new WeakSet();

// Filled in by `internal/worker/ports`: the number of a MessagePort (0 when it is closed), undefined for anything else.
const platform = { portNumber: () => undefined };

function cloneError(message) {
  const { DOMException } = require('internal/dom_exception');
  return new DOMException(message, 'DataCloneError');
}

// How an object is called in the message of a failure.
function describe(value) {
  if (typeof value === 'symbol') return String(value);
  if (typeof value === 'function') return Function.prototype.toString.call(value);
  try {
    const name = value.constructor?.name;
    const plain = value.toString === Object.prototype.toString && typeof name === 'string' && name !== '';
    // All iterators inherit the constructor Iterator, which says little.
    if (plain && name !== 'Iterator') return `#<${name}>`;
    return Object.prototype.toString.call(value);
  } catch {
    return '#<Object>';
  }
}

function refuse(value) {
  throw cloneError(`${describe(value)} could not be cloned.`);
}

class Encoder {
  tokens = [];
  // ArrayBuffers and SharedArrayBuffers; those that are transferred among them.
  memory = [];
  #numbers = new Map();
  #transferred;

  // `transferred` is a map of ArrayBuffers and ports; the value of a port is its index in the list of ports.
  constructor(transferred) {
    this.#transferred = transferred;
  }

  write(value) {
    switch (typeof value) {
      case 'symbol':
      case 'function':
        refuse(value);
        break;
      case 'bigint':
        this.tokens.push(format.BIGINT, `${value}`);
        break;
      case 'object': {
        if (value === null) {
          this.tokens.push(null);
          break;
        }
        const known = this.#numbers.get(value);
        if (known !== undefined) {
          this.tokens.push(known);
          break;
        }
        this.#numbers.set(value, BigInt(this.#numbers.size));
        this.#writeObject(value);
        break;
      }
      default:
        this.tokens.push(value);
    }
  }

  #writeObject(value) {
    const { tokens } = this;
    const kind = classOf(value);
    switch (kind) {
      case 'Array': return this.#writeArray(value);
      case 'Date':
        tokens.push(format.DATE, Date.prototype.getTime.call(value));
        return undefined;
      case 'Boolean': case 'Number': case 'String':
        tokens.push(format.BOXED, kind, globalThis[kind].prototype.valueOf.call(value));
        return undefined;
      case 'BigInt':
        tokens.push(format.BOXED, kind, `${BigInt.prototype.valueOf.call(value)}`);
        return undefined;
      case 'RegExp':
        tokens.push(format.REGEXP, value.source, value.flags);
        return undefined;
      case 'Map': return this.#writeMap(value);
      case 'Set': return this.#writeSet(value);
      case 'Error': return this.#writeError(value);
      case 'ArrayBuffer': return this.#writeArrayBuffer(value);
      case 'SharedArrayBuffer':
        tokens.push(format.SHARED_ARRAY_BUFFER, this.memory.push(value) - 1);
        return undefined;
      default:
        if (ArrayBuffer.isView(value)) return this.#writeView(value, kind);
        if (NOT_CLONEABLE.has(kind) || kind.endsWith(' Iterator') || kind.startsWith('Iterator ')) refuse(value);
        return this.#writePlatformOrPlain(value);
    }
  }

  // The own enumerable string properties from the `first` on, and END.
  #writeProperties(value, keys, first) {
    for (let i = first; i < keys.length; i++) {
      const key = keys[i];
      // A getter of an earlier one may have removed it.
      if (!Object.hasOwn(value, key)) continue;
      this.tokens.push(key);
      this.write(value[key]);
    }
    this.tokens.push(format.END);
  }

  #writeArray(value) {
    const { length } = value;
    const keys = Object.keys(value);
    // Indices come first, in order: if the last one is where it is without gaps, there are none.
    const dense = length > 0 && keys.length >= length && keys[length - 1] === String(length - 1);
    this.tokens.push(format.ARRAY, length);
    const countAt = this.tokens.push(0) - 1;
    let i = 0;
    if (dense) {
      while (i < length && Object.hasOwn(value, i)) this.write(value[i++]);
      this.tokens[countAt] = i;
    }
    this.#writeProperties(value, keys, i);
  }

  #writeMap(value) {
    mapSize.call(value);
    const entries = [...Map.prototype.entries.call(value)];
    this.tokens.push(format.MAP);
    for (const [key, item] of entries) {
      this.write(key);
      this.write(item);
    }
    this.tokens.push(format.END);
  }

  #writeSet(value) {
    const entries = [...Set.prototype.values.call(value)];
    this.tokens.push(format.SET);
    for (const entry of entries) this.write(entry);
    this.tokens.push(format.END);
  }

  #writeError(value) {
    const { hasDetails } = require('internal/dom_exception');
    const { stack, name } = value;
    if (hasDetails(value)) {
      this.tokens.push(format.DOM_EXCEPTION, value.message, name, stack);
      return;
    }
    const message = Object.getOwnPropertyDescriptor(value, 'message');
    const text = message !== undefined && 'value' in message ? `${message.value}` : undefined;
    const hasCause = Object.hasOwn(value, 'cause');
    this.tokens.push(format.ERROR, ERROR_NAMES.has(name) ? name : 'Error', text,
                     typeof stack === 'string' ? stack : undefined, hasCause);
    this.write(hasCause ? value.cause : undefined);
  }

  #writeArrayBuffer(value) {
    if (value.detached) throw cloneError('An ArrayBuffer is detached and could not be cloned.');
    const most = value.resizable ? value.maxByteLength : undefined;
    this.tokens.push(format.ARRAY_BUFFER, this.memory.push(value) - 1, most);
  }

  #writeView(value, kind) {
    const { buffer, byteOffset, byteLength } = value;
    // A view that reaches the end of resizable memory follows its length.
    const follows = (buffer.resizable || buffer.growable) && byteOffset + byteLength === buffer.byteLength;
    this.tokens.push(format.VIEW, kind);
    this.write(buffer);
    const length = kind === 'DataView' ? byteLength : typedArrayLength.call(value);
    this.tokens.push(byteOffset, follows ? undefined : length);
  }

  #writePlatformOrPlain(value) {
    if (proxyDetails(value) !== undefined) refuse(value);
    // Nearly all objects are plain, and the classes below need not be loaded for them.
    if (Object.getPrototypeOf(value) !== Object.prototype || uncloneable.has(value)) {
      if (this.#writePlatformObject(value)) return;
    }
    this.tokens.push(format.OBJECT);
    this.#writeProperties(value, Object.keys(value), 0);
  }

  // Whether it was one.
  #writePlatformObject(value) {
    const port = platform.portNumber(value);
    if (port !== undefined) {
      const index = this.#transferred.get(value);
      if (index === undefined) {
        throw cloneError('Object that needs transfer was found in message but not listed in transferList');
      }
      this.tokens.push(format.PORT, index);
      return true;
    }
    const { isURLInstance } = require('internal/url');
    if (uncloneable.has(value) || isURLInstance(value) ||
        require('internal/url_search_params').isURLSearchParams(value)) {
      throw cloneError('Cannot clone object of unsupported type.');
    }
    return this.#writeBlob(value);
  }

  #writeBlob(value) {
    const { bytesOf, isBlob } = require('internal/blob');
    if (!isBlob(value)) return false;
    const { File } = require('internal/file');
    const [name, lastModified] = value instanceof File ? [value.name, value.lastModified] : [];
    const { buffer } = new Uint8Array(bytesOf(value));
    this.tokens.push(format.BLOB, this.memory.push(buffer) - 1, value.type, name, lastModified);
    return true;
  }
}

// `transferred` comes from `transferredFrom`; `memory` is the list of buffers the tokens refer to.
function encode(value, transferred) {
  const encoder = new Encoder(transferred);
  encoder.write(value);
  return { tokens: encoder.tokens, memory: encoder.memory };
}

const NOTHING = new Map();

// Checks what shall be transferred: a map of ArrayBuffers (to true) and ports (to their index among the ports).
// `source` is the number of the port that the message is sent through.
function transferredFrom(list, source) {
  if (list.length === 0) return NOTHING;
  const { isMarkedAsUntransferable } = require('internal/buffer');
  const transferred = new Map();
  let ports = 0;
  for (const entry of list) {
    const isObject = (typeof entry === 'object' && entry !== null) || typeof entry === 'function';
    const port = isObject ? platform.portNumber(entry) : undefined;
    if (port === undefined && (!isObject || classOf(entry) !== 'ArrayBuffer')) {
      throw cloneError('Found invalid value in transferList.');
    }
    if (isMarkedAsUntransferable(entry) || (port === undefined && entry.detached)) {
      throw cloneError('Cannot transfer object of unsupported type.');
    }
    if (transferred.has(entry)) {
      throw cloneError(`Transfer list contains duplicate ${port === undefined ? 'ArrayBuffer' : 'MessagePort'}`);
    }
    if (port === 0) throw cloneError('MessagePort in transfer list is already detached');
    if (port !== undefined && port === source) throw cloneError('Transfer list contains source port');
    transferred.set(entry, port === undefined ? true : ports++);
  }
  return transferred;
}

function markAsUncloneable(object) {
  if ((typeof object === 'object' && object !== null) || typeof object === 'function') uncloneable.add(object);
}

module.exports = { cloneError, encode, markAsUncloneable, platform, transferredFrom };
