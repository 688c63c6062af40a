// An ES module as the program's main module, from a file or a text.
'use strict';

const hooks = require('internal/modules/esm/hooks');
const { link, load, loadSource } = require('internal/modules/esm/loader');
const { entry } = require('internal/process/exit');
const modules = internalBinding('modules');

// What an ES module has in place of the variables of CommonJS.
const INSTEAD = {
  __proto__: null, require: 'import', module: 'export', exports: 'export', __filename: 'import.meta.filename',
  __dirname: 'import.meta.dirname',
};

// Says what to do to those who use CommonJS in an ES module.
function explain(error, job) {
  if (!(error instanceof ReferenceError)) return;
  const match = /^(require|module|exports|__filename|__dirname) is not defined$/.exec(error.message);
  if (match === null) return;
  const [, name] = match;
  const { message, stack } = error;
  if (modules.awaits(job.record)) {
    error.message = `Cannot determine intended module format because both '${name}' and top-level await are present. ` +
      'If the code is intended to be CommonJS, wrap await in an async function. If the code is intended to be an ES ' +
      `module, use ${INSTEAD[name]} instead.`;
    error.code = 'ERR_AMBIGUOUS_MODULE_SYNTAX';
  } else {
    error.message = `${name} is not defined in ES module scope`;
    if (name === 'require') error.message += ', you can use import instead';
    error.message += hintFor(stack);
  }
  error.stack = stack.replace(message, () => error.message);
}

// Why a .js file is an ES module, when its package says so.
function hintFor(stack) {
  const place = /(file:\/\/[^\s)]+?\.js)(?:\?[^:]*)?:\d+:\d+/.exec(stack);
  if (place === null) return '';
  const file = require('internal/url').fileURLToPath(place[1]);
  const pkg = require('internal/modules/package_json').nearest(file);
  if (pkg?.type !== 'module') return '';
  return "\nThis file is being treated as an ES module because it has a '.js' file extension and " +
    `'${pkg.path}' contains "type": "module". To treat it as a CommonJS script, rename it to use the '.cjs' file ` +
    'extension.';
}

function fatal(error) {
  require('internal/process/uncaught').fatalException(error, true);
}

// The module runs as a promise job, so that promises come before process.nextTick in it, as in Node. `next` is called
// when it has ended.
function run(job, next) {
  entry.pending = job;
  internalBinding('engine').enqueueMicrotask(() => {
    const end = (then) => (value) => {
      entry.pending = undefined;
      try {
        then?.(value);
      } catch (error) {
        fatal(error);
      }
    };
    const failed = end((error) => {
      explain(error, job);
      fatal(error);
    });
    try {
      modules.evaluate(job.record).then(end(next), failed);
    } catch (error) {
      failed(error);
    }
  });
}

function start(getJob, next) {
  hooks.install();
  try {
    const job = getJob();
    link(job);
    run(job, next);
  } catch (error) {
    fatal(error);
  }
}

function runURL(url) {
  hooks.main.url = url;
  start(() => load(url, undefined));
}

function runFile(file) {
  runURL(require('internal/url').pathToFileURL(file).href);
}

// `record` when the text was compiled already.
function runSource(url, source, record) {
  if (record === undefined) hooks.main.url = url;
  start(() => loadSource(url, source, record));
}

// --import: one after the other, each to its end, then `next`.
function importFirst([specifier, ...others], next) {
  if (specifier === undefined) return next();
  const { resolve } = require('internal/modules/esm/resolve');
  const base = `${require('internal/url').pathToFileURL(process.cwd()).href}/`;
  return start(() => load(resolve(specifier, base), undefined), () => importFirst(others, next));
}

// The line that the report of an unsettled await shows: the first that waits, in the module or what it imports.
function findAwait() {
  const { sourceOf } = require('internal/modules/esm/translate');
  const seen = new Set([entry.pending]);
  const waiting = [];
  for (const job of seen) {
    if (job.format === 'module' && modules.awaits(job.record)) waiting.push(job);
    for (const dependency of job.dependencies) seen.add(dependency);
  }
  for (const job of waiting.reverse()) {
    const lines = sourceOf(job).split('\n');
    const line = lines.findIndex((text) => /^(?!\s*(?:\/\/|\*)).*\bawait\b/.test(text));
    if (line !== -1) return { url: job.url, line: line + 1, text: lines[line] };
  }
  return undefined;
}

function unsettledWarning() {
  const place = findAwait();
  if (place === undefined) return 'Warning: Detected unsettled top-level await\n';
  const indent = place.text.slice(0, place.text.search(/\bawait\b/)).replace(/[^\t]/g, ' ');
  return `Warning: Detected unsettled top-level await at ${place.url}:${place.line}\n${place.text}\n${indent}^\n\n\n`;
}

module.exports = { explain, importFirst, runFile, runSource, runURL, unsettledWarning };
