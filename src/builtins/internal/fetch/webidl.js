// Conversions of Web IDL, with the texts of errors that programs know from undici.
'use strict';

function illegalInvocation() {
  const error = new TypeError('Illegal invocation');
  error.code = 'ERR_INVALID_THIS';
  return error;
}

function checkCount(args, wanted, prefix) {
  if (args.length >= wanted) return;
  throw new TypeError(
    `${prefix}: ${wanted} argument${wanted === 1 ? '' : 's'} required, but${args.length > 0 ? ' only' : ''} ` +
    `${args.length} found.`);
}

// How a value is shown in an error.
function show(value) {
  switch (typeof value) {
    case 'symbol': return `Symbol(${value.description})`;
    case 'object': return require('internal/util/inspect').inspect(value);
    case 'string': return `"${value}"`;
    case 'bigint': return `${value}n`;
    default: return `${value}`;
  }
}

function toByteString(value, prefix, name) {
  if (typeof value === 'symbol') {
    throw new TypeError(`${prefix}: ${name} is a symbol, which cannot be converted to a ByteString.`);
  }
  const text = String(value);
  for (let i = 0; i < text.length; i++) {
    if (text.charCodeAt(i) <= 255) continue;
    throw new TypeError(
      `Cannot convert argument to a ByteString because the character at index ${i} has a value of ` +
      `${text.charCodeAt(i)} which is greater than 255.`);
  }
  return text;
}

function toDOMString(value, prefix, name) {
  if (typeof value === 'symbol') {
    throw new TypeError(`${prefix}: ${name} is a symbol, which cannot be converted to a DOMString.`);
  }
  return String(value);
}

function toUSVString(value) {
  if (typeof value === 'symbol') throw new TypeError('Cannot convert a Symbol value to a string');
  return `${value}`.toWellFormed();
}

function toUnsignedShort(value) {
  const number = Math.trunc(Number(value));
  if (!Number.isFinite(number)) return 0;
  return ((number % 65536) + 65536) % 65536;
}

function isObject(value) {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

function checkDictionary(value) {
  if (value === undefined || value === null || isObject(value)) return value ?? {};
  throw new TypeError(`undefined: Expected ${String(value)} to be one of: Null, Undefined, Object.`);
}

function toEnum(value, allowed) {
  const text = String(value);
  if (allowed.includes(text)) return text;
  throw new TypeError(`undefined: ${text} is not an accepted type. Expected one of ${allowed.join(', ')}.`);
}

function checkCallback(callback, className) {
  if (typeof callback === 'function') return;
  throw new TypeError(`Failed to execute 'forEach' on '${className}': parameter 1 is not of type 'Function'.`);
}

function makeEnumerable(prototype, tag, names) {
  for (const name of names) Object.defineProperty(prototype, name, { __proto__: null, enumerable: true });
  Object.defineProperty(prototype, Symbol.toStringTag, { __proto__: null, configurable: true, value: tag });
}

const IteratorPrototype = Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]()));

// A function that makes iterators of a class: `entryAt(object, index)` is [name, value] or undefined at the end. What
// changes meanwhile is seen.
function pairIterators(className, entryAt) {
  const iterating = new WeakMap();
  const prototype = Object.create(IteratorPrototype, {
    next: {
      __proto__: null,
      writable: true,
      enumerable: true,
      configurable: true,
      value: function next() {
        const state = isObject(this) ? iterating.get(this) : undefined;
        if (state === undefined) {
          throw new TypeError(`'next' called on an object that does not implement interface ${className} Iterator.`);
        }
        const entry = entryAt(state.object, state.index);
        if (entry === undefined) return { value: undefined, done: true };
        state.index++;
        return { value: state.select(entry), done: false };
      },
    },
    [Symbol.toStringTag]: { __proto__: null, configurable: true, value: `${className} Iterator` },
  });
  return (object, select) => {
    const iterator = Object.create(prototype);
    iterating.set(iterator, { object, select, index: 0 });
    return iterator;
  };
}

module.exports = {
  checkCallback,
  checkCount,
  checkDictionary,
  illegalInvocation,
  isObject,
  makeEnumerable,
  pairIterators,
  show,
  toByteString,
  toDOMString,
  toEnum,
  toUSVString,
  toUnsignedShort,
};
