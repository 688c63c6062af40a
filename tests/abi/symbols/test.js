// Symbols with and without description, and the global registry.
'use strict';
const assert = require('node:assert');
const { addon, NULL, ok, fails, note } = require('../trace.js');
const native = addon();

for (const text of ['description', '', 'ünï😀']) {
  const symbol = ok(`symbol ${text}`, native.create(text));
  assert.strictEqual(typeof symbol, 'symbol');
  assert.strictEqual(symbol.description, text);
  assert.strictEqual(Symbol.keyFor(symbol), undefined);
  assert.strictEqual(native.distinct(text), true);
  assert.strictEqual({ [symbol]: 5 }[symbol], 5);
}
const bare = ok('without description', native.create(NULL));
assert.strictEqual(bare.description, undefined);
for (const wrong of [undefined, null, 1, {}, Symbol('s')]) {
  fails(`described by ${typeof wrong}`, native.create(wrong), 3);
}

for (const [text, length, key] of [['shared', -1, 'shared'], ['shared', 3, 'sha'], ['', 0, ''],
  ['ünï😀', -1, 'ünï😀'], [null, 0, '']]) {
  const symbol = ok(`for ${text}, ${length}`, native.registered(text, length));
  assert.strictEqual(symbol, Symbol.for(key));
  assert.strictEqual(Symbol.keyFor(symbol), key);
  assert.strictEqual(native.registered(text, length).value, symbol);
}
fails('NULL of length 2', native.registered(null, 2), 1);
fails('2^31', native.registered('x', 2 ** 31), 1);
note('done');
