// The arguments of child_process's functions: checked, put in order, and made into what is to be started.
'use strict';

const { codes } = require('internal/errors');
const {
  validateBoolean, validateFunction, validateInt32, validateInteger, validateNumber, validateObject, validateString,
} = require('internal/validators');
const { kEmptyObject } = require('internal/util');

const MAX_BUFFER = 1024 * 1024;

function refuseNul(text, name) {
  if (typeof text === 'string' && text.includes('\0')) {
    throw new codes.ERR_INVALID_ARG_VALUE(name, text, 'must be a string without null bytes');
  }
}

function refuseNuls(texts, name) {
  for (let i = 0; i < texts.length; i++) refuseNul(texts[i], `${name}[${i}]`);
}

function validateArgv0(argv0) {
  if (argv0 == null) return;
  validateString(argv0, 'options.argv0');
  refuseNul(argv0, 'options.argv0');
}

function validateTimeout(timeout) {
  if (timeout != null) validateInteger(timeout, 'timeout', 0);
}

function validateMaxBuffer(maxBuffer) {
  if (maxBuffer != null) validateNumber(maxBuffer, 'options.maxBuffer', 0);
}

// The number of a signal that is given by name or number.
function signalNumber(signal) {
  const { signals } = require('internal/constants').os;
  if (typeof signal === 'number' && Object.values(signals).includes(signal)) return signal;
  if (typeof signal === 'string') {
    const number = signals[signal.toUpperCase()];
    if (number) return number;
  }
  throw new codes.ERR_UNKNOWN_SIGNAL(signal);
}

// The name of a signal that ended a child; '' when it has none.
function signalName(number) {
  const { signals } = require('internal/constants').os;
  for (const name in signals) if (signals[name] === number) return name;
  return '';
}

function killSignalNumber(signal) {
  if (typeof signal === 'string' || typeof signal === 'number') return signalNumber(signal);
  if (signal != null) throw new codes.ERR_INVALID_ARG_TYPE('options.killSignal', ['string', 'number'], signal);
  return undefined;
}

// exec(command, [options], [callback])
function execArguments(command, options, callback) {
  validateString(command, 'command');
  refuseNul(command, 'command');
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  options = { __proto__: null, ...options };
  options.shell = typeof options.shell === 'string' ? options.shell : true;
  return { file: command, options, callback };
}

// execFile(file, [args], [options], [callback])
function execFileArguments(file, args, options, callback) {
  if (Array.isArray(args)) {
    args = args.slice();
  } else if (args != null && typeof args === 'object') {
    callback = options;
    options = args;
    args = null;
  } else if (typeof args === 'function') {
    callback = args;
    options = null;
    args = null;
  }
  args ??= [];
  if (typeof options === 'function') callback = options;
  else if (options != null) validateObject(options, 'options');
  options ??= kEmptyObject;
  if (callback != null) validateFunction(callback, 'callback');
  validateArgv0(options.argv0);
  return { file, args, options, callback };
}

function validateSpawnOptions(options) {
  if (options.detached != null) validateBoolean(options.detached, 'options.detached');
  if (options.uid != null) validateInt32(options.uid, 'options.uid');
  if (options.gid != null) validateInt32(options.gid, 'options.gid');
  const { shell } = options;
  if (shell != null && typeof shell !== 'boolean' && typeof shell !== 'string') {
    throw new codes.ERR_INVALID_ARG_TYPE('options.shell', ['boolean', 'string'], shell);
  }
  validateArgv0(options.argv0);
  if (options.windowsHide != null) validateBoolean(options.windowsHide, 'options.windowsHide');
  if (options.windowsVerbatimArguments != null) {
    validateBoolean(options.windowsVerbatimArguments, 'options.windowsVerbatimArguments');
  }
}

let warnedOfUnescaped = false;

// Once in a process: arguments next to a shell are joined as they are.
function warnOfUnescaped() {
  if (warnedOfUnescaped) return;
  warnedOfUnescaped = true;
  process.emitWarning(
    'Passing args to a child process with shell option true can lead to security ' +
    'vulnerabilities, as the arguments are not escaped, only concatenated.', 'DeprecationWarning', 'DEP0190');
}

// The shell that runs a command line, and its arguments.
function throughShell(command, shell) {
  if (process.platform !== 'win32') {
    const standard = process.platform === 'android' ? '/system/bin/sh' : '/bin/sh';
    return { file: typeof shell === 'string' ? shell : standard, args: ['-c', command], verbatim: undefined };
  }
  const file = typeof shell === 'string' ? shell : process.env.comspec || 'cmd.exe';
  if (/^(?:.*\\)?cmd(?:\.exe)?$/i.test(file)) {
    return { file, args: ['/d', '/s', '/c', `"${command}"`], verbatim: true };
  }
  return { file, args: ['-c', command], verbatim: undefined };
}

// Names of variables are the same in capitals on Windows: the first one counts.
function withoutSameNames(names) {
  const seen = new Set();
  return names.sort().filter((name) => {
    const known = seen.has(name.toUpperCase());
    seen.add(name.toUpperCase());
    return !known;
  });
}

function environmentPairs(given) {
  const env = given || { ...process.env };
  // A program that measures coverage shall measure its children too.
  if (process.env.NODE_V8_COVERAGE && !(given && Object.hasOwn(given, 'NODE_V8_COVERAGE'))) {
    env.NODE_V8_COVERAGE = process.env.NODE_V8_COVERAGE;
  }
  let names = [];
  // Inherited ones count, as in Node.
  for (const name in env) names.push(name);
  if (process.platform === 'win32') names = withoutSameNames(names);
  const pairs = [];
  for (const name of names) {
    const value = env[name];
    if (value === undefined) continue;
    refuseNul(name, `options.env['${name}']`);
    refuseNul(value, `options.env['${name}']`);
    pairs.push(`${name}=${value}`);
  }
  return pairs;
}

// spawn(file, [args], [options]): a copy of the options with all that the child is started with.
function spawnArguments(file, args, options) {
  validateString(file, 'file');
  refuseNul(file, 'file');
  if (file.length === 0) throw new codes.ERR_INVALID_ARG_VALUE('file', file, 'cannot be empty');
  if (Array.isArray(args)) {
    args = args.slice();
  } else if (args == null) {
    args = [];
  } else if (typeof args !== 'object') {
    throw new codes.ERR_INVALID_ARG_TYPE('args', 'object', args);
  } else {
    options = args;
    args = [];
  }
  refuseNuls(args, 'args');
  if (options === undefined) options = kEmptyObject;
  else validateObject(options, 'options');
  options = { __proto__: null, ...options };
  let { cwd, windowsVerbatimArguments } = options;
  if (cwd != null) cwd = require('internal/fs/arguments').validPath(cwd, 'options.cwd');
  validateSpawnOptions(options);
  if (options.shell) {
    refuseNul(options.shell, 'options.shell');
    if (args.length > 0) warnOfUnescaped();
    const shell = throughShell(args.length > 0 ? `${file} ${args.join(' ')}` : file, options.shell);
    ({ file, args } = shell);
    windowsVerbatimArguments = shell.verbatim ?? windowsVerbatimArguments;
  }
  args.unshift(typeof options.argv0 === 'string' ? options.argv0 : file);
  return {
    __proto__: null,
    ...options,
    args,
    cwd,
    detached: !!options.detached,
    envPairs: environmentPairs(options.env),
    file,
    windowsHide: !!options.windowsHide,
    windowsVerbatimArguments: !!windowsVerbatimArguments,
  };
}

// fork(modulePath, [args], [options]): arguments and options for spawn.
function forkArguments(modulePath, args, options) {
  modulePath = require('internal/fs/arguments').validPath(modulePath, 'modulePath');
  if (args == null) {
    args = [];
  } else if (typeof args === 'object' && !Array.isArray(args)) {
    options = args;
    args = [];
  } else {
    require('internal/validators').validateArray(args, 'args');
  }
  if (options != null) validateObject(options, 'options');
  options = { __proto__: null, ...options, shell: false };
  options.execPath ||= process.execPath;
  refuseNul(options.execPath, 'options.execPath');
  let execArgv = options.execArgv || process.execArgv;
  refuseNuls(execArgv, 'options.execArgv');
  if (execArgv === process.execArgv && process._eval != null) {
    // The text of -e would fork again.
    const index = execArgv.lastIndexOf(process._eval);
    if (index > 0) execArgv = execArgv.toSpliced(index - 1, 2);
  }
  const word = typeof options.stdio === 'string' ? options.stdio : options.silent ? 'pipe' : 'inherit';
  if (!Array.isArray(options.stdio)) options.stdio = forkStdio(word);
  else if (!options.stdio.includes('ipc')) throw new codes.ERR_CHILD_PROCESS_IPC_REQUIRED('options.stdio');
  return { args: [...execArgv, modulePath, ...args], options };
}

function forkStdio(word) {
  if (word === 'inherit') return [0, 1, 2, 'ipc'];
  if (!['ignore', 'overlapped', 'pipe'].includes(word)) throw new codes.ERR_INVALID_ARG_VALUE('stdio', word);
  return [word, word, word, 'ipc'];
}

// What native code is given: the same, with every text a string.
function nativeCommand(options, stdio) {
  const args = options.args?.length > 0 ? options.args : [options.file];
  return {
    file: options.file,
    args: args.map((arg) => `${arg}`),
    cwd: options.cwd,
    envPairs: options.envPairs?.map((pair) => `${pair}`),
    uid: options.uid,
    gid: options.gid,
    detached: !!options.detached,
    windowsHide: !!options.windowsHide,
    windowsVerbatimArguments: !!options.windowsVerbatimArguments,
    stdio,
  };
}

module.exports = {
  MAX_BUFFER,
  execArguments,
  execFileArguments,
  forkArguments,
  killSignalNumber,
  nativeCommand,
  signalName,
  signalNumber,
  spawnArguments,
  validateMaxBuffer,
  validateTimeout,
};
