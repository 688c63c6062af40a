// Diffie-Hellman with numbers: groups of one's own, and those of RFC 2409 and RFC 3526.
'use strict';

const binding = internalBinding('crypto');
const { codes } = require('internal/crypto/errors');
const { bytesOf, isBytes } = require('internal/crypto/bytes');
const { Buffer } = require('buffer');
const { validateInt32 } = require('internal/validators');

const kState = Symbol('kState');

// Bits of each group's prime, and the number that makes it prime (after the digits of pi).
const GROUPS = {
  modp1: [768, 149686], modp2: [1024, 129093], modp5: [1536, 741804], modp14: [2048, 124476], modp15: [3072, 1690314],
  modp16: [4096, 240904], modp17: [6144, 929484], modp18: [8192, 4743158],
};
const primes = new Map();

// floor(pi * 2 ** bits), by Machin's formula, with some bits more on the way.
function piTimesPowerOfTwo(bits) {
  const extra = 64n;
  const one = 1n << (BigInt(bits) + extra);
  const arctangentOfInverse = (x) => {
    let power = one / x;
    let sum = power;
    for (let n = 3n, sign = -1n; power > 0n; n += 2n, sign = -sign) {
      power /= x * x;
      sum += sign * (power / n);
    }
    return sum;
  };
  return (16n * arctangentOfInverse(5n) - 4n * arctangentOfInverse(239n)) >> extra;
}

function bytesOfNumber(number) {
  const hex = number.toString(16);
  return Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex');
}

// 2 ** n - 2 ** (n - 64) - 1 + 2 ** 64 * (floor(2 ** (n - 130) * pi) + c)
function groupPrime(name) {
  let prime = primes.get(name);
  if (prime === undefined) {
    const [bits, c] = GROUPS[name];
    const n = BigInt(bits);
    prime = bytesOfNumber((1n << n) - (1n << (n - 64n)) - 1n + ((piTimesPowerOfTwo(bits - 130) + BigInt(c)) << 64n));
    primes.set(name, prime);
  }
  return prime;
}

function numberOf(bytes) {
  return bytes.length === 0 ? 0n : BigInt(`0x${bytes.toString('hex')}`);
}

function encoded(bytes, encoding) {
  return encoding && encoding !== 'buffer' ? bytes.toString(encoding) : Buffer.from(bytes);
}

function noKey(message) {
  const error = new Error(message);
  error.code = 'ERR_CRYPTO_INVALID_STATE';
  return error;
}

// What is wrong with a group, as OpenSSL numbers it.
function verifyError(prime, generator) {
  let error = 0;
  const [p, g] = [numberOf(prime), numberOf(generator)];
  if (!binding.isPrime(prime)) error |= 1;
  else if (!binding.isPrime(bytesOfNumber((p - 1n) / 2n))) error |= 2;
  if (g <= 1n || g >= p - 1n) error |= 8;
  return error;
}

function begin(dh, prime, generator, checked) {
  dh[kState] = { prime, generator, privateKey: undefined, publicKey: undefined };
  let error = checked ? 0 : undefined;
  Object.defineProperty(dh, 'verifyError', {
    __proto__: null,
    enumerable: true,
    configurable: true,
    // Looking for factors takes long, and hardly anybody asks.
    get: () => (error ??= verifyError(prime, generator)),
  });
}

function trimmed(bytes) {
  let start = 0;
  while (start < bytes.length - 1 && bytes[start] === 0) start++;
  return Buffer.from(bytes.subarray(start));
}

function fromNumber(number) {
  return trimmed(Buffer.from([number >>> 24, number >>> 16 & 255, number >>> 8 & 255, number & 255]));
}

function DiffieHellman(sizeOrKey, keyEncoding, generator, genEncoding) {
  if (!(this instanceof DiffieHellman)) return new DiffieHellman(sizeOrKey, keyEncoding, generator, genEncoding);
  if (typeof sizeOrKey !== 'number' && typeof sizeOrKey !== 'string' && !isBytes(sizeOrKey)) {
    throw new codes.ERR_INVALID_ARG_TYPE(
      'sizeOrKey', ['number', 'string', 'ArrayBuffer', 'Buffer', 'TypedArray', 'DataView'], sizeOrKey);
  }
  if (typeof sizeOrKey === 'number') validateInt32(sizeOrKey, 'sizeOrKey');
  if (keyEncoding && !Buffer.isEncoding(keyEncoding) && keyEncoding !== 'buffer') {
    genEncoding = generator;
    generator = keyEncoding;
    keyEncoding = false;
  }
  let base = Buffer.from([2]);
  if (typeof generator === 'number') {
    validateInt32(generator, 'generator');
    if (generator) base = fromNumber(generator);
  } else if (generator) {
    if (typeof generator !== 'string' && !isBytes(generator)) {
      throw new codes.ERR_INVALID_ARG_TYPE(
        'generator', ['number', 'string', 'ArrayBuffer', 'Buffer', 'TypedArray', 'DataView'], generator);
    }
    base = trimmed(bytesOf(generator, 'generator', genEncoding));
  }
  if (numberOf(base) <= 1n) {
    const { openSslError } = require('internal/crypto/errors');
    throw openSslError('02800065', 'Diffie-Hellman routines', 'bad generator', 'DH_');
  }
  if (typeof sizeOrKey === 'number') {
    if (sizeOrKey < 2) {
      const { openSslError } = require('internal/crypto/errors');
      throw openSslError('0280007E', 'Diffie-Hellman routines', 'modulus too small', 'DH_');
    }
    begin(this, binding.randomPrime(sizeOrKey, true), base, true);
  } else {
    begin(this, trimmed(Buffer.from(bytesOf(sizeOrKey, 'sizeOrKey', keyEncoding || undefined))), base, false);
  }
}

function DiffieHellmanGroup(name) {
  if (!(this instanceof DiffieHellmanGroup)) return new DiffieHellmanGroup(name);
  if (typeof name !== 'string') {
    const error = new TypeError('Group name must be a string');
    error.code = 'ERR_INVALID_ARG_TYPE';
    throw error;
  }
  const known = name.toLowerCase();
  if (!Object.hasOwn(GROUPS, known)) throw new codes.ERR_CRYPTO_UNKNOWN_DH_GROUP();
  begin(this, groupPrime(known), Buffer.from([2]), true);
}

// As long as the group can make use of, at most 512 bits.
function randomPrivateKey(prime) {
  const bytes = require('internal/crypto/random').randomBytes(Math.min(prime.length, 64));
  if (prime.length > 64) return trimmed(bytes);
  const number = numberOf(bytes) % (numberOf(prime) - 2n) + 1n;
  return bytesOfNumber(number);
}

const methods = {
  generateKeys(encoding) {
    const state = this[kState];
    state.privateKey ??= randomPrivateKey(state.prime);
    state.publicKey = binding.modPow(state.generator, state.privateKey, state.prime);
    return encoded(state.publicKey, encoding);
  },

  computeSecret(key, inEnc, outEnc) {
    const other = Buffer.from(bytesOf(key, 'key', inEnc));
    const { prime, privateKey } = this[kState];
    const [number, p] = [numberOf(other), numberOf(prime)];
    if (number <= 1n || number >= p - 1n) {
      const error = new RangeError(number <= 1n ? 'Supplied key is too small' : 'Supplied key is too large');
      error.code = 'ERR_CRYPTO_INVALID_KEYLEN';
      throw error;
    }
    if (privateKey === undefined) throw noKey('No private key');
    return encoded(binding.modPow(other, privateKey, prime), outEnc);
  },

  getPrime(encoding) {
    return encoded(this[kState].prime, encoding);
  },

  getGenerator(encoding) {
    return encoded(this[kState].generator, encoding);
  },

  getPublicKey(encoding) {
    const { publicKey } = this[kState];
    if (publicKey === undefined) throw noKey('No public key - did you forget to generate one?');
    return encoded(publicKey, encoding);
  },

  getPrivateKey(encoding) {
    const { privateKey } = this[kState];
    if (privateKey === undefined) throw noKey('No private key - did you forget to generate one?');
    return encoded(privateKey, encoding);
  },
};
Object.assign(DiffieHellman.prototype, methods);
Object.assign(DiffieHellmanGroup.prototype, methods);

DiffieHellman.prototype.setPublicKey = function setPublicKey(key, encoding) {
  this[kState].publicKey = trimmed(Buffer.from(bytesOf(key, 'key', encoding)));
  return this;
};

DiffieHellman.prototype.setPrivateKey = function setPrivateKey(key, encoding) {
  this[kState].privateKey = trimmed(Buffer.from(bytesOf(key, 'key', encoding)));
  return this;
};

function createDiffieHellman(sizeOrKey, keyEncoding, generator, generatorEncoding) {
  return new DiffieHellman(sizeOrKey, keyEncoding, generator, generatorEncoding);
}

function createDiffieHellmanGroup(name) {
  return new DiffieHellmanGroup(name);
}

module.exports = { DiffieHellman, DiffieHellmanGroup, bytesOfNumber, createDiffieHellman, createDiffieHellmanGroup, numberOf };
