// node:assert: what passes, what fails and with which message.
'use strict';

const assert = require('assert');

let number = 0;
function attempt(fn) {
  number++;
  try {
    fn();
    console.log(`${number}: passed`);
  } catch (error) {
    console.log(`${number}: ${error.name} ${error.code} generated=${error.generatedMessage} operator=${error.operator}`);
    console.log(error.message);
  }
}

console.log('# shape');
console.log(Object.keys(assert).join());
console.log(assert.strict.strict === assert.strict, require('assert/strict') === assert.strict, assert.strict.equal === assert.strictEqual, assert.AssertionError === assert.strict.AssertionError);
console.log(assert.CallTracker, typeof assert.Assert, assert.length, assert.ok.length, assert.equal.length, assert.throws.length, assert.name, assert.strict.name);

class Foo { constructor() { this.x = 1; } }
class Bar { constructor() { this.x = 1; } }
const circle = (extra) => {
  const object = { a: 1, ...extra };
  object.self = object;
  return object;
};
const fn = () => {};
const symbol = Symbol('s');
const list = (n, change = {}) => Array.from({ length: n }, (_, i) => change[i] ?? i);
const pairs = [
  [1, 1], [1, 2], [1, '1'], [0, -0], [NaN, NaN], [null, undefined], [1n, 1], [1n, 2n], ['a', 'a'], ['a', 'b'], ['', 0], [true, 1], [true, false], [symbol, symbol], [symbol, Symbol('s')],
  ['a long text that does not fit', 'a long text that does not fix'], ['abc', 'abd'], ['abcdefghij', 'abcdefghik'], ['multi\nline', 'multi\nlime'], ['a\nb\nc', 'a\nb'], ['x'.repeat(50), 'x'.repeat(49) + 'y'],
  ['it\'s', 'it"s'], [{}, {}], [{}, []], [[], []], [{ a: 1 }, { a: 1 }], [{ a: 1 }, { a: 2 }], [{ a: 1 }, { a: '1' }], [{ a: 1, b: 2 }, { b: 2, a: 1 }], [{ a: 1 }, { a: 1, b: 2 }], [{ a: undefined }, {}], [{ a: 1 }, { b: 1 }],
  [[1, 2, 3], [1, 2, 3]], [[1, 2, 3], [1, 2, 4]], [[1, 2, 3], [1, 2]], [[1, , 3], [1, undefined, 3]], [[,], [,]], [[1, 2, [3, { a: [4] }]], [1, 2, [3, { a: [5] }]]], [list(20), list(20, { 10: 'x' })], [list(60), list(60, { 2: 'x', 50: 'y' })],
  [list(8), list(9)], [list(30, { 29: 'end' }), list(30)], [new Foo(), new Foo()], [new Foo(), new Bar()], [new Foo(), { x: 1 }], [Object.create(null), {}], [new Date(0), new Date(0)], [new Date(0), new Date(1)], [new Date(NaN), new Date(NaN)],
  [/a/g, /a/g], [/a/g, /a/i], [/a/, /b/], [fn, fn], [fn, () => {}], [function a() {}, function b() {}], [new Number(1), new Number(1)], [new Number(1), new Number(2)], [new String('a'), 'a'], [new String('a'), new String('b')], [Object(1n), Object(1n)],
  [new Map([[1, 2]]), new Map([[1, 2]])], [new Map([[1, 2]]), new Map([[1, 3]])], [new Map([[1, 2]]), new Map([['1', 2]])], [new Map([[{ a: 1 }, 2]]), new Map([[{ a: 1 }, 2]])], [new Map([[{ a: 1 }, 2]]), new Map([[{ a: 2 }, 2]])], [new Map([['a', 1], ['b', 2]]), new Map([['b', 2], ['a', 1]])],
  [new Set([1, 2]), new Set([2, 1])], [new Set([1, 2]), new Set([1, 3])], [new Set([{ a: 1 }]), new Set([{ a: 1 }])], [new Set([{ a: 1 }, { b: 1 }]), new Set([{ b: 1 }, { a: 1 }])], [new Set([1, '2']), new Set(['1', 2])], [new Set([[1], [2], [3]]), new Set([[3], [2], [1]])], [new Set([1]), new Set([1, 2])],
  [new Set([null]), new Set([undefined])], [new Map([[null, 1]]), new Map([[undefined, 1]])], [new Uint8Array([1, 2]), new Uint8Array([1, 2])], [new Uint8Array([1, 2]), new Uint8Array([1, 3])], [new Uint8Array([1]), new Int8Array([1])], [new Float32Array([0]), new Float32Array([-0])], [new Float64Array([NaN]), new Float64Array([NaN])],
  [new Uint8Array([1, 2]).buffer, new Uint8Array([1, 2]).buffer], [new Uint8Array([1, 2]).buffer, new Uint8Array([1, 3]).buffer], [new DataView(new ArrayBuffer(2)), new DataView(new ArrayBuffer(2))], [new Error('a'), new Error('a')], [new Error('a'), new Error('b')], [new Error('a'), new TypeError('a')],
  [new Error('a', { cause: 1 }), new Error('a')], [new Error('a', { cause: 1 }), new Error('a', { cause: 1 })], [new Error('a', { cause: 1 }), new Error('a', { cause: 2 })], [Object.assign(new Error('a'), { code: 'X' }), Object.assign(new Error('a'), { code: 'Y' })], [new AggregateError([1], 'm'), new AggregateError([1], 'm')],
  [new AggregateError([1], 'm'), new AggregateError([2], 'm')], [circle(), circle()], [circle(), circle({ b: 1 })], [{ [symbol]: 1 }, { [symbol]: 1 }], [{ [symbol]: 1 }, { [symbol]: 2 }], [{ [symbol]: 1 }, {}], [new WeakMap(), new WeakMap()], [Promise.resolve(), Promise.resolve()], [(function() { return arguments; })(1), [1]],
  [(function() { return arguments; })(1), (function() { return arguments; })(1)], [Object.assign([1], { x: 1 }), [1]], [Object.assign([1], { x: 1 }), Object.assign([1], { x: 1 })], [{ get a() { return 1; } }, { a: 1 }], [Object.defineProperty({}, 'hidden', { value: 1 }), {}], [{ [Symbol.toStringTag]: 'A' }, { [Symbol.toStringTag]: 'B' }],
  [new Proxy({ a: 1 }, {}), { a: 1 }], [{ a: { b: { c: { d: { e: 1 } } } } }, { a: { b: { c: { d: { e: 2 } } } } }], ['1', 1], [null, null], [undefined, undefined], [null, {}], [{}, null], [5, {}], [{}, 5], ['text', ['t']], [[], null], [[undefined], [null]], [{ a: null }, { a: undefined }], [[1, 2], { 0: 1, 1: 2, length: 2 }],
];
for (const method of ['equal', 'notEqual', 'strictEqual', 'notStrictEqual', 'deepEqual', 'notDeepEqual', 'deepStrictEqual', 'notDeepStrictEqual', 'partialDeepStrictEqual']) {
  console.log(`# ${method}`);
  pairs.forEach(([actual, expected], i) => {
    console.log(`pair ${i}`);
    attempt(() => assert[method](actual, expected));
  });
  attempt(() => assert[method](1));
  attempt(() => assert[method]());
}

console.log('# partial');
for (const [actual, expected] of [
  [{ a: 1, b: 2 }, { a: 1 }], [{ a: 1 }, { a: 1, b: 2 }], [{ a: { b: 1, c: 2 } }, { a: { c: 2 } }], [[1, 2, 3], [1, 3]], [[1, 2, 3], [3, 1]], [[1, 2, 3], []], [[{ a: 1, b: 1 }, { a: 2 }], [{ a: 1 }, { a: 2 }]], [new Set([1, 2, 3]), new Set([1, 3])], [new Set([1]), new Set([1, 3])],
  [new Set([{ a: 1, b: 2 }, { c: 1 }]), new Set([{ c: 1 }])], [new Map([['a', 1], ['b', { c: 1, d: 2 }]]), new Map([['b', { d: 2 }]])], [new Map([['a', 1]]), new Map([['b', 1]])], [new Map([[{ a: 1, b: 2 }, 1]]), new Map([[{ a: 1 }, 1]])], [new Uint8Array([1, 2, 3]), new Uint8Array([1, 3])], [new Error('a'), new Error('')], [new Foo(), {}],
  [{ x: 1 }, new Foo()], ['abc', 'ab'], [{ a: undefined }, { b: undefined }], [{ [symbol]: 1, a: 1 }, { [symbol]: 1 }], [[1, , 3], [1, 3]], [[[1, 2], [3, 4]], [[2], [4]]], [new Date(0), new Date(0)], [{ a: [1, 2, 3, 4, 5, 6, 7, 8, 9] }, { a: [1, 5, 10] }], [new Uint8Array([1, 2]).buffer, new Uint8Array([2]).buffer],
]) {
  attempt(() => assert.partialDeepStrictEqual(actual, expected));
}

console.log('# strict mode');
attempt(() => assert.strict.equal(1, '1'));
attempt(() => assert.strict.deepEqual({ a: 1 }, { a: '1' }));
attempt(() => assert.strict.notEqual(1, 1));
attempt(() => assert.strict.notDeepEqual([1], [1]));
attempt(() => assert.strict.notDeepEqual({ a: list(60) }, { a: list(60) }));
attempt(() => assert.strict(true));

console.log('# messages');
attempt(() => assert.equal(1, 2, 'own text'));
attempt(() => assert.equal(1, 2, new TypeError('own error')));
attempt(() => assert.equal(1, 2, '%s is not %d', 'one', 2));
attempt(() => assert.equal(1, 2, (actual, expected) => `made of ${actual} and ${expected}`));
attempt(() => assert.equal(1, 2, () => 5));
attempt(() => assert.equal(1, 2, () => { throw new Error('x'); }));
attempt(() => assert.equal(1, 2, new Error('x'), 'more'));
attempt(() => assert.equal(1, 2, function named() {}, 'more'));
attempt(() => assert.equal(1, 2, 5));
attempt(() => assert.equal(1, 2, {}));
attempt(() => assert.equal(1, 2, undefined));
attempt(() => assert.equal(1, 2, null));
attempt(() => assert.strictEqual(1, 2, 'own text'));
attempt(() => assert.strictEqual('a\nb', 'a\nc', 'own text'));
attempt(() => assert.deepStrictEqual({ a: 1 }, { a: 2 }, 'own text'));
attempt(() => assert.notStrictEqual(1, 1, 'own text'));
attempt(() => assert.deepEqual({ a: 1 }, { a: 2 }, 'own text'));
attempt(() => assert.strictEqual(1, 2, ''));

console.log('# ok');
attempt(() => assert(true));
attempt(() => assert(1, 'x'));
attempt(() => assert.ok('x'));
attempt(() => assert(0, 'own text'));
attempt(() => assert.ok(null, new RangeError('own error')));
attempt(() => assert(false, '%s %s', 'a', 'b'));
attempt(() => assert());
attempt(() => assert.ok());
attempt(() => assert.strict());
attempt(() => assert.ok(false, 5));

console.log('# fail');
attempt(() => assert.fail());
attempt(() => assert.fail('text'));
attempt(() => assert.fail(new TypeError('error')));
attempt(() => assert.fail(null));

console.log('# throws');
const thrower = (error) => () => { throw error; };
class OwnError extends Error { }
attempt(() => assert.throws(() => {}));
attempt(() => assert.throws(() => {}, 'text'));
attempt(() => assert.throws(() => {}, TypeError));
attempt(() => assert.throws(() => {}, TypeError, 'text'));
attempt(() => assert.throws(() => {}, /x/));
attempt(() => assert.throws(thrower(new Error('x'))));
attempt(() => assert.throws(thrower(new Error('x')), Error));
attempt(() => assert.throws(thrower(new Error('x')), TypeError));
attempt(() => assert.throws(thrower(new Error('x')), TypeError, 'text'));
attempt(() => assert.throws(thrower(new OwnError('x')), class OwnError extends Error { }));
attempt(() => assert.throws(thrower(new Error('')), TypeError));
attempt(() => assert.throws(thrower('text'), TypeError));
attempt(() => assert.throws(thrower({ a: 1 }), TypeError));
attempt(() => assert.throws(thrower(new Error('some message')), /message/));
attempt(() => assert.throws(thrower(new Error('some message')), /other/));
attempt(() => assert.throws(thrower(new Error('some message')), /other/, 'text'));
attempt(() => assert.throws(thrower(new Error('x')), { message: 'x' }));
attempt(() => assert.throws(thrower(new Error('x')), { message: 'y' }));
attempt(() => assert.throws(thrower(new Error('x')), { message: /x/, name: 'Error' }));
attempt(() => assert.throws(thrower(new Error('x')), { message: /y/, name: 'Error' }));
attempt(() => assert.throws(thrower(new Error('x')), { name: 'TypeError', code: 'X' }));
attempt(() => assert.throws(thrower(new Error('x')), { message: 'y' }, 'text'));
attempt(() => assert.throws(thrower(Object.assign(new Error('x'), { code: 'A', info: { a: [1] } })), { code: 'A', info: { a: [1] } }));
attempt(() => assert.throws(thrower(Object.assign(new Error('x'), { code: 'A', info: { a: [1] } })), { code: 'A', info: { a: [2] } }));
attempt(() => assert.throws(thrower(new Error('x')), new Error('x')));
attempt(() => assert.throws(thrower(new Error('x')), new Error('y')));
attempt(() => assert.throws(thrower(new Error('x')), new TypeError('x')));
attempt(() => assert.throws(thrower(new Error('x')), {}));
attempt(() => assert.throws(thrower(null), { a: 1 }));
attempt(() => assert.throws(thrower('x'), { a: 1 }));
attempt(() => assert.throws(thrower(undefined), /x/));
attempt(() => assert.throws(thrower(new Error('x')), () => true));
attempt(() => assert.throws(thrower(new Error('x')), () => false));
attempt(() => assert.throws(thrower(new Error('x')), function validate() { return 1; }));
attempt(() => assert.throws(thrower(new Error('x')), () => undefined, 'text'));
attempt(() => assert.throws(thrower('x'), () => false));
attempt(() => assert.throws(thrower(new Error('x')), 'x'));
attempt(() => assert.throws(thrower(new Error('x')), 'y'));
attempt(() => assert.throws(thrower('x'), 'x'));
attempt(() => assert.throws(thrower(new Error('x')), 'x', 'y'));
attempt(() => assert.throws(thrower(new Error('x')), 5));
attempt(() => assert.throws(thrower(new Error('x')), true));
attempt(() => assert.throws(thrower(new Error('x')), null));
attempt(() => assert.throws(5));
attempt(() => assert.throws());
attempt(() => assert.throws('x', Error));
attempt(() => assert.throws(thrower(new Error('x')), [1]));

console.log('# doesNotThrow');
attempt(() => assert.doesNotThrow(() => {}));
attempt(() => assert.doesNotThrow(thrower(new Error('x'))));
attempt(() => assert.doesNotThrow(thrower(new Error('x')), 'text'));
attempt(() => assert.doesNotThrow(thrower(new Error('x')), TypeError));
attempt(() => assert.doesNotThrow(thrower(new Error('x')), Error, 'text'));
attempt(() => assert.doesNotThrow(thrower(new Error('x')), /x/));
attempt(() => assert.doesNotThrow(thrower(new Error('x')), /y/));
attempt(() => assert.doesNotThrow(thrower(new Error('x')), () => true));
attempt(() => assert.doesNotThrow(thrower(new Error('x')), { message: 'x' }));
attempt(() => assert.doesNotThrow(thrower(null)));
attempt(() => assert.doesNotThrow('x'));

console.log('# match');
attempt(() => assert.match('abc', /b/));
attempt(() => assert.match('abc', /x/));
attempt(() => assert.match('abc', /x/, 'text'));
attempt(() => assert.match('abc', /x/, new TypeError('own')));
attempt(() => assert.match(5, /5/));
attempt(() => assert.match({ a: 1 }, /5/));
attempt(() => assert.match('abc', 'b'));
attempt(() => assert.doesNotMatch('abc', /x/));
attempt(() => assert.doesNotMatch('abc', /b/));
attempt(() => assert.doesNotMatch('abc', /b/, 'text'));
attempt(() => assert.doesNotMatch(undefined, /b/));
attempt(() => assert.doesNotMatch('abc', null));

console.log('# ifError');
for (const value of [null, undefined, 0, '', 'text', false, new Error('x'), new Error(''), new TypeError(''), { message: 'm' }, { message: 5 }, {}]) attempt(() => assert.ifError(value));

console.log('# AssertionError');
attempt(() => { throw new assert.AssertionError({ message: 'm' }); });
attempt(() => { throw new assert.AssertionError({ actual: 1, expected: 2, operator: 'op' }); });
attempt(() => { throw new assert.AssertionError({ actual: 1, expected: 2, operator: 'strictEqual' }); });
attempt(() => { throw new assert.AssertionError({ actual: 'x'.repeat(600), expected: 'y'.repeat(600), operator: 'op' }); });
attempt(() => new assert.AssertionError());
attempt(() => new assert.AssertionError('x'));
{
  const error = new assert.AssertionError({ actual: 1, expected: 2, operator: 'strictEqual' });
  console.log(String(error), Object.keys(error).join(), error.stack.split('\n')[0], error instanceof Error);
}

console.log('# Assert');
{
  const own = new assert.Assert({ diff: 'full' });
  attempt(() => own.strictEqual(list(80), list(80, { 5: 'x' })));
  attempt(() => own.equal(1, '1'));
  attempt(() => new assert.Assert({ strict: false }).equal(1, '1'));
  attempt(() => new assert.Assert({ skipPrototype: true }).deepStrictEqual(new Foo(), new Bar()));
  attempt(() => new assert.Assert().deepStrictEqual(new Foo(), new Bar()));
  attempt(() => new assert.Assert({ diff: 'x' }));
  attempt(() => assert.Assert());
  attempt(() => own.throws(() => {}));
}

console.log('# later');
async function attemptAsync(fn) {
  number++;
  const id = number;
  try {
    await fn();
    console.log(`${id}: passed`);
  } catch (error) {
    console.log(`${id}: ${error.name} ${error.code} generated=${error.generatedMessage} operator=${error.operator}`);
    console.log(error.message);
  }
}
(async () => {
  await attemptAsync(() => assert.rejects(Promise.reject(new Error('x'))));
  await attemptAsync(() => assert.rejects(Promise.resolve(1)));
  await attemptAsync(() => assert.rejects(Promise.resolve(1), TypeError));
  await attemptAsync(() => assert.rejects(async () => { throw new Error('x'); }, { message: 'x' }));
  await attemptAsync(() => assert.rejects(async () => { throw new Error('x'); }, { message: 'y' }));
  await attemptAsync(() => assert.rejects(() => 5));
  await attemptAsync(() => assert.rejects(5));
  await attemptAsync(() => assert.rejects(() => { throw new Error('synchronous'); }));
  await attemptAsync(() => assert.doesNotReject(Promise.resolve(1)));
  await attemptAsync(() => assert.doesNotReject(Promise.reject(new Error('x'))));
  await attemptAsync(() => assert.doesNotReject(Promise.reject(new Error('x')), 'text'));
  await attemptAsync(() => assert.doesNotReject({}));
})();
