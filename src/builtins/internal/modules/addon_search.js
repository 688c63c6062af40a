// What a run looked for in vain when it wanted a native addon, and what there is instead: loaders of packages try one
// name after the other and tell of the last one only. The report follows an exception that ends the process.
//
// Neighbours: resolve.js and process.dlopen tell of failures; process/uncaught_report.js asks for the report.
'use strict';

const path = require('path');

const MOST = 40; // lines of a kind
const DEEPEST = 5; // folders below that of a package

// { name, from, why }: a request or a file, the module that wanted it.
const attempts = [];

function add(name, from, why) {
  const known = attempts.some((attempt) => attempt.name === name && attempt.from === from);
  if (!known && attempts.length < MOST) attempts.push({ name, from, why });
}

function notFound(request, from) {
  add(request, from, 'not found');
}

const V8 = "V8's C++ interface";

// An addon that is there and cannot be opened. One for V8 may have a neighbour that can be.
function notOpened(file, error, module) {
  const { Module } = require('internal/modules/cjs');
  const why = inspect(file);
  const reason = why.startsWith('Node-API') ? `${why}: ${error.message.split('\n')[0].replace(`${file}: `, '')}` : why;
  add(file, module?.[Module.kParent]?.filename, reason);
  if (!why.startsWith(V8)) return;
  const others = addonsOf(file).filter(([name, what]) => name !== file && isUsable(what));
  if (others.length === 0) return;
  const list = others.map(([name, what]) => `\n  ${name} (${what})`).join('');
  const more = `The package also has what can be loaded here:${list}`;
  error.message += `\n${more}`;
  if (typeof error.stack === 'string' && !error.stack.includes(more)) {
    const at = error.stack.search(/\n {4}at /);
    error.stack = at === -1 ? `${error.stack}\n${more}` : `${error.stack.slice(0, at)}\n${more}${error.stack.slice(at)}`;
  }
}

function inspect(file) {
  return internalBinding('process').inspectAddon(file);
}

// The C library of this process as summaries of files name it; '' where there is but one.
function cLibrary() {
  if (process.platform !== 'linux') return '';
  return process.report.getReport().header.glibcVersionRuntime === undefined ? 'musl' : 'glibc';
}

function isUsable(what) {
  if (!what.startsWith('Node-API')) return false;
  const comma = what.indexOf(', ');
  return comma === -1 || what.slice(comma + 2) === cLibrary();
}

// The folder of the package that a file is in.
function packageOf(file) {
  const fs = require('fs');
  for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
    if (fs.existsSync(path.join(folder, 'package.json'))) return folder;
    if (path.dirname(folder) === folder || path.basename(folder) === 'node_modules') return undefined;
  }
}

function namesIn(folder) {
  try {
    return require('fs').readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

// [file, what it is] for the addons in a package.
function addonsOf(file) {
  const root = packageOf(file);
  return root === undefined ? [] : addonsBelow(root);
}

function addonsBelow(root) {
  const found = [];
  const folders = [[root, 0]];
  for (const [folder, depth] of folders) {
    for (const entry of namesIn(folder)) {
      const name = path.join(folder, entry.name);
      if (entry.isDirectory() && entry.name !== 'node_modules' && depth < DEEPEST) folders.push([name, depth + 1]);
      if (entry.isFile() && entry.name.endsWith('.node') && found.length < MOST) found.push([name, inspect(name)]);
    }
  }
  return found;
}

// Packages beside the one that looked, for other platforms: "crc32-darwin-arm64" beside "crc32".
function siblingsOf(from) {
  const root = packageOf(from);
  if (root === undefined) return [];
  const [folder, own] = [path.dirname(root), path.basename(root)];
  const names = namesIn(folder).map(({ name }) => name).filter((name) => name.startsWith(`${own}-`));
  return names.flatMap((name) => addonsBelow(path.join(folder, name)));
}

// All that an exception says of itself: its stack, and those of its causes.
function wordsOf(error) {
  const words = [];
  for (let depth = 0; error instanceof Error && depth < 20; depth++, error = error.cause) {
    words.push(error.message, error.stack, ...(Array.isArray(error.requireStack) ? error.requireStack : []));
    for (const part of Array.isArray(error.errors) ? error.errors.slice(0, MOST) : []) words.push(part?.stack);
  }
  return words.filter((word) => typeof word === 'string').join('\n');
}

// Loaders that look into folders themselves say which one.
function folderNamedIn(words) {
  const match = /No native build was found for .*\s+loaded from: (.*)/.exec(words);
  return match?.[1].trim();
}

// The report for an exception that nobody caught; undefined when it has nothing to do with addons.
function report(error) {
  if (!(error instanceof Error)) return undefined;
  try {
    const words = wordsOf(error);
    const wanted = attempts.filter(({ name, from }) => words.includes(from ?? name) || words.includes(name));
    const folder = folderNamedIn(words);
    if (wanted.length === 0 && folder === undefined) return undefined;
    const tried = wanted.map(({ name, from, why }) => `  ${name}: ${why}${from === undefined ? '' : ` (for ${from})`}`);
    const places = wanted.flatMap(({ name, from }) => [from, name]).filter((file) => file && path.isAbsolute(file));
    const present = [...new Set(places)].flatMap((file) => [...addonsOf(file), ...siblingsOf(file)]);
    if (folder !== undefined) present.push(...addonsBelow(folder));
    return text(tried, new Map(present.filter(([name]) => !wanted.some((attempt) => attempt.name === name))));
  } catch {
    return undefined; // the exception itself has been printed
  }
}

function text(tried, present) {
  const library = cLibrary();
  const { glibcVersionRuntime: version } = process.report.getReport().header;
  const system = `${process.platform} ${process.arch}${library ? `, ${library}${version ? ` ${version}` : ''}` : ''}`;
  const lines = ['', `This is ${system}, with Node-API ${process.versions.napi}.`];
  if (tried.length > 0) lines.push('Looked for in vain:', ...tried);
  if (present.size === 0) {
    lines.push('There is no other addon in the package. Install it on this system with its optional dependencies',
               '(npm install --include=optional, without --omit=optional or a lock file of another system).');
  } else {
    lines.push('Addons that are there:', ...[...present].slice(0, MOST).map(([name, what]) => `  ${name}: ${what}`));
  }
  return `${lines.join('\n')}\n`;
}

module.exports = { notFound, notOpened, report };
