// Web Crypto's keys: making, importing and exporting them.
'use strict';

const binding = internalBinding('crypto');
const keys = require('internal/crypto/keys');
const { makeCryptoKey, slotsOf } = require('internal/crypto/crypto_key');
const { fromJwk, jwkOf, rawPart, writePrivate, writePublic } = require('internal/crypto/asymmetric_keys');
const {
  AES, CURVES, RSA, arrayBufferOf, copyOf, domException, normalize, requireMember,
} = require('internal/crypto/subtle_algorithms');

const SIGN = { public: ['verify'], private: ['sign'] };
const USAGES = {
  'HMAC': ['sign', 'verify'],
  'AES-CBC': ['encrypt', 'decrypt', 'wrapKey', 'unwrapKey'],
  'AES-CTR': ['encrypt', 'decrypt', 'wrapKey', 'unwrapKey'],
  'AES-GCM': ['encrypt', 'decrypt', 'wrapKey', 'unwrapKey'],
  'ChaCha20-Poly1305': ['encrypt', 'decrypt', 'wrapKey', 'unwrapKey'],
  'AES-KW': ['wrapKey', 'unwrapKey'],
  'PBKDF2': ['deriveKey', 'deriveBits'],
  'HKDF': ['deriveKey', 'deriveBits'],
  'RSASSA-PKCS1-v1_5': SIGN,
  'RSA-PSS': SIGN,
  'RSA-OAEP': { public: ['encrypt', 'wrapKey'], private: ['decrypt', 'unwrapKey'] },
  'ECDSA': SIGN,
  'ECDH': { public: [], private: ['deriveKey', 'deriveBits'] },
  'Ed25519': SIGN,
  'X25519': { public: [], private: ['deriveKey', 'deriveBits'] },
};
const ALL = ['encrypt', 'decrypt', 'sign', 'verify', 'deriveKey', 'deriveBits', 'wrapKey', 'unwrapKey'];

function checkUsages(name, type, usages) {
  for (const usage of usages) {
    if (!ALL.includes(usage)) {
      const { codes } = require('internal/errors');
      throw new codes.ERR_INVALID_ARG_VALUE('keyUsages', usages);
    }
  }
  const known = USAGES[name];
  const allowed = Array.isArray(known) ? known : type === undefined ? [...known.public, ...known.private] : known[type];
  if (usages.some((usage) => !allowed.includes(usage))) {
    throw domException(`Unsupported key usage for ${name} key`, 'SyntaxError');
  }
}

function requireUsages(key) {
  if (slotsOf(key).usages.length === 0 && key.type !== 'public') {
    throw domException(`Usages cannot be empty when importing a ${key.type} key.`, 'SyntaxError');
  }
  return key;
}

// ----- algorithms as keys tell them -----

function hmacAlgorithm({ hash }, length) {
  return { name: 'HMAC', length, hash: { name: hash.name } };
}

function rsaAlgorithm(algorithm, native) {
  const [n, e] = binding.keyParts(native);
  const modulusLength = binding.keyInfo(native).bits ?? n.length * 8;
  return { name: algorithm.name, modulusLength, publicExponent: new Uint8Array(e), hash: { name: algorithm.hash.name } };
}

// ----- generateKey -----

const BLOCK_BITS = { 'SHA-1': 512, 'SHA-256': 512, 'SHA-384': 1024, 'SHA-512': 1024,
                     'SHA3-256': 1088, 'SHA3-384': 832, 'SHA3-512': 576 };

function randomKey(bits) {
  return keys.secretKeyOf(require('internal/crypto/random').randomBytes(Math.ceil(bits / 8)));
}

function checkAesLength(length) {
  if (length !== 128 && length !== 192 && length !== 256) throw domException('Invalid key length', 'OperationError');
}

function pairOf(native, algorithm, usages, extractable) {
  const { public: forPublic, private: forPrivate } = USAGES[algorithm.name];
  const publicUsages = usages.filter((usage) => forPublic.includes(usage));
  const privateUsages = usages.filter((usage) => forPrivate.includes(usage));
  if (privateUsages.length === 0) throw domException('Usages cannot be empty when creating a key.', 'SyntaxError');
  const publicKey = makeCryptoKey(new keys.PublicKeyObject(binding.publicHalf(native)), algorithm, publicUsages, true);
  const privateKey = makeCryptoKey(new keys.PrivateKeyObject(native), algorithm, privateUsages, extractable);
  return { publicKey, privateKey };
}

function exponentOf(bytes) {
  let exponent = 0;
  for (const byte of bytes) exponent = exponent * 256 + byte;
  return exponent;
}

async function generateRsa(algorithm, usages, extractable) {
  for (const name of ['modulusLength', 'publicExponent', 'hash']) requireMember(algorithm, name);
  const exponent = exponentOf(algorithm.publicExponent);
  if (exponent !== 3 && exponent !== 65537) throw domException('The operation failed for an operation-specific reason', 'OperationError');
  const native = await new Promise((resolve, reject) => {
    binding.generateRsaKey(algorithm.modulusLength, exponent, undefined, (error, made) => (error ? reject(error) : resolve(made)));
  });
  const told = { ...rsaAlgorithm(algorithm, native), publicExponent: new Uint8Array(algorithm.publicExponent) };
  return pairOf(native, told, usages, extractable);
}

async function generateKey(algorithm, extractable, usages) {
  algorithm = normalize(algorithm, 'generateKey');
  extractable = Boolean(extractable);
  usages = [...usages];
  const { name } = algorithm;
  checkUsages(name, undefined, usages);
  if (RSA.includes(name)) return generateRsa(algorithm, usages, extractable);
  if (CURVES.includes(name)) {
    requireMember(algorithm, 'namedCurve');
    const native = NIST.includes(algorithm.namedCurve) ? binding.generateCurveKey(algorithm.namedCurve) : undefined;
    if (native === undefined) throw domException('Unrecognized namedCurve', 'NotSupportedError');
    return pairOf(native, { name, namedCurve: algorithm.namedCurve }, usages, extractable);
  }
  if (name === 'Ed25519' || name === 'X25519') {
    return pairOf(binding.generateCurveKey(name.toLowerCase()), { name }, usages, extractable);
  }
  if (usages.length === 0) throw domException('Usages cannot be empty when creating a key.', 'SyntaxError');
  if (name === 'HMAC') {
    requireMember(algorithm, 'hash');
    const length = algorithm.length ?? BLOCK_BITS[algorithm.hash.name];
    if (length === 0) throw domException('Zero-length key is not supported', 'OperationError');
    return makeCryptoKey(randomKey(length), hmacAlgorithm(algorithm, length), usages, extractable);
  }
  if (name === 'ChaCha20-Poly1305') return makeCryptoKey(randomKey(256), { name }, usages, extractable);
  requireMember(algorithm, 'length');
  checkAesLength(algorithm.length);
  return makeCryptoKey(randomKey(algorithm.length), { name, length: algorithm.length }, usages, extractable);
}

// ----- importKey -----

const NIST = ['P-256', 'P-384', 'P-521'];

function dataError(message, cause) {
  return domException(message, 'DataError', cause);
}

const HASH_NUMBERS = { 'SHA-1': '1', 'SHA-256': '256', 'SHA-384': '384', 'SHA-512': '512' };

// The name that JWK has for a key's algorithm; undefined when it has none.
function jwkAlgorithm(algorithm, bits) {
  const { name } = algorithm;
  const number = HASH_NUMBERS[algorithm.hash?.name];
  if (name === 'HMAC') return number && `HS${number}`;
  if (name === 'RSASSA-PKCS1-v1_5') return number && `RS${number}`;
  if (name === 'RSA-PSS') return number && `PS${number}`;
  if (name === 'RSA-OAEP') return number && (number === '1' ? 'RSA-OAEP' : `RSA-OAEP-${number}`);
  if (name === 'ChaCha20-Poly1305') return 'C20P';
  if (AES.includes(name)) return `A${bits}${name.slice(4)}`;
  return undefined;
}

function checkJwk(jwk, algorithm, kty, extractable, usages, bits) {
  if (typeof jwk !== 'object' || jwk === null || !jwk.kty) throw dataError('Invalid keyData');
  if (jwk.kty !== kty) throw dataError('Invalid JWK "kty" Parameter');
  const use = USAGES[algorithm.name] === SIGN || algorithm.name === 'HMAC' ? 'sig' : 'enc';
  if (usages.length > 0 && jwk.use !== undefined && jwk.use !== use) throw dataError('Invalid JWK "use" Parameter');
  if (jwk.key_ops !== undefined) {
    if (new Set(jwk.key_ops).size !== jwk.key_ops.length) throw dataError('Duplicate key operation');
    if (usages.some((usage) => !jwk.key_ops.includes(usage))) throw dataError('Key operations and usage mismatch');
  }
  if (jwk.ext !== undefined && jwk.ext === false && extractable) {
    throw dataError('JWK "ext" Parameter and extractable mismatch');
  }
  const known = jwkAlgorithm(algorithm, bits);
  if (jwk.alg !== undefined && known !== undefined && jwk.alg !== known) throw dataError('JWK "alg" does not match the requested algorithm');
}

function secretFrom(format, keyData, algorithm, extractable, usages) {
  if (format === 'raw' || format === 'raw-secret') return copyOf(keyData, 'keyData');
  if (format !== 'jwk') {
    throw domException(`Unable to import ${algorithm.name} using ${format} format`, 'NotSupportedError');
  }
  const bytes = typeof keyData?.k === 'string' ? require('buffer').Buffer.from(keyData.k, 'base64url') : undefined;
  checkJwk(keyData, algorithm, 'oct', extractable, usages, (bytes?.length ?? 0) * 8);
  if (bytes === undefined) throw dataError('Invalid keyData');
  return bytes;
}

function importSecret(format, keyData, algorithm, extractable, usages) {
  const { name } = algorithm;
  if ((name === 'PBKDF2' || name === 'HKDF') && (format !== 'raw' && format !== 'raw-secret')) {
    throw domException(`Unable to import ${name} using ${format} format`, 'NotSupportedError');
  }
  checkUsages(name, undefined, usages);
  if (name === 'PBKDF2' || name === 'HKDF') {
    if (extractable) throw domException(`${name} keys are not extractable`, 'SyntaxError');
    return makeCryptoKey(keys.secretKeyOf(copyOf(keyData, 'keyData')), { name }, usages, false);
  }
  if (name === 'HMAC') requireMember(algorithm, 'hash');
  const bytes = secretFrom(format, keyData, algorithm, extractable, usages);
  const bits = bytes.length * 8;
  if (name === 'HMAC') {
    if (bits === 0) throw dataError('Zero-length key is not supported');
    const { length } = algorithm;
    if (length !== undefined && (length > bits || length <= bits - 8)) throw dataError('Invalid key length');
    return makeCryptoKey(keys.secretKeyOf(bytes), hmacAlgorithm(algorithm, length ?? bits), usages, extractable);
  }
  if (name === 'ChaCha20-Poly1305') {
    if (bits !== 256) throw dataError('Invalid key length');
    return makeCryptoKey(keys.secretKeyOf(bytes), { name }, usages, extractable);
  }
  if (bits !== 128 && bits !== 192 && bits !== 256) throw dataError('Invalid key length');
  return makeCryptoKey(keys.secretKeyOf(bytes), { name, length: bits }, usages, extractable);
}

function nativeFrom(format, keyData, algorithm, extractable, usages) {
  const { name } = algorithm;
  const read = (parse, structure) => {
    const native = parse(copyOf(keyData, 'keyData'), false, structure);
    if (typeof native === 'string') throw dataError('Invalid keyData');
    return native;
  };
  if (format === 'spki') return [read(binding.parsePublicKey, 'spki'), 'public'];
  if (format === 'pkcs8') return [read(binding.parsePrivateKey, 'pkcs8'), 'private'];
  if (format === 'jwk') {
    const kty = RSA.includes(name) ? 'RSA' : CURVES.includes(name) ? 'EC' : 'OKP';
    checkJwk(keyData, algorithm, kty, extractable, usages);
    if (kty === 'OKP' && keyData.crv !== name) throw dataError('JWK "crv" Parameter and algorithm name mismatch');
    if (kty === 'EC' && keyData.crv !== algorithm.namedCurve) {
      throw dataError('JWK "crv" does not match the requested algorithm');
    }
    const isPrivate = keyData.d !== undefined;
    try {
      return [fromJwk(keyData, isPrivate), isPrivate ? 'private' : 'public'];
    } catch (error) {
      throw dataError('Invalid keyData', error);
    }
  }
  const isRaw = format === 'raw' || format === 'raw-public';
  if (isRaw && !RSA.includes(name)) {
    const bytes = copyOf(keyData, 'keyData');
    const native = CURVES.includes(name) ? binding.ecKey(algorithm.namedCurve, bytes) :
      binding.rawKey(name.toLowerCase(), false, bytes);
    if (native === undefined) throw dataError('Invalid keyData');
    return [native, 'public'];
  }
  throw domException(`Unable to import ${name} using ${format} format`, 'NotSupportedError');
}

function toldAlgorithm(algorithm, native) {
  const { name } = algorithm;
  if (RSA.includes(name)) return rsaAlgorithm(algorithm, native);
  return CURVES.includes(name) ? { name, namedCurve: algorithm.namedCurve } : { name };
}

function importPair(format, keyData, algorithm, extractable, usages) {
  const { name } = algorithm;
  if (RSA.includes(name)) requireMember(algorithm, 'hash');
  if (CURVES.includes(name)) {
    requireMember(algorithm, 'namedCurve');
    if (!NIST.includes(algorithm.namedCurve)) throw domException('Unrecognized namedCurve', 'NotSupportedError');
  }
  const [native, type] = nativeFrom(format, keyData, algorithm, extractable, usages);
  return fromNative(native, type, algorithm, extractable, usages);
}

function fromNative(native, type, algorithm, extractable, usages) {
  const { name } = algorithm;
  checkUsages(name, type, usages);
  const info = binding.keyInfo(native);
  const expected = RSA.includes(name) ? 'rsa' : CURVES.includes(name) ? 'ec' : name.toLowerCase();
  if (info.type !== expected) throw dataError('Invalid key type');
  if (expected === 'ec' && info.jwkCurve !== algorithm.namedCurve) throw dataError('Named curve mismatch');
  const keyObject = type === 'public' ? new keys.PublicKeyObject(native) : new keys.PrivateKeyObject(native);
  return makeCryptoKey(keyObject, toldAlgorithm(algorithm, native), usages, extractable);
}

async function importKey(format, keyData, algorithm, extractable, usages) {
  checkFormat(format);
  algorithm = normalize(algorithm, 'importKey');
  extractable = Boolean(extractable);
  usages = [...usages];
  const isSecret = Array.isArray(USAGES[algorithm.name]);
  const importIt = isSecret ? importSecret : importPair;
  return requireUsages(importIt(format, keyData, algorithm, extractable, usages));
}

// KeyObject.prototype.toCryptoKey.
function fromKeyObject(keyObject, algorithm, extractable, usages) {
  algorithm = normalize(algorithm, 'importKey');
  usages = [...usages];
  const type = keys.typeOf(keyObject);
  const key = type === 'secret' ?
    importSecret('raw', keys.secretBytes(keyObject), algorithm, Boolean(extractable), usages) :
    fromNative(keys.materialOf(keyObject), type, algorithm, Boolean(extractable), usages);
  return requireUsages(key);
}

// ----- exportKey -----

function unableToExport(key, format) {
  return domException(`Unable to export ${key.algorithm.name} ${key.type} key using ${format} format`, 'NotSupportedError');
}

function jwkFor(key, material) {
  const { algorithm, extractable, usages } = slotsOf(key);
  const parts = key.type === 'secret' ? { kty: 'oct', k: material.toString('base64url') } : jwkOf(material);
  const alg = jwkAlgorithm(algorithm, algorithm.length) ?? (algorithm.name === 'Ed25519' ? 'Ed25519' : undefined);
  return { key_ops: [...usages], ext: extractable, ...(alg === undefined ? undefined : { alg }), ...parts };
}

function exportIt(format, key) {
  const { algorithm, extractable, keyObject } = slotsOf(key);
  if (algorithm.name === 'PBKDF2' || algorithm.name === 'HKDF') {
    throw domException(`${algorithm.name} key export is not supported`, 'NotSupportedError');
  }
  if (!extractable) throw domException('key is not extractable', 'InvalidAccessError');
  const material = keys.materialOf(keyObject);
  const { type } = key;
  switch (format) {
    case 'jwk':
      return jwkFor(key, material);
    case 'spki':
      if (type === 'public') return arrayBufferOf(writePublic(material, { format: 'der', type: 'spki' }));
      if (type === 'private') throw domException('Unable to export a private key using spki format', 'InvalidAccessError');
      break;
    case 'pkcs8':
      if (type === 'private') return arrayBufferOf(writePrivate(material, { format: 'der', type: 'pkcs8' }));
      if (type === 'public') throw domException('Unable to export a public key using pkcs8 format', 'InvalidAccessError');
      break;
    case 'raw':
    case 'raw-secret':
    case 'raw-public':
      if (type === 'secret' && format !== 'raw-public') return arrayBufferOf(copyOf(material));
      if (type === 'public' && format !== 'raw-secret' && !RSA.includes(algorithm.name)) {
        return arrayBufferOf(copyOf(rawPart(material, false)));
      }
      break;
  }
  throw unableToExport(key, format);
}

const FORMATS = ['raw', 'raw-public', 'raw-private', 'raw-seed', 'raw-secret', 'pkcs8', 'spki', 'jwk'];

function checkFormat(format) {
  if (FORMATS.includes(format)) return;
  const { codes } = require('internal/errors');
  throw new codes.ERR_INVALID_ARG_VALUE('format', format);
}

async function exportKey(format, key) {
  checkFormat(format);
  return exportIt(format, key);
}

// How long a derived key of this algorithm is, in bits; null when as long as one wants.
function keyLength(algorithm) {
  if (algorithm.name === 'PBKDF2' || algorithm.name === 'HKDF') return null;
  if (algorithm.name === 'ChaCha20-Poly1305') return 256;
  if (algorithm.name === 'HMAC') {
    requireMember(algorithm, 'hash');
    return algorithm.length ?? BLOCK_BITS[algorithm.hash.name];
  }
  requireMember(algorithm, 'length');
  checkAesLength(algorithm.length);
  return algorithm.length;
}


module.exports = { exportIt, exportKey, fromKeyObject, generateKey, importKey, keyLength };
