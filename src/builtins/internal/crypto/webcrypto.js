// Web Crypto: random values. SubtleCrypto is there to be named; what it would do, its promises refuse.
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
const OPERATIONS = (
  'encrypt decrypt sign verify digest generateKey deriveKey deriveBits importKey exportKey wrapKey unwrapKey').split(' ');
for (const name of OPERATIONS) {
  const operation = {
    async [name]() {
      const { missing } = require('internal/crypto/errors');
      throw missing(`crypto.subtle.${name}`, require('internal/crypto/missing').HINT);
    },
  }[name];
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
