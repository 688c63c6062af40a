// Paths with drive letters, UNC roots, device paths, and both kinds of slash.
'use strict';

const { validateString } = require('internal/validators');
const { link, makeFormat, makeMatchesGlob, simplify, splitExtension } = require('internal/path/shared');

const SEPARATORS = /[\\/]/;
const RESERVED = new Set(['CON', 'PRN', 'AUX', 'NUL', 'COM1', 'COM2', 'COM3', 'COM4', 'COM5', 'COM6', 'COM7', 'COM8',
                          'COM9', 'COM\xb9', 'COM\xb2', 'COM\xb3', 'LPT1', 'LPT2', 'LPT3', 'LPT4', 'LPT5', 'LPT6',
                          'LPT7', 'LPT8', 'LPT9', 'LPT\xb9', 'LPT\xb2', 'LPT\xb3']);

function isSeparator(character) {
  return character === '\\' || character === '/';
}

function hasDrive(path) {
  return /^[a-z]:/i.test(path);
}

// Whether what stands before the colon names a device of old.
function isReserved(path, colon) {
  return RESERVED.has(path.slice(0, colon).toUpperCase());
}

// The parts of "\\server\share": [server, share, length], or undefined when there are not both.
function uncRoot(path) {
  const match = /^[\\/]{2}([^\\/]+)[\\/]+([^\\/]*)/.exec(path);
  // A trailing separator after the server alone names no share.
  if (match === null || match[2] === '') return undefined;
  return { server: match[1], share: match[2], length: match[0].length };
}

function isDeviceServer(server) {
  return server === '.' || server === '?';
}

function normalize(path) {
  validateString(path, 'path');
  if (path === '') return '.';
  if (path.length === 1) return path === '/' ? '\\' : path;
  let rootEnd = 0;
  let device;
  let absolute = false;
  const colon = path.indexOf(':');
  if (isSeparator(path[0])) {
    absolute = true;
    const unc = uncRoot(path);
    if (unc !== undefined) {
      if (isDeviceServer(unc.server)) {
        device = `\\\\${unc.server}`;
        rootEnd = 4;
        const possible = path.slice(4, colon + 1);
        if (isReserved(possible, possible.length - 1)) {
          device = `\\\\?\\${possible}`;
          rootEnd = 4 + possible.length;
        }
      } else if (unc.length === path.length) {
        return `\\\\${unc.server}\\${unc.share}\\`;
      } else {
        device = `\\\\${unc.server}\\${unc.share}`;
        rootEnd = unc.length;
      }
    } else if (!isSeparator(path[1])) {
      rootEnd = 1;
    }
  } else if (colon > 0) {
    if (colon === 1 && hasDrive(path)) {
      device = path.slice(0, 2);
      rootEnd = 2;
      if (path.length > 2 && isSeparator(path[2])) {
        absolute = true;
        rootEnd = 3;
      }
    } else if (isReserved(path, colon)) {
      device = path.slice(0, colon + 1);
      rootEnd = colon + 1;
    }
  }
  let tail = simplify(path.slice(rootEnd), SEPARATORS, !absolute).join('\\');
  if (tail === '' && !absolute) tail = '.';
  if (tail !== '' && isSeparator(path[path.length - 1])) tail += '\\';
  // A relative path must not become something with a drive when '..' was taken out of it.
  if (!absolute && device === undefined && colon !== -1) {
    if (hasDrive(tail) || /:(?:[\\/]|$)/.test(path)) return `.\\${tail}`;
  }
  if (isReserved(path, colon)) return `.\\${device ?? ''}${tail}`;
  if (device === undefined) return absolute ? `\\${tail}` : tail;
  return absolute ? `${device}\\${tail}` : `${device}${tail}`;
}

// { device, rootEnd, absolute } of one argument of `resolve`.
function resolveRoot(path) {
  if (isSeparator(path[0])) {
    if (path.length === 1) return { device: '', rootEnd: 1, absolute: true };
    const unc = uncRoot(path);
    if (unc !== undefined) {
      return isDeviceServer(unc.server) ? { device: `\\\\${unc.server}`, rootEnd: 4, absolute: true } :
        { device: `\\\\${unc.server}\\${unc.share}`, rootEnd: unc.length, absolute: true };
    }
    return { device: '', rootEnd: isSeparator(path[1]) ? 0 : 1, absolute: true };
  }
  if (path.length > 1 && hasDrive(path)) {
    const absolute = path.length > 2 && isSeparator(path[2]);
    return { device: path.slice(0, 2), rootEnd: absolute ? 3 : 2, absolute };
  }
  return { device: '', rootEnd: 0, absolute: false };
}

// Drives have directories of their own, kept in hidden variables of the environment.
function driveDirectory(device) {
  const path = process.env[`=${device}`] || process.cwd();
  const otherDrive = path.slice(0, 2).toLowerCase() !== device.toLowerCase() && path[2] === '\\';
  return otherDrive ? `${device}\\` : path;
}

function resolve(...paths) {
  let device = '';
  let tail = '';
  let absolute = false;
  for (let i = paths.length - 1; i >= -1; i--) {
    let path;
    if (i >= 0) {
      path = paths[i];
      validateString(path, `paths[${i}]`);
      if (path === '') continue;
    } else if (device === '') {
      path = process.cwd();
      if (isSeparator(path[0]) && (paths.length === 0 || (paths.length === 1 && (paths[0] === '' || paths[0] === '.')))) {
        return process.platform === 'win32' ? path : path.replaceAll('/', '\\');
      }
    } else {
      path = driveDirectory(device);
    }
    const root = resolveRoot(path);
    if (root.device !== '') {
      if (device === '') device = root.device;
      else if (root.device.toLowerCase() !== device.toLowerCase()) continue;
    }
    if (!absolute) {
      tail = `${path.slice(root.rootEnd)}\\${tail}`;
      absolute = root.absolute;
    }
    if (absolute && device !== '') break;
  }
  const text = simplify(tail, SEPARATORS, !absolute).join('\\');
  return absolute ? `${device}\\${text}` : `${device}${text}` || '.';
}

function isAbsolute(path) {
  validateString(path, 'path');
  return isSeparator(path[0] ?? '') || (path.length > 2 && hasDrive(path) && isSeparator(path[2]));
}

function join(...paths) {
  const used = [];
  for (const path of paths) {
    validateString(path, 'path');
    if (path !== '') used.push(path);
  }
  if (used.length === 0) return '.';
  let joined = used.join('\\');
  // Two leading separators mean a UNC path only when the first argument itself begins like one.
  const isUNC = /^[\\/]{2}[^\\/]/.test(used[0]);
  if (!isUNC) joined = joined.replace(/^[\\/]{2,}/, '\\');
  const hasReserved = joined.split('\\').some((part) => {
    const colon = part.indexOf(':');
    return colon !== -1 && isReserved(part, colon);
  });
  return hasReserved ? joined.replaceAll('/', '\\') : normalize(joined);
}

function trimSeparators(path) {
  return path.replace(/^\\+|\\+$/g, '');
}

function relative(from, to) {
  validateString(from, 'from');
  validateString(to, 'to');
  if (from === to) return '';
  const fromFull = resolve(from);
  const toFull = resolve(to);
  if (fromFull.toLowerCase() === toFull.toLowerCase()) return '';
  const source = trimSeparators(fromFull).split('\\').filter((part) => part !== '');
  const target = trimSeparators(toFull).split('\\').filter((part) => part !== '');
  let same = 0;
  while (same < source.length && same < target.length && source[same].toLowerCase() === target[same].toLowerCase()) same++;
  // Nothing in common: another drive or share.
  if (same === 0 && source.length > 0 && target.length > 0) return toFull;
  return [...new Array(source.length - same).fill('..'), ...target.slice(same)].join('\\');
}

function toNamespacedPath(path) {
  if (typeof path !== 'string' || path === '') return path;
  const resolved = resolve(path);
  if (resolved.length <= 2) return path;
  if (resolved.startsWith('\\\\')) {
    return resolved[2] === '?' || resolved[2] === '.' ? resolved : `\\\\?\\UNC\\${resolved.slice(2)}`;
  }
  return hasDrive(resolved) && resolved[2] === '\\' ? `\\\\?\\${resolved}` : resolved;
}

// The length of the root, with the separator that follows it.
function rootLength(path) {
  if (path === '') return 0;
  if (isSeparator(path[0])) {
    const unc = path.length > 1 ? uncRoot(path) : undefined;
    if (unc === undefined) return 1;
    return unc.length < path.length ? unc.length + 1 : unc.length;
  }
  if (hasDrive(path)) return path.length > 2 && isSeparator(path[2]) ? 3 : 2;
  return 0;
}

// The last segment after the root; trailing separators belong to none.
function lastSegment(path, from) {
  let end = path.length;
  while (end > from && isSeparator(path[end - 1])) end--;
  let start = end;
  while (start > from && !isSeparator(path[start - 1])) start--;
  return { start, end };
}

function dirname(path) {
  validateString(path, 'path');
  if (path === '') return '.';
  if (path.length === 1) return isSeparator(path) ? path : '.';
  const root = rootLength(path);
  const unc = isSeparator(path[0]) ? uncRoot(path) : undefined;
  if (unc !== undefined && unc.length === path.length) return path;
  const { start, end } = lastSegment(path, root);
  if (end === root) return root === 0 ? '.' : path.slice(0, root);
  if (start <= root) return root === 0 ? '.' : path.slice(0, root);
  return path.slice(0, start - 1);
}

function basename(path, suffix) {
  if (suffix !== undefined) validateString(suffix, 'suffix');
  validateString(path, 'path');
  const from = path.length >= 2 && hasDrive(path) ? 2 : 0;
  const hasSuffix = suffix !== undefined && suffix !== '' && suffix.length <= path.length;
  if (hasSuffix && suffix === path) return '';
  const { start, end } = lastSegment(path, from);
  if (start === end) return hasSuffix ? path.slice(from) : '';
  const base = path.slice(start, end);
  // As in Node: a suffix that is longer than the segment and ends with it leaves the trailing separators.
  if (hasSuffix && suffix.length > base.length && suffix.endsWith(base)) return path.slice(start);
  return hasSuffix && base.length > suffix.length && base.endsWith(suffix) ?
    base.slice(0, base.length - suffix.length) : base;
}

function extname(path) {
  validateString(path, 'path');
  const from = path.length >= 2 && hasDrive(path) ? 2 : 0;
  const { start, end } = lastSegment(path, from);
  return splitExtension(path.slice(start, end))[1];
}

function parse(path) {
  validateString(path, 'path');
  const result = { root: '', dir: '', base: '', ext: '', name: '' };
  if (path === '') return result;
  if (path.length === 1) {
    if (isSeparator(path)) result.root = result.dir = path;
    else result.base = result.name = path;
    return result;
  }
  const root = rootLength(path);
  result.root = path.slice(0, root);
  if (root === path.length) {
    result.dir = path;
    return result;
  }
  const { start, end } = lastSegment(path, root);
  result.base = path.slice(start, end);
  [result.name, result.ext] = splitExtension(result.base);
  result.dir = start > root ? path.slice(0, start - 1) : result.root;
  return result;
}

const win32 = {
  resolve,
  normalize,
  isAbsolute,
  join,
  relative,
  toNamespacedPath,
  dirname,
  basename,
  extname,
  format: makeFormat('\\'),
  parse,
  matchesGlob: makeMatchesGlob(true),
  sep: '\\',
  delimiter: ';',
};

link(win32, 'win32');
win32._makeLong = toNamespacedPath;

module.exports = win32;
