// What callers say about how a key is written down: format, structure, cipher and passphrase.
'use strict';

const { codes } = require('internal/crypto/errors');
const { isBytes } = require('internal/crypto/bytes');
const { validateObject, validateOneOf } = require('internal/validators');

const FORMATS = ['pem', 'der', 'jwk', 'raw-public', 'raw-private', 'raw-seed'];

function option(name, objName) {
  return objName === undefined ? `options.${name}` : `${objName}.${name}`;
}

function checkType(type, required, keyType, isPublic, objName) {
  if (type === undefined && !required) return undefined;
  if (type === 'pkcs1') {
    if (keyType !== undefined && keyType !== 'rsa') {
      throw new codes.ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS(type, 'can only be used for RSA keys');
    }
    return type;
  }
  if (type === 'spki' && isPublic !== false) return type;
  if (type === 'pkcs8' && isPublic !== true) return type;
  if (type === 'sec1' && isPublic !== true) {
    if (keyType !== undefined && keyType !== 'ec') {
      throw new codes.ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS(type, 'can only be used for EC keys');
    }
    return type;
  }
  throw new codes.ERR_INVALID_ARG_VALUE(option('type', objName), type);
}

function checkFormatAndType(encoding, keyType, isPublic, objName) {
  const isInput = keyType === undefined;
  const { format = isInput ? 'pem' : undefined, type } = encoding;
  if (!FORMATS.includes(format)) throw new codes.ERR_INVALID_ARG_VALUE(option('format', objName), format);
  if (format === 'raw-public') {
    if (isPublic === false) throw new codes.ERR_INVALID_ARG_VALUE(option('format', objName), format);
    // Only points can be written in two ways.
    if (!isInput && keyType !== 'ec') return { format };
    if (!isInput && type !== undefined) validateOneOf(type, 'options.type', ['compressed', 'uncompressed']);
    if (type === undefined || type === 'uncompressed' || type === 'compressed') return { format, type };
    throw new codes.ERR_INVALID_ARG_VALUE(option('type', objName), type);
  }
  if (format === 'raw-private' || format === 'raw-seed') {
    if (isPublic === true) throw new codes.ERR_INVALID_ARG_VALUE(option('format', objName), format);
    return { format };
  }
  const required = format !== 'jwk' && (!isInput || format === 'der');
  if (format === 'jwk' && !isInput) return { format };
  return { format, type: checkType(type, required, keyType, isPublic, objName) };
}

// `keyType` is undefined for keys that are read; `isPublic` is undefined when either half will do.
function parseKeyEncoding(encoding, keyType, isPublic, objName) {
  validateObject(encoding, 'options');
  const isInput = keyType === undefined;
  const { format, type } = checkFormatAndType(encoding, keyType, isPublic, objName);
  if (isPublic === true) return { format, type };
  const { cipher, passphrase } = encoding;
  if (!isInput) {
    if (cipher != null) {
      if (typeof cipher !== 'string') throw new codes.ERR_INVALID_ARG_VALUE(option('cipher', objName), cipher);
      if (format === 'der' && (type === 'pkcs1' || type === 'sec1')) {
        throw new codes.ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS(type, 'does not support encryption');
      }
    } else if (passphrase !== undefined) {
      throw new codes.ERR_INVALID_ARG_VALUE(option('cipher', objName), cipher, 'is required when a passphrase is specified');
    }
  }
  const isGiven = typeof passphrase === 'string' || isBytes(passphrase);
  if ((isInput ? passphrase !== undefined : cipher != null) && !isGiven) {
    throw new codes.ERR_INVALID_ARG_VALUE(option('passphrase', objName), passphrase);
  }
  const { bytesOf } = require('internal/crypto/bytes');
  return { format, type, cipher, passphrase: isGiven ? bytesOf(passphrase, 'passphrase', encoding.encoding) : undefined };
}

module.exports = { parseKeyEncoding };
