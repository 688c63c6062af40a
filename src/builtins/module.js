// node:module: the Module class with the functions that only programs use.
'use strict';

const { Module, initGlobalPaths } = require('internal/modules/cjs');
const { makeCreateRequire } = require('internal/modules/require_function');
const builtins = require('internal/modules/builtins');

initGlobalPaths();
Module.createRequire = makeCreateRequire(Module);
Module.isBuiltin = builtins.isBuiltin;
Module.builtinModules = Object.freeze(builtins.publicIds());
Module.findPackageJSON = function findPackageJSON(specifier, base = undefined) {
  if (specifier === undefined) {
    const { codes } = require('internal/errors');
    throw new codes.ERR_MISSING_ARGS('specifier');
  }
  const toPath = (value) => (String(value).startsWith('file:') ? require('internal/url').fileURLToPath(value) : `${value}`);
  const path = require('path');
  let file = toPath(specifier);
  if (!path.isAbsolute(file)) {
    const createdRequire = Module.createRequire(toPath(base));
    if (!/^\.{1,2}(\/|$)/.test(file)) {
      // The package itself, whatever its exports say.
      const name = /^(?:@[^/]+\/)?[^/]+/.exec(file)[0];
      for (const directory of createdRequire.resolve.paths(name) ?? []) {
        const found = require('internal/modules/package_json').read(path.join(directory, name, 'package.json'));
        if (found !== undefined) return found.path;
      }
      return undefined;
    }
    file = path.resolve(path.dirname(toPath(base)), file);
  }
  return require('internal/modules/package_json').nearest(file)?.path;
};
Module.findSourceMap = (path) => {
  require('internal/validators').validateString(path, 'sourceURL');
  return undefined;
};
Module.getSourceMapsSupport = () => ({ __proto__: null, enabled: false, nodeModules: false, generatedCode: false });
Module.setSourceMapsSupport = () => {};
Module.constants = Object.freeze({
  __proto__: null,
  compileCacheStatus: Object.freeze({ __proto__: null, FAILED: 0, ENABLED: 1, ALREADY_ENABLED: 2, DISABLED: 3 }),
});
// There is no cache of compiled code, and the documented answer for that is a status.
Module.enableCompileCache = () => ({ status: Module.constants.compileCacheStatus.DISABLED });
Module.flushCompileCache = () => {};
Module.getCompileCacheDir = () => undefined;

for (const name of ['register', 'registerHooks', 'stripTypeScriptTypes']) {
  Module[name] = {
    [name]() {
      const { codes } = require('internal/errors');
      throw new codes.ERR_METHOD_NOT_IMPLEMENTED(`module.${name}()`);
    },
  }[name];
}
require('internal/util').defineLazyProperties(Module, 'internal/source_map', ['SourceMap']);

module.exports = Module;
