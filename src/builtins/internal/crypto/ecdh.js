// Agreeing on a secret: diffieHellman for KeyObjects, ECDH for points as bytes.
'use strict';

const binding = internalBinding('crypto');
const { codes } = require('internal/crypto/errors');
const { bytesOf } = require('internal/crypto/bytes');
const { preparePrivate, preparePublicOrPrivate } = require('internal/crypto/asymmetric_keys');
const { settle } = require('internal/crypto/signatures');
const { validateFunction, validateObject, validateString } = require('internal/validators');

const kCurve = Symbol('kCurve');
const kKey = Symbol('kKey');

function operationFailed(message) {
  const error = new Error(message);
  error.code = 'ERR_CRYPTO_OPERATION_FAILED';
  return error;
}

function agreed(privateNative, publicNative) {
  const [one, other] = [binding.keyInfo(privateNative), binding.keyInfo(publicNative)];
  const usable = one.type === other.type && (one.type === 'x25519' || one.type === 'ec');
  if (!usable) {
    throw new codes.ERR_CRYPTO_INCOMPATIBLE_KEY('key types for Diffie-Hellman', `${one.type} and ${other.type}`);
  }
  const secret = binding.agree(privateNative, publicNative);
  if (secret === undefined) throw operationFailed('diffieHellman failed');
  return secret;
}

function diffieHellman(options, callback) {
  validateObject(options, 'options');
  if (callback !== undefined) validateFunction(callback, 'callback');
  const { privateKey, publicKey } = options;
  if (privateKey == null) throw new codes.ERR_INVALID_ARG_VALUE('options.privateKey', privateKey);
  if (publicKey == null) throw new codes.ERR_INVALID_ARG_VALUE('options.publicKey', publicKey);
  const [one, other] = [preparePrivate(privateKey, 'options.privateKey'), preparePublicOrPrivate(publicKey, 'options.publicKey')];
  return settle(() => agreed(one, other), callback);
}

// ----- ECDH -----

function encoded(bytes, encoding) {
  return encoding && encoding !== 'buffer' ? bytes.toString(encoding) : bytes;
}

// A point in the form that is asked for.
function inForm(curve, point, format) {
  if (format !== undefined && format !== 'compressed' && format !== 'hybrid' && format !== 'uncompressed') {
    throw new codes.ERR_CRYPTO_ECDH_INVALID_FORMAT(format);
  }
  const bytes = binding.curvePoint(curve, point, format === 'compressed');
  if (format === 'hybrid') bytes[0] = 6 | (bytes[bytes.length - 1] & 1);
  return bytes;
}

// Natives do not know the form that has everything twice.
function plainForm(point) {
  if (point[0] !== 6 && point[0] !== 7) return point;
  const plain = require('buffer').Buffer.from(point);
  plain[0] = 4;
  return plain;
}

function ECDH(curve) {
  if (!(this instanceof ECDH)) return new ECDH(curve);
  validateString(curve, 'curve');
  if (!binding.curveNames().includes(curve) && !['P-256', 'P-384', 'P-521', 'secp256r1'].includes(curve)) {
    throw new codes.ERR_CRYPTO_INVALID_CURVE();
  }
  this[kCurve] = curve;
  this[kKey] = undefined;
}

function point(ecdh) {
  const [x, y] = binding.keyParts(ecdh[kKey]);
  return require('buffer').Buffer.concat([new Uint8Array([4]), x, y]);
}

ECDH.convertKey = function convertKey(key, curve, inEnc, outEnc, format) {
  validateString(curve, 'curve');
  key = bytesOf(key, 'key', inEnc);
  const known = new ECDH(curve)[kCurve];
  if (binding.curvePoint(known, plainForm(key), false) === undefined) {
    throw operationFailed('Failed to convert Buffer to EC_POINT');
  }
  return encoded(inForm(known, plainForm(key), format), outEnc);
};

ECDH.prototype.generateKeys = function generateKeys(encoding, format) {
  this[kKey] = binding.generateCurveKey(this[kCurve]);
  return this.getPublicKey(encoding, format);
};

ECDH.prototype.computeSecret = function computeSecret(key, inEnc, outEnc) {
  key = bytesOf(key, 'otherPublicKey', inEnc);
  const other = binding.ecKey(this[kCurve], plainForm(key));
  if (other === undefined) throw new codes.ERR_CRYPTO_ECDH_INVALID_PUBLIC_KEY();
  if (this[kKey] === undefined) throw operationFailed('Failed to compute ECDH key');
  return encoded(binding.agree(this[kKey], other), outEnc);
};

ECDH.prototype.getPublicKey = function getPublicKey(encoding, format) {
  if (this[kKey] === undefined) throw operationFailed('Failed to get ECDH public key');
  return encoded(inForm(this[kCurve], point(this), format), encoding);
};

ECDH.prototype.getPrivateKey = function getPrivateKey(encoding) {
  if (this[kKey] === undefined) throw operationFailed('Failed to get ECDH private key');
  return encoded(binding.keyParts(this[kKey])[2], encoding);
};

ECDH.prototype.setPrivateKey = function setPrivateKey(key, encoding) {
  const native = binding.ecKey(this[kCurve], undefined, bytesOf(key, 'key', encoding));
  if (native === undefined) {
    const error = new RangeError('Private key is not valid for specified curve.');
    error.code = 'ERR_CRYPTO_INVALID_KEYTYPE';
    throw error;
  }
  this[kKey] = native;
};

// Belongs to the private key by itself.
ECDH.prototype.setPublicKey = require('internal/util').deprecate(function setPublicKey(key, encoding) {
  const native = binding.ecKey(this[kCurve], plainForm(bytesOf(key, 'key', encoding)));
  if (native === undefined) throw operationFailed('Failed to convert Buffer to EC_POINT');
  if (this[kKey] === undefined || !binding.keyInfo(this[kKey]).isPrivate) this[kKey] = native;
}, 'ecdh.setPublicKey() is deprecated.', 'DEP0031');

function createECDH(curve) {
  return new ECDH(curve);
}

module.exports = { ECDH, agreed, createECDH, diffieHellman };
