// A FormData as the bytes of multipart/form-data.
'use strict';

const { bytesOf } = require('internal/blob');
const { entriesOf } = require('internal/fetch/form_data');

const escape = (text) => text.replace(/\n/g, '%0A').replace(/\r/g, '%0D').replace(/"/g, '%22');
const normalizeLines = (text) => text.replace(/\r\n|\r|\n/g, '\r\n');

function encode(form) {
  const { encode: utf8 } = internalBinding('encoding');
  const boundary = `----formdata-undici-0${`${Math.floor(Math.random() * 1e11)}`.padStart(11, '0')}`;
  const start = `--${boundary}\r\nContent-Disposition: form-data`;
  const parts = [];
  for (const { name, value } of entriesOf(form)) {
    const head = `${start}; name="${escape(normalizeLines(name))}"`;
    if (typeof value === 'string') {
      parts.push(utf8(`${head}\r\n\r\n${normalizeLines(value)}\r\n`));
    } else {
      const file = value.name === '' ? '' : escape(value.name);
      const type = value.type || 'application/octet-stream';
      parts.push(utf8(`${head}; filename="${file}"\r\nContent-Type: ${type}\r\n\r\n`), bytesOf(value), utf8('\r\n'));
    }
  }
  parts.push(utf8(`--${boundary}--\r\n`));
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return { bytes, type: `multipart/form-data; boundary=${boundary}` };
}

module.exports = { encode };
