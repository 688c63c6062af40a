// msgpackr-extract: the texts of a MessagePack document, taken out natively.
'use strict';
const assert = require('assert');
const { extractStrings } = require('msgpackr-extract');

const text = (value) => {
  const bytes = Buffer.from(value);
  if (bytes.length < 32) return [Buffer.from([0xa0 | bytes.length]), bytes];
  if (bytes.length < 256) return [Buffer.from([0xd9, bytes.length]), bytes];
  return [Buffer.from([0xda, bytes.length >> 8, bytes.length & 255]), bytes];
};
const words = ['a', 'plain text', 'grüße', 'x'.repeat(40), 'y'.repeat(300), '', '\u{1F600} smile', 'end'];
const parts = words.map(text);
const document = Buffer.concat([Buffer.from([0x98]), ...parts.flat()]);
assert.strictEqual(typeof extractStrings, 'function');
const bytes = document.buffer.slice(document.byteOffset, document.byteOffset + document.length);
const found = extractStrings(1, document.length, bytes);
console.log(JSON.stringify(found.map?.((part) => (typeof part === 'string' ? part : typeof part)) ?? found));

for (const args of [[0, 0, bytes], [5, 3, bytes], [0, 4, document], ['x', 1, bytes], []]) {
  try {
    console.log(args[0], args[1], JSON.stringify(extractStrings(...args)));
  } catch (error) {
    console.log(args[0], args[1], error.name, error.message);
  }
}
