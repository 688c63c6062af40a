// The certificates that are trusted by default, as PEM.
'use strict';

let list;

function toPem(der) {
  const lines = der.toString('base64').match(/.{1,64}/g);
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----`;
}

function rootCertificates() {
  list ??= Object.freeze(internalBinding('tls').rootCertificates().map(toPem));
  return list;
}

function getCACertificates(type = 'default') {
  require('internal/validators').validateOneOf(type, 'type', ['default', 'bundled', 'system', 'extra']);
  if (type === 'bundled') return rootCertificates();
  if (type === 'system') return [];
  const extra = require('internal/tls/context').getDefaultCACertificates();
  if (type === 'extra') return extra === undefined ? [] : [extra.at(-1).toString()];
  return extra === undefined ? rootCertificates() : extra.map(String);
}

module.exports = { getCACertificates, rootCertificates };
