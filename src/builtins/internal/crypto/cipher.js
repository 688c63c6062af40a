// createCipheriv and createDecipheriv: the order of calls, lengths of keys, vectors and tags, and what errors say. The
// encrypting itself is native.
'use strict';

const binding = internalBinding('crypto');
const { codes, openSslError } = require('internal/crypto/errors');
const { bytesOf, stringOption } = require('internal/crypto/bytes');
const { secretKeyBytes } = require('internal/crypto/keys');
const LazyTransform = require('internal/streams/lazy_transform');
const { normalizeEncoding } = require('internal/util');
const { validateEncoding, validateObject, validateString, validateUint32 } = require('internal/validators');

const kHandle = Symbol('kHandle');
const kInfo = Symbol('kInfo');
const kEncrypts = Symbol('kEncrypts');
const kTagLength = Symbol('kTagLength');
// How far it is: what has been called.
const kUpdated = Symbol('kUpdated');
const kFinished = Symbol('kFinished');
const kTagSet = Symbol('kTagSet');

function uintOption(options, name) {
  const value = options?.[name];
  if (value === undefined || value === null) return undefined;
  if (value >>> 0 !== value) throw new codes.ERR_INVALID_ARG_VALUE(`options.${name}`, value);
  return value;
}

function isAuthenticated(info) {
  return info.mode === 'gcm' || info.mode === 'ccm' || info.name === 'chacha20-poly1305';
}

function isTagLength(info, length) {
  if (info.mode === 'gcm') return length === 4 || length === 8 || (length >= 12 && length <= 16);
  if (info.mode === 'ccm') return length >= 4 && length <= 16 && length % 2 === 0;
  return length >= 1 && length <= 16;
}

function isVectorLength(info, length) {
  if (info.mode === 'gcm') return length > 0;
  if (info.mode === 'ccm') return length >= 7 && length <= 13;
  return length === info.ivLength;
}

function tagLengthOf(info, cipher, given) {
  if (!isAuthenticated(info)) return 0;
  if (given === undefined) {
    if (info.mode !== 'ccm') return 16;
    throw new codes.ERR_CRYPTO_INVALID_AUTH_TAG(`authTagLength required for ${cipher}`);
  }
  if (!isTagLength(info, given)) throw new codes.ERR_CRYPTO_INVALID_AUTH_TAG(`Invalid authentication tag length: ${given}`);
  return given;
}

function begin(stream, cipher, key, iv, options, encrypts) {
  validateString(cipher, 'cipher');
  const encoding = stringOption(options, 'encoding');
  key = secretKeyBytes(key, encoding);
  iv = iv === null ? undefined : bytesOf(iv, 'iv');
  const tagLength = uintOption(options, 'authTagLength');
  const info = binding.cipherInfo(cipher);
  if (info === undefined) throw new codes.ERR_CRYPTO_UNKNOWN_CIPHER();
  if (key.byteLength !== info.keyLength) throw new codes.ERR_CRYPTO_INVALID_KEYLEN();
  if (iv === undefined ? info.ivLength !== 0 : !isVectorLength(info, iv.byteLength)) throw new codes.ERR_CRYPTO_INVALID_IV();
  stream[kInfo] = info;
  stream[kTagLength] = tagLengthOf(info, cipher, tagLength);
  stream[kHandle] = binding.createCipher(encrypts, cipher, key, iv ?? new Uint8Array(0), stream[kTagLength]);
  stream[kEncrypts] = encrypts;
  stream[kUpdated] = stream[kFinished] = stream[kTagSet] = false;
  stream._decoder = null;
  LazyTransform.call(stream, options);
}

const REFUSALS = {
  'bad decrypt': () => openSslError('1C800064', 'Provider routines', 'bad decrypt'),
  'wrong final block length': () => openSslError('1C80006B', 'Provider routines', 'wrong final block length'),
  'unauthentic': () => new Error('Unsupported state or unable to authenticate data'),
  'data': () => new Error('Trying to add data in unsupported state'),
  'end': () => new Error('Unsupported state'),
};

// Natives give the name of what they refuse.
function check(result) {
  if (typeof result === 'string') throw REFUSALS[result]();
  return result;
}

function updateBytes(stream, data) {
  if (stream[kFinished]) throw REFUSALS.data();
  if (stream[kInfo].mode === 'ccm' && !stream[kEncrypts] && !stream[kTagSet]) {
    // Without a tag nothing is decrypted.
    throw REFUSALS.unauthentic();
  }
  stream[kUpdated] = true;
  return check(binding.cipherUpdate(stream[kHandle], data));
}

function finalBytes(stream) {
  if (stream[kFinished]) throw new codes.ERR_CRYPTO_INVALID_STATE();
  stream[kFinished] = true;
  return check(binding.cipherFinal(stream[kHandle]));
}

function decoderFor(stream, encoding) {
  const normalized = normalizeEncoding(encoding);
  stream._decoder ||= new (require('string_decoder').StringDecoder)(encoding);
  if (stream._decoder.encoding === normalized) return stream._decoder;
  if (normalized === undefined) throw new codes.ERR_UNKNOWN_ENCODING(encoding);
  throw new codes.ERR_INVALID_ARG_VALUE('outputEncoding', encoding, `cannot be changed from '${stream._decoder.encoding}'`);
}

const methods = {
  _transform(chunk, encoding, callback) {
    this.push(updateBytes(this, bytesOf(chunk, 'data', encoding)));
    callback();
  },

  _flush(callback) {
    let last;
    try {
      last = finalBytes(this);
    } catch (error) {
      callback(error);
      return;
    }
    this.push(last);
    callback();
  },

  update(data, inputEncoding, outputEncoding) {
    if (typeof data === 'string') {
      validateEncoding(data, inputEncoding);
      data = bytesOf(data, 'data', normalizeEncoding(inputEncoding));
    } else if (!ArrayBuffer.isView(data)) {
      throw new codes.ERR_INVALID_ARG_TYPE('data', ['string', 'Buffer', 'TypedArray', 'DataView'], data);
    }
    const bytes = updateBytes(this, data);
    return outputEncoding && outputEncoding !== 'buffer' ? decoderFor(this, outputEncoding).write(bytes) : bytes;
  },

  final(outputEncoding) {
    const bytes = finalBytes(this);
    return outputEncoding && outputEncoding !== 'buffer' ? decoderFor(this, outputEncoding).end(bytes) : bytes;
  },

  setAutoPadding(ap) {
    if (this[kFinished]) throw new codes.ERR_CRYPTO_INVALID_STATE('setAutoPadding');
    binding.cipherSetPadding(this[kHandle], !!ap);
    return this;
  },

  setAAD(aadbuf, options) {
    const encoding = stringOption(options, 'encoding');
    const plaintextLength = uintOption(options, 'plaintextLength');
    aadbuf = bytesOf(aadbuf, 'aadbuf', encoding);
    if (this[kFinished] || this[kUpdated] || !isAuthenticated(this[kInfo])) throw new codes.ERR_CRYPTO_INVALID_STATE('setAAD');
    if (this[kInfo].mode === 'ccm' && plaintextLength === undefined) {
      const error = new TypeError('options.plaintextLength required for CCM mode with AAD');
      error.code = 'ERR_MISSING_ARGS';
      throw error;
    }
    binding.cipherSetAad(this[kHandle], aadbuf, plaintextLength);
    return this;
  },
};

function getAuthTag() {
  const tag = this[kFinished] && isAuthenticated(this[kInfo]) ? binding.cipherTag(this[kHandle]) : undefined;
  if (tag === undefined) throw new codes.ERR_CRYPTO_INVALID_STATE('getAuthTag');
  return tag;
}

function setAuthTag(tagbuf, encoding) {
  tagbuf = bytesOf(tagbuf, 'buffer', encoding);
  if (this[kFinished] || this[kTagSet] || !isAuthenticated(this[kInfo])) throw new codes.ERR_CRYPTO_INVALID_STATE('setAuthTag');
  const { byteLength } = tagbuf;
  if (!isTagLength(this[kInfo], byteLength) || byteLength !== this[kTagLength]) {
    throw new codes.ERR_CRYPTO_INVALID_AUTH_TAG(`Invalid authentication tag length: ${byteLength}`);
  }
  this[kTagSet] = true;
  binding.cipherSetTag(this[kHandle], tagbuf);
  return this;
}

function Cipheriv(cipher, key, iv, options) {
  if (!(this instanceof Cipheriv)) return new Cipheriv(cipher, key, iv, options);
  begin(this, cipher, key, iv, options, true);
}

function Decipheriv(cipher, key, iv, options) {
  if (!(this instanceof Decipheriv)) return new Decipheriv(cipher, key, iv, options);
  begin(this, cipher, key, iv, options, false);
}

for (const constructor of [Cipheriv, Decipheriv]) {
  Object.setPrototypeOf(constructor.prototype, LazyTransform.prototype);
  Object.setPrototypeOf(constructor, LazyTransform);
  Object.assign(constructor.prototype, methods);
}
Cipheriv.prototype.getAuthTag = getAuthTag;
Decipheriv.prototype.setAuthTag = setAuthTag;

function createCipheriv(cipher, key, iv, options) {
  return new Cipheriv(cipher, key, iv, options);
}

function createDecipheriv(cipher, key, iv, options) {
  return new Decipheriv(cipher, key, iv, options);
}

function getCipherInfo(nameOrNid, options = {}) {
  validateObject(options, 'options');
  const { keyLength, ivLength } = options;
  if (keyLength !== undefined) validateUint32(keyLength, 'options.keyLength');
  if (ivLength !== undefined) validateUint32(ivLength, 'options.ivLength');
  if (typeof nameOrNid !== 'string' && typeof nameOrNid !== 'number') {
    throw new codes.ERR_INVALID_ARG_TYPE('nameOrNid', ['string', 'number'], nameOrNid);
  }
  const info = binding.cipherInfo(nameOrNid);
  if (info === undefined) return undefined;
  if (keyLength !== undefined && keyLength !== info.keyLength) return undefined;
  if (ivLength !== undefined && (info.ivLength === 0 || !isVectorLength(info, ivLength))) return undefined;
  const result = { mode: info.mode, name: info.name, nid: info.nid, keyLength: info.keyLength };
  if (info.blockSize !== 0) result.blockSize = info.blockSize;
  if (info.ivLength !== 0) result.ivLength = ivLength ?? info.ivLength;
  return result;
}

module.exports = { Cipheriv, Decipheriv, createCipheriv, createDecipheriv, getCipherInfo };
