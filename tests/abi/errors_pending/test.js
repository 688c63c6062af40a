// Exceptions that pass through native code.
'use strict';
const assert = require('node:assert');
const { addon, ok, fails, note } = require('../trace.js');
const native = addon();

const boom = new Error('boom');
const thrower = () => { throw boom; };
const caught = (f) => {
  try {
    f();
  } catch (error) {
    return error;
  }
  return 'nothing thrown';
};

assert.strictEqual(ok('call', native.call(() => 5)), 5);
assert.strictEqual(fails('call a thrower', native.call(thrower), 10, Error), boom);
const odd = native.call(() => { throw undefined; });
assert.strictEqual(odd.status, 10);
assert.strictEqual(odd.pending, true);
assert.strictEqual(odd.exception, undefined);
note('undefined was thrown', odd);
assert.strictEqual(native.untouched_result(thrower), true);
assert.strictEqual(ok('nothing to take', native.take_nothing()), undefined);

assert.strictEqual(caught(() => native.pass(thrower)), boom);
assert.strictEqual(caught(() => native.pass(() => 1)), 'nothing thrown');
assert.strictEqual(caught(() => native.replace(thrower, 'other')), 'other');
assert.strictEqual(native.swallow(thrower), boom);
assert.strictEqual(native.swallow(() => 1), undefined);

// Many frames deep, native and JavaScript by turns.
const deep = (n) => () => (n === 0 ? thrower() : native.pass(deep(n - 1)));
assert.strictEqual(caught(deep(50)), boom);
note('fifty frames deep: the same object');

// A native function called by the JavaScript that a native function called starts clean.
assert.deepStrictEqual(native.pending_in(() => { native.look(); throw boom; }),
  [false, false, true]);
assert.deepStrictEqual(native.pending_in(() => native.look()), [false, false, false]);
assert.deepStrictEqual(native.pending_in(() => { native.swallow(thrower); native.look(); }),
  [false, false, false]);
note('pending is seen only between the throw and the taking');

assert.strictEqual(caught(() => native.survives(thrower)), boom);

// Rejected, not thrown, in an async function; taken by a finally that returns.
(async () => native.pass(thrower))().catch((error) => {
  assert.strictEqual(error, boom);
  note('rejected', error);
});
// eslint-disable-next-line no-unsafe-finally
assert.strictEqual((() => { try { native.pass(thrower); } finally { return 'finally'; } })(),
  'finally');

// Too deep a recursion through native code is a RangeError that can be caught.
const recurse = () => native.pass(recurse);
const overflow = caught(recurse);
assert.ok(overflow instanceof RangeError);
assert.strictEqual(native.swallow(() => 1), undefined);
note('recursion without end', overflow.name);
