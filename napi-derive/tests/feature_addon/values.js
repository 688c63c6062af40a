// Types that the features chrono, serde_json and indexmap convert: `node values.js ADDON`.
'use strict';

const assert = require('node:assert');
const { report } = require('../errors.js');
const addon = require(require('node:path').resolve(process.env.NAPKIN_TEST_ADDON ?? process.argv[2]));


const tests = {
  'dates of chrono'() {
    for (const time of [0, 1, -1, 1234567890123, -62135596800000]) {
      assert.strictEqual(addon.nextDay(new Date(time)).getTime(), time + 86400000);
      assert.strictEqual(addon.echoNaive(new Date(time)).getTime(), time);
    }
    assert.strictEqual(addon.yearOf(new Date(Date.UTC(1999, 11, 31, 23))), 1999);
    assert.strictEqual(addon.parseTime('2024-02-29T12:00:00.123456+02:00').toISOString(), '2024-02-29T10:00:00.123Z');
    assert.match(report(() => addon.parseTime('yesterday')), /^Error undefined: /);
    assert.strictEqual(report(() => addon.nextDay(new Date(NaN))),
                       'RangeError ERR_OUT_OF_RANGE: nextDay: argument `time`: expected a valid Date, found an invalid one');
    assert.match(report(() => addon.nextDay(new Date(8.64e15))), /RangeError ERR_OUT_OF_RANGE: .*expected a Date within the years/);
    assert.match(report(() => addon.yearOf(5)), /expected a Date, found a number/);
  },

  'JSON'() {
    for (const value of [null, true, 0, -1.5, 1e300, 2 ** 53 - 1, '', 'é', [], [1, [2, { a: null }]], { b: 1, a: { c: [] } }]) {
      assert.deepStrictEqual(addon.echoJson(value), value);
    }
    assert.strictEqual(addon.echoJson(2n ** 64n - 1n), 2n ** 64n - 1n);
    assert.strictEqual(addon.echoJson(-(2n ** 63n)), -(2n ** 63n));
    assert.strictEqual(addon.echoJson(5n), 5, 'what a number holds is one');
    assert.strictEqual(addon.jsonText([1, 1.5, 2 ** 53, 2 ** 53 - 1, -0]), '[1,1.5,9007199254740992.0,9007199254740991,0]');
    assert.deepStrictEqual(addon.echoJson({ a: undefined, b: [undefined] }), { b: [null] });
    assert.strictEqual(addon.echoJson(undefined), null);
    assert.strictEqual(addon.echoJson(new Date(0)), '1970-01-01T00:00:00.000Z');
    const odd = addon.echoJson(JSON.parse('{"__proto__": 1}'));
    assert.deepStrictEqual(Object.keys(odd), ['__proto__']);
    assert.strictEqual(Object.getPrototypeOf(odd), Object.prototype);
    const prefix = 'echoJson: argument `value`: ';
    assert.strictEqual(report(() => addon.echoJson({ a: [1, NaN] })),
                       `RangeError ERR_OUT_OF_RANGE: ${prefix}property \`a\`: element 1: expected a finite number, as JSON has them, found NaN`);
    assert.strictEqual(report(() => addon.echoJson(() => {})),
                       `TypeError ERR_INVALID_ARG_TYPE: ${prefix}expected what JSON can say, found a function`);
    assert.match(report(() => addon.echoJson([Symbol()])), /element 0: expected what JSON can say, found a symbol/);
    assert.match(report(() => addon.echoJson(2n ** 64n)), /^RangeError ERR_OUT_OF_RANGE: /);
    const cycle = {};
    cycle.cycle = cycle;
    assert.match(report(() => addon.echoJson(cycle)), /^RangeError ERR_OUT_OF_RANGE: .*expected JSON nested at most 128 deep/);
    const again = { toJSON() { return again; } };
    assert.match(report(() => addon.echoJson(again)), /nested at most 128 deep/);
    assert.match(report(() => addon.echoJson({ get a() { throw new SyntaxError('mine'); } })), /^SyntaxError undefined: mine/);
    assert.deepStrictEqual(addon.someJson(), {
      safe: 2 ** 53 - 1, large: 2n ** 64n - 1n, small: -(2n ** 63n), half: 0.5, none: null, list: [1, 'x'],
    });
    assert.deepStrictEqual(addon.echoMap({ x: [1] }), { x: [1] });
    assert.match(report(() => addon.echoMap([1])), /expected an object with properties, found an object/);
    assert.match(report(() => addon.echoMap(null)), /expected an object with properties, found null/);
  },

  'what serde knows'() {
    assert.strictEqual(addon.firstOf(['::1', '127.0.0.1']), '127.0.0.1');
    assert.strictEqual(addon.firstOf([]), undefined);
    assert.match(report(() => addon.firstOf(['x'])), /^TypeError ERR_INVALID_ARG_VALUE: firstOf: argument `addresses`: invalid IP address syntax/);
    assert.deepStrictEqual(addon.numbers({ a: 1, b: null, c: 2n ** 60n }), { a: 2, b: null, c: 2n ** 60n + 1n });
    assert.match(report(() => addon.numbers({ a: -1 })), /^TypeError ERR_INVALID_ARG_VALUE: .*invalid value: integer `-1`, expected u64/);
    assert.match(report(() => addon.unwritable()), /^Error undefined: key must be a string/);
  },

  'maps and sets in order'() {
    assert.deepStrictEqual(Object.entries(addon.reversedMap({ z: 1, a: 2, m: 3 })), [['m', 3], ['a', 2], ['z', 1]]);
    assert.deepStrictEqual([...addon.reversedSet(new Set(['z', 'a', 'm']))], ['m', 'a', 'z']);
    assert.match(report(() => addon.reversedMap({ a: 'x' })), /property `a`: expected a number, found a string/);
    assert.match(report(() => addon.reversedSet([])), /expected a Set, found an object/);
  },
};

require('../run.js')(tests);
