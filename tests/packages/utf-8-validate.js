// utf-8-validate: every two-byte lead and continuation, the edges of every longer form, long inputs
// around the width of vector code; that it is the native code and not the fallback.
'use strict';
const assert = require('assert');
const isValidUTF8 = require('utf-8-validate');
const fallback = require('utf-8-validate/fallback');

assert.notStrictEqual(isValidUTF8, fallback, 'the prebuilt addon must load');
assert.ok(Object.keys(require.cache).some((file) => file.endsWith('utf-8-validate.node')));

const verdict = (bytes) => (isValidUTF8(Buffer.from(bytes)) ? 'valid' : 'bad');
const edges = {
  empty: [], nul: [0], ascii: [0x7f], 'lone continuation': [0x80], 'overlong 2': [0xc1, 0xbf],
  'first 2': [0xc2, 0x80], 'last 2': [0xdf, 0xbf], 'overlong 3': [0xe0, 0x9f, 0xbf],
  'first 3': [0xe0, 0xa0, 0x80], 'before surrogates': [0xed, 0x9f, 0xbf], surrogate: [0xed, 0xa0, 0x80],
  'after surrogates': [0xee, 0x80, 0x80], 'last 3': [0xef, 0xbf, 0xbf], 'overlong 4': [0xf0, 0x8f, 0xbf, 0xbf],
  'first 4': [0xf0, 0x90, 0x80, 0x80], 'last 4': [0xf4, 0x8f, 0xbf, 0xbf], 'beyond Unicode': [0xf4, 0x90, 0x80, 0x80],
  'lead f5': [0xf5, 0x80, 0x80, 0x80], 'cut 2': [0xc3], 'cut 3': [0xe2, 0x82], 'cut 4': [0xf0, 0x9f, 0x98],
};
for (const [name, bytes] of Object.entries(edges)) console.log(name, verdict(bytes));

let valid = 0;
for (let lead = 0; lead < 256; lead++) {
  for (let next = 0; next < 256; next++) {
    const bytes = Buffer.from([lead, next]);
    const answer = isValidUTF8(bytes);
    assert.strictEqual(answer, fallback(bytes), bytes.toString('hex'));
    if (answer) valid++;
  }
}
console.log('pairs', valid);

const text = Buffer.from('žluťoučký kůň \u{1F40E} '.repeat(50));
for (let length = 0; length < 160; length++) {
  const part = text.subarray(0, length);
  assert.strictEqual(isValidUTF8(part), fallback(part), `first ${length} bytes`);
  const broken = Buffer.from(part);
  if (length > 0) broken[length >> 1] = 0xff;
  assert.strictEqual(isValidUTF8(broken), length === 0, `broken at ${length >> 1} of ${length}`);
}
console.log(isValidUTF8(text), isValidUTF8(new Uint8Array(text)));
