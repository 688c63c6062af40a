// The names under which a CommonJS module can be imported: what its source says that it exports, found without running
// it, and what the modules say that it exports whole.
'use strict';

const path = require('path');
const lexer = internalBinding('cjs_lexer');

// File to names; so that re-exports in a cycle end, and nothing is read twice.
const known = new Map();

function collect(file, source, names) {
  if (known.has(file)) {
    for (const name of known.get(file)) names.add(name);
    return;
  }
  const own = new Set();
  known.set(file, own);
  const [exports, reexports] = lexer.parse(source);
  for (const name of exports) own.add(name);
  if (reexports.length > 0) addReexports(file, reexports, own);
  for (const name of own) names.add(name);
}

function addReexports(file, specifiers, names) {
  const { Module } = require('internal/modules/cjs');
  const { read } = require('internal/modules/esm/translate');
  const { formatOfFile } = require('internal/modules/esm/format');
  const parent = new Module(file, null);
  parent.filename = file;
  parent.paths = Module._nodeModulePaths(path.dirname(file));
  for (const specifier of specifiers) {
    let target;
    let source;
    try {
      target = Module._resolveFilename(specifier, parent, false);
      if (!path.isAbsolute(target) || !['.js', '.cjs', ''].includes(path.extname(target))) continue;
      if (formatOfFile(target) === 'module') continue;
      source = read(target);
    } catch {
      continue; // what is wrong with it shows when it is required
    }
    collect(target, source, names);
  }
}

function namesOf(file, source) {
  const names = new Set(['default', 'module.exports']);
  collect(file, source, names);
  return [...names];
}

module.exports = { namesOf };
