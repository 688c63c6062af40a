// Making keys: generateKeyPair for keys of two halves, generateKey for secrets.
'use strict';

const binding = internalBinding('crypto');
const { codes, missing } = require('internal/crypto/errors');
const keys = require('internal/crypto/keys');
const { writePrivate, writePublic } = require('internal/crypto/asymmetric_keys');
const { parseKeyEncoding } = require('internal/crypto/key_options');
const { settle } = require('internal/crypto/signatures');
const {
  validateFunction, validateInt32, validateInteger, validateObject, validateOneOf, validateString, validateUint32,
} = require('internal/validators');

function encodingFor(options, name, keyType, isPublic) {
  const encoding = options?.[name];
  if (encoding === undefined || encoding === null) return undefined;
  if (typeof encoding !== 'object') throw new codes.ERR_INVALID_ARG_VALUE(`options.${name}`, encoding);
  return parseKeyEncoding(encoding, keyType, isPublic, `options.${name}`);
}

// What a key for PSS is limited to, as it is written down: nothing, if nothing is asked for.
function pssLimits(hash, mask, saltLength) {
  if (hash === undefined && mask === undefined && saltLength === undefined) return new Uint8Array(0);
  const name = hash ?? mask ?? 'sha1';
  for (const digest of [name, mask ?? name]) {
    if (binding.outputLength(digest) === undefined) throw new codes.ERR_CRYPTO_INVALID_DIGEST(digest);
  }
  const limits = binding.pssLimits(name, mask ?? name, saltLength ?? binding.outputLength(name));
  if (limits === undefined) throw new codes.ERR_CRYPTO_INVALID_DIGEST(name);
  return limits;
}

function rsaParameters(type, options) {
  validateObject(options, 'options');
  const { modulusLength, publicExponent } = options;
  validateUint32(modulusLength, 'options.modulusLength');
  if (publicExponent != null) validateUint32(publicExponent, 'options.publicExponent');
  let pss;
  if (type === 'rsa-pss') {
    const { hashAlgorithm, mgf1HashAlgorithm, saltLength } = options;
    if (saltLength !== undefined) validateInt32(saltLength, 'options.saltLength', 0);
    if (hashAlgorithm !== undefined) validateString(hashAlgorithm, 'options.hashAlgorithm');
    if (mgf1HashAlgorithm !== undefined) validateString(mgf1HashAlgorithm, 'options.mgf1HashAlgorithm');
    pss = pssLimits(hashAlgorithm, mgf1HashAlgorithm, saltLength);
  }
  return { bits: modulusLength, exponent: publicExponent ?? 0x10001, pss };
}

function curveName(options) {
  validateObject(options, 'options');
  const { namedCurve, paramEncoding } = options;
  validateString(namedCurve, 'options.namedCurve');
  if (paramEncoding != null && paramEncoding !== 'named' && paramEncoding !== 'explicit') {
    throw new codes.ERR_INVALID_ARG_VALUE('options.paramEncoding', paramEncoding);
  }
  return namedCurve;
}

const ABSENT = /^(dsa|dh|ed448|x448|ml-(dsa|kem)-\d+|slh-dsa-.*)$/;

// `{ rsa }` or `{ curve }`, and how both halves are to be written.
function plan(type, options) {
  validateString(type, 'type');
  if (options !== undefined) validateObject(options, 'options');
  const publicEncoding = encodingFor(options, 'publicKeyEncoding', type, true);
  const privateEncoding = encodingFor(options, 'privateKeyEncoding', type, false);
  const encodings = { publicEncoding, privateEncoding };
  if (type === 'rsa' || type === 'rsa-pss') return { rsa: rsaParameters(type, options), ...encodings };
  if (type === 'ec') {
    const curve = curveName(options);
    // Names of the other kinds are no curves' names.
    if (curve === 'ed25519' || curve === 'x25519') throw new codes.ERR_CRYPTO_INVALID_CURVE();
    return { curve, ...encodings };
  }
  if (type === 'ed25519' || type === 'x25519') return { curve: type, ...encodings };
  if (ABSENT.test(type)) throw missing(`crypto.generateKeyPair('${type}')`, 'there are rsa, rsa-pss, ec, ed25519 and x25519');
  throw new codes.ERR_INVALID_ARG_VALUE('type', type, 'must be a supported key type');
}

function curveKey(curve) {
  const native = binding.generateCurveKey(curve);
  if (native === undefined) throw new codes.ERR_CRYPTO_INVALID_CURVE();
  return native;
}

function pair(native, { publicEncoding, privateEncoding }) {
  const publicNative = binding.publicHalf(native);
  return {
    publicKey: publicEncoding === undefined ? new keys.PublicKeyObject(publicNative) : writePublic(publicNative, publicEncoding),
    privateKey: privateEncoding === undefined ? new keys.PrivateKeyObject(native) : writePrivate(native, privateEncoding),
  };
}

function generateKeyPairSync(type, options) {
  const planned = plan(type, options);
  const { rsa } = planned;
  return pair(rsa ? binding.generateRsaKey(rsa.bits, rsa.exponent, rsa.pss) : curveKey(planned.curve), planned);
}

function generateKeyPair(type, options, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  validateFunction(callback, 'callback');
  const planned = plan(type, options);
  const { rsa } = planned;
  if (rsa === undefined) {
    const native = curveKey(planned.curve);
    settle(() => pair(native, planned), (error, result) => (
      error ? callback(error) : callback(null, result.publicKey, result.privateKey)));
    return;
  }
  binding.generateRsaKey(rsa.bits, rsa.exponent, rsa.pss, (error, native) => {
    if (error) {
      callback(error);
      return;
    }
    let result;
    try {
      result = pair(native, planned);
    } catch (thrown) {
      callback(thrown);
      return;
    }
    callback(null, result.publicKey, result.privateKey);
  });
}
Object.defineProperty(generateKeyPair, Symbol.for('nodejs.util.promisify.custom'), {
  __proto__: null,
  configurable: true,
  value: (type, options) => new Promise((resolve, reject) => {
    generateKeyPair(type, options, (error, publicKey, privateKey) => (
      error ? reject(error) : resolve({ publicKey, privateKey })));
  }),
});

function secretLength(type, options) {
  validateString(type, 'type');
  validateObject(options, 'options');
  const { length } = options;
  if (type === 'hmac') validateInteger(length, 'options.length', 8, 2 ** 31 - 1);
  else if (type === 'aes') validateOneOf(length, 'options.length', [128, 192, 256]);
  else throw new codes.ERR_INVALID_ARG_VALUE('type', type, 'must be a supported key type');
  return Math.floor(length / 8);
}

function secretKey(length) {
  const { randomBytes } = require('internal/crypto/random');
  return keys.secretKeyOf(randomBytes(length));
}

function generateKeySync(type, options) {
  return secretKey(secretLength(type, options));
}

function generateKey(type, options, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  validateFunction(callback, 'callback');
  const length = secretLength(type, options);
  settle(() => secretKey(length), callback);
}

module.exports = { generateKey, generateKeyPair, generateKeyPairSync, generateKeySync };
