// node:vm: scripts of a name and place of their own, and contexts.
//
// Neighbours: `internal/vm/contexts` (realms and their objects), `internal/vm/options` (checks of arguments).
'use strict';

const { codes } = require('internal/errors');
const { kEmptyObject } = require('internal/util');
const { validateObject, validateOneOf } = require('internal/validators');
const { contextOptions, functionOptions, newContextOptions, runOptions, scriptOptions } =
  require('internal/vm/options');
const engine = internalBinding('engine');

const DONT_CONTEXTIFY = Symbol('vm_context_no_contextify');
const USE_MAIN_CONTEXT_DEFAULT_LOADER = Symbol('vm_dynamic_import_main_context_default');

const contexts = () => require('internal/vm/contexts');

function isContext(object) {
  validateObject(object, 'object', require('internal/validators').kValidateObjectAllowArray);
  return contexts().isContext(object);
}

function checkContext(object) {
  if (!isContext(object)) throw new codes.ERR_INVALID_ARG_TYPE('contextifiedObject', 'vm.Context', object);
}

// Text moved to where the options say it begins. Lines above it are empty.
function placed(text, { lineOffset, columnOffset }) {
  if (text.startsWith('#!')) text = text.replace(/^#!.*/, '');
  return '\n'.repeat(Math.max(0, lineOffset)) + ' '.repeat(Math.max(0, columnOffset)) + text;
}

// ----- limits -----

function run(body, { timeout, breakOnSigint }) {
  const listeners = breakOnSigint ? process.rawListeners('SIGINT') : [];
  if (listeners.length > 0) process.removeAllListeners('SIGINT');
  try {
    if (timeout === undefined) return body();
    const result = engine.withTimeLimit(timeout, body);
    if (result === undefined) throw new codes.ERR_FEATURE_UNAVAILABLE_ON_PLATFORM('vm timeout (of this engine)');
    if (result.length === 0) throw new codes.ERR_SCRIPT_EXECUTION_TIMEOUT(timeout);
    return result[0];
  } finally {
    for (const listener of listeners) process.addListener('SIGINT', listener);
  }
}

// ----- scripts -----

class Script {
  #text;
  #place;

  constructor(code, options = kEmptyObject) {
    const text = `${code}`;
    const checked = scriptOptions(options);
    this.#text = placed(text, checked);
    this.#place = checked.filename;
    engine.checkScript(this.#text, checked.filename);
    if (checked.cachedData !== undefined || checked.produceCachedData) {
      require('internal/vm/cached_data').describe(this, this.#text, checked);
    }
    const mapping = text.lastIndexOf('//# sourceMappingURL=');
    this.sourceMapURL = mapping === -1 ? undefined : /^[^\s'"]*/.exec(text.slice(mapping + 21))[0] || undefined;
    if (/\bimport\s*\(/.test(text)) {
      require('internal/vm/imports').register(checked.filename, checked.importModuleDynamically);
    }
  }

  createCachedData() {
    return require('internal/vm/cached_data').produce(this.#text);
  }

  runInThisContext(options) {
    return run(() => engine.runScript(this.#text, this.#place), runOptions(options));
  }

  runInContext(contextifiedObject, options) {
    checkContext(contextifiedObject);
    return run(() => contexts().runIn(contextifiedObject, this.#text, this.#place, 1), runOptions(options));
  }

  runInNewContext(contextObject, options) {
    const context = createContext(contextObject, newContextOptions(options));
    return this.runInContext(context, options);
  }
}

function createScript(code, options) {
  return new Script(code, options);
}

function named(options) {
  return typeof options === 'string' ? { filename: options } : options;
}

function runInThisContext(code, options) {
  return createScript(code, named(options)).runInThisContext(named(options));
}

function runInContext(code, contextifiedObject, options) {
  checkContext(contextifiedObject);
  return createScript(code, named(options)).runInContext(contextifiedObject, named(options));
}

function runInNewContext(code, contextObject, options) {
  const settings = named(options);
  const context = createContext(contextObject, newContextOptions(settings));
  return createScript(code, settings).runInContext(context, settings);
}

function createContext(contextObject = {}, options = kEmptyObject) {
  if (contextObject === DONT_CONTEXTIFY) return contexts().makeVanilla(contextOptions(options));
  if (isContext(contextObject)) return contextObject;
  return contexts().make(contextObject, contextOptions(options));
}

// ----- functions -----

function compileFunction(code, params, options = kEmptyObject) {
  const checked = functionOptions(code, params, options);
  const body = placed(code, checked);
  const { filename, parsingContext, contextExtensions } = checked;
  let result;
  if (contextExtensions.length > 0) {
    result = compileWithin(body, params, filename, contextExtensions);
  } else if (parsingContext !== undefined) {
    const text = `\n(function (${(params ?? []).join(', ')}) {\n${body}\n})`;
    result = contexts().runIn(parsingContext, text, filename, -1);
  } else {
    result = engine.compileFunction(body, filename, params ?? []);
  }
  // It has no name in Node.
  Object.defineProperty(result, 'name', { __proto__: null, value: '', configurable: true });
  if (checked.cachedData !== undefined || checked.produceCachedData) {
    require('internal/vm/cached_data').describe(result, body, checked);
  }
  if (/\bimport\s*\(/.test(code)) {
    require('internal/vm/imports').register(filename, checked.importModuleDynamically);
  }
  return result;
}

// The extensions' properties are variables around the function, the last one's first.
function compileWithin(body, params, filename, extensions) {
  const names = extensions.map((_, i) => `extension${i}`);
  const opening = names.map((name) => `with (${name})`).join(' ');
  const text = `${opening} return function (${(params ?? []).join(', ')}) {${body}\n};`;
  return engine.compileFunction(text, filename, names)(...extensions);
}

function measureMemory(options = kEmptyObject) {
  process.emitWarning('vm.measureMemory is an experimental feature and might change at any time', 'ExperimentalWarning');
  validateObject(options, 'options');
  const { mode = 'summary', execution = 'default' } = options;
  validateOneOf(mode, 'options.mode', ['summary', 'detailed']);
  validateOneOf(execution, 'options.execution', ['default', 'eager']);
  const [used, total] = engine.heapUsage();
  const size = { jsMemoryEstimate: used, jsMemoryRange: [used, total] };
  return Promise.resolve(mode === 'summary' ? { total: size } : { total: size, current: size, other: [] });
}

module.exports = {
  Script,
  createContext,
  createScript,
  runInContext,
  runInNewContext,
  runInThisContext,
  isContext,
  compileFunction,
  measureMemory,
  constants: Object.freeze({ __proto__: null, USE_MAIN_CONTEXT_DEFAULT_LOADER, DONT_CONTEXTIFY }),
};
