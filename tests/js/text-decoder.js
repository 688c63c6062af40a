// TextEncoder, TextDecoder and StringDecoder: encodings, errors, BOMs, streams cut at every byte.
'use strict';

const { StringDecoder } = require('string_decoder');

const escape = (text) => JSON.stringify(text).replace(/[\u007f-\uffff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
function attempt(label, run) {
  try {
    console.log('-', label, run());
  } catch (error) {
    console.log('-', label, error.name, error.code, error.message, Object.keys(error).join());
  }
}

const labels = ['utf-8', 'UTF8', ' unicode-1-1-utf-8\t', 'utf-16', 'utf-16le', 'ucs-2', 'utf-16be', 'unicodefffe', 'latin1', 'ascii', 'us-ascii', 'iso-8859-1', 'windows-1252', 'l1',
  'iso-8859-2', 'iso-8859-5', 'iso-8859-8-i', 'logical', 'iso-8859-15', 'iso-8859-16', 'koi8-r', 'koi8-u', 'macintosh', 'windows-874', 'windows-1251', 'windows-1253', 'windows-1258', 'x-mac-cyrillic',
  'gbk', 'gb2312', 'gb18030', 'big5', 'euc-jp', 'iso-2022-jp', 'shift_jis', 'sjis', 'euc-kr', 'ibm866', 'x-user-defined', 'replacement', 'hz-gb-2312', 'iso-2022-kr', 'utf-7', 'nope', '', 'binary'];
const sample = Uint8Array.from({ length: 256 }, (_, i) => i);
for (const label of labels) {
  attempt(`encoding ${label}`, () => new TextDecoder(label).encoding);
  if (['iso-8859-2', 'koi8-u', 'macintosh', 'windows-1252', 'windows-1253', 'windows-874', 'x-user-defined', 'ibm866', 'iso-8859-8-i'].includes(label)) {
    attempt(`all bytes ${label}`, () => escape(new TextDecoder(label).decode(sample)));
  }
}
const texts = { 'shift_jis': '82a082a2b1', 'euc-jp': 'a4a2a4a4', 'gbk': 'c4e3bac3', 'gb18030': '8130813081308130c4e3', 'big5': 'a741a6da', 'euc-kr': 'c7d1b1db', 'iso-2022-jp': '1b2442242224241b284241' };
for (const label in texts) attempt(label, () => escape(new TextDecoder(label).decode(Buffer.from(texts[label], 'hex'))));

const inputs = ['', '61', 'c3a9', 'e282ac', 'f09f9880', 'efbbbf61', 'efbbbf', 'efbbbfefbbbf', 'ff', 'c3', 'c328', 'e282', 'e28228', 'f09f98', 'f09f9828', 'c080', 'eda080', 'f4908080', '80', '61ff62', 'e282f09f9880',
  'fffe6100', '61003dd800de', '3dd8', '610', '6100ff', '00d86100'];
for (const input of inputs) {
  const bytes = Buffer.from(input, 'hex');
  for (const encoding of ['utf-8', 'utf-16le', 'utf-16be']) {
    for (const options of [{}, { fatal: true }, { ignoreBOM: true }]) {
      attempt(`${encoding} ${input} ${JSON.stringify(options)}`, () => escape(new TextDecoder(encoding, options).decode(bytes)));
    }
    const decoder = new TextDecoder(encoding);
    let streamed = '';
    for (const byte of bytes) streamed += decoder.decode(Uint8Array.of(byte), { stream: true });
    streamed += decoder.decode();
    console.log('streamed', encoding, input, escape(streamed));
  }
  for (const encoding of ['utf8', 'utf16le', 'latin1', 'ascii', 'base64', 'base64url', 'hex']) {
    const results = [];
    for (const size of [1, 2, 3]) {
      const decoder = new StringDecoder(encoding);
      const parts = [];
      for (let i = 0; i < bytes.length; i += size) parts.push(`${escape(decoder.write(bytes.subarray(i, i + size)))}:${decoder.lastNeed}/${decoder.lastTotal}`);
      parts.push(escape(decoder.end()), escape(decoder.end(bytes)), decoder.lastChar.length);
      results.push(parts.join(' '));
    }
    console.log('StringDecoder', encoding, input, results.join(' | '));
  }
}
{
  const decoder = new TextDecoder('utf-8', { fatal: true });
  attempt('fatal stream', () => escape(decoder.decode(Uint8Array.of(0xE2, 0x82), { stream: true })));
  attempt('fatal stream', () => escape(decoder.decode(Uint8Array.of(0x28), { stream: true })));
  attempt('after the error', () => escape(decoder.decode(Uint8Array.of(0x61))));
  attempt('unfinished', () => { decoder.decode(Uint8Array.of(0xE2), { stream: true }); return decoder.decode(); });
  attempt('fatal 1253', () => new TextDecoder('windows-1253', { fatal: true }).decode(Uint8Array.of(0xD2)));
  attempt('kinds of input', () => [new TextDecoder().decode(new Uint16Array([0x6161]).buffer), new TextDecoder().decode(new Uint16Array([0x6162])),
                                   new TextDecoder().decode(new DataView(new ArrayBuffer(2), 1)).length].join());
  attempt('no bytes', () => new TextDecoder().decode('a'));
  attempt('no bytes latin1', () => new TextDecoder('latin1').decode('a'));
  attempt('bad options', () => new TextDecoder('utf-8', 5));
  attempt('bad decode options', () => new TextDecoder().decode(new Uint8Array(1), 5));
  attempt('bad this', () => TextDecoder.prototype.decode.call({}));
  const { fatal, ignoreBOM } = new TextDecoder('utf-8', { fatal: 1, ignoreBOM: 'x' });
  console.log(fatal, ignoreBOM, Object.prototype.toString.call(new TextDecoder()), Object.keys(TextDecoder.prototype).join());
}
{
  const encoder = new TextEncoder();
  for (const text of ['', 'a', 'é€😀', '\ud800', 'a\udc00b', '\ud83d\ude00']) console.log(escape(text), Buffer.from(encoder.encode(text)).toString('hex'));
  for (let size = 0; size < 11; size++) {
    const target = new Uint8Array(size);
    const { read, written } = encoder.encodeInto('aé€😀\ud800', target);
    console.log(size, read, written, Buffer.from(target).toString('hex'));
  }
  console.log(encoder.encoding, encoder.encode().length, encoder.encode(null).length, encoder.encode(undefined).length, encoder.encode(12).length, encoder.encode('x').constructor.name);
  attempt('bad source', () => encoder.encodeInto(5, new Uint8Array(1)));
  attempt('bad target', () => encoder.encodeInto('a', new Uint16Array(1)));
}
attempt('unknown encoding', () => new StringDecoder('nope'));
attempt('names', () => ['UTF8', 'utf-8', 'UCS2', 'binary', 'Base64', undefined, null, ''].map((name) => new StringDecoder(name).encoding).join());
attempt('bad chunk', () => new StringDecoder().write(5));
attempt('string chunk', () => new StringDecoder().write('as it is'));
attempt('bad this', () => StringDecoder.prototype.write.call({}, Buffer.from('a')));
attempt('text', () => new StringDecoder().text(Buffer.from('abc'), 1));
