// createHash, createHmac and the one-shot hash().
//
// In Node these objects are Transform streams; here they are not streams yet: `update`, `digest` and `copy` work, and
// what would use one as a stream throws an error that says so.
'use strict';

const binding = internalBinding('crypto');
const { codes, invalidOutputLength, missing } = require('internal/crypto/errors');
const { encodingNamed, normalizeEncoding } = require('internal/buffer_encodings');
const { validateEncoding, validateObject, validateString, validateUint32 } = require('internal/validators');
const { isAnyArrayBuffer } = require('internal/util/types');

const kHandle = Symbol('kHandle');
const kFinalized = Symbol('kFinalized');
const kOutputLength = Symbol('kOutputLength');

function begin(hash, handle) {
  hash[kHandle] = handle;
  hash[kFinalized] = false;
}

function requestedLength(options) {
  const length = typeof options === 'object' && options !== null ? options.outputLength : undefined;
  if (length !== undefined) validateUint32(length, 'options.outputLength');
  return length;
}

// Lengths can be chosen only for algorithms that are not here.
function checkLength(requested, length) {
  if (requested !== undefined && requested !== length) throw invalidOutputLength();
}

function Hash(algorithm, options) {
  if (!new.target) return new Hash(algorithm, options);
  validateString(algorithm, 'algorithm');
  const requested = requestedLength(options);
  const handle = binding.createHash(algorithm);
  if (handle === undefined) throw new Error('Digest method not supported');
  const length = binding.outputLength(algorithm);
  checkLength(requested, length);
  this[kOutputLength] = length;
  begin(this, handle);
}

Hash.prototype.copy = function copy(options) {
  if (this[kFinalized]) throw new codes.ERR_CRYPTO_HASH_FINALIZED();
  checkLength(requestedLength(options), this[kOutputLength]);
  const twin = Object.create(Hash.prototype);
  twin[kOutputLength] = this[kOutputLength];
  begin(twin, binding.copy(this[kHandle]));
  return twin;
};

// What natives take: bytes, or a string for its UTF-8.
function encoded(data, encoding) {
  // Names of no encoding mean UTF-8.
  const known = typeof encoding === 'string' ? encodingNamed(encoding) : undefined;
  if (known === undefined || known.name === 'utf8') return data;
  if (known.name === 'hex') validateEncoding(data, encoding);
  return require('buffer').Buffer.from(data, known.name);
}

function update(data, encoding) {
  if (this[kFinalized]) throw new codes.ERR_CRYPTO_HASH_FINALIZED();
  if (typeof data === 'string') {
    data = encoded(data, encoding);
  } else if (!ArrayBuffer.isView(data)) {
    throw new codes.ERR_INVALID_ARG_TYPE('data', ['string', 'Buffer', 'TypedArray', 'DataView'], data);
  }
  binding.update(this[kHandle], data);
  return this;
}
Hash.prototype.update = update;

// Bytes as text; a Buffer when the name is that of no encoding.
function decoded(bytes, encoding) {
  const known = encoding === '' ? undefined : encodingNamed(encoding);
  return known === undefined ? bytes : known.slice(bytes, 0, bytes.length);
}

function finish(hash, outputEncoding) {
  // Before anything else: this may throw, and then the hash goes on.
  const encoding = outputEncoding ? `${outputEncoding}` : '';
  hash[kFinalized] = true;
  return decoded(binding.digest(hash[kHandle]), encoding);
}

Hash.prototype.digest = function digest(outputEncoding) {
  if (this[kFinalized]) throw new codes.ERR_CRYPTO_HASH_FINALIZED();
  return finish(this, outputEncoding);
};

function keyBytes(key, encoding) {
  if (typeof key === 'string') {
    return require('buffer').Buffer.from(key, encoding === 'buffer' ? 'utf8' : encoding);
  }
  if (ArrayBuffer.isView(key)) return key;
  if (isAnyArrayBuffer(key)) return new Uint8Array(key);
  throw new codes.ERR_INVALID_ARG_TYPE(
    'key', ['ArrayBuffer', 'Buffer', 'TypedArray', 'DataView', 'string', 'KeyObject', 'CryptoKey'], key);
}

function Hmac(hmac, key, options) {
  if (!new.target) return new Hmac(hmac, key, options);
  validateString(hmac, 'hmac');
  const encoding = options?.encoding ?? undefined;
  if (encoding !== undefined) validateString(encoding, 'options.encoding');
  const handle = binding.createHmac(hmac, keyBytes(key, encoding || undefined));
  if (handle === undefined) throw new codes.ERR_CRYPTO_INVALID_DIGEST(hmac);
  begin(this, handle);
}

Hmac.prototype.update = update;

// A second digest is empty, as it has always been.
Hmac.prototype.digest = function digest(outputEncoding) {
  if (!this[kFinalized]) return finish(this, outputEncoding);
  const nothing = require('buffer').Buffer.alloc(0);
  return outputEncoding && outputEncoding !== 'buffer' ? nothing.toString(outputEncoding) : nothing;
};

const STREAM_METHODS = ['addListener', 'destroy', 'emit', 'end', 'on', 'once', 'pipe', 'read', 'setEncoding', 'write'];
for (const constructor of [Hash, Hmac]) {
  for (const name of STREAM_METHODS) {
    constructor.prototype[name] = {
      [name]() {
        throw missing(`crypto.${constructor.name}.${name}`, 'hashes are not streams here; use update() and digest()');
      },
    }[name];
  }
}

function createHash(algorithm, options) {
  return new Hash(algorithm, options);
}

function createHmac(hmac, key, options) {
  return new Hmac(hmac, key, options);
}

function oneShotEncoding(name) {
  if (name === 'hex') return name;
  validateString(name, 'outputEncoding');
  const known = normalizeEncoding(name);
  if (known !== undefined) return known;
  if (name.toLowerCase() === 'buffer') return '';
  throw new codes.ERR_INVALID_ARG_VALUE('outputEncoding', name);
}

function hash(algorithm, input, options) {
  validateString(algorithm, 'algorithm');
  if (typeof input !== 'string' && !ArrayBuffer.isView(input)) {
    throw new codes.ERR_INVALID_ARG_TYPE('input', ['Buffer', 'TypedArray', 'DataView', 'string'], input);
  }
  let outputLength;
  let outputEncoding;
  if (typeof options === 'string') {
    outputEncoding = options;
  } else if (options !== undefined) {
    validateObject(options, 'options');
    ({ outputLength, outputEncoding } = options);
  }
  const encoding = oneShotEncoding(outputEncoding ?? 'hex');
  if (outputLength !== undefined) validateUint32(outputLength, 'outputLength');
  const length = binding.outputLength(algorithm);
  if (length === undefined) throw new Error(`Digest method ${algorithm} is not supported`);
  if (outputLength !== undefined && outputLength !== length) {
    throw new Error(`Output length ${outputLength} is invalid for ${algorithm}, which does not support XOF`);
  }
  return decoded(binding.hash(algorithm, input), encoding);
}

module.exports = { Hash, Hmac, createHash, createHmac, hash };
