// Small functions that the built-ins share: promisify, deprecate, encoding names, lazy properties.
// Required at start-up by most built-ins, so it loads nothing itself.
'use strict';

const customPromisify = Symbol.for('nodejs.util.promisify.custom');
const customPromisifyArgs = Symbol('customPromisifyArgs');
const kEmptyObject = Object.freeze({ __proto__: null });

// The canonical name of a Buffer encoding, or undefined when it is none.
function normalizeEncoding(encoding) {
  if (encoding == null || encoding === '' || encoding === 'utf8' || encoding === 'utf-8') return 'utf8';
  switch (`${encoding}`.toLowerCase()) {
    case 'utf8':
    case 'utf-8': return 'utf8';
    case 'ucs2':
    case 'ucs-2':
    case 'utf16le':
    case 'utf-16le': return 'utf16le';
    case 'latin1':
    case 'binary': return 'latin1';
    case 'base64': return 'base64';
    case 'base64url': return 'base64url';
    case 'hex': return 'hex';
    case 'ascii': return 'ascii';
    default: return undefined;
  }
}

function isError(value) {
  return value instanceof Error || require('internal/util/types').isNativeError(value);
}

// Calls `load` once, at the first use.
function getLazy(load) {
  let value;
  let loaded = false;
  return function lazyValue() {
    if (!loaded) {
      value = load();
      loaded = true;
    }
    return value;
  };
}

function setOwnProperty(object, key, value) {
  Object.defineProperty(object, key, { __proto__: null, configurable: true, enumerable: true, writable: true, value });
  return value;
}

// Properties of `target` that load the built-in `id` when they are first read, and can be overwritten.
function defineLazyProperties(target, id, keys, enumerable = true) {
  for (const key of keys) {
    Object.defineProperty(target, key, {
      __proto__: null,
      configurable: true,
      enumerable,
      get() {
        return defineValue(target, key, require(id)[key], enumerable);
      },
      set(value) {
        defineValue(target, key, value, enumerable);
      },
    });
  }
}

function defineValue(target, key, value, enumerable) {
  Object.defineProperty(target, key, { __proto__: null, value, writable: true, configurable: true, enumerable });
  return value;
}

// Copies name, length and other own properties of one function to another.
function copyOwnProperties(target, source, change) {
  const descriptors = Object.getOwnPropertyDescriptors(source);
  change?.(descriptors);
  return Object.defineProperties(target, descriptors);
}

// Turns a function with a Node callback into one that returns a promise.
function promisify(original) {
  const { validateFunction } = require('internal/validators');
  validateFunction(original, 'original');
  const custom = original[customPromisify];
  const mark = (fn) => Object.defineProperty(fn, customPromisify, {
    __proto__: null, value: fn, enumerable: false, writable: false, configurable: true,
  });
  if (custom) {
    validateFunction(custom, 'util.promisify.custom');
    return mark(custom);
  }
  // Names for the values of callbacks that give several.
  const names = original[customPromisifyArgs];

  function fn(...args) {
    return new Promise((resolve, reject) => {
      args.push((error, ...values) => {
        if (error) {
          reject(error);
        } else if (names !== undefined && values.length > 1) {
          resolve(Object.fromEntries(names.map((name, i) => [name, values[i]])));
        } else {
          resolve(values[0]);
        }
      });
      const result = original.apply(this, args);
      if (typeof result === 'object' && result !== null && require('internal/util/types').isPromise(result)) {
        process.emitWarning('Calling promisify on a function that returns a Promise is likely a mistake.',
                            'DeprecationWarning', 'DEP0174');
      }
    });
  }
  Object.setPrototypeOf(fn, Object.getPrototypeOf(original));
  mark(fn);
  return copyOwnProperties(fn, original);
}
promisify.custom = customPromisify;

// Codes whose warning was printed; a code warns once in a process.
const warnedCodes = new Set();

function warnOnce(message, code, above) {
  let warned = false;
  return () => {
    if (warned) return;
    warned = true;
    if (code === undefined) {
      process.emitWarning(message, 'DeprecationWarning', above);
    } else if (!warnedCodes.has(code)) {
      process.emitWarning(message, 'DeprecationWarning', code, above);
      warnedCodes.add(code);
    }
  };
}

// Wraps a function (or class) so that its first call warns.
function deprecate(fn, message, code, useEmitSync, modifyPrototype = true) {
  if (code !== undefined) require('internal/validators').validateString(code, 'code');
  const warn = warnOnce(message, code, deprecated);

  function deprecated(...args) {
    if (!process.noDeprecation) warn();
    return new.target ? Reflect.construct(fn, args, new.target) : fn.apply(this, args);
  }
  if (modifyPrototype) {
    Object.setPrototypeOf(deprecated, fn);
    if (fn.prototype) deprecated.prototype = fn.prototype;
    Object.defineProperty(deprecated, 'length', {
      __proto__: null, ...Object.getOwnPropertyDescriptor(fn, 'length'),
    });
  }
  return deprecated;
}

function getSystemErrorName(errno) {
  return require('internal/errors/system').errnoName(errno);
}

function getSystemErrorMessage(errno) {
  return require('internal/errors').uvErrmapGet(errno)?.[1] ?? `Unknown system error ${errno}`;
}

function getSystemErrorMap() {
  return new Map(internalBinding('uv').getErrorMap());
}

module.exports = {
  copyOwnProperties,
  customInspectSymbol: Symbol.for('nodejs.util.inspect.custom'),
  customPromisifyArgs,
  defineLazyProperties,
  deprecate,
  getLazy,
  getSystemErrorMap,
  getSystemErrorMessage,
  getSystemErrorName,
  isError,
  isWindows: process.platform === 'win32',
  kEmptyObject,
  kEnumerableProperty: { __proto__: null, enumerable: true },
  normalizeEncoding,
  promisify,
  setOwnProperty,
};
