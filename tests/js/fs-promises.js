// node:fs/promises: results, rejections, the async contexts of what follows.
'use strict';
const fs = require('fs');
const fsp = require('fs/promises');
const os = require('os');
const path = require('path');
const { AsyncLocalStorage } = require('async_hooks');

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'napkin-fs-'));
const at = (...parts) => path.join(root, ...parts);
const relative = (text) => String(text).replaceAll(root, '<root>');
const log = (...parts) => console.log(...parts.map((part) => (typeof part === 'string' ? relative(part) : part)));

async function show(name, ...args) {
  try {
    const promise = fsp[name](...args);
    if (!(promise instanceof Promise)) log('no promise');
    log(name, await promise);
  } catch (error) {
    const { name: kind, code, message, errno, syscall, path: file, dest } = error;
    log(name, '!!', kind, code, message, errno, syscall, relative(file), relative(dest));
  }
}

async function work() {
  log(fsp === fs.promises, fsp.constants === fs.constants);
  await show('writeFile', at('a.txt'), 'héllo');
  await show('writeFile', at('b.txt'), Buffer.from('bytes'), { mode: 0o600, flag: 'wx', flush: true });
  await show('writeFile', at('b.txt'), 'again', { flag: 'wx' });
  await show('appendFile', at('a.txt'), ' wörld');
  await show('writeFile', at('parts'), ['one ', Buffer.from('two '), 'three']);
  await show('appendFile', at('parts'), (async function*() {
    yield ' four';
    yield new Uint8Array([32, 53]);
  })());
  await show('writeFile', at('parts'), [5]);
  await show('readFile', at('parts'), 'utf8');
  await show('readFile', at('a.txt'));
  await show('readFile', at('a.txt'), { encoding: 'hex' });
  await show('readFile', at('absent'));
  await show('readFile', root);
  await show('readFile', 3);
  await show('truncate', at('a.txt'), 2);
  await show('mkdir', at('d/e'), { recursive: true });
  await show('mkdir', at('d'));
  await show('symlink', '../a.txt', at('d/link'));
  await show('readlink', at('d/link'));
  await show('realpath', at('d/link'));
  await show('realpath', at('d/none'));
  await show('access', at('d'), fs.constants.W_OK);
  await show('access', at('none'));
  await show('copyFile', at('a.txt'), at('d/copy'));
  await show('link', at('a.txt'), at('d/hard'));
  await show('rename', at('d/hard'), at('hard'));
  await show('chmod', at('hard'), 0o640);
  await show('chown', at('hard'), -1, -1);
  await show('lchown', at('d/link'), -1, -1);
  await show('lchmod', at('d/link'), 0o600);
  await show('utimes', at('hard'), 10, new Date(20000));
  await show('lutimes', at('d/link'), 1, 2);
  const stats = await fsp.stat(at('hard'));
  log(stats.mtimeMs, stats.nlink, (stats.mode & 0o777).toString(8), (await fsp.lstat(at('d/link'))).isSymbolicLink());
  log(typeof (await fsp.stat(root, { bigint: true })).size, typeof (await fsp.statfs(root)).bsize);
  await show('stat', at('none'));
  log((await fsp.readdir(at('d'))).sort(), (await fsp.readdir(root, { recursive: true })).sort());
  log((await fsp.readdir(at('d'), { withFileTypes: true })).map((entry) => `${entry.name} ${entry.isFile()}`).sort());
  await show('readdir', at('none'));
  log(/^<root>\/t-.{6}$/.test(relative(await fsp.mkdtemp(at('t-')))));
  const temporary = await fsp.mkdtempDisposable(at('disposable-'));
  log(Object.keys(temporary).join(), typeof temporary[Symbol.asyncDispose], fs.existsSync(temporary.path));
  await temporary.remove();
  log(fs.existsSync(temporary.path));
  await show('cp', at('d'), at('copied'), { recursive: true });
  await show('cp', at('d'), at('copied'));
  log(fs.readdirSync(at('copied')).sort());
  const dir = await fsp.opendir(at('copied'));
  const names = [];
  for await (const { name } of dir) names.push(name);
  log(names.sort());
  await show('opendir', at('none'));
  await show('rmdir', at('d'));
  await show('rm', at('d'));
  await show('rm', at('d'), { recursive: true });
  await show('unlink', at('hard'));
  await show('unlink', at('hard'));
}

async function wrongArguments() {
  await show('stat', 5);
  await show('chmod', root, 'z');
  await show('open', root, 'q');
  await show('writeFile', at('x'), 5);
  await show('writeFile', at('x'), {});
  await show('readFile', at('x'), 'bad');
  await show('readFile', at('x'), { signal: 1 });
  await show('rm', root, { recursive: 1 });
  await show('rename', 'a\0b', 'c');
  await show('cp', root, root, { filter: 1 });
  await show('mkdtemp');
  await show('truncate', at('a.txt'), 'x');
}

async function signals() {
  const signal = AbortSignal.abort('why');
  for (const promise of [fsp.readFile(at('a.txt'), { signal }), fsp.writeFile(at('x'), 'x', { signal }),
                         fsp.writeFile(at('x'), ['x'], { signal })]) {
    log(await promise.catch(({ name, code, message, cause }) => [name, code, message, cause]));
  }
  log(fs.existsSync(at('x')));
  const controller = new AbortController();
  const reading = fsp.readFile(at('a.txt'), { signal: controller.signal });
  controller.abort();
  log(await reading.catch(({ name, code }) => [name, code]));
}

async function contexts() {
  const storage = new AsyncLocalStorage();
  await storage.run('store', async () => {
    await fsp.stat(root);
    log(storage.getStore());
    await fsp.readFile(at('absent')).catch(() => log(storage.getStore()));
  });
  async function whoCalls() {
    await fsp.stat(at('none'));
  }
  await whoCalls().catch(({ stack }) => log(stack.split('\n')[0], /\n    at .*whoCalls/.test(stack)));
  const order = [];
  await new Promise((resolve) => {
    fsp.stat(root).then(() => {
      order.push('settled');
      process.nextTick(() => order.push('tick'));
      queueMicrotask(() => order.push('microtask'));
      setImmediate(resolve);
    });
    order.push('sync');
  });
  log(order.join());
}

(async () => {
  for (const part of [work, wrongArguments, signals, contexts]) await part();
  fs.rmSync(root, { recursive: true });
})();
