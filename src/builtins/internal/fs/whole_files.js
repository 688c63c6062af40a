// fs.readFile, writeFile and appendFile with callbacks: whole contents, with AbortSignals; and fs.exists, fs.realpath.
'use strict';

const { validateFunction } = require('internal/validators');
const { checkAborted, getOptions, validPath } = require('internal/fs/arguments');
const { doneWith } = require('internal/fs/callbacks');
const { operations, readFile: reading } = require('internal/fs/files');
const { nativeRealpath, realpathSync } = require('internal/fs/links');
const { send, withoutStack } = require('internal/fs/requests');

// Starts an operation that has a signal; one that is aborted already is told at once.
function start(operation, args, options, callback) {
  const done = doneWith(callback);
  const taken = operation.take(...args);
  try {
    checkAborted(options?.signal);
  } catch (error) {
    callback(error);
    return;
  }
  send(operation, taken, done);
}

function readFile(path, options, callback) {
  callback ||= options;
  start(reading, [path, options], options, callback);
}

function writeFile(path, data, options, callback) {
  callback ||= options;
  start(operations.writeFile, [path, data, options], options, callback);
}

function appendFile(path, data, options, callback) {
  callback ||= options;
  start(operations.appendFile, [path, data, options], options, callback);
}

function exists(path, callback) {
  validateFunction(callback, 'cb');
  let valid;
  try {
    valid = validPath(path);
  } catch {
    callback(false);
    return;
  }
  send({ native: 'access' }, [valid, 0], (error) => callback(error === null));
}
Object.defineProperty(exists, require('internal/util').promisify.custom, {
  __proto__: null,
  value: function exists(path) {
    return new Promise((resolve) => module.exports.exists(path, resolve));
  },
});

// What the system says, where links are resolved as in the function that is spelled out in links.js.
function realpath(path, options, callback) {
  callback = typeof options === 'function' ? options : callback;
  const done = doneWith(callback);
  const { encoding } = getOptions(options);
  const taken = nativeRealpath.take(path, { encoding });
  send(nativeRealpath, taken, (error, value) => {
    if (error === null && process.platform !== 'win32') {
      done(null, value);
      return;
    }
    // Which segment is missing: known to be a matter of a few calls.
    try {
      value = withoutStack(() => realpathSync(path, { encoding }));
      error = null;
    } catch (thrown) {
      error = thrown;
    }
    done(error, value);
  });
}

realpath.native = function(path, options, callback) {
  callback = typeof options === 'function' ? options : callback;
  const done = doneWith(callback);
  send(nativeRealpath, nativeRealpath.take(path, options), done);
};

module.exports = { appendFile, exists, readFile, realpath, writeFile };
