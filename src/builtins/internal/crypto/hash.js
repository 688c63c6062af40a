// createHash, createHmac and the one-shot hash(). The objects become streams when they are used as such.
'use strict';

const binding = internalBinding('crypto');
const { codes, invalidOutputLength, missing } = require('internal/crypto/errors');
const { stringOption } = require('internal/crypto/bytes');
const LazyTransform = require('internal/streams/lazy_transform');
const { encodingNamed, normalizeEncoding } = require('internal/buffer_encodings');
const { validateEncoding, validateObject, validateString, validateUint32 } = require('internal/validators');

const kHandle = Symbol('kHandle');
const kFinalized = Symbol('kFinalized');
const kInfo = Symbol('kInfo');
const kLength = Symbol('kLength');

function requestedLength(options) {
  const length = typeof options === 'object' && options !== null ? options.outputLength : undefined;
  if (length !== undefined) validateUint32(length, 'options.outputLength');
  return length;
}

// What is known of the algorithms asked for: few names, asked for again and again.
const known = new Map();

function infoOf(algorithm) {
  let info = known.get(algorithm);
  if (info === undefined) {
    info = { name: algorithm, length: binding.outputLength(algorithm), extendable: binding.isExtendable(algorithm) };
    if (info.length !== undefined) known.set(algorithm, info);
  }
  return info;
}

// Only some algorithms leave their length to the caller.
function lengthFor(info, requested) {
  if (requested === undefined || requested === info.length) return info.length;
  if (!info.extendable) throw invalidOutputLength();
  return requested;
}

let warnedOfLength = false;

function warnOfLength() {
  if (warnedOfLength) return;
  warnedOfLength = true;
  process.emitWarning('Creating SHAKE128/256 digests without an explicit options.outputLength is deprecated.',
                      'DeprecationWarning', 'DEP0198');
}

function Hash(algorithm, options) {
  if (!new.target) return new Hash(algorithm, options);
  validateString(algorithm, 'algorithm');
  const requested = requestedLength(options);
  if (options?.functionName !== undefined || options?.customization !== undefined) {
    throw missing('crypto.createHash with a functionName or a customization', 'there is SHAKE without them');
  }
  const handle = binding.createHash(algorithm);
  if (handle === undefined) throw new Error('Digest method not supported');
  const info = infoOf(algorithm);
  this[kLength] = lengthFor(info, requested);
  this[kInfo] = info;
  this[kHandle] = handle;
  this[kFinalized] = false;
  LazyTransform.call(this, options);
  if (requested === undefined && info.extendable) warnOfLength();
}

Hash.prototype.copy = function copy(options) {
  if (this[kFinalized]) throw new codes.ERR_CRYPTO_HASH_FINALIZED();
  const requested = requestedLength(options);
  const twin = Object.create(Hash.prototype);
  twin[kLength] = lengthFor(this[kInfo], requested);
  twin[kInfo] = this[kInfo];
  twin[kHandle] = binding.copy(this[kHandle]);
  twin[kFinalized] = false;
  LazyTransform.call(twin, options);
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
  if (encoding === 'hex') return binding.digest(hash[kHandle], hash[kLength], true);
  return decoded(binding.digest(hash[kHandle], hash[kLength]), encoding);
}

Hash.prototype.digest = function digest(outputEncoding) {
  if (this[kFinalized]) throw new codes.ERR_CRYPTO_HASH_FINALIZED();
  return finish(this, outputEncoding);
};

function Hmac(hmac, key, options) {
  if (!new.target) return new Hmac(hmac, key, options);
  validateString(hmac, 'hmac');
  const encoding = stringOption(options, 'encoding');
  const handle = binding.createHmac(hmac, require('internal/crypto/keys').secretKeyBytes(key, encoding || undefined));
  if (handle === undefined) throw new codes.ERR_CRYPTO_INVALID_DIGEST(hmac);
  this[kHandle] = handle;
  this[kLength] = 0;
  this[kFinalized] = false;
  LazyTransform.call(this, options);
}

Hmac.prototype.update = update;

// A second digest is empty, as it has always been.
Hmac.prototype.digest = function digest(outputEncoding) {
  if (!this[kFinalized]) return finish(this, outputEncoding);
  const nothing = require('buffer').Buffer.alloc(0);
  return outputEncoding && outputEncoding !== 'buffer' ? nothing.toString(outputEncoding) : nothing;
};

function _transform(chunk, encoding, callback) {
  binding.update(this[kHandle], typeof chunk === 'string' ? encoded(chunk, encoding) : chunk);
  callback();
}

function _flush(callback) {
  this.push(binding.digest(this[kHandle], this[kLength]));
  callback();
}

for (const constructor of [Hash, Hmac]) {
  Object.setPrototypeOf(constructor.prototype, LazyTransform.prototype);
  Object.setPrototypeOf(constructor, LazyTransform);
  constructor.prototype._transform = _transform;
  constructor.prototype._flush = _flush;
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
  const { length, extendable } = infoOf(algorithm);
  if (length === undefined) throw new Error(`Digest method ${algorithm} is not supported`);
  if (outputLength !== undefined && outputLength !== length && !extendable) {
    throw new Error(`Output length ${outputLength} is invalid for ${algorithm}, which does not support XOF`);
  }
  if (outputLength === undefined && extendable) warnOfLength();
  if (encoding === 'hex') return binding.hash(algorithm, input, outputLength ?? length, true);
  return decoded(binding.hash(algorithm, input, outputLength ?? length), encoding);
}

module.exports = { Hash, Hmac, createHash, createHmac, hash };
