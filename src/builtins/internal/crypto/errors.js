// What node:crypto throws: its own coded errors, and the one for what is not there yet.
'use strict';

const { codes, E, genericNodeError } = require('internal/errors');

E('ERR_CRYPTO_HASH_FINALIZED', 'Digest already called', Error);
E('ERR_CRYPTO_INVALID_DIGEST', 'Invalid digest: %s', TypeError);
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

module.exports = { codes, invalidOutputLength, missing };
