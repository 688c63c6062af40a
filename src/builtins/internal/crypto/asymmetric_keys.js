// Keys of two halves: reading them from PEM, DER, JWK and raw bytes, and writing them so.
//
// `native` stands for what the natives hold. Neighbours: `keys.js` (KeyObject), `key_options.js` (what callers ask for).
'use strict';

const binding = internalBinding('crypto');
const { codes, openSslError } = require('internal/crypto/errors');
const { bytesOf, isBytes } = require('internal/crypto/bytes');
const keys = require('internal/crypto/keys');
const { parseKeyEncoding } = require('internal/crypto/key_options');
const { validateObject, validateString } = require('internal/validators');

const UNREADABLE = {
  'unsupported': () => openSslError('1E08010C', 'DECODER routines', 'unsupported'),
  'passphrase': () => openSslError('07880109', 'common libcrypto routines', 'interrupted or cancelled', 'CRYPTO_'),
  'bad decrypt': () => openSslError('1C800064', 'Provider routines', 'bad decrypt'),
};

// Natives give the name of why a key cannot be read.
function readable(native, input) {
  if (typeof native !== 'string') return native;
  const isWrongDer = native === 'unsupported' && input !== undefined && input.format === 'der';
  throw isWrongDer ? openSslError('068000A8', 'asn1 encoding routines', 'wrong tag', 'ASN1_') : UNREADABLE[native]();
}

function typeName(native) {
  return binding.keyInfo(native).type;
}

function equal(one, other) {
  return binding.sameKeys(one, other);
}

function details(native) {
  const info = binding.keyInfo(native);
  if (info.curve !== undefined) return { namedCurve: info.curve };
  if (info.bits === undefined) return {};
  let publicExponent = 0n;
  for (const byte of binding.keyParts(native)[1]) publicExponent = publicExponent << 8n | BigInt(byte);
  const limits = info.hash === undefined ? undefined :
    { hashAlgorithm: info.hash, mgf1HashAlgorithm: info.mask, saltLength: info.saltLength };
  return { modulusLength: info.bits, publicExponent, ...limits };
}

// ----- JWK -----

const RSA_NAMES = ['n', 'e', 'd', 'p', 'q', 'dp', 'dq', 'qi'];

function jwkOf(native) {
  const info = binding.keyInfo(native);
  const parts = binding.keyParts(native).map((part) => part.toString('base64url'));
  switch (info.type) {
    case 'rsa': {
      const jwk = { kty: 'RSA' };
      parts.forEach((part, index) => {
        jwk[RSA_NAMES[index]] = part;
      });
      return jwk;
    }
    case 'ec': {
      const jwk = { kty: 'EC', x: parts[0], y: parts[1], crv: info.jwkCurve };
      if (info.isPrivate) jwk.d = parts[2];
      return jwk;
    }
    case 'rsa-pss':
      throw new codes.ERR_CRYPTO_JWK_UNSUPPORTED_KEY_TYPE();
    default: {
      const jwk = { kty: 'OKP', crv: info.type === 'ed25519' ? 'Ed25519' : 'X25519', x: parts[0] };
      if (info.isPrivate) jwk.d = parts[1];
      return jwk;
    }
  }
}

function invalidJwk(message) {
  const error = new codes.ERR_CRYPTO_INVALID_JWK();
  error.message = message;
  return error;
}

function decoded(jwk, name) {
  return typeof jwk[name] === 'string' ? require('buffer').Buffer.from(jwk[name], 'base64url') : undefined;
}

function fromJwk(jwk, wantsPrivate) {
  if (typeof jwk.kty !== 'string') throw invalidJwk('Invalid JWK format');
  const requirePrivate = () => {
    if (wantsPrivate && jwk.d === undefined) throw invalidJwk('JWK does not contain private key material');
  };
  const part = (name) => decoded(jwk, name);
  let native;
  switch (jwk.kty) {
    case 'RSA':
      if (part('n') === undefined || part('e') === undefined) throw invalidJwk('Invalid JWK RSA key');
      requirePrivate();
      native = wantsPrivate ? binding.rsaKey(part('n'), part('e'), part('d'), part('p'), part('q')) :
        binding.rsaKey(part('n'), part('e'));
      break;
    case 'EC': {
      const curves = { 'P-256': 32, 'P-384': 48, 'P-521': 66, 'secp256k1': 32 };
      if (!Object.hasOwn(curves, jwk.crv)) throw new codes.ERR_CRYPTO_INVALID_CURVE();
      const [x, y] = [part('x'), part('y')];
      if (x === undefined || y === undefined) throw invalidJwk('Invalid JWK EC key');
      const size = curves[jwk.crv];
      if (x.length === size && y.length === size) {
        requirePrivate();
        const point = require('buffer').Buffer.concat([new Uint8Array([4]), x, y]);
        native = binding.ecKey(jwk.crv, point, wantsPrivate ? part('d') : undefined);
      }
      break;
    }
    case 'OKP': {
      const type = { Ed25519: 'ed25519', X25519: 'x25519' }[jwk.crv];
      if (type === undefined || part('x') === undefined) throw invalidJwk('Invalid JWK OKP key');
      if (part('x').length !== 32) throw invalidJwk('Invalid JWK OKP key');
      requirePrivate();
      native = binding.rawKey(type, wantsPrivate, wantsPrivate ? part('d') : part('x'));
      break;
    }
    default:
      throw invalidJwk(`${jwk.kty} is not a supported JWK key type`);
  }
  if (native === undefined) throw invalidJwk(`Invalid JWK ${jwk.kty} key`);
  return native;
}

// ----- writing -----

function pem(label, bytes, headers = '') {
  const lines = bytes.toString('base64').replace(/.{64}(?!$)/g, '$&\n');
  return `-----BEGIN ${label}-----\n${headers}${lines}\n-----END ${label}-----\n`;
}

const PRIVATE_LABELS = { pkcs8: 'PRIVATE KEY', pkcs1: 'RSA PRIVATE KEY', sec1: 'EC PRIVATE KEY' };
const PUBLIC_LABELS = { spki: 'PUBLIC KEY', pkcs1: 'RSA PUBLIC KEY' };

function written(native, type) {
  const der = binding.writeKey(native, type);
  if (der === undefined) {
    const error = new Error('The selected key encoding is incompatible with the key type');
    error.code = 'ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS';
    throw error;
  }
  return der;
}

function rawPart(native, isPrivate) {
  const info = binding.keyInfo(native);
  const parts = binding.keyParts(native);
  if (info.type === 'ec') {
    if (isPrivate) return parts[2];
    return require('buffer').Buffer.concat([new Uint8Array([4]), parts[0], parts[1]]);
  }
  if (info.type === 'ed25519' || info.type === 'x25519') return parts[isPrivate ? 1 : 0];
  const error = new Error('The selected key encoding is incompatible with the key type');
  error.code = 'ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS';
  throw error;
}

function writePublic(native, { format, type }) {
  if (format === 'jwk') return jwkOf(native);
  if (format === 'raw-public') {
    if (type === 'compressed' && typeName(native) === 'ec') {
      return binding.curvePoint(binding.keyInfo(native).curve, rawPart(native, false), true);
    }
    return rawPart(native, false);
  }
  const der = written(native, type);
  return format === 'der' ? der : pem(PUBLIC_LABELS[type], der);
}

function writePrivate(native, { format, type, cipher, passphrase }) {
  if (format === 'jwk') return jwkOf(native);
  if (format === 'raw-private') return rawPart(native, true);
  if (format === 'raw-seed') return rawPart(native, true);
  const der = written(native, type);
  if (cipher == null) return format === 'der' ? der : pem(PRIVATE_LABELS[type], der);
  const secret = bytesOf(passphrase, 'passphrase');
  if (type === 'pkcs8') {
    const encrypted = binding.encryptKey(cipher, secret, der);
    if (encrypted === undefined) throw new codes.ERR_CRYPTO_UNKNOWN_CIPHER();
    return format === 'der' ? encrypted : pem('ENCRYPTED PRIVATE KEY', encrypted);
  }
  const encrypted = binding.encryptKeyOld(cipher.toLowerCase(), secret, der);
  if (encrypted === undefined) throw new codes.ERR_CRYPTO_UNKNOWN_CIPHER();
  const vector = encrypted[1].toString('hex').toUpperCase();
  return pem(PRIVATE_LABELS[type], encrypted[0],
             `Proc-Type: 4,ENCRYPTED\nDEK-Info: ${cipher.toUpperCase()},${vector}\n\n`);
}

function exportPublic(native, options) {
  return writePublic(native, parseKeyEncoding(options, typeName(native), true));
}

function exportPrivate(native, options) {
  if (options?.passphrase !== undefined && options.format !== 'pem' && options.format !== 'der') {
    throw new codes.ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS(options.format, 'does not support encryption');
  }
  return writePrivate(native, parseKeyEncoding(options, typeName(native), false));
}

// ----- reading -----

const BYTES = ['ArrayBuffer', 'Buffer', 'TypedArray', 'DataView', 'string'];

function acceptable(isCreatePrivate, isPrivate) {
  return [...BYTES, ...(isCreatePrivate ? [] : ['KeyObject', 'CryptoKey']), ...(isPrivate ? ['URL'] : [])];
}

// The native of a KeyObject or a CryptoKey; undefined for anything else.
function nativeOf(value, context, name) {
  if (typeof value !== 'object' || value === null) return undefined;
  let keyObject = value;
  if (!keys.isKeyObject(value)) {
    const { isCryptoKey, keyObjectOf } = require('internal/crypto/crypto_key');
    if (!isCryptoKey(value)) return undefined;
    keyObject = keyObjectOf(value);
  }
  if (context.isCreatePrivate) throw new codes.ERR_INVALID_ARG_TYPE(name, acceptable(true, true), value);
  const type = keys.typeOf(keyObject);
  if (type !== 'private') {
    if (context.isPrivate || context.isCreatePublic) throw new codes.ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE(type, 'private');
    if (type !== 'public') throw new codes.ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE(type, 'private or public');
  }
  return keys.materialOf(keyObject);
}

function parse(bytes, context, input) {
  const read = context.isPrivate ? binding.parsePrivateKey : binding.parsePublicKey;
  return readable(read(bytes, input.format !== 'der', input.type, input.passphrase), input);
}

function fromRaw(key, data, format, context, name) {
  if (context.isPrivate && format === 'raw-public') throw new codes.ERR_INVALID_ARG_VALUE(`${name}.format`, format);
  if (!isBytes(data)) {
    throw new codes.ERR_INVALID_ARG_TYPE(`${name}.key`, ['ArrayBuffer', 'Buffer', 'TypedArray', 'DataView'], data);
  }
  const { asymmetricKeyType: type } = key;
  validateString(type, `${name}.asymmetricKeyType`);
  const bytes = bytesOf(data);
  const isPrivate = format !== 'raw-public';
  let native;
  if (type === 'ec') {
    validateString(key.namedCurve, `${name}.namedCurve`);
    native = isPrivate ? binding.ecKey(key.namedCurve, undefined, bytes) : binding.ecKey(key.namedCurve, bytes);
  } else {
    native = binding.rawKey(type, isPrivate, bytes);
  }
  if (native === undefined) throw new codes.ERR_INVALID_ARG_VALUE(`${name}.key`, data);
  return isPrivate && !context.isPrivate ? binding.publicHalf(native) : native;
}

// The native that an argument stands for. `context` says what is wanted.
function prepare(key, context, name = 'key') {
  if (typeof key === 'string' || isBytes(key)) return parse(bytesOf(key), context, {});
  const native = nativeOf(key, context, name);
  if (native !== undefined) return native;
  if (typeof key !== 'object') {
    throw new codes.ERR_INVALID_ARG_TYPE(name, acceptable(context.isCreatePrivate, context.isPrivate), key);
  }
  const { key: data, encoding, format } = key;
  const within = nativeOf(data, context, name);
  if (within !== undefined) return within;
  if (format === 'jwk') {
    validateObject(data, `${name}.key`);
    return fromJwk(data, context.isPrivate);
  }
  if (format === 'raw-public' || format === 'raw-private' || format === 'raw-seed') {
    return fromRaw(key, data, format, context, name);
  }
  if (typeof data !== 'string' && !isBytes(data)) {
    throw new codes.ERR_INVALID_ARG_TYPE(`${name}.key`, acceptable(context.isCreatePrivate, context.isPrivate), data);
  }
  const input = parseKeyEncoding(key, undefined, context.isPrivate ? false : undefined, name);
  return parse(bytesOf(data, name, encoding), context, input);
}

function preparePrivate(key, name) {
  return prepare(key, { isPrivate: true }, name);
}

function preparePublicOrPrivate(key, name) {
  return prepare(key, { isPrivate: false }, name);
}

function createPrivateKey(key) {
  return new keys.PrivateKeyObject(prepare(key, { isPrivate: true, isCreatePrivate: true }));
}

function createPublicKey(key) {
  const native = prepare(key, { isPrivate: false, isCreatePublic: true });
  return new keys.PublicKeyObject(binding.publicHalf(native));
}

module.exports = {
  createPrivateKey,
  createPublicKey,
  details,
  equal,
  exportPrivate,
  exportPublic,
  fromJwk,
  jwkOf,
  preparePrivate,
  preparePublicOrPrivate,
  rawPart,
  typeName,
  writePrivate,
  writePublic,
};
