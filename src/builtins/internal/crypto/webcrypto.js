// Web Crypto: random values, and the class whose methods are in `subtle.js`, which is loaded when one is called.
'use strict';

const { codes } = require('internal/errors');
const random = require('internal/crypto/random');

const token = {};

function checkToken(given) {
  if (given !== token) throw new codes.ERR_ILLEGAL_CONSTRUCTOR();
}

function define(target, name, attributes) {
  Object.defineProperty(target, name, { __proto__: null, ...attributes });
}

class SubtleCrypto {
  constructor() {
    checkToken(arguments[0]);
  }
}
define(SubtleCrypto.prototype, Symbol.toStringTag, { value: 'SubtleCrypto', configurable: true });
// How many arguments each must be given.
const OPERATIONS = {
  encrypt: 3,
  decrypt: 3,
  sign: 3,
  verify: 4,
  digest: 2,
  generateKey: 3,
  deriveKey: 5,
  deriveBits: 2,
  importKey: 5,
  exportKey: 2,
  wrapKey: 4,
  unwrapKey: 7,
};

function checkArguments(name, needed, count) {
  if (count >= needed) return;
  const error = new TypeError(
    `Failed to execute '${name}' on 'SubtleCrypto': ${needed} arguments required, but only ${count} present.`);
  error.code = 'ERR_MISSING_ARGS';
  throw error;
}

for (const name in OPERATIONS) {
  const operation = {
    async [name](...args) {
      if (!(this instanceof SubtleCrypto)) throw new codes.ERR_INVALID_THIS('SubtleCrypto');
      checkArguments(name, OPERATIONS[name], args.length);
      return require('internal/crypto/subtle')[name](...args);
    },
  }[name];
  define(operation, 'length', { value: OPERATIONS[name], configurable: true });
  define(SubtleCrypto.prototype, name, { value: operation, writable: true, enumerable: true, configurable: true });
}

const { CryptoKey } = require('internal/crypto/crypto_key');

let subtle;

function checkThis(self) {
  if (self !== webcrypto) throw new codes.ERR_INVALID_THIS('Crypto');
}

class Crypto {
  constructor() {
    checkToken(arguments[0]);
  }

  get subtle() {
    checkThis(this);
    subtle ??= new SubtleCrypto(token);
    return subtle;
  }

  getRandomValues(array) {
    checkThis(this);
    return random.getRandomValues(array);
  }

  randomUUID() {
    checkThis(this);
    return random.randomUUID();
  }
}
for (const name of ['subtle', 'getRandomValues', 'randomUUID']) define(Crypto.prototype, name, { enumerable: true });
define(Crypto.prototype, Symbol.toStringTag, { value: 'Crypto', configurable: true });

const webcrypto = new Crypto(token);

module.exports = { Crypto, CryptoKey, SubtleCrypto, webcrypto };
