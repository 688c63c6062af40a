// What kind of object a value is, told by the engine and not by its prototype chain: `util.types` and `util/types`.
// The engine's class name comes from internalBinding('engine').classOf, which has no side effects.
'use strict';

const { classOf, proxyDetails } = internalBinding('engine');

// The engine class of an object or function; undefined for a primitive.
function engineClass(value) {
  if ((typeof value !== 'object' || value === null) && typeof value !== 'function') return undefined;
  return classOf(value);
}

const TYPED_ARRAYS = ['Uint8Array', 'Uint8ClampedArray', 'Uint16Array', 'Uint32Array', 'Int8Array', 'Int16Array',
                      'Int32Array', 'Float16Array', 'Float32Array', 'Float64Array', 'BigInt64Array', 'BigUint64Array'];
const PLAIN = ['External', 'Date', 'RegExp', 'Promise', 'Map', 'Set', 'WeakMap', 'WeakSet', 'ArrayBuffer',
               'SharedArrayBuffer', 'DataView'];
const BOXED = ['Number', 'String', 'Boolean', 'BigInt', 'Symbol'];

const typedArrayTag = Object.getOwnPropertyDescriptor(
  Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag).get;

const types = {
  isProxy: (value) => proxyDetails(value) !== undefined,
  isArgumentsObject: (value) => engineClass(value) === 'Arguments',
  isGeneratorObject(value) {
    const name = engineClass(value);
    return name === 'Generator' || name === 'AsyncGenerator';
  },
  isAsyncFunction(value) {
    if (typeof value !== 'function') return false;
    const name = classOf(value);
    return name === 'AsyncFunction' || name === 'AsyncGeneratorFunction';
  },
  isGeneratorFunction(value) {
    if (typeof value !== 'function') return false;
    const name = classOf(value);
    return name === 'GeneratorFunction' || name === 'AsyncGeneratorFunction';
  },
  isNativeError: (value) => engineClass(value) === 'Error',
  isMapIterator: (value) => engineClass(value) === 'Map Iterator',
  isSetIterator: (value) => engineClass(value) === 'Set Iterator',
  isAnyArrayBuffer(value) {
    const name = engineClass(value);
    return name === 'ArrayBuffer' || name === 'SharedArrayBuffer';
  },
  isBoxedPrimitive: (value) => BOXED.includes(engineClass(value)),
  isModuleNamespaceObject: (value) => engineClass(value) === 'Module',
  isArrayBufferView: (value) => ArrayBuffer.isView(value),
  isTypedArray: (value) => ArrayBuffer.isView(value) && typedArrayTag.call(value) !== undefined,
  // There are no key objects before node:crypto exists; it replaces these two.
  isKeyObject: () => false,
  isCryptoKey: () => false,
};

for (const name of PLAIN) types[`is${name}`] = (value) => engineClass(value) === name;
for (const name of BOXED) types[`is${name}Object`] = (value) => engineClass(value) === name;
for (const name of TYPED_ARRAYS) {
  types[`is${name}`] = (value) => ArrayBuffer.isView(value) && typedArrayTag.call(value) === name;
}
for (const name of Object.keys(types)) {
  Object.defineProperty(types[name], 'name', { __proto__: null, value: name, configurable: true });
}

module.exports = types;
