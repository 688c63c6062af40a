// blob: URLs: a table of Blobs by identifier. An entry keeps its Blob alive until it is revoked.
'use strict';

const { codes } = require('internal/errors');
const { Blob, isBlob } = require('internal/blob');

const PREFIX = 'blob:nodedata:';
const blobs = new Map();

function createObjectURL(blob) {
  if (!isBlob(blob)) throw new codes.ERR_INVALID_ARG_TYPE('obj', 'Blob', blob);
  const id = require('internal/crypto/random').randomUUID();
  blobs.set(id, blob);
  return `${PREFIX}${id}`;
}

// Undefined for what is no known URL. A new Blob of the same bytes, as after a revocation.
function resolveObjectURL(url) {
  url = `${url}`;
  if (!url.startsWith(PREFIX)) return undefined;
  const blob = blobs.get(url.slice(PREFIX.length));
  return blob === undefined ? undefined : new Blob([blob], { type: blob.type });
}

function revokeObjectURL(url) {
  url = `${url}`;
  if (url.startsWith(PREFIX)) blobs.delete(url.slice(PREFIX.length));
}

module.exports = { createObjectURL, resolveObjectURL, revokeObjectURL };
