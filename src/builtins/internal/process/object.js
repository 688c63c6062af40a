// The properties of `process`: what is cheap is set at once, the rest loads its file when it is first read.
//
// Neighbours: methods.js and credentials.js (functions), env.js, stdio.js, identity.js (versions, config, features),
// emitter.js (the EventEmitter half).
'use strict';

const { defineLazy, defineValue } = require('internal/bootstrap_globals');
const native = internalBinding('process');

const NODE_VERSION = '26.10.0';

// File -> functions it exports under the same names, in Node's order of properties as far as anyone can see it.
const METHODS = {
  'internal/process/methods': [
    '_rawDebug', 'binding', '_linkedBinding', 'dlopen', 'uptime', '_getActiveRequests', '_getActiveHandles',
    'getActiveResourcesInfo', '_kill', 'loadEnvFile', 'cpuUsage', 'threadCpuUsage', 'resourceUsage', 'memoryUsage',
    'constrainedMemory', 'availableMemory', 'kill', 'ref', 'unref', 'hrtime', 'getBuiltinModule', 'abort', 'umask',
    'chdir', 'cwd', 'setSourceMapsEnabled', '_debugProcess', '_debugEnd', '_startProfilerIdleNotifier',
    '_stopProfilerIdleNotifier', 'openStdin',
  ],
  'internal/process/exit': ['exit', 'reallyExit'],
  'internal/process/credentials': [
    'getuid', 'geteuid', 'getgid', 'getegid', 'getgroups', 'initgroups', 'setgroups', 'setegid', 'seteuid', 'setgid',
    'setuid',
  ],
  'internal/process/uncaught': [
    'setUncaughtExceptionCaptureCallback', 'addUncaughtExceptionCaptureCallback', 'hasUncaughtExceptionCaptureCallback',
  ],
  'internal/process/warning': ['emitWarning'],
};

function constant(target, name, value, enumerable = true) {
  Object.defineProperty(target, name, { __proto__: null, value, writable: false, configurable: true, enumerable });
}

// Read-only in Node, and too much to build for a program that never asks.
function lazyConstant(target, name, load) {
  Object.defineProperty(target, name, {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get() {
      const value = load();
      constant(target, name, value);
      return value;
    },
  });
}

// The streams that the program has asked for, and the getters that make them.
const outputs = { stdout: { stream: undefined, getter: undefined }, stderr: { stream: undefined, getter: undefined } };

function defineOutput(target, name, fd) {
  const output = outputs[name];
  lazyConstant(target, name, () => {
    output.stream = require('internal/process/stdio').makeOutput(fd);
    return output.stream;
  });
  output.getter = Object.getOwnPropertyDescriptor(target, name).get;
}

function define(target, options) {
  const { identity, flags } = options;
  constant(target, 'version', `v${NODE_VERSION}`);
  lazyConstant(target, 'versions', () => require('internal/process/identity').versions);
  constant(target, 'arch', identity.arch);
  constant(target, 'platform', identity.platform);
  lazyConstant(target, 'release', () => require('internal/process/identity').release);
  require('internal/process/emitter').define(target);
  defineValue(target, '_exiting', false, true);
  require('internal/process/exit_code').define(target);
  lazyConstant(target, 'config', () => require('internal/process/identity').config);
  for (const id in METHODS) {
    for (const name of METHODS[id]) defineLazy(target, name, true, () => require(id)[name]);
  }
  defineLazy(target, 'features', true, () => require('internal/process/identity').features);
  defineLazy(target, 'allowedNodeEnvironmentFlags', true, () => require('internal/process/identity').environmentFlags);
  defineLazy(target, 'finalization', true, () => require('internal/process/finalization'));
  defineLazy(target, 'report', true, () => require('internal/process/diagnostic_report'));
  defineValue(target, '_fatalException', fatalException, true);
  defineValue(target, 'nextTick', require('internal/process/task_queues').nextTick, true);
  defineValue(target, '_tickCallback', tickCallback, true);
  defineOutput(target, 'stdout', 1);
  lazyConstant(target, 'stdin', () => require('internal/process/stdio').makeInput());
  defineOutput(target, 'stderr', 2);
  defineLazy(target, 'env', true, () => require('internal/process/env').env);
  defineArguments(target, options);
  constant(target, 'pid', native.pid);
  defineLive(target, 'ppid', () => native.ppid());
  defineLive(target, 'title', () => native.getTitle(), (value) => native.setTitle(`${value}`));
  defineValue(target, 'debugPort', 9229, true);
  defineLive(target, 'sourceMapsEnabled', () => false);
  for (const name of ['noDeprecation', 'throwDeprecation', 'traceDeprecation']) {
    if (flags[name]) defineValue(target, name, true, true);
  }
  if (flags.title !== '') native.setTitle(flags.title);
  Object.defineProperty(target, Symbol.toStringTag, {
    __proto__: null, value: 'process', writable: false, configurable: true, enumerable: false,
  });
}

function defineArguments(target, options) {
  const { execPath, argv0, execArgv, script, args, eval: code, print } = options;
  defineValue(target, 'execPath', execPath, true);
  constant(target, 'argv0', argv0);
  defineValue(target, 'execArgv', execArgv, true);
  const argv = [execPath];
  if (script !== null) argv.push(absolute(script));
  else if (options.stdin && options.dash) argv.push('-');
  argv.push(...args);
  defineValue(target, 'argv', argv, true);
  if (code !== null) {
    constant(target, '_eval', code);
    if (print) constant(target, '_print_eval', true);
  }
  constant(target, '_preload_modules', options.preload);
}

// Not path.resolve: it would load process.cwd and all that is with it.
function absolute(script) {
  const path = require('path');
  return path.isAbsolute(script) ? path.normalize(script) : path.join(native.cwd(), script);
}

function defineLive(target, name, get, set) {
  Object.defineProperty(target, name, { __proto__: null, configurable: true, enumerable: true, get, set });
}

function fatalException(error, fromPromise) {
  return require('internal/process/uncaught').fatalException(error, fromPromise);
}

function tickCallback() {
  require('internal/process/task_queues').runNextTicks();
}

module.exports = { define, outputs };
