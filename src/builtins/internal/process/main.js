// What the process was started for: a file, the text of -e or -p, or standard input.
'use strict';

const { options } = require('internal/options');

function fatal(error) {
  require('internal/process/uncaught').fatalException(error, false);
}

function runMain() {
  try {
    const cjs = require('internal/modules/cjs');
    cjs.initGlobalPaths();
    if (options.worker) return require('internal/worker/thread').run((script) => runScript(cjs, script));
    cjs.Module._preloadModules(options.preload);
    if (options.eval !== null) evaluate(cjs, '[eval]', options.eval);
    else if (options.script === null) evaluate(cjs, '[stdin]', readStandardInput());
    else cjs.Module.runMain(process.argv[1]);
  } catch (error) {
    fatal(error);
  } finally {
    endOfMain();
  }
  return undefined;
}

// What a worker was told to run.
function runScript(cjs, { kind, source }) {
  cjs.Module._preloadModules(options.preload);
  if (kind === 'code') evaluate(cjs, '[worker eval]', source);
  else cjs.Module.runMain(source);
}

// The main script ran as async id 1; nothing runs as it any more.
function endOfMain() {
  const { fields } = require('internal/async_hooks');
  fields[1] = 0;
  fields[2] = 0;
}

function readStandardInput() {
  const bytes = internalBinding('process').readAll(0);
  return require('buffer').Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}

function workingDirectory() {
  try {
    return process.cwd();
  } catch {
    // It may have been deleted.
    return require('path').dirname(process.execPath);
  }
}

function evaluate(cjs, name, source) {
  const { Module, evaluatedSources } = cjs;
  const { defineValue } = require('internal/bootstrap_globals');
  const { makeRequireFunction } = require('internal/modules/require_function');
  const path = require('path');
  const directory = workingDirectory();
  const module = new Module(name);
  module.filename = path.join(directory, name);
  module.paths = Module._nodeModulePaths(directory);
  if (!options.worker) defineBuiltinGlobals();
  const variables = {
    __filename: name, module, exports: module.exports, __dirname: '.', require: makeRequireFunction(Module, module),
  };
  for (const key in variables) defineValue(globalThis, key, variables[key], true);
  evaluatedSources.set(name, source);
  const result = internalBinding('engine').runScript(source.replace(/^#!.*/, ''), name);
  if (options.print) process.on('exit', () => console.log(result));
}

// In evaluated text every built-in module is a global of its name.
function defineBuiltinGlobals() {
  const builtins = require('internal/modules/builtins');
  for (const id of builtins.publicIds()) {
    if (id.startsWith('_') || id.includes('/') || id in globalThis) continue;
    Object.defineProperty(globalThis, id, {
      __proto__: null,
      configurable: true,
      enumerable: false,
      get() {
        const value = builtins.load(id);
        Object.defineProperty(globalThis, id, {
          __proto__: null, value, writable: true, configurable: true, enumerable: false,
        });
        return value;
      },
      set(value) {
        Object.defineProperty(globalThis, id, {
          __proto__: null, value, writable: true, configurable: true, enumerable: true,
        });
      },
    });
  }
}

module.exports = { runMain };
