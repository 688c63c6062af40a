// node:wasi. The class is there for programs that only mention it.
'use strict';

const { codes } = require('internal/errors');
const { validateObject } = require('internal/validators');

class WASI {
  constructor(options = {}) {
    validateObject(options, 'options');
    throw new codes.ERR_METHOD_NOT_IMPLEMENTED('new WASI()');
  }
}

for (const name of ['finalizeBindings', 'start', 'initialize', 'getImportObject']) {
  Object.defineProperty(WASI.prototype, name, {
    __proto__: null,
    configurable: true,
    writable: true,
    value: {
      [name]() {
        throw new codes.ERR_METHOD_NOT_IMPLEMENTED(`wasi.${name}()`);
      },
    }[name],
  });
}

module.exports = { WASI };
