// process.env: the real environment of the process behind an object, or, in a worker, a copy of its own. Values are
// strings; what is set is converted.
'use strict';

const native = internalBinding('process');

function invalidDefine(message) {
  const error = new TypeError(message);
  error.code = 'ERR_INVALID_OBJECT_DEFINE_PROPERTY';
  return error;
}

const customInspect = Symbol.for('nodejs.util.inspect.custom');

// `store` has getEnv(name), setEnv(name, value), unsetEnv(name) and envKeys().
function behind(store) {
  const handler = {
    get(target, key, receiver) {
      if (typeof key === 'symbol') return key === customInspect ? undefined : Reflect.get(target, key, receiver);
      return store.getEnv(key) ?? Reflect.get(target, key, receiver);
    },
    set(target, key, value) {
      if (typeof key === 'symbol' || typeof value === 'symbol') {
        throw new TypeError('Cannot convert a Symbol value to a string');
      }
      store.setEnv(`${key}`, `${value}`);
      return true;
    },
    has(target, key) {
      return typeof key === 'string' ? store.getEnv(key) !== undefined || key in target : false;
    },
    deleteProperty(target, key) {
      if (typeof key === 'string') store.unsetEnv(key);
      return true;
    },
    ownKeys() {
      return [...new Set(store.envKeys())];
    },
    getOwnPropertyDescriptor(target, key) {
      if (typeof key === 'symbol') return undefined;
      const value = store.getEnv(key);
      return value === undefined ? undefined : { value, writable: true, enumerable: true, configurable: true };
    },
    defineProperty(target, key, descriptor) {
      if ('value' in descriptor) {
        if (!descriptor.configurable || !descriptor.writable || !descriptor.enumerable) {
          throw invalidDefine("'process.env' only accepts a configurable, writable, and enumerable data descriptor");
        }
        return handler.set(target, key, descriptor.value);
      }
      if ('get' in descriptor || 'set' in descriptor) {
        throw invalidDefine("'process.env' does not accept an accessor(getter/setter) descriptor");
      }
      throw invalidDefine("'process.env' only accepts a configurable, writable, and enumerable data descriptor");
    },
  };
  const env = new Proxy(Object.defineProperty({}, customInspect, {
    // Inspection looks behind proxies; it shall see the variables and not the empty target.
    __proto__: null, configurable: true, enumerable: false, value: () => ({ ...env }),
  }), handler);
  return env;
}

// An environment of these variables, with no other effect than on itself.
function environmentOf(variables) {
  const values = new Map(Object.entries(variables));
  return behind({
    getEnv: (name) => values.get(name),
    setEnv: (name, value) => values.set(name, value),
    unsetEnv: (name) => values.delete(name),
    envKeys: () => [...values.keys()],
  });
}

module.exports = { env: behind(native), environmentOf };
