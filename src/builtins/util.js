// node:util. Everything but the formatting of values is loaded when it is first used.
'use strict';

const internalUtil = require('internal/util');
const { codes } = require('internal/errors');
const { validateFunction, validateInteger, validateNumber, validateObject, validateString } =
  require('internal/validators');
const { defineLazyProperties } = internalUtil;

function inherits(ctor, superCtor) {
  if (ctor === undefined || ctor === null) throw new codes.ERR_INVALID_ARG_TYPE('ctor', 'Function', ctor);
  if (superCtor === undefined || superCtor === null) {
    throw new codes.ERR_INVALID_ARG_TYPE('superCtor', 'Function', superCtor);
  }
  if (superCtor.prototype === undefined) {
    throw new codes.ERR_INVALID_ARG_TYPE('superCtor.prototype', 'Object', superCtor.prototype);
  }
  Object.defineProperty(ctor, 'super_', { __proto__: null, value: superCtor, writable: true, configurable: true });
  Object.setPrototypeOf(ctor.prototype, superCtor.prototype);
}

function _extend(target, source) {
  if (source === null || typeof source !== 'object') return target;
  // Last key first, as it has always been.
  for (const key of Object.keys(source).reverse()) target[key] = source[key];
  return target;
}

// A falsy rejection would look like success to a callback, so it is wrapped.
function reportRejection(reason, callback) {
  return callback(reason || new codes.ERR_FALSY_VALUE_REJECTION(reason));
}

function callbackify(original) {
  validateFunction(original, 'original');

  // Nothing is returned: the promise has no say in what the callback does.
  function callbackified(...args) {
    const last = args.pop();
    validateFunction(last, 'last argument');
    const callback = last.bind(this);
    original.apply(this, args).then(
      (result) => process.nextTick(callback, null, result),
      (reason) => process.nextTick(reportRejection, reason, callback));
  }

  return internalUtil.copyOwnProperties(callbackified, original, (descriptors) => {
    if (typeof descriptors.length.value === 'number') descriptors.length.value++;
    if (typeof descriptors.name.value === 'string') descriptors.name.value += 'Callbackified';
  });
}

function checkErrno(errno) {
  validateNumber(errno, 'err');
  if (errno >= 0 || !Number.isSafeInteger(errno)) {
    throw new codes.ERR_OUT_OF_RANGE('err', 'a negative integer', errno);
  }
}

function getSystemErrorName(errno) {
  checkErrno(errno);
  return internalUtil.getSystemErrorName(errno);
}

function getSystemErrorMessage(errno) {
  checkErrno(errno);
  return internalUtil.getSystemErrorMessage(errno);
}

function withoutOwnFrame(error, above) {
  Error.captureStackTrace(error, above);
  return error;
}

function _errnoException(...args) {
  return withoutOwnFrame(require('internal/errors').errnoException(...args), _errnoException);
}

function _exceptionWithHostPort(...args) {
  return withoutOwnFrame(require('internal/errors').exceptionWithHostPort(...args), _exceptionWithHostPort);
}

function deprecate(fn, message, code, { modifyPrototype } = internalUtil.kEmptyObject) {
  return internalUtil.deprecate(fn, message, code, undefined, modifyPrototype);
}

function markPromiseAsHandled(promise) {
  if (!require('internal/util/types').isPromise(promise)) {
    throw new codes.ERR_INVALID_ARG_TYPE('promise', 'Promise', promise);
  }
  Promise.prototype.then.call(promise, undefined, () => {});
}

// The frames of the caller, as plain objects.
function getCallSites(frameCount = 10, options = undefined) {
  let count = frameCount;
  let settings = options;
  if (settings === undefined && typeof frameCount === 'object') {
    settings = frameCount;
    count = 10;
  }
  if (settings !== undefined) {
    validateObject(settings, 'options');
    if (settings.sourceMap !== undefined) {
      require('internal/validators').validateBoolean(settings.sourceMap, 'options.sourceMap');
    }
  }
  validateInteger(count, 'frameCount', 1, 200);
  return require('internal/util/call_sites').captureCallSites(count, getCallSites);
}

// Node's numbers for "killed by a signal", as shells report them.
function convertProcessSignalToExitCode(signalCode) {
  require('internal/validators').validateSignalName(signalCode, 'signalCode');
  return 128 + internalBinding('constants').os.signals[signalCode];
}

module.exports = {
  _errnoException,
  _exceptionWithHostPort,
  _extend: internalUtil.deprecate(
    _extend, 'The `util._extend` API is deprecated. Please use Object.assign() instead.', 'DEP0060'),
  callbackify,
  convertProcessSignalToExitCode,
  debug: undefined,
  debuglog: undefined,
  deprecate,
  format: undefined,
  styleText: undefined,
  formatWithOptions: undefined,
  getCallSites,
  getSystemErrorMap: internalUtil.getSystemErrorMap,
  getSystemErrorName,
  getSystemErrorMessage,
  inherits,
  inspect: undefined,
  isArray: internalUtil.deprecate(
    Array.isArray, 'The `util.isArray` API is deprecated. Please use `Array.isArray()` instead.', 'DEP0044'),
  isDeepStrictEqual(a, b, skipPrototype) {
    return require('internal/util/comparisons').isDeepStrictEqual(a, b, skipPrototype);
  },
  markPromiseAsHandled,
  promisify: internalUtil.promisify,
  stripVTControlCharacters: undefined,
  toUSVString(input) {
    return `${input}`.toWellFormed();
  },
  get transferableAbortSignal() {
    return require('internal/abort_controller').transferableAbortSignal;
  },
  get transferableAbortController() {
    return require('internal/abort_controller').transferableAbortController;
  },
  get aborted() {
    return require('internal/abort_controller').aborted;
  },
  types: undefined,
  parseEnv(content) {
    validateString(content, 'content');
    return require('internal/util/parse_env').parseEnv(content);
  },
};

defineLazyProperties(module.exports, 'internal/util/inspect/format', ['format', 'formatWithOptions']);
defineLazyProperties(module.exports, 'internal/util/inspect', ['inspect']);
defineLazyProperties(module.exports, 'internal/util/inspect/width', ['stripVTControlCharacters']);
defineLazyProperties(module.exports, 'internal/util/debuglog', ['debug', 'debuglog']);
defineLazyProperties(module.exports, 'internal/util/style_text', ['styleText']);
defineLazyProperties(module.exports, 'internal/util/parse_args', ['parseArgs']);
defineLazyProperties(module.exports, 'internal/encoding', ['TextDecoder', 'TextEncoder']);
defineLazyProperties(module.exports, 'internal/util/diff', ['diff']);
defineLazyProperties(module.exports, 'internal/mime', ['MIMEParams', 'MIMEType']);
Object.defineProperty(module.exports, 'types', {
  __proto__: null,
  configurable: true,
  enumerable: true,
  get: () => require('internal/util/types'),
});
