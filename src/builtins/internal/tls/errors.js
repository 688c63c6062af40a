// The errors of node:tls: coded ones, those of certificates, and OpenSSL's for what went wrong on the way.
'use strict';

const { codes, E } = require('internal/errors');

E('ERR_TLS_ALPN_CALLBACK_INVALID_RESULT', (result, protocols) => 'ALPN callback returned a value ' +
  `(${result}) that did not match any of the client's offered protocols (${protocols.join(', ')})`, TypeError);
E('ERR_TLS_ALPN_CALLBACK_WITH_PROTOCOLS',
  'The ALPNCallback and ALPNProtocols TLS options are mutually exclusive', TypeError);
E('ERR_TLS_CERT_ALTNAME_FORMAT', 'Invalid subject alternative name string', SyntaxError);
E('ERR_TLS_CERT_ALTNAME_INVALID', function(reason, host, cert) {
  this.reason = reason;
  this.host = host;
  this.cert = cert;
  return `Hostname/IP does not match certificate's altnames: ${reason}`;
}, Error);
E('ERR_TLS_HANDSHAKE_TIMEOUT', 'TLS handshake timeout', Error);
E('ERR_TLS_INVALID_CONTEXT', '%s must be a SecureContext', TypeError);
E('ERR_TLS_INVALID_PROTOCOL_METHOD', '%s', TypeError);
E('ERR_TLS_INVALID_PROTOCOL_VERSION',
  (version, which) => `${JSON.stringify(version)} is not a valid ${which} TLS protocol version`, TypeError);
E('ERR_TLS_INVALID_STATE', 'TLS socket connection must be securely established', Error);
E('ERR_TLS_PROTOCOL_VERSION_CONFLICT', (version, method) => `TLS protocol version ${JSON.stringify(version)} ` +
  `conflicts with secureProtocol ${JSON.stringify(method)}`, TypeError);
E('ERR_TLS_RENEGOTIATION_DISABLED', 'TLS session renegotiation disabled for this socket', Error);
E('ERR_TLS_REQUIRED_SERVER_NAME', '"servername" is required parameter for Server.addContext', Error);
E('ERR_TLS_SESSION_ATTACK', 'TLS session renegotiation attack detected', Error);
E('ERR_TLS_SNI_FROM_SERVER', 'Cannot issue SNI from a TLS server-side socket', Error);

const REFUSALS = {
  CERT_HAS_EXPIRED: 'certificate has expired',
  CERT_NOT_YET_VALID: 'certificate is not yet valid',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'self-signed certificate',
  INVALID_CA: 'invalid CA certificate',
  INVALID_PURPOSE: 'unsuitable certificate purpose',
  SELF_SIGNED_CERT_IN_CHAIN: 'self-signed certificate in certificate chain',
  UNABLE_TO_GET_ISSUER_CERT: 'unable to get issuer certificate',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'unable to get local issuer certificate',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'unable to verify the first certificate',
};

// Why a certificate is not trusted.
function refusal(code) {
  const error = new Error(REFUSALS[code] ?? code);
  error.code = code;
  return error;
}

// What native code tells: `[code, reason, number, alert]`.
function failure([code, reason, number, alert]) {
  const digits = number.toString(16).toUpperCase().padStart(8, '0');
  const suffix = alert === undefined || alert === null ? '' : `:SSL alert number ${alert}`;
  const error = new Error(`error:${digits}:SSL routines::${reason}${suffix}`);
  error.library = 'SSL routines';
  error.reason = reason;
  error.code = code;
  return error;
}

// What native code throws about keys and certificates, with the parts that OpenSSL's errors have.
function openssl(error) {
  const parts = /^error:[0-9A-F]+:([^:]*):[^:]*:(.*)$/.exec(error.message);
  if (parts !== null) {
    const { code } = error;
    delete error.code;
    Object.assign(error, { library: parts[1], reason: parts[2], code });
  }
  return error;
}

module.exports = { codes, failure, openssl, refusal };
