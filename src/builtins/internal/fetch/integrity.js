// The `integrity` of a request: hashes, of which one of the strongest kind must fit.
'use strict';

const STRENGTH = ['sha256', 'sha384', 'sha512'];

function parse(metadata) {
  const found = [];
  for (const token of metadata.split(/[\t\n\f\r ]+/)) {
    const match = /^(sha256|sha384|sha512)-([A-Za-z0-9+/_-]+={0,2})(?:\?.*)?$/.exec(token);
    if (match !== null) found.push({ algorithm: match[1], value: match[2].replace(/-/g, '+').replace(/_/g, '/') });
  }
  return found;
}

const plain = (base64) => base64.replace(/=+$/, '');

function matches(bytes, metadata) {
  const all = parse(metadata);
  if (all.length === 0) return true;
  const strongest = STRENGTH.findLast((algorithm) => all.some((entry) => entry.algorithm === algorithm));
  const { createHash } = require('crypto');
  const actual = plain(createHash(strongest).update(bytes).digest('base64'));
  return all.some(({ algorithm, value }) => algorithm === strongest && plain(value) === actual);
}

module.exports = { matches };
