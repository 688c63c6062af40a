// X509Certificate: every field of certificates that OpenSSL made, whom they are for, who signed them, and wrong arguments.
'use strict';
const crypto = require('crypto');

// A certificate of everything, one that it signed, and one of a name only.
const CERTIFICATES = {
  all: `-----BEGIN CERTIFICATE-----
MIIDGDCCAr+gAwIBAgIIASNFZ4mrze8wCgYIKoZIzj0EAwIwfzELMAkGA1UEBhMC
REUxEzARBgNVBAgMClNvbWUgU3RhdGUxFjAUBgNVBAoMDUV4YW1wbGUsIEluYy4x
DzANBgNVBAsMBkRlcHQgQTEUMBIGA1UEAwwLZXhhbXBsZS5vcmcxHDAaBgkqhkiG
9w0BCQEWDWFAZXhhbXBsZS5vcmcwIBcNMjYxMTI3MDAxMzQzWhgPMjEyNjExMDMw
MDEzNDNaMH8xCzAJBgNVBAYTAkRFMRMwEQYDVQQIDApTb21lIFN0YXRlMRYwFAYD
VQQKDA1FeGFtcGxlLCBJbmMuMQ8wDQYDVQQLDAZEZXB0IEExFDASBgNVBAMMC2V4
YW1wbGUub3JnMRwwGgYJKoZIhvcNAQkBFg1hQGV4YW1wbGUub3JnMFkwEwYHKoZI
zj0CAQYIKoZIzj0DAQcDQgAEWN9CTy+DSd+H8lAEHxEtF6GLiYIyx+CTpadWW33y
zl8hCEroKqp1N3NpQKI2+YRUMUpUjL+agiZbT0Vod0ksJaOCASEwggEdMGIGA1Ud
EQRbMFmCC2V4YW1wbGUub3Jngg0qLmV4YW1wbGUuY29thwR/AAABhxAAAAAAAAAA
AAAAAAAAAAABgQ1iQGV4YW1wbGUub3JnhhRodHRwOi8vZXhhbXBsZS5vcmcveDAM
BgNVHRMEBTADAQH/MAsGA1UdDwQEAwIChDAdBgNVHSUEFjAUBggrBgEFBQcDAQYI
KwYBBQUHAwIwXgYIKwYBBQUHAQEEUjBQMCQGCCsGAQUFBzABhhhodHRwOi8vb2Nz
cC5leGFtcGxlLm9yZy8wKAYIKwYBBQUHMAKGHGh0dHA6Ly9jYS5leGFtcGxlLm9y
Zy9jYS5jcnQwHQYDVR0OBBYEFIlsQjWa8awDIHMVc+e8GoElVpJVMAoGCCqGSM49
BAMCA0cAMEQCIFFsd7i6zTGPsgsiyx87h4WOIImL3/2l8wxcgzhyiYjZAiBpir0+
5sZz4DLJurFlVI5kb82IPGQjICIKPJ58q6kfAQ==
-----END CERTIFICATE-----
`,
  leaf: `-----BEGIN CERTIFICATE-----
MIICMTCCAdegAwIBAgIBTTAKBggqhkjOPQQDAjB/MQswCQYDVQQGEwJERTETMBEG
A1UECAwKU29tZSBTdGF0ZTEWMBQGA1UECgwNRXhhbXBsZSwgSW5jLjEPMA0GA1UE
CwwGRGVwdCBBMRQwEgYDVQQDDAtleGFtcGxlLm9yZzEcMBoGCSqGSIb3DQEJARYN
YUBleGFtcGxlLm9yZzAgFw0yNjExMjcwMDEzNDNaGA8yMDgxMDgzMDAwMTM0M1ow
GzEZMBcGA1UEAwwQbGVhZi5leGFtcGxlLm9yZzCBnzANBgkqhkiG9w0BAQEFAAOB
jQAwgYkCgYEAusW4vTy0LE25l/U8tLh6G3NBenDbMD0uUFpD7r8O3gM3+PSoC9Qa
SV56eiFZYIx6etZGNiHB0O65h0dO4jA0zuvhW9K0TNCOCG3WsMqywVbnw0vGLEIV
WqGF+vMM2i3BxyZpKvmr7Kef6D0bEE/XFZwUTgDfhtMNNePTbfn5BQkCAwEAAaNf
MF0wGwYDVR0RBBQwEoIQbGVhZi5leGFtcGxlLm9yZzAdBgNVHQ4EFgQUBwez0Zkn
NYe0UqBJ2fQZb3N5e1QwHwYDVR0jBBgwFoAUiWxCNZrxrAMgcxVz57wagSVWklUw
CgYIKoZIzj0EAwIDSAAwRQIgN3NBiYg/3G+GnqCTM18tLc8nK6WbOQD04NPnjo9b
ZOMCIQCo6/H477K0fvGCzcb147SrDATXLdiSrh8UbWISTYDBww==
-----END CERTIFICATE-----
`,
  plain: `-----BEGIN CERTIFICATE-----
MIICCjCCAXOgAwIBAgIUCOylvrN4pbSNOBxZ06vKXbpBpfwwDQYJKoZIhvcNAQEL
BQAwFjEUMBIGA1UEAwwLZXhhbXBsZS5vcmcwIBcNMjYxMTI2MjM0NjE1WhgPMjEy
NjExMDIyMzQ2MTVaMBYxFDASBgNVBAMMC2V4YW1wbGUub3JnMIGfMA0GCSqGSIb3
DQEBAQUAA4GNADCBiQKBgQDwX4Oi0Q0sf+qHN5iqOTdz2BLguexRmSPbI7q0SJNI
pd3PZSD90FKuNgAzdgeTpJS56MpLlUkOy8EMTpM6fPttqKd28YSK56G23BUFRRYb
H//T7Lh3Yqi4oRlMyzGxYWa3+GrOOp3XH12FXEfdkrr9Scr4HaFFDk57lOlHGGGI
LQIDAQABo1MwUTAdBgNVHQ4EFgQUFxBiMmByoEX2pJzwvUT74U24FYUwHwYDVR0j
BBgwFoAUFxBiMmByoEX2pJzwvUT74U24FYUwDwYDVR0TAQH/BAUwAwEB/zANBgkq
hkiG9w0BAQsFAAOBgQAhPk6p/gQH6HB+GbIqmMOkn/LnhkgOBufAlk/r9E9IXHUN
RSD8sD1d49ElR5XmvSaBgPAaGM3ippfIX1/HFpYBgvLASFi6vOFJUaZvPGyUAZVZ
9+D4+fMxv6lQchkijGxN2pvzmbYV0oDSsKhqr1teNbuN5DCMXiQEzEQiBLd6kg==
-----END CERTIFICATE-----
`,
};
// The first one's key.
const KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgdgPPBOJ6Xzs/qmKj
izfeNgejJjNZrk7k3vX0yz9gUgGhRANCAARY30JPL4NJ34fyUAQfES0XoYuJgjLH
4JOlp1ZbffLOXyEISugqqnU3c2lAojb5hFQxSlSMv5qCJltPRWh3SSwl
-----END PRIVATE KEY-----
`;

const FIELDS = ['subject', 'issuer', 'subjectAltName', 'infoAccess', 'validFrom', 'validTo', 'validFromDate', 'validToDate', 'fingerprint',
  'fingerprint256', 'fingerprint512', 'keyUsage', 'serialNumber', 'signatureAlgorithm', 'signatureAlgorithmOid', 'ca', 'issuerCertificate'];
const NAMES = ['example.org', 'EXAMPLE.org', 'example.org.', 'a.example.com', 'a.b.example.com', 'example.com', 'leaf.example.org', 'nope', '127.0.0.1', '::1',
  '0:0:0:0:0:0:0:1', '', 'a@example.org', 'b@example.org', 'B@example.org', 'b@EXAMPLE.org'];

function attempt(label, call) {
  try {
    console.log(label, call());
  } catch (error) {
    console.log(label, '!!', error.name, error.code, error.message);
  }
}

const made = {};
for (const name in CERTIFICATES) {
  const certificate = new crypto.X509Certificate(CERTIFICATES[name]);
  made[name] = certificate;
  for (const field of FIELDS) console.log(name, field, certificate[field]);
  console.log(certificate.publicKey.asymmetricKeyType, certificate.raw.length, certificate.toString() === CERTIFICATES[name],
              JSON.stringify(certificate) === JSON.stringify(CERTIFICATES[name]), new crypto.X509Certificate(certificate.raw).fingerprint === certificate.fingerprint);
  console.log(certificate);
  const { pubkey, raw, ...legacy } = certificate.toLegacyObject();
  for (const key of Object.keys(legacy).sort()) if (legacy[key] !== undefined) console.log(key, legacy[key]);
  for (const method of ['checkHost', 'checkEmail', 'checkIP']) {
    for (const asked of NAMES) attempt(`${name} ${method} ${asked}`, () => certificate[method](asked));
  }
  for (const options of [{ subject: 'always' }, { subject: 'never' }, { subject: 'x' }, { subject: 5 }, { wildcards: false }, { wildcards: 5 }, { partialWildcards: false }, null, 5]) {
    for (const asked of ['example.org', 'a.example.com']) attempt(`${name} ${JSON.stringify(options)} ${asked}`, () => certificate.checkHost(asked, options));
  }
}
const key = crypto.createPrivateKey(KEY);
const { all, leaf, plain } = made;
console.log(leaf.checkIssued(all), all.checkIssued(leaf), all.checkIssued(all), plain.checkIssued(plain));
console.log(leaf.verify(all.publicKey), all.verify(all.publicKey), leaf.verify(leaf.publicKey), plain.verify(plain.publicKey), plain.verify(leaf.publicKey));
console.log(all.checkPrivateKey(key), leaf.checkPrivateKey(key));
for (const wrong of ['garbage', 5, undefined, Buffer.alloc(5), '', {}]) {
  attempt('certificate', () => new crypto.X509Certificate(wrong));
  for (const method of ['checkHost', 'checkEmail', 'checkIP', 'checkIssued', 'verify', 'checkPrivateKey']) {
    if (typeof wrong !== 'string') attempt(method, () => all[method](wrong));
  }
}
attempt('verify with a private key', () => all.verify(key));
attempt('checkPrivateKey with a public key', () => all.checkPrivateKey(all.publicKey));
