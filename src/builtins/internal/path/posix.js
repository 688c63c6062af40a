// Paths with slashes. Everything is text: nothing here looks at a disk.
'use strict';

const { validateString } = require('internal/validators');
const { link, makeFormat, makeMatchesGlob, simplify, splitExtension } = require('internal/path/shared');

function cwd() {
  const directory = process.cwd();
  return process.platform === 'win32' ? directory.replace(/\\/g, '/').slice(directory.indexOf(':') + 1) : directory;
}

function resolve(...paths) {
  let tail = '';
  for (let i = paths.length - 1; i >= 0; i--) {
    const path = paths[i];
    validateString(path, `paths[${i}]`);
    if (path === '') continue;
    tail = tail === '' ? path : `${path}/${tail}`;
    if (path[0] === '/') return `/${simplify(tail, '/', false).join('/')}`;
  }
  const base = cwd();
  const absolute = base[0] === '/';
  const text = `${absolute ? '/' : ''}${simplify(tail === '' ? base : `${base}/${tail}`, '/', !absolute).join('/')}`;
  return text === '' ? '.' : text;
}

function normalize(path) {
  validateString(path, 'path');
  if (path === '') return '.';
  const absolute = path[0] === '/';
  let text = simplify(path, '/', !absolute).join('/');
  if (text === '' && !absolute) text = '.';
  if (path.endsWith('/') && text !== '') text += '/';
  return absolute ? `/${text}` : text;
}

function isAbsolute(path) {
  validateString(path, 'path');
  return path[0] === '/';
}

function join(...paths) {
  const used = [];
  for (const path of paths) {
    validateString(path, 'path');
    if (path !== '') used.push(path);
  }
  return used.length === 0 ? '.' : normalize(used.join('/'));
}

function relative(from, to) {
  validateString(from, 'from');
  validateString(to, 'to');
  if (from === to) return '';
  const source = simplify(resolve(from), '/', false);
  const target = simplify(resolve(to), '/', false);
  let same = 0;
  while (same < source.length && same < target.length && source[same] === target[same]) same++;
  return [...new Array(source.length - same).fill('..'), ...target.slice(same)].join('/');
}

// Where the last segment begins and ends; trailing slashes belong to no segment.
function lastSegment(path) {
  let end = path.length;
  while (end > 0 && path[end - 1] === '/') end--;
  return { start: path.lastIndexOf('/', end - 1) + 1, end };
}

function dirname(path) {
  validateString(path, 'path');
  if (path === '') return '.';
  // The separator before the last segment; the first character alone is the root.
  const stop = lastSegment(path).start - 1;
  if (stop < 1) return path[0] === '/' ? '/' : '.';
  return stop === 1 && path[0] === '/' ? '//' : path.slice(0, stop);
}

function basename(path, suffix) {
  if (suffix !== undefined) validateString(suffix, 'suffix');
  validateString(path, 'path');
  if (suffix !== undefined && suffix !== '' && suffix.length <= path.length && suffix === path) return '';
  const { start, end } = lastSegment(path);
  if (end === 0) return suffix !== undefined && suffix !== '' && suffix.length <= path.length ? path : '';
  const base = path.slice(start, end);
  // As in Node: a suffix that is longer than the segment and ends with it leaves the trailing slashes.
  if (suffix !== undefined && suffix.length <= path.length && suffix.length > base.length && suffix.endsWith(base)) {
    return path.slice(start);
  }
  if (suffix !== undefined && suffix !== '' && base.length > suffix.length && base.endsWith(suffix)) {
    return base.slice(0, base.length - suffix.length);
  }
  return base;
}

function extname(path) {
  validateString(path, 'path');
  const { start, end } = lastSegment(path);
  return splitExtension(path.slice(start, end))[1];
}

function parse(path) {
  validateString(path, 'path');
  const result = { root: '', dir: '', base: '', ext: '', name: '' };
  if (path === '') return result;
  const absolute = path[0] === '/';
  if (absolute) result.root = '/';
  const { start, end } = lastSegment(path);
  result.base = path.slice(start, end);
  // Node takes the '..' of '/..' apart, and programs may have seen it.
  [result.name, result.ext] = start === 1 && result.base === '..' ? ['.', '.'] : splitExtension(result.base);
  if (start > 1) result.dir = path.slice(0, start - 1);
  else if (absolute) result.dir = '/';
  return result;
}

// Paths of this kind have no namespaces; also what is no string comes back as it is.
function toNamespacedPath(path) {
  return path;
}

const posix = {
  resolve,
  normalize,
  isAbsolute,
  join,
  relative,
  toNamespacedPath,
  dirname,
  basename,
  extname,
  format: makeFormat('/'),
  parse,
  matchesGlob: makeMatchesGlob(false),
  sep: '/',
  delimiter: ':',
};

link(posix, 'posix');
posix._makeLong = toNamespacedPath;

module.exports = posix;
