// Signing and verifying: Sign and Verify, which take a message in pieces, and sign() and verify(), which take it whole.
'use strict';

const binding = internalBinding('crypto');
const { codes, openSslError, rsaRefusal } = require('internal/crypto/errors');
const { bytesOf } = require('internal/crypto/bytes');
const { preparePrivate, preparePublicOrPrivate } = require('internal/crypto/asymmetric_keys');
const { normalizeEncoding } = require('internal/util');
const { validateEncoding, validateFunction, validateString } = require('internal/validators');
const { Writable } = require('stream');

const kHash = Symbol('kHash');
const kAlgorithm = Symbol('kAlgorithm');

const PKCS1 = 1;
const PSS = 6;
const LONGEST_SALT = -2;

function intOption(options, name) {
  const value = options?.[name];
  if (value === undefined) return undefined;
  if (value === value >> 0) return value;
  throw new codes.ERR_INVALID_ARG_VALUE(`options.${name}`, value);
}

// What the key's options say about how to sign.
function signingOptions(key) {
  const padding = intOption(key, 'padding');
  const saltLength = intOption(key, 'saltLength');
  let plain = false;
  if (typeof key === 'object' && key !== null) {
    const { dsaEncoding = 'der' } = key;
    if (dsaEncoding !== 'der' && dsaEncoding !== 'ieee-p1363') {
      throw new codes.ERR_INVALID_ARG_VALUE('options.dsaEncoding', dsaEncoding);
    }
    plain = dsaEncoding === 'ieee-p1363';
  }
  return { padding, saltLength, plain };
}

function notSupported() {
  return openSslError('03000096', 'digital envelope routines', 'operation not supported for this keytype', 'EVP_');
}

function paddingFor(type, options) {
  const padding = options.padding ?? (type === 'rsa-pss' ? PSS : PKCS1);
  if (type !== 'rsa' && type !== 'rsa-pss') return PKCS1;
  if (padding === 3 && type === 'rsa') throw openSslError('1C8000A8', 'Provider routines', 'invalid padding mode');
  if ((padding !== PKCS1 && padding !== PSS) || (type === 'rsa-pss' && padding === PKCS1)) {
    throw openSslError('1C8000A5', 'Provider routines', 'illegal or unsupported padding mode');
  }
  return padding;
}

function checked(result) {
  if (typeof result === 'string') throw rsaRefusal(result);
  return result;
}

// A key for PSS may be for one hash only, and for salts of a length.
function checkLimits(info, algorithm, options) {
  if (info.hash === undefined) return options;
  if (!binding.sameHash(info.hash, algorithm)) throw openSslError('1C8000AE', 'Provider routines', 'digest not allowed');
  const { saltLength = info.saltLength } = options;
  if (saltLength >= 0 && saltLength < info.saltLength) throw openSslError('1C80008D', 'Provider routines', 'pss saltlen too small');
  return { ...options, saltLength };
}

function signHash(native, algorithm, hash, options) {
  const info = binding.keyInfo(native);
  const padding = paddingFor(info.type, options);
  options = checkLimits(info, algorithm, options);
  return checked(binding.signHash(native, algorithm, hash, options.plain, padding, options.saltLength ?? LONGEST_SALT, info.mask));
}

function verifyHash(native, algorithm, hash, signature, options) {
  const info = binding.keyInfo(native);
  const padding = paddingFor(info.type, options);
  options = checkLimits(info, algorithm, options);
  return binding.verifyHash(native, algorithm, hash, signature, options.plain, padding, options.saltLength ?? LONGEST_SALT,
                            info.mask);
}

// ----- in pieces -----

function begin(stream, algorithm, options) {
  validateString(algorithm, 'algorithm');
  const hash = binding.createHash(algorithm);
  if (hash === undefined) {
    const error = new TypeError('Invalid digest');
    error.code = 'ERR_CRYPTO_INVALID_DIGEST';
    throw error;
  }
  stream[kAlgorithm] = algorithm;
  stream[kHash] = hash;
  Writable.call(stream, options);
}

function finish(stream, native) {
  const { type } = binding.keyInfo(native);
  if (type === 'ed25519') throw new codes.ERR_CRYPTO_UNSUPPORTED_OPERATION();
  if (type === 'x25519') throw notSupported();
  return binding.digest(stream[kHash], binding.outputLength(stream[kAlgorithm]));
}

function Sign(algorithm, options) {
  if (!(this instanceof Sign)) return new Sign(algorithm, options);
  begin(this, algorithm, options);
}

function Verify(algorithm, options) {
  if (!(this instanceof Verify)) return new Verify(algorithm, options);
  begin(this, algorithm, options);
}

function update(data, encoding) {
  if (typeof data === 'string') {
    validateEncoding(data, encoding);
    data = bytesOf(data, 'data', normalizeEncoding(encoding));
  } else if (!ArrayBuffer.isView(data)) {
    throw new codes.ERR_INVALID_ARG_TYPE('data', ['string', 'Buffer', 'TypedArray', 'DataView'], data);
  }
  binding.update(this[kHash], data);
  return this;
}

function _write(chunk, encoding, callback) {
  this.update(chunk, encoding);
  callback();
}

for (const constructor of [Sign, Verify]) {
  Object.setPrototypeOf(constructor.prototype, Writable.prototype);
  Object.setPrototypeOf(constructor, Writable);
  Object.assign(constructor.prototype, { _write, update });
}

Sign.prototype.sign = function sign(privateKey, encoding) {
  if (!privateKey) throw new codes.ERR_CRYPTO_SIGN_KEY_REQUIRED();
  const native = preparePrivate(privateKey, 'privateKey');
  const signature = signHash(native, this[kAlgorithm], finish(this, native), signingOptions(privateKey));
  return encoding && encoding !== 'buffer' ? signature.toString(encoding) : signature;
};

Verify.prototype.verify = function verify(key, signature, sigEncoding) {
  const native = preparePublicOrPrivate(key, 'key');
  const options = signingOptions(key);
  signature = bytesOf(signature, 'signature', sigEncoding);
  return verifyHash(native, this[kAlgorithm], finish(this, native), signature, options);
};

function createSign(algorithm, options) {
  return new Sign(algorithm, options);
}

function createVerify(algorithm, options) {
  return new Verify(algorithm, options);
}

// ----- whole -----

// The hash of a message for this key; undefined for keys that sign the message itself.
function hashFor(native, algorithm, data) {
  if (algorithm != null && binding.outputLength(algorithm) === undefined) {
    throw new codes.ERR_CRYPTO_INVALID_DIGEST(algorithm);
  }
  const { type } = binding.keyInfo(native);
  if (type === 'x25519') throw notSupported();
  if (type === 'ed25519') {
    if (algorithm != null) throw openSslError('1C80007A', 'Provider routines', 'invalid digest');
    return undefined;
  }
  const name = algorithm ?? 'sha256';
  return { name, hash: binding.hash(name, data, binding.outputLength(name)) };
}

function signWhole(native, algorithm, data, options) {
  const hashed = hashFor(native, algorithm, data);
  return hashed === undefined ? binding.signMessage(native, data) : signHash(native, hashed.name, hashed.hash, options);
}

function verifyWhole(native, algorithm, data, signature, options) {
  const hashed = hashFor(native, algorithm, data);
  if (hashed === undefined) return binding.verifyMessage(native, data, signature);
  return verifyHash(native, hashed.name, hashed.hash, signature, options);
}

function checkCommon(algorithm, data, callback) {
  if (algorithm != null) validateString(algorithm, 'algorithm');
  if (callback !== undefined) validateFunction(callback, 'callback');
  return bytesOf(data, 'data');
}

// With a callback the result comes later, errors too.
function settle(work, callback) {
  if (callback === undefined) return work();
  require('internal/immediates').setImmediate(() => {
    let result;
    try {
      result = work();
    } catch (error) {
      callback(error);
      return;
    }
    callback(null, result);
  });
}

function sign(algorithm, data, key, callback) {
  data = checkCommon(algorithm, data, callback);
  if (!key) throw new codes.ERR_CRYPTO_SIGN_KEY_REQUIRED();
  const options = signingOptions(key);
  const native = preparePrivate(key);
  return settle(() => signWhole(native, algorithm, data, options), callback);
}

function verify(algorithm, data, key, signature, callback) {
  data = checkCommon(algorithm, data, callback);
  const options = signingOptions(key);
  signature = bytesOf(signature, 'signature');
  const native = preparePublicOrPrivate(key);
  return settle(() => verifyWhole(native, algorithm, data, signature, options), callback);
}

module.exports = { Sign, Verify, createSign, createVerify, settle, sign, signWhole, verify, verifyWhole };
