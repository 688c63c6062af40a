// Functions of `process` that ask the system something or tell it.
'use strict';

const native = internalBinding('process');
const { codes } = require('internal/errors');
const validators = require('internal/validators');

// ----- directories and masks -----

function cwd() {
  return native.cwd();
}

function chdir(directory) {
  validators.validateString(directory, 'directory');
  native.chdir(directory);
}

function umask(mask) {
  if (mask === undefined) return native.umask(undefined);
  return native.umask(validators.parseFileMode(mask, 'mask'));
}

// ----- time -----

function uptime() {
  return native.uptime();
}

const clock = new Uint32Array(3);

function hrtime(time) {
  native.hrtime(clock);
  const seconds = clock[0] * 0x100000000 + clock[1];
  if (time === undefined) return [seconds, clock[2]];
  validators.validateArray(time, 'time');
  if (time.length !== 2) throw new codes.ERR_OUT_OF_RANGE('time', 2, time.length);
  const difference = seconds - time[0];
  const nanoseconds = clock[2] - time[1];
  return nanoseconds < 0 ? [difference - 1, nanoseconds + 1e9] : [difference, nanoseconds];
}
hrtime.bigint = function bigint() {
  return native.hrtimeBigInt();
};

// ----- what the process uses -----

function previousValue(value, name) {
  if (typeof value !== 'number') throw new codes.ERR_INVALID_ARG_TYPE(name, 'number', value);
  if (!(value >= 0 && value <= Number.MAX_SAFE_INTEGER)) throw new codes.ERR_INVALID_ARG_VALUE.RangeError(name, value);
}

function cpuUsageWith(read) {
  const values = new Float64Array(2);
  return (previous) => {
    if (previous) {
      validators.validateObject(previous, 'prevValue');
      previousValue(previous.user, 'prevValue.user');
      previousValue(previous.system, 'prevValue.system');
    }
    read(values);
    const [user, system] = values;
    return previous ? { user: user - previous.user, system: system - previous.system } : { user, system };
  };
}

function resourceUsage() {
  const values = new Float64Array(16);
  native.resourceUsage(values);
  const names = [
    'userCPUTime', 'systemCPUTime', 'maxRSS', 'sharedMemorySize', 'unsharedDataSize', 'unsharedStackSize',
    'minorPageFault', 'majorPageFault', 'swappedOut', 'fsRead', 'fsWrite', 'ipcSent', 'ipcReceived', 'signalsCount',
    'voluntaryContextSwitches', 'involuntaryContextSwitches',
  ];
  return Object.fromEntries(names.map((name, i) => [name, values[i]]));
}

function memoryUsage() {
  const engine = internalBinding('engine');
  const [heapUsed, heapTotal, arrayBuffers = 0] = engine.heapUsage();
  return { rss: native.rss(), heapTotal, heapUsed, external: engine.externalMemory() + arrayBuffers, arrayBuffers };
}
memoryUsage.rss = function rss() {
  return native.rss();
};

function getActiveResourcesInfo() {
  return [
    ...native.activeResources(),
    ...new Array(require('internal/timers').activeTimeouts()).fill('Timeout'),
    ...new Array(require('internal/immediates').activeImmediates()).fill('Immediate'),
  ];
}

// ----- signals -----

function _kill(pid, signal) {
  return native.kill(pid, signal);
}

function kill(pid, signal) {
  // Strings of digits are accepted, everything else that is no number is not.
  // eslint-disable-next-line eqeqeq
  if (pid != (pid | 0)) throw new codes.ERR_INVALID_ARG_TYPE('pid', 'number', pid);
  let result;
  if (typeof signal === 'number') {
    result = process._kill(pid, signal);
  } else {
    const name = signal || 'SIGTERM';
    const { signals } = internalBinding('constants').os;
    if (typeof name !== 'string' || !Object.hasOwn(signals, name)) throw new codes.ERR_UNKNOWN_SIGNAL(signal);
    result = process._kill(pid, signals[name]);
  }
  if (result !== 0) {
    const { errnoException } = require('internal/errors');
    throw errnoException(result, 'kill');
  }
  return true;
}

function abort() {
  native.abort();
}

// ----- modules -----

function dlopen(module, filename, flags) {
  if (arguments.length < 2) {
    const error = new TypeError('process.dlopen needs at least 2 arguments');
    error.code = 'ERR_MISSING_ARGS';
    throw error;
  }
  if (flags !== undefined) validators.validateInt32(flags, 'flags');
  const { dlopen: dlopenConstants } = internalBinding('constants').os;
  // Windows has no flags and takes long paths in a form of its own.
  try {
    native.dlopen(module, require('path').toNamespacedPath(`${filename}`), flags ?? dlopenConstants.RTLD_LAZY ?? 1);
  } catch (error) {
    if (error?.code === 'ERR_DLOPEN_FAILED') require('internal/modules/addon_search').notOpened(`${filename}`, error, module);
    throw error;
  }
}

function binding(name) {
  const found = require('internal/process/legacy_binding').find(`${name}`);
  if (found !== undefined) return found;
  throw new Error(`No such module: ${name}`);
}

// What the embedder of Node links in: nothing here.
function _linkedBinding(name) {
  throw unsupported(`No such binding: ${name}`, 'ERR_INVALID_MODULE');
}

function unsupported(message, code) {
  const error = new Error(message);
  error.code = code;
  return error;
}

function getBuiltinModule(id) {
  validators.validateString(id, 'id');
  const builtins = require('internal/modules/builtins');
  const name = id.startsWith('node:') ? id.slice(5) : id;
  return builtins.isPublic(name) ? builtins.load(name) : undefined;
}

function loadEnvFile(path = '.env') {
  const text = require('fs').readFileSync(path === undefined ? '.env' : path, 'utf8');
  const variables = require('util').parseEnv(text);
  for (const name in variables) {
    if (process.env[name] === undefined) process.env[name] = variables[name];
  }
}

function setSourceMapsEnabled(value) {
  validators.validateBoolean(value, 'val');
}

// ----- handles -----

function ref(maybeRefable) {
  const fn = maybeRefable?.[Symbol.for('nodejs.ref')] ?? maybeRefable?.[Symbol.for('node:ref')] ?? maybeRefable?.ref;
  if (typeof fn === 'function') Reflect.apply(fn, maybeRefable, []);
}

function unref(maybeRefable) {
  const fn = maybeRefable?.[Symbol.for('nodejs.unref')] ?? maybeRefable?.[Symbol.for('node:unref')] ??
    maybeRefable?.unref;
  if (typeof fn === 'function') Reflect.apply(fn, maybeRefable, []);
}

function _rawDebug(...args) {
  native.writeAll(2, `${require('internal/util/inspect').format(...args)}\n`);
}

function openStdin() {
  process.stdin.resume();
  return process.stdin;
}

function noInspector() {
  throw unsupported('There is no inspector in this runtime', 'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM');
}

module.exports = {
  _debugEnd: noInspector,
  _debugProcess: noInspector,
  _getActiveHandles: () => [],
  _getActiveRequests: () => [],
  _kill,
  _linkedBinding,
  _rawDebug,
  _startProfilerIdleNotifier() {},
  _stopProfilerIdleNotifier() {},
  abort,
  availableMemory: () => native.availableMemory(),
  binding,
  chdir,
  constrainedMemory: () => native.constrainedMemory(),
  cpuUsage: cpuUsageWith((values) => native.cpuUsage(values)),
  cwd,
  dlopen,
  getActiveResourcesInfo,
  getBuiltinModule,
  hrtime,
  kill,
  loadEnvFile,
  memoryUsage,
  openStdin,
  ref,
  resourceUsage,
  setSourceMapsEnabled,
  threadCpuUsage: cpuUsageWith((values) => native.threadCpuUsage(values)),
  umask,
  unref,
  uptime,
};
for (const name of ['cpuUsage', 'threadCpuUsage']) {
  Object.defineProperty(module.exports[name], 'name', { __proto__: null, value: name, configurable: true });
}
