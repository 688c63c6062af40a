// What the process was started for: a file, the text of -e or -p, or standard input.
'use strict';

const { options } = require('internal/options');

// When what happened, in milliseconds of `performance.now()`; -1 before.
const milestones = { bootstrapComplete: -1, loopStart: -1 };

function fatal(error) {
  require('internal/process/uncaught').fatalException(error, false);
}

function runMain() {
  milestones.bootstrapComplete = internalBinding('process').elapsedMs();
  try {
    const cjs = require('internal/modules/cjs');
    cjs.initGlobalPaths();
    if (options.worker) return require('internal/worker/thread').run((script) => runScript(cjs, script));
    if (options.channel !== null) openChannel(options.channel);
    cjs.Module._preloadModules(options.preload);
    if (options.imports.length === 0) start(cjs);
    else require('internal/modules/esm/entry').importFirst(options.imports, () => start(cjs));
  } catch (error) {
    fatal(error);
  } finally {
    endOfMain();
  }
  return undefined;
}

// The parent's name for the channel is not for children of this process.
function openChannel(fd) {
  const mode = process.env.NODE_CHANNEL_SERIALIZATION_MODE || 'json';
  delete process.env.NODE_CHANNEL_FD;
  delete process.env.NODE_CHANNEL_SERIALIZATION_MODE;
  require('child_process')._forkChild(fd, mode);
}

function start(cjs) {
  if (options.eval !== null) evaluate(cjs, '[eval]', options.eval);
  else if (options.script === null) evaluate(cjs, '[stdin]', readStandardInput());
  else runFile(cjs);
}

function runFile(cjs) {
  if (options.inputType !== '') {
    const { codes } = require('internal/errors');
    throw new codes.ERR_INPUT_TYPE_NOT_ALLOWED();
  }
  cjs.Module.runMain(process.argv[1]);
}

// What a worker was told to run.
function runScript(cjs, { kind, source }) {
  cjs.Module._preloadModules(options.preload);
  if (kind === 'code') evaluate(cjs, '[worker eval]', source);
  else if (kind === 'module') require('internal/modules/esm/entry').runURL(source);
  else cjs.Module.runMain(source);
}

// The main script ran as async id 1; nothing runs as it any more.
function endOfMain() {
  milestones.loopStart = internalBinding('process').elapsedMs();
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
  if (options.inputType === 'module') return evaluateModule(cjs, source);
  if (cjs.mentionsImport(source)) require('internal/modules/esm/hooks').install();
  let result;
  try {
    result = internalBinding('engine').runScript(source.replace(/^#!.*/, ''), name);
  } catch (error) {
    if (!(error instanceof SyntaxError) || options.inputType !== '') throw error;
    // It may be an ES module, when it is no script.
    require('internal/modules/esm/hooks').install();
    const record = require('internal/modules/esm/translate').compileAmbiguous(source, name, moduleURL());
    if (record === undefined) throw error;
    return evaluateModule(cjs, source, record);
  }
  if (options.print) process.on('exit', () => console.log(result));
}

// The URL that a text has as an ES module.
function moduleURL() {
  return `${require('internal/url').pathToFileURL(workingDirectory()).href}/[eval1]`;
}

function evaluateModule({ evaluatedSources }, source, record) {
  if (options.print) {
    const { codes } = require('internal/errors');
    throw new codes.ERR_EVAL_ESM_CANNOT_PRINT();
  }
  const url = moduleURL();
  evaluatedSources.set(url, source);
  for (const name of ['__filename', '__dirname', 'module', 'exports', 'require']) delete globalThis[name];
  require('internal/modules/esm/entry').runSource(url, source, record);
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

module.exports = { milestones, runMain };
