// Buffer: making, searching, comparing, filling, copying, slicing, swapping, inspection.
'use strict';

const buffer = require('buffer');
const util = require('util');

function attempt(label, run) {
  try {
    const result = run();
    console.log('-', label, Buffer.isBuffer(result) ? `<${result.toString('hex')}>` : typeof result === 'bigint' ? `${result}n` : String(result));
  } catch (error) {
    console.log('-', label, error.name, error.code, error.code ? error.message : '');
  }
}
const text = (value) => (typeof value === 'symbol' ? 'symbol' : util.inspect(value).replace(/\n\s*/g, ' ').slice(0, 70));

const values = ['abc', '', [1, 2, 300, -1, '5', 'x', null], [], new Uint8Array([1, 2]), new Uint16Array([258, 3]), new Float32Array([1.9]), Buffer.from('buf'), new ArrayBuffer(3), new SharedArrayBuffer(2), { length: 3, 0: 1, 1: '2' }, { length: '3' },
  { length: -1 }, { length: 0 }, { type: 'Buffer', data: [1, 2, 3] }, { type: 'Buffer', data: 'x' }, new String('str'), { valueOf: () => 'value' }, { valueOf: () => [7] }, { [Symbol.toPrimitive]: () => 'prim' }, { [Symbol.toPrimitive]: () => 5 }, { [Symbol.toPrimitive]: 5 },
  5, 5n, true, null, undefined, {}, () => 1, Symbol('s'), new Map(), new DataView(new ArrayBuffer(2)), Object.create(null), new Number(5), new Boolean(true)];
for (const value of values) attempt(`from ${text(value)}`, () => Buffer.from(value));
for (const args of [[1], [1, 2], [5], [9], [-1], [0, 9], [0, -1], ['2', '3'], [NaN, NaN], [null, null], [undefined, 3], [8], [8, 0], [2.5, 3.5]]) {
  attempt(`from memory ${args.map(String)}`, () => { const memory = new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8]).buffer; const view = Buffer.from(memory, ...args); return `${view.toString('hex')} ${view.byteOffset} ${view.buffer === memory}`; });
}
for (const size of [0, 3, 1.5, -1, NaN, '5', null, undefined, 2 ** 53, Infinity, {}]) {
  for (const make of ['alloc', 'allocUnsafe', 'allocUnsafeSlow']) attempt(`${make} ${String(size)}`, () => Buffer[make](size).length);
}
for (const args of [[5, 'ab'], [5, 'abc', 'utf8'], [5, 'zz', 'hex'], [5, '0102', 'hex'], [5, 1.9], [5, 257], [5, ''], [5, Buffer.from('xy')], [5, Buffer.alloc(0)], [5, new Uint16Array([258])], [5, true], [5, {}], [5, null], [5, 'a', 'nope'], [5, 'a', 5], [0, 'x'], [4, 'YQ', 'base64'], [5, '\u00e9'], [4, '\u00e9', 'latin1'], [5, '\u20ac', 'ucs2'], [3, []]]) {
  attempt(`alloc ${args.map(text)}`, () => Buffer.alloc(...args));
}
attempt('alignment', () => [1, 2, 8, 64, 4096].map((alignment) => Buffer.allocUnsafe(100, alignment).length + Buffer.allocUnsafeSlow(100, alignment).length).join());
for (const alignment of [0, 3, -2, '8', 2 ** 31, 1.5, null]) attempt(`bad alignment ${alignment}`, () => Buffer.allocUnsafe(1, alignment).length);
attempt('of', () => Buffer.of(1, 2, 300, '4', -1));
attempt('new', () => new Buffer(3));
attempt('new with a string', () => new Buffer('6162', 'hex'));
attempt('called', () => Buffer([1, 2]));
attempt('bad call', () => Buffer(5, 'utf8'));
for (const args of [[new Uint16Array([1, 2, 3])], [new Uint16Array([1, 2, 3]), 1], [new Uint16Array([1, 2, 3]), 1, 1], [new Uint8Array(3), 5], [new Float64Array([1]), 0, 9], [[1]], ['a'], [new Uint8Array(3), -1], [new Uint8Array(3), 0, 1.5], [new DataView(new ArrayBuffer(2))]]) attempt(`copyBytesFrom ${args.map(text)}`, () => Buffer.copyBytesFrom(...args));
for (const args of [[[]], [[Buffer.from('a'), new Uint8Array([98]), Buffer.from('c')]], [[Buffer.from('abc')], 2], [[Buffer.from('abc')], 5], [[Buffer.from('a'), Buffer.from('bc')], 2], [[Buffer.from('a')], 0], ['a'], [[1]], [[Buffer.from('a'), 'b']], [[Buffer.from('a')], -1], [[Buffer.from('a')], 1.5], [[Buffer.from('a')], '1'], [undefined]]) attempt(`concat ${args.map(text)}`, () => Buffer.concat(...args));
attempt('pool', () => { const a = Buffer.from('a'); const b = Buffer.from('b'); return `${a.buffer === b.buffer} ${a.byteOffset % 8} ${b.byteOffset - a.byteOffset} ${Buffer.alloc(5).buffer.byteLength} ${Buffer.poolSize}`; });
attempt('unsafe pool', () => { const a = Buffer.allocUnsafe(10); const b = Buffer.allocUnsafeSlow(10); return `${a.buffer.byteLength > 10} ${b.buffer.byteLength}`; });

const hello = Buffer.from('hello hello');
const needles = ['l', 'lo', 'hello', 'hello hello', 'hello hello!', '', 'x', 0x6c, 0x6c + 256, -148, 99.7, Buffer.from('lo'), new Uint8Array([0x6c]), Buffer.alloc(0), null, undefined, {}, [], true, new Uint16Array([0x6c])];
const offsets = [undefined, 0, 3, 5, -1, -3, -100, 100, 11, 10, 2.7, -2.7, NaN, null, '3', 'x', {}, [], Infinity, -Infinity, true];
for (const needle of needles) {
  for (const method of ['indexOf', 'lastIndexOf', 'includes']) {
    const results = offsets.map((offset) => { try { return hello[method](needle, offset); } catch (error) { return error.code; } });
    console.log(method, text(needle), results.join());
  }
}
for (const args of [['l', 0, 3], ['l', 0, 2], ['lo', 0, 4], ['lo', 0, 5], ['l', 0, -1], ['l', 0, 99], ['l', -2, 4], ['h', -5, -4], ['l', 3, 3], ['', 2, 1], ['', 0, 0], ['', 20, 3], ['l', 0, NaN], ['l', 0, 2.9], ['l', 0, 3.9], ['l', 5, 3], ['l', -1, 4], [108, 0, 3], [108, 9, 3], [108, -1, 10],
  ['6c', 'hex'], ['6c6f', 0, 'hex'], ['6c', 5, 'hex'], ['bGw', 'base64'], ['l', 0, 'nope'], ['l', 'nope'], [Buffer.from('l'), 0, 'nope'], ['l', 0, 11, 'latin1'], ['\u016c', 0, 'latin1'], ['\u016c', 0, 'ascii'], ['z', 0, 'hex'], ['l', 0, null ?? undefined]]) {
  attempt(`indexOf ${args.map(text)}`, () => `${hello.indexOf(...args)} ${hello.lastIndexOf(...args)} ${hello.includes(...args)}`);
}
{
  const wide = Buffer.from('aXbXabab', 'ucs2');
  attempt('ucs2', () => [wide.indexOf('X', 0, 'ucs2'), wide.indexOf('X', 3, 'ucs2'), wide.indexOf('ab', 1, 'ucs2'), wide.lastIndexOf('ab', -1, 'ucs2'), wide.lastIndexOf('ab', 'ucs2'), wide.indexOf(Buffer.from('X', 'ucs2'), 3, 'ucs2'),
                          wide.indexOf(Buffer.from([0]), 0, 'ucs2'), wide.indexOf('', 3, 'ucs2'), wide.indexOf(Buffer.from([0x58, 0, 0x62])), wide.subarray(0, 5).indexOf('b', 0, 'ucs2'), wide.lastIndexOf('X', 5, 'ucs2'), wide.indexOf('ab', -4, 'ucs2')].join());
  attempt('of a view', () => Buffer.prototype.indexOf.call(new Uint16Array([0x6162]), 'a'));
  attempt('of an object', () => Buffer.prototype.indexOf.call({}, 'a'));
  attempt('empty', () => [Buffer.alloc(0).indexOf('a'), Buffer.alloc(0).indexOf(''), Buffer.alloc(0).lastIndexOf(5), Buffer.alloc(0).lastIndexOf('')].join());
}
const other = Buffer.from('hello hella');
for (const args of [[other], [hello], [other, 6], [other, 0, 5, 0, 5], [other, 0, 5, 6, 11], [other, 5, 0], [other, 0, 5, 9, 2], [other, 5, 0, 9, 2], [other, 0, 99], [other, 99], [other, -1], [other, 0, 5, 0, 99], [other, 0, 5, -1], ['x'], [undefined], [other, '1'], [other, 1.5], [new Uint8Array(3)]]) attempt(`compare ${args.map(text)}`, () => hello.compare(...args));
for (const args of [[hello, other], [other, hello], [hello, hello], [Buffer.from('a'), Buffer.from('ab')], [hello, 'x'], ['x', hello], [new Uint8Array([1]), new Uint8Array([2])]]) attempt(`Buffer.compare ${args.map(text)}`, () => Buffer.compare(...args));
for (const value of [hello, Buffer.from('hello hello'), other, new Uint8Array(2), 'hello', null]) attempt(`equals ${text(value)}`, () => hello.equals(value));
for (const args of [['ab'], ['ab', 1], ['ab', 1, 3], ['ab', 3, 1], ['ab', 0, 9], ['ab', 9], ['ab', -1], ['ab', 'latin1'], ['6162', 'hex'], ['6', 'hex'], ['zz', 'hex'], ['ab', 1, 'ucs2'], ['ab', 0, 4, 'ucs2'], [5], [-5], [1.9], [300], [''], ['', 1, 2], [Buffer.from('xyz')], [Buffer.alloc(0)], [new Uint16Array([258])], [null], [undefined], [true], [{}], [() => 1], ['a', 0, 5, 'nope'],
  ['a', 0, 5, 5], ['a', 1.5], ['a', '1'], ['a', null], [5, 1, 3], [5, 3, 9], ['\u00e9'], ['\u00e9', 'ascii'], ['\u0222', 'latin1'], ['\u20ac', 1], ['YWI', 'base64'], [NaN], ['5']]) {
  attempt(`fill ${args.map(text)}`, () => Buffer.from('.....').fill(...args));
}
attempt('fill with itself', () => { const b = Buffer.from('abcdef'); return b.fill(b.subarray(1, 3), 2); });
for (const args of [[], [0], [2], [0, 1], [0, 1, 3], [0, 3, 1], [9], [-1], [0, 9], [0, 0, 99], [0, 0, -1], ['1', '1'], [NaN], [1.9, 1.9, 3.9], [0, 5], [null, undefined, 2], [Infinity]]) {
  attempt(`copy ${args.map(String)}`, () => { const target = Buffer.alloc(4, 0x2e); return `${Buffer.from('abcde').copy(target, ...args)} ${target}`; });
}
attempt('copy overlapping', () => { const b = Buffer.from('abcdef'); b.copy(b, 2, 0, 4); return b; });
attempt('copy backwards', () => { const b = Buffer.from('abcdef'); b.copy(b, 0, 2); return b; });
attempt('copy to a wide view', () => { const target = new Uint16Array(2); Buffer.from([1, 2, 3]).copy(target, 1); return target.join(); });
attempt('copy to nothing', () => hello.copy());
attempt('copy to a string', () => hello.copy('x'));
for (const args of [[], [1], [1, 3], [-3], [-3, -1], [3, 1], [99], [0, 99], [-99, 2], ['1', '3'], [1.9, 3.9], [NaN, 2], [null, undefined], [undefined, null], [{}, 2]]) attempt(`slice ${args.map(String)}`, () => `${hello.slice(...args)} ${hello.subarray(...args)}`);
attempt('shared', () => { const b = Buffer.from('abc'); b.slice(1)[0] = 0x78; return `${b} ${b.subarray(1).parent === b.buffer} ${Buffer.isBuffer(b.slice(1))} ${b.map((x) => x + 1)} ${b.filter((x) => x > 98)} ${b.constructor === Buffer}`; });
for (const size of [2, 4, 8, 16, 64, 3, 6, 0]) for (const bits of [16, 32, 64]) attempt(`swap${bits} of ${size}`, () => Buffer.from(Array.from({ length: size }, (_, i) => i))[`swap${bits}`]());
attempt('json', () => JSON.stringify([Buffer.from('ab'), Buffer.alloc(0)]));
attempt('iteration', () => [[...hello.keys()].length, [...hello.values()].join(), [...hello.entries()][1].join(), [...hello].length].join(' '));
attempt('isBuffer', () => [hello, new Uint8Array(1), {}, null, 'a', Buffer.prototype].map(Buffer.isBuffer).join());
attempt('parent', () => `${hello.offset === hello.byteOffset} ${Buffer.prototype.parent} ${Buffer.prototype.offset}`);
attempt('constants', () => `${buffer.constants.MAX_LENGTH} ${buffer.constants.MAX_STRING_LENGTH} ${buffer.kMaxLength} ${buffer.kStringMaxLength} ${buffer.SlowBuffer}`);
attempt('names', () => Object.keys(buffer).filter((name) => name !== 'resolveObjectURL').sort().join());
attempt('statics', () => Object.getOwnPropertyNames(Buffer).sort().join());
attempt('methods', () => Object.getOwnPropertyNames(Buffer.prototype).sort().join());
attempt('enumerable', () => { const names = []; for (const name in Buffer.prototype) names.push(name); return names.length; });
attempt('subclass', () => { class Sub extends Buffer {} return `${Sub.from('a') instanceof Buffer} ${new Sub('abc').length}`; });
attempt('prototypes', () => `${Object.getPrototypeOf(Buffer) === Uint8Array} ${Object.getPrototypeOf(Buffer.prototype) === Uint8Array.prototype} ${Object.prototype.toString.call(hello)} ${Buffer[Symbol.species].name} ${hello instanceof Uint8Array}`);

console.log(hello, Buffer.alloc(0), Buffer.alloc(51, 1), Buffer.alloc(52, 1), [Buffer.from('a')], { b: Buffer.from('bc') });
console.log(Object.assign(Buffer.from('a'), { foo: 1, bar: 'x' }), Object.assign(Buffer.alloc(0), { foo: [1] }), Object.assign(Buffer.from('a'), { [Symbol('s')]: 1 }));
class Special extends Uint8Array {}
Object.setPrototypeOf(Special.prototype, Buffer.prototype);
console.log(new Special(2), hello.inspect(), hello.toLocaleString());
buffer.INSPECT_MAX_BYTES = 2;
console.log(hello, buffer.INSPECT_MAX_BYTES, util.inspect(hello));
attempt('bad limit', () => { buffer.INSPECT_MAX_BYTES = -1; });
attempt('bad limit type', () => { buffer.INSPECT_MAX_BYTES = '2'; });
