// napi_instanceof agrees with the operator; a constructor that is no function has its own error.
'use strict';
const assert = require('node:assert');
const { addon, ok, fails } = require('../trace.js');
const native = addon();

class A {}
class B extends A {}
function Old() {}
const even = { [Symbol.hasInstance]: (value) => value % 2 === 0 };
class Odd { static [Symbol.hasInstance](value) { return value % 2 === 1; } }
const bound = A.bind(null);
const cases = [[new A(), A], [new B(), A], [new A(), B], [new Old(), Old], [{}, Object], [[], Array],
  [() => 1, Function], [Object.create(null), Object], [5, Number], ['text', String],
  [undefined, Object], [null, Object], [Symbol('s'), Symbol], [3, Odd], [4, Odd], [new B(), bound],
  [new Proxy(new B(), {}), A], [new B(), new Proxy(A, {})]];
cases.forEach(([value, constructor], at) => {
  assert.strictEqual(ok(`case ${at}`, native.is(value, constructor)), value instanceof constructor);
});
const wrong = { name: 'TypeError', code: 'ERR_NAPI_CONS_FUNCTION', message: 'Constructor must be a function' };
for (const constructor of [5, 'text', true, Symbol('s'), {}, [], 1n, even]) {
  fails(`by ${typeof constructor}`, native.is({}, constructor), 5, wrong);
  assert.strictEqual(native.last_result({}, constructor), false);
}
for (const constructor of [undefined, null]) {
  fails(`by ${constructor}`, native.is({}, constructor), 2, TypeError);
}
fails('by an arrow function', native.is({}, () => 1), 9, TypeError);
const boom = new RangeError('boom');
fails('hasInstance throws', native.is({}, class { static [Symbol.hasInstance]() { throw boom; } }), 9,
  RangeError);
