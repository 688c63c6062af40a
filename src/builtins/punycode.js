// node:punycode (deprecated): RFC 3492 encoding of labels, and of whole domain names and e-mail addresses.
'use strict';

const BASE = 36;
const T_MIN = 1;
const T_MAX = 26;
const SKEW = 38;
const DAMP = 700;
const INITIAL_BIAS = 72;
const INITIAL_N = 128;
const MAX_INT = 0x7FFFFFFF;
const MESSAGES = {
  overflow: 'Overflow: input needs wider integers to process',
  notBasic: 'Illegal input >= 0x80 (not a basic code point)',
  invalid: 'Invalid input',
};

if (!require('internal/util/call_sites').isInsideNodeModules()) {
  process.emitWarning(
    'The `punycode` module is deprecated. Please use a userland alternative instead.', 'DeprecationWarning', 'DEP0040');
}

function fail(kind) {
  throw new RangeError(MESSAGES[kind]);
}

// Code units to code points; lone surrogates stay as they are.
function toCodePoints(string) {
  return Array.from(string, (character) => character.codePointAt(0));
}

function fromCodePoints(codePoints) {
  return String.fromCodePoint(...codePoints);
}

function adapt(delta, count, first) {
  delta = first ? Math.floor(delta / DAMP) : delta >> 1;
  delta += Math.floor(delta / count);
  let k = 0;
  for (; delta > (BASE - T_MIN) * T_MAX >> 1; k += BASE) delta = Math.floor(delta / (BASE - T_MIN));
  return k + Math.floor((BASE - T_MIN + 1) * delta / (delta + SKEW));
}

function threshold(k, bias) {
  return Math.min(Math.max(k - bias, T_MIN), T_MAX);
}

function digitOf(code) {
  if (code >= 0x30 && code <= 0x39) return code - 0x30 + 26;
  const letter = code | 0x20;
  return letter >= 0x61 && letter <= 0x7A ? letter - 0x61 : BASE;
}

function characterOf(digit) {
  return String.fromCharCode(digit < 26 ? digit + 0x61 : digit - 26 + 0x30);
}

function decode(input) {
  const delimiter = Math.max(input.lastIndexOf('-'), 0);
  const output = [];
  for (let i = 0; i < delimiter; i++) {
    if (input.charCodeAt(i) >= 0x80) fail('notBasic');
    output.push(input.charCodeAt(i));
  }
  let n = INITIAL_N;
  let i = 0;
  let bias = INITIAL_BIAS;
  for (let at = delimiter > 0 ? delimiter + 1 : 0; at < input.length;) {
    const before = i;
    for (let weight = 1, k = BASE; ; k += BASE) {
      if (at >= input.length) fail('invalid');
      const digit = digitOf(input.charCodeAt(at++));
      if (digit >= BASE) fail('invalid');
      if (digit > Math.floor((MAX_INT - i) / weight)) fail('overflow');
      i += digit * weight;
      const t = threshold(k, bias);
      if (digit < t) break;
      if (weight > Math.floor(MAX_INT / (BASE - t))) fail('overflow');
      weight *= BASE - t;
    }
    const count = output.length + 1;
    bias = adapt(i - before, count, before === 0);
    if (Math.floor(i / count) > MAX_INT - n) fail('overflow');
    n += Math.floor(i / count);
    i %= count;
    output.splice(i++, 0, n);
  }
  return fromCodePoints(output);
}

function encode(input) {
  const points = toCodePoints(input);
  const basic = points.filter((point) => point < 0x80);
  let output = basic.map((point) => String.fromCharCode(point)).join('');
  let handled = basic.length;
  if (handled > 0) output += '-';
  let n = INITIAL_N;
  let delta = 0;
  let bias = INITIAL_BIAS;
  while (handled < points.length) {
    const next = points.reduce((least, point) => (point >= n && point < least ? point : least), MAX_INT);
    if (next - n > Math.floor((MAX_INT - delta) / (handled + 1))) fail('overflow');
    delta += (next - n) * (handled + 1);
    n = next;
    for (const point of points) {
      if (point < n && ++delta > MAX_INT) fail('overflow');
      if (point !== n) continue;
      let q = delta;
      for (let k = BASE; ; k += BASE) {
        const t = threshold(k, bias);
        if (q < t) break;
        output += characterOf(t + (q - t) % (BASE - t));
        q = Math.floor((q - t) / (BASE - t));
      }
      output += characterOf(q);
      bias = adapt(delta, handled + 1, handled === basic.length);
      delta = 0;
      handled++;
    }
    delta++;
    n++;
  }
  return output;
}

// Applies `convert` to each label of a domain; what stands before an @ is no part of it.
function mapLabels(domain, convert) {
  const at = domain.split('@');
  const prefix = at.length > 1 ? `${at[0]}@` : '';
  const name = at.length > 1 ? at[1] : domain;
  return prefix + name.split(/[\x2E\u3002\uFF0E\uFF61]/).map(convert).join('.');
}

function toUnicode(input) {
  return mapLabels(input, (label) => (label.startsWith('xn--') ? decode(label.slice(4).toLowerCase()) : label));
}

function toASCII(input) {
  // eslint-disable-next-line no-control-regex
  return mapLabels(input, (label) => (/[^\0-\x7F]/.test(label) ? `xn--${encode(label)}` : label));
}

module.exports = {
  version: '2.1.0',
  ucs2: { decode: toCodePoints, encode: fromCodePoints },
  decode,
  encode,
  toASCII,
  toUnicode,
};
