// fs.watch (also of trees), watchFile, promises.watch: what is told, in order, and how watching ends.
'use strict';
const fs = require('fs');
const fsp = require('fs/promises');
const os = require('os');
const path = require('path');
const { AsyncLocalStorage } = require('async_hooks');

const root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'napkin-fs-')));
const at = (...parts) => path.join(root, ...parts);
const relative = (text) => String(text).replaceAll(root, '<root>');
const log = (...parts) => console.log(...parts.map((part) => (typeof part === 'string' ? relative(part) : part)));

// Resolves with the events of a watcher once one is about `last`.
function until(watcher, last) {
  const seen = [];
  return new Promise((resolve) => {
    watcher.on('change', function listener(eventType, name) {
      seen.push(`${eventType} ${name}`);
      if (seen.at(-1) !== last) return;
      watcher.off('change', listener);
      resolve(seen.join(', '));
    });
  });
}
const closed = (watcher) => new Promise((resolve) => watcher.on('close', resolve));

async function directory() {
  const storage = new AsyncLocalStorage();
  const watcher = storage.run('store', () => fs.watch(root, () => {}));
  watcher.once('change', () => log('context', storage.getStore()));
  let seen = until(watcher, 'change a');
  fs.writeFileSync(at('a'), 'x');
  log(await seen);
  seen = until(watcher, 'rename b');
  fs.renameSync(at('a'), at('b'));
  log(await seen);
  seen = until(watcher, 'rename b');
  fs.unlinkSync(at('b'));
  log(await seen, watcher.constructor.name, watcher.ref() === watcher, watcher.unref() === watcher);
  const end = closed(watcher);
  watcher.close();
  watcher.close();
  log(await end);
  const named = fs.watch(root, 'hex');
  seen = until(named, `rename ${Buffer.from('c').toString('hex')}`);
  fs.mkdirSync(at('c'));
  log(await seen);
  named.close();
  const bytes = fs.watch(root, { encoding: 'buffer', persistent: false });
  bytes.ref();
  seen = new Promise((resolve) => bytes.once('change', (...args) => resolve(args)));
  fs.rmdirSync(at('c'));
  log(await seen);
  bytes.close();
  const ignoring = fs.watch(root, { ignore: ['*.log', /^x/, (name) => name === 'no'] });
  seen = until(ignoring, 'rename yes');
  for (const name of ['a.log', 'x1', 'no', 'yes']) fs.mkdirSync(at(name));
  log(await seen);
  ignoring.close();
  fs.writeFileSync(at('file'), '1');
  const file = fs.watch(at('file'));
  seen = until(file, 'change file');
  fs.appendFileSync(at('file'), '2');
  log(await seen);
  file.close();
}

async function tree() {
  fs.mkdirSync(at('t/old'), { recursive: true });
  const watcher = fs.watch(at('t'), { recursive: true });
  let seen = until(watcher, `change ${path.join('old', 'f')}`);
  fs.writeFileSync(at('t/old/f'), 'x');
  log(await seen);
  seen = until(watcher, `rename ${path.join('new', 'inner')}`);
  fs.mkdirSync(at('t/new/inner'), { recursive: true });
  log(await seen);
  seen = until(watcher, `change ${path.join('new', 'inner', 'g')}`);
  fs.writeFileSync(at('t/new/inner/g'), 'x');
  log(await seen);
  seen = until(watcher, 'rename new');
  fs.rmSync(at('t/new'), { recursive: true });
  log(await seen);
  watcher.close();
}

async function comparing() {
  const file = at('polled');
  const next = (count = 1) => new Promise((resolve) => {
    let left = count;
    fs.watchFile(file, { interval: 2 }, function listener(now, before) {
      if (--left > 0) return;
      fs.unwatchFile(file, listener);
      resolve([now.size, before.size, now instanceof fs.Stats, now.isFile()]);
    });
  });
  log(await next());
  const watcher = fs.watchFile(file, { interval: 2, bigint: true }, () => {});
  log(watcher.constructor.name, fs.watchFile(file, () => {}) === watcher);
  await new Promise((resolve) => watcher.once('change', resolve));
  let change = new Promise((resolve) => watcher.once('change', (now, before) => resolve([now.size, before.size, before.mtimeNs])));
  fs.writeFileSync(file, '123');
  log(await change);
  change = new Promise((resolve) => watcher.once('change', (now, before) => resolve([now.size, before.size])));
  fs.unlinkSync(file);
  log(await change);
  const stopped = new Promise((resolve) => watcher.on('stop', () => resolve('stopped')));
  fs.unwatchFile(file);
  log(await stopped);
  fs.unwatchFile(file);
}

async function iterating() {
  const iterator = fsp.watch(root);
  const first = iterator.next();
  fs.mkdirSync(at('iterated'));
  log(await first);
  log(await iterator.return('done'));
  const controller = new AbortController();
  const waiting = fsp.watch(root, { signal: controller.signal }).next();
  controller.abort('why');
  log(await waiting.catch(({ name, code, cause }) => [name, code, cause]));
  const failures = [['none', {}], ['.', { overflow: 'x' }], ['.', { maxQueue: 'x' }], ['.', { signal: AbortSignal.abort() }], ['.', 5],
                    ['.', { recursive: 1 }], ['.', { persistent: 1 }]];
  for (const [name, options] of failures) {
    log(await fsp.watch(at(name), options).next().catch(({ name: kind, code, message }) => [kind, code, relative(message)]));
  }
  const after = AbortSignal.abort();
  log(await closed(fs.watch(root, { signal: after })));
  const ending = new AbortController();
  const end = closed(fs.watch(root, { signal: ending.signal }));
  ending.abort();
  log(await end);
}

function wrongArguments() {
  const attempts = {
    none: () => fs.watch(at('none')), path: () => fs.watch(5), encoding: () => fs.watch(root, 'bad'),
    recursive: () => fs.watch(root, { recursive: 'x' }),
    ignore: () => fs.watch(root, { ignore: 5 }), ignoreEmpty: () => fs.watch(root, { ignore: '' }),
    listener: () => fs.watchFile(root), interval: () => fs.watchFile(root, { interval: 'x' }, () => {}),
    filePath: () => fs.watchFile(5, () => {}), noneOfTree: () => fs.watch(at('none'), { recursive: true }),
    signal: () => fs.watch(root, { signal: 1 }),
  };
  for (const label in attempts) {
    try {
      log(label, attempts[label]());
    } catch ({ name, code, message, syscall, path: file, filename }) {
      log(label, name, code, message, syscall, relative(file), relative(filename));
    }
  }
}

(async () => {
  for (const part of [directory, tree, comparing, iterating, wrongArguments]) await part();
  fs.rmSync(root, { recursive: true });
})();
