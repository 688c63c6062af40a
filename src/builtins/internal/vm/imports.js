// `import()` in the scripts and functions of node:vm: whether it may is an option of theirs. The engine tells only the
// name of the file that an import stands in, so the last script of a name speaks for all of that name.
'use strict';

const { codes } = require('internal/errors');

// File name -> the option importModuleDynamically.
const importers = new Map();
let warned = false;

function register(filename, importModuleDynamically) {
  const hooks = require('internal/modules/esm/hooks');
  hooks.install();
  hooks.scripts.check = check;
  importers.set(filename, importModuleDynamically);
  if (typeof importModuleDynamically !== 'symbol' || warned) return;
  warned = true;
  process.emitWarning(
    'vm.USE_MAIN_CONTEXT_DEFAULT_LOADER is an experimental feature and might change at any time', 'ExperimentalWarning');
}

// Throws what an `import()` in the code of this file is rejected with. Those that the default loader answers pass.
function check(referrer) {
  if (!importers.has(referrer)) return;
  const importer = importers.get(referrer);
  if (importer === undefined) throw new codes.ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING();
  // The loader needs its modules at once, and a function may take its time.
  if (typeof importer === 'function') throw new codes.ERR_METHOD_NOT_IMPLEMENTED('importModuleDynamically()');
}

module.exports = { register };
