// The parts of node:crypto that are not there yet. Each name exists, so that a program which only mentions it starts;
// calling it throws an error that names it. Classes can stand on the right of `instanceof`: nothing is one of theirs.
'use strict';

const { missing } = require('internal/crypto/errors');

const HINT = 'of crypto there are hashes, HMAC, ciphers, keys, signatures, derived keys and random values';

const FUNCTIONS = 'createMac decapsulate encapsulate parsePKCS12 secureHeapUsed setEngine setFips'.split(' ');
const CLASSES = ['Certificate'];

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
}

module.exports = { HINT, define };
