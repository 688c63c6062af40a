// node:fs. What is one native call comes in three forms from one table (internal/fs/operations); what takes more has
// files of its own. Copying, globbing, directories that are open, streams, watchers and promises are loaded when they
// are first used.
'use strict';

const constants = require('internal/constants').fs;

const { existsSync, lchmodSync, lstatSync, statSync } = require('internal/fs/attributes');
const { mkdtempDisposableSync } = require('internal/fs/directories');
const { readFileSync, readSync, readvSync, writeSync, writevSync } = require('internal/fs/files');
const { realpathSync } = require('internal/fs/links');

Object.assign(
  exports,
  require('internal/fs/synchronous'),
  require('internal/fs/callbacks').functions,
  require('internal/fs/reads_writes'),
  require('internal/fs/whole_files'),
  { existsSync, lstatSync, mkdtempDisposableSync, readFileSync, readSync, readvSync, realpathSync, statSync, writeSync,
    writevSync },
);

// Undefined where the system has no such call.
exports.lchmod = undefined;
exports.lchmodSync = lchmodSync;
if (lchmodSync !== undefined) {
  exports.lchmod = function lchmod(path, mode, callback) {
    const { doneWith } = require('internal/fs/callbacks');
    doneWith(callback);
    require('fs').promises.lchmod(path, mode).then(() => callback(null), callback);
  };
}

// Functions of files that are loaded when one of them is first called.
const LATER = {
  'internal/fs/copy': { cp: 4, cpSync: 3 },
  'internal/fs/glob': { glob: 3, globSync: 2 },
  'internal/fs/dir': { opendir: 3, opendirSync: 2 },
  'internal/fs/streams': { createReadStream: 2, createWriteStream: 2 },
  'internal/fs/watchers': { unwatchFile: 2, watch: 3, watchFile: 3 },
  'internal/fs/blobs': { openAsBlob: 1, openAsBlobSync: 1 },
};

for (const file in LATER) {
  for (const name in LATER[file]) {
    exports[name] = Object.defineProperty(
      { [name](...args) { return Reflect.apply(require(file)[name], this, args); } }[name],
      'length', { __proto__: null, value: LATER[file][name], configurable: true });
  }
}

exports.Stats = require('internal/fs/stats').Stats;
exports.Dirent = require('internal/fs/dirent').Dirent;
exports._toUnixTimestamp = require('internal/fs/arguments').toSeconds;

// A property that loads its file when it is first read, and can be replaced.
function defineLazy(name, load, settable = true) {
  let value;
  let known = false;
  Object.defineProperty(exports, name, {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get() {
      if (!known) {
        value = load();
        known = true;
      }
      return value;
    },
    set: !settable ? undefined : (replacement) => {
      value = replacement;
      known = true;
    },
  });
}

defineLazy('Dir', () => require('internal/fs/dir').Dir);
defineLazy('ReadStream', () => require('internal/fs/streams').ReadStream);
defineLazy('WriteStream', () => require('internal/fs/streams').WriteStream);
defineLazy('FileReadStream', () => require('internal/fs/streams').ReadStream);
defineLazy('FileWriteStream', () => require('internal/fs/streams').WriteStream);
defineLazy('Utf8Stream', () => require('internal/fs/utf8_stream').Utf8Stream, false);
defineLazy('promises', () => require('internal/fs/promises').functions, false);

Object.defineProperty(exports, 'constants', {
  __proto__: null, configurable: false, enumerable: true, writable: false, value: constants,
});
