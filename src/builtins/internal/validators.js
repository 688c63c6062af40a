// Checks of arguments that every built-in shares: each returns quietly or throws Node's coded error.
//
// The check itself is as cheap as it can be; only a failing one loads the error machinery. `fail` cuts the
// validator's own frames off the stack, so that the error points at the built-in that was called.
'use strict';

const { codes, recaptureStack } = require('internal/errors');

function fail(error, validator) {
  throw recaptureStack(error, validator);
}

function failType(name, expected, value, validator) {
  fail(new codes.ERR_INVALID_ARG_TYPE(name, expected, value), validator);
}

function failRange(name, range, value, validator) {
  fail(new codes.ERR_OUT_OF_RANGE(name, range, value), validator);
}

function failValue(name, value, reason, validator) {
  fail(new codes.ERR_INVALID_ARG_VALUE(name, value, reason), validator);
}

// Gives a validator the property through which Node's sources call it without stack clean-up.
function validator(fn) {
  fn.withoutStackTrace = fn;
  return fn;
}

function isInt32(value) {
  return value === (value | 0);
}

function isUint32(value) {
  return value === (value >>> 0);
}

const validateInteger = validator(function validateInteger(
  value, name, min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER) {
  if (typeof value !== 'number') failType(name, 'number', value, validateInteger);
  if (!Number.isInteger(value)) failRange(name, 'an integer', value, validateInteger);
  if (value < min || value > max) failRange(name, `>= ${min} && <= ${max}`, value, validateInteger);
});

const validateInt32 = validator(function validateInt32(value, name, min = -2147483648, max = 2147483647) {
  validateInteger(value, name, min, max);
});

const validateUint32 = validator(function validateUint32(value, name, positive = false) {
  validateInteger(value, name, positive ? 1 : 0, 4294967295);
});

const validateNumber = validator(function validateNumber(value, name, min = undefined, max = undefined) {
  if (typeof value !== 'number') failType(name, 'number', value, validateNumber);
  if (min == null && max == null) return;
  if ((min != null && value < min) || (max != null && value > max) || Number.isNaN(value)) {
    const limits = [];
    if (min != null) limits.push(`>= ${min}`);
    if (max != null) limits.push(`<= ${max}`);
    failRange(name, limits.join(' && '), value, validateNumber);
  }
});

// False for undefined and NaN, true for a finite number, else throws.
const validateFiniteNumber = validator(function validateFiniteNumber(value, name) {
  if (value === undefined) return false;
  if (typeof value !== 'number') failType(name, 'number', value, validateFiniteNumber);
  if (Number.isNaN(value)) return false;
  if (!Number.isFinite(value)) failRange(name, 'a finite number', value, validateFiniteNumber);
  return true;
});

const checkRangesOrGetDefault = validator(function checkRangesOrGetDefault(value, name, lower, upper, fallback) {
  if (!validateFiniteNumber(value, name)) return fallback;
  if (value < lower || value > upper) {
    failRange(name, `>= ${lower} and <= ${upper}`, value, checkRangesOrGetDefault);
  }
  return value;
});

// A file mode: a number, or a string of octal digits.
function parseFileMode(value, name, fallback) {
  let mode = value ?? fallback;
  if (typeof mode === 'string') {
    if (!/^[0-7]+$/.test(mode)) {
      failValue(name, mode, 'must be a 32-bit unsigned integer or an octal string', parseFileMode);
    }
    mode = Number.parseInt(mode, 8);
  }
  validateUint32(mode, name);
  return mode + 0;
}

const validateString = validator(function validateString(value, name) {
  if (typeof value !== 'string') failType(name, 'string', value, validateString);
});

const validateStringWithoutNullBytes = validator(function validateStringWithoutNullBytes(value, name) {
  if (typeof value !== 'string') failType(name, 'string', value, validateStringWithoutNullBytes);
  if (value.includes('\0')) {
    failValue(name, value, 'must be a string without null bytes', validateStringWithoutNullBytes);
  }
});

const validateBoolean = validator(function validateBoolean(value, name) {
  if (typeof value !== 'boolean') failType(name, 'boolean', value, validateBoolean);
});

const validateFunction = validator(function validateFunction(value, name) {
  if (typeof value !== 'function') failType(name, 'Function', value, validateFunction);
});

const validatePlainFunction = validator(function validatePlainFunction(value, name) {
  if (typeof value !== 'function' || require('internal/util/types').isAsyncFunction(value)) {
    failType(name, 'Function', value, validatePlainFunction);
  }
});

const validateUndefined = validator(function validateUndefined(value, name) {
  if (value !== undefined) failType(name, 'undefined', value, validateUndefined);
});

const validateOneOf = validator(function validateOneOf(value, name, oneOf) {
  if (oneOf.includes(value)) return;
  const allowed = oneOf.map((entry) => (typeof entry === 'string' ? `'${entry}'` : String(entry)));
  failValue(name, value, `must be one of: ${allowed.join(', ')}`, validateOneOf);
});

function validateUnion(value, name, union) {
  if (!union.includes(value)) failType(name, `('${union.join('|')}')`, value, validateUnion);
}

const kValidateObjectNone = 0;
const kValidateObjectAllowNullable = 1;
const kValidateObjectAllowArray = 2;
const kValidateObjectAllowFunction = 4;
const kValidateObjectAllowObjects = kValidateObjectAllowArray | kValidateObjectAllowFunction;
const kValidateObjectAllowObjectsAndNull = kValidateObjectAllowObjects | kValidateObjectAllowNullable;

const validateObject = validator(function validateObject(value, name, options = kValidateObjectNone) {
  let valid;
  if (value === null) valid = (options & kValidateObjectAllowNullable) !== 0;
  else if (typeof value === 'function') valid = (options & kValidateObjectAllowFunction) !== 0;
  else if (Array.isArray(value)) valid = (options & kValidateObjectAllowArray) !== 0;
  else valid = typeof value === 'object';
  if (!valid) failType(name, 'Object', value, validateObject);
});

const validateDictionary = validator(function validateDictionary(value, name) {
  if (value != null && typeof value !== 'object' && typeof value !== 'function') {
    failType(name, 'a dictionary', value, validateDictionary);
  }
});

const validateArray = validator(function validateArray(value, name, minLength = 0) {
  if (!Array.isArray(value)) failType(name, 'Array', value, validateArray);
  if (value.length < minLength) failValue(name, value, `must have a length of at least ${minLength}`, validateArray);
});

const validateStringArray = validator(function validateStringArray(value, name) {
  validateArray(value, name);
  for (let i = 0; i < value.length; i++) validateString(value[i], `${name}[${i}]`);
});

const validateBooleanArray = validator(function validateBooleanArray(value, name) {
  validateArray(value, name);
  for (let i = 0; i < value.length; i++) validateBoolean(value[i], `${name}[${i}]`);
});

const validateAbortSignal = validator(function validateAbortSignal(signal, name) {
  if (signal !== undefined && (signal === null || typeof signal !== 'object' || !('aborted' in signal))) {
    failType(name, 'AbortSignal', signal, validateAbortSignal);
  }
});

function validateAbortSignalArray(value, name) {
  validateArray(value, name);
  for (let i = 0; i < value.length; i++) {
    if (value[i] == null) failType(`${name}[${i}]`, 'AbortSignal', value[i], validateAbortSignalArray);
    validateAbortSignal(value[i], `${name}[${i}]`);
  }
}

const validateSignalName = validator(function validateSignalName(signal, name = 'signal') {
  validateString(signal, name);
  const { signals } = internalBinding('constants').os;
  if (signals[signal] !== undefined) return;
  const hint = signals[signal.toUpperCase()] === undefined ? '' : ' (signals must use all capital letters)';
  fail(new codes.ERR_UNKNOWN_SIGNAL(`${signal}${hint}`), validateSignalName);
});

const validateBuffer = validator(function validateBuffer(buffer, name = 'buffer') {
  if (!ArrayBuffer.isView(buffer)) failType(name, ['Buffer', 'TypedArray', 'DataView'], buffer, validateBuffer);
});

const validateEncoding = validator(function validateEncoding(data, encoding) {
  if (`${encoding}`.toLowerCase() === 'hex' && data.length % 2 !== 0) {
    failValue('encoding', encoding, `is invalid for data of length ${data.length}`, validateEncoding);
  }
});

const validatePort = validator(function validatePort(port, name = 'Port', allowZero = true) {
  const number = typeof port === 'string' && port.trim() !== '' ? +port : port;
  if (typeof number !== 'number' || number !== (number >>> 0) || number > 0xFFFF || (number === 0 && !allowZero)) {
    fail(new codes.ERR_SOCKET_BAD_PORT(name, port, allowZero), validatePort);
  }
  return number | 0;
});

const validateThisInternalField = validator(function validateThisInternalField(object, field, className) {
  if (typeof object !== 'object' || object === null || !Object.hasOwn(object, field)) {
    fail(new codes.ERR_INVALID_THIS(className), validateThisInternalField);
  }
});

const IGNORE_TYPES = ['string', 'RegExp', 'Function'];

function validateIgnoreEntry(value, name) {
  if (typeof value === 'string') {
    if (value === '') failValue(name, value, 'must be a non-empty string', validateIgnoreOption);
  } else if (typeof value !== 'function' && !require('internal/util/types').isRegExp(value)) {
    failType(name, IGNORE_TYPES, value, validateIgnoreOption);
  }
}

const validateIgnoreOption = validator(function validateIgnoreOption(value, name) {
  if (value == null) return;
  if (!Array.isArray(value)) validateIgnoreEntry(value, name);
  else value.forEach((entry, i) => validateIgnoreEntry(entry, `${name}[${i}]`));
});

const LINK_FORMAT = 'must be an array or string of format "</styles.css>; rel=preload; as=style"';

// The value of an HTTP Link header (RFC 8288): one link or an array of links, returned as one text.
const validateLinkHeaderValue = validator(function validateLinkHeaderValue(hints) {
  const links = typeof hints === 'string' ? [hints] : hints;
  if (!Array.isArray(links)) failValue('hints', hints, LINK_FORMAT, validateLinkHeaderValue);
  for (const link of links) {
    if (!/^<[^>\r\n]*>(?:\s*;\s*[^;"\s]+(?:=(")?[^;"\s]*\1)?)*$/.test(link)) {
      failValue('hints', link, LINK_FORMAT, validateLinkHeaderValue);
    }
  }
  return links.join(', ');
});

module.exports = {
  checkRangesOrGetDefault,
  isInt32,
  isUint32,
  kValidateObjectAllowArray,
  kValidateObjectAllowFunction,
  kValidateObjectAllowNullable,
  kValidateObjectAllowObjects,
  kValidateObjectAllowObjectsAndNull,
  kValidateObjectNone,
  parseFileMode,
  validateAbortSignal,
  validateAbortSignalArray,
  validateArray,
  validateBoolean,
  validateBooleanArray,
  validateBuffer,
  validateDictionary,
  validateEncoding,
  validateFiniteNumber,
  validateFunction,
  validateIgnoreOption,
  validateInt32,
  validateInteger,
  validateLinkHeaderValue,
  validateNumber,
  validateObject,
  validateOneOf,
  validatePlainFunction,
  validatePort,
  validateSignalName,
  validateString,
  validateStringArray,
  validateStringWithoutNullBytes,
  validateThisInternalField,
  validateUint32,
  validateUndefined,
  validateUnion,
};
