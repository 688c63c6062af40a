// util.format and formatWithOptions: every placeholder with every kind of value.
'use strict';

const util = require('util');

let number = 0;
function show(...args) {
  number++;
  try {
    console.log(`${number}: ${util.format(...args)}`);
  } catch (error) {
    // The texts are the engine's.
    console.log(`${number}: threw ${error.name}`);
  }
}

class Own { toString() { return 'own text'; } }
class Derived extends Own { }
class Plain { constructor() { this.a = 1; } }
class Primitive { [Symbol.toPrimitive](hint) { return `primitive ${hint}`; } }
const nullProto = { __proto__: null, a: 1 };
const values = [
  undefined, null, true, 0, -0, 1.5, NaN, -Infinity, 42n, 123456789, 'text', '', '12px', '0x1f', ' 7 ', Symbol('s'), {}, { a: { b: { c: 1 } } }, [], [1, [2, [3]]],
  () => {}, function named() {}, class A {}, new Own(), new Derived(), new Plain(), new Primitive(), nullProto, new Date(0), /x/g, new Map([[1, { a: 1 }]]), new Set([1]),
  { toString() { return 'literal'; } }, { toString: 5 }, Object.create({ toString() { return 'inherited'; } }), new Number(3), new String('boxed'), Object(1n), new Proxy({ a: 1 }, {}),
  new Proxy(new Own(), {}), [new Own()], { valueOf() { return 7; } }, new (class extends Array { })(1, 2), Object.assign(() => {}, { x: 1 }),
];
for (const letter of ['s', 'd', 'i', 'f', 'j', 'o', 'O', 'c', 'x', '%']) {
  for (const value of values) {
    // Functions shown with their hidden properties differ between engines, and %o shows them.
    if (letter === 'o' && (typeof value === 'function' || value instanceof Plain || value instanceof Own)) continue;
    if (letter === 'o' && value && (value.toString !== Object.prototype.toString && typeof value === 'object' && !Array.isArray(value) && !(value instanceof Date))) continue;
    show(`<%${letter}>`, value);
  }
}

console.log('# templates');
for (const args of [
  [], [''], ['a'], ['a', 'b'], ['%'], ['%%'], ['%%', 1], ['%%%s', 1], ['%%s', 1], ['%%%%s', 1], ['%s'], ['%s %s', 1], ['%s', 1, 2], ['%s%s', 1, 2, 3], ['100%', 1], ['%', 1], ['%d%', 1],
  ['a%', 1], ['%s:%d:%i', 'x', '5.5', '5.5'], ['no placeholder', { a: 1 }, [1]], [1, 2, 'x'], [{ a: 1 }, 'x', '%s', 1], ['%c styled', 'color: red'], ['%c', 'x', 'y'], ['%s %c %s', 1, 2, 3],
  ['%j', { toJSON() { return 'json'; } }], ['%j', { toJSON() { throw new Error('in toJSON'); } }], ['%j', 1n], ['%j', undefined], ['%j', () => {}], ['%S %D', 1, 2], ['%-5s', 'x'],
  ['%s', 'a', 'b', { c: 1 }, null, undefined, Symbol('x')], ['\n%s\n', 1], ['%s', '%s', 'x'], [null], [undefined], [Symbol('x'), 'y'], ['%o', [1, 2]], ['%O', { a: { b: { c: { d: {} } } } }],
  ['%o', { a: { b: { c: { d: { e: { f: 1 } } } } } }], ['%i', 1e21], ['%d', '1e3'], ['%d', ''], ['%d', []], ['%d', {}], ['%d', [5]], ['%f', '1.50abc'], ['%f', 'abc'], ['%i', '0x1f'], ['%d', '0b11'], ['%f', 5n], ['%i', 5n],
  ['%s', 'x'.repeat(20), 'y'], ['%s is %d years and %i months old, %j', 'Bob', 42, 7.9, { x: 1 }, 'and more'],
]) show(...args);
const circular = { name: 'c' };
circular.self = circular;
show('%j', circular);
show('%O', circular);
show('%s', circular);
show(circular);

console.log('# options');
for (const [options, ...args] of [
  [{ colors: true }, '%s %O', 'x', { a: 1 }], [{ colors: true }, 'x', { a: 'y' }], [{ depth: 0 }, '%O', { a: { b: 1 } }], [{ numericSeparator: true }, '%d %s %i %f', 123456, 123456, 123456, 1234.5678],
  [{ numericSeparator: true }, '%d', 123456789n], [{ compact: false }, { a: 1 }], [{}, 'a', 'b'], [[], { a: 1 }], [{ colors: true }, '%d', 5], [{ colors: true }, 1, 'two', 3n],
]) console.log(util.formatWithOptions(options, ...args));
for (const wrong of [null, undefined, 'x', 5, () => {}]) {
  try {
    console.log(util.formatWithOptions(wrong, 'x'));
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
}
