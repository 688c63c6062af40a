// What node:crypto throws: its own coded errors, and the one for what is not there yet.
'use strict';

const { codes, E, genericNodeError } = require('internal/errors');

E('ERR_CRYPTO_HASH_FINALIZED', 'Digest already called', Error);
E('ERR_CRYPTO_INVALID_DIGEST', 'Invalid digest: %s', TypeError);
E('ERR_CRYPTO_HASH_UPDATE_FAILED', 'Hash update failed', Error);
E('ERR_CRYPTO_INCOMPATIBLE_KEY', 'Incompatible %s: %s', Error);
E('ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS', 'The selected key encoding %s %s.', Error);
E('ERR_CRYPTO_INVALID_AUTH_TAG', '%s', TypeError);
E('ERR_CRYPTO_INVALID_CURVE', 'Invalid EC curve name', TypeError);
E('ERR_CRYPTO_INVALID_IV', 'Invalid initialization vector', TypeError);
E('ERR_CRYPTO_INVALID_JWK', 'Invalid JWK data', TypeError);
E('ERR_CRYPTO_INVALID_KEYLEN', 'Invalid key length', RangeError);
E('ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE', 'Invalid key object type %s, expected %s.', TypeError);
E('ERR_CRYPTO_INVALID_KEYPAIR', 'Invalid key pair', RangeError);
E('ERR_CRYPTO_INVALID_MESSAGELEN', 'Invalid message length', RangeError);
E('ERR_CRYPTO_INVALID_SCRYPT_PARAMS', (reason) => `Invalid scrypt params${reason === undefined ? '' : `: ${reason}`}`, RangeError);
E('ERR_CRYPTO_INVALID_STATE', (name) => (name === undefined ? 'Invalid state' : `Invalid state for operation ${name}`), Error);
E('ERR_CRYPTO_JWK_UNSUPPORTED_CURVE', 'Unsupported JWK EC curve: %s.', Error);
E('ERR_CRYPTO_JWK_UNSUPPORTED_KEY_TYPE', 'Unsupported JWK Key Type.', Error);
E('ERR_CRYPTO_SIGN_KEY_REQUIRED', 'No key provided to sign', Error);
E('ERR_CRYPTO_UNKNOWN_CIPHER', 'Unknown cipher', Error);
E('ERR_CRYPTO_UNSUPPORTED_OPERATION', 'Unsupported crypto operation', Error);
E('ERR_CRYPTO_ECDH_INVALID_PUBLIC_KEY', 'Public key is not valid for specified curve', Error);
E('ERR_CRYPTO_ECDH_INVALID_FORMAT', 'Invalid ECDH format: %s', TypeError);
E('ERR_CRYPTO_UNKNOWN_DH_GROUP', 'Unknown DH group', Error);
E('ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH', 'Input buffers must have the same byte length', RangeError);

// `name` as users write it, `hint` says what there is instead.
function missing(name, hint) {
  const error = new Error(`${name} is not implemented in napkin ${process.versions.napkin} yet: ${hint}`);
  error.code = 'ERR_METHOD_NOT_IMPLEMENTED';
  return error;
}

// OpenSSL's refusal of a length that the algorithm cannot have.
function invalidOutputLength() {
  const reason = 'not XOF or invalid length';
  return genericNodeError(`error:030000B2:digital envelope routines::${reason}`, {
    library: 'digital envelope routines', reason, code: 'ERR_OSSL_EVP_NOT_XOF_OR_INVALID_LENGTH',
  });
}

// An error of OpenSSL's: its number, the part that found it, and why. Some parts are named in codes.
function openSslError(number, library, reason, part = '') {
  const message = `error:${number}:${library}::${reason}`;
  const code = `ERR_OSSL_${part}${reason.toUpperCase().replaceAll(' ', '_')}`;
  return genericNodeError(message, { opensslErrorStack: [message], library, reason, code });
}

const RSA_REFUSALS = {
  'too large': ['0200006E', 'data too large for key size'],
  'wrong length': ['0200007A', 'data too small for key size'],
  'oaep decoding': ['02000079', 'oaep decoding error'],
  'key too small': ['0200006E', 'data too large for key size'],
  'bad padding': ['0200008A', 'invalid padding'],
  'salt length': ['02000088', 'invalid salt length'],
};

// What RSA's natives refuse.
function rsaRefusal(name) {
  const known = RSA_REFUSALS[name];
  if (known === undefined) return new Error('error:00000000:lib(0)::reason(0)');
  return openSslError(known[0], 'rsa routines', known[1], 'RSA_');
}

module.exports = { codes, invalidOutputLength, missing, openSslError, rsaRefusal };
