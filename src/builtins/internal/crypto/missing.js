// The parts of node:crypto that are not there yet. Each name exists, so that a program which only mentions it starts;
// calling it throws an error that names it. Classes can stand on the right of `instanceof`: nothing is one of theirs.
'use strict';

const { missing } = require('internal/crypto/errors');

const HINT = 'of crypto there are hashes, HMAC, ciphers, derived keys, secret keys and random values';

const FUNCTIONS = (
  'checkPrime checkPrimeSync createDiffieHellman ' +
  'createDiffieHellmanGroup createECDH createMac createPrivateKey createPublicKey createSign ' +
  'createVerify decapsulate diffieHellman encapsulate generateKey generateKeyPair generateKeyPairSync generateKeySync ' +
  'generatePrime generatePrimeSync getDiffieHellman parsePKCS12 ' +
  'privateDecrypt privateEncrypt publicDecrypt publicEncrypt secureHeapUsed setEngine setFips sign ' +
  'verify').split(' ');
const CLASSES = ('Certificate DiffieHellman DiffieHellmanGroup ECDH Sign Verify ' +
  'X509Certificate').split(' ');

function missingFunction(path, name) {
  return {
    [name]() {
      throw missing(`${path}${name}`, HINT);
    },
  }[name];
}

// Node's are called with and without `new`.
function missingClass(name) {
  const constructor = function() {
    throw missing(`crypto.${name}`, HINT);
  };
  Object.defineProperty(constructor, 'name', { __proto__: null, value: name, configurable: true });
  return constructor;
}

function define(exports) {
  for (const name of FUNCTIONS) exports[name] = missingFunction('crypto.', name);
  for (const name of CLASSES) exports[name] = missingClass(name);
  for (const name of ['exportChallenge', 'exportPublicKey', 'verifySpkac']) {
    exports.Certificate[name] = missingFunction('crypto.Certificate.', name);
  }
  exports.ECDH.convertKey = missingFunction('crypto.ECDH.', 'convertKey');
}

module.exports = { HINT, define };
