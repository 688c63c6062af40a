// IP addresses as texts and as bytes.
//
// Neighbours: block_list.js and socket_address.js.
'use strict';

// The four bytes of `1.2.3.4`, or undefined.
function parseIPv4(text) {
  const parts = text.split('.');
  if (parts.length !== 4) return undefined;
  const bytes = [];
  for (const part of parts) {
    // A leading zero would be octal to some.
    if (!/^(?:0|[1-9]\d{0,2})$/.test(part) || part > 255) return undefined;
    bytes.push(+part);
  }
  return bytes;
}

function parseGroups(text, groups) {
  if (text === '') return true;
  const parts = text.split(':');
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i];
    if (i === parts.length - 1 && part.includes('.')) {
      const bytes = parseIPv4(part);
      if (bytes === undefined) return false;
      groups.push(bytes[0] << 8 | bytes[1], bytes[2] << 8 | bytes[3]);
    } else {
      if (!/^[\da-f]{1,4}$/i.test(part)) return false;
      groups.push(parseInt(part, 16));
    }
  }
  return true;
}

// The 16 bytes of an IPv6 address, whose zone is left out, or undefined.
function parseIPv6(text) {
  const zone = text.indexOf('%');
  if (zone !== -1) {
    if (!/^[\w\-.:]+$/.test(text.slice(zone + 1)) || text.includes('_', zone)) return undefined;
    text = text.slice(0, zone);
  }
  const gap = text.indexOf('::');
  const before = [];
  const after = [];
  if (gap === -1) {
    if (!parseGroups(text, before) || before.length !== 8) return undefined;
  } else {
    const [start, end] = [text.slice(0, gap), text.slice(gap + 2)];
    if (start.includes('.') || !parseGroups(start, before) || !parseGroups(end, after)) return undefined;
    if (before.length + after.length > 7) return undefined;
    while (before.length + after.length < 8) before.push(0);
  }
  return [...before, ...after].flatMap((group) => [group >> 8, group & 0xff]);
}

// The longest run of at least two zeros: where it begins and how long it is.
function longestZeros(groups) {
  let best = { at: -1, length: 1 };
  for (let at = 0; at < 8; at++) {
    let length = 0;
    while (at + length < 8 && groups[at + length] === 0) length++;
    if (length > best.length) best = { at, length };
    at += length;
  }
  return best;
}

// As inet_ntop writes it.
function formatIPv6(bytes) {
  const groups = [];
  for (let i = 0; i < 16; i += 2) groups.push(bytes[i] << 8 | bytes[i + 1]);
  const { at, length } = longestZeros(groups);
  const tail = bytes.slice(12).join('.');
  if (at === 0 && length === 6) return `::${tail}`;
  if (at === 0 && length === 5 && groups[5] === 0xffff) return `::ffff:${tail}`;
  const text = (list) => list.map((group) => group.toString(16)).join(':');
  if (at === -1) return text(groups);
  return `${text(groups.slice(0, at))}::${text(groups.slice(at + length))}`;
}

function isIPv4(input) {
  return parseIPv4(`${input}`) !== undefined;
}

function isIPv6(input) {
  return parseIPv6(`${input}`) !== undefined;
}

function isIP(input) {
  const text = `${input}`;
  if (parseIPv4(text) !== undefined) return 4;
  return parseIPv6(text) === undefined ? 0 : 6;
}

module.exports = { formatIPv6, isIP, isIPv4, isIPv6, parseIPv4, parseIPv6 };
