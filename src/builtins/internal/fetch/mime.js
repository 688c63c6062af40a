// MIME types as the MIME Sniffing Standard reads them, for Content-Type.
'use strict';

const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const QUOTABLE = /^[\t\x20-\x7E\x80-\xFF]*$/;

const trimEnd = (text) => text.replace(/[\t\n\r ]+$/, '');

// The text of a quoted string that begins at `at`, and where it ends.
function quoted(text, at) {
  let value = '';
  let i = at + 1;
  for (; i < text.length && text[i] !== '"'; i++) {
    if (text[i] === '\\' && i + 1 < text.length) i++;
    value += text[i];
  }
  return { value, end: i + 1 };
}

// { type, subtype, essence, parameters } or undefined for what is no MIME type.
function parse(input) {
  const text = input.replace(/^[\t\n\r ]+|[\t\n\r ]+$/g, '');
  const slash = text.indexOf('/');
  if (slash === -1) return undefined;
  const type = text.slice(0, slash);
  let at = text.indexOf(';', slash);
  if (at === -1) at = text.length;
  const subtype = trimEnd(text.slice(slash + 1, at));
  if (!TOKEN.test(type) || !TOKEN.test(subtype)) return undefined;
  const parameters = new Map();
  while (at < text.length) {
    at++;
    while (at < text.length && /[\t\n\r ]/.test(text[at])) at++;
    let end = at;
    while (end < text.length && text[end] !== ';' && text[end] !== '=') end++;
    const name = text.slice(at, end).toLowerCase();
    at = end;
    if (text[at] !== '=') continue;
    at++;
    let value;
    if (text[at] === '"') {
      const string = quoted(text, at);
      value = string.value;
      at = text.indexOf(';', string.end);
    } else {
      end = text.indexOf(';', at);
      value = trimEnd(text.slice(at, end === -1 ? text.length : end));
      at = end;
      if (value === '') {
        if (at === -1) break;
        continue;
      }
    }
    if (TOKEN.test(name) && QUOTABLE.test(value) && !parameters.has(name)) parameters.set(name, value);
    if (at === -1) break;
  }
  const essence = `${type.toLowerCase()}/${subtype.toLowerCase()}`;
  return { type: type.toLowerCase(), subtype: subtype.toLowerCase(), essence, parameters };
}

function serialize(mime) {
  let text = mime.essence;
  for (const [name, value] of mime.parameters) {
    text += `;${name}=${TOKEN.test(value) ? value : `"${value.replace(/["\\]/g, '\\$&')}"`}`;
  }
  return text;
}

// The parts between the commas of a header, those in quoted strings aside.
function splitList(text) {
  const parts = [];
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '"') i = quoted(text, i).end - 1;
    else if (text[i] === ',') {
      parts.push(text.slice(start, i));
      start = i + 1;
    }
  }
  parts.push(text.slice(start));
  return parts;
}

// The MIME type that a Content-Type header means, which may have several values; undefined for none.
function ofHeader(value) {
  if (value === null) return undefined;
  let found;
  let charset;
  for (const part of splitList(value)) {
    const mime = parse(part);
    if (mime === undefined || mime.essence === '*/*') continue;
    if (found === undefined || mime.essence !== found.essence) charset = mime.parameters.get('charset');
    else if (!mime.parameters.has('charset') && charset !== undefined) mime.parameters.set('charset', charset);
    found = mime;
  }
  return found;
}

module.exports = { ofHeader, parse, serialize };
