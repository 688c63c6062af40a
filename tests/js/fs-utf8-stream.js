// fs.Utf8Stream: text and Buffers in large pieces, synchronous and not, reopening, limits, the end.
'use strict';
const fs = require('fs');
const os = require('os');
const path = require('path');

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'napkin-fs-'));
const at = (...parts) => path.join(root, ...parts);
const relative = (text) => String(text).replaceAll(root, '<root>');
const log = (...parts) => console.log(...parts.map((part) => (typeof part === 'string' ? relative(part) : part)));
const once = (stream, name) => new Promise((resolve) => stream.once(name, resolve));
const read = (name) => fs.readFileSync(at(name), 'utf8');

function events(stream) {
  const seen = [];
  for (const name of ['ready', 'drop', 'error', 'finish', 'close', 'write']) {
    stream.on(name, (detail) => seen.push(detail === undefined ? name : `${name} ${relative(detail.message ?? detail)}`));
  }
  return seen;
}

async function writing() {
  const stream = new fs.Utf8Stream({ dest: at('a') });
  const seen = events(stream);
  log(stream.append, stream.contentMode, stream.fd, stream.fsync, stream.maxLength, stream.minLength, stream.mkdir, stream.mode,
      stream.periodicFlush, stream.sync, stream.writing);
  log(stream.write('hello '), stream.write('world\n'));
  await once(stream, 'drain');
  log(read('a'));
  stream.write('é');
  stream.end();
  await once(stream, 'close');
  log(seen.join(), read('a'));
  for (const method of ['write', 'flushSync']) {
    try {
      stream[method]('x');
    } catch (error) {
      log(method, error.code, error.message);
    }
  }
  const large = new fs.Utf8Stream({ fd: fs.openSync(at('large'), 'w') });
  large.write('x'.repeat(40000));
  await once(large, 'drain');
  large.end();
  await once(large, 'finish');
  log(fs.statSync(at('large')).size);
}

async function synchronous() {
  const stream = new fs.Utf8Stream({ dest: at('sub/b'), mkdir: true, sync: true, append: false, minLength: 10 });
  stream.write('123');
  log(read('sub/b'));
  stream.flushSync();
  log(read('sub/b'));
  stream.write('0123456789ab');
  log(read('sub/b'));
  stream.write('tail');
  log(await new Promise((resolve) => stream.flush(resolve)), read('sub/b'));
  stream.end();
  await once(stream, 'close');
}

async function limits() {
  const stream = new fs.Utf8Stream({ dest: at('c'), maxLength: 5, minLength: 100 });
  const seen = events(stream);
  await once(stream, 'ready');
  stream.write('1234');
  stream.write('56789');
  stream.end();
  await once(stream, 'close');
  log(seen.join(), read('c'));
  const bytes = new fs.Utf8Stream({ dest: at('d'), contentMode: 'buffer', minLength: 4 });
  await once(bytes, 'ready');
  log(bytes.write(Buffer.from('ab')), bytes.write(Buffer.from('cdé')));
  await once(bytes, 'drain');
  bytes.write(Buffer.from('z'));
  bytes.flushSync();
  log(read('d'));
  bytes.destroy();
  await once(bytes, 'close');
}

async function reopening() {
  const stream = new fs.Utf8Stream({ dest: at('e') });
  await once(stream, 'ready');
  stream.write('one');
  await once(stream, 'drain');
  fs.renameSync(at('e'), at('e.1'));
  stream.reopen();
  await once(stream, 'ready');
  stream.write('two');
  await once(stream, 'drain');
  stream.reopen(at('f'));
  await once(stream, 'ready');
  stream.write('three');
  stream.end();
  await once(stream, 'close');
  log(read('e.1'), read('e'), read('f'), stream.file);
  const failing = new fs.Utf8Stream({ dest: at('none/x') });
  log((await once(failing, 'error')).message);
}

function wrongArguments() {
  for (const options of [undefined, {}, { minLength: 20000 }, { contentMode: 'x' }, { sync: 1 }, { retryEAGAIN: 5 },
                         { maxWrite: 'x' }, { periodicFlush: 'x' }, { mkdir: 5 }, { append: 5 }, { fsync: 5 }, { mode: 'zz' }, { maxLength: -1 }]) {
    try {
      const hasOptions = options !== undefined && Object.keys(options).length > 0;
      log(new fs.Utf8Stream(hasOptions ? { dest: at('q'), ...options } : options).fd);
    } catch (error) {
      log(JSON.stringify(options), error.name, error.code, error.message);
    }
  }
}

(async () => {
  for (const part of [writing, synchronous, limits, reopening, wrongArguments]) await part();
  fs.rmSync(root, { recursive: true });
})();
