// node:vm's contexts: realms with global variables in an object of the program's.
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

const sandbox = vm.createContext({ input: 20, add: (a, b) => a + b });
show('is', () => [vm.isContext(sandbox), vm.isContext({}), vm.createContext(sandbox) === sandbox]);
show('reads', () => vm.runInContext('add(input, 22)', sandbox));
show('assigns', () => {
  vm.runInContext('input = 1; fresh = [1, 2]', sandbox);
  return [sandbox.input, sandbox.fresh.length, Object.keys(sandbox)];
});
show('declares', () => {
  vm.runInContext('var declared = input + 1, second = 2; function fn() { return declared; }', sandbox);
  return [sandbox.declared, sandbox.second, sandbox.fn(), typeof globalThis.declared];
});
show('keeps what is there', () => vm.runInContext('var input = input || 100; input', sandbox));
show('lexical', () => {
  vm.runInContext('const constant = 7; let variable = 8; class Klass {}', sandbox);
  return [vm.runInContext('constant + variable', sandbox), sandbox.constant, vm.runInContext('typeof Klass', sandbox)];
});
show('later', () => {
  vm.runInContext('var counter = 0; function count() { counter++; undeclared = counter; }', sandbox);
  sandbox.count();
  sandbox.count();
  return [sandbox.counter, sandbox.undeclared];
});
show('from outside', () => {
  sandbox.counter = 10;
  sandbox.count();
  sandbox.added = 'added';
  return [sandbox.counter, vm.runInContext('counter + added', sandbox)];
});
show('missing', () => vm.runInContext('nowhere', sandbox));
show('typeof missing', () => vm.runInContext('typeof nowhere', sandbox));
show('nothing of ours', () => vm.runInNewContext('[typeof require, typeof process, typeof setTimeout].join()'));
show('this', () => vm.runInNewContext('this.x = 1; x'));
show('globalThis', () => vm.runInNewContext('globalThis.x = 1; [x, this === globalThis, "x" in globalThis].join()'));
show('strict', () => vm.runInNewContext('"use strict"; undeclared = 1'));
show('accessors', () => {
  const object = { get twice() { return 2 * this.half; }, half: 4, set put(value) { this.half = value; } };
  vm.runInNewContext('put = twice; put = twice', object);
  return object.half;
});
show('prototype', () => {
  const object = Object.create({ inherited: 'yes' });
  return vm.runInNewContext('inherited', object);
});

// Each realm has classes of its own.
show('arrays', () => {
  const array = vm.runInNewContext('[1, 2]');
  return [array instanceof Array, Array.isArray(array), array.constructor === Array];
});
show('errors', () => {
  try {
    vm.runInNewContext('null.x');
  } catch (error) {
    return [error instanceof TypeError, error.name, require('util').types.isNativeError(error)];
  }
});
show('classes shared', () => vm.runInNewContext('value instanceof Map', { value: new Map(), Map }));
show('inspect', () => require('util').inspect(vm.runInNewContext('({ a: [1, new Map([[1, 2]])], d: /x/g })')));
show('place', () => {
  try {
    vm.runInNewContext('\nthrow new Error("x")', {}, 'there.js');
  } catch (error) {
    return /there\.js:\d+/.exec(error.stack)[0];
  }
});
show('syntax', () => {
  try {
    vm.runInNewContext('var =');
  } catch (error) {
    return error.name;
  }
});
show('functions', () => {
  const context = vm.createContext({ base: 40 });
  const fn = vm.compileFunction('return base + x', ['x'], { parsingContext: context });
  return [fn(2), Object.keys(context)];
});
show('one script, two contexts', () => {
  const script = new vm.Script('n += 1');
  const [one, two] = [vm.createContext({ n: 1 }), vm.createContext({ n: 10 })];
  script.runInContext(one);
  script.runInContext(two);
  script.runInContext(two);
  return [one.n, two.n];
});
show('nested', () => {
  const outer = vm.createContext({ vm, inner: vm.createContext({ v: 'inner' }), v: 'outer' });
  return vm.runInContext('vm.runInContext("v", inner) + v', outer);
});
show('the same, entered again', () => {
  const context = vm.createContext({ v: 1 });
  context.again = () => vm.runInContext('var w = v + 1; w', context);
  return vm.runInContext('var v = 5; again()', context);
});
show('vanilla', () => {
  const global = vm.createContext(vm.constants.DONT_CONTEXTIFY);
  vm.runInContext('var x = 5; function f() {}', global);
  return [vm.isContext(global), global.x, typeof global.f, global === vm.runInContext('globalThis', global)];
});
show('no eval', () => vm.runInNewContext('eval("1")', {}, { contextCodeGeneration: { strings: false } }));
show('no Function', () => vm.runInNewContext('new Function("")', {}, { contextCodeGeneration: { strings: false } }));
show('module', () => {
  const module = { exports: {} };
  vm.runInNewContext('exports.a = 1; module.exports.b = function () { return this.a + 1; }',
                     { module, exports: module.exports });
  return [module.exports.a, module.exports.b()];
});

// Limits.
show('timeout', () => vm.runInThisContext('for (;;);', { timeout: 20 }));
show('timeout in a context', () => vm.runInNewContext('try { for (;;); } finally { seen = 1 }', {}, { timeout: 20 }));
show('in time', () => vm.runInNewContext('1 + 1', {}, { timeout: 10000 }));
show('throws in time', () => vm.runInThisContext('throw new RangeError("mine")', { timeout: 10000 }));

vm.runInNewContext('Promise.resolve(1).then((v) => done(v + 1))', { done: (v) => console.log('job', v) });
