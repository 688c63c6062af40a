// Contexts: objects whose properties are the global variables of a realm of their own.
//
// A name that the realm's global object lacks is looked up in the object at once, by the engine, and an undeclared one
// is assigned there. What a script declares with `var` or `function` is a property of the global object in every
// engine. For `var` there is an accessor that leads to the object before the script begins, when its text shows the
// name; the others are copied between the two before and after each script.
'use strict';

const { codes } = require('internal/errors');
const engine = internalBinding('engine');

// Context object -> { evaluate, global, own, mirrored }.
const contexts = new WeakMap();

function isContext(object) {
  return contexts.has(object);
}

function make(object, codeGeneration) {
  const evaluate = engine.makeRealm(object);
  if (evaluate === undefined) {
    throw new codes.ERR_FEATURE_UNAVAILABLE_ON_PLATFORM('vm.createContext (this engine has one realm)');
  }
  const global = evaluate('this', 'node:vm', 1);
  if (codeGeneration.strings === false) forbidCodeGeneration(evaluate);
  delete global.Atomics.waitAsync;
  // What the realm brings along is no variable of the program's.
  const context = { evaluate, global, builtin: new Set(Reflect.ownKeys(global)), mirrored: new Set() };
  contexts.set(object, context);
  return object;
}

// A context without an object: its global object is all there is.
function makeVanilla(codeGeneration) {
  const { evaluate, global, builtin } = contexts.get(make({ __proto__: null }, codeGeneration));
  contexts.set(global, { evaluate, global, builtin, mirrored: new Set(), isVanilla: true });
  return global;
}

function forbidCodeGeneration(evaluate) {
  evaluate(`{
    const refuse = () => { throw new EvalError('Code generation from strings disallowed for this context'); };
    const kinds = [function() {}, function*() {}, async function() {}, async function*() {}];
    for (const kind of kinds) {
      const prototype = Object.getPrototypeOf(kind);
      const constructor = new Proxy(prototype.constructor, { apply: refuse, construct: refuse });
      Object.defineProperty(prototype, 'constructor', { value: constructor });
      if (prototype === Function.prototype) globalThis.Function = constructor;
    }
    globalThis.eval = (text) => (typeof text === 'string' ? refuse() : text);
  }`, 'node:vm', 1);
}

// ----- declared variables -----

const DECLARATIONS = /\bvar\s+((?:[^;{]|\{[^{}]*\})*)/g;
const NAMES = /(?:^|,)\s*([\p{ID_Start}$_][\p{ID_Continue}$]*)\s*(?=[=,]|$|\n|\r|of\b|in\b)/gu;

function declaredNames(text) {
  const names = new Set();
  for (const [, list] of text.matchAll(DECLARATIONS)) {
    for (const [, name] of list.matchAll(NAMES)) names.add(name);
  }
  return names;
}

// Accessors on the global object for names that `text` may declare; those it added.
function leadToObject(object, { global }, text) {
  const added = [];
  if (!/\bvar\s/.test(text)) return added;
  for (const name of declaredNames(text)) {
    if (Object.hasOwn(global, name)) continue;
    Object.defineProperty(global, name, {
      __proto__: null, configurable: true, enumerable: true, get: () => object[name], set: (value) => {
        object[name] = value;
      },
    });
    added.push(name);
  }
  return added;
}

// What the program changed in the object since the last script. Its properties go before the realm's own of that name.
function copyIn(object, { global, builtin, mirrored }) {
  for (const name of builtin) {
    if (name in object && name !== 'undefined' && Reflect.deleteProperty(global, name)) builtin.delete(name);
  }
  for (const name of mirrored) if (Object.hasOwn(object, name)) global[name] = object[name];
}

// What scripts declared.
function copyOut(object, { global, builtin, mirrored }, accessors) {
  for (const name of Reflect.ownKeys(global)) {
    if (builtin.has(name) || accessors.has(name)) continue;
    const descriptor = Object.getOwnPropertyDescriptor(global, name);
    if (descriptor.configurable) {
      // Defined by hand: it is the object's own from now on.
      if (Reflect.defineProperty(object, name, descriptor)) delete global[name];
    } else {
      mirrored.add(name);
      object[name] = global[name];
    }
  }
}

function runIn(object, text, file, line) {
  const context = contexts.get(object);
  if (context.isVanilla) return context.evaluate(text, file, line);
  copyIn(object, context);
  const accessors = new Set(leadToObject(object, context, text));
  try {
    return context.evaluate(text, file, line);
  } finally {
    // The accessors have served their turn for names that are no properties of the object after all.
    copyOut(object, context, accessors);
    for (const name of accessors) if (!Object.hasOwn(object, name)) delete context.global[name];
  }
}

module.exports = { isContext, make, makeVanilla, runIn };
