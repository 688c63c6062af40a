// Questions to DNS servers and their answers, as bytes (RFC 1035 and those that added record types).
//
// Invariant: what a server sent is never trusted: every read is within the message, and the pointers of compressed names
// only go back.
'use strict';

const { Buffer } = require('buffer');
const { formatIPv6 } = require('internal/net/ip');

const TYPES = { A: 1, NS: 2, CNAME: 5, SOA: 6, PTR: 12, MX: 15, TXT: 16, AAAA: 28, SRV: 33, NAPTR: 35, TLSA: 52,
                ANY: 255, CAA: 257 };
const OPT = 41;
const INTERNET = 1;
const RECURSION_DESIRED = 0x0100;
const RESPONSE = 0x8000;
const TRUNCATED = 0x0200;
// What a server may send by UDP.
const UDP_SIZE = 1232;

// The bytes of a name, or undefined when it cannot be one. `\.` and `\046` are no separators.
function encodeName(name) {
  const parts = [];
  let label = [];
  let length = 1;
  const end = () => {
    if (label.length === 0 || label.length > 63) return false;
    length += label.length + 1;
    parts.push(Buffer.from([label.length, ...label]));
    label = [];
    return length <= 255;
  };
  const bytes = Buffer.from(name.endsWith('.') && !name.endsWith('\\.') ? name.slice(0, -1) : name);
  for (let i = 0; i < bytes.length; i++) {
    const char = bytes[i];
    if (char === 0x2e) {
      if (!end()) return undefined;
    } else if (char === 0x5c) {
      const digits = /^\d{3}/.exec(bytes.latin1Slice(i + 1, i + 4))?.[0];
      if (i + 1 === bytes.length || digits > 255) return undefined;
      label.push(digits === undefined ? bytes[i + 1] : +digits);
      i += digits === undefined ? 1 : 3;
    } else {
      label.push(char);
    }
  }
  if (bytes.length > 0 && !end()) return undefined;
  return Buffer.concat([...parts, Buffer.from([0])]);
}

// A question; with `extended` it says how much may come back.
function encodeQuestion(id, name, type, extended) {
  const header = Buffer.alloc(12);
  header.writeUInt16BE(id, 0);
  header.writeUInt16BE(RECURSION_DESIRED, 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(extended ? 1 : 0, 10);
  const question = Buffer.alloc(4);
  question.writeUInt16BE(type, 0);
  question.writeUInt16BE(INTERNET, 2);
  const parts = [header, name, question];
  if (extended) parts.push(Buffer.from([0, 0, OPT, UDP_SIZE >> 8, UDP_SIZE & 0xff, 0, 0, 0, 0, 0, 0]));
  return Buffer.concat(parts);
}

class BadResponse extends Error {}

// Reads a message from front to back.
class Reader {
  constructor(bytes, offset = 0, end = bytes.length) {
    this.bytes = bytes;
    this.offset = offset;
    this.end = end;
  }

  take(count) {
    if (count > this.end - this.offset) throw new BadResponse('cut off');
    this.offset += count;
    return this.offset - count;
  }

  u8() {
    return this.bytes[this.take(1)];
  }

  u16() {
    return this.bytes.readUInt16BE(this.take(2));
  }

  u32() {
    return this.bytes.readUInt32BE(this.take(4));
  }

  slice(count) {
    const from = this.take(count);
    return this.bytes.subarray(from, from + count);
  }

  rest() {
    return this.slice(this.end - this.offset);
  }

  text() {
    return this.slice(this.u8()).latin1Slice();
  }

  name() {
    const labels = [];
    let from = this.offset;
    let limit = this.end;
    let earliest = from;
    let isAside = false;
    for (;;) {
      if (from >= limit) throw new BadResponse('a name is cut off');
      const length = this.bytes[from];
      if (length >= 0xc0) {
        if (from + 2 > limit) throw new BadResponse('a name is cut off');
        const target = this.bytes.readUInt16BE(from) & 0x3fff;
        if (target >= earliest) throw new BadResponse('a name points forward');
        if (!isAside) this.offset = from + 2;
        isAside = true;
        [from, earliest, limit] = [target, target, this.bytes.length];
      } else if (length > 63) {
        throw new BadResponse('a label is too long');
      } else {
        if (from + 1 + length > limit) throw new BadResponse('a name is cut off');
        const label = this.bytes.subarray(from + 1, from + 1 + length);
        from += 1 + length;
        if (length === 0) break;
        labels.push(escaped(label));
      }
    }
    if (!isAside) this.offset = from;
    return labels.join('.');
  }
}

// A label with what would be misread escaped.
function escaped(label) {
  let text = '';
  for (const byte of label) {
    const char = String.fromCharCode(byte);
    if (byte < 0x21 || byte > 0x7e) text += `\\${String(byte).padStart(3, '0')}`;
    else text += '.\\"$();@'.includes(char) ? `\\${char}` : char;
  }
  return text;
}

function soa(reader) {
  const nsname = reader.name();
  const hostmaster = reader.name();
  const [serial, refresh, retry, expire, minttl] = Array.from({ length: 5 }, () => reader.u32());
  return { nsname, hostmaster, serial, refresh, retry, expire, minttl };
}

function naptr(reader) {
  const [order, preference] = [reader.u16(), reader.u16()];
  const [flags, service, regexp] = [reader.text(), reader.text(), reader.text()];
  return { flags, service, regexp, replacement: reader.name(), order, preference };
}

function txt(reader) {
  const entries = [];
  while (reader.offset < reader.end) entries.push(reader.slice(reader.u8()).utf8Slice());
  return entries;
}

function srv(reader) {
  const [priority, weight, port] = [reader.u16(), reader.u16(), reader.u16()];
  return { name: reader.name(), port, priority, weight, type: 'SRV' };
}

function mx(reader) {
  const priority = reader.u16();
  return { exchange: reader.name(), priority, type: 'MX' };
}

function caa(reader) {
  const critical = reader.u8();
  const property = reader.text();
  return { critical, type: 'CAA', [property]: reader.rest().latin1Slice() };
}

function tlsa(reader) {
  const [certUsage, selector, match] = [reader.u8(), reader.u8(), reader.u8()];
  return { certUsage, selector, match, data: new Uint8Array(reader.rest()).buffer };
}

function addressOf(length, format) {
  return (reader) => {
    const bytes = [...reader.rest()];
    if (bytes.length !== length) throw new BadResponse('an address has another length');
    return format(bytes);
  };
}

const name = (reader) => reader.name();
const READERS = { A: addressOf(4, (bytes) => bytes.join('.')), AAAA: addressOf(16, formatIPv6), NS: name, CNAME: name,
                  PTR: name, SOA: soa, MX: mx, TXT: txt, SRV: srv, NAPTR: naptr, TLSA: tlsa, CAA: caa };
const NAMES = new Map(Object.entries(TYPES).map(([name, number]) => [number, name]));

function readRecord(reader) {
  reader.name();
  const type = NAMES.get(reader.u16());
  reader.u16();
  const ttl = reader.u32();
  const length = reader.u16();
  const from = reader.take(length);
  const read = READERS[type];
  if (read === undefined) return undefined;
  return { type, ttl, value: read(new Reader(reader.bytes, from, from + length)) };
}

// The answer to the question, as `{ rcode, isTruncated, records }`; undefined when it is the answer to another one.
// Throws a BadResponse.
function decodeAnswer(bytes, id, question) {
  const reader = new Reader(bytes);
  if (reader.u16() !== id) return undefined;
  const flags = reader.u16();
  if ((flags & RESPONSE) === 0) return undefined;
  const [questions, answers] = [reader.u16(), reader.u16()];
  reader.take(4);
  const rcode = flags & 0xf;
  if (questions === 1) {
    const from = reader.offset;
    reader.name();
    reader.take(4);
    const asked = bytes.subarray(from, reader.offset);
    if (asked.latin1Slice().toLowerCase() !== question.latin1Slice(12, 12 + asked.length).toLowerCase()) return undefined;
  } else if (rcode === 0) {
    throw new BadResponse('not one question');
  }
  const isTruncated = (flags & TRUNCATED) !== 0;
  const records = [];
  for (let i = 0; i < answers && !isTruncated; i++) {
    const record = readRecord(reader);
    if (record !== undefined) records.push(record);
  }
  return { rcode, isTruncated, records };
}

module.exports = { BadResponse, TYPES, decodeAnswer, encodeName, encodeQuestion };
