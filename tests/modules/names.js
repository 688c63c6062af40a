// Prints the names that each of Node's public modules has in the runtime that runs this: exports, static members of
// classes, members of their prototypes, and properties of objects among the exports. One JSON object, module -> names.
//
// Neighbours: table.js compares the answers of Node and napkin. The list of modules is Node's own.
'use strict';

const modules = process.argv.slice(2);

const isName = (key) => typeof key === 'string' && !key.startsWith('_') && !/^k[A-Z]/.test(key);
const isClass = (value) => typeof value === 'function' && value.prototype !== undefined &&
  Object.getOwnPropertyNames(value.prototype).length > 1;
const FUNCTION_KEYS = ['length', 'name', 'prototype', 'arguments', 'caller', 'super_'];

function read(object, key) {
  try {
    return object[key];
  } catch {
    // A getter that wants an instance.
    return undefined;
  }
}

function membersOf(value, name, names, depth) {
  if (typeof value === 'function') {
    for (const key of Object.getOwnPropertyNames(value)) {
      if (isName(key) && !FUNCTION_KEYS.includes(key)) names.add(`${name}.${key}`);
    }
    if (!isClass(value)) return;
    for (const key of Object.getOwnPropertyNames(value.prototype)) {
      if (isName(key) && key !== 'constructor') names.add(`${name}.prototype.${key}`);
    }
  } else if (typeof value === 'object' && value !== null && depth > 0 && !Array.isArray(value)) {
    for (let object = value; object && object !== Object.prototype; object = Object.getPrototypeOf(object)) {
      for (const key of Object.getOwnPropertyNames(object)) {
        if (isName(key) && key !== 'constructor') names.add(`${name}.${key}`);
      }
    }
  }
}

function namesOf(id) {
  let exports;
  try {
    exports = require(`node:${id}`);
  } catch {
    return null;
  }
  const names = new Set();
  const keys = new Set(Object.getOwnPropertyNames(exports));
  for (const key of keys) {
    if (!isName(key) || (typeof exports === 'function' && FUNCTION_KEYS.includes(key))) continue;
    names.add(key);
    const value = read(exports, key);
    // A module that exports another one (path.posix, fs.promises) has its own row; a path is not followed twice.
    if (value !== exports) membersOf(value, key, names, 1);
  }
  return [...names].sort();
}

process.removeAllListeners('warning');
process.on('warning', () => {});
console.log(JSON.stringify(Object.fromEntries(modules.map((id) => [id, namesOf(id)]))));
