// The synchronous functions that are nothing but an operation of the table.
'use strict';

const native = internalBinding('fs');
const { operations } = require('internal/fs/operations');

function make(name, { native: nativeName, take, give, required, optional = 0 }) {
  const sync = {
    [name](...args) {
      const taken = take(...args);
      const result = native[typeof nativeName === 'string' ? nativeName : nativeName(taken)](...taken);
      return give === undefined ? result : give(result, taken);
    },
  }[name];
  return Object.defineProperty(sync, 'length', { __proto__: null, value: required + optional, configurable: true });
}

for (const name in operations) {
  exports[`${name}Sync`] = make(`${name}Sync`, operations[name]);
}
