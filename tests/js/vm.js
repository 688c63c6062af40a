// node:vm in the realm of the program: scripts, compiled functions, cached data, checks of arguments.
'use strict';

const vm = require('vm');

function attempt(fn) {
  try {
    return fn();
  } catch (error) {
    return `${error.name} ${error.code} ${error.message.split('\n')[0]}`;
  }
}
const show = (name, fn) => console.log(name, attempt(fn));

show('value', () => vm.runInThisContext('1 + 2'));
show('globals', () => {
  vm.runInThisContext('var fromScript = 5; function declared() { return fromScript; }');
  return [globalThis.fromScript, globalThis.declared(), typeof show];
});
show('sees', () => {
  globalThis.outside = 'outside';
  return vm.runInThisContext('outside');
});
show('wrapper', () => vm.runInThisContext('(function (a, b) { return a * b; })', { filename: 'w.js' })(6, 7));
show('twice', () => {
  const script = new vm.Script('globalThis.count = (globalThis.count ?? 0) + 1');
  return [script.runInThisContext(), script.runInThisContext()];
});
show('place', () => {
  try {
    vm.runInThisContext('\n  throw new Error("here")', { filename: 'place.js', lineOffset: 10 });
  } catch (error) {
    return /place\.js:\d+/.exec(error.stack)[0];
  }
});
show('place of a name', () => {
  try {
    vm.runInThisContext('undefinedName', 'named.js');
  } catch (error) {
    return [error.message, error.stack.includes('named.js:1'), error instanceof ReferenceError];
  }
});
for (const text of ['var =', 'return 1', 'import x from "y"', 'await 1', '{']) {
  show('syntax', () => {
    try {
      new vm.Script(text);
    } catch (error) {
      return error instanceof SyntaxError;
    }
  });
}
show('shebang', () => new vm.Script('#!/usr/bin/env node\n3').runInThisContext());
show('map', () => new vm.Script('1\n//# sourceMappingURL=x.js.map').sourceMapURL);

// Compiled code that was kept.
const text = 'globalThis.kept = 1; kept';
const first = new vm.Script(text, { produceCachedData: true });
show('produced', () => [first.cachedDataProduced, Buffer.isBuffer(first.cachedData), first.cachedDataRejected]);
const data = first.createCachedData();
show('accepted', () => new vm.Script(text, { cachedData: data }).cachedDataRejected);
show('rejected', () => new vm.Script(`${text} + 100`, { cachedData: data }).cachedDataRejected);

// Functions.
show('function', () => vm.compileFunction('return a + b', ['a', 'b'])(1, 2));
show('no parameters', () => vm.compileFunction('return typeof exports')());
show('name', () => [vm.compileFunction('').name, vm.compileFunction('', ['a', 'b']).length]);
show('extensions', () => vm.compileFunction('return x + y', [], { contextExtensions: [{ x: 1, y: 1 }, { y: 10 }] })());
show('function syntax', () => {
  try {
    vm.compileFunction('}');
  } catch (error) {
    return error.name;
  }
});
show('function place', () => {
  try {
    vm.compileFunction('\n\nthrow new Error("f")', [], { filename: 'f.js' })();
  } catch (error) {
    return /f\.js:\d+/.exec(error.stack)[0];
  }
});

// Arguments.
show('code', () => vm.compileFunction(5));
show('params', () => vm.compileFunction('', 5));
show('params of strings', () => vm.compileFunction('', [5]));
show('parsing context', () => vm.compileFunction('', [], { parsingContext: {} }));
show('extension', () => vm.compileFunction('', [], { contextExtensions: [1] }));
show('options', () => new vm.Script('1', 5));
show('filename', () => new vm.Script('1', { filename: 5 }));
show('lineOffset', () => new vm.Script('1', { lineOffset: 'x' }));
show('columnOffset', () => new vm.Script('1', { columnOffset: 1.5 }));
show('cachedData', () => new vm.Script('1', { cachedData: 'x' }));
show('produceCachedData', () => new vm.Script('1', { produceCachedData: 1 }));
show('timeout', () => vm.runInThisContext('1', { timeout: 0 }));
show('timeout type', () => vm.runInThisContext('1', { timeout: 'x' }));
show('displayErrors', () => vm.runInThisContext('1', { displayErrors: 1 }));
show('breakOnSigint', () => vm.runInThisContext('1', { breakOnSigint: 1 }));
show('isContext', () => vm.isContext({}));
show('isContext type', () => vm.isContext(5));
show('not a context', () => vm.runInContext('1', {}));
show('not an object', () => vm.runInContext('1', 5));
show('name of a context', () => vm.createContext({}, { name: 5 }));
show('origin', () => vm.createContext({}, { origin: 5 }));
show('codeGeneration', () => vm.createContext({}, { codeGeneration: { strings: 1 } }));
show('microtaskMode', () => vm.createContext({}, { microtaskMode: 'x' }));
show('contextName', () => vm.runInNewContext('1', {}, { contextName: 5 }));
show('keys', () => Object.keys(vm));
show('constants', () => [Object.isFrozen(vm.constants), Object.keys(vm.constants), typeof vm.constants.DONT_CONTEXTIFY]);

vm.runInThisContext('import("fs")', { importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER })
  .then((fs) => console.log('import', typeof fs.readFileSync));
new vm.Script('import("fs")', { filename: 'nobody.js' }).runInThisContext()
  .catch((error) => console.log('nobody answers', error.code));
