// Handle scopes: nesting, escaping, and what stays valid.
'use strict';
const assert = require('node:assert');
const { addon, ok, note } = require('../trace.js');
const native = addon();

assert.deepStrictEqual(native.nested(5), { 0: 0, 1: 1, 2: 2, 3: 3, 4: 4 });
assert.strictEqual(Object.keys(native.nested(64)).length, 64);
const many = native.many(20000);
assert.strictEqual(many.length, 20000);
assert.ok(many.every((each, i) => each.i === i));
note('twenty thousand scopes', many.at(-1));
assert.strictEqual(native.unscoped(100000), 100000 * 100000 / 2);
note('a hundred thousand handles in one scope');

const given = {};
assert.strictEqual(native.escape(given).given, given);
const twice = native.escape_twice(given);
assert.strictEqual(twice.first, given);
assert.strictEqual(twice.status, 12);
assert.strictEqual(twice.message, 'napi_escape_handle already called on scope');
note('escape twice', [twice.status, twice.message]);
assert.strictEqual(native.escape_through(20), 'from the bottom');
ok('closed without an escape', native.not_escaped());
assert.strictEqual(native.escaped_stays(), 'kept');

const boom = new Error('boom');
assert.throws(() => native.in_scope(() => { throw boom; }), (error) => error === boom);
note('an exception outlives the scope it came in');
assert.strictEqual(native.in_scope(() => native.in_scope(() => 1)), undefined);

const mismatched = native.closed_too_often();
note('closed once more than opened', mismatched);
assert.deepStrictEqual(mismatched, [13, 0, 13, 0, 14, 0]);

for (const before of [0, 1, 10, 200, 1100, 3000]) {
  for (const after of [0, 1, 10, 50]) {
    for (let times = 0; times < 3; times++) {
      assert.strictEqual(native.returned_after(before, after, times).kept, 'although its scope is closed');
    }
  }
}
note('a value returned after its scope was closed');
const answers = native.called_after(() => native.called_after(() => native.returned_after(3, 0, 0)));
assert.deepStrictEqual(answers, Array(3).fill(Array(3).fill({ kept: 'although its scope is closed' })));
