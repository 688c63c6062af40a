// Object structs, enums, constants, namespaces: `node items.js path/to/addon.node`.
'use strict';

const assert = require('node:assert');
const { report } = require('../errors.js');
const addon = require(require('node:path').resolve(process.env.NAPKIN_TEST_ADDON ?? process.argv[2]));


const tests = {
  'objects by value'() {
    assert.deepStrictEqual(addon.echoOptions({ width: 1 }),
                           { width: 1, fontName: 'serif', margins: [1, 2] });
    const all = { width: 2, lineHeight: 1.5, fontName: 'mono', margins: [] };
    assert.deepStrictEqual(addon.echoOptions(all), all);
    assert.notStrictEqual(addon.echoOptions(all), all);
    assert.deepStrictEqual(addon.echoOptions({ width: 1, lineHeight: null, fontName: undefined, extra: 1 }),
                           { width: 1, fontName: 'serif', margins: [1, 2] });
    assert.deepStrictEqual(addon.sizeOfSquare(2), { width: 2, height: 2 });
    assert.strictEqual(addon.runJob({ name: 'x', run: (name) => name + name }), 'xx');
    assert.strictEqual(report(() => addon.echoOptions({})),
                       'TypeError ERR_INVALID_ARG_TYPE: echoOptions: argument `options`: property `width`: expected a number, found undefined');
    assert.strictEqual(report(() => addon.echoOptions({ width: 1, margins: [1, 256] })),
                       'RangeError ERR_OUT_OF_RANGE: echoOptions: argument `options`: property `margins`: element 1: expected an integer from 0 to 255, found 256');
    assert.strictEqual(report(() => addon.echoOptions({ width: 1, fontName: null })),
                       'TypeError ERR_INVALID_ARG_TYPE: echoOptions: argument `options`: property `fontName`: expected a string, found null');
    assert.match(report(() => addon.echoOptions(5)), /expected an object, found a number/);
    assert.strictEqual(report(() => addon.echoOptions({ get width() { throw new SyntaxError('mine'); } })),
                       'SyntaxError undefined: mine');
  },

  'enums that are numbers'() {
    assert.deepStrictEqual({ ...addon.Level }, { Low: -1, Middle: 0, High: 10 });
    assert.ok(Object.isFrozen(addon.Level));
    assert.strictEqual(addon.nextLevel(addon.Level.Low), 0);
    assert.strictEqual(addon.nextLevel(10), 10);
    for (const bad of [NaN, 1, 0.5, Infinity]) {
      assert.strictEqual(report(() => addon.nextLevel(bad)),
                         `RangeError ERR_OUT_OF_RANGE: nextLevel: argument \`level\`: expected a Level, -1 (Low) or 0 (Middle) or 10 (High), found ${bad}`);
    }
    assert.match(report(() => addon.nextLevel('Low')), /^TypeError ERR_INVALID_ARG_TYPE: .*expected a number, found a string/);
  },

  'enums that are strings'() {
    assert.deepStrictEqual({ ...addon.Mode }, { ReadOnly: 'read-only', ReadWrite: 'read-write', Exclusive: 'x!' });
    assert.strictEqual(addon.otherMode('read-only'), 'read-write');
    assert.strictEqual(addon.otherMode('read-write'), 'x!');
    assert.strictEqual(addon.otherMode(addon.Mode.Exclusive), 'read-only');
    assert.strictEqual(report(() => addon.otherMode('ReadOnly')),
                       "TypeError ERR_INVALID_ARG_VALUE: otherMode: argument `mode`: expected 'read-only' or 'read-write' or 'x!', found 'ReadOnly'");
    assert.match(report(() => addon.otherMode(0)), /expected a string, found a number/);
  },

  'enums that are objects with a tag'() {
    assert.deepStrictEqual(addon.grown({ kind: 'dot' }), { kind: 'circle', radius: 1 });
    assert.deepStrictEqual(addon.grown({ kind: 'circle', radius: 2 }), { kind: 'circle', radius: 4 });
    assert.deepStrictEqual(addon.grown({ kind: 'text', content: 'x' }), { kind: 'text', content: 'x', size: 24 });
    assert.strictEqual(report(() => addon.grown({ kind: 'square' })),
                       "TypeError ERR_INVALID_ARG_VALUE: grown: argument `figure`: property `kind`: expected 'dot' or 'circle' or 'text', found 'square'");
    assert.match(report(() => addon.grown({ kind: 'circle' })), /property `radius`: expected a number, found undefined/);
    assert.match(report(() => addon.grown({})), /property `kind`: expected a string, found undefined/);
    assert.strictEqual(addon.Figure, undefined);
  },

  'constants, namespaces and init'() {
    assert.strictEqual(addon.ANSWER, 42);
    assert.strictEqual(addon.greeting, 'hello');
    assert.throws(() => { addon.ANSWER = 1; }, TypeError);
    assert.strictEqual(addon.answerAtInit, 42);
    assert.deepStrictEqual(Object.keys(addon.geometry).sort(), ['Plane', 'SIDES', 'area', 'deepSpace']);
    assert.strictEqual(addon.geometry.area(2, 3), 6);
    assert.ok(new addon.geometry.Plane() instanceof addon.geometry.Plane);
    assert.strictEqual(addon.geometry.deepSpace.cubic(2), 8);
    assert.strictEqual(addon.geometry.deepSpace.flip('X'), 'Y');
    assert.deepStrictEqual({ ...addon.geometry.deepSpace.Axis }, { X: 'X', Y: 'Y' });
    assert.strictEqual(addon.area, undefined);
    assert.match(report(() => addon.exportTwice()), /two items of the addon are exported as `\w+`: give one of them a `js_name`/);
  },
};

require('../run.js')(tests);
