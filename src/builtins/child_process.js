// node:child_process. What is used seldom is loaded when it is called.
//
// Neighbours: `internal/child_process/sync` (spawnSync...), `exec` (spawn, execFile), `process` (ChildProcess).
'use strict';

const { promisify } = require('internal/util');

function spawn(file, args, options) {
  return require('internal/child_process/exec').spawn(file, args, options);
}

function execFile(file, args, options, callback) {
  return require('internal/child_process/exec').execFile(file, args, options, callback);
}

function exec(command, options, callback) {
  const normal = require('internal/child_process/arguments').execArguments(command, options, callback);
  // Programs that replace execFile mean exec too.
  return module.exports.execFile(normal.file, normal.options, normal.callback);
}

function spawnSync(file, args, options) {
  return require('internal/child_process/sync').spawnSync(file, args, options);
}

function execFileSync(file, args, options) {
  return require('internal/child_process/sync').execFileSync(file, args, options);
}

function execSync(command, options) {
  return require('internal/child_process/sync').execSync(command, options);
}

function fork(modulePath, args = [], options) {
  const normal = require('internal/child_process/arguments').forkArguments(modulePath, args, options);
  return spawn(normal.options.execPath, normal.args, normal.options);
}

function _forkChild(fd, serializationMode) {
  require('internal/child_process/channel').openToParent(fd, serializationMode);
}

// util.promisify(exec): a promise of { stdout, stderr }, with the child as its property.
function promised(original) {
  function call(...args) {
    const { promise, resolve, reject } = Promise.withResolvers();
    promise.child = original(...args, (error, stdout, stderr) => {
      if (error === null) {
        resolve({ stdout, stderr });
      } else {
        error.stdout = stdout;
        error.stderr = stderr;
        reject(error);
      }
    });
    return promise;
  }
  return Object.defineProperty(call, 'name', { __proto__: null, value: original.name, configurable: true });
}

for (const original of [exec, execFile]) {
  Object.defineProperty(original, promisify.custom, {
    __proto__: null, enumerable: false, value: promised(original),
  });
}

module.exports = {
  _forkChild,
  get ChildProcess() {
    const { ChildProcess } = require('internal/child_process/process');
    Object.defineProperty(this, 'ChildProcess', {
      __proto__: null, value: ChildProcess, writable: true, enumerable: true, configurable: true,
    });
    return ChildProcess;
  },
  set ChildProcess(value) {
    Object.defineProperty(this, 'ChildProcess', {
      __proto__: null, value, writable: true, enumerable: true, configurable: true,
    });
  },
  exec,
  execFile,
  execFileSync,
  execSync,
  fork,
  spawn,
  spawnSync,
};
