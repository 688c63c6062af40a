// buffer.transcode: from one of utf8, utf16le, latin1 and ascii to another; what the target cannot say becomes "?".
'use strict';

const binding = internalBinding('buffer');
const { codes, genericNodeError } = require('internal/errors');
const { normalizeEncoding, utf8, utf16le } = require('internal/buffer_encodings');
const { FastBuffer, createUnsafeBuffer } = require('internal/buffer');

const SUPPORTED = ['utf8', 'utf16le', 'latin1', 'ascii'];
const ILLEGAL_ARGUMENT = ['U_ILLEGAL_ARGUMENT_ERROR', 1];
const INVALID_CHARACTER = ['U_INVALID_CHAR_FOUND', 10];

function fail([code, errno]) {
  throw genericNodeError(`Unable to transcode Buffer [${code}]`, { code, errno });
}

function decode(source, encoding) {
  switch (encoding) {
    case 'utf8': return utf8.slice(source, 0, source.length);
    case 'utf16le': return utf16le.slice(source, 0, source.length);
    case 'latin1': return binding.latin1Slice(source, 0, source.length);
    default: return binding.latin1Slice(source, 0, source.length).replace(/[\x80-\xFF]/g, '\uFFFD');
  }
}

// One byte for each character (not code unit) of the text; the invisible ones that the target lacks are left out.
function encodeSingleByte(text, highest) {
  const buffer = new FastBuffer(text.length);
  let size = 0;
  for (const character of text) {
    const code = character.codePointAt(0);
    if (code <= highest) buffer[size++] = code;
    else if (!/\p{Default_Ignorable_Code_Point}/u.test(character)) buffer[size++] = 0x3F;
  }
  return size === buffer.length ? buffer : buffer.subarray(0, size);
}

function encodeWith(encoding, text) {
  const buffer = createUnsafeBuffer(encoding.byteLength(text));
  encoding.write(buffer, text, 0, buffer.length);
  return buffer;
}

function transcode(source, fromEncoding, toEncoding) {
  if (Object.prototype.toString.call(source) !== '[object Uint8Array]') {
    throw new codes.ERR_INVALID_ARG_TYPE('source', ['Buffer', 'Uint8Array'], source);
  }
  if (source.length === 0) return new FastBuffer();
  const from = normalizeEncoding(fromEncoding);
  const to = normalizeEncoding(toEncoding);
  if (!SUPPORTED.includes(from) || !SUPPORTED.includes(to)) fail(ILLEGAL_ARGUMENT);
  let text = decode(source, from);
  if (to === 'utf16le') {
    // Into this encoding Node is lenient with ascii, and keeps half a code unit as a character of its own.
    if (from === 'ascii') text = decode(source, 'latin1');
    if (from === 'utf16le' && source.length % 2 === 1) text += '\uFFFD';
  }
  // These two pairs are strict in Node; all others replace.
  if (from === 'utf8' && to === 'utf16le' && !binding.isUtf8(source)) fail(INVALID_CHARACTER);
  if (from === 'utf16le' && to === 'utf8' && (text === '' || !text.isWellFormed())) fail(INVALID_CHARACTER);
  switch (to) {
    case 'utf8': return encodeWith(utf8, text);
    case 'utf16le': return encodeWith(utf16le, text.toWellFormed());
    default: return encodeSingleByte(text, to === 'latin1' ? 0xFF : 0x7F);
  }
}

module.exports = { transcode };
