// The arguments of node:vm's functions, checked and with their defaults.
'use strict';

const { codes } = require('internal/errors');
const { kEmptyObject } = require('internal/util');
const {
  validateArray, validateBoolean, validateBuffer, validateInt32, validateObject, validateOneOf, validateString,
  validateStringArray, validateUint32,
} = require('internal/validators');

function checkBytes(cachedData) {
  if (cachedData !== undefined) validateBuffer(cachedData, 'options.cachedData');
}

function scriptOptions(options = kEmptyObject) {
  if (typeof options === 'string') options = { filename: options };
  else validateObject(options, 'options');
  const {
    filename = 'evalmachine.<anonymous>', lineOffset = 0, columnOffset = 0, cachedData, produceCachedData = false,
    importModuleDynamically,
  } = options;
  validateString(filename, 'options.filename');
  validateInt32(lineOffset, 'options.lineOffset');
  validateInt32(columnOffset, 'options.columnOffset');
  checkBytes(cachedData);
  validateBoolean(produceCachedData, 'options.produceCachedData');
  checkImporter(importModuleDynamically);
  return { filename, lineOffset, columnOffset, cachedData, produceCachedData, importModuleDynamically };
}

function checkImporter(importModuleDynamically) {
  if (importModuleDynamically === undefined || typeof importModuleDynamically === 'symbol') return;
  if (typeof importModuleDynamically !== 'function') {
    throw new codes.ERR_INVALID_ARG_TYPE('options.importModuleDynamically', 'function', importModuleDynamically);
  }
}

function functionOptions(code, params, options = kEmptyObject) {
  validateString(code, 'code');
  validateObject(options, 'options');
  if (params !== undefined) validateStringArray(params, 'params');
  const {
    filename = '', columnOffset = 0, lineOffset = 0, cachedData, produceCachedData = false, parsingContext,
    contextExtensions = [], importModuleDynamically,
  } = options;
  validateString(filename, 'options.filename');
  validateInt32(columnOffset, 'options.columnOffset');
  validateInt32(lineOffset, 'options.lineOffset');
  checkBytes(cachedData);
  validateBoolean(produceCachedData, 'options.produceCachedData');
  if (parsingContext !== undefined) {
    const isObject = typeof parsingContext === 'object' && parsingContext !== null;
    if (!isObject || !require('internal/vm/contexts').isContext(parsingContext)) {
      throw new codes.ERR_INVALID_ARG_TYPE('options.parsingContext', 'Context', parsingContext);
    }
  }
  validateArray(contextExtensions, 'options.contextExtensions');
  contextExtensions.forEach((extension, i) => {
    if (extension !== null) validateObject(extension, `options.contextExtensions[${i}]`);
  });
  checkImporter(importModuleDynamically);
  return {
    filename, lineOffset, columnOffset, cachedData, produceCachedData, parsingContext, contextExtensions,
    importModuleDynamically,
  };
}

function runOptions(options = kEmptyObject) {
  validateObject(options, 'options');
  const { timeout, displayErrors = true, breakOnSigint = false } = options;
  if (timeout !== undefined) validateUint32(timeout, 'options.timeout', true);
  validateBoolean(displayErrors, 'options.displayErrors');
  validateBoolean(breakOnSigint, 'options.breakOnSigint');
  return { timeout, breakOnSigint };
}

// The options of createContext among those of runInNewContext.
function newContextOptions(options) {
  if (!options) return {};
  const { contextName: name, contextOrigin: origin, contextCodeGeneration, microtaskMode } = options;
  let codeGeneration;
  if (name !== undefined) validateString(name, 'options.contextName');
  if (origin !== undefined) validateString(origin, 'options.contextOrigin');
  if (contextCodeGeneration !== undefined) {
    validateObject(contextCodeGeneration, 'options.contextCodeGeneration');
    const { strings, wasm } = contextCodeGeneration;
    if (strings !== undefined) validateBoolean(strings, 'options.contextCodeGeneration.strings');
    if (wasm !== undefined) validateBoolean(wasm, 'options.contextCodeGeneration.wasm');
    codeGeneration = { strings, wasm };
  }
  if (microtaskMode !== undefined) validateString(microtaskMode, 'options.microtaskMode');
  return { name, origin, codeGeneration, microtaskMode };
}

function contextOptions(options) {
  validateObject(options, 'options');
  const { name = '', origin, codeGeneration, microtaskMode, importModuleDynamically } = options;
  validateString(name, 'options.name');
  if (origin !== undefined) validateString(origin, 'options.origin');
  if (codeGeneration !== undefined) validateObject(codeGeneration, 'options.codeGeneration');
  const { strings = true, wasm = true } = codeGeneration ?? kEmptyObject;
  validateBoolean(strings, 'options.codeGeneration.strings');
  validateBoolean(wasm, 'options.codeGeneration.wasm');
  validateOneOf(microtaskMode, 'options.microtaskMode', ['afterEvaluate', undefined]);
  checkImporter(importModuleDynamically);
  return { strings, wasm };
}

module.exports = { contextOptions, functionOptions, newContextOptions, runOptions, scriptOptions };
