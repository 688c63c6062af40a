// util.inspect: prints how several hundred values are shown. The output must be the same on napkin and on Node.
'use strict';

const util = require('util');
const { inspect } = util;

let number = 0;
function show(value, ...options) {
  number++;
  try {
    console.log(`${number}: ${inspect(value, ...options)}`);
  } catch (error) {
    console.log(`${number}: threw ${error.name}: ${error.message}`);
  }
}

// An error with a stack that is the same everywhere.
function stable(error, frames = ['at one (file.js:1:2)', 'at two (file.js:3:4)']) {
  let header = String(error.name);
  try {
    header = Error.prototype.toString.call(error);
  } catch {
    // Names that are no strings.
  }
  error.stack = [header, ...frames.map((frame) => `    ${frame}`)].join('\n');
  Object.defineProperty(error, 'stack', { enumerable: false });
  return error;
}
const bare = (error) => stable(error, []);

console.log('# primitives');
for (const value of [
  0, -0, 1, -1, 1.5, NaN, Infinity, -Infinity, 1e21, 1e-7, 123456789, 0x7fffffff, 2 ** 53, 0n, -5n, 123456789012345678901234567890n,
  true, false, null, undefined, '', 'a', 'it\'s', '"q"', '\'"', '\'"`', '\'"${', 'a\nb', 'tab\t', '\0', '\x1b[31m', '\x7f', '\x80\x9f',
  '\ud83d', '\udc00x', 'x\ud83d\ude00y', '\\', 'é', '日本語', Symbol('a'), Symbol(), Symbol(''), Symbol.iterator, Symbol('a\nb'),
  Symbol.for('x y'),
]) show(value);
show('x'.repeat(200));
show('a\n'.repeat(20));
show(['a\nb'.repeat(20)]);
show({ text: 'line one\nline two\nline three of a text that is long enough to be broken up' });
show('x'.repeat(30), { maxStringLength: 10 });
show('x'.repeat(11), { maxStringLength: 10 });
show('x'.repeat(30), { maxStringLength: 0 });
show('x'.repeat(10001));
for (const value of [1234, 12345.6789, -1234567.1234567, 0.1234567, 123456789n, -123n, 1e21, 999, 1000, -1000, NaN, -0, -0.5]) {
  show(value, { numericSeparator: true });
}

console.log('# objects');
for (const value of [
  {}, { a: 1 }, { a: 1, b: 'x', c: [1, 2] }, { 'a-b': 1, 'a b': 2, 1: 3, '': 4, 'é': 5, $x: 6, _y: 7, "it's": 8 },
  { a: { b: { c: { d: 1 } } } }, { a: { b: { c: {} } } }, { a: { b: { c: [] } } }, { a: { b: { c: [1] } } },
  { [Symbol('s')]: 1 }, { [Symbol('s')]: { a: 1 } }, { [Symbol('a b')]: 1, [Symbol()]: 2 }, { undefined: undefined, null: null },
  { get a() { return 1; } }, { set a(v) { } }, { get a() { return 1; }, set a(v) { } }, { __proto__: null }, { __proto__: null, a: 1 },
  Object.create({}), Object.create({ a: 1 }), Object.create(Object.create(null)), Object.create({ constructor: 1 }),
  Object.create({ constructor: { name: 'X' } }), JSON.parse('{"__proto__": 1, "b": 2}'),
  { a: function() {}, b: () => {}, c() {}, d: class {}, e: class Named {}, f: async () => {}, g: function* () {}, h: async function* () {} },
  { toString() { return 'x'; } }, { [Symbol.toStringTag]: 'Tag' }, { a: 1, [Symbol.toStringTag]: 'Tag' },
  Object.defineProperty({}, Symbol.toStringTag, { value: 'Hidden' }), Object.defineProperty({ a: 1 }, Symbol.toStringTag, { value: 'Hidden' }),
  Object.defineProperty({}, 'hidden', { value: 1 }), Object.freeze({ a: 1 }), new (class Foo { constructor() { this.a = 1; } })(),
  new (class Foo { })(), new (class extends Array { })(), new (class Foo extends Map { })(), new (class Foo { get [Symbol.toStringTag]() { return 'bar'; } })(),
  new (class Foo { get [Symbol.toStringTag]() { return 'Foo'; } })(), new (class { })(), new (class Foo { get [Symbol.toStringTag]() { throw new Error('x'); } })(),
  new (class Foo { static x = 1; #private = 2; y = 3; })(), new (class A extends (class B { }) { })(), globalThis.Math, JSON, Reflect,
]) show(value);
function OldClass() { this.x = 1; }
show(new OldClass());
OldClass.prototype = { y: 2 };
show(new OldClass());
show(Object.setPrototypeOf({ a: 1 }, OldClass));
show(class Foo { }.prototype);
show(class Foo extends Array { }.prototype);
show(Object.prototype);
show(Array.prototype);
show(Function.prototype);
show(Map.prototype);
show(Date.prototype);
show(Error.prototype);
show(RegExp.prototype);
show(Promise.prototype);
show(Symbol.prototype);
show(String.prototype);
show(Number.prototype);
show(Uint8Array.prototype);
show({ a: 1n, b: Symbol('x'), c: null, d: undefined, e: NaN, f: -0 });
show({ a: 'x'.repeat(100), b: 'y' });
show({ a: [{ b: { c: 1 } }], x: { y: { z: { w: 1 } } } });
show({ a: 1, b: 2, c: 3, d: 4, e: 5, f: 6, g: 7, h: 8, i: 9, j: 10, k: 11, l: 12, m: 13, n: 14, o: 15, p: 16, q: 17, r: 18, s: 19, t: 20 });
show({ name: 'napkin', version: '1.0.0', dependencies: { a: '^1.0.0', b: '~2.0.0' }, scripts: { test: 'node test.js', build: 'make' } });
show(Object.assign(Object.create({ inherited: 1 }), { own: 2 }));
show({ a: { a: 1, b: 2, c: { d: 3 } }, b: { x: [[[[]]]] } }, { depth: 0 });
show({ a: { a: 1, b: 2, c: { d: 3 } }, b: { x: [[[[]]]] } }, { depth: 1 });
show({ a: { a: 1, b: 2, c: { d: 3 } }, b: { x: [[[[1]]]] } }, { depth: null });
show({ a: { a: 1, b: 2, c: { d: 3 } }, b: { x: [[[[1]]]] } }, { depth: Infinity });
show({ a: { a: 1 }, m: new Map([[1, 2]]), s: new Set([1]), d: new Date(0), e: bare(new Error('x')), f() { }, r: /x/, t: new Uint8Array(2) }, { depth: 0 });
show({ a: {} }, { depth: -1 });
show([1], { depth: -1 });
show(new Map([[1, 2]]), { depth: -1 });
show(new (class Foo { x = 1; })(), { depth: -1 });
show({ __proto__: null, a: 1 }, { depth: -1 });

console.log('# arrays');
for (const value of [
  [], [1], [1, 2, 3], [[]], [[[]]], [[[[]]]], [[[[1]]]], [undefined, null], [,], [, 1], [1, ,], [1, , 2], [1, , , 2, , , ,], new Array(3), new Array(200),
  Object.assign([1, 2], { a: 1 }), Object.assign([], { a: 1 }), Object.assign([1], { '-1': 1, '1.5': 2, '4294967295': 3 }), [1, [2, [3, [4, [5]]]]],
  ['a', 'b'], ['a'.repeat(80)], ['a'.repeat(30), 'b'.repeat(30), 'c'.repeat(30)], [{ a: 1 }, { b: 2 }], [[1, 2], [3, 4]], [1n, 2n], [-0, 0],
  Array.from({ length: 7 }, (_, i) => i), Array.from({ length: 27 }, (_, i) => i), Array.from({ length: 101 }, (_, i) => i), Array.from({ length: 100 }, (_, i) => i * 1000),
  Array.from({ length: 30 }, (_, i) => 'x'.repeat(i % 7)), Array.from({ length: 30 }, (_, i) => (i % 2 ? i : `s${i}`)), Array.from({ length: 10 }, (_, i) => ({ i })),
  Array.from({ length: 12 }, (_, i) => -i * 1.5), Array.from({ length: 8 }, () => 'long string number one'), Array.from({ length: 20 }, (_, i) => 2 ** i),
  Array.from({ length: 26 }, (_, i) => String.fromCharCode(97 + i)), Array.from({ length: 8 }, () => [1, 2]), Array.from({ length: 8 }, () => null),
  Array.from({ length: 10 }, (_, i) => BigInt(i) ** 5n), Array.from({ length: 9 }, (_, i) => Symbol(`s${i}`)), Array.from({ length: 10 }, (_, i) => '日'.repeat(i % 4)),
  Array.from({ length: 10 }, (_, i) => (i % 3 ? true : undefined)), Object.assign(Array.from({ length: 10 }, (_, i) => i), { extra: true, more: [1] }),
  new (class Foo extends Array { })(1, 2, 3), Object.setPrototypeOf([1, 2], null), Object.setPrototypeOf([], null),
]) show(value);
show(Array.from({ length: 10 }, (_, i) => i), { maxArrayLength: 3 });
show(Array.from({ length: 10 }, (_, i) => i), { maxArrayLength: 0 });
show(Array.from({ length: 10 }, (_, i) => i), { maxArrayLength: 9 });
show(Array.from({ length: 10 }, (_, i) => i), { maxArrayLength: -1 });
show(Array.from({ length: 200 }, (_, i) => i), { maxArrayLength: null });
show(Array.from({ length: 200 }, (_, i) => i), { maxArrayLength: Infinity });
show([1, , 3, , 5], { maxArrayLength: 2 });
show([1, , 3, , 5], { maxArrayLength: 3 });
show([, , 3], { maxArrayLength: 1 });
show(['a', 'b'], { showHidden: true });
show({ length: 3, 0: 1 });
show((function() { return arguments; })(1, 2, 'x'));
show((function() { return arguments; })());
show((function() { 'use strict'; return arguments; })({ a: 1 }));
show(Array.from({ length: 30 }, (_, i) => ({ id: i, name: `item ${i}` })));
show({ list: Array.from({ length: 40 }, (_, i) => i), nested: { list: Array.from({ length: 40 }, (_, i) => i) } });

console.log('# functions and classes');
for (const value of [
  function() {}, function named() {}, () => {}, async () => {}, async function named() {}, function* named() {}, async function* named() {}, class {}, class A {},
  class A extends Array {}, class extends Object {}, class A extends null {}, Object.assign(function f() {}, { a: 1 }), Object.assign(() => {}, { a: { b: 1 } }),
  Object.assign(class A {}, { a: 1 }), class A { static b = 1; static c() {} }, (function() {}).bind(null), (function x() {}).bind(null), Math.max, Array, Map, Object,
  Object.setPrototypeOf(function f() {}, null), Object.setPrototypeOf(class A {}, null), Object.defineProperty(function f() {}, 'name', { value: 'other' }),
  Object.defineProperty(function f() {}, 'name', { value: 5 }), Object.defineProperty(function f() {}, 'name', { value: '' }), Object.defineProperty(class A {}, 'name', { value: '' }),
  Object.defineProperty(function f() {}, Symbol.toStringTag, { value: 'Tag' }), Object.assign(function f() {}, { [Symbol('x')]: 1 }), { f: Object.assign(() => {}, { x: 1 }) },
  class/* comment { */A { }, class A { constructor(a = '{') { } }, Symbol, Proxy, parseInt, eval, Function, (class { static x = 1; }), new Function('a', 'b', 'return a'),
]) show(value);
show(function f() {}, { showHidden: true });
show(() => {}, { showHidden: true });
show(class A { static x = 1; }, { showHidden: true });

console.log('# boxed, dates, patterns');
for (const value of [
  new Number(1), new Number(-0), new String('abc'), new String(''), new Boolean(false), Object(1n), Object(Symbol('x')), Object.assign(new Number(1), { a: 1 }),
  Object.assign(new String('ab'), { a: 1 }), new (class Foo extends Number { })(3), new (class Foo extends String { })('x'), Object.setPrototypeOf(new Number(1), null),
  new Date(0), new Date(NaN), new Date('2024-02-29T12:34:56.789Z'), Object.assign(new Date(0), { a: 1 }), new (class Foo extends Date { })(0), Object.setPrototypeOf(new Date(0), null),
  /a/, /a/gi, /[/]\//u, Object.assign(/a/, { x: 1 }), new (class Foo extends RegExp { })('x', 'g'), Object.setPrototypeOf(/a/, null), new RegExp(''), /(?<name>x)\k<name>/,
]) show(value);
show(new String('abc'), { showHidden: true });
show(new Date(0), { showHidden: true });
show(/a/g, { showHidden: true });

console.log('# collections');
for (const value of [
  new Map(), new Set(), new Map([[1, 2]]), new Map([['a', { b: 1 }], [{ k: 1 }, [1, 2]]]), new Set([1, 'a', {}, []]), new Set([new Set([new Set([new Set([1])])])]),
  new Map([[new Map([[new Map([[1, 2]]), 3]]), 4]]), Object.assign(new Map([[1, 2]]), { x: 1 }), Object.assign(new Set([1]), { x: 1 }), new (class Foo extends Set { })([1]),
  Object.setPrototypeOf(new Map([[1, 2]]), null), Object.setPrototypeOf(new Set([1, 2]), null), new Map(Array.from({ length: 5 }, (_, i) => [`key${i}`, 'v'.repeat(20)])),
  new Set(Array.from({ length: 30 }, (_, i) => i)), new Map([[undefined, null]]), new WeakMap(), new WeakSet(), new WeakMap([[{}, 1]]), new WeakRef({}),
  Object.assign(new WeakMap(), { a: 1 }), new Set([[1, 2], [3, 4]]), new Map([[{ a: 1, b: 2 }, 'x'], [[1, 2, 3], 'y']]), new FinalizationRegistry(() => {}),
]) show(value);
show(new Set(Array.from({ length: 200 }, (_, i) => i)), { maxArrayLength: 5 });
show(new Map(Array.from({ length: 200 }, (_, i) => [i, i])), { maxArrayLength: 2 });
show(new Map([['a', new Map([['b', new Map([['c', 1]])]])]]), { depth: 1 });
show(new Set([1, 2]), { showHidden: true });
show(new Map([[1, 2]]), { showHidden: true });

console.log('# bytes');
for (const value of [
  new ArrayBuffer(0), new ArrayBuffer(4), new SharedArrayBuffer(2), new Uint8Array(), new Uint8Array([1, 2, 3]), new Int16Array([-1, 2]), new Float32Array([1.5, NaN, -0]),
  new Float64Array([0.1]), new BigInt64Array([1n, -2n]), new BigUint64Array(1), new Uint8ClampedArray([300]), new Uint32Array(3), new Int8Array(150), new Uint16Array([65535]),
  new DataView(new ArrayBuffer(3)), new DataView(new ArrayBuffer(8), 2, 4), Object.assign(new Uint8Array(1), { a: 1 }), new (class Foo extends Uint8Array { })(2),
  Object.assign(new ArrayBuffer(1), { x: 1 }), Object.setPrototypeOf(new Uint8Array([1, 2]), null), new Uint8Array(Array.from({ length: 40 }, (_, i) => i * 6)).buffer,
]) show(value);
show(new ArrayBuffer(200));
show(new ArrayBuffer(60), { maxArrayLength: 50 });
show(new Uint8Array([1]), { showHidden: true });
show(new DataView(new ArrayBuffer(2)), { showHidden: true });
show(new ArrayBuffer(2), { showHidden: true });
show(new Float64Array([12345.678, 1e6]), { numericSeparator: true });
{
  const buffer = new ArrayBuffer(8);
  structuredClone(buffer, { transfer: [buffer] });
  show(buffer);
}

console.log('# promises, proxies, generators');
const rejected = Promise.reject(bare(new Error('no')));
rejected.catch(() => {});
const rejectedValue = Promise.reject(3);
rejectedValue.catch(() => {});
for (const value of [
  Promise.resolve(1), Promise.resolve({ a: { b: { c: {} } } }), new Promise(() => {}), rejected, rejectedValue, Object.assign(Promise.resolve(1), { x: 1 }),
  new (class Foo extends Promise { })(() => {}), new Proxy({ a: 1 }, {}), new Proxy([1, 2], {}), new Proxy(function f() {}, {}), new Proxy(class A {}, {}),
  new Proxy(new Proxy({ a: 1 }, {}), {}), new Proxy({}, { get() { throw new Error('trap'); }, ownKeys() { throw new Error('trap'); } }), { p: new Proxy({}, {}) },
  new Proxy(new Map([[1, 2]]), {}), (function* () {})(), (async function* () {})(), (function* named() {})(), [][Symbol.iterator](), ''[Symbol.iterator](), 'a'.matchAll(/a/g),
]) show(value);
show(new Proxy({ a: 1 }, { get() { } }), { showProxy: true });
show(new Proxy([1], {}), { showProxy: true });
show(new Proxy(new Proxy({ a: 1 }, {}), { b: { c: {} } }), { showProxy: true });
show({ a: { b: { c: new Proxy({}, {}) } } }, { showProxy: true });
show(new Proxy({ a: 1 }, {}), { showProxy: 1, depth: -1 });
{
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  show(proxy);
  show(proxy, { showProxy: true });
  show(new Proxy(proxy, {}));
}
show(globalThis[Symbol.toStringTag]);

console.log('# circles');
{
  const a = { name: 'a' };
  a.self = a;
  show(a);
  const b = { inner: { list: [] } };
  b.inner.list.push(b, b.inner);
  show(b);
  const m = new Map();
  m.set(m, m);
  show(m);
  const s = new Set();
  s.add({ s });
  show(s);
  const list = [1];
  list.push(list, [list]);
  show(list);
  show({ a, again: a });
  show([a, a]);
  const f = function f() {};
  f.f = f;
  show(f);
  const e = bare(new Error('round'));
  e.self = e;
  show(e);
  const p = new Proxy(a, {});
  show({ p });
  show(a, { compact: true });
  show(b, { compact: false });
  show(list, { compact: true });
}

console.log('# errors');
class CustomError extends Error { }
class NamedError extends Error {
  constructor(message) {
    super(message);
    this.name = 'NamedError';
  }
}
for (const value of [
  stable(new Error('message')), stable(new Error('')), stable(new TypeError('bad')), stable(new RangeError('a\nb')), bare(new Error('no frames')), bare(new Error('')), bare(new Error()),
  stable(new CustomError('custom')), stable(new NamedError('named')), bare(new CustomError('custom')), bare(new NamedError('named')), stable(Object.assign(new Error('x'), { code: 'E_X', errno: -2 })),
  bare(Object.assign(new Error('x'), { code: 'E_X' })), stable(new Error('outer', { cause: bare(new Error('inner')) })), stable(new Error('outer', { cause: 'text' })), stable(new Error('outer', { cause: undefined })),
  stable(new Error('outer', { cause: stable(new TypeError('inner')) })), stable(new AggregateError([bare(new Error('one')), bare(new TypeError('two'))], 'many')), stable(new AggregateError([])),
  bare(Object.assign(new Error('a'), { name: 'Other' })), stable(Object.assign(new Error('a'), { name: 'Other' })), bare(Object.assign(new Error('a'), { message: 'changed' })),
  Object.assign(stable(new Error('a')), { message: 'changed later' }), Object.assign(stable(new Error('a')), { name: 'ChangedLater' }), Object.assign(stable(new TypeError('a')), { name: undefined }),
  Object.setPrototypeOf(bare(new Error('null proto')), null), Object.setPrototypeOf(stable(new TypeError('null proto')), null), { e: stable(new Error('nested')) }, [stable(new Error('in a list'))], { e: bare(new Error('nested')) },
  { a: { b: { c: { e: stable(new Error('deep')) } } } }, Object.assign(bare(new Error('x')), { stack: undefined }), Object.assign(bare(new Error('x')), { stack: '' }), Object.assign(bare(new Error('x')), { stack: 'custom stack' }),
  Object.assign(bare(new Error('x')), { stack: { a: 1 } }), Object.assign(bare(new Error('x')), { stack: ['a', 'b'] }), Object.defineProperty(bare(new Error('x')), 'message', { get() { throw new Error('y'); } }),
  Object.defineProperty(bare(new Error('x')), 'name', { get() { throw new Error('y'); } }), Object.defineProperty(bare(new Error('x')), 'stack', { get() { throw new Error('y'); } }), Object.defineProperty(bare(new Error('x')), Symbol.toStringTag, { value: 'Tag' }),
  Object.create(Error.prototype), bare(new (class FooError extends Error { get name() { return 'FooError'; } })('')), stable(new (class FooBar extends TypeError { })('mixed')), bare(new (class extends Error { })('anonymous')),
  Object.assign(stable(new Error('with text in the stack')), { name: 'Error', message: 'with text in the stack' }), stable(new SyntaxError('x')), stable(new EvalError('x')), stable(new URIError('x')), stable(new ReferenceError('x')),
]) show(value);
// Not shown with showHidden: an error's own `stack` is an accessor in V8 and a value in other engines.
show(bare(new AggregateError([1, 2], 'hidden')), { showHidden: false });
show(stable(new Error('compact', { cause: { a: 1 } })), { compact: true });
show(stable(new Error('depth', { cause: { a: { b: { c: 1 } } } })), { depth: 0 });
show(stable(new Error('repeated'), Array.from({ length: 20 }, (_, i) => `at recursive (file.js:${i < 15 ? 1 : i}:1)`)));
show(stable(new Error('repeated'), Array.from({ length: 21 }, (_, i) => `at f${i % 3} (file.js:1:1)`)));
show(stable(new Error('repeated'), ['at start (x.js:1:1)', ...Array.from({ length: 12 }, (_, i) => `at f${i % 4} (file.js:1:1)`), 'at end (x.js:2:2)']));
{
  const frames = Array.from({ length: 8 }, (_, i) => `at shared${i} (file.js:${i}:1)`);
  show(stable(new Error('outer', { cause: stable(new Error('inner'), ['at inner (file.js:9:9)', ...frames]) }), ['at outer (file.js:8:8)', ...frames]));
}

console.log('# getters');
const withGetters = {
  get plain() { return 1; }, get object() { return { a: { b: {} } }; }, get thrower() { throw bare(new Error('getter')); }, get nothing() { return null; },
  get both() { return 'x'; }, set both(v) { }, set only(v) { }, get self() { return this; }, get undef() { return undefined; }, get fn() { return () => {}; },
};
show(withGetters);
show(withGetters, { getters: true });
show(withGetters, { getters: 'get' });
show(withGetters, { getters: 'set' });
show(new (class { get inherited() { return 1; } })(), { getters: true });

console.log('# hidden');
show({ a: 1, [Symbol('x')]: 2 }, { showHidden: true });
show(Object.defineProperties({}, { a: { value: 1 }, b: { value: 2, enumerable: true }, c: { get() { return 1; } } }), { showHidden: true });
show([1, 2, [3]], { showHidden: true });
show(Object.defineProperty([], 'x', { value: 1 }), { showHidden: true });
show(new (class Foo { constructor() { this.own = 1; } get accessor() { return this.own; } method() { } })(), { showHidden: true });
show(new (class Bar extends (class Foo { get base() { return 1; } }) { get derived() { return 2; } })(), { showHidden: true });
show(Object.create({ visible: 1, get g() { return 1; } }), { showHidden: true });
show(Promise.resolve(1), { showHidden: true });

console.log('# custom inspection');
const custom = util.inspect.custom;
show({ [custom]() { return 'text'; } });
show({ [custom]() { return 'two\nlines'; } });
show({ a: { [custom]() { return 'two\nlines'; } } });
show({ [custom]() { return { a: 1 }; } });
show({ [custom]() { return this; }, b: 1 });
show({ [custom]() { return 5; } });
show({ [custom]() { return undefined; } });
show({ [custom]() { return null; } });
show({ [custom](depth, options) { return `depth ${depth} ${Object.keys(options).join(' ')}`; } });
show({ a: { b: { [custom](depth) { return `depth ${depth}`; } } } });
show({ [custom](depth, options, inspectFn) { return `${inspectFn === inspect} ${inspectFn({ x: 1 }, options)}`; } });
show({ [custom](depth, options) { return options.stylize('styled', 'number'); } }, { colors: true });
show({ [custom](depth, options) { return `${options.mine} ${options.compact}`; } }, { mine: 'yes', compact: true });
show({ [custom]: 'no function', a: 1 });
show({ [custom]() { return 'text'; } }, { customInspect: false });
show({ [custom]() { throw new TypeError('inside'); } });
show({ inspect() { return 'old'; } });
show(new Proxy({ [custom]() { return 'from a proxy'; } }, {}));
show(class A { static [custom]() { return 'static'; } });
show([{ [custom]() { return 'in a list'; } }]);
show(new Map([[{ [custom]() { return 'key'; } }, { [custom]() { return 'value'; } }]]));

console.log('# colours');
for (const value of [1, 1n, 'x', true, undefined, null, Symbol('s'), () => {}, class A {}, new Date(0), /a(b)[c-d]\d{2,3}?|x*$/g, [1, 'a', null], { a: 1, 'b c': 'x', [Symbol('q')]: 2 },
                     new Map([[1, 'a']]), new Set(['x']), { get a() { return 1; } }, [, 1], new Number(3), new String('s'), Promise.resolve(4), new Proxy({}, {}), { a: { b: { c: {} } } },
                     new ArrayBuffer(2), new Uint8Array(2), bare(new Error('red')), Array.from({ length: 30 }, (_, i) => i), /(?<year>\d{4})-(?:[^\]\\x]+)\k<year>(?=\p{L})(?<!\u{61})\x41./u, /[a\]b]{3}(c|d)+?/]) {
  show(value, { colors: true });
}
{
  const circular = {};
  circular.a = circular;
  show(circular, { colors: true });
}

console.log('# compact and breakLength');
const shape = { first: { list: [1, 2, 3], text: 'some text', nested: { a: { b: 1 } } }, second: 'x', third: [{ a: 1 }, { b: 2 }] };
for (const compact of [true, false, 0, 1, 2, 3, 5]) {
  show(shape, { compact });
  show(shape, { compact, depth: 5 });
}
for (const breakLength of [10, 20, 40, 60, 80, 120, Infinity]) {
  show(shape, { breakLength });
  show(shape, { breakLength, compact: true });
  show(Array.from({ length: 20 }, (_, i) => i * 100), { breakLength });
  show('some words that make a text of a certain length\nand a second line', { breakLength });
}
show({ a: 'multi\nline' }, { breakLength: Infinity, compact: false });
show([shape, shape], { compact: 1 });

console.log('# sorted');
show({ b: 1, a: 2, c: { z: 1, y: 2 } }, { sorted: true });
show({ b: 1, a: 2, c: 3 }, { sorted: (x, y) => (x < y ? 1 : -1) });
show(Object.assign([3, 2, 1], { b: 1, a: 2 }), { sorted: true });
show(new Map([['b', 1], ['a', 2]]), { sorted: true });
show(new Set([3, 1, 2]), { sorted: true });

console.log('# arguments and defaults');
show({ a: { b: { c: { d: 1 } } } }, false, 0);
show({ a: { b: { c: { d: 1 } } } }, true, null, true);
show({ a: { b: { c: { d: 1 } } } }, undefined, undefined, true);
show({ a: 1 }, null);
console.log(Object.keys(inspect.defaultOptions).join());
inspect.defaultOptions = { depth: 0 };
show({ a: { b: 1 } });
inspect.defaultOptions.depth = 2;
show({ a: { b: 1 } });
for (const wrong of [null, 'x', 5, []]) {
  try {
    inspect.defaultOptions = wrong;
    console.log('accepted');
  } catch (error) {
    console.log(error.code, error.message);
  }
}
console.log(Object.keys(inspect.colors).join());
console.log(Object.keys(inspect.styles).join());
console.log(inspect.colors.grey === inspect.colors.gray, inspect.colors.faint, inspect.custom);
