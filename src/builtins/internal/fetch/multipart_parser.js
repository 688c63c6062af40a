// The bytes of multipart/form-data as the entries of a FormData.
'use strict';

const { TextDecoder } = require('internal/encoding');

function fail(message) {
  throw new TypeError('Failed to parse body as FormData.', { cause: new TypeError(message) });
}

const CR = 0x0D;
const LF = 0x0A;
const DASH = 0x2D;

const latin1 = (bytes) => bytes.latin1Slice(0, bytes.length);
const utf8 = (bytes) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
const unescape = (text) => text.replace(/%0A/gi, '\n').replace(/%0D/gi, '\r').replace(/%22/g, '"');

const isBoundary = (boundary) => (
  boundary.length >= 1 && boundary.length <= 70 && /^[0-9A-Za-z'()+_,\-./:=? ]+$/.test(boundary));

// A parameter of Content-Disposition at `at`: { name, value, end }. Bytes that are not ASCII are UTF-8.
function parameter(line, at) {
  const rest = line.slice(at);
  const match = /^[\t ]*;[\t ]*([^=;\t ]+)=(?:"([^"]*)"|([^;\t ]*))/.exec(rest);
  if (match === null) return undefined;
  const raw = match[2] ?? match[3];
  return { name: match[1].toLowerCase(), value: raw, isQuoted: match[2] !== undefined, end: at + match[0].length };
}

const ofLatin1 = (text) => utf8(Buffer.from(text, 'latin1'));

// RFC 8187: charset'language'percent-encoded.
function extended(value) {
  const match = /^(utf-8|iso-8859-1)'[^']*'(.*)$/i.exec(value);
  if (match === null) fail('unknown encoding of an extended parameter: expected UTF-8 or ISO-8859-1');
  const bytes = Buffer.from(match[2].replace(/%([0-9A-F]{2})/gi, (_, hex) => String.fromCharCode(parseInt(hex, 16))),
                            'latin1');
  return match[1].toLowerCase() === 'utf-8' ? utf8(bytes) : latin1(bytes);
}

function disposition(line, headers) {
  if (!/^form-data[\t ]*(?:;|$)/i.test(line)) fail('expected form-data for content-disposition header');
  let at = 'form-data'.length;
  while (at < line.length) {
    const found = parameter(line, at);
    if (found === undefined) {
      if (line.slice(at).trim() === '' || line.slice(at).trim() === ';') break;
      fail('expected name="value" in the content-disposition header');
    }
    at = found.end;
    if (found.name === 'name') headers.name = unescape(ofLatin1(found.value));
    else if (found.name === 'filename') headers.filename ??= unescape(ofLatin1(found.value));
    else if (found.name === 'filename*') headers.filename = extended(found.value);
  }
  if (headers.name === null) fail('header name is null');
}

// The headers of a part, which begin at `at`.
function partHeaders(bytes, at) {
  const headers = { name: null, filename: undefined, contentType: undefined, encoding: undefined, end: at };
  for (;;) {
    if (bytes[at] === CR && bytes[at + 1] === LF) {
      if (headers.name === null) fail('header name is null');
      headers.end = at + 2;
      return headers;
    }
    const end = bytes.indexOf('\r\n', at);
    if (end === -1) fail('expected CRLF');
    const line = latin1(bytes.subarray(at, end));
    const colon = line.indexOf(':');
    if (colon === -1) fail('expected a colon after the name of a header');
    const name = line.slice(0, colon).replace(/^[\t ]+|[\t ]+$/g, '');
    if (!/^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(name)) fail('header name does not match the field-name token production');
    const value = line.slice(colon + 1).replace(/^[\t ]+|[\t ]+$/g, '');
    switch (name.toLowerCase()) {
      case 'content-disposition': disposition(value, headers); break;
      case 'content-type': headers.contentType = value; break;
      case 'content-transfer-encoding': headers.encoding = value; break;
      default:
    }
    at = end + 2;
  }
}

function partValue(headers, body) {
  if (headers.encoding?.toLowerCase() === 'base64') body = Buffer.from(latin1(body), 'base64');
  if (headers.filename === undefined) return utf8(body);
  const { File } = require('internal/file');
  const type = headers.contentType ?? 'text/plain';
  return new File([body], headers.filename, { type: /^[\x20-\x7E]*$/.test(type) ? type : '' });
}

function parse(input, mime) {
  const boundary = mime.parameters.get('boundary');
  if (boundary === undefined) fail('missing boundary in content-type header');
  if (!isBoundary(boundary)) fail('the boundary in the content-type header is not valid');
  const bytes = Buffer.from(input.buffer, input.byteOffset, input.byteLength);
  const dashed = `--${boundary}`;
  const entries = [];
  let at = bytes.indexOf(dashed);
  if (at === -1) fail('no boundary found in multipart body');
  for (;;) {
    at += dashed.length;
    if (bytes[at] === DASH && bytes[at + 1] === DASH) return entries;
    if (bytes[at] !== CR || bytes[at + 1] !== LF) fail('expected CRLF');
    const headers = partHeaders(bytes, at + 2);
    const end = bytes.indexOf(`\r\n${dashed}`, headers.end - 2);
    if (end === -1) fail('expected boundary after body');
    // An empty body may share its line end with the headers.
    const body = bytes.subarray(headers.end, Math.max(headers.end, end));
    entries.push({ name: headers.name.toWellFormed(), value: partValue(headers, body) });
    at = end + 2;
  }
}

module.exports = { parse };
