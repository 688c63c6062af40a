// CryptoKey: Web Crypto's keys. Each is a KeyObject with an algorithm and what it may be used for.
'use strict';

const { codes } = require('internal/errors');

let slotsOf;
let isCryptoKey;

const token = Symbol('CryptoKey');

class CryptoKey {
  #slots;

  constructor() {
    if (arguments[0] !== token) throw new codes.ERR_ILLEGAL_CONSTRUCTOR();
    this.#slots = arguments[1];
  }

  get type() {
    return require('internal/crypto/keys').typeOf(slotsOf(this).keyObject);
  }

  get extractable() {
    return slotsOf(this).extractable;
  }

  get algorithm() {
    return slotsOf(this).algorithm;
  }

  // As a copy: what a key may be used for does not change.
  get usages() {
    const slots = slotsOf(this);
    slots.shownUsages ??= [...slots.usages];
    return slots.shownUsages;
  }

  static {
    isCryptoKey = (value) => typeof value === 'object' && value !== null && #slots in value;
    slotsOf = (key) => {
      if (!isCryptoKey(key)) throw new codes.ERR_INVALID_THIS('CryptoKey');
      return key.#slots;
    };
  }

  [Symbol.for('nodejs.util.inspect.custom')](depth, options) {
    if (depth < 0) return this;
    const { inspect } = require('internal/util/inspect');
    const shown = { type: this.type, extractable: this.extractable, algorithm: this.algorithm, usages: this.usages };
    return `CryptoKey ${inspect(shown, { ...options, depth: options.depth == null ? null : options.depth - 1 })}`;
  }
}
Object.defineProperty(CryptoKey.prototype, Symbol.toStringTag, { __proto__: null, value: 'CryptoKey', configurable: true });
for (const name of ['type', 'extractable', 'algorithm', 'usages']) {
  Object.defineProperty(CryptoKey.prototype, name, { __proto__: null, enumerable: true });
}

// The order in which usages are told.
const USAGES = [
  'encrypt', 'decrypt', 'sign', 'verify', 'deriveKey', 'deriveBits', 'wrapKey', 'unwrapKey',
];

function makeCryptoKey(keyObject, algorithm, usages, extractable) {
  const ordered = USAGES.filter((usage) => usages.includes(usage));
  return new CryptoKey(token, { keyObject, algorithm, usages: ordered, extractable });
}

module.exports = {
  CryptoKey,
  isCryptoKey: (value) => isCryptoKey(value),
  keyObjectOf: (key) => slotsOf(key).keyObject,
  makeCryptoKey,
  slotsOf: (key) => slotsOf(key),
};
