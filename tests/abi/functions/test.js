// Functions: their names and shape, what a callback is told, and calling JavaScript.
// (No 'use strict' here: a sloppy receiver is one of the things looked at.)
const assert = require('node:assert');
const { addon, NULL, ok, fails, note } = require('../trace.js');
const native = addon();

for (const [name, length, expected] of [['named', -1, 'named'], ['named', 3, 'nam'], ['', -1, ''],
  [null, 0, ''], [null, -1, ''], ['ünï😀', -1, 'ünï😀']]) {
  const made = ok(`create ${name}, ${length}`, native.create(name, length));
  assert.strictEqual(typeof made, 'function');
  assert.strictEqual(made.name, expected);
  assert.strictEqual(made.length, 0);
  assert.strictEqual(Object.getPrototypeOf(made), Function.prototype);
}
fails('name of 2^31', native.create('n', 2 ** 31), 1);

const told = native.create('told', -1).value;
const receiver = { told };
for (let count = 0; count < 7; count++) {
  const given = Array.from({ length: count }, (_, i) => `arg ${i}`);
  const seen = receiver.told(...given);
  assert.strictEqual(seen.argc, count);
  assert.deepStrictEqual(seen.argv, [0, 1, 2, 3].map((i) => given[i]));
  assert.strictEqual(seen.self, receiver);
  assert.strictEqual(seen.data, true);
  assert.strictEqual(seen.newTarget, false);
  assert.strictEqual(native.count_only(...given), count);
  note(`${count} arguments`, seen.argv);
}
assert.deepStrictEqual(native.few(1), [1, 1, undefined]);
assert.deepStrictEqual(native.few(1, 2, 3, 4, 5), [5, 1, 2]);
assert.strictEqual(native.again({}, 'two'), true);
assert.strictEqual(native.return_null(), undefined);
assert.strictEqual(native.last_argument(), undefined);
const thousand = Array.from({ length: 5000 }, (_, i) => i);
assert.strictEqual(native.last_argument(...thousand), 4999);

// The receiver is sloppy: none is the global object, a primitive is wrapped.
assert.strictEqual(told().self, globalThis);
assert.strictEqual(told.call(undefined).self, globalThis);
assert.strictEqual(told.call(null).self, globalThis);
for (const primitive of [5, 'text', true, Symbol('s'), 1n]) {
  const { self } = told.call(primitive);
  assert.strictEqual(typeof self, 'object');
  assert.strictEqual(self.valueOf(), primitive);
}
note('sloppy receivers');
assert.strictEqual(told.apply(receiver, [1]).self, receiver);
assert.strictEqual(told.bind(receiver, 'bound')().argv[0], 'bound');
assert.strictEqual(Reflect.apply(told, receiver, ['r']).argv[0], 'r');
assert.strictEqual([1, 2].map(told)[1].argc, 3);
assert.throws(() => { 'use strict'; told.name = 'other'; }, TypeError);
told.extra = 5;
assert.strictEqual(told.extra, 5);

// Calls into JavaScript.
const sum = (...all) => all.reduce((a, b) => a + b, 0);
assert.strictEqual(ok('call', native.call(undefined, sum, [1, 2, 3])), 6);
assert.strictEqual(ok('call without arguments', native.call(undefined, sum, [])), 0);
assert.strictEqual(ok('call a native function', native.call(undefined, native.count_only, [1, 2])), 2);
const whoStrict = (() => { 'use strict'; return function who() { return this; }; })();
const whoSloppy = Function('return this');
for (const self of [undefined, null, 5, 'text', receiver]) {
  assert.strictEqual(native.call(self, whoStrict, []).value, self);
  const sloppy = native.call(self, whoSloppy, []).value;
  assert.strictEqual(sloppy?.valueOf(), self === undefined || self === null ? globalThis : self);
}
class Base { greet() { return `hello from ${this.name}`; } }
assert.strictEqual(ok('a method', native.call({ name: 'me' }, Base.prototype.greet, [])), 'hello from me');
assert.strictEqual(ok('a bound function', native.call(undefined, sum.bind(null, 10), [5])), 15);
assert.strictEqual(ok('a proxy', native.call(undefined, new Proxy(sum, {}), [1, 1])), 2);
assert.ok(ok('an async function', native.call(undefined, async () => 1, [])) instanceof Promise);
assert.strictEqual(typeof native.call(undefined, function* g() {}, []).value.next, 'function');

fails('receiver NULL', native.call(NULL, sum, []), 1);
fails('function NULL', native.call(undefined, NULL, []), 1);
for (const wrong of [undefined, null, 5, 'text', {}, [], Symbol('s'), /r/]) {
  fails(`call ${typeof wrong}`, native.call(undefined, wrong, []), 1);
}
fails('call a class', native.call(undefined, class {}, []), 10, TypeError);
