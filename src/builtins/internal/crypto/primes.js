// generatePrime and checkPrime.
'use strict';

const binding = internalBinding('crypto');
const { codes } = require('internal/crypto/errors');
const { bytesOf, isBytes } = require('internal/crypto/bytes');
const { bytesOfNumber, numberOf } = require('internal/crypto/dh');
const { settle } = require('internal/crypto/signatures');
const { validateBoolean, validateFunction, validateInt32, validateObject } = require('internal/validators');

const NUMBERS = ['ArrayBuffer', 'TypedArray', 'Buffer', 'DataView', 'bigint'];

function numberBytes(value, name) {
  if (typeof value === 'bigint') {
    if (value < 0n) throw new codes.ERR_OUT_OF_RANGE(name, '>= 0', value);
    return bytesOfNumber(value);
  }
  if (!isBytes(value)) throw new codes.ERR_INVALID_ARG_TYPE(name, NUMBERS, value);
  return require('buffer').Buffer.from(bytesOf(value));
}

function impossible(name) {
  const error = new RangeError(`invalid options.${name}`);
  error.code = 'ERR_OUT_OF_RANGE';
  return error;
}

// `safe`, `bigint` and, if there are any, `add` and `rem`.
function primeOptions(size, options) {
  validateObject(options, 'options');
  const { safe = false, bigint = false, add, rem } = options;
  validateBoolean(safe, 'options.safe');
  validateBoolean(bigint, 'options.bigint');
  const result = { safe, bigint, add: undefined, rem: undefined };
  if (add !== undefined) {
    result.add = numberOf(numberBytes(add, 'options.add'));
    if (result.add.toString(2).length > size) throw impossible('add');
  }
  if (rem !== undefined) {
    result.rem = numberOf(numberBytes(rem, 'options.rem'));
    if (result.add !== undefined && result.add <= result.rem) throw impossible('rem');
  }
  return result;
}

// A prime that leaves a remainder: candidates are drawn until one is prime.
function congruentPrime(size, { add, rem, safe }) {
  const remainder = rem ?? (safe ? 3n : 1n);
  const top = 1n << BigInt(size - 1);
  const { randomBytes } = require('internal/crypto/random');
  for (;;) {
    const drawn = numberOf(randomBytes(Math.ceil(size / 8))) % top + top;
    const candidate = drawn - drawn % add + remainder;
    if (candidate < top || candidate >= top * 2n || !binding.isPrime(bytesOfNumber(candidate))) continue;
    if (!safe || binding.isPrime(bytesOfNumber((candidate - 1n) / 2n))) return bytesOfNumber(candidate);
  }
}

// As small as they come, from a list.
function smallPrime(size, safe) {
  const choices = { 1: [2], 2: safe ? [] : [2, 3], 3: [5, 7], 4: [11], 5: [23] }[size];
  if (choices === undefined || choices.length === 0) {
    const { openSslError } = require('internal/crypto/errors');
    throw openSslError('0180007B', 'bignum routines', 'bits too small', 'BN_');
  }
  const { randomInt } = require('internal/crypto/random');
  return require('buffer').Buffer.from([choices[randomInt(choices.length)]]);
}

function shown(bytes, { bigint }) {
  if (bigint) return numberOf(bytes);
  const { buffer, byteOffset, byteLength } = bytes;
  return buffer.slice(byteOffset, byteOffset + byteLength);
}

function drawn(size, options) {
  if (size < 3 || (options.safe && size < 6)) return smallPrime(size, options.safe);
  return options.add === undefined ? binding.randomPrime(size, options.safe) : congruentPrime(size, options);
}

function generatePrimeSync(size, options = {}) {
  validateInt32(size, 'size', 1);
  options = primeOptions(size, options);
  return shown(drawn(size, options), options);
}

function generatePrime(size, options, callback) {
  validateInt32(size, 'size', 1);
  if (typeof options === 'function') {
    callback = options;
    options = {};
  }
  validateFunction(callback, 'callback');
  options = primeOptions(size, options ?? {});
  const isPlain = size >= 6 && options.add === undefined;
  if (isPlain) binding.randomPrime(size, options.safe, (error, prime) => callback(error ?? undefined, shown(prime, options)));
  else settle(() => shown(drawn(size, options), options), (error, prime) => callback(error ?? undefined, prime));
}

function checkOptions(options) {
  validateObject(options, 'options');
  const { checks = 0 } = options;
  validateInt32(checks, 'options.checks', 0);
}

function checkPrimeSync(candidate, options = {}) {
  candidate = numberBytes(candidate, 'candidate');
  checkOptions(options);
  return binding.isPrime(candidate);
}

function checkPrime(candidate, options = {}, callback) {
  candidate = numberBytes(candidate, 'candidate');
  if (typeof options === 'function') {
    callback = options;
    options = {};
  }
  validateFunction(callback, 'callback');
  checkOptions(options);
  binding.isPrime(candidate, (error, prime) => callback(error ?? undefined, prime));
}

module.exports = { checkPrime, checkPrimeSync, generatePrime, generatePrimeSync };
