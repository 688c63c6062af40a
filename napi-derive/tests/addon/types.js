// Types of arguments and results, and errors: `node types.js path/to/addon.node`.
'use strict';

const assert = require('node:assert');
const { thrown, report } = require('../errors.js');
const addon = require(require('node:path').resolve(process.env.NAPKIN_TEST_ADDON ?? process.argv[2]));


const tests = {
  'undefined and null'() {
    assert.strictEqual(addon.describeMaybe(), 'Undefined');
    assert.strictEqual(addon.describeMaybe(null), 'Null');
    assert.strictEqual(addon.describeMaybe(1), 'Value(1.0)');
    for (const value of [undefined, null, 5]) assert.strictEqual(addon.echoMaybe(value), value);
    assert.match(report(() => addon.describeMaybe('x')), /expected a number, found a string/);
    assert.strictEqual(addon.onlyUndefined(), undefined);
    assert.match(report(() => addon.onlyUndefined(null)), /expected undefined, found null/);
    assert.strictEqual(addon.orNull(null), null);
    assert.strictEqual(addon.orNull(3), 3);
    assert.strictEqual(report(() => addon.orNull(undefined)),
                       'TypeError ERR_INVALID_ARG_TYPE: orNull: argument `value`: expected a number or null, found undefined');
  },

  'references that may be missing'() {
    assert.strictEqual(addon.optionalReferences(), 'None None None');
    const target = new Uint8Array(2);
    const all = ['x', new Uint8Array([7, 8]), new addon.Counter(3), target];
    assert.strictEqual(addon.optionalReferences(...all), 'Some("x") Some([7, 8]) Some(3)');
    assert.deepStrictEqual([...target], [7, 7]);
    assert.match(report(() => addon.optionalReferences(null, null, {})), /argument `counter`: expected an instance of Counter, found an object/);
    assert.match(report(() => addon.optionalReferences(null, target, null, target)), /ERR_BYTES_BORROWED/);
  },

  'unions'() {
    assert.strictEqual(addon.which(5), 'u8 5');
    assert.strictEqual(addon.which('x'), 'text x');
    assert.strictEqual(addon.which([1, 2]), 'list of 2');
    assert.strictEqual(report(() => addon.which(300)),
                       'TypeError ERR_INVALID_ARG_TYPE: which: argument `value`: expected an integer from 0 to 255 or a string or an array, found 300');
    assert.strictEqual(report(() => addon.which([1, 'x'])),
                       'TypeError ERR_INVALID_ARG_TYPE: which: argument `value`: expected a number or a string, found an object; or: element 1: expected a number, found a string');
    const array = [1];
    Object.defineProperty(array, 0, { get() { throw new SyntaxError('mine'); } });
    assert.strictEqual(report(() => addon.which(array)), 'SyntaxError undefined: mine');
  },

  'defaults'() {
    assert.strictEqual(addon.defaults(), '10 x Some(1.5) y');
    assert.strictEqual(addon.defaults(undefined, undefined, undefined, undefined), '10 x Some(1.5) y');
    assert.strictEqual(addon.defaults(1, 'b', null, 'd'), '1 b None d');
    assert.match(report(() => addon.defaults(null)), /argument `a`: expected a number, found null/);
  },

  'numbers wrap only where it is asked for'() {
    assert.deepStrictEqual(addon.wrapped(3e9, 256, 1000, -5), [3e9 | 0, 0, 127, 0]);
    assert.deepStrictEqual(addon.wrapped(NaN, -1, -1e9, Infinity), [0, 255, -128, 4294967295]);
    for (const number of [0, -1, 1.9, -1.9, 2 ** 31, 2 ** 40 + 5, -(2 ** 53), 1e300]) {
      assert.strictEqual(addon.wrapped(number, 0, 0, 0)[0], number | 0, String(number));
    }
    assert.match(report(() => addon.wrapped('1', 0, 0, 0)), /^TypeError .*argument `a`: expected a number, found a string/);
  },

  'bigints'() {
    for (const value of [0n, -1n, 2n ** 127n - 1n, -(2n ** 127n), 2n ** 64n, -(2n ** 64n)]) {
      assert.strictEqual(addon.echoI128(value), value);
    }
    for (const value of [0n, 2n ** 128n - 1n]) assert.strictEqual(addon.echoU128(value), value);
    for (const value of [2n ** 63n - 1n, -(2n ** 63n)]) assert.strictEqual(addon.echoBigI64(value), value);
    assert.strictEqual(addon.echoBigU64(2n ** 64n - 1n), 2n ** 64n - 1n);
    for (const [run, bad] of [[addon.echoI128, 2n ** 127n], [addon.echoI128, -(2n ** 127n) - 1n], [addon.echoU128, -1n],
                              [addon.echoU128, 2n ** 128n], [addon.echoBigI64, 2n ** 63n], [addon.echoBigU64, -1n],
                              [addon.echoBigU64, 2n ** 200n]]) {
      assert.match(report(() => run(bad)), /^RangeError ERR_OUT_OF_RANGE: .*argument `value`: expected a bigint from /);
    }
    assert.match(report(() => addon.echoI128(1)), /^TypeError .*expected a bigint, found a number/);
    assert.match(report(() => addon.echoUsize(1n)), /^TypeError .*expected a number, found a bigint/);
    assert.strictEqual(addon.echoUsize(2 ** 53 - 1), 2 ** 53 - 1);
  },

  'maps and sets'() {
    assert.deepStrictEqual(addon.echoHashMap({ a: 1, b: 2 }), { a: 1, b: 2 });
    assert.deepStrictEqual(addon.echoBtreeMap({ z: [true], a: [] }), { a: [], z: [true] });
    const odd = addon.echoHashMap(JSON.parse('{"__proto__": 1}'));
    assert.deepStrictEqual(Object.keys(odd), ['__proto__']);
    assert.strictEqual(Object.getPrototypeOf(odd), Object.prototype);
    assert.match(report(() => addon.echoHashMap({ a: -1 })), /property `a`: expected an integer from 0/);
    const set = addon.echoHashSet(new Set(['x', 'y']));
    assert.ok(set instanceof Set);
    assert.deepStrictEqual([...set].sort(), ['x', 'y']);
    assert.deepStrictEqual([...addon.sortedSet(new Set([3, 1, 2]))], [1, 2, 3]);
    assert.match(report(() => addon.sortedSet([1])), /expected a Set, found an object/);
    const map = new Map([['a', 1], ['b', 2]]);
    assert.deepStrictEqual([...addon.swapMap(map)], [[1, 'a'], [2, 'b']]);
    assert.strictEqual(map.get('seen'), true);
    assert.match(report(() => addon.swapMap({})), /expected a Map, found an object/);
  },

  'dates, regular expressions, errors as values'() {
    for (const time of [0, 1, -1, 1234567890123, -62135596800000]) {
      assert.strictEqual(addon.nextDay(new Date(time)).getTime(), time + 86400000);
    }
    assert.match(report(() => addon.nextDay(new Date(NaN))), /^RangeError .*expected a valid Date/);
    assert.match(report(() => addon.nextDay(5)), /expected a Date, found a number/);
    assert.strictEqual(addon.isValidDate(new Date(NaN)), false);
    const regexp = addon.globalRegexp(/a+/i);
    assert.strictEqual(`${regexp}`, '/a+/gi');
    assert.strictEqual(addon.matches(/^x/, 'xy'), true);
    assert.match(report(() => addon.matches('x', 'x')), /expected a RegExp, found a string/);
    assert.strictEqual(addon.describeError(new RangeError('far')), 'RangeError None far');
    const error = Object.assign(new Error('m'), { code: 'E' });
    assert.strictEqual(addon.describeError(error), 'Error Some("E") m');
    assert.strictEqual(thrown(() => addon.rethrow(error)), error);
    assert.match(report(() => addon.describeError({ message: 'x' })), /expected an Error, found an object/);
  },

  'externals and symbols'() {
    const secret = addon.hideNumber(7);
    assert.strictEqual(addon.revealNumber(secret), 7);
    assert.match(report(() => addon.revealText(secret)), /^TypeError .*expected an external that holds /);
    assert.match(report(() => addon.revealNumber({})), /expected an external, found an object/);
    assert.strictEqual(addon.echoSymbol(Symbol.iterator), Symbol.iterator);
  },

  'owned bytes'() {
    const bytes = Buffer.from('abc');
    const reversed = addon.reversedElsewhere(bytes);
    assert.ok(Buffer.isBuffer(reversed));
    assert.strictEqual(String(reversed), 'cba');
    assert.strictEqual(String(bytes), 'abc');
    assert.strictEqual(String(addon.reversedElsewhere(new Uint8Array([97, 98]).buffer)), 'ba');
    assert.deepStrictEqual(addon.doubledElements(new Float32Array([1, 2.5])), new Float32Array([2, 5]));
    assert.match(report(() => addon.doubledElements([1])), /expected a Float32Array, found an object/);
  },

  'arrays of a fixed length'() {
    assert.deepStrictEqual(addon.echoThree([1, 2.5, -3]), [1, 2.5, -3]);
    assert.deepStrictEqual(addon.echoMatrix([[1, 2], [3, 4]]), [[1, 2], [3, 4]]);
    assert.strictEqual(report(() => addon.echoThree([1, 2])),
                       'TypeError ERR_INVALID_ARG_VALUE: echoThree: argument `values`: expected an array of 3 elements, found 2');
    assert.match(report(() => addon.echoMatrix([[1, 2], [3, 256]])), /argument `values`: element 1: element 1: expected an integer from 0 to 255, found 256/);
    const shrinking = [1, 2, 3];
    Object.defineProperty(shrinking, 0, { get() { shrinking.length = 1; return 1; } });
    assert.throws(() => addon.echoThree(shrinking), TypeError);
  },

  'text in its many types'() {
    assert.deepStrictEqual(['x', 'é', '💚'].map(addon.echoChar), ['x', 'é', '💚']);
    assert.strictEqual(report(() => addon.echoChar('')),
                       'TypeError ERR_INVALID_ARG_VALUE: echoChar: argument `value`: expected a string of one character, found one of 0');
    assert.match(report(() => addon.echoChar('ab')), /found one of 2/);
    assert.match(report(() => addon.echoChar(1)), /expected a string, found a number/);
    assert.strictEqual(addon.echoCow('né'), 'né');
    assert.strictEqual(addon.echoPath('/tmp/é/a b'), '/tmp/é/a b');
    assert.deepStrictEqual([addon.parent('/tmp/a'), addon.parent('/')], ['/tmp', undefined]);
    if (addon.oddPath) {
      assert.strictEqual(report(() => addon.oddPath()),
                         "Error ERR_INVALID_ARG_VALUE: the name 'a\ufffd' is no Unicode, and no string of JavaScript: " +
                         'return its bytes in a `Buffer`, or `to_string_lossy()`');
    }
  },

  'pointers and lists'() {
    assert.deepStrictEqual(addon.echoBoxes(1, 'x', [true]), [1, 'x', [true]]);
    assert.deepStrictEqual(addon.echoShared('a', 'b', [1], 'd'), ['a', 'b', [1], 'd']);
    assert.deepStrictEqual(addon.rotated([1, 2, 3]), [2, 3, 1]);
    assert.match(report(() => addon.echoBoxes(1, 'x', [1])), /argument `list`: element 0: expected a boolean, found a number/);
  },

  'numbers with conditions'() {
    assert.deepStrictEqual(addon.echoNonzero(255, -1n), [255, -1n]);
    assert.strictEqual(report(() => addon.echoNonzero(0, 1n)),
                       'RangeError ERR_OUT_OF_RANGE: echoNonzero: argument `a`: expected an integer other than 0, found 0');
    assert.match(report(() => addon.echoNonzero(256, 1n)), /expected an integer from 0 to 255, found 256/);
    assert.strictEqual(addon.doubledDuration(1500.5), 3001);
    for (const [bad, found] of [[-1, '-1'], [NaN, 'NaN'], [Infinity, 'Infinity'], [1e300, '1e+300']]) {
      assert.strictEqual(report(() => addon.doubledDuration(bad)),
                         `RangeError ERR_OUT_OF_RANGE: doubledDuration: argument \`duration\`: expected a number of milliseconds, found ${found}`);
    }
  },

  'unions of five'() {
    assert.deepStrictEqual([true, 1, 'x', [1], {}].map(addon.kindOfFive), ['boolean', 'number', 'text', 'list', 'other']);
  },

  'errors as arguments'() {
    assert.strictEqual(addon.after(null, 3), 3);
    const cause = new RangeError('first');
    const error = thrown(() => addon.after(cause));
    assert.deepStrictEqual([error.message, error.cause], ['it came before', cause]);
    assert.strictEqual(thrown(() => addon.throwOn('any value')), 'any value');
  },

  'tuple structs'() {
    assert.deepStrictEqual(addon.swapped([[1, 'a'], [2, undefined]]), [[3, undefined], [2, 'a']]);
    assert.match(report(() => addon.swapped([[1]])), /element 0: expected an array of 2 elements, found 1/);
    const object = { name: 'it' };
    assert.strictEqual(addon.callOn([object, function() { return this; }]), object);
    assert.deepStrictEqual([addon.sumOfMeters(), addon.sumOfMeters(2, 3)], [1, 5]);
    assert.match(report(() => addon.sumOfMeters('x')), /argument `a`: expected a number, found a string/);
  },

  'what is not exported, and init functions'() {
    assert.strictEqual(addon.hidden, undefined);
    assert.strictEqual(addon.hiddenPlace.hidden(), 7);
    assert.strictEqual(addon.registered, Symbol.for('napi-derive.registered'));
  },

  async 'weak references'() {
    assert.strictEqual(addon.known(), undefined);
    let object = { kept: true };
    addon.know(object);
    assert.strictEqual(addon.known(), object);
    object = undefined;
    for (let round = 0; round < 50 && addon.known(); round++) {
      globalThis.gc();
      await new Promise(setImmediate);
    }
    assert.strictEqual(addon.known(), undefined);
    assert.strictEqual(report(() => addon.weakPrimitive(5)),
                       'TypeError ERR_INVALID_ARG_TYPE: expected an object, a function or a symbol, found a number');
  },

  async 'what the host knows'() {
    const before = addon.growOutside(0);
    assert.strictEqual(addon.growOutside(1000) - before, 1000);
    addon.growOutside(-1000);
    assert.match(addon.fileName(), /^file:\/\/.*\.node$/);
    const caught = new Promise((resolve) => process.once('uncaughtException', resolve));
    addon.reportUncaught('nobody asked');
    const error = await caught;
    assert.deepStrictEqual([error.name, error.message], ['RangeError', 'nobody asked']);
  },

  'errors have causes'() {
    const outer = thrown(() => addon.failsWithSource());
    assert.strictEqual(outer.message, 'the settings cannot be read');
    assert.ok(outer.cause instanceof Error);
    assert.strictEqual(outer.cause.message, 'invalid digit found in string');
    assert.ok(!Object.keys(outer).includes('cause'));
    assert.strictEqual(thrown(() => addon.failsWithBoxed('x')).message, 'invalid digit found in string');
    const cause = { any: 'value' };
    const error = thrown(() => addon.failsWithCause(() => { throw cause; }));
    assert.ok(error instanceof RangeError);
    assert.strictEqual(error.code, 'ERR_CB');
    assert.strictEqual(error.cause, cause);
  },
};

require('../run.js')(tests);
