// Throwing: what error object comes out, that any value can be thrown, and that it reaches the
// JavaScript caller.
'use strict';
const assert = require('node:assert');
const { addon, show, note, fails } = require('../trace.js');
const native = addon();

const makers = {
  error: Error, type_error: TypeError, range_error: RangeError, syntax_error: SyntaxError,
};
for (const [name, kind] of Object.entries(makers)) {
  const cases = [['CODE', 'a message'], [null, 'no code'], ['', 'an empty code'], ['C', ''],
    ['ČÓD€', 'mëssägé 😀']];
  for (const [code, message] of cases) {
    const label = `${name}(${show(code)}, ${show(message)})`;
    const outcome = native[name](code, message);
    assert.strictEqual(outcome.status, 0, label);
    assert.strictEqual(outcome.pending, true, label);
    const { exception } = outcome;
    assert.ok(exception instanceof kind && Object.getPrototypeOf(exception) === kind.prototype);
    assert.strictEqual(exception.name, kind.name);
    assert.strictEqual(exception.message, message, label);
    assert.strictEqual(typeof exception.stack, 'string');
    assert.strictEqual(Object.hasOwn(exception, 'code'), code !== null, label);
    if (code !== null) {
      assert.deepStrictEqual(Object.getOwnPropertyDescriptor(exception, 'code'),
        { value: code, writable: true, enumerable: true, configurable: true }, label);
    }
    assert.strictEqual(Object.getOwnPropertyDescriptor(exception, 'message').enumerable, false);
    note(label, [exception.name, exception.message, exception.code]);
  }
  // No message at all is an argument error, and nothing is thrown.
  fails(`${name} without message`, native[name]('CODE', null), 1);
}

const values = [undefined, null, true, 0, NaN, 'text', 5n, Symbol('s'), {}, [], () => {},
  new Error('e'), new TypeError('t'), Object.freeze(new Error('frozen'))];
for (const value of values) {
  const outcome = native.value(value);
  assert.strictEqual(outcome.status, 0);
  assert.strictEqual(outcome.pending, true);
  assert.ok(Object.is(outcome.exception, value));
  let caught = 'nothing';
  try {
    native.escape(value);
  } catch (error) {
    caught = error;
  }
  assert.ok(Object.is(caught, value));
  note(`thrown and caught ${typeof value}`);
}

assert.throws(() => native.escape_type_error(),
  { name: 'TypeError', code: 'ERR_OF_MINE', message: 'thrown at the caller' });
const first = new Error('first');
const second = native.twice(first, new Error('second'));
assert.strictEqual(second.exception, first);
assert.strictEqual(second.status, 10);
assert.strictEqual(second.message, 'An exception is pending');
note('a second throw', second);

// Through several native frames and finally blocks.
const order = [];
assert.throws(() => {
  try {
    [1].forEach(() => native.escape(first));
  } finally {
    order.push('finally');
  }
}, (error) => error === first);
note('unwound', order);
assert.deepStrictEqual(order, ['finally']);
