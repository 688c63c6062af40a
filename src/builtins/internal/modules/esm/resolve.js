// From the specifier of an import to a URL: Node's algorithm for ES modules. No extension and no index file is tried,
// except for the "main" of packages without "exports".
//
// Neighbours: ../package_exports.js ("exports" and "imports"), format.js (what a URL holds).
'use strict';

const path = require('path');
const packages = require('internal/modules/package_json');
const builtins = require('internal/modules/builtins');
const { options } = require('internal/options');
const { URL, fileURLToPath, pathToFileURL } = require('internal/url');
const { codes } = require('internal/errors');
const fs = internalBinding('fs');

let conditions;
function getConditions() {
  conditions ??= new Set(['node', 'import', 'module-sync', 'node-addons', ...options.flags.conditions]);
  return conditions;
}

// What messages call a parent: its file, or its URL when it is none.
function nameOf(parentURL) {
  return parentURL.startsWith('file:') ? fileURLToPath(parentURL) : parentURL;
}

function isRelative(specifier) {
  return /^(?:\.{0,2}\/|\.{1,2}$)/.test(specifier);
}

function parse(specifier, base) {
  try {
    return new URL(specifier, base);
  } catch {
    return undefined;
  }
}

// ----- files -----

// The file has to exist exactly so; symbolic links are followed.
function toExistingFile(url, parentURL) {
  if (/%2f|%5c/i.test(url.pathname)) {
    throw new codes.ERR_INVALID_MODULE_SPECIFIER(url.pathname, 'must not include encoded "/" or "\\" characters',
                                                 nameOf(parentURL));
  }
  const file = fileURLToPath(url);
  const kind = fs.moduleStat(file.endsWith('/') ? file.slice(0, -1) : file);
  if (kind === 1) throw new codes.ERR_UNSUPPORTED_DIR_IMPORT(file, nameOf(parentURL), url.href);
  if (kind !== 0) throw new codes.ERR_MODULE_NOT_FOUND(file, nameOf(parentURL), url.href);
  if (options.flags.preserveSymlinks) return url.href;
  const real = fs.realpath(file, false);
  if (real === file) return url.href;
  return pathToFileURL(real).href + url.search + url.hash;
}

// ----- packages -----

function invalidName(specifier, parentURL) {
  return new codes.ERR_INVALID_MODULE_SPECIFIER(specifier, 'is not a valid package name', nameOf(parentURL));
}

// "name/sub" or "@scope/name/sub" to ["name", "./sub" or "."].
function splitPackageName(specifier, parentURL) {
  const match = /^(@[^/]+\/[^/]+|[^@/][^/]*)(\/.*)?$/s.exec(specifier);
  if (match === null || match[1][0] === '.' || /[\\%]/.test(match[1])) throw invalidName(specifier, parentURL);
  return [match[1], `.${match[2] ?? ''}`];
}

const MAIN_ENDS = ['', '.js', '.json', '.node', '/index.js', '/index.json', '/index.node'];
const INDEX_FILES = ['index.js', 'index.json', 'index.node'];

function mainOf(directory, pkg, parentURL) {
  const candidates = pkg?.main === undefined ? [] : MAIN_ENDS.map((end) => path.resolve(directory, pkg.main + end));
  candidates.push(...INDEX_FILES.map((file) => path.join(directory, file)));
  const found = candidates.find((file) => fs.moduleStat(file) === 0);
  if (found === undefined) {
    throw new codes.ERR_MODULE_NOT_FOUND(path.resolve(directory, pkg?.main ?? 'index.js'), nameOf(parentURL));
  }
  return pathToFileURL(found);
}

function throughExports(pkg, subpath, parentURL, allowed) {
  const { resolveExports } = require('internal/modules/package_exports');
  return pathToFileURL(resolveExports(pkg, subpath, allowed, nameOf(parentURL)));
}

// A bare specifier: a built-in, this very package, or one in a node_modules directory further up.
function resolvePackage(specifier, parentURL, allowed) {
  if (builtins.isBuiltin(specifier) || builtins.isReserved(specifier)) return new URL(`node:${specifier}`);
  if (!parentURL.startsWith('file:')) throw new codes.ERR_UNSUPPORTED_RESOLVE_REQUEST(specifier, parentURL);
  const [name, subpath] = splitPackageName(specifier, parentURL);
  const parent = fileURLToPath(parentURL);
  const self = packages.nearest(parent);
  if (self?.name === name && self.exports != null) return throughExports(self, subpath, parentURL, allowed);
  for (let directory = path.dirname(parent); ; directory = path.dirname(directory)) {
    const home = path.join(directory, 'node_modules', name);
    if (fs.moduleStat(home) === 1) {
      const pkg = packages.read(path.join(home, 'package.json'));
      if (pkg?.exports != null) return throughExports(pkg, subpath, parentURL, allowed);
      if (subpath === '.') return mainOf(home, pkg, parentURL);
      return new URL(subpath, `${pathToFileURL(home).href}/`);
    }
    if (path.dirname(directory) === directory) break;
  }
  throw new codes.ERR_MODULE_NOT_FOUND(name, nameOf(parentURL));
}

function resolveImports(specifier, parentURL, allowed) {
  const { resolveImports: lookUp } = require('internal/modules/package_exports');
  const parent = nameOf(parentURL);
  const pkg = parentURL.startsWith('file:') ? packages.nearest(parent) : undefined;
  const found = lookUp(pkg, specifier, allowed, parent, (name) => {
    const url = name.startsWith('node:') ? new URL(name) : resolvePackage(name, parentURL, allowed);
    return url.protocol === 'file:' ? fileURLToPath(url) : url.href;
  });
  return found.startsWith('node:') ? new URL(found) : pathToFileURL(found);
}

// ----- all of it -----

function toURL(specifier, parentURL, allowed) {
  if (isRelative(specifier)) {
    const url = parse(specifier, parentURL);
    if (url === undefined) throw new codes.ERR_UNSUPPORTED_RESOLVE_REQUEST(specifier, parentURL);
    return url;
  }
  if (specifier[0] === '#') return resolveImports(specifier, parentURL, allowed);
  return parse(specifier) ?? resolvePackage(specifier, parentURL, allowed);
}

// What `require` would have found, as the importer would have to write it.
function findAsCommonJS(specifier, parentURL) {
  const { Module } = require('internal/modules/cjs');
  try {
    const parent = new Module(fileURLToPath(parentURL), null);
    parent.filename = parent.id;
    parent.paths = Module._nodeModulePaths(path.dirname(parent.id));
    const found = Module._resolveFilename(specifier, parent, false);
    if (/^\.{1,2}\//.test(specifier)) {
      const relative = path.relative(path.dirname(parent.id), found);
      return pathToFileURL(relative.startsWith('..') ? relative : `/${relative}`).pathname.replace(/^\//, './');
    }
    const marker = `${path.sep}node_modules${path.sep}`;
    const at = found.lastIndexOf(marker);
    return at === -1 ? pathToFileURL(found).href : found.slice(at + marker.length).replaceAll(path.sep, '/');
  } catch {
    return undefined;
  }
}

function addHint(error, specifier, parentURL) {
  if (error.code !== 'ERR_MODULE_NOT_FOUND' && error.code !== 'ERR_UNSUPPORTED_DIR_IMPORT') return;
  const found = findAsCommonJS(specifier, parentURL);
  if (found === undefined) return;
  const { message, stack } = error;
  const hinted = `${message}\nDid you mean to import ${JSON.stringify(found)}?`;
  error.message = hinted;
  error.stack = stack.replace(message, () => hinted);
}

// The URL, as a string, that `specifier` means in the module of `parentURL`.
function resolve(specifier, parentURL, allowed = getConditions()) {
  try {
    const url = toURL(specifier, parentURL, allowed);
    if (url.protocol !== 'file:') {
      if (url.protocol === 'node:' && !builtins.isReserved(url.pathname) && !builtins.isPublic(url.pathname)) {
        throw builtins.absent(url.pathname, url.href);
      }
      return url.href;
    }
    return toExistingFile(url, parentURL);
  } catch (error) {
    addHint(error, specifier, parentURL);
    throw error;
  }
}

module.exports = { getConditions, resolve };
