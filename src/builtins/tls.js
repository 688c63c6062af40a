// node:tls. Its parts: `internal/tls/`; the engine is native.
'use strict';

const CIPHERS = ['tls_aes_128_gcm_sha256', 'tls_aes_256_gcm_sha384', 'tls_chacha20_poly1305_sha256',
                 'ecdhe-ecdsa-aes128-gcm-sha256', 'ecdhe-ecdsa-aes256-gcm-sha384', 'ecdhe-ecdsa-chacha20-poly1305',
                 'ecdhe-rsa-aes128-gcm-sha256', 'ecdhe-rsa-aes256-gcm-sha384', 'ecdhe-rsa-chacha20-poly1305'];

module.exports = {
  CLIENT_RENEG_LIMIT: 3,
  CLIENT_RENEG_WINDOW: 600,
  DEFAULT_CIPHERS: 'TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256:TLS_AES_128_GCM_SHA256:' +
    'ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES256-GCM-SHA384:' +
    'ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-CHACHA20-POLY1305:ECDHE-ECDSA-CHACHA20-POLY1305',
  DEFAULT_ECDH_CURVE: 'auto',
  DEFAULT_MIN_VERSION: 'TLSv1.2',
  DEFAULT_MAX_VERSION: 'TLSv1.3',
  getCiphers: () => [...CIPHERS].sort(),
  getCertificateCompressionAlgorithms: () => [],
  get rootCertificates() {
    return require('internal/tls/roots').rootCertificates();
  },
  getCACertificates: (type) => require('internal/tls/roots').getCACertificates(type),
  setDefaultCACertificates(certificates) {
    require('internal/tls/context').setDefaultCACertificates(certificates);
  },
  convertALPNProtocols(protocols, out) {
    require('internal/tls/socket').convertALPNProtocols(protocols, out);
  },
  checkServerIdentity(hostname, cert) {
    return require('internal/tls/certificate').checkServerIdentity(hostname, cert);
  },
  createSecureContext: (options) => require('internal/tls/context').createSecureContext(options),
};

// Classes and functions that load what they need when they are first asked for, and can be replaced.
const LATER = [['SecureContext', 'internal/tls/context'], ['TLSSocket', 'internal/tls/socket'],
               ['Server', 'internal/tls/server'], ['createServer', 'internal/tls/server'],
               ['connect', 'internal/tls/client']];
for (const [name, id] of LATER) {
  require('internal/util').defineLazyProperties(module.exports, id, [name]);
}
