// process.env: the real environment of the process behind an object. Values are strings; what is set is converted.
'use strict';

const native = internalBinding('process');

function invalidDefine(message) {
  const error = new TypeError(message);
  error.code = 'ERR_INVALID_OBJECT_DEFINE_PROPERTY';
  return error;
}

const handler = {
  get(target, key, receiver) {
    if (typeof key === 'symbol') return key === customInspect ? undefined : Reflect.get(target, key, receiver);
    return native.getEnv(key) ?? Reflect.get(target, key, receiver);
  },
  set(target, key, value) {
    if (typeof key === 'symbol' || typeof value === 'symbol') {
      throw new TypeError('Cannot convert a Symbol value to a string');
    }
    native.setEnv(`${key}`, `${value}`);
    return true;
  },
  has(target, key) {
    return typeof key === 'string' ? native.getEnv(key) !== undefined || key in target : false;
  },
  deleteProperty(target, key) {
    if (typeof key === 'string') native.unsetEnv(key);
    return true;
  },
  ownKeys() {
    return [...new Set(native.envKeys())];
  },
  getOwnPropertyDescriptor(target, key) {
    if (typeof key === 'symbol') return undefined;
    const value = native.getEnv(key);
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

const customInspect = Symbol.for('nodejs.util.inspect.custom');
const env = new Proxy(Object.defineProperty({}, customInspect, {
  // Inspection looks behind proxies; it shall see the variables and not the empty target.
  __proto__: null, configurable: true, enumerable: false, value: () => ({ ...env }),
}), handler);

module.exports = { env };
