// What both kinds of path have in common: removing '.' and '..', format, and the properties that link the modules.
'use strict';

const { validateObject, validateString } = require('internal/validators');

// The segments of a path without '', '.' and what '..' takes back. Leading '..' stay only when the path is relative.
function simplify(text, separators, allowAbove) {
  const kept = [];
  for (const segment of text.split(separators)) {
    if (segment === '' || segment === '.') continue;
    if (segment !== '..') kept.push(segment);
    else if (kept.length > 0 && kept[kept.length - 1] !== '..') kept.pop();
    else if (allowAbove) kept.push('..');
  }
  return kept;
}

function formatExtension(ext) {
  return ext ? `${ext[0] === '.' ? '' : '.'}${ext}` : '';
}

function makeFormat(separator) {
  return function format(pathObject) {
    validateObject(pathObject, 'pathObject');
    const directory = pathObject.dir || pathObject.root;
    const base = pathObject.base || `${pathObject.name || ''}${formatExtension(pathObject.ext)}`;
    if (!directory) return base;
    return directory === pathObject.root ? `${directory}${base}` : `${directory}${separator}${base}`;
  };
}

// Name and extension of a last segment: '.bashrc' and '..' have no extension.
function splitExtension(base) {
  const dot = base.lastIndexOf('.');
  return dot <= 0 || base === '..' ? [base, ''] : [base.slice(0, dot), base.slice(dot)];
}

function makeMatchesGlob(windows) {
  return function matchesGlob(path, pattern) {
    validateString(path, 'path');
    validateString(pattern, 'pattern');
    return require('internal/path/glob').matches(path, pattern, windows);
  };
}

// posix and win32 refer to each other; the other one is loaded when it is asked for.
function link(own, ownName) {
  for (const name of ['win32', 'posix']) {
    Object.defineProperty(own, name, name === ownName ?
      { __proto__: null, value: own, writable: true, enumerable: true, configurable: true } :
      { __proto__: null, get: () => require(`internal/path/${name}`), enumerable: true, configurable: true });
  }
}

module.exports = { link, makeFormat, makeMatchesGlob, simplify, splitExtension };
