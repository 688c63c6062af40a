// Encrypting with RSA: publicEncrypt and its three relatives.
'use strict';

const binding = internalBinding('crypto');
const { openSslError, rsaRefusal } = require('internal/crypto/errors');
const { bytesOf } = require('internal/crypto/bytes');
const { preparePrivate, preparePublicOrPrivate } = require('internal/crypto/asymmetric_keys');
const { validateString } = require('internal/validators');

const PKCS1 = 1;
const OAEP = 4;

function check(operation, type, padding) {
  const isSigning = operation === 'privateEncrypt' || operation === 'publicDecrypt';
  if (type === 'rsa-pss') {
    if (isSigning) throw openSslError('1C8000A5', 'Provider routines', 'illegal or unsupported padding mode');
    throw openSslError('1C8000B2', 'Provider routines', 'operation not supported for this keytype');
  }
  if (type !== 'rsa') {
    if (isSigning) throw new Error('error:00000000:lib(0)::reason(0)');
    throw openSslError('03000096', 'digital envelope routines', 'operation not supported for this keytype', 'EVP_');
  }
  if (padding !== PKCS1 && padding !== 3 && (padding !== OAEP || isSigning)) {
    if (isSigning) throw openSslError('1C8000A5', 'Provider routines', 'illegal or unsupported padding mode');
    throw new Error('error:00000000:lib(0)::reason(0)');
  }
}

function run(operation, key, buffer, defaultPadding) {
  const isPrivate = operation.startsWith('private');
  const native = isPrivate ? preparePrivate(key, 'privateKey') : preparePublicOrPrivate(key);
  const padding = key.padding || defaultPadding;
  const { oaepHash, mgf1Hash, oaepLabel, encoding } = key;
  if (oaepHash !== undefined) validateString(oaepHash, 'key.oaepHash');
  if (mgf1Hash !== undefined) validateString(mgf1Hash, 'key.mgf1Hash');
  const label = oaepLabel === undefined ? undefined : bytesOf(oaepLabel, 'key.oaepLabel', encoding);
  buffer = bytesOf(buffer, 'buffer', encoding);
  for (const hash of [oaepHash, mgf1Hash]) {
    if (hash === undefined || binding.outputLength(hash) !== undefined) continue;
    const error = new Error('Invalid digest used');
    error.code = 'ERR_OSSL_EVP_INVALID_DIGEST';
    throw error;
  }
  check(operation, binding.keyInfo(native).type, padding);
  const result = binding.rsaCrypt(operation, native, buffer, padding, oaepHash, mgf1Hash, label);
  if (typeof result !== 'string') return result;
  if (result === 'wrong length' && operation === 'privateDecrypt' && padding === OAEP) throw rsaRefusal('oaep decoding');
  throw rsaRefusal(result);
}

function publicEncrypt(key, buffer) {
  return run('publicEncrypt', key, buffer, OAEP);
}

function publicDecrypt(key, buffer) {
  return run('publicDecrypt', key, buffer, PKCS1);
}

function privateEncrypt(key, buffer) {
  return run('privateEncrypt', key, buffer, PKCS1);
}

function privateDecrypt(key, buffer) {
  return run('privateDecrypt', key, buffer, OAEP);
}

module.exports = { privateDecrypt, privateEncrypt, publicDecrypt, publicEncrypt };
