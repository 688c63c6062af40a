// node:fs: the synchronous functions. Those with callbacks, streams and watchers are not there yet and say so.
'use strict';

const constants = require('internal/constants').fs;

const GROUPS = [
  require('internal/fs/files'),
  require('internal/fs/attributes'),
  require('internal/fs/links'),
  require('internal/fs/directories'),
];

for (const group of GROUPS) {
  for (const name in group) {
    if (group[name] !== undefined) exports[name] = group[name];
  }
}
exports.cpSync = function cpSync(src, dest, options) {
  require('internal/fs/copy').copyTree(src, dest, options);
};
exports.Stats = require('internal/fs/stats').Stats;
exports.Dirent = require('internal/fs/dirent').Dirent;
exports._toUnixTimestamp = require('internal/fs/arguments').toSeconds;

// ----- what is missing -----

const MISSING = (
  'appendFile access chown chmod close copyFile cp createReadStream createWriteStream exists fchown fchmod fdatasync ' +
  'fstat fsync ftruncate futimes glob globSync lchown link lstat lutimes mkdir mkdtemp open openAsBlob opendir ' +
  'opendirSync readdir read readv readFile readlink realpath rename rm rmdir stat statfs symlink truncate unwatchFile ' +
  'unlink utimes watch watchFile writeFile write writev').split(' ');

function missing(name) {
  const error = new Error(
    `fs.${name} is not implemented in napkin ${process.versions.napkin} yet: only the synchronous functions of fs are`);
  error.code = 'ERR_METHOD_NOT_IMPLEMENTED';
  return error;
}

for (const name of MISSING) {
  exports[name] = { [name]() { throw missing(name); } }[name];
}
exports.realpath.native = function() {
  throw missing('realpath.native');
};
exports.promises = new Proxy({}, {
  __proto__: null,
  get(target, name, receiver) {
    if (typeof name === 'symbol' || name in Object.prototype) return Reflect.get(target, name, receiver);
    if (name === 'constants') return constants;
    // Libraries look for `then` and friends to find out what they have.
    return /^(?:then|toJSON|nodeType)$/.test(name) ? undefined : () => Promise.reject(missing(`promises.${name}`));
  },
});

Object.defineProperty(exports, 'constants', {
  __proto__: null, configurable: false, enumerable: true, writable: true, value: constants,
});
