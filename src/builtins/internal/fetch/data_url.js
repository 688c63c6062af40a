// data: URLs as the Fetch Standard reads them.
'use strict';

const mimeTypes = require('internal/fetch/mime');

function percentDecode(text) {
  const bytes = internalBinding('encoding').encode(text);
  const result = new Uint8Array(bytes.length);
  let length = 0;
  const digit = (byte) => parseInt(String.fromCharCode(byte), 16);
  for (let i = 0; i < bytes.length; i++) {
    const high = bytes[i] === 0x25 ? digit(bytes[i + 1]) : NaN;
    const low = digit(bytes[i + 2]);
    if (Number.isNaN(high) || Number.isNaN(low)) {
      result[length++] = bytes[i];
    } else {
      result[length++] = high * 16 + low;
      i += 2;
    }
  }
  return result.subarray(0, length);
}

// Forgiving base64: white space goes, padding may be missing. Undefined for what is none.
function fromBase64(text) {
  text = text.replace(/[\t\n\f\r ]+/g, '');
  if (text.length % 4 === 0) text = text.replace(/={1,2}$/, '');
  if (text.length % 4 === 1 || /[^A-Za-z0-9+/]/.test(text)) return undefined;
  return new Uint8Array(Buffer.from(text, 'base64'));
}

// { mime, bytes }, or undefined for what is no data URL.
function parse(url) {
  const { href, hash } = url;
  const input = (hash === '' ? href : href.slice(0, -hash.length)).slice('data:'.length);
  const comma = input.indexOf(',');
  if (comma === -1) return undefined;
  let type = input.slice(0, comma).replace(/^[\t\n\f\r ]+|[\t\n\f\r ]+$/g, '');
  let bytes = percentDecode(input.slice(comma + 1));
  const base64 = /; *base64$/i.exec(type);
  if (base64 !== null) {
    bytes = fromBase64(Buffer.from(bytes).latin1Slice(0, bytes.length));
    if (bytes === undefined) return undefined;
    type = type.slice(0, base64.index);
  }
  if (type.startsWith(';')) type = `text/plain${type}`;
  return { mime: mimeTypes.parse(type) ?? mimeTypes.parse('text/plain;charset=US-ASCII'), bytes };
}

module.exports = { parse };
