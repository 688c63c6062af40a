// CloseEvent and ErrorEvent.
'use strict';

const { Event } = require('internal/event_target');
const { makeEnumerable } = require('internal/event');
const { codes } = require('internal/errors');
const { checkCount, checkDictionary, toUSVString, toUnsignedShort } = require('internal/fetch/webidl');
const { kValidateObjectAllowObjectsAndNull, validateObject } = require('internal/validators');

function checkThis(value, isOne, name) {
  if (!isOne) throw new codes.ERR_INVALID_THIS(name);
  return value;
}

class CloseEvent extends Event {
  #wasClean;
  #code;
  #reason;

  constructor(type, init = {}) {
    checkCount(arguments, 1, 'CloseEvent constructor');
    init = checkDictionary(init);
    super(type, init);
    this.#wasClean = Boolean(init.wasClean);
    this.#code = toUnsignedShort(init.code ?? 0);
    this.#reason = toUSVString(init.reason ?? '');
  }

  static #of(value) {
    return checkThis(value, typeof value === 'object' && value !== null && #code in value, 'CloseEvent');
  }

  get wasClean() { return CloseEvent.#of(this).#wasClean; }
  get code() { return CloseEvent.#of(this).#code; }
  get reason() { return CloseEvent.#of(this).#reason; }
}
Object.defineProperty(CloseEvent, 'length', { __proto__: null, value: 1, configurable: true });
makeEnumerable(CloseEvent.prototype, 'CloseEvent');

class ErrorEvent extends Event {
  #message;
  #filename;
  #lineno;
  #colno;
  #error;

  constructor(type, init = null) {
    checkCount(arguments, 1, 'ErrorEvent constructor');
    validateObject(init, 'options', kValidateObjectAllowObjectsAndNull);
    super(type, init ?? undefined);
    this.#message = `${init?.message ?? ''}`;
    this.#filename = `${init?.filename ?? ''}`;
    this.#lineno = Math.trunc(Number(init?.lineno ?? 0)) || 0;
    this.#colno = Math.trunc(Number(init?.colno ?? 0)) || 0;
    this.#error = init?.error;
  }

  static #of(value) {
    return checkThis(value, typeof value === 'object' && value !== null && #error in value, 'ErrorEvent');
  }

  get message() { return ErrorEvent.#of(this).#message; }
  get filename() { return ErrorEvent.#of(this).#filename; }
  get lineno() { return ErrorEvent.#of(this).#lineno; }
  get colno() { return ErrorEvent.#of(this).#colno; }
  get error() { return ErrorEvent.#of(this).#error; }
}
Object.defineProperty(ErrorEvent, 'length', { __proto__: null, value: 2, configurable: true });
makeEnumerable(ErrorEvent.prototype, 'ErrorEvent');

module.exports = { CloseEvent, ErrorEvent };
