// SecureContext: keys, trusted certificates and versions, read once for many connections.
'use strict';

const { Buffer } = require('buffer');
const native = internalBinding('tls');
const { codes, openssl } = require('internal/tls/errors');
const { validateInteger, validateObject, validateString } = require('internal/validators');

const VERSIONS = { '__proto__': null, 'TLSv1': 0x301, 'TLSv1.1': 0x302, 'TLSv1.2': 0x303, 'TLSv1.3': 0x304 };
// What `secureProtocol` meant before there were minVersion and maxVersion.
const METHODS = {
  '__proto__': null, 'TLS_method': [0, 0x304], 'TLS_client_method': [0, 0x304], 'TLS_server_method': [0, 0x304],
  'SSLv23_method': [0, 0x303], 'SSLv23_client_method': [0, 0x303], 'SSLv23_server_method': [0, 0x303],
  'TLSv1_method': [0x301, 0x301], 'TLSv1_1_method': [0x302, 0x302], 'TLSv1_2_method': [0x303, 0x303],
  'TLSv1_2_client_method': [0x303, 0x303], 'TLSv1_2_server_method': [0x303, 0x303],
};

const kKeys = Symbol('keys');
const kHandle = Symbol('handle');
const kVersions = Symbol('versions');

// Certificates that are trusted by default, as PEM; undefined: those that are built in.
let defaults;

function defaultAuthorities() {
  if (defaults === undefined && process.env.NODE_EXTRA_CA_CERTS) {
    try {
      const extra = require('fs').readFileSync(process.env.NODE_EXTRA_CA_CERTS);
      defaults = [...require('internal/tls/roots').rootCertificates().map((pem) => Buffer.from(pem)), extra];
    } catch (error) {
      process.emitWarning(`Ignoring extra certs from \`${process.env.NODE_EXTRA_CA_CERTS}\`, load failed: ${error.message}`);
      defaults = null;
    }
  }
  return defaults ?? undefined;
}

function setDefaultCACertificates(certificates) {
  require('internal/validators').validateArray(certificates, 'certs');
  defaults = certificates.map((one, i) => {
    if (typeof one !== 'string' && !ArrayBuffer.isView(one)) {
      throw new codes.ERR_INVALID_ARG_TYPE(`certs[${i}]`, ['string', 'ArrayBufferView'], one);
    }
    return Buffer.from(one);
  });
  sharedDefault = undefined;
}

function getDefaultCACertificates() {
  return defaultAuthorities();
}

function asBytes(value, name) {
  if (typeof value !== 'string' && !ArrayBuffer.isView(value)) {
    throw new codes.ERR_INVALID_ARG_TYPE(name, ['string', 'Buffer', 'TypedArray', 'DataView'], value);
  }
  return typeof value === 'string' ? Buffer.from(value) : Buffer.from(value.buffer, value.byteOffset, value.byteLength);
}

const asList = (value) => (value === undefined || value === null || value === false ? [] :
  Array.isArray(value) ? value : [value]);

// Keys may be `{ pem, passphrase }`.
function keyBytes(value) {
  const pem = value?.pem !== undefined ? value.pem : value;
  return asBytes(pem, 'options.key');
}

function versionOf(name, label, byDefault) {
  if (name === undefined || name === null) return byDefault;
  if (VERSIONS[name] === undefined) throw new codes.ERR_TLS_INVALID_PROTOCOL_VERSION(name, label);
  return VERSIONS[name];
}

function versionsOf(options) {
  const { secureProtocol } = options;
  if (secureProtocol) {
    validateString(secureProtocol, 'secureProtocol');
    if (options.minVersion != null) throw new codes.ERR_TLS_PROTOCOL_VERSION_CONFLICT(options.minVersion, secureProtocol);
    if (options.maxVersion != null) throw new codes.ERR_TLS_PROTOCOL_VERSION_CONFLICT(options.maxVersion, secureProtocol);
    if (METHODS[secureProtocol] === undefined) {
      throw new codes.ERR_TLS_INVALID_PROTOCOL_METHOD(`Unknown method: ${secureProtocol}`);
    }
    return METHODS[secureProtocol];
  }
  const tls = require('tls');
  return [versionOf(options.minVersion ?? tls.DEFAULT_MIN_VERSION, 'minimum', 0x303),
          versionOf(options.maxVersion ?? tls.DEFAULT_MAX_VERSION, 'maximum', 0x304)];
}

class SecureContext {
  constructor(versions = [0x303, 0x304]) {
    this[kVersions] = versions;
    this[kKeys] = [];
    this.authorities = undefined;
    this[kHandle] = undefined;
  }

  // What native code knows the context as; made when the first connection needs it.
  get context() {
    return this;
  }

  get native() {
    if (this[kHandle] === undefined) {
      const [min, max] = this[kVersions];
      const authorities = this.authorities ?? defaultAuthorities();
      try {
        this[kHandle] = native.createContext(this[kKeys].flat(), authorities, min, max);
      } catch (error) {
        throw openssl(error);
      }
    }
    return this[kHandle];
  }

  addCACert(certificate) {
    (this.authorities ??= []).push(asBytes(certificate, 'cert'));
    this[kHandle] = undefined;
  }
}

let sharedDefault;

// For connections that name neither keys nor authorities.
function defaultContext() {
  sharedDefault ??= createSecureContext({});
  return sharedDefault;
}

function createSecureContext(options) {
  options ??= {};
  validateObject(options, 'options');
  if (options.pfx) {
    const error = new Error('pfx is not implemented: give the certificate and the key as PEM, in cert and key');
    error.code = 'ERR_METHOD_NOT_IMPLEMENTED';
    throw error;
  }
  if (options.ciphers !== undefined && options.ciphers !== null) validateString(options.ciphers, 'options.ciphers');
  if (options.ecdhCurve !== undefined) validateString(options.ecdhCurve, 'options.ecdhCurve');
  if (options.sessionTimeout !== undefined && options.sessionTimeout !== null) {
    validateInteger(options.sessionTimeout, 'options.sessionTimeout', 0, 2 ** 31 - 1);
  }
  const context = new SecureContext(versionsOf(options));
  const authorities = asList(options.ca);
  if (authorities.length > 0) context.authorities = authorities.map((one) => asBytes(one, 'options.ca'));
  const certificates = asList(options.cert).map((one) => asBytes(one, 'options.cert'));
  const keys = asList(options.key).map(keyBytes);
  for (let i = 0; i < Math.min(certificates.length, keys.length); i++) context[kKeys].push([certificates[i], keys[i]]);
  // What is wrong with them is told now.
  if (context[kKeys].length > 0 || authorities.length > 0) void context.native;
  return context;
}

module.exports = { SecureContext, createSecureContext, defaultContext, getDefaultCACertificates,
                   setDefaultCACertificates };
