// The "exports" and "imports" of package.json: from a subpath (or "#name") and conditions to a file.
//
// Results are absolute paths; whether the file exists is checked by the caller. Targets are URLs in form, so percent
// escapes are decoded at the end, and those that could hide a separator are refused.
'use strict';

const path = require('path');
const { codes } = require('internal/errors');

function packageDirectory(pkg) {
  return path.dirname(pkg.path) + path.sep;
}

function notExported(pkg, subpath, base) {
  return new codes.ERR_PACKAGE_PATH_NOT_EXPORTED(packageDirectory(pkg), subpath, base);
}

function invalidTarget(context, key, target) {
  const shown = typeof target === 'object' && target !== null ? JSON.stringify(target, null, '') : `${target}`;
  return new codes.ERR_INVALID_PACKAGE_TARGET(packageDirectory(context.pkg), key, shown, context.internal, context.base);
}

// Which segment of a target or of a match could lead out of the package: '.', '..', 'node_modules', also escaped.
function hasForbiddenSegment(text) {
  return text.split(/[\\/]/).some((segment) => {
    const plain = segment.replace(/%2e/gi, '.').replace(/%([46][0-9a-f]|[57][0-9a]|5f)/gi,
                                                        (all, hex) => String.fromCharCode(parseInt(hex, 16)));
    return plain === '.' || plain === '..' || plain.toLowerCase() === 'node_modules';
  });
}

function toPath(context, target) {
  if (/%2f|%5c/i.test(target)) {
    const url = `file://${path.resolve(path.dirname(context.pkg.path), target)}`;
    throw new codes.ERR_INVALID_MODULE_SPECIFIER(url, 'must not include encoded "/" or "\\" characters',
                                                 context.base);
  }
  let decoded = target.replace(/[?#].*$/s, '');
  try {
    decoded = decodeURIComponent(decoded);
  } catch {
    // A lone percent sign stands for itself.
  }
  return path.resolve(path.dirname(context.pkg.path), decoded);
}

// `match` is what the pattern's '*' stands for, undefined without a pattern.
function resolveString(context, target, match, key) {
  if (!target.startsWith('./')) {
    if (context.internal && !target.startsWith('../') && !target.startsWith('/') && !/^[a-z][a-z\d+.-]*:/i.test(target)) {
      const name = match === undefined ? target : target.replaceAll('*', () => match);
      return context.resolvePackage(name);
    }
    throw invalidTarget(context, key, target);
  }
  if (hasForbiddenSegment(target.slice(2))) throw invalidTarget(context, key, target);
  if (match === undefined) return toPath(context, target);
  if (hasForbiddenSegment(match)) {
    const request = context.internal ? key.replace('*', () => match) : context.request;
    throw new codes.ERR_INVALID_MODULE_SPECIFIER(
      request, `request is not a valid match in pattern "${key}" for the "${context.internal ? 'imports' : 'exports'}" ` +
      `resolution of ${context.pkg.path}`, context.base);
  }
  return toPath(context, target.replaceAll('*', () => match));
}

// undefined: no condition applies, look further; null: excluded on purpose.
function resolveTarget(context, target, match, key) {
  if (typeof target === 'string') return resolveString(context, target, match, key);
  if (target === null) return null;
  if (Array.isArray(target)) return resolveAlternatives(context, target, match, key);
  if (typeof target !== 'object') throw invalidTarget(context, key, target);
  const conditions = Object.keys(target);
  if (conditions.some((name) => `${+name}` === name && +name >= 0 && +name < 0xFFFFFFFF)) {
    throw new codes.ERR_INVALID_PACKAGE_CONFIG(context.pkg.path, context.base,
                                               '"exports" cannot contain numeric property keys.');
  }
  for (const name of conditions) {
    if (name !== 'default' && !context.conditions.has(name)) continue;
    const resolved = resolveTarget(context, target[name], match, key);
    if (resolved !== undefined) return resolved;
  }
  return undefined;
}

function resolveAlternatives(context, targets, match, key) {
  if (targets.length === 0) return null;
  let failure;
  let sawNull = false;
  for (const target of targets) {
    let resolved;
    try {
      resolved = resolveTarget(context, target, match, key);
    } catch (error) {
      if (error.code !== 'ERR_INVALID_PACKAGE_TARGET') throw error;
      failure = error;
      continue;
    }
    if (resolved === undefined) continue;
    if (resolved === null) {
      sawNull = true;
      failure = undefined;
      continue;
    }
    return resolved;
  }
  if (failure !== undefined) throw failure;
  return sawNull ? null : undefined;
}

// The longest pattern that matches: longest part before the '*', then longest as a whole.
function comparePatterns(a, b) {
  const beforeA = a.indexOf('*');
  const beforeB = b.indexOf('*');
  return beforeB - beforeA || b.length - a.length;
}

function findPattern(map, name) {
  const candidates = Object.keys(map).filter((key) => {
    const star = key.indexOf('*');
    return star !== -1 && star === key.lastIndexOf('*') && name.startsWith(key.slice(0, star)) &&
      name.length >= key.length && name.endsWith(key.slice(star + 1));
  });
  if (candidates.length === 0) return undefined;
  const key = candidates.sort(comparePatterns)[0];
  const star = key.indexOf('*');
  return { key, match: name.slice(star, name.length - (key.length - star - 1)) };
}

function resolveInMap(context, map, name) {
  if (Object.hasOwn(map, name) && !name.includes('*') && !name.endsWith('/')) {
    return resolveTarget(context, map[name], undefined, name);
  }
  const pattern = findPattern(map, name);
  return pattern === undefined ? undefined : resolveTarget(context, map[pattern.key], pattern.match, pattern.key);
}

// Conditions only, a string or an array: sugar for { ".": exports }.
function isSugar(context, exports) {
  if (typeof exports === 'string' || Array.isArray(exports)) return true;
  if (typeof exports !== 'object' || exports === null) return false;
  const keys = Object.keys(exports);
  const dotted = keys.filter((key) => key === '' || key[0] === '.').length;
  if (dotted !== 0 && dotted !== keys.length) {
    throw new codes.ERR_INVALID_PACKAGE_CONFIG(
      context.pkg.path, context.base,
      '"exports" cannot contain some keys starting with \'.\' and some not. The exports object must either be an ' +
      'object of package subpath keys or an object of main entry condition name keys only.');
  }
  return dotted === 0;
}

// `subpath` is '.' or './x'. Throws ERR_PACKAGE_PATH_NOT_EXPORTED when nothing applies.
function resolveExports(pkg, subpath, conditions, base) {
  const context = { pkg, conditions, base, internal: false, request: subpath };
  let { exports } = pkg;
  if (isSugar(context, exports)) exports = { '.': exports };
  const resolved = typeof exports === 'object' && exports !== null ?
    resolveInMap(context, exports, subpath) : undefined;
  if (resolved === undefined || resolved === null) throw notExported(pkg, subpath, base);
  return resolved;
}

// `name` begins with '#'. `resolvePackage` resolves a bare name from this package.
function resolveImports(pkg, name, conditions, base, resolvePackage) {
  if (name === '#' || name.endsWith('/')) {
    throw new codes.ERR_INVALID_MODULE_SPECIFIER(name, 'is not a valid internal imports specifier name', base);
  }
  if (pkg?.imports !== undefined) {
    const context = { pkg, conditions, base, internal: true, request: name, resolvePackage };
    const resolved = resolveInMap(context, pkg.imports, name);
    if (resolved !== undefined && resolved !== null) return resolved;
  }
  throw new codes.ERR_PACKAGE_IMPORT_NOT_DEFINED(name, pkg && packageDirectory(pkg), base);
}

module.exports = { resolveExports, resolveImports };
