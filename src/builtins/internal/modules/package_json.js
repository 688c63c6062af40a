// package.json files: read once, checked as far as the resolver uses them.
'use strict';

const path = require('path');
const { readModuleText } = internalBinding('fs');

// File name -> what `read` returns; undefined for files that do not exist.
const cache = new Map();

function invalid(file) {
  const { codes } = require('internal/errors');
  return new codes.ERR_INVALID_PACKAGE_CONFIG(`${file}.`);
}

// { path, name, main, type, exports, imports } of a package.json, or undefined. Members of a wrong type are ignored.
function read(file) {
  if (cache.has(file)) return cache.get(file);
  const text = readModuleText(file);
  let result;
  if (text !== undefined) {
    let data;
    try {
      data = JSON.parse(text);
    } catch {
      throw invalid(file);
    }
    if (data === null || typeof data !== 'object' || Array.isArray(data)) throw invalid(file);
    const string = (value) => (typeof value === 'string' ? value : undefined);
    result = {
      path: file,
      name: string(data.name),
      main: string(data.main),
      type: data.type === 'module' || data.type === 'commonjs' ? data.type : 'none',
      exports: data.exports,
      imports: data.imports !== null && typeof data.imports === 'object' ? data.imports : undefined,
    };
  }
  cache.set(file, result);
  return result;
}

// The package.json whose scope a file belongs to, or undefined.
function nearest(file) {
  let directory = path.dirname(file);
  for (;;) {
    // A package's own node_modules directory is nobody's scope.
    if (!directory.endsWith(`${path.sep}node_modules`)) {
      const found = read(path.join(directory, 'package.json'));
      if (found !== undefined) return found;
    }
    const parent = path.dirname(directory);
    if (parent === directory) return undefined;
    directory = parent;
  }
}

module.exports = { nearest, read };
