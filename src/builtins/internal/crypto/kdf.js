// pbkdf2, hkdf, scrypt and argon2: keys made of passwords and of other keys.
'use strict';

const binding = internalBinding('crypto');
const { codes } = require('internal/crypto/errors');
const { bytesOf, isBytes } = require('internal/crypto/bytes');
const {
  validateFunction, validateInt32, validateInteger, validateObject, validateOneOf, validateString, validateUint32,
} = require('internal/validators');

function plusZero(value) {
  return value + 0;
}

// ----- PBKDF2 -----

function checkPbkdf2(password, salt, iterations, keylen, digest) {
  validateString(digest, 'digest');
  password = bytesOf(password, 'password');
  salt = bytesOf(salt, 'salt');
  validateInt32(iterations, 'iterations', 1);
  validateInt32(keylen, 'keylen', 0);
  return [password, salt, iterations, plusZero(keylen), digest];
}

// An error if the hash cannot be used with a key, or nothing is wanted; after the callback has been checked, as in Node.
function checkDigest(digest, length, what) {
  if (binding.outputLength(digest) === undefined) throw new codes.ERR_CRYPTO_INVALID_DIGEST(digest);
  const extendable = binding.isExtendable(digest);
  if (!extendable && length > 0) return undefined;
  const error = new Error(`${what} derivation failed`);
  if (extendable && what === 'PBKDF2') {
    error.opensslErrorStack = ['error:1C8000B7:Provider routines::xof digests not allowed'];
    error.library = 'Provider routines';
    error.reason = 'xof digests not allowed';
    error.code = 'ERR_OSSL_XOF_DIGESTS_NOT_ALLOWED';
  }
  return error;
}

function pbkdf2(password, salt, iterations, keylen, digest, callback) {
  if (typeof digest === 'function') {
    callback = digest;
    digest = undefined;
  }
  const args = checkPbkdf2(password, salt, iterations, keylen, digest);
  validateFunction(callback, 'callback');
  const refused = checkDigest(digest, keylen, 'PBKDF2');
  if (refused !== undefined) setImmediate(callback, refused);
  else binding.pbkdf2(...args, callback);
}

function pbkdf2Sync(password, salt, iterations, keylen, digest) {
  const args = checkPbkdf2(password, salt, iterations, keylen, digest);
  const refused = checkDigest(digest, keylen, 'PBKDF2');
  if (refused !== undefined) throw refused;
  return binding.pbkdf2(...args);
}

// ----- HKDF -----

function ikmBytes(key) {
  const { isKeyObject, secretBytes } = require('internal/crypto/keys');
  if (isKeyObject(key)) return secretBytes(key);
  if (typeof key === 'string' || isBytes(key)) return bytesOf(key);
  throw new codes.ERR_INVALID_ARG_TYPE(
    'ikm', ['string', 'SecretKeyObject', 'ArrayBuffer', 'TypedArray', 'DataView', 'Buffer'], key);
}

function sourceBytes(value, name) {
  if (typeof value === 'string' || isBytes(value)) return bytesOf(value);
  throw new codes.ERR_INVALID_ARG_TYPE(name, ['string', 'ArrayBuffer', 'TypedArray', 'DataView', 'Buffer'], value);
}

function checkHkdf(digest, key, salt, info, length) {
  validateString(digest, 'digest');
  key = ikmBytes(key);
  salt = sourceBytes(salt, 'salt');
  info = sourceBytes(info, 'info');
  validateInteger(length, 'length', 0, Number.MAX_SAFE_INTEGER);
  if (info.byteLength > 1024) {
    throw new codes.ERR_OUT_OF_RANGE('info', 'must not contain more than 1024 bytes', info.byteLength);
  }
  return [digest, key, salt, info, plusZero(length)];
}

function checkHkdfLength(digest, length) {
  const refused = checkDigest(digest, length, 'HKDF');
  if (refused === undefined && length > 255 * binding.outputLength(digest)) throw new codes.ERR_CRYPTO_INVALID_KEYLEN();
  return refused;
}

// In Node these give ArrayBuffers.
function bufferOf(bytes) {
  const { buffer, byteOffset, byteLength } = bytes;
  return byteLength === buffer.byteLength ? buffer : buffer.slice(byteOffset, byteOffset + byteLength);
}

function hkdf(hash, key, salt, info, length, callback) {
  const args = checkHkdf(hash, key, salt, info, length);
  validateFunction(callback, 'callback');
  const refused = checkHkdfLength(hash, length);
  if (refused !== undefined) setImmediate(callback, refused);
  else binding.hkdf(...args, (error, bytes) => (error ? callback(error) : callback(null, bufferOf(bytes))));
}

function hkdfSync(hash, key, salt, info, length) {
  const args = checkHkdf(hash, key, salt, info, length);
  const refused = checkHkdfLength(hash, length);
  if (refused !== undefined) throw refused;
  return bufferOf(binding.hkdf(...args));
}

// ----- scrypt -----

const SCRYPT = { N: 16384, r: 8, p: 1, maxmem: 32 * 1024 * 1024 };
const SCRYPT_NAMES = [['N', 'cost'], ['r', 'blockSize'], ['p', 'parallelization']];

function checkScrypt(password, salt, keylen, options) {
  password = bytesOf(password, 'password');
  salt = bytesOf(salt, 'salt');
  validateInt32(keylen, 'keylen', 0);
  const chosen = { ...SCRYPT };
  if (options) {
    for (const [short, long] of SCRYPT_NAMES) {
      const hasShort = options[short] !== undefined;
      if (hasShort) {
        chosen[short] = options[short];
        validateUint32(chosen[short], short);
      }
      if (options[long] !== undefined) {
        if (hasShort) throw new codes.ERR_INCOMPATIBLE_OPTION_PAIR(short, long);
        chosen[short] = options[long];
        validateUint32(chosen[short], long);
      }
    }
    if (options.maxmem !== undefined) {
      chosen.maxmem = options.maxmem;
      validateInteger(chosen.maxmem, 'maxmem', 0);
    }
    for (const name in SCRYPT) chosen[name] ||= SCRYPT[name];
  }
  return { args: [password, salt, chosen, plusZero(keylen)], chosen };
}

// The checks that OpenSSL makes, with its words.
function scryptArguments([password, salt, { N, r, p, maxmem }, keylen]) {
  if (N < 2 || !Number.isInteger(Math.log2(N))) throw new codes.ERR_CRYPTO_INVALID_SCRYPT_PARAMS();
  const tooMuch = p > (2 ** 30 - 1) / r || (16 * r <= 48 && N >= 2 ** (16 * r));
  if (tooMuch || p * 128 * r + 32 * r * (N + 2) * 4 > maxmem) {
    throw new codes.ERR_CRYPTO_INVALID_SCRYPT_PARAMS(
      'error:030000AC:digital envelope routines::memory limit exceeded');
  }
  return [password, salt, Math.log2(N), r, p, keylen];
}

function scrypt(password, salt, keylen, options, callback) {
  if (arguments.length < 5) {
    callback = options;
    options = undefined;
  }
  const { args } = checkScrypt(password, salt, keylen, options);
  validateFunction(callback, 'callback');
  binding.scrypt(...scryptArguments(args), callback);
}

function scryptSync(password, salt, keylen, options) {
  return binding.scrypt(...scryptArguments(checkScrypt(password, salt, keylen, options).args));
}

// ----- Argon2 -----

const ARGON2 = ['argon2d', 'argon2i', 'argon2id'];
const MAX = 2 ** 32 - 1;

function checkArgon2(algorithm, parameters) {
  validateString(algorithm, 'algorithm');
  validateOneOf(algorithm, 'algorithm', ARGON2);
  validateObject(parameters, 'parameters');
  const { parallelism, tagLength, memory, passes } = parameters;
  const bytes = (name, min) => {
    const value = bytesOf(parameters[name], `parameters.${name}`);
    validateInteger(value.byteLength, `parameters.${name}.byteLength`, min, MAX);
    return value;
  };
  const message = bytes('message', 0);
  const nonce = bytes('nonce', 8);
  validateInteger(parallelism, 'parameters.parallelism', 1, 2 ** 24 - 1);
  validateInteger(tagLength, 'parameters.tagLength', 4, MAX);
  validateInteger(memory, 'parameters.memory', 8 * parallelism, MAX);
  validateUint32(passes, 'parameters.passes', true);
  const nothing = new Uint8Array(0);
  const secret = parameters.secret === undefined ? nothing : bytes('secret', 0);
  const associatedData = parameters.associatedData === undefined ? nothing : bytes('associatedData', 0);
  return [ARGON2.indexOf(algorithm), message, nonce, parallelism, tagLength, memory, passes, secret, associatedData];
}

function argon2(algorithm, parameters, callback) {
  const args = checkArgon2(algorithm, parameters);
  validateFunction(callback, 'callback');
  binding.argon2(...args, callback);
}

function argon2Sync(algorithm, parameters) {
  return binding.argon2(...checkArgon2(algorithm, parameters));
}

module.exports = { argon2, argon2Sync, hkdf, hkdfSync, pbkdf2, pbkdf2Sync, scrypt, scryptSync };
