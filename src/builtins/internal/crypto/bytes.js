// Bytes among the arguments of node:crypto: what natives take is a view.
'use strict';

const { isAnyArrayBuffer } = require('internal/util/types');

// A view of what may also be text or an ArrayBuffer.
function bytesOf(value, name, encoding) {
  if (ArrayBuffer.isView(value)) return value;
  if (typeof value === 'string') {
    return require('buffer').Buffer.from(value, encoding === 'buffer' ? 'utf8' : encoding);
  }
  if (isAnyArrayBuffer(value)) return new Uint8Array(value);
  const { codes } = require('internal/errors');
  throw new codes.ERR_INVALID_ARG_TYPE(name, ['string', 'ArrayBuffer', 'Buffer', 'TypedArray', 'DataView'], value);
}

function isBytes(value) {
  return ArrayBuffer.isView(value) || isAnyArrayBuffer(value);
}

// An option that is a string if it is there.
function stringOption(options, name) {
  const value = options?.[name];
  if (value === undefined || value === null) return undefined;
  require('internal/validators').validateString(value, `options.${name}`);
  return value;
}

module.exports = { bytesOf, isBytes, stringOption };
