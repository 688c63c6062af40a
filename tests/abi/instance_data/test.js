// Instance data is the env's own; replacing it does not finalize the old, the end finalizes the last.
'use strict';
const assert = require('node:assert');
const { addon, ok, note } = require('../trace.js');
const native = addon();

assert.strictEqual(ok('at first', native.get()), null);
ok('set', native.set(1, true));
assert.strictEqual(ok('get', native.get()), 'first');
ok('set NULL', native.set(0, false));
assert.strictEqual(ok('get', native.get()), null);
ok('set the first again', native.set(1, true));
ok('replace', native.set(2, true));
assert.strictEqual(ok('get', native.get()), 'second');

// The same file loaded again is another env, with data of its own.
delete require.cache[require.resolve(process.env.NAPKIN_TEST_ADDON)];
const other = addon();
assert.notStrictEqual(other, native);
assert.strictEqual(ok('the other at first', other.get()), null);
ok('set the other', other.set(1, true));
assert.deepStrictEqual([native.get().value, other.get().value], ['second', 'first']);
note('end of the script');
