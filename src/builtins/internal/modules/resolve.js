// From what is passed to `require` to a file name: Node's algorithm for CommonJS.
//
// The functions of `Module` that programs replace (_nodeModulePaths, _findPath, _extensions...) are looked up on it at
// each use. `cjs.js` calls `install`, which puts the functions below on `Module`.
'use strict';

const path = require('path');
const packages = require('internal/modules/package_json');
const builtins = require('internal/modules/builtins');
const { options } = require('internal/options');
const fs = internalBinding('fs');

const isWindows = process.platform === 'win32';

let Module;

// ----- the file system -----

// Answers of `stat` during one outermost `require`.
const statCache = { current: undefined };

function stat(file) {
  const { current } = statCache;
  const known = current?.get(file);
  if (known !== undefined) return known;
  const result = fs.moduleStat(file);
  if (current !== undefined && result >= 0) current.set(file, result);
  return result;
}

function toRealPath(file, isMain) {
  const { preserveSymlinks, preserveSymlinksMain } = options.flags;
  if (isMain ? preserveSymlinksMain : preserveSymlinks) return path.resolve(file);
  return fs.realpath(file, false);
}

function tryFile(file, isMain) {
  return stat(file) === 0 ? toRealPath(file, isMain) : false;
}

function tryExtensions(base, extensions, isMain) {
  for (const extension of extensions) {
    const found = tryFile(base + extension, isMain);
    if (found) return found;
  }
  return false;
}

// ----- packages -----

function notFound(message, code, properties) {
  const error = new Error(message);
  error.code = code;
  return Object.assign(error, properties);
}

function tryPackage(directory, extensions, isMain, request) {
  const pkg = packages.read(path.resolve(directory, 'package.json'));
  const index = () => tryExtensions(path.resolve(directory, 'index'), extensions, isMain);
  if (!pkg?.main) return index();
  const file = path.resolve(directory, pkg.main);
  const found = tryFile(file, isMain) || tryExtensions(file, extensions, isMain) ||
    tryExtensions(path.resolve(file, 'index'), extensions, isMain);
  if (found) return found;
  const fallback = index();
  if (!fallback) {
    throw notFound(`Cannot find module '${file}'. Please verify that the package.json has a valid "main" entry`,
                   'MODULE_NOT_FOUND', { path: pkg.path, requestPath: request });
  }
  process.emitWarning(
    `Invalid 'main' field in '${pkg.path}' of '${pkg.main}'. Please either fix that or report it to the module author`,
    'DeprecationWarning', 'DEP0128');
  return fallback;
}

// The conditions under which `require` reads "exports"; `-C` adds to them.
let conditions;
function getConditions() {
  conditions ??= new Set(['node', 'require', 'module-sync', 'node-addons', ...options.flags.conditions]);
  return conditions;
}

// What "exports" named has to exist exactly so: no extension is tried.
function finish(file, packageFile) {
  const found = tryFile(file);
  if (found) return found;
  throw notFound(`Cannot find module '${file}'`, 'MODULE_NOT_FOUND', packageFile === undefined ? {} : { path: packageFile });
}

// "name/sub" or "@scope/name/sub" to ["name", "/sub" or ""]; undefined for what is no package name.
function splitPackageName(request) {
  const match = /^((?:@[^/\\%]+\/)?[^./\\%][^/\\%]*)(\/.*)?$/s.exec(request);
  return match === null ? undefined : [match[1], match[2] ?? ''];
}

function resolveThroughExports(nodeModules, request) {
  const parts = splitPackageName(request);
  if (parts === undefined) return false;
  const [name, rest] = parts;
  const pkg = packages.read(path.resolve(nodeModules, name, 'package.json'));
  if (pkg?.exports === undefined || pkg.exports === null) return false;
  const { resolveExports } = require('internal/modules/package_exports');
  return finish(resolveExports(pkg, `.${rest}`, getConditions(), undefined), path.dirname(pkg.path));
}

// A package that requires itself by name.
function resolveSelf(parentFile, request) {
  if (!parentFile) return false;
  const pkg = packages.nearest(parentFile);
  if (pkg?.exports === undefined || pkg.exports === null || pkg.name === undefined) return false;
  let subpath;
  if (request === pkg.name) subpath = '.';
  else if (request.startsWith(`${pkg.name}/`)) subpath = `.${request.slice(pkg.name.length)}`;
  else return false;
  const { resolveExports } = require('internal/modules/package_exports');
  return finish(resolveExports(pkg, subpath, getConditions(), parentFile), pkg.path);
}

// Where "imports" names another package: by the rules of ES modules, so a file is named exactly.
function resolvePackage(request, from) {
  if (builtins.isReserved(request)) return `node:${request}`;
  if (request.startsWith('node:')) return request;
  const parts = splitPackageName(request);
  if (parts === undefined) return undefined;
  const [name, rest] = parts;
  const self = packages.nearest(from);
  const { resolveExports } = require('internal/modules/package_exports');
  if (self?.name === name && self.exports != null) return resolveExports(self, `.${rest}`, getConditions(), from);
  for (const nodeModules of Module._nodeModulePaths(path.dirname(from))) {
    const directory = path.join(nodeModules, name);
    if (stat(directory) !== 1) continue;
    const pkg = packages.read(path.join(directory, 'package.json'));
    if (pkg?.exports != null) return resolveExports(pkg, `.${rest}`, getConditions(), from);
    if (rest !== '') return path.join(directory, rest);
    return mainOf(directory, pkg?.main);
  }
  return undefined;
}

function mainOf(directory, main) {
  const candidates = main === undefined ? [] :
    ['', '.js', '.json', '.node', '/index.js', '/index.json', '/index.node'].map((end) => path.join(directory, main + end));
  candidates.push(...['index.js', 'index.json', 'index.node'].map((file) => path.join(directory, file)));
  return candidates.find((file) => stat(file) === 0);
}

function resolveImport(parentFile, request) {
  const pkg = packages.nearest(parentFile);
  if (pkg?.imports === undefined) return undefined;
  const { resolveImports } = require('internal/modules/package_exports');
  const file = resolveImports(pkg, request, getConditions(), parentFile, (name) => {
    const found = resolvePackage(name, parentFile);
    if (found === undefined) throw notFound(`Cannot find module '${request}'`, 'MODULE_NOT_FOUND');
    return found;
  });
  return file.startsWith('node:') ? file : finish(file, pkg.path);
}

// ----- the functions of Module -----

function endsLikeDirectory(request) {
  return /(?:^|\/)\.{1,2}$|\/$/.test(request);
}

function isRelative(request) {
  return /^\.{1,2}(?:[/]|$)/.test(request) || (isWindows && /^\.{1,2}[\\]/.test(request));
}

function _findPath(request, paths, isMain) {
  const absolute = path.isAbsolute(request);
  if (absolute) paths = [''];
  else if (!paths || paths.length === 0) return false;
  const key = `${request}\0${paths.join('\0')}`;
  const known = Module._pathCache[key];
  if (known) return known;
  const asDirectory = endsLikeDirectory(request);
  // A request that leaves the directory says nothing about whether the directory itself exists.
  const inside = !(isRelative(request) && path.normalize(request).startsWith('..'));
  let extensions;
  for (const directory of paths) {
    if (typeof directory !== 'string') {
      const { codes } = require('internal/errors');
      throw new codes.ERR_INVALID_ARG_TYPE('paths', 'array of strings', paths);
    }
    if (inside && directory && stat(directory) < 1) continue;
    if (!absolute) {
      const exported = resolveThroughExports(directory, request);
      if (exported) {
        Module._pathCache[key] = exported;
        return exported;
      }
    }
    const base = path.resolve(directory, request);
    const kind = stat(base);
    let file = false;
    if (!asDirectory) {
      if (kind === 0) file = toRealPath(base, isMain);
      extensions ??= Object.keys(Module._extensions);
      file ||= tryExtensions(base, extensions, isMain);
    }
    if (!file && kind === 1) {
      extensions ??= Object.keys(Module._extensions);
      file = tryPackage(base, extensions, isMain, request);
    }
    if (file) {
      Module._pathCache[key] = file;
      return file;
    }
  }
  return false;
}

function _nodeModulePaths(from) {
  from = path.resolve(from);
  const paths = [];
  for (;;) {
    if (path.basename(from) !== 'node_modules') paths.push(path.join(from, 'node_modules'));
    const parent = path.dirname(from);
    if (parent === from) return paths;
    from = parent;
  }
}

function _resolveLookupPaths(request, parent) {
  if (builtins.isBuiltin(request)) return null;
  if (!isRelative(request)) {
    const paths = parent?.paths?.length ? [...parent.paths, ...Module.globalPaths] : Module.globalPaths;
    return paths.length > 0 ? [...paths] : null;
  }
  if (!parent?.id || !parent.filename) return ['.'];
  return [path.dirname(parent.filename)];
}

function lookupPathsFor(request, parent, resolveOptions) {
  if (typeof resolveOptions !== 'object' || resolveOptions === null) return Module._resolveLookupPaths(request, parent);
  if (Array.isArray(resolveOptions.paths)) {
    if (isRelative(request)) return resolveOptions.paths;
    const fake = new Module('', null);
    const paths = [];
    for (const directory of resolveOptions.paths) {
      fake.paths = Module._nodeModulePaths(directory);
      for (const found of Module._resolveLookupPaths(request, fake) ?? []) {
        if (!paths.includes(found)) paths.push(found);
      }
    }
    return paths;
  }
  if (resolveOptions.paths === undefined) return Module._resolveLookupPaths(request, parent);
  const { codes } = require('internal/errors');
  throw new codes.ERR_INVALID_ARG_VALUE('options.paths', resolveOptions.paths);
}

function requireStackOf(parent) {
  const stack = [];
  for (let cursor = parent; cursor; cursor = cursor[Module.kParent]) stack.push(cursor.filename || cursor.id);
  return stack;
}

// Addons, and packages for one platform that have one inside.
const NATIVE = /\.node$|(?:linux|darwin|win32|freebsd|android|alpine)\w*[-_.](?:x64|ia32|x86|arm|riscv|ppc|s390|universal)/;

function _resolveFilename(request, parent, isMain, resolveOptions) {
  if (request.startsWith('node:') || builtins.isReserved(request)) return request;
  const paths = lookupPathsFor(request, parent, resolveOptions);
  if (request[0] === '#' && parent?.filename) {
    const found = resolveImport(parent.filename, request);
    if (found !== undefined) return found;
  }
  const self = !path.isAbsolute(request) && !isRelative(request) && parent?.filename && resolveSelf(parent.filename, request);
  if (self) return self;
  const file = Module._findPath(request, paths, isMain);
  if (file) return file;
  if (NATIVE.test(request)) require('internal/modules/addon_search').notFound(request, parent?.filename);
  const requireStack = requireStackOf(parent);
  const trace = requireStack.length > 0 ? `\nRequire stack:\n- ${requireStack.join('\n- ')}` : '';
  throw notFound(`Cannot find module '${request}'${trace}`, 'MODULE_NOT_FOUND', { requireStack });
}

// NODE_PATH and the historical places in the home directory and next to the binary.
function _initPaths() {
  // Asked natively, so that a start does not load process.env.
  const { getEnv } = internalBinding('process');
  const home = getEnv(isWindows ? 'USERPROFILE' : 'HOME');
  const nodePath = getEnv('NODE_PATH');
  const prefix = isWindows ? path.resolve(process.execPath, '..') : path.resolve(process.execPath, '..', '..');
  const paths = [path.resolve(prefix, 'lib', 'node')];
  if (home) paths.unshift(path.resolve(home, '.node_modules'), path.resolve(home, '.node_libraries'));
  if (nodePath) paths.unshift(...nodePath.split(path.delimiter).filter(Boolean));
  Module.globalPaths = paths;
}

function install(target) {
  Module = target;
  Object.assign(Module, { _findPath, _nodeModulePaths, _resolveLookupPaths, _resolveFilename, _initPaths });
  Module._stat = stat;
}

module.exports = { install, isRelative, statCache };
