// What the engine calls for `import()` and `import.meta`. Set once, when the first code comes that may use them, so that
// a program in CommonJS pays for nothing.
'use strict';

const LINKED = 1;

let installed = false;
let modules;

// Files of CommonJS whose text has an `import()`, be it in a string.
const importers = [];

// The URL of the code that said `import()`: the engine knows it by a module's URL or a file's path.
function toURL(referrer) {
  if (/^(?:file|data|node):/.test(referrer)) return referrer;
  const { pathToFileURL } = require('internal/url');
  const path = require('path');
  return pathToFileURL(path.isAbsolute(referrer) ? referrer : `${process.cwd()}/${referrer}`).href;
}

// Text that was compiled while running, by eval or Function: the engine does not know for whom. A package that hides
// its `import()` from transpilers in this way is the likely one to want another package; else it is the main script.
function resolveForSomebody(specifier, resolve) {
  const files = [...importers].reverse();
  if (process.argv[1] !== undefined) files[/^\.{0,2}\//.test(specifier) ? 'unshift' : 'push'](process.argv[1]);
  let failure;
  for (const file of files) {
    try {
      return resolve(specifier, toURL(file));
    } catch (error) {
      failure ??= error;
    }
  }
  if (failure !== undefined) throw failure;
  return resolve(specifier, toURL('[eval]'));
}

function resolveFor(referrer, specifier) {
  const { resolve } = require('internal/modules/esm/resolve');
  return referrer === '<input>' ? resolveForSomebody(specifier, resolve) : resolve(specifier, toURL(referrer));
}

// Asked first, once node:vm has scripts with an import().
const scripts = { check: undefined };

function importModule(referrer, specifier, attributes) {
  scripts.check?.(referrer);
  const { link, load } = require('internal/modules/esm/loader');
  const job = load(resolveFor(referrer, specifier), attributes);
  link(job);
  if (modules.stage(job.record) === LINKED) {
    // The engine would evaluate it too; here what it throws can be explained before anybody sees it.
    modules.evaluate(job.record).then(undefined, (error) => {
      require('internal/modules/esm/entry').explain(error, job);
    });
  }
  return job.record;
}

const main = { url: undefined };

function initializeMeta(url, meta) {
  if (url.startsWith('file:')) {
    const filename = require('internal/url').fileURLToPath(url);
    meta.dirname = require('path').dirname(filename);
    meta.filename = filename;
  }
  meta.main = url === main.url;
  meta.resolve = function resolve(specifier) {
    if (arguments.length === 0) {
      const { codes } = require('internal/errors');
      throw new codes.ERR_MISSING_ARGS('specifier');
    }
    try {
      return require('internal/modules/esm/resolve').resolve(`${specifier}`, url);
    } catch (error) {
      // Where a file would be is an answer, whether or not there is one.
      const { code, url: place } = error;
      if (place !== undefined && (code === 'ERR_MODULE_NOT_FOUND' || code === 'ERR_UNSUPPORTED_DIR_IMPORT')) return place;
      throw error;
    }
  };
  meta.url = url;
}

// `file` is one whose text mentions `import()`.
function install(file) {
  if (file !== undefined) importers.push(file);
  if (installed) return;
  installed = true;
  modules = internalBinding('modules');
  modules.setHooks(importModule, initializeMeta);
}

module.exports = { install, main, scripts };
