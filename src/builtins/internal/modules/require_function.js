// The `require` that a module sees, and createRequire.
'use strict';

const path = require('path');
const { validateString } = require('internal/validators');

function makeRequireFunction(Module, module) {
  const require = function require(id) {
    // A module's own `require` method may have been replaced.
    return Reflect.apply(module.require, module, [id]);
  };
  function resolve(request, options) {
    validateString(request, 'request');
    return Module._resolveFilename(request, module, false, options);
  }
  function paths(request) {
    validateString(request, 'request');
    return Module._resolveLookupPaths(request, module);
  }
  resolve.paths = paths;
  require.resolve = resolve;
  require.main = process.mainModule;
  require.extensions = Module._extensions;
  require.cache = Module._cache;
  return require;
}

function invalidFilename(filename) {
  const { codes } = require('internal/errors');
  return new codes.ERR_INVALID_ARG_VALUE('filename', filename,
                                         'must be a file URL object, file URL string, or absolute path string');
}

function toFile(filename) {
  const isURL = typeof filename === 'object' && filename !== null && typeof filename.href === 'string' &&
    typeof filename.protocol === 'string';
  if (isURL || (typeof filename === 'string' && !path.isAbsolute(filename))) {
    try {
      return require('internal/url').fileURLToPath(filename);
    } catch {
      throw invalidFilename(filename);
    }
  }
  if (typeof filename !== 'string') throw invalidFilename(filename);
  return filename;
}

function makeCreateRequire(Module) {
  return function createRequire(filename) {
    const file = toFile(filename);
    // A directory, by its trailing separator: modules are looked up inside it.
    const inDirectory = file.endsWith('/') || (process.platform === 'win32' && file.endsWith('\\'));
    const proxyFile = inDirectory ? path.join(file, 'noop.js') : file;
    const module = new Module(proxyFile);
    module.filename = proxyFile;
    module.paths = Module._nodeModulePaths(path.dirname(proxyFile));
    return makeRequireFunction(Module, module);
  };
}

module.exports = { makeCreateRequire, makeRequireFunction };
