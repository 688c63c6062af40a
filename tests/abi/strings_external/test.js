// Flags: --expose-gc
// External strings read like any other, and each finalizer runs once.
'use strict';
const assert = require('node:assert');
const { addon, ok, fails, note } = require('../trace.js');
const native = addon();

const narrow = 'a latin1 text, café and more'.repeat(4);
const wide = 'a UTF-16 text, € and 😀 and \ud800'.repeat(4);
let made = 0;
for (const [isWide, text] of [[false, narrow], [true, wide], [true, narrow]]) {
  for (const length of [-1, text.length, 5]) {
    const expected = length === 5 ? text.slice(0, 5) : text;
    const value = ok(`${isWide ? 'utf16' : 'latin1'} of ${length}`,
      native.make(isWide, text, length, true));
    made++;
    assert.strictEqual(value.string, expected);
    assert.strictEqual(value.consistent, true);
    // As a key, a part of another string, and compared.
    assert.strictEqual({ [expected]: 1 }[value.string], 1);
    assert.strictEqual(`<${value.string}>`, `<${expected}>`);
    assert.strictEqual(value.string.toUpperCase(), expected.toUpperCase());
    assert.strictEqual(new Set([expected]).has(value.string), true);
  }
}
fails('latin1 2^31', native.make(false, narrow, 2 ** 31, false), 1);
fails('utf16 2^31', native.make(true, narrow, 2 ** 31, false), 1);
fails('latin1 2^29 - 23', native.make(false, narrow, 2 ** 29 - 23, false), 9);
fails('utf16 2^29 - 23', native.make(true, narrow, 2 ** 29 - 23, false), 9);
const bare = native.bare();
note('without finalizer', bare);
assert.deepStrictEqual(bare, ['static narrow café', 'static wide €']);

// Collected, all of them, each once.
let rounds = 0;
setImmediate(function collect() {
  gc();
  if (native.count() < made && ++rounds < 50) {
    setImmediate(collect);
    return;
  }
  setImmediate(() => {
    assert.strictEqual(native.count(), made);
    note('finalized', native.count());
  });
});
