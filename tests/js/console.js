// The console: everything it prints on standard output, and on other streams through the Console class.
'use strict';

const { Console } = require('console');
const { Writable } = { Writable: class { constructor() { this.text = ''; } write(chunk) { this.text += chunk; return true; } on() { return this; } once() { return this; } removeListener() { return this; } listenerCount() { return 0; } } };

console.log();
console.log('');
console.log('text');
console.log('%s and %d', 'a', 5, 'more');
console.log({ a: 1 }, [1, 2], null, undefined, Symbol('x'));
console.info('info');
console.debug('debug %j', { a: 1 });
console.log('multi\nline');
console.dir({ a: { b: { c: { d: 1 } } } });
console.dir({ a: { b: { c: { d: 1 } } } }, { depth: 0 });
console.dir({ a: 1, [Symbol.for('nodejs.util.inspect.custom')]() { return 'custom'; } }.a);
console.dirxml({ a: 1 }, 'x');
console.dirxml('%s', 'x');

console.log('# groups');
console.group('one');
console.log('in one');
console.group();
console.log('in two\nsecond line');
console.dir({ a: 'x'.repeat(60), b: 'y'.repeat(20) });
console.groupEnd();
console.groupCollapsed('collapsed', 5);
console.log({ a: 1 });
console.groupEnd();
console.groupEnd();
console.groupEnd();
console.log('outside');

console.log('# counters');
console.count();
console.count();
console.count('x');
console.count(undefined);
console.count(5);
console.countReset();
console.count();
console.count({});
try {
  console.count(Symbol('x'));
} catch (error) {
  console.log(error.name);
}

console.log('# tables');
for (const args of [
  [[]], [[1, 2]], [['a', 'b']], [[[1, 2], [3, 4]]], [[{ a: 1, b: 'x' }, { a: 2, c: true }]], [[{ a: 1, b: 2 }], ['b']], [[{ a: 1 }], ['x']], [[{ a: 1 }], []], [{ x: { a: 1 }, y: { a: 2 } }], [{ x: 1, y: 'two' }], [new Map([['a', 1], ['b', { c: 2 }]])],
  [new Set(['x', 1])], [new Map()], [new Set()], [[1, { a: 2 }, [3]]], [[{ a: { b: { c: 1 } } }]], [[{ a: [1, 2, 3, 4, 5] }]], [5], ['text'], [null], [undefined], [[null, undefined]], [[{ a: null }, { a: undefined }]], [[{ '日本': '語' }]], [new Uint8Array([1, 2])],
  [[Symbol('s'), () => {}]], [[{ f() {}, g: class A {} }]], [{ a: [1, 2], b: [3] }], [[[]]], [[{}]], [[{ a: 1, b: 2, c: 3 }, { d: { x: 1, y: 2, z: 3 } }]], [[['a\nb']]], [[1, 2], ['x']], [[{ 10: 'a', b: 1 }]], [new Map([[{ a: 1 }, 'x']])],
]) console.table(...args);
try {
  console.table([1], 5);
} catch (error) {
  console.log(error.code, error.message);
}

console.log('# the object');
console.log(Object.prototype.toString.call(console), console instanceof Console, console === require('console'), console === require('node:console'), console.Console === Console);
console.log(Object.keys(Console.prototype).join());
console.log(['log', 'warn', 'dir', 'time', 'timeEnd', 'timeLog', 'trace', 'assert', 'clear', 'count', 'countReset', 'group', 'groupEnd', 'table', 'debug', 'info', 'dirxml', 'error', 'groupCollapsed'].map((name) => `${name}:${console[name].name}`).join());
const { log } = console;
log('taken off');
console.clear();

console.log('# own consoles');
const out = new Writable();
const err = new Writable();
const own = new Console(out, err);
own.log('to out', { a: 1 });
own.error('to err');
own.warn('%s', 'warned');
own.group('group');
own.log('inside');
own.error('inside too');
own.groupEnd();
own.assert(true, 'not shown');
own.assert(false);
own.assert(false, 'shown %s', 'x');
own.assert(false, { a: 1 });
own.assert(0, 'a', 'b');
own.assert();
own.table([{ a: 1 }]);
own.count('c');
{
  const before = err.text;
  err.text = '';
  own.trace('traced %s', 'x');
  own.trace();
  // The frames are the engine's.
  console.log(err.text.replace(/^ +at .*\n/gm, ''), / {4}at .*console\.js/.test(err.text));
  err.text = before;
}
own.time('t');
own.timeLog('t', 'more', { a: 1 });
own.timeEnd('t');
own.time();
own.timeEnd();
process.stdout.write(out.text.replace(/\d+(\.\d+)?(ms|s)\b/g, 'TIME'));
process.stdout.write(err.text);
const both = new Console(out);
out.text = '';
both.error('one stream');
both.log('for both');
const colored = new Console({ stdout: out, colorMode: true });
colored.log({ a: 1, b: 'x' });
const wide = new Console({ stdout: out, groupIndentation: 4, inspectOptions: { compact: false, depth: 0 } });
wide.group('g');
wide.log({ a: { b: 1 } });
wide.groupEnd();
const perStream = new Console({ stdout: out, stderr: err, inspectOptions: new Map([[out, { colors: true }]]) });
perStream.log({ a: 1 });
err.text = '';
perStream.error({ a: 1 });
process.stdout.write(out.text);
process.stdout.write(err.text);
console.log(typeof Console(out).log, Console(out) instanceof Console, {} instanceof Console);
class Loud extends Console {
  log(...args) { super.log('loud', ...args); }
  hello() { this.log('hello'); }
}
out.text = '';
const loud = new Loud(out);
loud.hello();
const { log: loudLog } = loud;
loudLog('bound');
loud.count();
process.stdout.write(out.text);
for (const args of [[], [{}], [null], [5], [{ stdout: {} }], [{ stdout: out, stderr: {} }], [{ stdout: out, colorMode: 'x' }], [{ stdout: out, groupIndentation: -1 }], [{ stdout: out, groupIndentation: 'x' }], [{ stdout: out, groupIndentation: 1001 }],
                    [{ stdout: out, inspectOptions: 5 }], [{ stdout: out, inspectOptions: { colors: true }, colorMode: true }], [out, {}]]) {
  try {
    new Console(...args);
    console.log('accepted');
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
}
const failing = { write() { throw new Error('write failed'); }, on() {}, once() {}, removeListener() {}, listenerCount() { return 0; } };
new Console(failing).log('swallowed');
try {
  new Console({ stdout: failing, ignoreErrors: false }).log('x');
} catch (error) {
  console.log(error.message);
}
