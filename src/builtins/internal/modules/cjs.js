// CommonJS: the Module class, the cache, loading and running a file.
//
// Neighbours: resolve.js (from a request to a file), require_function.js (the `require` that a module sees).
'use strict';

const path = require('path');
const builtins = require('internal/modules/builtins');
const { install, isRelative, statCache } = require('internal/modules/resolve');
const engine = internalBinding('engine');

const kParent = Symbol('kModuleParent');
const kIsMain = Symbol('kIsMainSymbol');
const kIsModule = Symbol('kIsModule');

// Source texts that are in no file ([eval], [stdin]), for the report of uncaught exceptions.
const evaluatedSources = new Map();

let requireDepth = 0;
let isPreloading = false;
// Programs that change Module.wrap or Module.wrapper get their text wrapped by it.
let patchedWrapper = false;

const defaultWrapper = ['(function (exports, require, module, __filename, __dirname) { ', '\n});'];
let wrapper = new Proxy(defaultWrapper, {
  __proto__: null,
  set(target, key, value, receiver) {
    patchedWrapper = true;
    return Reflect.set(target, key, value, receiver);
  },
  defineProperty(target, key, descriptor) {
    patchedWrapper = true;
    return Object.defineProperty(target, key, descriptor) && true;
  },
});
let wrap = function(script) {
  return Module.wrapper[0] + script + Module.wrapper[1];
};

// A plain function, since old packages call it without `new` on objects of their own.
function Module(id = '', parent) {
  this.id = id;
  this.path = path.dirname(id);
  this.exports = {};
  Object.defineProperty(this, kParent, {
    __proto__: null, value: parent, writable: true, configurable: true, enumerable: false,
  });
  updateChildren(parent, this, false);
  this.filename = null;
  this.loaded = false;
  this.children = [];
}

function updateChildren(parent, child, scan) {
  const children = parent?.children;
  if (children && !(scan && children.includes(child))) children.push(child);
}

Module.kParent = kParent;
Object.defineProperty(Module, 'kParent', { __proto__: null, enumerable: false });
Module._cache = { __proto__: null };
Module._pathCache = { __proto__: null };
Module._extensions = { __proto__: null };
Module.globalPaths = [];
Module.Module = Module;
install(Module);

Object.defineProperty(Module, 'wrap', {
  __proto__: null, configurable: true, enumerable: true,
  get: () => wrap,
  set(value) {
    patchedWrapper = true;
    wrap = value;
  },
});
Object.defineProperty(Module, 'wrapper', {
  __proto__: null, configurable: true, enumerable: true,
  get() {
    patchedWrapper = true;
    return wrapper;
  },
  set(value) {
    patchedWrapper = true;
    wrapper = value;
  },
});
Object.defineProperty(Module.prototype, 'isPreloading', {
  __proto__: null, configurable: true, enumerable: false, get: () => isPreloading,
});
Object.defineProperty(Module.prototype, 'parent', {
  __proto__: null, configurable: true, enumerable: false,
  get() {
    return this[kParent];
  },
  set(value) {
    this[kParent] = value;
  },
});

// ----- cycles -----

// Stands behind the exports of a module that is still loading: names what a cycle makes undefined.
const circularWarner = new Proxy({}, {
  __proto__: null,
  get(target, key) {
    if (key in target || key === '__esModule') return target[key];
    warnCircular(key);
    return undefined;
  },
  getOwnPropertyDescriptor(target, key) {
    if (Object.hasOwn(target, key) || key === '__esModule') return Object.getOwnPropertyDescriptor(target, key);
    warnCircular(key);
    return undefined;
  },
});
Object.setPrototypeOf(circularWarner, Object.prototype);

function warnCircular(key) {
  process.emitWarning(`Accessing non-existent property '${String(key)}' of module exports inside circular dependency`);
}

function exportsInCycle(module) {
  if (module[kIsModule]) throw require('internal/modules/esm/required').cycle(module.filename, module[kParent]);
  const { exports } = module;
  if (exports && typeof exports === 'object' && engine.proxyDetails(exports) === undefined &&
      Object.getPrototypeOf(exports) === Object.prototype && !exports.__esModule) {
    Object.setPrototypeOf(exports, circularWarner);
  }
  return exports;
}

function endCycle({ exports }) {
  if (exports && typeof exports === 'object' && engine.proxyDetails(exports) === undefined &&
      Object.getPrototypeOf(exports) === circularWarner) {
    Object.setPrototypeOf(exports, Object.prototype);
  }
}

// ----- loading -----

// "directory \0 request" to file, so that a relative request is resolved once per directory.
const relativeCache = { __proto__: null };

Module._load = function _load(request, parent, isMain) {
  let relativeKey;
  if (parent) {
    relativeKey = `${parent.path}\0${request}`;
    const known = relativeCache[relativeKey];
    if (known !== undefined) {
      const cached = Module._cache[known];
      if (cached !== undefined) {
        updateChildren(parent, cached, true);
        return cached.loaded ? cached.exports : exportsInCycle(cached);
      }
      delete relativeCache[relativeKey];
    }
  }
  if (request.startsWith('node:')) return builtins.load(request.slice(5), request);
  const filename = Module._resolveFilename(request, parent, isMain);
  const cached = Module._cache[filename];
  if (cached !== undefined) {
    updateChildren(parent, cached, true);
    return cached.loaded ? cached.exports : exportsInCycle(cached);
  }
  if (filename.startsWith('node:')) return builtins.load(filename.slice(5), filename);
  if (builtins.isReserved(filename)) return builtins.load(filename);

  const module = new Module(filename, parent);
  if (isMain) {
    process.mainModule = module;
    module.id = '.';
    module[kIsMain] = true;
  }
  Module._cache[filename] = module;
  if (parent !== undefined && relativeKey !== undefined) relativeCache[relativeKey] = filename;
  let failed = true;
  try {
    module.load(filename);
    failed = false;
  } finally {
    if (failed) {
      delete Module._cache[filename];
      if (relativeKey !== undefined) delete relativeCache[relativeKey];
      const siblings = parent?.children;
      const index = Array.isArray(siblings) ? siblings.indexOf(module) : -1;
      if (index !== -1) siblings.splice(index, 1);
    } else {
      endCycle(module);
    }
  }
  return module.exports;
};

// '.tar.gz' before '.gz', and never the whole name of a dot file.
function registeredExtension(filename) {
  const name = path.basename(filename);
  for (let dot = name.indexOf('.', 1); dot !== -1; dot = name.indexOf('.', dot + 1)) {
    const extension = name.slice(dot);
    if (Module._extensions[extension]) return extension;
  }
  return '.js';
}

Module.prototype.load = function load(filename) {
  this.filename ??= filename;
  this.paths ??= Module._nodeModulePaths(path.dirname(filename));
  const extension = registeredExtension(filename);
  if (extension === '.js' && filename.endsWith('.mjs')) loadModule(this, filename);
  else Module._extensions[extension](this, filename);
  this.loaded = true;
};

// No name of its own: `require` in here is that of the built-ins.
Module.prototype.require = function(id) {
  const { validateString } = require('internal/validators');
  validateString(id, 'id');
  if (id === '') {
    const { codes } = require('internal/errors');
    throw new codes.ERR_INVALID_ARG_VALUE('id', id, 'must be a non-empty string');
  }
  if (requireDepth++ === 0) statCache.current = new Map();
  try {
    return Module._load(id, this, false);
  } finally {
    if (--requireDepth === 0) statCache.current = undefined;
  }
};

const PARAMETERS = ['exports', 'require', 'module', '__filename', '__dirname'];

// Whether a text has an `import()`, if only in a string that may be compiled later.
function mentionsImport(text) {
  for (let at = text.indexOf('import'); at !== -1; at = text.indexOf('import', at + 6)) {
    if (/^\s*\(/.test(text.slice(at + 6, at + 40))) return true;
  }
  return false;
}

function compile(filename, content) {
  if (mentionsImport(content)) require('internal/modules/esm/hooks').install(filename);
  if (patchedWrapper) return engine.runScript(Module.wrap(content), filename);
  return engine.compileFunction(content, filename, PARAMETERS);
}

// ----- ES modules -----

// `module` becomes an ES module, from `source` and the engine's record when they are there already. As the main module
// it runs later, since it may wait for promises.
function loadModule(module, filename, source, record) {
  if (module[kIsMain]) {
    const { runFile, runSource } = require('internal/modules/esm/entry');
    if (source === undefined) return runFile(filename);
    return runSource(require('internal/url').pathToFileURL(filename).href, source, record);
  }
  module[kIsModule] = true;
  module.exports = require('internal/modules/esm/required').requireModule(module, filename, source, record);
}

// What does not compile as CommonJS may be an ES module, when neither name nor package says which it is.
function compileOrLoadModule(module, content, filename) {
  try {
    return compile(filename, content);
  } catch (error) {
    if (!(error instanceof SyntaxError) || patchedWrapper) throw error;
    require('internal/modules/esm/hooks').install();
    const { compileAmbiguous } = require('internal/modules/esm/translate');
    const url = require('internal/url').pathToFileURL(filename).href;
    const record = compileAmbiguous(content, filename, url);
    if (record === undefined) throw error;
    loadModule(module, filename, content, record);
    return undefined;
  }
}

function compileCommonJS(content, filename) {
  try {
    return compile(filename, content);
  } catch (error) {
    if (error instanceof SyntaxError) require('internal/modules/esm/wrong_format').explain(error, content, filename);
    throw error;
  }
}

Module.prototype._compile = function _compile(content, filename, format) {
  if (content.startsWith('#!')) content = content.replace(/^#!.*/, '');
  const compiled = format === 'commonjs' ? compileCommonJS(content, filename) :
    compileOrLoadModule(this, content, filename);
  if (compiled === undefined) return undefined;
  const { makeRequireFunction } = require('internal/modules/require_function');
  const { exports } = this;
  const args = [exports, makeRequireFunction(Module, this), this, filename, path.dirname(filename)];
  if (requireDepth++ === 0) statCache.current = new Map();
  try {
    return Reflect.apply(compiled, exports, args);
  } finally {
    if (--requireDepth === 0) statCache.current = undefined;
  }
};

function readSource(filename) {
  const text = internalBinding('fs').readFileUtf8(filename, 0);
  return text.charCodeAt(0) === 0xFEFF ? text.slice(1) : text;
}

Module._extensions['.js'] = function(module, filename) {
  const extension = path.extname(filename);
  let format = 'commonjs';
  if (extension === '.js' || extension === '') {
    const type = require('internal/modules/package_json').nearest(filename)?.type;
    if (type === 'module') return loadModule(module, filename);
    if (type !== 'commonjs') format = undefined;
  }
  module._compile(readSource(filename), filename, format);
};

Module._extensions['.json'] = function(module, filename) {
  const text = readSource(filename);
  try {
    module.exports = JSON.parse(text);
  } catch (error) {
    error.message = `${filename}: ${error.message}`;
    throw error;
  }
};

Module._extensions['.node'] = function(module, filename) {
  // Looked up on the object: package managers replace it.
  return process.dlopen(module, path.toNamespacedPath(filename));
};

// ----- entry points -----

Module._preloadModules = function _preloadModules(requests) {
  if (!Array.isArray(requests) || requests.length === 0) return;
  isPreloading = true;
  const parent = new Module('internal/preload', null);
  try {
    parent.paths = Module._nodeModulePaths(process.cwd());
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
  for (const request of requests) parent.require(request);
  isPreloading = false;
};

Module.runMain = function runMain(main = process.argv[1]) {
  const file = isModuleName(main) ? Module._findPath(path.resolve(main), null, true) : false;
  if (file) return require('internal/modules/esm/entry').runFile(file);
  Module._load(main, null, true);
};

// Whether a main module is an ES module by its name or its package; `require` finds out about others.
function isModuleName(main) {
  const extension = path.extname(main);
  if (extension === '.mjs') return true;
  if (extension !== '.js' && extension !== '') return false;
  return require('internal/modules/package_json').nearest(path.resolve(main))?.type === 'module';
}

Module.syncBuiltinESMExports = function syncBuiltinESMExports() {
  require('internal/modules/esm/loader').syncBuiltinExports();
};

let globalPathsReady = false;
// Reads the environment, so not before the first module is loaded.
function initGlobalPaths() {
  if (globalPathsReady) return;
  globalPathsReady = true;
  Module._initPaths();
}

module.exports = { Module, PARAMETERS, evaluatedSources, initGlobalPaths, isRelative, kIsMain, mentionsImport };
