// The functions of fs with callbacks: results, how many arguments callbacks get, the order of things, async contexts.
'use strict';
const fs = require('fs');
const os = require('os');
const path = require('path');
const { promisify } = require('util');
const { AsyncLocalStorage, executionAsyncId } = require('async_hooks');

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'napkin-fs-'));
const at = (...parts) => path.join(root, ...parts);
const relative = (text) => String(text).replaceAll(root, '<root>');
const log = (...parts) => console.log(...parts.map((part) => (typeof part === 'string' ? relative(part) : part)));

// Calls fs[name], and gives what its callback got: an error by its properties, and the other arguments.
function call(name, ...args) {
  return new Promise((resolve) => {
    fs[name](...args, (...got) => {
      const [error, ...rest] = got;
      if (error instanceof Error) {
        const { name: kind, code, message, errno, syscall, path: file, dest, stack } = error;
        resolve([kind, code, relative(message), errno, syscall, relative(file), relative(dest), got.length,
                 // Errors of the system come from no place in the program.
                 name === 'cp' || kind !== 'Error' || stack.split('\n').length]);
      } else {
        resolve([error, got.length, ...rest]);
      }
    });
  });
}
async function show(name, ...args) {
  log(name, ...(await call(name, ...args)));
}

async function contents() {
  await show('writeFile', at('a.txt'), 'héllo');
  await show('writeFile', at('b.txt'), Buffer.from('bytes'), { mode: 0o600, flag: 'wx', flush: true });
  await show('writeFile', at('b.txt'), 'again', { flag: 'wx' });
  await show('writeFile', at('hex'), '6869', 'hex');
  await show('writeFile', at('view'), new Uint16Array([0x4141, 0x4242]));
  await show('appendFile', at('a.txt'), ' wörld');
  await show('appendFile', at('new'), 'latin é', { encoding: 'latin1' });
  await show('readFile', at('a.txt'));
  await show('readFile', at('a.txt'), 'utf8');
  await show('readFile', at('a.txt'), { encoding: 'base64' });
  await show('readFile', at('new'), { encoding: 'latin1', flag: 'r' });
  await show('readFile', Buffer.from(at('hex')), 'latin1');
  await show('readFile', at('absent'));
  await show('readFile', at('absent'), 'utf8');
  await show('readFile', root);
  await show('truncate', at('a.txt'), 3);
  await show('truncate', at('view'));
  await show('readFile', at('a.txt'), 'latin1');
  log((await call('readFile', '/proc/self/cmdline'))[2].length > 0);
}

async function descriptors() {
  const fd = (await call('open', at('fd'), 'w+', 0o640))[2];
  await show('write', fd, 'string');
  await show('write', fd, 'XY', 1);
  await show('write', fd, '4142', null, 'hex');
  await show('write', fd, Buffer.from('0123456789'), 2, 3);
  await show('write', fd, Buffer.from('0123456789'), 2, 3, 0);
  await show('write', fd, Buffer.from('0123456789'), { offset: 5, length: 1, position: 9 });
  await show('write', fd, Buffer.from('z'));
  await show('writev', fd, [Buffer.from('v1'), new Uint8Array([118, 50])]);
  await show('writev', fd, [Buffer.from('v3')], 1);
  await show('writev', fd, []);
  const buffer = Buffer.alloc(4, '.');
  await show('read', fd, buffer, 0, 4, 0);
  await show('read', fd, buffer, { position: 2, length: 1 });
  await show('read', fd, { buffer, position: 3n, offset: 1 });
  await show('read', fd, buffer);
  await show('read', fd, buffer, 0, 0, 0);
  const [error, count, bytes, filled] = await call('read', fd, { position: 0 });
  log(error, count, bytes, filled.length, filled.toString('latin1', 0, bytes));
  log((await call('read', fd))[2]);
  await show('readv', fd, [Buffer.alloc(2), new Uint8Array(3)], 0);
  await show('ftruncate', fd, 4);
  await show('ftruncate', fd);
  await show('fsync', fd);
  await show('fdatasync', fd);
  await show('fchmod', fd, 0o600);
  await show('futimes', fd, 10, new Date(20000));
  await show('fchown', fd, -1, -1);
  const stats = (await call('fstat', fd))[2];
  log(stats.mtimeMs, stats.atime.toISOString(), (stats.mode & 0o777).toString(8), stats.size, stats instanceof fs.Stats);
  log(typeof (await call('fstat', fd, { bigint: true }))[2].size);
  await show('close', fd);
  await show('close', fd);
  await show('read', fd, buffer);
  await show('fstat', fd);
}

async function paths() {
  await show('mkdir', at('d'));
  await show('mkdir', at('d'));
  await show('mkdir', at('d/e/f'), { recursive: true });
  await show('mkdir', at('d/e/f'), { recursive: true });
  await show('mkdir', at('a.txt/x'), { recursive: true });
  await show('mkdir', at('restricted'), 0o700);
  fs.writeFileSync(at('d/e/one'), '1');
  await show('symlink', 'e', at('d/link'));
  await show('symlink', 'x', at('d/dangling'), 'file');
  await show('link', at('d/e/one'), at('d/two'));
  await show('readlink', at('d/link'));
  await show('readlink', at('d/link'), 'buffer');
  await show('readlink', at('d'));
  await show('realpath', at('d/link/one'));
  await show('realpath', at('d/dangling'));
  await show('realpath', at('d/none/x'));
  log((await call('realpath', at('d/link'), { encoding: 'hex' }))[2] === Buffer.from(fs.realpathSync(at('d/e'))).toString('hex'));
  log((await new Promise((resolve) => fs.realpath.native(at('d/link'), (error, value) => resolve([error, value])))).join());
  await show('access', at('d'));
  await show('access', at('d'), fs.constants.R_OK);
  await show('access', at('none'));
  log(await promisify(fs.exists)(at('d')), await promisify(fs.exists)(at('none')), await promisify(fs.exists)(5));
  await new Promise((resolve) => fs.exists(at('d'), (...args) => resolve(log('exists', args))));
  log((await call('readdir', at('d')))[2].sort());
  log((await call('readdir', at('d'), 'buffer'))[2].map(String).sort());
  log((await call('readdir', at('d'), { withFileTypes: true }))[2]
    .map((entry) => [entry.name, entry.parentPath, entry.isFile(), entry.isDirectory(), entry.isSymbolicLink()].join())
    .sort().map(relative));
  log((await call('readdir', at('d'), { recursive: true }))[2].sort());
  log((await call('readdir', at('d'), { recursive: true, withFileTypes: true }))[2]
    .map((entry) => relative(path.join(entry.parentPath, entry.name))).sort());
  await show('readdir', at('none'));
  await show('rename', at('d/two'), at('two'));
  await show('rename', at('none'), at('x'));
  await show('copyFile', at('two'), at('three'));
  await show('copyFile', at('two'), at('three'), fs.constants.COPYFILE_EXCL);
  await show('chmod', at('two'), '600');
  await show('chown', at('two'), -1, -1);
  await show('lchown', at('d/link'), -1, -1);
  await show('utimes', at('two'), 1500000000.5, '1600000000');
  await show('lutimes', at('d/link'), 1, new Date(2000));
  const stats = (await call('stat', at('two'), { bigint: true }))[2];
  log(stats.mtimeNs, stats.atimeMs, stats.size, stats.isFile());
  log((await call('lstat', at('d/link')))[2].mtimeMs, (await call('stat', at('d/link')))[2].isDirectory());
  await show('stat', at('none'));
  await show('lstat', at('a.txt/x'));
  log(Object.keys((await call('statfs', root))[2]).join(), typeof (await call('statfs', root, { bigint: true }))[2].bsize);
  const made = (await call('mkdtemp', at('tmp-')))[2];
  log(/^<root>\/tmp-[A-Za-z0-9]{6}$/.test(relative(made)), fs.statSync(made).isDirectory());
  await show('rmdir', made);
  await show('rmdir', at('d'));
  await show('unlink', at('three'));
  await show('unlink', at('three'));
  await show('rm', at('d'));
  await show('rm', at('none'));
  await show('rm', at('none'), { force: true });
  await show('rm', at('d'), { recursive: true });
  await show('rm', at('two'));
  log(fs.readdirSync(root).sort().join());
}

async function copies() {
  fs.mkdirSync(at('tree/inner'), { recursive: true });
  fs.writeFileSync(at('tree/inner/file'), 'x');
  fs.symlinkSync('inner/file', at('tree/link'));
  await show('cp', at('tree'), at('copy'));
  await show('cp', at('tree'), at('copy'), { recursive: true });
  log(fs.readdirSync(at('copy'), { recursive: true }).sort(), fs.readlinkSync(at('copy/link')));
  await show('cp', at('tree'), at('verbatim'), { recursive: true, verbatimSymlinks: true });
  log(fs.readlinkSync(at('verbatim/link')));
  const filter = async (src) => !src.endsWith('inner');
  await show('cp', at('tree'), at('filtered'), { recursive: true, filter });
  log(fs.readdirSync(at('filtered'), { recursive: true }).sort());
  await show('cp', at('tree/inner/file'), at('tree/inner/file'));
  await show('cp', at('tree'), at('tree/inner/file'), { recursive: true });
  await show('cp', at('tree/inner/file'), at('copy'));
  await show('cp', at('tree'), at('tree/inner/deep'), { recursive: true });
  await show('cp', at('tree/inner/file'), at('copy/inner/file'), { force: false, errorOnExist: true });
  await show('cp', at('none'), at('x'));
}

async function signals() {
  const aborted = AbortSignal.abort('why');
  for (const [name, ...args] of [['readFile', at('a.txt')], ['writeFile', at('aborted'), 'x'], ['appendFile', at('aborted'), 'x']]) {
    const [kind, code, message] = await call(name, ...args, { signal: aborted });
    log(name, kind, code, message);
    const controller = new AbortController();
    const later = call(name, ...args, { signal: controller.signal });
    controller.abort();
    log((await later).slice(0, 2));
  }
}

async function order() {
  const events = [];
  const note = (text) => events.push(text);
  await new Promise((resolve) => {
    fs.stat(root, () => {
      note('callback');
      process.nextTick(note, 'tick');
      Promise.resolve().then(() => note('microtask'));
      setImmediate(() => {
        note('immediate');
        resolve();
      });
    });
    note('sync');
  });
  log(events.join());
  const storage = new AsyncLocalStorage();
  await new Promise((resolve) => {
    storage.run('store', () => fs.stat(root, () => {
      const id = executionAsyncId();
      log(storage.getStore(), id > 1);
      fs.readFile(at('a.txt'), () => {
        log(storage.getStore(), executionAsyncId() !== id);
        fs.read(0, Buffer.alloc(0), () => resolve(log(storage.getStore())));
      });
    }));
  });
  log(storage.getStore());
}

function uncaught() {
  return new Promise((resolve) => {
    process.once('uncaughtException', (error, origin) => {
      log(error.message, origin);
      resolve();
    });
    fs.stat(root, () => {
      throw new Error('thrown in a callback');
    });
  });
}

function wrongArguments() {
  const attempts = {
    none: () => fs.stat(root), text: () => fs.stat(root, {}, 'x'), noneOfThree: () => fs.chmod(root, 0o700),
    path: () => fs.stat(5, () => {}), mode: () => fs.chmod(root, 'z', () => {}), fd: () => fs.fstat('x', () => {}),
    close: () => fs.close(-1, () => {}), closeCallback: () => fs.close(1, 'x'), flags: () => fs.open(root, 'q', () => {}),
    read: () => fs.read(1, 'x', 0, 1, 0, () => {}), readLength: () => fs.read(1, Buffer.alloc(1), 0, 2, 0, () => {}),
    readNone: () => fs.read(1), readEmpty: () => fs.read(1, Buffer.alloc(0), 0, 1, 0, () => {}),
    readPosition: () => fs.read(1, Buffer.alloc(1), 0, 1, 'x', () => {}), readOptions: () => fs.read(1, 5, () => {}),
    write: () => fs.write(1, 5, () => {}), writeNone: () => fs.write(1, 'x'), writeOffset: () => fs.write(1, Buffer.alloc(1), 2, () => {}),
    views: () => fs.readv(1, [1], () => {}), viewsNone: () => fs.writev(1, [Buffer.alloc(1)]),
    data: () => fs.writeFile(at('x'), 5, () => {}), dataNone: () => fs.writeFile(at('x'), 'x'),
    encoding: () => fs.readFile(root, 'bad', () => {}), options: () => fs.readFile(root, 5, () => {}),
    signal: () => fs.readFile(root, { signal: 1 }, () => {}), exists: () => fs.exists(root),
    rm: () => fs.rm(root, { recursive: 1 }, () => {}), cp: () => fs.cp(root, root, { recursive: 1 }, () => {}),
    cpNone: () => fs.cp(root, root), rename: () => fs.rename(root, 1, () => {}), nul: () => fs.stat('a\0b', () => {}),
    realpath: () => fs.realpath(root), native: () => fs.realpath.native(root), opendir: () => fs.opendir(root),
    mkdtemp: () => fs.mkdtemp(root),
  };
  for (const label in attempts) {
    try {
      log(label, attempts[label]());
    } catch (error) {
      log(label, error.name, error.code, error.message);
    }
  }
}

async function directories() {
  fs.mkdirSync(at('open'));
  for (const name of ['a', 'b', 'c']) fs.writeFileSync(at('open', name), '');
  const dir = fs.opendirSync(at('open'));
  log(relative(dir.path), dir instanceof fs.Dir, dir.readSync() instanceof fs.Dirent);
  log(['a', 'b', 'c'].includes((await dir.read()).name), await new Promise((resolve) => dir.read((error) => resolve(error))));
  log(await dir.read(), dir.readSync());
  dir.closeSync();
  const codes = [];
  for (const name of ['readSync', 'closeSync']) {
    try {
      dir[name]();
    } catch (error) {
      codes.push(error.code, error.message);
    }
  }
  await dir.read().catch((error) => codes.push(error.code));
  await dir.close().catch((error) => codes.push(error.code));
  log(codes.join());
  const names = [];
  for await (const entry of (await call('opendir', at('open')))[2]) names.push(entry.name);
  log(names.sort().join());
  await show('opendir', at('none'));
  await show('opendir', at('a.txt'));
}

(async () => {
  for (const part of [contents, descriptors, paths, copies, signals, order, uncaught, wrongArguments, directories]) await part();
  fs.rmSync(root, { recursive: true });
})();
