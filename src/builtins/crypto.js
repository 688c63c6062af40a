// node:crypto. Each part is loaded when something of it is first used; what is not there yet says so.
'use strict';

const binding = internalBinding('crypto');
const random = require('internal/crypto/random');
const { defineLazyProperties, deprecate } = require('internal/util');

const { randomBytes, randomFill, randomFillSync, randomInt, randomUUID, randomUUIDv7 } = random;

function bytesOf(value, name) {
  if (ArrayBuffer.isView(value)) return value;
  if (require('internal/util/types').isAnyArrayBuffer(value)) return new Uint8Array(value);
  // Without the words about what was received: natives of Node say it so.
  const error = new TypeError(
    `The "${name}" argument must be an instance of ArrayBuffer, Buffer, TypedArray, or DataView.`);
  error.code = 'ERR_INVALID_ARG_TYPE';
  throw error;
}

function timingSafeEqual(...buffers) {
  const same = binding.timingSafeEqual(bytesOf(buffers[0], 'buf1'), bytesOf(buffers[1], 'buf2'));
  if (same !== undefined) return same;
  const { codes } = require('internal/crypto/errors');
  throw new codes.ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH();
}

module.exports = {
  getCiphers: () => binding.cipherNames(),
  getCurves: () => binding.curveNames(),
  getMacs: () => [],
  getFips: () => 0,
  getHashes: () => binding.hashNames(),
  randomBytes,
  randomFill,
  randomFillSync,
  randomInt,
  randomUUID,
  randomUUIDv7,
  timingSafeEqual,
};

require('internal/crypto/missing').define(module.exports);
defineLazyProperties(module.exports, 'internal/crypto/hash', ['createHash', 'createHmac', 'hash']);
defineLazyProperties(module.exports, 'internal/crypto/kdf', [
  'argon2', 'argon2Sync', 'hkdf', 'hkdfSync', 'pbkdf2', 'pbkdf2Sync', 'scrypt', 'scryptSync']);
defineLazyProperties(module.exports, 'internal/crypto/cipher', [
  'Cipheriv', 'Decipheriv', 'createCipheriv', 'createDecipheriv', 'getCipherInfo']);
defineLazyProperties(module.exports, 'internal/crypto/keys', ['KeyObject', 'createSecretKey']);
defineLazyProperties(module.exports, 'internal/crypto/asymmetric_keys', ['createPrivateKey', 'createPublicKey']);
defineLazyProperties(module.exports, 'internal/crypto/signatures', [
  'Sign', 'Verify', 'createSign', 'createVerify', 'sign', 'verify']);
defineLazyProperties(module.exports, 'internal/crypto/rsa_crypt', [
  'privateDecrypt', 'privateEncrypt', 'publicDecrypt', 'publicEncrypt']);
defineLazyProperties(module.exports, 'internal/crypto/keygen', [
  'generateKey', 'generateKeyPair', 'generateKeyPairSync', 'generateKeySync']);
defineLazyProperties(module.exports, 'internal/crypto/dh', [
  'DiffieHellman', 'DiffieHellmanGroup', 'createDiffieHellman', 'createDiffieHellmanGroup']);
module.exports.getDiffieHellman = function(name) {
  return module.exports.createDiffieHellmanGroup(name);
};
defineLazyProperties(module.exports, 'internal/crypto/x509', ['X509Certificate']);
defineLazyProperties(module.exports, 'internal/crypto/primes', [
  'checkPrime', 'checkPrimeSync', 'generatePrime', 'generatePrimeSync']);
defineLazyProperties(module.exports, 'internal/crypto/ecdh', ['ECDH', 'createECDH', 'diffieHellman']);

// The classes may be called by their users, with a warning.
function defineDeprecatedClass(name, code) {
  let wrapped;
  Object.defineProperty(module.exports, name, {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get() {
      wrapped ??= deprecate(require('internal/crypto/hash')[name], `crypto.${name} constructor is deprecated.`, code);
      return wrapped;
    },
    set(value) {
      wrapped = value;
    },
  });
}
defineDeprecatedClass('Hash', 'DEP0179');
defineDeprecatedClass('Hmac', 'DEP0181');

function defineGetter(name, enumerable, get) {
  Object.defineProperty(module.exports, name, { __proto__: null, configurable: false, enumerable, get });
}

defineGetter('webcrypto', true, () => require('internal/crypto/webcrypto').webcrypto);
defineGetter('subtle', true, () => require('internal/crypto/webcrypto').webcrypto.subtle);
defineGetter('getRandomValues', true, () => function getRandomValues(array) {
  return require('internal/crypto/webcrypto').webcrypto.getRandomValues(array);
});
Object.defineProperty(module.exports, 'constants', {
  __proto__: null, configurable: false, enumerable: true, writable: false, value: require('internal/crypto/constants'),
});

// Old names.
for (const name of ['prng', 'pseudoRandomBytes', 'rng']) {
  Object.defineProperty(module.exports, name, {
    __proto__: null, configurable: true, enumerable: false, writable: true, value: randomBytes,
  });
}
