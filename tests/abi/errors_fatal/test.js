// napi_fatal_exception is an uncaught exception; napi_fatal_error ends the process by a signal,
// naming location and message. Child processes show the ends.
'use strict';
const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const { addon, NULL, ok, fails, note } = require('../trace.js');
const native = addon();

const seen = [];
process.on('uncaughtException', (error, origin) => seen.push([error, origin]));
const given = new Error('given');
for (const value of [given, 'text', 42, null, undefined, { an: 'object' }]) {
  ok(`fatal_exception(${typeof value})`, native.fatal_exception(value));
  const [error, origin] = seen.at(-1);
  assert.strictEqual(error, value);
  assert.strictEqual(origin, 'uncaughtException');
}
assert.strictEqual(seen.length, 6);
fails('fatal_exception(NULL)', native.fatal_exception(NULL), 1);
const refused = native.with_pending(given, new Error('not this one'));
assert.strictEqual(refused.status, 10);
assert.strictEqual(refused.exception, given);
note('with an exception pending', refused);
assert.strictEqual(native.null_env(given), 1);
assert.strictEqual(seen.length, 6);
process.removeAllListeners('uncaughtException');

function child(code) {
  const script = `const native = require(process.env.NAPKIN_TEST_ADDON); ${code}`;
  const run = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' });
  assert.strictEqual(run.error, undefined);
  return run;
}

// A handler that throws in turn, and no handler at all.
const none = child("native.fatal_exception(new TypeError('nobody catches me')); console.log('on')");
note('without a handler', [none.status, none.signal, none.stdout]);
assert.strictEqual(none.stderr.includes('TypeError: nobody catches me'), true);
const after = child("process.on('uncaughtException', () => console.log('handled')); " +
  "native.fatal_exception(new Error('e')); console.log('goes on')");
note('with a handler', [after.status, after.signal, after.stdout]);
assert.strictEqual(after.status, 0);
const thrower = child("process.on('uncaughtException', () => { throw new Error('again'); }); " +
  "native.fatal_exception(new Error('e')); console.log('not reached')");
note('a handler that throws', [thrower.status, thrower.signal, thrower.stdout]);

// (A NULL location or message is not asked for: Node reads it.)
for (const [label, call, text] of [
  ['measured', "native.fatal_error('the place', 'message cut here', true)",
    'FATAL ERROR: the plac message'],
  ['to the end', "native.fatal_error('the place', 'what is wrong', false)",
    'FATAL ERROR: the place what is wrong'],
]) {
  const run = child(call);
  assert.strictEqual(run.signal, 'SIGABRT', label);
  assert.ok(run.stderr.includes(text), `${label}: ${run.stderr}`);
  note(`fatal_error ${label}`, [run.status, run.signal, text]);
}
