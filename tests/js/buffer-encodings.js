// Encodings of Buffer: decoding, encoding, strict and lenient rules, partial writes, byteLength, transcode, base64 of the web.
'use strict';

const { transcode, isUtf8, isAscii } = require('buffer');

const ENCODINGS = ['utf8', 'utf16le', 'latin1', 'ascii', 'base64', 'base64url', 'hex'];
const escape = (text) => JSON.stringify(text).replace(/[\u007f-\uffff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
function attempt(label, run) {
  try {
    console.log('-', label, run());
  } catch (error) {
    console.log('-', label, error.name, error.code, error.message);
  }
}

const texts = ['', 'a', 'abc', '\u00e9\u20ac\ud83d\ude00', '\ud800', 'a\udc00b', '\u0000\u007f\u0080\u00ff\u0100\uffff', '\ufeffbom', '\u0159\u0151',
  'YQ==YQ==', 'YQ', 'Y', 'Y=', '=', '==', '=YQ', 'Y=Q', 'YQ=', 'Y Q', 'YW Jj', 'YWJ*j', 'YWJ-', 'YWJ_', 'YWJ+', 'YWJ/', 'YWJj\u0141', 'YWJj\u0141ZGVm', 'Y\nW\r\nJ\tj', 'YWJjZA', 'YWJjZ', 'YWJjZGU', 'YWJj=ZGU', 'YWJj====', '****', 'YWJjZ\u00e1GU', 'YR==',
  'zz', 'abzz', 'ab cd', 'ABcdEF', 'ab\u0141cd', '\u0661\u0661', '0x12', '0g', '123', 'x'.repeat(300)];
for (const encoding of ENCODINGS) {
  for (const text of texts) {
    const buffer = Buffer.from(text, encoding);
    console.log('from', encoding, escape(text.slice(0, 40)), buffer.length, buffer.toString('hex', 0, 60), Buffer.byteLength(text, encoding));
    for (let size = 0; size < 8; size++) {
      const target = Buffer.alloc(8, 0xEE);
      const written = target.write(text, 1, size, encoding);
      if (size % 3 === 1) console.log('write', size, written, target.toString('hex'));
    }
  }
}
const bytes = ['', '00', '61', 'c3a9', 'e282ac', 'f09f9880', 'efbbbf61', 'ff', 'c3', 'c328', 'e282', 'e28228', 'f09f98', 'f09f9828', 'c080', 'eda080', 'f4908080', '80', '61ff62', 'e282f09f9880', '3dd800de', '00d8', '610062', '7f80ff', 'fbfffe', 'fbff', 'fb'];
for (const encoding of ENCODINGS) {
  for (const hex of bytes) console.log('toString', encoding, hex, escape(Buffer.from(hex, 'hex').toString(encoding)));
  console.log('all', encoding, escape(Buffer.from(Uint8Array.from({ length: 256 }, (_, i) => i)).toString(encoding)));
}
{
  const buffer = Buffer.from('hello w\u00f6rld');
  for (const [start, end] of [[0, 5], [6], [-3, 4], [3, 1], [0, 99], [20, 30], [1.7, 3.9], ['1', '3'], [NaN, NaN], [null, null], [undefined, 4], [0, -1], [0, Infinity], [{}, 5]]) {
    console.log('range', String(start), String(end), escape(buffer.toString('utf8', start, end)), escape(buffer.toString('latin1', start, end)));
  }
  for (const name of ['UTF8', 'Utf-8', 'UCS2', 'ucs-2', 'UTF16LE', 'utf-16le', 'BINARY', 'Latin1', 'ASCII', 'Base64', 'BASE64URL', 'HEX', 'utf-16', 'utf8 ', '', 'nope', undefined, null, 5, {}, 'buffer']) {
    attempt(`isEncoding ${String(name)}`, () => Buffer.isEncoding(name));
    attempt('toString', () => buffer.toString(name));
    attempt('from', () => Buffer.from('abcd', name).toString('hex'));
    attempt('write', () => Buffer.alloc(4).write('abcd', name));
    attempt('byteLength', () => Buffer.byteLength('abcd\u00e9', name));
  }
}
for (const name of ['utf8', 'ucs2', 'latin1', 'ascii', 'base64', 'base64url', 'hex']) {
  const buffer = Buffer.from('abcdefgh');
  for (const args of [[], [0, 3], [2], [3, 2], [0, 9], [9, 9], [9, 10], [-1], ['1', '4'], [1.9, 3.9], [NaN, null], [undefined, undefined]]) {
    attempt(`${name}Slice ${args.map(String)}`, () => escape(buffer[`${name}Slice`](...args)));
  }
  for (const args of [['6162'], ['6162', 2], ['6162', 7], ['6162', 8], ['6162', 9], ['6162', -1], ['6162', 0, 1], ['6162', 0, 99], ['6162', '1', '2'], ['6162', 1.9], [5], []]) {
    attempt(`${name}Write ${args.map(String)}`, () => { const target = Buffer.alloc(8); return `${target[`${name}Write`](...args)} ${target.toString('hex')}`; });
  }
  attempt(`${name}Slice of an object`, () => Buffer.prototype[`${name}Slice`].call({}, 0, 1));
  attempt(`${name}Write of an object`, () => Buffer.prototype[`${name}Write`].call({}, '00'));
}
for (const args of [['abc'], ['abc', 1], ['abc', 6], ['abc', 9], ['abc', -1], ['abc', 1, 2], ['abc', 1, 99], ['abc', 1, -1], ['abc', 'utf8'], ['abc', 1, 'hex'], ['abc', 0, 2, 'latin1'], ['abc', undefined, 1], ['abc', 0, undefined, 'hex'], [5], [null], ['abc', 0, 1, 'nope'], ['abc', 'nope'], ['abc', 1.5], ['abc', '1'], ['abc', {}]]) {
  attempt(`write ${args.map(String)}`, () => { const target = Buffer.alloc(8); return `${target.write(...args)} ${target.toString('hex')}`; });
}
for (const from of ['utf8', 'ucs2', 'latin1', 'ascii', 'binary', 'utf16le', 'hex', 'base64', 'nope']) {
  for (const to of ['utf8', 'ucs2', 'latin1', 'ascii', 'hex']) {
    for (const hex of ['', '6162', 'c3a9e282ac', '61e9', 'f09f988061']) {
      attempt(`transcode ${from} ${to} ${hex}`, () => { const result = transcode(Buffer.from(hex, 'hex'), from, to); return `${result.toString('hex')} ${Buffer.isBuffer(result)}`; });
    }
  }
}
attempt('transcode of a string', () => transcode('a', 'utf8', 'ascii'));
for (const text of ['', 'YQ', 'YQ=', 'YQ==', 'Y', 'Y Q\n=\t=', 'Y*', 'Y-_', '=', 'YWI==', 'YR==', 'YWJj', '\u0100', 'YWJj YWJj', 'YQ===']) attempt(`atob ${escape(text)}`, () => escape(atob(text)));
for (const text of ['', 'a', 'ab', 'abc', '\u00ff\u0000', '\u0100', null, 5, undefined]) attempt(`btoa ${escape(String(text))}`, () => btoa(text));
attempt('atob nothing', () => atob());
attempt('btoa nothing', () => btoa());
for (const hex of bytes) console.log('valid', hex, isUtf8(Buffer.from(hex, 'hex')), isAscii(Buffer.from(hex, 'hex')));
console.log(isUtf8(new Uint16Array([0x6161])), isAscii(new ArrayBuffer(3)), isUtf8(new SharedArrayBuffer(2)));
attempt('isUtf8 of a string', () => isUtf8('a'));
attempt('isAscii of a view', () => isAscii(new DataView(new ArrayBuffer(1))));
for (const value of [new ArrayBuffer(3), new SharedArrayBuffer(2), new DataView(new ArrayBuffer(5)), new Uint16Array(3), 5, null, {}]) attempt('byteLength', () => Buffer.byteLength(value));
