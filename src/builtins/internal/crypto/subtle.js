// SubtleCrypto's operations: digest, sign, verify, encrypt, decrypt, derive, wrap.
//
// Neighbours: `subtle_keys.js` (keys), `subtle_algorithms.js` (algorithms).
'use strict';

const binding = internalBinding('crypto');
const keys = require('internal/crypto/keys');
const { isCryptoKey, slotsOf } = require('internal/crypto/crypto_key');
const {
  HASHES, SUPPORTED, arrayBufferOf, copyOf, domException, normalize, requireMember,
} = require('internal/crypto/subtle_algorithms');
const subtleKeys = require('internal/crypto/subtle_keys');

const PSS = 6;
const PKCS1 = 1;
const OAEP = 4;

function checkKey(key, name = 'key') {
  if (isCryptoKey(key)) return;
  const { codes } = require('internal/errors');
  throw new codes.ERR_INVALID_ARG_TYPE(name, 'CryptoKey', key);
}

function checkUse(key, algorithm, usage) {
  const slots = slotsOf(key);
  if (slots.algorithm.name !== algorithm.name) throw domException('Key algorithm mismatch', 'InvalidAccessError');
  if (!slots.usages.includes(usage)) throw domException(`Unable to use this key to ${usage}`, 'InvalidAccessError');
}

function material(key) {
  return keys.materialOf(slotsOf(key).keyObject);
}

function operationError(cause) {
  return domException('The operation failed for an operation-specific reason', 'OperationError', cause);
}

// ----- digest -----

async function digest(algorithm, data) {
  algorithm = normalize(algorithm, 'digest');
  const name = HASHES[algorithm.name];
  return arrayBufferOf(binding.hash(name, copyOf(data, 'data'), binding.outputLength(name)));
}

// ----- sign and verify -----

function signatureOptions(algorithm, key) {
  const { algorithm: told } = slotsOf(key);
  switch (algorithm.name) {
    case 'RSA-PSS':
      requireMember(algorithm, 'saltLength');
      return { hash: HASHES[told.hash.name], padding: PSS, saltLength: algorithm.saltLength };
    case 'ECDSA':
      requireMember(algorithm, 'hash');
      return { hash: HASHES[algorithm.hash.name], padding: PKCS1, saltLength: 0 };
    default:
      return { hash: HASHES[told.hash.name], padding: PKCS1, saltLength: 0 };
  }
}

function hashed(name, data) {
  return binding.hash(name, data, binding.outputLength(name));
}

function hmac(key, data) {
  const handle = binding.createHmac(HASHES[slotsOf(key).algorithm.hash.name], material(key));
  binding.update(handle, data);
  return binding.digest(handle, 0);
}

async function sign(algorithm, key, data) {
  algorithm = normalize(algorithm, 'sign');
  checkKey(key);
  data = copyOf(data, 'data');
  checkUse(key, algorithm, 'sign');
  if (algorithm.name === 'HMAC') return arrayBufferOf(hmac(key, data));
  if (algorithm.name === 'Ed25519') return arrayBufferOf(binding.signMessage(material(key), data));
  const { hash, padding, saltLength } = signatureOptions(algorithm, key);
  const signature = binding.signHash(material(key), hash, hashed(hash, data), true, padding, saltLength);
  if (typeof signature === 'string') throw operationError(require('internal/crypto/errors').rsaRefusal(signature));
  return arrayBufferOf(signature);
}

async function verify(algorithm, key, signature, data) {
  algorithm = normalize(algorithm, 'verify');
  checkKey(key);
  signature = copyOf(signature, 'signature');
  data = copyOf(data, 'data');
  checkUse(key, algorithm, 'verify');
  if (algorithm.name === 'HMAC') return binding.timingSafeEqual(hmac(key, data), signature) === true;
  if (algorithm.name === 'Ed25519') return binding.verifyMessage(material(key), data, signature);
  const { hash, padding, saltLength } = signatureOptions(algorithm, key);
  return binding.verifyHash(material(key), hash, hashed(hash, data), signature, true, padding, saltLength);
}

// ----- encrypt and decrypt -----

function run(name, encrypt, key, iv, data, tagLength = 0, aad = undefined) {
  const cipher = binding.createCipher(encrypt, name, key, iv, tagLength);
  if (aad !== undefined) binding.cipherSetAad(cipher, aad);
  if (tagLength > 0 && !encrypt) {
    if (data.length < tagLength) throw operationError();
    binding.cipherSetTag(cipher, data.subarray(data.length - tagLength));
    data = data.subarray(0, data.length - tagLength);
  }
  const parts = [binding.cipherUpdate(cipher, data), binding.cipherFinal(cipher)];
  if (parts.some((part) => typeof part === 'string')) throw operationError();
  if (tagLength > 0 && encrypt) parts.push(binding.cipherTag(cipher));
  return require('buffer').Buffer.concat(parts);
}

function aesName(key, mode) {
  return `aes-${material(key).length * 8}-${mode}`;
}

function checkLength(bytes, length, name) {
  if (bytes.length !== length) throw domException(`${name} must contain exactly ${length} bytes`, 'OperationError');
}

// Only the last `length` bits of the counter count: at their end they begin at zero.
function counterMode(algorithm, encrypt, key, data) {
  const counter = copyOf(algorithm.counter, 'algorithm.counter');
  checkLength(counter, 16, 'algorithm.counter');
  const { length } = algorithm;
  if (!(length >= 1 && length <= 128)) throw domException('AES-CTR algorithm.length must be between 1 and 128', 'OperationError');
  const name = aesName(key, 'ctr');
  const space = 1n << BigInt(length);
  const value = BigInt(`0x${counter.toString('hex')}`);
  const blocks = BigInt(Math.ceil(data.length / 16));
  if (blocks > space) throw operationError();
  const untilWrap = space - (value & (space - 1n));
  if (blocks <= untilWrap) return run(name, encrypt, material(key), counter, data);
  const { Buffer } = require('buffer');
  const split = Number(untilWrap) * 16;
  const wrapped = Buffer.from((value & ~(space - 1n)).toString(16).padStart(32, '0'), 'hex');
  return Buffer.concat([
    run(name, encrypt, material(key), counter, data.subarray(0, split)),
    run(name, encrypt, material(key), wrapped, data.subarray(split)),
  ]);
}

function authenticated(name, algorithm, encrypt, key, data) {
  requireMember(algorithm, 'iv');
  const { tagLength = 128, additionalData } = algorithm;
  const allowed = algorithm.name === 'AES-GCM' ? [32, 64, 96, 104, 112, 120, 128] : [128];
  if (!allowed.includes(tagLength)) throw domException(`${tagLength} is not a valid ${algorithm.name} tag length`, 'OperationError');
  const iv = copyOf(algorithm.iv, 'algorithm.iv');
  if (iv.length === 0) throw operationError();
  const aad = additionalData === undefined ? undefined : copyOf(additionalData, 'algorithm.additionalData');
  return run(name, encrypt, material(key), iv, data, tagLength / 8, aad);
}

function oaep(algorithm, encrypt, key, data) {
  const hash = HASHES[slotsOf(key).algorithm.hash.name];
  const label = algorithm.label === undefined ? undefined : copyOf(algorithm.label, 'algorithm.label');
  const operation = encrypt ? 'publicEncrypt' : 'privateDecrypt';
  const result = binding.rsaCrypt(operation, material(key), data, OAEP, hash, hash, label);
  if (typeof result === 'string') throw operationError(require('internal/crypto/errors').rsaRefusal(result));
  return result;
}

function crypt(algorithm, encrypt, key, data) {
  switch (algorithm.name) {
    case 'AES-CBC': {
      requireMember(algorithm, 'iv');
      const iv = copyOf(algorithm.iv, 'algorithm.iv');
      checkLength(iv, 16, 'algorithm.iv');
      return run(aesName(key, 'cbc'), encrypt, material(key), iv, data);
    }
    case 'AES-CTR':
      requireMember(algorithm, 'counter');
      requireMember(algorithm, 'length');
      return counterMode(algorithm, encrypt, key, data);
    case 'AES-GCM':
      return authenticated(aesName(key, 'gcm'), algorithm, encrypt, key, data);
    case 'ChaCha20-Poly1305':
      return authenticated('chacha20-poly1305', algorithm, encrypt, key, data);
    default:
      return oaep(algorithm, encrypt, key, data);
  }
}

async function encrypt(algorithm, key, data) {
  algorithm = normalize(algorithm, 'encrypt');
  checkKey(key);
  data = copyOf(data, 'data');
  checkUse(key, algorithm, 'encrypt');
  return arrayBufferOf(crypt(algorithm, true, key, data));
}

async function decrypt(algorithm, key, data) {
  algorithm = normalize(algorithm, 'decrypt');
  checkKey(key);
  data = copyOf(data, 'data');
  checkUse(key, algorithm, 'decrypt');
  return arrayBufferOf(crypt(algorithm, false, key, data));
}

// ----- deriveBits and deriveKey -----

function onPool(start) {
  return new Promise((resolve, reject) => {
    start((error, bytes) => (error ? reject(operationError(error)) : resolve(bytes)));
  });
}

function checkBits(length) {
  if (length === null) throw domException('length cannot be null', 'OperationError');
  if (length % 8) throw domException('length must be a multiple of 8', 'OperationError');
}

// The first `length` bits of a secret that two keys agree on.
function agree(algorithm, key, length) {
  const other = algorithm.public;
  checkKey(other, 'algorithm.public');
  if (key.type !== 'private') throw domException('baseKey must be a private key', 'InvalidAccessError');
  if (other.type !== 'public') throw domException('algorithm.public must be a public key', 'InvalidAccessError');
  const [mine, theirs] = [slotsOf(key).algorithm, slotsOf(other).algorithm];
  if (theirs.name !== mine.name) throw domException(`algorithm.public must be an ${mine.name} key`, 'InvalidAccessError');
  if (mine.namedCurve !== theirs.namedCurve) throw domException('Named curve mismatch', 'InvalidAccessError');
  const secret = binding.agree(material(key), material(other));
  if (secret === undefined) throw operationError();
  if (length === null) return secret;
  const bytes = Math.ceil(length / 8);
  if (bytes > secret.length) throw domException('derived bit length is too small', 'OperationError');
  const cut = copyOf(secret.subarray(0, bytes));
  if (length % 8) cut[bytes - 1] &= 0xff << (8 - length % 8);
  return cut;
}

async function derive(algorithm, key, length) {
  switch (algorithm.name) {
    case 'PBKDF2': {
      for (const name of ['salt', 'iterations', 'hash']) requireMember(algorithm, name);
      checkBits(length);
      if (algorithm.iterations === 0) throw domException('iterations cannot be zero', 'OperationError');
      const salt = copyOf(algorithm.salt, 'algorithm.salt');
      if (length === 0) return new Uint8Array(0);
      return onPool((done) => binding.pbkdf2(
        material(key), salt, algorithm.iterations, length / 8, HASHES[algorithm.hash.name], done));
    }
    case 'HKDF': {
      for (const name of ['salt', 'info', 'hash']) requireMember(algorithm, name);
      checkBits(length);
      const hash = HASHES[algorithm.hash.name];
      if (length > 255 * binding.outputLength(hash) * 8) {
        throw domException('length exceeds the maximum derived bit length', 'OperationError');
      }
      const [salt, info] = [copyOf(algorithm.salt, 'algorithm.salt'), copyOf(algorithm.info, 'algorithm.info')];
      if (length === 0) return new Uint8Array(0);
      return onPool((done) => binding.hkdf(hash, material(key), salt, info, length / 8, done));
    }
    default:
      return agree(algorithm, key, length);
  }
}

async function deriveBits(algorithm, baseKey, length = null) {
  algorithm = normalize(algorithm, 'deriveBits');
  checkKey(baseKey, 'baseKey');
  checkUse(baseKey, algorithm, 'deriveBits');
  return arrayBufferOf(copyOf(await derive(algorithm, baseKey, length)));
}

async function deriveKey(algorithm, baseKey, derivedKeyType, extractable, keyUsages) {
  algorithm = normalize(algorithm, 'deriveBits');
  const importAs = normalize(derivedKeyType, 'importKey');
  const length = subtleKeys.keyLength(normalize(derivedKeyType, 'get key length'));
  checkKey(baseKey, 'baseKey');
  checkUse(baseKey, algorithm, 'deriveKey');
  const bits = await derive(algorithm, baseKey, length);
  return subtleKeys.importKey('raw', bits, importAs, extractable, keyUsages);
}

// ----- wrapKey and unwrapKey -----

// Keys are wrapped by what is for wrapping, or by what encrypts anything.
function wrapping(algorithm, direct, indirect) {
  const name = typeof algorithm === 'string' ? algorithm : algorithm?.name;
  const isDirect = SUPPORTED[direct].some((known) => known.toLowerCase() === `${name}`.toLowerCase());
  return normalize(algorithm, isDirect ? direct : indirect);
}

async function wrapKey(format, key, wrappingKey, algorithm) {
  algorithm = wrapping(algorithm, 'wrapKey', 'encrypt');
  checkKey(key);
  checkKey(wrappingKey, 'wrappingKey');
  checkUse(wrappingKey, algorithm, 'wrapKey');
  const { Buffer } = require('buffer');
  const exported = subtleKeys.exportIt(format, key);
  let bytes = format === 'jwk' ? Buffer.from(JSON.stringify(exported)) : Buffer.from(exported);
  if (algorithm.name !== 'AES-KW') return arrayBufferOf(crypt(algorithm, true, wrappingKey, bytes));
  if (format === 'jwk' && bytes.length % 8) bytes = Buffer.from(bytes.toString().padEnd(Math.ceil(bytes.length / 8) * 8));
  return arrayBufferOf(run(aesName(wrappingKey, 'wrap'), true, material(wrappingKey), Buffer.alloc(8, 0xa6), bytes));
}

async function unwrapKey(format, wrappedKey, unwrappingKey, algorithm, unwrappedKeyAlgorithm, extractable, keyUsages) {
  algorithm = wrapping(algorithm, 'unwrapKey', 'decrypt');
  checkKey(unwrappingKey, 'unwrappingKey');
  const wrapped = copyOf(wrappedKey, 'wrappedKey');
  checkUse(unwrappingKey, algorithm, 'unwrapKey');
  const { Buffer } = require('buffer');
  let bytes = algorithm.name === 'AES-KW' ?
    run(aesName(unwrappingKey, 'wrap'), false, material(unwrappingKey), Buffer.alloc(8, 0xa6), wrapped) :
    crypt(algorithm, false, unwrappingKey, wrapped);
  if (format === 'jwk') {
    try {
      bytes = JSON.parse(bytes.toString());
    } catch (error) {
      throw domException('Invalid wrapped JWK key', 'DataError', error);
    }
  }
  return subtleKeys.importKey(format, bytes, unwrappedKeyAlgorithm, extractable, keyUsages);
}

module.exports = {
  decrypt,
  deriveBits,
  deriveKey,
  digest,
  encrypt,
  exportKey: subtleKeys.exportKey,
  generateKey: subtleKeys.generateKey,
  importKey: subtleKeys.importKey,
  sign,
  unwrapKey,
  verify,
  wrapKey,
};
