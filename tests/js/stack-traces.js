// Error.prototype.stack, Error.captureStackTrace, Error.prepareStackTrace and call sites.
'use strict';

const lines = (error) => error.stack.split('\n');
const first = (error) => lines(error)[0];

// The text is made when it is first read, and then stays.
const late = new Error('a');
late.message = 'b';
console.log('late message', first(late));
late.message = 'c';
console.log('read before', first(late));
const named = new Error('q');
named.name = 'N';
console.log('late name', first(named));

const assigned = new Error('z');
assigned.stack = 'mine';
console.log('assigned', assigned.stack, Object.keys(assigned));
assigned.stack = 5;
console.log('assigned a number', assigned.stack);
console.log('frozen', first(Object.freeze(new Error('fr'))));
console.log('inherited', first(Object.create(new Error('derived'))));

// captureStackTrace
const target = {};
Error.captureStackTrace(target);
console.log('captured', first(target), Object.keys(target));
console.log('accessor', typeof Object.getOwnPropertyDescriptor(target, 'stack').get);
const callable = () => {};
Error.captureStackTrace(callable);
console.log('on a function', typeof callable.stack, lines(callable).length > 1);
class Custom extends Error {
  constructor(message) {
    super(message);
    this.name = 'Custom';
    Error.captureStackTrace(this, Custom);
  }
}
const custom = (function maker() { return new Custom('hey'); })();
console.log('cut off', first(custom), /^ {4}at maker \(.*:\d+:\d+\)$/.test(lines(custom)[1]));
function Old(message) {
  Error.call(this);
  Error.captureStackTrace(this, Old);
  this.message = message;
}
Old.prototype = Object.create(Error.prototype);
Old.prototype.name = 'Old';
console.log('old style', first(new Old('m')));

// prepareStackTrace is asked late, once, and by the error that is read.
let asked = 0;
const before = new Error('y');
Error.prepareStackTrace = (error, sites) => { asked++; return sites.length > 0; };
console.log('asked', asked, before.stack, before.stack, asked);
const holder = {};
Error.captureStackTrace(holder);
console.log('asked for captured', asked, holder.stack, holder.stack, asked);
Error.prepareStackTrace = (error) => `P:${first(new Error('inner'))}`;
console.log('asked while asked', new Error('outer').stack);
Error.prepareStackTrace = () => { throw new TypeError('in prepare'); };
try {
  console.log(new Error('k').stack);
} catch (thrown) {
  Error.prepareStackTrace = undefined;
  console.log('threw', thrown.message);
}

// Call sites
Error.prepareStackTrace = (error, sites) => sites;
function Made() { this.sites = new Error('p').stack; }
const [site] = new Made().sites;
Error.prepareStackTrace = undefined;
console.log('site', site.getFunctionName(), site.getFileName() === __filename, site.getLineNumber(),
  site.isNative(), site.isEval(), site.isConstructor(), site.isAsync(), site.isPromiseAll());
console.log('site more', site.getScriptNameOrSourceURL() === __filename, site.getEvalOrigin(), site.getPromiseIndex(),
  typeof site.getThis(), /^new Made \(.*stack-traces\.js:\d+:\d+\)$/.test(String(site)));

// What the engine throws itself
try { null.x; } catch (thrown) { console.log('null', thrown instanceof TypeError, lines(thrown).length > 1); }
try { eval('{'); } catch (thrown) { console.log('syntax', thrown.name, first(thrown).startsWith('SyntaxError: ')); }

// Limits
Error.stackTraceLimit = 1;
console.log('one', lines(new Error('one')).length);
Error.stackTraceLimit = 0;
console.log('none', new Error('none').stack);
Error.stackTraceLimit = 10;
function deep(n) { return n === 0 ? new Error('deep') : deep(n - 1); }
console.log('ten', lines(deep(20)).length);
