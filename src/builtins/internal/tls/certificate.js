// Certificates as the objects that `getPeerCertificate` gives, and whether one is that of a host.
'use strict';

const native = internalBinding('tls');
const { codes } = require('internal/tls/errors');

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

// As OpenSSL prints it.
function timeText(seconds) {
  const date = new Date(seconds * 1000);
  const two = (number) => String(number).padStart(2, '0');
  return `${MONTHS[date.getUTCMonth()]} ${String(date.getUTCDate()).padStart(2, ' ')} ${two(date.getUTCHours())}:${
    two(date.getUTCMinutes())}:${two(date.getUTCSeconds())} ${date.getUTCFullYear()} GMT`;
}

// Names and texts, one after the other, as an object; what comes twice is a list.
function grouped(pairs) {
  const object = { __proto__: null };
  for (let i = 0; i < pairs.length; i += 2) {
    const name = pairs[i];
    const value = pairs[i + 1];
    if (object[name] === undefined) object[name] = value;
    else if (Array.isArray(object[name])) object[name].push(value);
    else object[name] = [object[name], value];
  }
  return object;
}

function fingerprint(raw, algorithm) {
  return require('crypto').createHash(algorithm).update(raw).digest('hex').toUpperCase().match(/../g).join(':');
}

// Node's object of a native description.
function legacyObject(parts) {
  const object = {
    subject: grouped(parts.subject),
    issuer: grouped(parts.issuer),
    subjectaltname: parts.subjectaltname,
    infoAccess: undefined,
    ca: parts.ca,
    modulus: parts.modulus,
    exponent: parts.exponent,
    pubkey: parts.pubkey,
    bits: parts.bits,
    valid_from: timeText(parts.validFrom),
    valid_to: timeText(parts.validTo),
    fingerprint: fingerprint(parts.raw, 'sha1'),
    fingerprint256: fingerprint(parts.raw, 'sha256'),
    fingerprint512: fingerprint(parts.raw, 'sha512'),
    ext_key_usage: parts.extKeyUsage,
    serialNumber: parts.serialNumber,
    raw: parts.raw,
  };
  if (parts.asn1Curve !== undefined) object.asn1Curve = parts.asn1Curve;
  if (parts.nistCurve !== undefined) object.nistCurve = parts.nistCurve;
  if (parts.infoAccess) {
    object.infoAccess = { __proto__: null };
    for (let i = 0; i < parts.infoAccess.length; i += 2) {
      (object.infoAccess[parts.infoAccess[i]] ??= []).push(parts.infoAccess[i + 1]);
    }
  }
  return object;
}

// The peer's certificate; with `detailed`, each has its issuer.
function peerCertificate(session, context, detailed) {
  const chain = native.peerCertificates(session);
  if (chain.length === 0) return undefined;
  if (!detailed) return legacyObject(chain[0]);
  const objects = chain.map(legacyObject);
  for (let i = 0; i + 1 < objects.length; i++) objects[i].issuerCertificate = objects[i + 1];
  let top = objects.at(-1);
  // Issuers that were not sent, but are known.
  for (let depth = 0; depth < 16; depth++) {
    const issuer = native.issuerOf(context.native, top.raw);
    if (issuer === undefined) break;
    if (issuer.raw.equals(top.raw)) {
      top.issuerCertificate = top;
      break;
    }
    top.issuerCertificate = legacyObject(issuer);
    top = top.issuerCertificate;
  }
  return objects[0];
}

// 'DNS:a, IP Address:1.2.3.4'; what has a comma in it is quoted.
function splitAltNames(text) {
  const names = [];
  const QUOTED = /"(?:[^"\\]|\\.)*"/y;
  let name = '';
  for (let i = 0; i < text.length;) {
    if (text[i] === '"') {
      QUOTED.lastIndex = i;
      const match = QUOTED.exec(text);
      if (match === null) throw new codes.ERR_TLS_CERT_ALTNAME_FORMAT();
      name += JSON.parse(match[0]);
      i += match[0].length;
    } else if (text.startsWith(', ', i)) {
      names.push(name);
      name = '';
      i += 2;
    } else {
      name += text[i++];
    }
  }
  names.push(name);
  return names;
}

const withoutDot = (name) => (name.endsWith('.') ? name.slice(0, -1) : name);
const lower = (name) => withoutDot(name).replace(/[A-Z]/g, (letter) => letter.toLowerCase());

// Whether a name, maybe with `*` in its first part, is that of the host.
function matches(hostParts, pattern) {
  if (!pattern) return false;
  const parts = lower(pattern).split('.');
  if (hostParts.length !== parts.length || parts.includes('')) return false;
  if (parts.some((part) => /[^\u0021-\u007F]/.test(part))) return false;
  for (let i = hostParts.length - 1; i > 0; i--) if (hostParts[i] !== parts[i]) return false;
  const [hostFirst] = hostParts;
  const star = parts[0].split('*', 3);
  if (star.length === 1 || parts[0].includes('xn--')) return hostFirst === parts[0];
  // One star, and never for all of a top-level domain.
  if (star.length > 2 || parts.length <= 2) return false;
  const [prefix, suffix] = star;
  return prefix.length + suffix.length <= hostFirst.length && hostFirst.startsWith(prefix) && hostFirst.endsWith(suffix);
}

// Undefined, or the error of a certificate that is not the host's.
function checkServerIdentity(hostname, certificate) {
  const { subject, subjectaltname } = certificate;
  const dns = [];
  const addresses = [];
  hostname = `${hostname}`;
  if (subjectaltname) {
    const all = subjectaltname.includes('"') ? splitAltNames(subjectaltname) : subjectaltname.split(', ');
    for (const name of all) {
      if (name.startsWith('DNS:')) dns.push(name.slice(4));
      else if (name.startsWith('IP Address:')) addresses.push(canonical(name.slice(11)));
    }
  }
  let valid = false;
  let reason = 'Unknown reason';
  hostname = withoutDot(hostname);
  if (require('net').isIP(hostname)) {
    valid = addresses.includes(canonical(hostname));
    if (!valid) reason = `IP: ${hostname} is not in the cert's list: ${addresses.join(', ')}`;
  } else if (dns.length > 0 || subject?.CN) {
    const parts = lower(hostname).split('.');
    if (dns.length > 0) {
      valid = dns.some((pattern) => matches(parts, pattern));
      if (!valid) reason = `Host: ${hostname}. is not in the cert's altnames: ${subjectaltname}`;
    } else {
      const { CN } = subject;
      valid = Array.isArray(CN) ? CN.some((name) => matches(parts, name)) : matches(parts, CN);
      if (!valid) reason = `Host: ${hostname}. is not cert's CN: ${CN}`;
    }
  } else {
    reason = 'Cert does not contain a DNS name';
  }
  return valid ? undefined : new codes.ERR_TLS_CERT_ALTNAME_INVALID(reason, hostname, certificate);
}

// Addresses that mean the same have one text.
function canonical(address) {
  if (!address.includes(':')) return address;
  try {
    const { URL } = require('internal/url');
    return new URL(`http://[${address}]`).hostname.slice(1, -1);
  } catch {
    return address;
  }
}

module.exports = { checkServerIdentity, legacyObject, peerCertificate };
