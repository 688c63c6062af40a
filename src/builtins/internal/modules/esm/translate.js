// From a URL to a module of the engine: reads what is there and compiles it, or makes a module whose exports are set by
// CommonJS, JSON or a built-in when it is evaluated.
//
// Neighbours: format.js says what a URL holds, loader.js keeps the result and connects it.
'use strict';

const { codes } = require('internal/errors');
const { MEDIA_TYPES, checkAttributes, formatOfFile, readDataURL } = require('internal/modules/esm/format');
const { fileURLToPath } = require('internal/url');
const modules = internalBinding('modules');
const engine = internalBinding('engine');

function read(file) {
  const text = internalBinding('fs').readFileUtf8(file, 0);
  return text.charCodeAt(0) === 0xFEFF ? text.slice(1) : text;
}

// A record whose exports `values()` gives when it is evaluated: { name: value }; absent ones stay undefined.
function makeSynthetic(url, names, values) {
  const record = modules.synthetic(url, names, () => {
    const found = values();
    for (const name of names) {
      if (name in found) modules.setExport(record, name, found[name]);
    }
  });
  return record;
}

// ----- source text -----

// Line and column in the first frame of a SyntaxError.
function positionOf(error) {
  const match = /:(\d+):(\d+)\)?$/m.exec(error.stack);
  return match === null ? [0, 0] : [+match[1], +match[2]];
}

// The record, when `source` is an ES module and not CommonJS, in a package that does not say; else undefined. The text
// is an ES module when it compiles as one only, or gets further as one.
function compileAmbiguous(source, file, url) {
  const { PARAMETERS } = require('internal/modules/cjs');
  let asCommonJS;
  try {
    engine.compileFunction(source.replace(/^#!.*/, ''), file, PARAMETERS);
    return undefined;
  } catch (error) {
    asCommonJS = error;
  }
  try {
    return modules.compile(source, url);
  } catch (asModule) {
    const [line, column] = positionOf(asCommonJS);
    const [moduleLine, moduleColumn] = positionOf(asModule);
    if (moduleLine > line || (moduleLine === line && moduleColumn > column)) throw asModule;
    return undefined; // and so it fails as what it is
  }
}

// `source` is kept where it could not be read again.
function compileSource(url, source) {
  const job = { url, format: 'module', record: modules.compile(source, url) };
  if (!url.startsWith('file:')) job.source = source;
  return job;
}

// The text of a job, for messages that show a part of it.
function sourceOf({ source, url }) {
  if (source !== undefined || !url.startsWith('file:')) return source ?? '';
  try {
    return read(fileURLToPath(url));
  } catch {
    return '';
  }
}

// ----- the others -----

function makeCommonJS(url, file, format, names) {
  const { Module } = require('internal/modules/cjs');
  const record = makeSynthetic(url, names, () => {
    const exports = Module._load(file, undefined, false);
    const values = { '__proto__': null, 'default': exports, 'module.exports': exports };
    if (exports === null || (typeof exports !== 'object' && typeof exports !== 'function')) return values;
    for (const name of names) {
      if (name === 'default' || name === 'module.exports' || !Object.hasOwn(exports, name)) continue;
      try {
        values[name] = exports[name];
      } catch {
        // A getter that throws: the export stays undefined.
      }
    }
    return values;
  });
  return { url, format, record };
}

function makeJSON(url, text, name) {
  let value;
  try {
    value = JSON.parse(text);
  } catch (error) {
    error.message = `${name}: ${error.message}`;
    throw error;
  }
  return { url, format: 'json', record: makeSynthetic(url, ['default'], () => ({ default: value })) };
}

// JSON that was required is the same object when it is imported, and the other way round.
function makeJSONFile(url, file) {
  const { Module } = require('internal/modules/cjs');
  const values = () => {
    const known = Module._cache[file];
    if (known?.loaded) return { default: known.exports };
    return undefined;
  };
  const known = url.includes('?') ? undefined : values();
  if (known !== undefined) {
    return { url, format: 'json', record: makeSynthetic(url, ['default'], () => known) };
  }
  return makeJSON(url, read(file), file);
}

// What a built-in exports now, by name.
function builtinValues(id) {
  const exports = require('internal/modules/builtins').load(id);
  const values = { __proto__: null };
  for (const name of Object.keys(exports)) {
    try {
      values[name] = exports[name];
    } catch {
      // A part that is not there yet.
    }
  }
  values.default = exports;
  return values;
}

function makeBuiltin(url) {
  const id = url.slice(5);
  const exports = require('internal/modules/builtins').load(id, url);
  const names = [...new Set([...Object.keys(exports), 'default'])];
  const job = { url, format: 'builtin', record: makeSynthetic(url, names, () => builtinValues(id)), names, id };
  return job;
}

// ----- all of them -----

function fromDataURL(url, attributes) {
  const { type, text } = readDataURL(url);
  const format = MEDIA_TYPES[type];
  if (format === undefined) throw new codes.ERR_UNKNOWN_MODULE_FORMAT(type || 'null', url);
  checkAttributes(url, format, attributes);
  return format === 'json' ? makeJSON(url, text, url) : compileSource(url, text);
}

function fromFile(url, attributes) {
  const file = fileURLToPath(url);
  const format = formatOfFile(file);
  checkAttributes(url, format ?? 'module', attributes);
  if (format === 'json') return makeJSONFile(url, file);
  if (format === 'addon') return makeCommonJS(url, file, format, ['default', 'module.exports']);
  const source = read(file);
  if (format === 'module') return compileSource(url, source);
  if (format === undefined) {
    const record = compileAmbiguous(source, file, url);
    if (record !== undefined) return { url, format: 'module', record };
  }
  const { namesOf } = require('internal/modules/esm/commonjs_names');
  return makeCommonJS(url, file, 'commonjs', namesOf(file, source));
}

function unsupportedScheme(url) {
  const { URL } = require('internal/url');
  const schemes = /^https?:/.test(url) ? ['file', 'data'] : ['file', 'data', 'node'];
  return new codes.ERR_UNSUPPORTED_ESM_URL_SCHEME(new URL(url), schemes);
}

// A job: { url, format, record } and what the format needs.
function translate(url, attributes) {
  if (url.startsWith('node:')) {
    checkAttributes(url, 'builtin', attributes);
    return makeBuiltin(url);
  }
  if (url.startsWith('data:')) return fromDataURL(url, attributes);
  if (url.startsWith('file:')) return fromFile(url, attributes);
  throw unsupportedScheme(url);
}


module.exports = { builtinValues, compileAmbiguous, read, sourceOf, translate };
