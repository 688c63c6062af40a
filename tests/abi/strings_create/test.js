// Strings made from bytes and code units: every encoding, malformed UTF-8, lengths of all kinds.
'use strict';
const assert = require('node:assert');
const { addon, ok, fails, note } = require('../trace.js');
const native = addon();

const units = (text) => Array.from({ length: text.length }, (_, i) => text.charCodeAt(i));
const utf8 = (text) => [...new TextEncoder().encode(text)];
const hex = (text) => units(text).map((unit) => unit.toString(16)).join(' ');

for (const kind of ['latin1', 'latin1_key']) {
  const all = Array.from({ length: 256 }, (_, i) => i);
  const made = native[kind](all, 256);
  assert.deepStrictEqual(units(made.value), all);
  assert.strictEqual(ok(`${kind} auto`, native[kind]([0x61, 0xe9, 0x62], -1)), 'aéb');
  assert.strictEqual(ok(`${kind} stops at NUL`, native[kind]([0x61, 0, 0x62], -1)), 'a');
  assert.strictEqual(ok(`${kind} measured`, native[kind]([0x61, 0, 0x62], 3)), 'a\0b');
  assert.strictEqual(ok(`${kind} shorter`, native[kind]([0x61, 0x62, 0x63], 2)), 'ab');
  assert.strictEqual(ok(`${kind} empty`, native[kind]([0x61], 0)), '');
}

const texts = ['', 'ascii', 'é', '€', '😀', 'mixed é € 😀 \u{10ffff} ﷽', '\0', 'a\0b', '\ud7ff\ue000\uffff',
  'x'.repeat(10000), '€'.repeat(10000), '😀'.repeat(10000)];
for (const text of texts) {
  for (const kind of ['utf8', 'utf8_key']) {
    assert.strictEqual(native[kind](utf8(text), utf8(text).length).value, text);
    if (!text.includes('\0')) assert.strictEqual(native[kind](utf8(text), -1).value, text);
  }
  for (const kind of ['utf16', 'utf16_key']) {
    assert.strictEqual(native[kind](units(text), text.length).value, text);
    if (!text.includes('\0')) assert.strictEqual(native[kind](units(text), -1).value, text);
  }
  note(`well-formed, ${text.length} units`);
}

// Malformed UTF-8: one U+FFFD for each maximal part that could have begun a character.
const malformed = [
  ['lone continuation', [0x80], 'fffd'],
  ['two continuations', [0x80, 0xbf], 'fffd fffd'],
  ['lead at the end', [0x61, 0xc3], '61 fffd'],
  ['lead before ascii', [0xc3, 0x28], 'fffd 28'],
  ['overlong slash', [0xc0, 0xaf], 'fffd fffd'],
  ['overlong of three', [0xe0, 0x80, 0xaf], 'fffd fffd fffd'],
  ['surrogate', [0xed, 0xa0, 0x80], 'fffd fffd fffd'],
  ['surrogate pair', [0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80], 'fffd fffd fffd fffd fffd fffd'],
  ['three, cut to two', [0xe2, 0x82], 'fffd'],
  ['three, cut, then ascii', [0xe2, 0x82, 0x41], 'fffd 41'],
  ['four, cut to three', [0xf0, 0x9f, 0x98], 'fffd'],
  ['four, cut, then four', [0xf0, 0x9f, 0xf0, 0x9f, 0x98, 0x80], 'fffd d83d de00'],
  ['above U+10FFFF', [0xf4, 0x90, 0x80, 0x80], 'fffd fffd fffd fffd'],
  ['no such lead', [0xf8, 0x88, 0x80, 0x80, 0x80], 'fffd fffd fffd fffd fffd'],
  ['FE FF', [0xfe, 0xff], 'fffd fffd'],
  ['byte order mark stays', [0xef, 0xbb, 0xbf, 0x61], 'feff 61'],
];
for (const [label, bytes, expected] of malformed) {
  for (const kind of ['utf8', 'utf8_key']) {
    const made = native[kind](bytes, bytes.length);
    assert.strictEqual(made.status, 0);
    assert.strictEqual(hex(made.value), expected, label);
  }
  note(label, expected);
}
// A length that cuts a character.
assert.strictEqual(hex(ok('cut by length', native.utf8(utf8('a€'), 3))), '61 fffd');

// UTF-16 keeps every unit, lone surrogates and NULs too.
for (const list of [[0xd800], [0xdc00], [0xdc00, 0xd800], [0xd83d, 0x61], [0x61, 0, 0x62], [0xffff]]) {
  for (const kind of ['utf16', 'utf16_key']) {
    assert.deepStrictEqual(units(native[kind](list, list.length).value), list);
  }
}
assert.strictEqual(ok('utf16 stops at NUL', native.utf16([0x61, 0, 0x62], -1)), 'a');

// Lengths that no string can have: refused without a look at the memory.
for (const kind of ['latin1', 'utf8', 'utf16', 'latin1_key', 'utf8_key', 'utf16_key']) {
  fails(`${kind} 2^31`, native[kind]([0x61], 2 ** 31), 1);
  fails(`${kind} 2^40`, native[kind]([0x61], 2 ** 40), 1);
  // The longest string has 2^29 - 24 units.
  fails(`${kind} 2^29 - 23`, native[kind]([0x61], 2 ** 29 - 23), 9);
  fails(`${kind} 2^31 - 1`, native[kind]([0x61], 2 ** 31 - 1), 9);
}
for (let which = 0; which < 6; which++) {
  assert.strictEqual(ok(`NULL of length 0, ${which}`, native.null_text(which, 0)), '');
  fails(`NULL of length 1, ${which}`, native.null_text(which, 1), 1);
  fails(`NULL of any length, ${which}`, native.null_text(which, -1), 1);
}

const keyed = native.keyed();
note('keys', keyed);
assert.deepStrictEqual(keyed,
  { 7: '7', 'café': 'café', 'café 8': 'café 8', 'café 16': 'café 16' });
