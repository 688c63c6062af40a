// Strings read into buffers of every size: UTF-8 is cut between characters, a NUL always fits, and
// nothing is written beyond.
'use strict';
const assert = require('node:assert');
const { addon, ok, fails, note } = require('../trace.js');
const native = addon();

const units = (text) => Array.from({ length: text.length }, (_, i) => text.charCodeAt(i));
const utf8 = (text) => [...new TextEncoder().encode(text)];

const texts = ['', 'a', 'hello', 'é', 'aé', '€uro', '😀', 'a😀b', 'é€😀', 'zero\0inside', '\ud83d', '\ude00',
  'a\ud83db', '\ude00\ud83d', '\ud83d\ud83d\ude00', 'ÿ\u0100', 'mixed é € 😀 end'];
// The longest run of whole characters that leaves a byte for the NUL.
function cutUtf8(text, room) {
  const out = [];
  for (const character of text) {
    const bytes = utf8(character);
    if (out.length + bytes.length > room - 1) break;
    out.push(...bytes);
  }
  return out;
}
for (const text of texts) {
  const label = JSON.stringify(text);
  const total = { latin1: text.length, utf8: utf8(text).length, utf16: text.length };
  assert.deepStrictEqual(native.lengths(text), Object.values(total), label);
  for (const room of [0, 1, 2, 3, 4, 5, 6, 7, 8, 20, 40]) {
    const expected = {
      latin1: units(text).slice(0, Math.max(0, room - 1)).map((unit) => unit & 0xff),
      utf8: cutUtf8(text, room),
      utf16: units(text).slice(0, Math.max(0, room - 1)),
    };
    for (const kind of ['latin1', 'utf8', 'utf16']) {
      const { told, written } = ok(`${kind} ${label} into ${room}`, native[kind](text, room));
      if (room === 0) {
        assert.strictEqual(told, 0);
        assert.deepStrictEqual(written, []);
        continue;
      }
      assert.strictEqual(told, expected[kind].length, `${kind} ${label} into ${room}`);
      assert.deepStrictEqual(written, [...expected[kind], 0], `${kind} ${label} into ${room}`);
    }
  }
  assert.strictEqual(native.whole(text), text.toWellFormed());
}
assert.deepStrictEqual(native.utf8('\ud83d', 10).value.written, [0xef, 0xbf, 0xbd, 0]);
assert.deepStrictEqual(native.auto_room('sized by trust'), [14, 'sized by trust', 14]);
assert.strictEqual(ok('without result', native.without_result('length unknown')), 'length unknown');

for (const value of [undefined, null, 1, true, 1n, Symbol('s'), {}, Object('boxed'), ['a']]) {
  for (const kind of ['latin1', 'utf8', 'utf16']) {
    fails(`${kind} of ${typeof value}`, native[kind](value, 5), 3);
  }
}

// Strings that engines keep in several pieces, or as parts of others, or are long.
const ropes = 'left part of a rope ' + ['right', 'part'].join(' ') + String(Math.trunc(5.5));
const slice = 'a string long enough to be sliced without a copy'.slice(9, 40);
assert.strictEqual(native.whole(ropes), ropes);
assert.strictEqual(native.whole(slice), slice);
let built = '';
for (let i = 0; i < 5000; i++) built += String.fromCharCode(0x20 + (i * 37) % 0x3000);
assert.strictEqual(native.whole(built), built);
assert.strictEqual(native.whole('é'.repeat(1000000)).length, 1000000);
assert.strictEqual(native.whole(built.slice(1, -1)), built.slice(1, -1));
note('ropes, slices and long strings');
