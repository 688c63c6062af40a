// What an inspected object is called: its class, told from its prototype chain, with tag and size ("Foo(2) [bar] ").
'use strict';

const { classOf } = internalBinding('engine');
const { kObjectType } = require('internal/util/inspect/layout');

// Prototypes that keep their name even when a program changes their `constructor`.
const wellKnown = new Map();
for (const cls of [Array, ArrayBuffer, Function, Map, Set, Object, Object.getPrototypeOf(Uint8Array), RegExp, Date,
                   DataView, Error, AggregateError, RangeError, TypeError, Boolean, Number, String, Promise, WeakMap,
                   WeakSet]) {
  wellKnown.set(cls.prototype, cls);
}
const hasInstance = Function.prototype[Symbol.hasInstance];

// Names of the language's own globals: objects of these classes are not shown with their prototype's properties.
const builtInNames = new Set(('Object Function Array Number Infinity NaN Boolean String Symbol Date Promise RegExp ' +
  'Error AggregateError EvalError RangeError ReferenceError SyntaxError TypeError URIError SuppressedError JSON Math ' +
  'Intl ArrayBuffer Atomics Uint8Array Int8Array Uint16Array Int16Array Uint32Array Int32Array Float16Array ' +
  'Float32Array Float64Array Uint8ClampedArray BigUint64Array BigInt64Array DataView Map BigInt Set Iterator WeakMap ' +
  'WeakSet WeakRef Proxy Reflect FinalizationRegistry DisposableStack AsyncDisposableStack SharedArrayBuffer ' +
  'Temporal WebAssembly').split(' '));

function isInstanceof(object, cls) {
  try {
    return object instanceof cls;
  } catch {
    return false;
  }
}

// The name that the engine itself has for an object.
function engineName(object) {
  const name = classOf(object);
  if (name === undefined || name === 'Module') return 'Object';
  return name.endsWith('Function') ? 'Function' : name;
}

function constructorOf(object) {
  const descriptor = Object.getOwnPropertyDescriptor(object, 'constructor');
  return typeof descriptor?.value === 'function' ? descriptor.value : undefined;
}

// The class name, or null when the prototype chain is empty. `protoProps` (with showHidden) collects the formatted
// properties of the program's own prototypes.
function getConstructorName(formatting, object, ctx, recurseTimes, protoProps) {
  let firstProto;
  for (let current = object; current; current = Object.getPrototypeOf(current)) {
    if (current !== object && firstProto === undefined) firstProto = current;
    const known = wellKnown.get(current);
    if (known !== undefined && hasInstance.call(known, object)) {
      if (protoProps !== undefined && firstProto !== current) {
        addPrototypeProperties(formatting, ctx, object, firstProto || object, recurseTimes, protoProps);
      }
      return known === wellKnown.get(Object.getPrototypeOf(Uint8Array.prototype)) ? 'TypedArray' : known.name;
    }
    const cls = constructorOf(current);
    if (cls !== undefined && cls.name !== '' && isInstanceof(object, cls)) {
      if (protoProps !== undefined && (firstProto !== current || !builtInNames.has(cls.name))) {
        addPrototypeProperties(formatting, ctx, object, firstProto || object, recurseTimes, protoProps);
      }
      return String(cls.name);
    }
  }
  if (firstProto === undefined) return null;

  const name = engineName(object);
  if (recurseTimes > ctx.depth && ctx.depth !== null) return `${name} <Complex prototype>`;
  const protoName = getConstructorName(formatting, firstProto, ctx, recurseTimes + 1, protoProps);
  if (protoName !== null) return `${name} <${protoName}>`;
  return `${name} <${formatting.inspect(firstProto, { ...ctx, customInspect: false, depth: -1 })}>`;
}

// Adds the properties of up to three prototype layers that belong to the program, not to the language.
function addPrototypeProperties(formatting, ctx, main, start, recurseTimes, output) {
  let object = start;
  let keys = [];
  const shadowed = new Set();
  for (let depth = 0; depth < 3; depth++) {
    if (depth !== 0 || main === object) {
      object = Object.getPrototypeOf(object);
      if (object === null) return;
      const cls = constructorOf(object);
      if (cls !== undefined && builtInNames.has(cls.name)) return;
    }
    for (const key of keys) shadowed.add(key);
    keys = Reflect.ownKeys(object);
    ctx.seen.push(main);
    for (const key of keys) {
      if (key === 'constructor' || Object.hasOwn(main, key) || shadowed.has(key)) continue;
      const descriptor = Object.getOwnPropertyDescriptor(object, key);
      if (typeof descriptor.value === 'function') continue;
      const text = formatting.formatProperty(ctx, object, recurseTimes, key, kObjectType, descriptor, main);
      output.push(ctx.colors ? `\x1b[2m${text}\x1b[22m` : text);
    }
    ctx.seen.pop();
  }
}

// The words before an opening brace.
function getPrefix(constructor, tag, fallback, size = '') {
  if (constructor === null) {
    const tagged = tag !== '' && fallback !== tag ? `[${tag}] ` : '';
    return `[${fallback}${size}: null prototype] ${tagged}`;
  }
  if (tag === '') return `${constructor}${size} `;
  const dot = tag.lastIndexOf('.');
  if (constructor === (dot >= 1 ? tag.slice(dot + 1) : tag)) return `${tag}${size} `;
  return `${constructor}${size} [${tag}] `;
}

// The prefix of an object of no known kind.
function getObjectPrefix(value, constructor, tag) {
  let fallback = '';
  if (constructor === null) {
    fallback = engineName(value);
    if (fallback === tag) fallback = 'Object';
  }
  return getPrefix(constructor, tag, fallback);
}

module.exports = { builtInNames, getConstructorName, getObjectPrefix, getPrefix };
