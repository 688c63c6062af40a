// napi_create_error and its siblings: code, message, prototype; which values are errors.
'use strict';
const assert = require('node:assert');
const { addon, NULL, ok, fails, note } = require('../trace.js');
const native = addon();

const makers = {
  error: Error, type_error: TypeError, range_error: RangeError, syntax_error: SyntaxError,
};
for (const [name, kind] of Object.entries(makers)) {
  for (const code of ['CODE', '', NULL]) {
    const made = ok(`${name} ${String(code)}`, native[name](code, 'the message'));
    assert.strictEqual(Object.getPrototypeOf(made), kind.prototype);
    assert.strictEqual(made.message, 'the message');
    assert.strictEqual(Object.hasOwn(made, 'code'), code !== NULL);
    if (code !== NULL) assert.strictEqual(made.code, code);
    assert.deepStrictEqual(Object.keys(made), code === NULL ? [] : ['code']);
    assert.strictEqual(ok('is it one', native.is_error(made)), true);
  }
  // A message that is no string, and a code that is neither string nor NULL.
  for (const wrong of [undefined, null, 1, {}, Symbol('s')]) {
    fails(`${name} message`, native[name]('CODE', wrong), 3);
    fails(`${name} code`, native[name](wrong, 'message'), 3);
  }
  fails(`${name} NULL message`, native[name]('CODE', NULL), 1);
}

class Mine extends Error {}
const { proxy, revoke } = Proxy.revocable(new Error('in a proxy'), {});
const cases = [
  ['Error', new Error('e'), true], ['TypeError', new TypeError('t'), true],
  ['AggregateError', new AggregateError([]), true], ['subclass', new Mine('m'), true],
  ['Error()', Error('called'), true],
  ['error-like', { name: 'Error', message: 'm', stack: '' }, false],
  ['inherits Error.prototype', Object.create(Error.prototype), false],
  ['Error.prototype', Error.prototype, false], ['class', Error, false],
  ['proxy of an error', proxy, false], ['string', 'Error', false], ['undefined', undefined, false],
  ['prototype taken away', Object.setPrototypeOf(new Error('e'), null), true],
];
for (const [label, value, expected] of cases) {
  assert.strictEqual(ok(`is_error ${label}`, native.is_error(value)), expected, label);
}
revoke();
assert.strictEqual(ok('is_error revoked', native.is_error(proxy)), false);
note('done');
