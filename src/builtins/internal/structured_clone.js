// structuredClone, in two steps as the standard says: reading the value into records, then making the new objects.
//
// Reading may run getters and may fail; only when it has succeeded are ArrayBuffers transferred and objects made. What
// an object is comes from the engine (`classOf`), not from its properties, which anybody can change.
'use strict';

const { classOf, proxyDetails } = internalBinding('engine');
const { codes } = require('internal/errors');

// Everything else that is an object is cloned by its own enumerable properties.
const NOT_CLONEABLE = new Set([
  'Symbol', 'Arguments', 'Promise', 'Proxy', 'WeakMap', 'WeakSet', 'WeakRef', 'FinalizationRegistry', 'External',
  'Module', 'Generator', 'AsyncGenerator', 'Iterator', 'Global Object',
]);
const ERRORS = { EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError };
const getterOf = (prototype, name) => Object.getOwnPropertyDescriptor(prototype, name).get;
const mapSize = getterOf(Map.prototype, 'size');
const typedArrayLength = getterOf(Object.getPrototypeOf(Uint8Array.prototype), 'length');

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

// A new object to be: `create` makes it, `fill` gives it what may refer to other objects.
class Record {
  create = undefined;
  fill = undefined;
  object = undefined;
}

function objectOf(record) {
  return record.object ??= record.create();
}

function resolved(entry) {
  return entry instanceof Record ? objectOf(entry) : entry;
}

function define(object, key, value, enumerable = true) {
  Object.defineProperty(object, key, { __proto__: null, value, enumerable, configurable: true, writable: true });
}

class Reader {
  records = [];
  seen = new Map();

  constructor(transferred) {
    this.transferred = transferred;
  }

  // A primitive as it is, an object as its record.
  read(value) {
    if (typeof value === 'symbol' || typeof value === 'function') refuse(value);
    if (typeof value !== 'object' || value === null) return value;
    const known = this.seen.get(value);
    if (known !== undefined) return known;
    const record = new Record();
    this.seen.set(value, record);
    this.records.push(record);
    this.readObject(value, record);
    return record;
  }

  readObject(value, record) {
    const kind = classOf(value);
    switch (kind) {
      case 'Array': return this.readArray(value, record);
      case 'Date': {
        const time = Date.prototype.getTime.call(value);
        record.create = () => new Date(time);
        return undefined;
      }
      case 'Boolean': case 'Number': case 'String': case 'BigInt': {
        const primitive = globalThis[kind].prototype.valueOf.call(value);
        record.create = () => Object(primitive);
        return undefined;
      }
      case 'RegExp': {
        const { source, flags } = value;
        record.create = () => new RegExp(source, flags);
        return undefined;
      }
      case 'Map': return this.readMap(value, record);
      case 'Set': {
        const entries = [...Set.prototype.values.call(value)].map((entry) => this.read(entry));
        record.create = () => new Set();
        record.fill = (set) => entries.forEach((entry) => set.add(resolved(entry)));
        return undefined;
      }
      case 'Error': return this.readError(value, record);
      case 'ArrayBuffer': return this.readArrayBuffer(value, record);
      case 'SharedArrayBuffer':
        // Both ends share the memory; within one thread the object can be the same.
        record.create = () => value;
        return undefined;
      default:
        if (ArrayBuffer.isView(value)) return this.readView(value, kind, record);
        if (NOT_CLONEABLE.has(kind) || kind.endsWith(' Iterator') || kind.startsWith('Iterator ')) refuse(value);
        return this.readPlatformOrPlain(value, record);
    }
  }

  // [key, entry] of the own enumerable string properties.
  readProperties(value) {
    const entries = [];
    for (const key of Object.keys(value)) {
      // A getter of an earlier one may have removed it.
      if (Object.hasOwn(value, key)) entries.push([key, this.read(value[key])]);
    }
    return entries;
  }

  readArray(value, record) {
    const { length } = value;
    const entries = this.readProperties(value);
    record.create = () => new Array(length);
    record.fill = (array) => entries.forEach(([key, entry]) => define(array, key, resolved(entry)));
  }

  readMap(value, record) {
    mapSize.call(value);
    const entries = [...Map.prototype.entries.call(value)].map(([key, item]) => [this.read(key), this.read(item)]);
    record.create = () => new Map();
    record.fill = (map) => entries.forEach(([key, item]) => map.set(resolved(key), resolved(item)));
  }

  readError(value, record) {
    const { DOMException, hasDetails } = require('internal/dom_exception');
    const { stack } = value;
    if (hasDetails(value)) {
      const { message, name } = value;
      record.create = () => {
        const copy = new DOMException(message, name);
        define(copy, 'stack', stack, false);
        return copy;
      };
      return;
    }
    const Class = ERRORS[value.name] ?? Error;
    const message = Object.getOwnPropertyDescriptor(value, 'message');
    const text = message !== undefined && 'value' in message ? `${message.value}` : undefined;
    const hasCause = Object.hasOwn(value, 'cause');
    const cause = hasCause ? this.read(value.cause) : undefined;
    record.create = () => {
      const copy = new Class(text);
      if (typeof stack === 'string') define(copy, 'stack', stack, false);
      return copy;
    };
    record.fill = (copy) => {
      if (hasCause) define(copy, 'cause', resolved(cause), false);
    };
  }

  readArrayBuffer(value, record) {
    if (this.transferred.has(value)) {
      record.create = () => value.transfer();
      return;
    }
    if (value.detached) throw cloneError('An ArrayBuffer is detached and could not be cloned.');
    record.create = () => {
      const options = value.resizable ? { maxByteLength: value.maxByteLength } : undefined;
      const copy = new ArrayBuffer(value.byteLength, options);
      new Uint8Array(copy).set(new Uint8Array(value));
      return copy;
    };
  }

  readView(value, kind, record) {
    const { buffer, byteOffset, byteLength } = value;
    const memory = this.read(buffer);
    // A view that reaches the end of resizable memory follows its length.
    const follows = (buffer.resizable || buffer.growable) && byteOffset + byteLength === buffer.byteLength;
    let length = kind === 'DataView' ? byteLength : typedArrayLength.call(value);
    if (follows) length = undefined;
    record.create = () => new globalThis[kind](objectOf(memory), byteOffset, length);
  }

  readPlatformOrPlain(value, record) {
    if (proxyDetails(value) !== undefined) refuse(value);
    const { isURLInstance } = require('internal/url');
    if (isURLInstance(value) || require('internal/url_search_params').isURLSearchParams(value)) {
      throw cloneError('Cannot clone object of unsupported type.');
    }
    const { cloneBlob } = require('internal/blob');
    const blob = cloneBlob(value);
    if (blob !== undefined) {
      record.create = () => blob;
      return;
    }
    const entries = this.readProperties(value);
    record.create = () => ({});
    record.fill = (object) => entries.forEach(([key, entry]) => define(object, key, resolved(entry)));
  }
}

function invalidOptions(message) {
  const error = new TypeError(`Failed to execute 'structuredClone': ${message}`);
  error.code = 'ERR_INVALID_ARG_TYPE';
  return error;
}

function transferListOf(options) {
  if (options == null) return [];
  if (typeof options !== 'object' && typeof options !== 'function') {
    throw invalidOptions('Options cannot be converted to a dictionary');
  }
  const { transfer } = options;
  if (transfer === undefined) return [];
  if (typeof transfer !== 'object' || transfer === null || typeof transfer[Symbol.iterator] !== 'function') {
    throw invalidOptions('transfer in Options cannot be converted to sequence.');
  }
  const list = [...transfer];
  list.forEach((entry, i) => {
    if ((typeof entry !== 'object' && typeof entry !== 'function') || entry === null) {
      throw invalidOptions(`transfer in Options[${i}] is not an object.`);
    }
  });
  return list;
}

function checkTransferable(list) {
  const { isMarkedAsUntransferable } = require('internal/buffer');
  const transferred = new Set();
  for (const entry of list) {
    if (classOf(entry) !== 'ArrayBuffer') throw cloneError('Found invalid value in transferList.');
    if (entry.detached || isMarkedAsUntransferable(entry)) {
      throw cloneError('Cannot transfer object of unsupported type.');
    }
    if (transferred.has(entry)) throw cloneError('Transfer list contains duplicate ArrayBuffer');
    transferred.add(entry);
  }
  return transferred;
}

function structuredClone(value, options) {
  if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS('The value argument must be specified');
  const transferred = checkTransferable(transferListOf(options));
  if (transferred.size === 0 && (value === null || (typeof value !== 'object' && typeof value !== 'function' &&
      typeof value !== 'symbol'))) return value;
  const reader = new Reader(transferred);
  const result = reader.read(value);
  for (const record of reader.records) {
    const object = objectOf(record);
    record.fill?.(object);
  }
  // What is transferred leaves its owner even if the value does not contain it.
  for (const buffer of transferred) if (!reader.seen.has(buffer)) buffer.transfer();
  return resolved(result);
}

module.exports = { structuredClone };
