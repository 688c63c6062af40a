// Storage, and `sessionStorage`: strings by name, for as long as the process runs.
//
// The object that programs see is a proxy: its properties are the items. `localStorage` needs a file, which only an
// option of Node names; without it Node, too, has none.
'use strict';

const QUOTA = 10 * 1024 * 1024;

// Of each proxy: its items, and what they take.
const stores = new WeakMap();
const token = {};

function coded(error, code) {
  error.code = code;
  return error;
}

function storeOf(value) {
  const store = (typeof value === 'object' && value !== null) ? stores.get(value) : undefined;
  if (store === undefined) throw new TypeError('Illegal invocation');
  return store;
}

function checkCount(args, wanted, name) {
  if (args.length >= wanted) return;
  throw coded(new TypeError(
    `Failed to execute '${name}' on 'Storage': ${wanted} argument${wanted === 1 ? '' : 's'} required`), 'ERR_MISSING_ARGS');
}

class Storage {
  constructor(key = undefined) {
    if (key !== token) throw coded(new Error('Illegal constructor'), 'ERR_ILLEGAL_CONSTRUCTOR');
    const store = { items: new Map(), target: this, size: 0 };
    const proxy = new Proxy(this, handlerOf(store));
    stores.set(proxy, store);
    return proxy;
  }

  get length() {
    return storeOf(this).items.size;
  }

  clear() {
    const store = storeOf(this);
    for (const name of [...store.items.keys()]) remove(store, name);
  }

  getItem(name) {
    const { items } = storeOf(this);
    checkCount(arguments, 1, 'getItem');
    return items.get(`${name}`) ?? null;
  }

  key(index) {
    const { items } = storeOf(this);
    checkCount(arguments, 1, 'key');
    return [...items.keys()][index >>> 0] ?? null;
  }

  removeItem(name) {
    const store = storeOf(this);
    checkCount(arguments, 1, 'removeItem');
    remove(store, `${name}`);
  }

  setItem(name, value) {
    const store = storeOf(this);
    checkCount(arguments, 2, 'setItem');
    put(store, `${name}`, `${value}`);
  }

  // Of the target: not as a proxy, which programs need not know of.
  [Symbol.for('nodejs.util.inspect.custom')](depth, options) {
    if (depth < 0) return options.stylize('[Storage]', 'special');
    const { inspect } = require('internal/util/inspect');
    return `Storage ${inspect({ ...this }, options)}`;
  }
}
for (const name of ['length', 'clear', 'getItem', 'key', 'removeItem', 'setItem']) {
  Object.defineProperty(Storage.prototype, name, { __proto__: null, enumerable: true });
}

// Names of methods are items, too, but no properties.
const isProperty = (name) => !(name in Storage.prototype);

// The target's own properties follow the items, for those who look at it: inspection and `Object.keys`.
function put(store, name, value) {
  const { items, target } = store;
  const before = items.get(name);
  const size = store.size + (name.length + value.length) * 2 - (before === undefined ? 0 : (name.length + before.length) * 2);
  if (size > QUOTA) {
    const { QuotaExceededError } = require('internal/dom_exception');
    throw new QuotaExceededError('Setting the value exceeded the quota');
  }
  store.size = size;
  items.set(name, value);
  if (isProperty(name)) {
    Object.defineProperty(target, name, { __proto__: null, value, writable: true, enumerable: true, configurable: true });
  }
}

function remove(store, name) {
  const { items, target } = store;
  const value = items.get(name);
  if (value === undefined) return;
  store.size -= (name.length + value.length) * 2;
  items.delete(name);
  if (isProperty(name)) delete target[name];
}

function handlerOf(store) {
  return {
    __proto__: null,
    set(target, name, value) {
      if (typeof name !== 'symbol') put(store, name, `${value}`);
      return true;
    },
    defineProperty(target, name, descriptor) {
      if (typeof name !== 'symbol') put(store, name, `${descriptor.value}`);
      return true;
    },
    deleteProperty(target, name) {
      if (typeof name !== 'symbol') remove(store, name);
      return true;
    },
  };
}

let session;

module.exports = {
  Storage,
  get sessionStorage() {
    return session ??= new Storage(token);
  },
  get localStorage() {
    process.emitWarning('localStorage is not available because --localstorage-file was not provided.',
                        'ExperimentalWarning');
    return undefined;
  },
};
