// The error for an import that cannot be bound, in Node's words, placed at the import.
'use strict';

const modules = internalBinding('modules');

const escape = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

// { line, column, text } of the name in the import (or re-export) of `specifier`; `text` is the line.
function placeOf(source, specifier, name) {
  const from = `from\\s*(['"])${escape(specifier)}\\2`;
  const statement = new RegExp(`\\b(?:import|export)\\b([^'";]*?)${from}`, 'g');
  for (let match; (match = statement.exec(source)) !== null;) {
    const [, clause] = match;
    const named = name === 'default' ? /^(?:\s*)([^\s{*,]+)/ : new RegExp(`(?:[{,]\\s*)(${escape(name)})(?![\\w$])`);
    const found = named.exec(clause) ?? /[{,]\s*(default)(?![\w$])/.exec(clause);
    if (found === null) continue;
    const at = match.index + match[0].indexOf(clause) + found.index + found[0].lastIndexOf(found[1]);
    const start = source.lastIndexOf('\n', at - 1) + 1;
    return {
      line: source.slice(0, at).split('\n').length,
      column: at - start + 1,
      text: /.*/.exec(source.slice(start))[0],
    };
  }
  return undefined;
}

function messageFor(dependency, specifier, name, problem, place) {
  if (problem === 'circular') return `Detected cycle while resolving name '${name}' in '${specifier}'`;
  if (problem === 'ambiguous') {
    return `The requested module '${specifier}' contains conflicting star exports for name '${name}'`;
  }
  if (dependency.format !== 'commonjs') {
    return `The requested module '${specifier}' does not provide an export named '${name}'`;
  }
  const braces = /\{[^}]*\}/.exec(place?.text ?? '');
  const assignment = braces === null ? '' : `const ${braces[0].replaceAll(' as ', ': ')} = pkg;\n`;
  return `Named export '${name}' not found. The requested module '${specifier}' is a CommonJS module, which may not ` +
    'support all module.exports as named exports.\nCommonJS modules can always be imported via the default export, ' +
    `for example using:\n\nimport pkg from '${specifier}';\n${assignment}`;
}

// `request` is the index among the importer's requests.
function makeLinkError(importer, request, name, problem) {
  const specifier = modules.requests(importer.record)[request * 2];
  const { sourceOf } = require('internal/modules/esm/translate');
  const place = placeOf(sourceOf(importer), specifier, name);
  const error = new SyntaxError(messageFor(importer.dependencies[request], specifier, name, problem, place));
  const at = place === undefined ? `${importer.url}:1:1` : `${importer.url}:${place.line}:${place.column}`;
  error.stack = `SyntaxError: ${error.message}\n    at ${at}`;
  return error;
}

module.exports = { makeLinkError };
