// node:querystring. `escape` and `unescape` are looked up on the module at each call: programs replace them.
'use strict';

const { encodeStr } = require('internal/querystring');

const UNESCAPED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!'()*-._~";

function hexValue(code) {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const letter = code | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}

// Decodes %XX as bytes, never failing: what is no escape stays as it is.
function unescapeBuffer(s, decodeSpaces) {
  const { Buffer } = require('buffer');
  const out = Buffer.allocUnsafe(s.length);
  let size = 0;
  let decoded = false;
  for (let i = 0; i < s.length; i++) {
    let code = s.charCodeAt(i);
    if (code === 0x2B && decodeSpaces) {
      code = 0x20;
    } else if (code === 0x25 && i + 2 < s.length) {
      const high = hexValue(s.charCodeAt(i + 1));
      const low = hexValue(s.charCodeAt(i + 2));
      if (high >= 0 && low >= 0) {
        code = high * 16 + low;
        i += 2;
        decoded = true;
      }
    }
    out[size++] = code;
  }
  return decoded ? out.slice(0, size) : out;
}

function unescape(s, decodeSpaces) {
  try {
    return decodeURIComponent(s);
  } catch {
    return module.exports.unescapeBuffer(s, decodeSpaces).toString();
  }
}

function escape(value) {
  return encodeStr(typeof value === 'object' ? String(value) : `${value}`, UNESCAPED);
}

// The text of a value; empty for all that is no primitive with one.
function textOf(value) {
  switch (typeof value) {
    case 'string': return value;
    case 'number': return Number.isFinite(value) ? `${value}` : '';
    case 'bigint':
    case 'boolean': return `${value}`;
    default: return '';
  }
}

function stringify(obj, sep, eq, options) {
  if (obj === null || typeof obj !== 'object') return '';
  sep ||= '&';
  eq ||= '=';
  const encode = typeof options?.encodeURIComponent === 'function' ? options.encodeURIComponent : module.exports.escape;
  const convert = (value) => {
    const text = textOf(value);
    // Our own encoder has nothing to do on an empty text; another one is called all the same.
    return encode === escape && text === '' ? '' : encode(text);
  };
  const fields = [];
  for (const key of Object.keys(obj)) {
    const value = obj[key];
    const start = convert(key) + eq;
    if (Array.isArray(value)) for (let i = 0; i < value.length; i++) fields.push(start + convert(value[i]));
    else fields.push(start + convert(value));
  }
  return fields.join(sep);
}

function decodeWith(decode, text, custom) {
  if (text === '') return text;
  // Plus signs are spaces; a decoder of somebody else's gets them as escapes.
  text = text.replaceAll('+', custom ? '%20' : ' ');
  if (!custom && !/%[0-9a-fA-F]{2}/.test(text)) return text;
  try {
    return decode(text);
  } catch {
    return module.exports.unescape(text, true);
  }
}

function parse(qs, sep, eq, options) {
  const result = { __proto__: null };
  if (typeof qs !== 'string' || qs.length === 0) return result;
  sep = sep ? String(sep) : '&';
  eq = eq ? String(eq) : '=';
  let decode = module.exports.unescape;
  if (typeof options?.decodeURIComponent === 'function') decode = options.decodeURIComponent;
  const custom = decode !== unescape;
  const maxKeys = typeof options?.maxKeys === 'number' ? options.maxKeys : 1000;
  let parts = qs.split(sep);
  if (maxKeys > 0 && parts.length > maxKeys) parts = parts.slice(0, Math.ceil(maxKeys));
  for (const part of parts) {
    if (part === '') continue;
    const at = part.indexOf(eq);
    const key = decodeWith(decode, at === -1 ? part : part.slice(0, at), custom);
    const value = at === -1 ? '' : decodeWith(decode, part.slice(at + eq.length), custom);
    const before = result[key];
    if (before === undefined) result[key] = value;
    else if (Array.isArray(before)) before.push(value);
    else result[key] = [before, value];
  }
  return result;
}

module.exports = {
  unescapeBuffer,
  unescape,
  escape,
  stringify,
  encode: stringify,
  parse,
  decode: parse,
};
