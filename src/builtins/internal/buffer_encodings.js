// The character encodings of Buffer: what each is called, and its native operations.
//
// `slice(view, start, end)` decodes; `write(view, string, offset, length)` encodes as much as fits and returns the
// number of bytes written, never a part of a character; `byteLength(string)` is exact except for base64 and hex, where
// characters that are skipped count. The ranges passed to the natives have been checked.
'use strict';

const binding = internalBinding('buffer');

// Each 4 characters make 3 bytes; padding makes none.
function base64ByteLength(string) {
  let length = string.length;
  if (string.charCodeAt(length - 1) === 0x3D) length--;
  if (length > 1 && string.charCodeAt(length - 1) === 0x3D) length--;
  return Math.floor(length * 3 / 4);
}

const codeUnits = (string) => string.length;
const twoPerCodeUnit = (string) => string.length * 2;

const utf8 = {
  name: 'utf8', slice: binding.utf8Slice, write: binding.utf8Write, byteLength: binding.byteLengthUtf8,
};
const utf16le = {
  name: 'utf16le', slice: binding.utf16leSlice, write: binding.utf16leWrite, byteLength: twoPerCodeUnit,
};
const latin1 = {
  name: 'latin1', slice: binding.latin1Slice, write: binding.latin1Write, byteLength: codeUnits,
};
// Writing takes the low byte of each character, like latin1; only reading drops the eighth bit.
const ascii = {
  name: 'ascii', slice: binding.asciiSlice, write: binding.latin1Write, byteLength: codeUnits,
};
// Both alphabets are accepted when decoding either.
const base64 = {
  name: 'base64', slice: binding.base64Slice, write: binding.base64Write, byteLength: base64ByteLength,
};
const base64url = {
  name: 'base64url', slice: binding.base64urlSlice, write: binding.base64Write, byteLength: base64ByteLength,
};
const hex = {
  name: 'hex', slice: binding.hexSlice, write: binding.hexWrite, byteLength: (string) => string.length >>> 1,
};

const byName = {
  __proto__: null,
  utf8, 'utf-8': utf8,
  ucs2: utf16le, 'ucs-2': utf16le, utf16le, 'utf-16le': utf16le,
  latin1, binary: latin1,
  ascii, base64, base64url, hex,
};

// The encoding of that name in any case; undefined if there is none.
function encodingNamed(name) {
  const known = byName[name];
  if (known !== undefined) return known;
  return byName[`${name}`.toLowerCase()];
}

// The canonical name of an encoding; no name at all means UTF-8.
function normalizeEncoding(name) {
  if (name == null || name === '') return 'utf8';
  return typeof name === 'string' ? encodingNamed(name)?.name : undefined;
}

module.exports = { encodingNamed, normalizeEncoding, utf8, utf16le, latin1, hex, ascii };
