// fs.glob, globSync and promises.glob: the files whose paths match patterns.
//
// A directory is visited once, with all that is left of the patterns that lead to it. Symbolic links are followed where
// a pattern names them, not by wildcards (unless `followSymlinks`). What a path must look like: internal/path/glob.
'use strict';

const nodePath = require('path');
const validators = require('internal/validators');
const { codes } = require('internal/errors');
const { expandBraces, matches, segmentExpression, segments } = require('internal/path/glob');
const { Dirent } = require('internal/fs/dirent');
const { iterateOnPool, runNow } = require('internal/fs/steps');
const constants = require('internal/constants');

const windows = process.platform === 'win32';
const { UV_DIRENT_DIR, UV_DIRENT_LINK } = constants.fs;
const GLOB = /[*?[\]{}()!@+]/;

// ----- arguments -----

function excluder(exclude) {
  if (exclude === undefined || exclude === null) return undefined;
  if (typeof exclude === 'function') return exclude;
  if (!Array.isArray(exclude) || !exclude.every((one) => typeof one === 'string')) {
    throw new codes.ERR_INVALID_ARG_TYPE('options.exclude', ['function', 'string[]'], exclude);
  }
  const excludes = (entry, path) => exclude.some((pattern) => matches(path, nodePath.normalize(pattern), windows));
  excludes.isAsked = true;
  return excludes;
}

// Patterns as lists of segments: strings, expressions and '**'; absolute ones begin with their root.
function parse(pattern) {
  return expandBraces(windows ? pattern : pattern.replaceAll('\\', '/')).map((one) => {
    const parts = segments(nodePath.normalize(one).replaceAll(nodePath.sep, '/')).map((part) => (
      part === '**' || !GLOB.test(part) ? part : segmentExpression(part, windows)));
    // Stars in a row stand for as much as one.
    return parts.filter((part, i) => part !== '**' || parts[i - 1] !== '**');
  });
}

function readArguments(patterns, options) {
  if (options !== undefined) validators.validateObject(options, 'options');
  const { cwd = '.', exclude, withFileTypes = false, followSymlinks = false } = options ?? {};
  const root = typeof cwd === 'string' ? cwd : require('internal/fs/arguments').validPath(cwd, 'options.cwd');
  const list = Array.isArray(patterns) ? patterns : [patterns];
  if (Array.isArray(patterns)) validators.validateStringArray(patterns, 'patterns');
  else validators.validateString(patterns, 'patterns');
  validators.validateBoolean(followSymlinks, 'options.followSymlinks');
  return { root, withFileTypes, followSymlinks, excluded: excluder(exclude), patterns: list.flatMap(parse) };
}

// ----- walking -----

class Walk {
  constructor({ root, withFileTypes, followSymlinks, excluded }) {
    this.root = root;
    this.withFileTypes = withFileTypes;
    this.followSymlinks = followSymlinks;
    this.excluded = excluded;
    this.found = [];
    this.seen = new Set();
  }

  full(path) {
    return nodePath.isAbsolute(path) ? path : nodePath.join(this.root, path);
  }

  // A member of the result, unless it is one already.
  report(path, kind) {
    const shown = path === '' ? '.' : path;
    if (this.seen.has(shown)) return;
    this.seen.add(shown);
    this.found.push(!this.withFileTypes ? shown :
      new Dirent(nodePath.basename(shown), kind, nodePath.dirname(nodePath.join(this.root, shown))));
  }

  // A function of the program's is not asked about what the last segment of a pattern matches.
  isExcluded(path, name, kind, isLast) {
    if (this.excluded === undefined || (isLast && !this.excluded.isAsked)) return false;
    const entry = this.withFileTypes ? new Dirent(name, kind, nodePath.dirname(this.full(path))) : name;
    return this.excluded(entry, path);
  }
}

const KINDS = new Map([['S_IFDIR', 'UV_DIRENT_DIR'], ['S_IFREG', 'UV_DIRENT_FILE'], ['S_IFLNK', 'UV_DIRENT_LINK'],
                       ['S_IFIFO', 'UV_DIRENT_FIFO'], ['S_IFSOCK', 'UV_DIRENT_SOCKET'], ['S_IFCHR', 'UV_DIRENT_CHAR'],
                       ['S_IFBLK', 'UV_DIRENT_BLOCK']].map(([mode, kind]) => [constants.fs[mode], constants.fs[kind]]));

// What is at a path, as directories tell it; undefined when there is nothing, or it cannot be reached.
function* kindOf(walk, path, how = 'lstat') {
  try {
    const fields = yield [how, walk.full(path), false, false];
    return fields && KINDS.get(fields[1] & constants.fs.S_IFMT);
  } catch {
    return undefined;
  }
}

function* list(walk, path) {
  try {
    return yield ['readdir', walk.full(path) || '.', false, true];
  } catch {
    return [[], []];
  }
}

// Visits a directory for what is left of patterns.
function* visit(walk, path, rests) {
  const named = new Map();
  const wild = [];
  const pending = [...rests];
  for (const rest of pending) {
    const [first, ...following] = rest;
    if (first === undefined || (first === '' && following.length === 0)) walk.report(path, UV_DIRENT_DIR);
    else if (first instanceof RegExp) wild.push(rest);
    else if (first !== '**') named.set(first, [...(named.get(first) ?? []), following]);
    else {
      wild.push(rest);
      // Also for no directory at all: at the end that is this one.
      pending.push(following);
    }
  }
  for (const [name, following] of named) yield* step(walk, nodePath.join(path, name), name, following);
  if (wild.length === 0) return;
  const [names, kinds] = yield* list(walk, path);
  for (let i = 0; i < names.length; i++) yield* enter(walk, path, names[i], kinds[i], wild);
}

// A name that the pattern spells out.
function* step(walk, path, name, rests) {
  const kind = yield* kindOf(walk, path);
  if (kind === undefined) return;
  if (rests.some((rest) => rest.length === 0) && !walk.isExcluded(path, name, kind, true)) walk.report(path, kind);
  const deeper = rests.filter((rest) => rest.length > 0);
  if (deeper.length === 0 || walk.isExcluded(path, name, kind, false)) return;
  const isDirectory = kind === UV_DIRENT_DIR || (kind === UV_DIRENT_LINK &&
    (yield* kindOf(walk, path, 'stat')) === UV_DIRENT_DIR);
  if (isDirectory) yield* visit(walk, path, deeper);
}

// An entry that wildcards may match.
function* enter(walk, directory, name, kind, wild) {
  const path = nodePath.join(directory, name);
  const deeper = [];
  // By the last segment of a pattern; by stars at its end, which stand for files too.
  let matched = false;
  let covered = false;
  for (const rest of wild) {
    if (rest[0] === '**') {
      if (name.startsWith('.')) continue;
      if (rest.length === 1) covered = true;
      // One directory more for the stars.
      deeper.push(rest);
    } else if (rest[0].test(name)) {
      if (rest.length === 1) matched = true;
      else deeper.push(rest.slice(1));
    }
  }
  if (matched && !walk.isExcluded(path, name, kind, true)) walk.report(path, kind);
  if (deeper.length === 0 || walk.isExcluded(path, name, kind, false)) return;
  if (covered) walk.report(path, kind);
  const isDirectory = kind === UV_DIRENT_DIR || (kind === UV_DIRENT_LINK && walk.followSymlinks &&
    (yield* kindOf(walk, path, 'stat')) === UV_DIRENT_DIR);
  if (isDirectory) yield* visit(walk, path, deeper);
}

function* visitAll(walk, patterns) {
  const relative = [];
  for (const pattern of patterns) {
    if (pattern.length === 1 && (pattern[0] === '.' || pattern[0] === '..' || pattern[0] === '')) continue;
    const absolute = typeof pattern[0] === 'string' && (pattern[0] === '' || (windows && /^[a-z]:$/i.test(pattern[0])));
    if (absolute) yield* visit(walk, pattern[0] + nodePath.sep, [pattern.slice(1)]);
    else relative.push(pattern);
  }
  if (relative.length > 0) yield* visit(walk, '', relative);
}

// ----- functions -----

function globSync(patterns, options) {
  const chosen = readArguments(patterns, options);
  const walk = new Walk(chosen);
  runNow(visitAll(walk, chosen.patterns));
  return walk.found;
}

function globIterator(patterns, options) {
  const chosen = readArguments(patterns, options);
  const walk = new Walk(chosen);
  return iterateOnPool(visitAll(walk, chosen.patterns), walk.found, globIterator);
}

function glob(patterns, options, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  validators.validateFunction(callback, 'cb');
  Array.fromAsync(globIterator(patterns, options)).then(
    (found) => process.nextTick(callback, null, found), (error) => process.nextTick(callback, error));
}

module.exports = { glob, globIterator, globSync };
