// DOMException as Node's users see it: a real Error underneath (stack, inspection, isNativeError), with name, message
// and code as accessors of the prototype. The engine's own DOMException takes no options and is no Error inside.
'use strict';

// Names that have a legacy code: the code is the position in this list, the constant's name follows from the name.
const NAMES = [
  undefined, 'IndexSizeError', 'DOMStringSizeError', 'HierarchyRequestError', 'WrongDocumentError',
  'InvalidCharacterError', 'NoDataAllowedError', 'NoModificationAllowedError', 'NotFoundError', 'NotSupportedError',
  'InUseAttributeError', 'InvalidStateError', 'SyntaxError', 'InvalidModificationError', 'NamespaceError',
  'InvalidAccessError', 'ValidationError', 'TypeMismatchError', 'SecurityError', 'NetworkError', 'AbortError',
  'URLMismatchError', 'QuotaExceededError', 'TimeoutError', 'InvalidNodeTypeError', 'DataCloneError',
];
// These keep their constant, but no exception has the code any more.
const DISUSED = ['DOMStringSizeError', 'NoDataAllowedError', 'ValidationError'];

const CONSTANTS = [
  undefined, 'INDEX_SIZE_ERR', 'DOMSTRING_SIZE_ERR', 'HIERARCHY_REQUEST_ERR', 'WRONG_DOCUMENT_ERR',
  'INVALID_CHARACTER_ERR', 'NO_DATA_ALLOWED_ERR', 'NO_MODIFICATION_ALLOWED_ERR', 'NOT_FOUND_ERR', 'NOT_SUPPORTED_ERR',
  'INUSE_ATTRIBUTE_ERR', 'INVALID_STATE_ERR', 'SYNTAX_ERR', 'INVALID_MODIFICATION_ERR', 'NAMESPACE_ERR',
  'INVALID_ACCESS_ERR', 'VALIDATION_ERR', 'TYPE_MISMATCH_ERR', 'SECURITY_ERR', 'NETWORK_ERR', 'ABORT_ERR',
  'URL_MISMATCH_ERR', 'QUOTA_EXCEEDED_ERR', 'TIMEOUT_ERR', 'INVALID_NODE_TYPE_ERR', 'DATA_CLONE_ERR',
];

const details = new WeakMap();

function detailsOf(exception) {
  const found = details.get(exception);
  if (found !== undefined) return found;
  const { codes } = require('internal/errors');
  throw new codes.ERR_INVALID_THIS('DOMException');
}

function hasDetails(value) {
  return details.has(value);
}

class DOMException {
  constructor(message = '', options = 'Error') {
    message = `${message}`;
    let name = options;
    let cause;
    if (options && typeof options === 'object') {
      ({ name } = options);
      if ('cause' in options) cause = { __proto__: null, value: options.cause, configurable: true, writable: true };
    }
    name = `${name}`;
    // The stack is taken last: its first line says name and message.
    const self = new Error();
    Object.setPrototypeOf(self, new.target.prototype);
    details.set(self, { name, message });
    if (cause !== undefined) Object.defineProperty(self, 'cause', cause);
    Error.captureStackTrace(self, new.target);
    return self;
  }

  get name() {
    return detailsOf(this).name;
  }

  get message() {
    return detailsOf(this).message;
  }

  get code() {
    const { name } = detailsOf(this);
    return DISUSED.includes(name) ? 0 : Math.max(NAMES.indexOf(name, 1), 0);
  }
}

Object.setPrototypeOf(DOMException.prototype, Error.prototype);
Object.defineProperties(DOMException.prototype, {
  [Symbol.toStringTag]: { __proto__: null, configurable: true, value: 'DOMException' },
  name: { __proto__: null, enumerable: true },
  message: { __proto__: null, enumerable: true },
  code: { __proto__: null, enumerable: true },
});
for (let code = 1; code < CONSTANTS.length; code++) {
  const constant = { __proto__: null, enumerable: true, value: code };
  Object.defineProperty(DOMException, CONSTANTS[code], constant);
  Object.defineProperty(DOMException.prototype, CONSTANTS[code], constant);
}

function limit(options, name) {
  if (!(name in options)) return null;
  const value = +options[name];
  if (!Number.isFinite(value)) {
    throw new TypeError(
      `Cannot convert options.${name} to a double: the value is ${Number.isNaN(value) ? 'NaN' : 'Infinity'}`);
  }
  if (value < 0) throw new RangeError(`options.${name} must not be negative`);
  return value;
}

class QuotaExceededError extends DOMException {
  #quota;
  #requested;

  constructor(message = '', options = undefined) {
    super(message, 'QuotaExceededError');
    this.#quota = options == null ? null : limit(options, 'quota');
    this.#requested = options == null ? null : limit(options, 'requested');
    if (this.#quota !== null && this.#requested !== null && this.#requested < this.#quota) {
      throw new RangeError('options.requested must not be less than options.quota');
    }
  }

  get quota() {
    return this.#quota;
  }

  get requested() {
    return this.#requested;
  }
}
Object.defineProperties(QuotaExceededError.prototype, {
  [Symbol.toStringTag]: { __proto__: null, configurable: true, value: 'QuotaExceededError' },
  quota: { __proto__: null, enumerable: true },
  requested: { __proto__: null, enumerable: true },
});

module.exports = { DOMException, QuotaExceededError, hasDetails };
