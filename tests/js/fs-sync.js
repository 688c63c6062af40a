// The synchronous functions of fs: real work in a temporary directory, and the error of every wrong argument.
'use strict';
const fs = require('fs');
const os = require('os');
const path = require('path');

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'napkin-fs-'));
const at = (...parts) => path.join(root, ...parts);
const relative = (text) => String(text).replaceAll(root, '<root>');
const log = (...parts) => console.log(...parts.map((part) => (typeof part === 'string' ? relative(part) : part)));
function attempt(label, call) {
  try {
    log(label, '=>', call());
  } catch (error) {
    const { name, code, message, errno, syscall, path: file, dest } = error;
    log(label, '!!', name, code, message, relative(JSON.stringify({ errno, syscall, file, dest })));
  }
}

// ----- whole files -----
fs.writeFileSync(at('a.txt'), 'héllo wörld\n');
log(fs.readFileSync(at('a.txt'), 'utf8'), fs.readFileSync(at('a.txt')), fs.readFileSync(at('a.txt'), { encoding: 'base64' }));
log(fs.readFileSync(Buffer.from(at('a.txt')), 'latin1'), fs.readFileSync(at('a.txt'), 'hex'));
fs.appendFileSync(at('a.txt'), Buffer.from('more'));
fs.appendFileSync(at('a.txt'), '626f7265', 'hex');
log(fs.readFileSync(at('a.txt'), 'utf8'));
fs.writeFileSync(at('a.txt'), new Uint16Array([0x4141, 0x4242]));
fs.writeFileSync(at('view'), new DataView(new Uint8Array([1, 2, 3, 4]).buffer, 1, 2));
log(fs.readFileSync(at('a.txt'), 'latin1'), fs.readFileSync(at('view')));
fs.writeFileSync(at('mode'), 'x', { mode: 0o600, flag: 'wx', flush: true });
log((fs.statSync(at('mode')).mode & 0o777).toString(8), fs.readFileSync('/proc/self/cmdline').length > 0);
attempt('wx', () => fs.writeFileSync(at('mode'), 'x', { flag: 'wx' }));

// ----- descriptors -----
const fd = fs.openSync(at('fd'), 'w+', '644');
log(fs.writeSync(fd, 'string'), fs.writeSync(fd, Buffer.from('0123456789'), 2, 3), fs.writeSync(fd, 'XY', 1), fs.writeSync(fd, '4142', null, 'hex'));
log(fs.writeSync(fd, Buffer.from('options'), { offset: 2, length: 2, position: 0 }), fs.writevSync(fd, [Buffer.from('v1'), new Uint8Array([118, 50])]));
const buffer = Buffer.alloc(8, '.');
log(fs.readSync(fd, buffer, 1, 4, 0), buffer.toString(), fs.readSync(fd, buffer, { position: 2, length: 3 }), buffer.toString());
log(fs.readSync(fd, buffer, 0, 8, 2n), buffer.toString(), fs.readSync(fd, buffer, 0, 8, 1000), fs.readSync(fd, buffer));
const parts = [Buffer.alloc(3), Buffer.alloc(4)];
log(fs.readvSync(fd, parts, 0), parts.join('|'));
fs.ftruncateSync(fd, 4);
log(fs.fstatSync(fd).size, fs.fstatSync(fd, { bigint: true }).size);
fs.fsyncSync(fd);
fs.fdatasyncSync(fd);
fs.fchmodSync(fd, 0o640);
fs.futimesSync(fd, 10, new Date(20000));
log(fs.fstatSync(fd).mtimeMs, fs.fstatSync(fd).atime.toISOString(), (fs.fstatSync(fd).mode & 0o777).toString(8));
fs.closeSync(fd);
attempt('closed', () => fs.fstatSync(fd));
fs.truncateSync(at('fd'), 2);
log(fs.readFileSync(at('fd'), 'latin1'));
fs.truncateSync(at('fd'));
log(fs.statSync(at('fd')).size);

// ----- stat -----
fs.utimesSync(at('a.txt'), 1500000000.5, '1600000000');
const stats = fs.statSync(at('a.txt'));
log(Object.keys(stats).join(), stats.size, stats.mtimeMs, stats.atimeMs, stats.mtime.toISOString(), stats.isFile(), stats.isDirectory(),
    stats.isSymbolicLink(), stats.isFIFO(), stats.isSocket(), stats.isBlockDevice(), stats.isCharacterDevice());
const big = fs.statSync(at('a.txt'), { bigint: true });
log(Object.keys(big).join(), big.size, big.mtimeMs, big.atimeNs, big.isFile(), big.mtime.toISOString(), big.constructor.name);
log(stats instanceof fs.Stats, stats.constructor.name, fs.statSync('/dev/null').isCharacterDevice(), fs.statSync(root).isDirectory());
log(fs.statSync(at('absent'), { throwIfNoEntry: false }), fs.lstatSync(at('absent'), { throwIfNoEntry: false }));
attempt('not a directory', () => fs.lstatSync(at('a.txt', 'below'), { throwIfNoEntry: false }));
stats.mtime = 'replaced';
log(stats.mtime, Object.keys(fs.statfsSync(root)).join(), typeof fs.statfsSync(root, { bigint: true }).bsize);

// ----- directories -----
log(fs.mkdirSync(at('d', 'e', 'f'), { recursive: true }), fs.mkdirSync(at('d', 'e'), { recursive: true }), fs.mkdirSync(at('m'), 0o700));
log((fs.statSync(at('m')).mode & 0o777).toString(8));
fs.writeFileSync(at('d', 'one'), '');
fs.writeFileSync(at('d', 'e', 'two'), '');
fs.symlinkSync('one', at('d', 'link'));
fs.symlinkSync('nowhere', at('d', 'dangling'));
log(fs.readdirSync(at('d')).sort(), fs.readdirSync(at('d'), { recursive: true }).sort(), fs.readdirSync(at('d'), 'buffer').sort(Buffer.compare));
for (const entry of fs.readdirSync(at('d'), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
  log(entry.constructor.name, entry.name, relative(entry.parentPath), entry.isFile(), entry.isDirectory(), entry.isSymbolicLink(), Object.keys(entry).join());
}
log(fs.readdirSync(at('d'), { withFileTypes: true, recursive: true }).map((entry) => relative(path.join(entry.parentPath, entry.name))).sort());
log(fs.readdirSync(at('d'), { encoding: 'hex' }).sort());
const temporary = fs.mkdtempSync(at('t-'));
log(path.basename(temporary).length, fs.statSync(temporary).isDirectory(), Buffer.isBuffer(fs.mkdtempSync(at('t-'), 'buffer')));

// ----- names -----
log(fs.readlinkSync(at('d', 'link')), fs.readlinkSync(at('d', 'link'), 'buffer'), fs.lstatSync(at('d', 'link')).isSymbolicLink());
log(fs.realpathSync(at('d', '..', 'd', 'link')), fs.realpathSync.native(at('d', 'link')), fs.realpathSync(at('d', 'link'), 'buffer').length > 0);
fs.copyFileSync(at('a.txt'), at('copy'));
fs.linkSync(at('copy'), at('hard'));
log(fs.statSync(at('hard')).nlink, fs.readFileSync(at('hard'), 'latin1'));
fs.renameSync(at('copy'), at('renamed'));
log(fs.existsSync(at('copy')), fs.existsSync(at('renamed')), fs.existsSync(Buffer.from(root)));
fs.unlinkSync(at('hard'));
fs.lutimesSync(at('d', 'link'), 1, 2);
log(fs.lstatSync(at('d', 'link')).mtimeMs);
fs.chmodSync(at('renamed'), '400');
log((fs.statSync(at('renamed')).mode & 0o777).toString(8));
fs.accessSync(at('renamed'), fs.constants.R_OK);
fs.chownSync(at('renamed'), -1, -1);
fs.lchownSync(at('renamed'), process.getuid(), process.getgid());
fs.cpSync(at('d'), at('cp'), { recursive: true });
log(fs.readdirSync(at('cp'), { recursive: true }).sort(), fs.readlinkSync(at('cp', 'link')));
attempt('copy over', () => fs.copyFileSync(at('a.txt'), at('renamed'), fs.constants.COPYFILE_EXCL));

// ----- removing -----
attempt('rmdir', () => fs.rmdirSync(at('d')));
attempt('rm', () => fs.rmSync(at('d')));
fs.rmSync(at('d'), { recursive: true });
fs.rmSync(at('d'), { recursive: true, force: true });
fs.rmdirSync(at('m'));
log(fs.existsSync(at('d')), fs.existsSync(at('m')));

// ----- failures -----
const absent = at('absent');
for (const [label, call] of Object.entries({
  read: () => fs.readFileSync(absent), readUtf8: () => fs.readFileSync(absent, 'utf8'), readDirectory: () => fs.readFileSync(root),
  readDirectoryUtf8: () => fs.readFileSync(root, 'utf8'), write: () => fs.writeFileSync(root, ''), open: () => fs.openSync(absent),
  close: () => fs.closeSync(9999), stat: () => fs.statSync(absent), lstat: () => fs.lstatSync(absent), readdir: () => fs.readdirSync(absent),
  readdirFile: () => fs.readdirSync(at('a.txt')), readdirTree: () => fs.readdirSync(absent, { recursive: true }), mkdir: () => fs.mkdirSync(root),
  mkdirTree: () => fs.mkdirSync(at('a.txt', 'x'), { recursive: true }), mkdirFile: () => fs.mkdirSync(at('a.txt'), { recursive: true }),
  rmdir: () => fs.rmdirSync(absent), unlink: () => fs.unlinkSync(absent), rename: () => fs.renameSync(absent, at('x')),
  copyFile: () => fs.copyFileSync(absent, at('x')), link: () => fs.linkSync(absent, at('x')), symlink: () => fs.symlinkSync('x', root),
  readlink: () => fs.readlinkSync(root), realpath: () => fs.realpathSync(at('absent', 'x')), realpathNative: () => fs.realpathSync.native(absent),
  access: () => fs.accessSync(absent), chmod: () => fs.chmodSync(absent, 0), chown: () => fs.chownSync(absent, 1, 1), utimes: () => fs.utimesSync(absent, 1, 1),
  lutimes: () => fs.lutimesSync(absent, 1, 1), truncate: () => fs.truncateSync(absent), rm: () => fs.rmSync(absent), mkdtemp: () => fs.mkdtempSync(at('no', 'x')),
  statfs: () => fs.statfsSync(absent), cp: () => fs.cpSync(absent, at('x')), cpDirectory: () => fs.cpSync(root, at('x')), append: () => fs.appendFileSync(root, 'x'),
  // arguments
  pathNull: () => fs.readFileSync(null), pathNumber: () => fs.statSync(1.5), pathNul: () => fs.openSync('a\0b'), pathObject: () => fs.readdirSync({}),
  encoding: () => fs.readFileSync(absent, 'bad'), options: () => fs.readFileSync(absent, 5), flags: () => fs.openSync(absent, 'zz'), flag: () => fs.readFileSync(absent, { flag: 'q' }),
  mode: () => fs.openSync(absent, 'r', '9'), modeObject: () => fs.chmodSync(absent, {}), fdText: () => fs.closeSync('x'), fdNegative: () => fs.fstatSync(-1), fdFraction: () => fs.fsyncSync(1.5),
  data: () => fs.writeFileSync(absent, 5), dataObject: () => fs.writeFileSync(absent, {}), flush: () => fs.writeFileSync(absent, '', { flush: 1 }), access9: () => fs.accessSync(root, 9), accessText: () => fs.accessSync(root, 'x'),
  time: () => fs.utimesSync(root, 'a', 1), timeObject: () => fs.futimesSync(1, {}, 1), uid: () => fs.chownSync(root, 'a', 1), gid: () => fs.chownSync(root, 1, -2), readBuffer: () => fs.readSync(0, 'x'),
  readOptions: () => fs.readSync(0, Buffer.alloc(4), 9), readLength: () => fs.readSync(0, Buffer.alloc(4), 0, 9), readOffset: () => fs.readSync(0, Buffer.alloc(4), -1, 1), readPosition: () => fs.readSync(0, Buffer.alloc(4), 0, 1, 'x'),
  readEmpty: () => fs.readSync(0, Buffer.alloc(0), 0, 1), writeNumber: () => fs.writeSync(1, 5), writeOffset: () => fs.writeSync(1, Buffer.alloc(2), 5), writeLength: () => fs.writeSync(1, Buffer.alloc(2), 0, 5),
  views: () => fs.readvSync(0, [1]), symlinkType: () => fs.symlinkSync('x', 'y', 'z'), rmRecursive: () => fs.rmSync(root, { recursive: 1 }), rmdirRecursive: () => fs.rmdirSync(root, { recursive: true }),
  mkdirRecursive: () => fs.mkdirSync(root, { recursive: 1 }), mkdirMode: () => fs.mkdirSync(root, { mode: 'x' }), readdirRecursive: () => fs.readdirSync(root, { recursive: 1 }), prefix: () => fs.mkdtempSync(), truncateLength: () => fs.ftruncateSync(1, 'x'),
  copyMode: () => fs.copyFileSync('a', 'b', 9), newPath: () => fs.renameSync('a', 1), target: () => fs.symlinkSync(1, 'a'), existing: () => fs.linkSync(1, 'a'), exists: () => fs.existsSync('a\0'),
  cpOptions: () => fs.cpSync('a', 'b', { recursive: 1 }), cpPair: () => fs.cpSync('a', 'b', { dereference: true, verbatimSymlinks: true }), position: () => fs.readSync(0, Buffer.alloc(1), 0, 1, 2n ** 63n),
})) {
  attempt(label, call);
}
const { constants } = fs;
log(Object.keys(constants).length, constants.O_RDWR, constants.S_IFMT, Object.getOwnPropertyDescriptor(fs, 'constants').configurable);
fs.rmSync(root, { recursive: true });

// ----- copying trees -----
const copyRoot = fs.mkdtempSync(path.join(os.tmpdir(), 'napkin-cp-'));
process.chdir(copyRoot);
fs.mkdirSync('d/e', { recursive: true });
fs.mkdirSync('x');
fs.writeFileSync('f', '1');
fs.writeFileSync('g', '2');
for (const [label, call] of Object.entries({
  notRecursive: () => fs.cpSync('d', 'y'), same: () => fs.cpSync('f', 'f'), directoryToFile: () => fs.cpSync('d', 'f', { recursive: true }),
  fileToDirectory: () => fs.cpSync('f', 'x'), inside: () => fs.cpSync('d', 'd/e/z', { recursive: true }),
  exists: () => fs.cpSync('f', 'g', { force: false, errorOnExist: true }), kept: () => fs.cpSync('f', 'g', { force: false }) ?? fs.readFileSync('g', 'utf8'),
  parents: () => fs.cpSync('f', 'n1/n2/f') ?? fs.readdirSync('n1/n2'),
  filter: () => fs.cpSync('d', 'filtered', { recursive: true, filter: (from, to) => log(from, to) ?? from !== 'd/e' }) ?? fs.readdirSync('filtered'),
})) {
  attempt(label, call);
}
process.chdir('/');
fs.rmSync(copyRoot, { recursive: true });
