// Web Crypto's algorithms: which there are for which operation, and what callers say about them.
'use strict';

const { bytesOf } = require('internal/crypto/bytes');
const { isAnyArrayBuffer } = require('internal/util/types');

function domException(message, name, cause) {
  const { DOMException } = require('internal/dom_exception');
  return cause === undefined ? new DOMException(message, name) : new DOMException(message, { name, cause });
}

const HASHES = { 'SHA-1': 'sha1', 'SHA-256': 'sha256', 'SHA-384': 'sha384', 'SHA-512': 'sha512',
                 'SHA3-256': 'sha3-256', 'SHA3-384': 'sha3-384', 'SHA3-512': 'sha3-512' };
const AES = ['AES-CBC', 'AES-CTR', 'AES-GCM', 'AES-KW'];
const RSA = ['RSASSA-PKCS1-v1_5', 'RSA-PSS', 'RSA-OAEP'];
const CURVES = ['ECDSA', 'ECDH'];
const OKP = ['Ed25519', 'X25519'];
const SIGNING = ['HMAC', 'RSASSA-PKCS1-v1_5', 'RSA-PSS', 'ECDSA', 'Ed25519'];
const ENCRYPTING = ['AES-CBC', 'AES-CTR', 'AES-GCM', 'ChaCha20-Poly1305', 'RSA-OAEP'];
const DERIVING = ['PBKDF2', 'HKDF', 'ECDH', 'X25519'];
const GENERATED = [...AES, 'ChaCha20-Poly1305', 'HMAC', ...RSA, ...CURVES, ...OKP];
const SUPPORTED = {
  digest: Object.keys(HASHES),
  sign: SIGNING,
  verify: SIGNING,
  encrypt: ENCRYPTING,
  decrypt: ENCRYPTING,
  wrapKey: ['AES-KW'],
  unwrapKey: ['AES-KW'],
  deriveBits: DERIVING,
  generateKey: GENERATED,
  importKey: [...GENERATED, 'PBKDF2', 'HKDF'],
  exportKey: GENERATED,
  'get key length': [...AES, 'ChaCha20-Poly1305', 'HMAC', 'PBKDF2', 'HKDF'],
};

function unrecognized() {
  return domException('Unrecognized algorithm name', 'NotSupportedError');
}

function requireMember(algorithm, name, operation) {
  if (algorithm[name] !== undefined) return;
  const { codes } = require('internal/errors');
  throw new codes.ERR_MISSING_OPTION(`algorithm.${name}`, operation);
}

// A copy of the algorithm with its name as it is written in the specification, and hashes as objects.
function normalize(algorithm, operation) {
  if (typeof algorithm !== 'object' || algorithm === null) algorithm = { name: `${algorithm}` };
  if (algorithm.name === undefined) {
    const { codes } = require('internal/errors');
    throw new codes.ERR_MISSING_OPTION('algorithm.name');
  }
  const asked = `${algorithm.name}`.toLowerCase();
  const name = SUPPORTED[operation].find((known) => known.toLowerCase() === asked);
  if (name === undefined) throw unrecognized();
  const result = { ...algorithm, name };
  if (result.hash !== undefined) result.hash = { name: normalize(result.hash, 'digest').name };
  return result;
}

// A copy of the caller's bytes: it may change them while we work.
function copyOf(source, name) {
  if (!ArrayBuffer.isView(source) && !isAnyArrayBuffer(source)) {
    const { codes } = require('internal/errors');
    throw new codes.ERR_INVALID_ARG_TYPE(name, ['ArrayBuffer', 'Buffer', 'TypedArray', 'DataView'], source);
  }
  const view = bytesOf(source);
  return require('buffer').Buffer.from(new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
}

function arrayBufferOf(bytes) {
  const { buffer, byteOffset, byteLength } = bytes;
  return byteOffset === 0 && byteLength === buffer.byteLength ? buffer : buffer.slice(byteOffset, byteOffset + byteLength);
}

module.exports = {
  AES,
  CURVES,
  HASHES,
  OKP,
  RSA,
  SUPPORTED,
  arrayBufferOf,
  copyOf,
  domException,
  normalize,
  requireMember,
  unrecognized,
};
