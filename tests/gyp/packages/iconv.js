// iconv: the addon of libiconv itself: conversions between encodings in pieces, and what it refuses.
// (The package's own JavaScript: iconv.on-node.js.)
'use strict';
const assert = require('assert');
const iconv = require('./node_modules/iconv/build/Release/iconv.node');

console.log(Object.keys(iconv).sort().join(' '), iconv.E2BIG, iconv.EILSEQ, iconv.EINVAL);

// The error number, how much input is left, and the output.
function convert(from, to, input) {
  const conversion = iconv.make(from, to);
  const output = Buffer.alloc(4 * input.length + 16);
  const left = [input.length, output.length];
  const error = iconv.convert(false, conversion, input, 0, output, 0, left);
  return [error, left[0], output.subarray(0, output.length - left[1]).toString('hex')];
}

const text = Buffer.from('Grüße, 日本語, €');
for (const to of ['UTF-16LE', 'UTF-32BE', 'UTF-7', 'GB18030', 'ISO-8859-1', 'ASCII//TRANSLIT', 'SHIFT_JIS', 'ASCII//IGNORE']) {
  console.log(to, JSON.stringify(convert('UTF-8', to, text)));
}
const latin = Buffer.from([0x47, 0x72, 0xfc, 0xdf, 0x65]);
assert.strictEqual(convert('ISO-8859-1', 'UTF-8', latin)[2], Buffer.from('Grüße').toString('hex'));
console.log(convert('UTF-8', 'ASCII', Buffer.from('ab\u00fccd')), convert('UTF-8', 'UTF-16LE', Buffer.from([0x61, 0xc3])));
console.log(iconv.make('no-such-encoding', 'UTF-8'));
