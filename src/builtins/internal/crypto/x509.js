// X509Certificate: what is in a certificate, whom it is for, and who signed it.
//
// The fields are read by `tls`, which needs them too; here are their texts, the matching of names, and signatures.
'use strict';

const { codes, openSslError } = require('internal/crypto/errors');
const keys = require('internal/crypto/keys');
const { Buffer } = require('buffer');
const { validateBoolean, validateObject, validateString } = require('internal/validators');

const kParts = Symbol('kParts');

// ----- the few elements that are outside of what is described -----

// The element at `start`: `{ start, content, end }`; undefined when the bytes do not hold one.
function element(bytes, start) {
  let content = start + 2;
  let length = bytes[start + 1];
  if (length >= 0x80) {
    const count = length & 0x7f;
    if (count === 0 || count > 4 || content + count > bytes.length) return undefined;
    length = bytes.readUIntBE(content, count);
    content += count;
  }
  return content + length <= bytes.length ? { start, content, end: content + length } : undefined;
}

function identifierText(bytes) {
  const numbers = [];
  let number = 0;
  for (const byte of bytes) {
    number = number * 128 + (byte & 0x7f);
    if (byte >= 0x80) continue;
    numbers.push(number);
    number = 0;
  }
  const [first = 0, ...rest] = numbers;
  const top = Math.min(Math.floor(first / 40), 2);
  return [top, first - top * 40, ...rest].join('.');
}

// What is signed, by which algorithm, and the signature.
function signedParts(raw) {
  const outer = element(raw, 0);
  const signed = element(raw, outer.content);
  const algorithm = element(raw, signed.end);
  const identifier = element(raw, algorithm.content);
  const signature = element(raw, algorithm.end);
  return {
    signed: raw.subarray(signed.start, signed.end),
    oid: identifierText(raw.subarray(identifier.content, identifier.end)),
    // After the number of unused bits.
    signature: raw.subarray(signature.content + 1, signature.end),
  };
}

const ALGORITHMS = {
  '1.2.840.113549.1.1.4': ['md5WithRSAEncryption', 'md5'],
  '1.2.840.113549.1.1.5': ['sha1WithRSAEncryption', 'sha1'],
  '1.2.840.113549.1.1.10': ['rsassaPss', 'sha256', 6],
  '1.2.840.113549.1.1.11': ['sha256WithRSAEncryption', 'sha256'],
  '1.2.840.113549.1.1.12': ['sha384WithRSAEncryption', 'sha384'],
  '1.2.840.113549.1.1.13': ['sha512WithRSAEncryption', 'sha512'],
  '1.2.840.113549.1.1.14': ['sha224WithRSAEncryption', 'sha224'],
  '1.2.840.10045.4.1': ['ecdsa-with-SHA1', 'sha1'],
  '1.2.840.10045.4.3.1': ['ecdsa-with-SHA224', 'sha224'],
  '1.2.840.10045.4.3.2': ['ecdsa-with-SHA256', 'sha256'],
  '1.2.840.10045.4.3.3': ['ecdsa-with-SHA384', 'sha384'],
  '1.2.840.10045.4.3.4': ['ecdsa-with-SHA512', 'sha512'],
  '1.3.101.112': ['ED25519', null],
};

// ----- texts -----

function escaped(value) {
  return value.replace(/[,+"\\<>;]/g, '\\$&').replace(/^[ #]| $/g, '\\$&');
}

function nameText(pairs) {
  const lines = [];
  for (let i = 0; i < pairs.length; i += 2) lines.push(`${pairs[i]}=${escaped(pairs[i + 1])}`);
  return lines.length === 0 ? undefined : lines.join('\n');
}

function accessText(pairs) {
  if (!pairs) return undefined;
  const lines = [];
  for (let i = 0; i < pairs.length; i += 2) lines.push(`${pairs[i]}:${pairs[i + 1]}`);
  return lines.join('\n');
}

// The alternative names of a kind: `DNS`, `email`, `IP Address`.
function alternatives(parts, kind) {
  const start = `${kind}:`;
  const all = (parts.subjectaltname ?? '').split(', ');
  return all.filter((name) => name.startsWith(start)).map((name) => name.slice(start.length));
}

function subjectValues(parts, name) {
  return parts.subject.filter((value, index) => index % 2 === 1 && parts.subject[index - 1] === name);
}

// ----- whom it is for -----

function checkOptions(options) {
  if (options !== undefined) validateObject(options, 'options');
  const chosen = {
    subject: 'default', wildcards: true, partialWildcards: true, multiLabelWildcards: false,
    singleLabelSubdomains: false, ...options,
  };
  validateString(chosen.subject, 'options.subject');
  for (const name of ['wildcards', 'partialWildcards', 'multiLabelWildcards', 'singleLabelSubdomains']) {
    validateBoolean(chosen[name], `options.${name}`);
  }
  if (!['default', 'always', 'never'].includes(chosen.subject)) {
    throw new codes.ERR_INVALID_ARG_VALUE('options.subject', chosen.subject);
  }
  return chosen;
}

function hostMatches(pattern, host, { wildcards, partialWildcards }) {
  pattern = pattern.toLowerCase();
  if (pattern === host) return true;
  const star = pattern.indexOf('*');
  const dot = pattern.indexOf('.');
  if (!wildcards || star === -1 || star > dot || pattern.indexOf('*', star + 1) !== -1) return false;
  if (!partialWildcards && dot !== 1) return false;
  const hostDot = host.indexOf('.');
  // Never for all of a top-level domain.
  if (hostDot < 1 || pattern.indexOf('.', dot + 1) === -1 || host.slice(hostDot) !== pattern.slice(dot)) return false;
  const [before, after] = [pattern.slice(0, star), pattern.slice(star + 1, dot)];
  const label = host.slice(0, hostDot);
  return label.length > before.length + after.length && label.startsWith(before) && label.endsWith(after);
}

// Names in the subject count when there are none of the kind among the alternatives.
function candidates(parts, kind, subjectName, { subject }) {
  const names = alternatives(parts, kind);
  if (subject === 'always' || (subject === 'default' && names.length === 0)) names.push(...subjectValues(parts, subjectName));
  return names;
}

function emailMatches(one, other) {
  const [first, second] = [one.lastIndexOf('@'), other.lastIndexOf('@')];
  return one.slice(0, first) === other.slice(0, second) &&
    one.slice(first).toLowerCase() === other.slice(second).toLowerCase();
}

function addressText(address) {
  if (!address.includes(':')) return address;
  const { URL } = require('internal/url');
  return new URL(`http://[${address}]`).hostname;
}

class X509Certificate {
  constructor(buffer) {
    if (typeof buffer === 'string') buffer = Buffer.from(buffer);
    if (!ArrayBuffer.isView(buffer)) {
      throw new codes.ERR_INVALID_ARG_TYPE('buffer', ['string', 'Buffer', 'TypedArray', 'DataView'], buffer);
    }
    const parts = internalBinding('tls').parseCertificate(buffer);
    if (parts === undefined) throw openSslError('0480006C', 'PEM routines', 'no start line', 'PEM_');
    Object.defineProperty(this, kParts, { __proto__: null, value: { ...parts, ...signedParts(parts.raw) } });
  }

  get #legacy() {
    const parts = this[kParts];
    return parts.legacy ??= require('internal/tls/certificate').legacyObject(parts);
  }

  get subject() {
    return nameText(this[kParts].subject);
  }

  get subjectAltName() {
    return this[kParts].subjectaltname;
  }

  get issuer() {
    return nameText(this[kParts].issuer);
  }

  // Known only of certificates that a connection brought.
  get issuerCertificate() {
    return undefined;
  }

  get infoAccess() {
    return accessText(this[kParts].infoAccess);
  }

  get validFrom() {
    return this.#legacy.valid_from;
  }

  get validTo() {
    return this.#legacy.valid_to;
  }

  get validFromDate() {
    return new Date(this[kParts].validFrom * 1000);
  }

  get validToDate() {
    return new Date(this[kParts].validTo * 1000);
  }

  get fingerprint() {
    return this.#legacy.fingerprint;
  }

  get fingerprint256() {
    return this.#legacy.fingerprint256;
  }

  get fingerprint512() {
    return this.#legacy.fingerprint512;
  }

  get keyUsage() {
    return this[kParts].extKeyUsage;
  }

  get serialNumber() {
    return this[kParts].serialNumber;
  }

  get signatureAlgorithm() {
    return ALGORITHMS[this[kParts].oid]?.[0];
  }

  get signatureAlgorithmOid() {
    return this[kParts].oid;
  }

  get raw() {
    return this[kParts].raw;
  }

  get publicKey() {
    const parts = this[kParts];
    return parts.keyObject ??= require('internal/crypto/asymmetric_keys').createPublicKey(this.toString());
  }

  get ca() {
    return this[kParts].ca === true;
  }

  toString() {
    const lines = this[kParts].raw.toString('base64').replace(/.{64}(?!$)/g, '$&\n');
    return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
  }

  toJSON() {
    return this.toString();
  }

  checkHost(name, options) {
    validateString(name, 'name');
    const chosen = checkOptions(options);
    const host = name.toLowerCase();
    return candidates(this[kParts], 'DNS', 'CN', chosen).find((pattern) => hostMatches(pattern, host, chosen));
  }

  checkEmail(email, options) {
    validateString(email, 'email');
    const chosen = checkOptions(options);
    if (!email.includes('@')) return undefined;
    const found = candidates(this[kParts], 'email', 'emailAddress', chosen).some((known) => emailMatches(known, email));
    return found ? email : undefined;
  }

  checkIP(ip, options) {
    validateString(ip, 'ip');
    checkOptions(options);
    if (!require('net').isIP(ip)) {
      const error = new TypeError('Invalid name');
      error.code = 'ERR_INVALID_ARG_VALUE';
      throw error;
    }
    const wanted = addressText(ip);
    return alternatives(this[kParts], 'IP Address').some((known) => addressText(known) === wanted) ? ip : undefined;
  }

  // By its name; `verify` tells whether it was signed.
  checkIssued(otherCert) {
    if (!(otherCert instanceof X509Certificate)) {
      throw new codes.ERR_INVALID_ARG_TYPE('otherCert', 'X509Certificate', otherCert);
    }
    return this.issuer === otherCert.subject;
  }

  checkPrivateKey(pkey) {
    if (!keys.isKeyObject(pkey)) throw new codes.ERR_INVALID_ARG_TYPE('pkey', 'KeyObject', pkey);
    if (keys.typeOf(pkey) !== 'private') throw new codes.ERR_INVALID_ARG_VALUE('pkey', pkey);
    return require('internal/crypto/asymmetric_keys').createPublicKey(pkey).equals(this.publicKey);
  }

  verify(pkey) {
    if (!keys.isKeyObject(pkey)) throw new codes.ERR_INVALID_ARG_TYPE('pkey', 'KeyObject', pkey);
    if (keys.typeOf(pkey) !== 'public') throw new codes.ERR_INVALID_ARG_VALUE('pkey', pkey);
    const { oid, signature, signed } = this[kParts];
    const known = ALGORITHMS[oid];
    const kind = pkey.asymmetricKeyType;
    const expected = oid.startsWith('1.2.840.113549') ? 'rsa' : oid.startsWith('1.2.840.10045') ? 'ec' : 'ed25519';
    if (known === undefined || !kind.startsWith(expected)) return false;
    const [, hash, padding] = known;
    return require('internal/crypto/signatures').verify(hash, signed, { key: pkey, padding }, signature);
  }

  toLegacyObject() {
    return { ...this.#legacy };
  }

  [Symbol.for('nodejs.util.inspect.custom')](depth, options) {
    if (depth < 0) return this;
    const { inspect } = require('internal/util/inspect');
    const shown = {};
    for (const name of SHOWN) shown[name] = this[name];
    return `X509Certificate ${inspect(shown, { ...options, depth: options.depth == null ? null : options.depth - 1 })}`;
  }
}

const SHOWN = [
  'subject', 'subjectAltName', 'issuer', 'infoAccess', 'validFrom', 'validTo', 'validFromDate', 'validToDate',
  'fingerprint', 'fingerprint256', 'fingerprint512', 'keyUsage', 'serialNumber', 'signatureAlgorithm',
  'signatureAlgorithmOid',
];

module.exports = { X509Certificate };
