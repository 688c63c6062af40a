// node:util apart from inspect and format.
'use strict';

const util = require('util');

function attempt(label, fn) {
  try {
    console.log(label, fn());
  } catch (error) {
    console.log(label, 'threw', error.name, error.code, error.message);
  }
}

console.log('# types');
const { types } = util;
console.log(types === require('util/types'), types === require('node:util').types);
const samples = {
  undefined: undefined, null: null, number: 1, string: 'x', object: {}, array: [], fn() {}, asyncFn: async () => {}, generatorFn: function* () {}, asyncGeneratorFn: async function* () {},
  generator: (function* () {})(), asyncGenerator: (async function* () {})(), arguments: (function() { return arguments; })(), date: new Date(), regexp: /x/, error: new TypeError('x'), fakeError: { __proto__: Error.prototype },
  map: new Map(), set: new Set(), weakMap: new WeakMap(), weakSet: new WeakSet(), mapIterator: new Map().keys(), setIterator: new Set().values(), arrayIterator: [].values(), promise: Promise.resolve(), proxy: new Proxy({}, {}),
  arrayProxy: new Proxy([], {}), arrayBuffer: new ArrayBuffer(1), shared: new SharedArrayBuffer(1), dataView: new DataView(new ArrayBuffer(1)), u8: new Uint8Array(), u8c: new Uint8ClampedArray(), u16: new Uint16Array(), u32: new Uint32Array(),
  i8: new Int8Array(), i16: new Int16Array(), i32: new Int32Array(), f16: new Float16Array(), f32: new Float32Array(), f64: new Float64Array(), bi64: new BigInt64Array(), bu64: new BigUint64Array(), boxedNumber: Object(1), boxedString: Object('x'),
  boxedBoolean: Object(true), boxedBigInt: Object(1n), boxedSymbol: Object(Symbol()), cls: class {}, nullProtoMap: Object.setPrototypeOf(new Map(), null), fakeMap: Object.create(Map.prototype), symbol: Symbol(), bigint: 1n,
};
for (const name of Object.keys(types).sort()) {
  if (name === 'isEventTarget') continue;
  console.log(name, Object.keys(samples).filter((key) => types[name](samples[key])).join(' '));
}

console.log('# inherits');
function Parent() {}
Parent.prototype.hello = function() { return 'hello'; };
function Child() {}
util.inherits(Child, Parent);
console.log(new Child().hello(), Child.super_ === Parent, new Child() instanceof Parent, Object.keys(Child));
for (const args of [[null, Parent], [undefined, Parent], [Child, null], [Child, undefined], [Child, {}], [Child, () => {}]]) attempt('inherits', () => util.inherits(...args));

console.log('# promisify and callbackify');
const add = util.promisify(function add(a, b, callback) { callback(null, a + b); });
console.log(add.name, add.length, typeof add[util.promisify.custom], add[util.promisify.custom] === add, util.promisify(add) === add);
function withCustom() {}
withCustom[util.promisify.custom] = async () => 'custom';
console.log(util.promisify(withCustom) === withCustom[util.promisify.custom], util.promisify.custom);
for (const wrong of [null, undefined, 1, {}, 'x']) {
  attempt('promisify', () => util.promisify(wrong));
  attempt('callbackify', () => util.callbackify(wrong));
}
attempt('custom', () => util.promisify(Object.assign(() => {}, { [util.promisify.custom]: 5 })));
const called = util.callbackify(async function later(x) { return x * 2; });
console.log(called.name, called.length);
attempt('no callback', () => called(1));
const thisTest = util.promisify(function(callback) { callback(null, this.x); });

console.log('# deprecate');
const old = util.deprecate(function old(a, b) { return [this?.x, a, b, new.target === undefined]; }, 'old is old', 'DEP_TEST');
console.log(old.length, old.name);
process.noDeprecation = true;
console.log(old.call({ x: 1 }, 2, 3));
class OldClass { constructor(v) { this.v = v; } }
const OldWrapper = util.deprecate(OldClass, 'old class');
console.log(new OldWrapper(4), new OldWrapper(4) instanceof OldClass, OldWrapper.prototype === OldClass.prototype);
attempt('code', () => util.deprecate(() => {}, 'x', 5));
console.log(util.isArray([]), util._extend({ a: 1 }, { b: 2 }), util._extend({ a: 1 }, null), util._extend({ a: 1 }, 'x'));

console.log('# text');
for (const text of ['plain', '\x1b[31mred\x1b[39m', '\x1b]8;;http://x\x07link\x1b]8;;\x07', '\x9b1mx', 'a\x1b[2Kb', '\x1b[38;2;1;2;3mx\x1b[0m']) console.log(JSON.stringify(util.stripVTControlCharacters(text)));
attempt('strip', () => util.stripVTControlCharacters(5));
console.log(util.toUSVString('a\ud800b'), util.toUSVString(5), util.toUSVString('\ud83d\ude00'));
const off = { validateStream: false };
for (const [format, text] of [['red', 'x'], [['bold', 'underline'], 'x'], ['none', 'x'], [['red', 'none'], 'x'], [[], 'x'], ['#ff8800', 'x'], ['#f80', 'x'], [['bgBlue', '#123456'], 'x'],
                              ['red', `a${util.styleText('blue', 'b', off)}c`], ['bold', `a${util.styleText('dim', 'b', off)}c`], ['red', `a${util.styleText('blue', 'b', off)}`], ['grey', ''], ['bgRedBright', 'multi\nline']]) {
  console.log(JSON.stringify(util.styleText(format, text, off)));
}
for (const args of [['nope', 'x', off], ['red', 5, off], [5, 'x', off], ['#12', 'x', off], ['red', 'x', 5], ['red', 'x', { validateStream: 5 }], ['red', 'x', { stream: {} }], [['red', 'nope'], 'x', off]]) attempt('styleText', () => util.styleText(...args));

console.log('# parseArgs');
const options = { flag: { type: 'boolean', short: 'f' }, name: { type: 'string', short: 'n' }, list: { type: 'string', multiple: true, short: 'l' }, level: { type: 'string', default: '3' }, many: { type: 'boolean', multiple: true, short: 'm' } };
for (const [args, extra] of [
  [[]], [['-f']], [['--flag', '--name', 'x']], [['--name=x']], [['-nx']], [['-n', 'x']], [['-fn', 'x']], [['-fnx']], [['-l', 'a', '-l', 'b', '--list=c']], [['-mmm']], [['--level', '5']],
  [['pos'], { allowPositionals: true }], [['a', '--', '-f', 'b'], { allowPositionals: true }], [['pos']], [['--nope']], [['--nope'], { allowPositionals: true }], [['--name']], [['--flag=1']], [['--name', '-x']], [['-n', '-x']], [['-z']],
  [['--nope', 'v', '-z'], { strict: false }], [['--no-flag'], { allowNegative: true }], [['--no-flag']], [['--no-name'], { allowNegative: true }], [['-f', 'p', '--', 'q'], { tokens: true, allowPositionals: true }], [['-fnv', '-l=x', '-'], { tokens: true, allowPositionals: true }],
  [['--name='], { tokens: true }], [['--flag', '--flag']], [['--__proto__=x'], { strict: false }],
]) attempt(JSON.stringify(args), () => util.parseArgs({ args, options, ...extra }));
for (const config of [{ args: 5 }, { args: [], options: 5 }, { args: [], options: { a: 5 } }, { args: [], options: { a: {} } }, { args: [], options: { a: { type: 'x' } } }, { args: [], options: { a: { type: 'string', short: 'ab' } } },
                      { args: [], options: { a: { type: 'string', short: 5 } } }, { args: [], options: { a: { type: 'string', multiple: 5 } } }, { args: [], options: { a: { type: 'string', default: 5 } } },
                      { args: [], options: { a: { type: 'boolean', default: 'x' } } }, { args: [], options: { a: { type: 'string', multiple: true, default: 'x' } } }, { args: [], strict: 5 }, { args: [], tokens: 5 }, { args: [], allowNegative: 1 }]) {
  attempt('config', () => util.parseArgs(config));
}

console.log('# parseEnv');
for (const text of ['A=1', 'A=1\nB=2', 'A = 1 ', '# comment\nA=1 # note', 'A="x # y"', "A='x\\ny'", 'A="x\\ny"', 'A=`a"b\'c`', 'export A=1', 'A=', '=1', 'A', '  A=1', 'A="multi\nline"\nB=2', 'A=b=c', 'A="open', '\r\nA=1\r\nB=2', 'A=1#2', "A='x' trailing\nB=1", 'A.B=1', '', 'A="x" # c\nB=\'y\'#d', 'A=  spaced value  ']) attempt(JSON.stringify(text), () => util.parseEnv(text));
attempt('parseEnv', () => util.parseEnv(5));

console.log('# system errors');
for (const errno of [0, 1, 1.5, -1.5, '-1', null, undefined, NaN, -Infinity]) {
  attempt('name', () => util.getSystemErrorName(errno));
  attempt('message', () => util.getSystemErrorMessage(errno));
}
attempt('ENOENT', () => [util.getSystemErrorName(-2), util.getSystemErrorMessage(-2), util.getSystemErrorMap().get(-2)]);
attempt('unknown', () => [util.getSystemErrorName(-99999)]);

console.log('# equality, diff');
attempt('equal', () => [util.isDeepStrictEqual({ a: [1, { b: 2 }] }, { a: [1, { b: 2 }] }), util.isDeepStrictEqual([1], ['1']), util.isDeepStrictEqual(NaN, NaN), util.isDeepStrictEqual(0, -0)]);
class A { constructor() { this.x = 1; } }
class B { constructor() { this.x = 1; } }
attempt('prototypes', () => [util.isDeepStrictEqual(new A(), new B()), util.isDeepStrictEqual(new A(), new B(), true)]);
attempt('diff', () => util.diff('abcd', 'axcd'));
attempt('diff', () => util.diff(['a', 'b', 'c'], ['a', 'c', 'd']));
attempt('diff', () => util.diff('same', 'same'));
attempt('diff', () => util.diff(5, 'x'));
attempt('diff', () => util.diff(['a'], [5]));

console.log('# debuglog');
const log = util.debuglog('napkin-test');
console.log(typeof log, log.enabled, util.debug === util.debuglog, log('not shown'));
attempt('callSites', () => util.getCallSites(0));
attempt('callSites', () => util.getCallSites('x'));
attempt('callSites', () => util.getCallSites(5, 5));
(function outer() {
  const [site] = util.getCallSites(1);
  console.log(site.functionName, site.lineNumber, Object.keys(site).sort().join());
})();

console.log('# later');
(async () => {
  console.log(await add(1, 2), await util.promisify(withCustom)(), await thisTest.call({ x: 9 }));
  await util.promisify((callback) => callback(new Error('failed')))().catch((error) => console.log('rejected', error.message));
  util.callbackify(async (x) => x + 1)(1, (error, value) => {
    console.log('callbackified', error, value);
    util.callbackify(() => Promise.reject(new Error('no')))((error2) => {
      console.log('callbackified', error2.message);
      util.callbackify(() => Promise.reject(null))((error3) => {
        console.log(error3.name, error3.code, error3.message, error3.reason);
      });
    });
  });
})();
