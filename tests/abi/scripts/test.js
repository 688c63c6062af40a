// Scripts run in the global scope, sloppy, and hand back their last value.
'use strict';
const assert = require('node:assert');
const { addon, ok, fails, note } = require('../trace.js');
const native = addon();
const local = 'not visible';

assert.strictEqual(ok('expression', native.run('1 + 2')), 3);
assert.strictEqual(ok('empty', native.run('')), undefined);
assert.strictEqual(ok('last value', native.run('5; if (true) { 7 }')), 7);
assert.strictEqual(ok('unicode', native.run('"ünï " + "😀"')), 'ünï 😀');
assert.strictEqual(native.run('this').value, globalThis);
assert.strictEqual(ok('no module scope', native.run('typeof require + typeof module + typeof local')),
  'undefinedundefinedundefined');
assert.strictEqual(local, 'not visible');
ok('var', native.run('var fromScript = 5'));
assert.strictEqual(globalThis.fromScript, 5);
ok('sloppy', native.run('undeclared = 6'));
assert.strictEqual(globalThis.undeclared, 6);
assert.strictEqual(ok('a strict script', native.run('"use strict"; (function () { return this; })()')),
  undefined);
ok('let', native.run('let scriptLet = 8; const scriptConst = 9;'));
assert.strictEqual(ok('let is seen by the next', native.run('scriptLet + scriptConst')), 17);
assert.strictEqual(globalThis.scriptLet, undefined);
const f = native.run('(function named(a) { return a * 2; })').value;
assert.strictEqual(f(21), 42);
assert.strictEqual(native.run('new Error("made")').value instanceof Error, true);

fails('syntax error', native.run('this is no script'), 9, SyntaxError);
fails('await outside', native.run('await 1'), 9, SyntaxError);
fails('import', native.run('import x from "x"'), 9, SyntaxError);
fails('reference error', native.run('noSuchThing'), 9, ReferenceError);
fails('throws', native.run('throw new RangeError("from the script")'), 9, RangeError);
const odd = native.run('throw 5');
assert.deepStrictEqual([odd.status, odd.exception], [9, 5]);
note('throws 5', odd);
for (const wrong of [undefined, null, 5, {}, Object('boxed'), Symbol('s')]) {
  fails(`script ${typeof wrong}`, native.run(wrong), 3);
}
