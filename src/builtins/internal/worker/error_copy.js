// An uncaught exception on its way from a worker to its parent. An Error arrives as an object of the same built-in
// class with all properties that can be copied, those of its prototypes included; anything else as a clone, or, where
// that is impossible, as the text of its inspection.
'use strict';

const CLASSES = { Error, TypeError, RangeError, URIError, SyntaxError, ReferenceError, EvalError };
const kInspect = Symbol.for('nodejs.util.inspect.custom');

const inspect = (value) => require('internal/util/inspect').inspect(value);

function isCloneable(value) {
  try {
    require('internal/structured_clone').structuredClone(value);
    return true;
  } catch {
    return false;
  }
}

// Own property descriptors along the prototype chain; getters as what they answer.
function propertiesOf(object, target = object) {
  if (object === null) return {};
  const all = propertiesOf(Object.getPrototypeOf(object), target);
  for (const key of Object.getOwnPropertyNames(object)) {
    let descriptor;
    try {
      descriptor = Object.getOwnPropertyDescriptor(object, key);
    } catch {
      continue;
    }
    const { get, set, ...copy } = descriptor;
    if (get !== undefined && key !== '__proto__') {
      try {
        copy.value = Reflect.apply(get, target, []);
      } catch {
        continue;
      }
    }
    if (key === 'cause') {
      all[key] = { ...copy, value: copyOf(copy.value) };
    } else if ('value' in copy && typeof copy.value !== 'function' && typeof copy.value !== 'symbol') {
      all[key] = copy;
    }
  }
  return all;
}

function builtinClassOf(error) {
  for (let current = error; current !== null; current = Object.getPrototypeOf(current)) {
    const name = Object.getOwnPropertyDescriptor(current, 'constructor')?.value?.name;
    if (typeof name === 'string' && Object.hasOwn(CLASSES, name)) return name;
  }
  return undefined;
}

// What is sent: plain data.
function copyOf(error) {
  if (typeof error === 'symbol') return { kind: 'symbol', text: String(error) };
  try {
    if (typeof error === 'object' && Object.prototype.toString.call(error) === '[object Error]') {
      const name = builtinClassOf(error);
      const copy = { kind: 'error', name, properties: propertiesOf(error) };
      if (name !== undefined && isCloneable(copy)) return copy;
    }
  } catch {
    // A getter or proxy in the way: the other forms remain.
  }
  try {
    if (error != null && kInspect in error) return { kind: 'custom', text: inspect(error) };
  } catch {
    // As above.
  }
  if (isCloneable(error)) return { kind: 'value', value: error };
  return { kind: 'text', text: inspect(error) };
}

// What the parent gets.
function restore(copy) {
  switch (copy.kind) {
    case 'error': {
      const { name, properties } = copy;
      if (properties.cause !== undefined) properties.cause.value = restore(properties.cause.value);
      for (const key in properties) Object.setPrototypeOf(properties[key], null);
      properties[Symbol.toStringTag] = {
        __proto__: null, value: { __proto__: null, value: 'Error', configurable: true }, enumerable: true,
      };
      return Object.create(CLASSES[name].prototype, properties);
    }
    case 'symbol': return Symbol.for(copy.text.slice('Symbol('.length, -1));
    case 'custom': return { __proto__: null, [kInspect]: () => copy.text };
    case 'value': return copy.value;
    default: return copy.text;
  }
}

module.exports = { copyOf, restore };
