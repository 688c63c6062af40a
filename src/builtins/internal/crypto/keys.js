// KeyObject: keys whose bytes are out of reach until they are exported.
//
// A secret key is a copy of its bytes; keys of two halves are native (`asymmetric_keys.js` reads and writes them).
'use strict';

const { codes } = require('internal/crypto/errors');
const { bytesOf, isBytes } = require('internal/crypto/bytes');
const { validateObject, validateOneOf } = require('internal/validators');

let materialOf;
let typeOf;
let isKeyObject;

class KeyObject {
  #type;
  // Bytes, or what the natives hold.
  #material;

  constructor(type, handle) {
    if (type !== 'secret' && type !== 'public' && type !== 'private') throw new codes.ERR_INVALID_ARG_VALUE('type', type);
    if (!(handle instanceof Material)) throw new codes.ERR_INVALID_ARG_TYPE('handle', 'object', handle);
    this.#type = type;
    this.#material = handle.value;
  }

  get type() {
    return typeOf(this);
  }

  static from(key) {
    const { isCryptoKey, keyObjectOf } = require('internal/crypto/crypto_key');
    if (!isCryptoKey(key)) throw new codes.ERR_INVALID_ARG_TYPE('key', 'CryptoKey', key);
    return keyObjectOf(key);
  }

  toCryptoKey(algorithm, extractable, keyUsages) {
    return require('internal/crypto/subtle_keys').fromKeyObject(this, algorithm, extractable, keyUsages);
  }

  equals(otherKeyObject) {
    if (!isKeyObject(otherKeyObject)) throw new codes.ERR_INVALID_ARG_TYPE('otherKeyObject', 'KeyObject', otherKeyObject);
    if (typeOf(this) !== typeOf(otherKeyObject)) return false;
    const [one, other] = [materialOf(this), materialOf(otherKeyObject)];
    if (typeOf(this) === 'secret') return internalBinding('crypto').timingSafeEqual(one, other) === true;
    return require('internal/crypto/asymmetric_keys').equal(one, other);
  }

  static {
    isKeyObject = (value) => typeof value === 'object' && value !== null && #type in value;
    typeOf = (key) => {
      if (!isKeyObject(key)) throw new codes.ERR_INVALID_THIS('KeyObject');
      return key.#type;
    };
    materialOf = (key) => {
      if (!isKeyObject(key)) throw new codes.ERR_INVALID_THIS('KeyObject');
      return key.#material;
    };
  }
}
Object.defineProperty(KeyObject.prototype, Symbol.toStringTag, { __proto__: null, configurable: true, value: 'KeyObject' });

// What a key can be constructed with; nobody else can make one.
class Material {
  constructor(value) {
    this.value = value;
  }
}

class SecretKeyObject extends KeyObject {
  constructor(bytes) {
    super('secret', new Material(bytes));
  }

  get symmetricKeySize() {
    return materialOf(this).byteLength;
  }

  export(options) {
    const { Buffer } = require('buffer');
    if (options !== undefined) {
      validateObject(options, 'options');
      validateOneOf(options.format, 'options.format', [undefined, 'buffer', 'jwk']);
      if (options.format === 'jwk') return { kty: 'oct', k: materialOf(this).toString('base64url') };
    }
    return Buffer.from(materialOf(this));
  }
}

class AsymmetricKeyObject extends KeyObject {
  get asymmetricKeyType() {
    return require('internal/crypto/asymmetric_keys').typeName(materialOf(this));
  }

  get asymmetricKeyDetails() {
    return require('internal/crypto/asymmetric_keys').details(materialOf(this));
  }
}

class PublicKeyObject extends AsymmetricKeyObject {
  constructor(native) {
    super('public', new Material(native));
  }

  export(options) {
    return require('internal/crypto/asymmetric_keys').exportPublic(materialOf(this), options);
  }
}

class PrivateKeyObject extends AsymmetricKeyObject {
  constructor(native) {
    super('private', new Material(native));
  }

  export(options) {
    return require('internal/crypto/asymmetric_keys').exportPrivate(materialOf(this), options);
  }
}

// A secret key of a copy of these bytes.
function secretKeyOf(bytes) {
  const { buffer, byteOffset, byteLength } = bytes;
  return new SecretKeyObject(require('buffer').Buffer.from(new Uint8Array(buffer, byteOffset, byteLength)));
}

const BYTES = ['ArrayBuffer', 'Buffer', 'TypedArray', 'DataView'];

function createSecretKey(key, encoding) {
  if (typeof key !== 'string' && !isBytes(key)) throw new codes.ERR_INVALID_ARG_TYPE('key', BYTES, key);
  return secretKeyOf(bytesOf(key, 'key', encoding));
}

// The bytes of a KeyObject that holds a secret.
function secretBytes(key) {
  if (typeOf(key) !== 'secret') throw new codes.ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE(typeOf(key), 'secret');
  return materialOf(key);
}

// The bytes of whatever can stand for a secret key.
function secretKeyBytes(key, encoding) {
  if (typeof key === 'string' || isBytes(key)) return bytesOf(key, 'key', encoding);
  if (isKeyObject(key)) return secretBytes(key);
  const { isCryptoKey, keyObjectOf } = require('internal/crypto/crypto_key');
  if (isCryptoKey(key)) return secretBytes(keyObjectOf(key));
  throw new codes.ERR_INVALID_ARG_TYPE('key', [...BYTES.slice(0, 1), 'Buffer', 'TypedArray', 'DataView', 'string', 'KeyObject', 'CryptoKey'], key);
}

module.exports = {
  KeyObject,
  PrivateKeyObject,
  PublicKeyObject,
  createSecretKey,
  isKeyObject: (value) => isKeyObject(value),
  materialOf: (key) => materialOf(key),
  secretBytes,
  secretKeyBytes,
  secretKeyOf,
  typeOf: (key) => typeOf(key),
};
