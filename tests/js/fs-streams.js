// fs.ReadStream and fs.WriteStream: ranges, descriptors, handles, given functions, events in order, closing, errors.
'use strict';
const fs = require('fs');
const fsp = require('fs/promises');
const os = require('os');
const path = require('path');
const { finished, pipeline } = require('stream/promises');

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'napkin-fs-'));
const at = (...parts) => path.join(root, ...parts);
const relative = (text) => String(text).replaceAll(root, '<root>');
const log = (...parts) => console.log(...parts.map((part) => (typeof part === 'string' ? relative(part) : part)));

// Resolves with all events of a stream, once it is closed.
function events(stream, names = ['open', 'ready', 'data', 'end', 'finish', 'error', 'close']) {
  const seen = [];
  return new Promise((resolve) => {
    for (const name of names) {
      stream.on(name, (detail) => {
        if (name === 'data') seen.push(`data ${detail}`);
        else if (name === 'error') seen.push(`error ${relative(detail.message)}`);
        else seen.push(`${name}${typeof detail === 'number' ? ' fd' : ''}`);
        if (name === 'close') resolve(seen.join(', '));
      });
    }
  });
}
const read = (...args) => events(fs.createReadStream(...args));

async function reading() {
  fs.writeFileSync(at('digits'), '0123456789');
  log(await read(at('digits')));
  log(await read(at('digits'), 'hex'));
  log(await read(at('digits'), { start: 2, end: 4 }));
  log(await read(at('digits'), { end: 1, highWaterMark: 1 }));
  log(await read(at('digits'), { start: 8, encoding: 'utf8' }), await read(Buffer.from(at('digits')), { start: 20 }));
  log(await read(at('none')), await read(root));
  const fd = fs.openSync(at('digits'));
  const stream = fs.createReadStream(null, { fd, autoClose: false, start: 3 });
  log(stream.pending, stream.autoClose, stream.path, typeof stream.fd);
  log(await new Promise((resolve) => stream.on('data', resolve)), stream.bytesRead);
  await new Promise((resolve) => stream.on('end', resolve));
  log(fs.readSync(fd, Buffer.alloc(10)), stream.destroyed, stream.closed);
  fs.closeSync(fd);
  const made = fs.ReadStream(at('digits'), { flags: 'r', mode: 0o600 });
  log(made instanceof fs.ReadStream, made instanceof require('stream').Readable, made.pending, made.flags, made.mode, relative(made.path));
  log(await new Promise((resolve) => made.close((error) => resolve([error?.code, made.fd, made.closed]))));
  const early = fs.createReadStream(at('digits'));
  early.destroy(new Error('early'));
  log(await events(early));
  const chunks = [];
  for await (const chunk of fs.createReadStream(at('digits'), { highWaterMark: 4, encoding: 'latin1' })) chunks.push(chunk);
  log(chunks);
  for await (const chunk of fs.createReadStream(at('digits'), { highWaterMark: 4 })) {
    log(chunk);
    break;
  }
}

async function writing() {
  const stream = fs.createWriteStream(at('out'), { mode: 0o600 });
  const seen = events(stream);
  log(stream.pending, stream.bytesWritten, stream.writableHighWaterMark, stream.flags);
  stream.write('one ');
  stream.write(Buffer.from('two '));
  stream.cork();
  stream.write('7468726565', 'hex');
  stream.write(' four');
  stream.uncork();
  stream.end('!', () => log('ended', stream.bytesWritten));
  log(await seen, fs.readFileSync(at('out'), 'utf8'), stream.fd, stream.pending, (fs.statSync(at('out')).mode & 0o777).toString(8));
  const inside = fs.WriteStream(at('out'), { flags: 'r+', start: 4, encoding: 'latin1', flush: true });
  inside.end('É');
  log(await events(inside), fs.readFileSync(at('out'), 'latin1'));
  const appending = fs.createWriteStream(at('out'), 'latin1');
  appending.write('x');
  await new Promise((resolve) => appending.close(resolve));
  log(fs.readFileSync(at('out'), 'latin1'), appending.closed, await new Promise((resolve) => appending.close(resolve)));
  log(await events(fs.createWriteStream(at('none/x'))));
  const fd = fs.openSync(at('fd'), 'w');
  const kept = fs.createWriteStream('', { fd, autoClose: false });
  kept.end('kept open');
  await finished(kept);
  fs.writeSync(fd, ', and on');
  fs.closeSync(fd);
  log(fs.readFileSync(at('fd'), 'utf8'));
  const destroyed = fs.createWriteStream(at('destroyed'));
  destroyed.write('x', (error) => log('write', error?.code));
  destroyed.destroy();
  log(await events(destroyed));
  fs.writeFileSync(at('big'), Buffer.alloc(300000, 'abc'));
  await pipeline(fs.createReadStream(at('big')), fs.createWriteStream(at('copy')));
  log(fs.readFileSync(at('copy')).equals(fs.readFileSync(at('big'))));
  await pipeline(fs.createReadStream(at('none')), fs.createWriteStream(at('copy2'))).catch((error) => log(error.message));
}

async function handles() {
  const handle = await fsp.open(at('digits'));
  const stream = handle.createReadStream({ start: 1, end: 3, encoding: 'utf8' });
  log(await events(stream), handle.fd);
  const writer = await fsp.open(at('handle'), 'w');
  const out = writer.createWriteStream();
  out.end('through a handle');
  log(await events(out), writer.fd, fs.readFileSync(at('handle'), 'utf8'));
  const kept = await fsp.open(at('digits'));
  const keeping = fs.createReadStream(null, { fd: kept, autoClose: false });
  await new Promise((resolve) => keeping.on('end', resolve).resume());
  log(kept.fd > 0, await kept.close());
  const closed = await fsp.open(at('digits'));
  const ending = closed.createReadStream();
  const seen = events(ending, ['end', 'error', 'close']);
  await closed.close();
  log(await seen, ending.destroyed);
}

async function given() {
  const calls = [];
  const functions = {};
  for (const name of ['open', 'read', 'close', 'write', 'writev', 'fsync']) {
    functions[name] = (...args) => {
      calls.push(name);
      fs[name](...args);
    };
  }
  await events(fs.createReadStream(at('digits'), { fs: functions, start: 5 }));
  const out = fs.createWriteStream(at('given'), { fs: functions, flush: true });
  out.end('x');
  await events(out);
  const plain = fs.createWriteStream(at('given'), { fs: { ...functions, writev: undefined } });
  plain.cork();
  plain.write('a');
  plain.write('b');
  plain.end();
  await events(plain);
  log(calls.join());
  const failing = fs.createReadStream(at('digits'), {
    fs: { ...functions, read: (fd, buffer, offset, length, position, callback) => callback(new Error('no reading')) },
  });
  log(await events(failing));
  class Old extends fs.ReadStream {
    open() {
      fs.open(this.path, this.flags, this.mode, (error, fd) => {
        if (error) return void this.emit('error', error);
        this.fd = fd;
        this.emit('open', fd);
      });
    }
  }
  log(await events(new Old(at('digits'))), await events(new Old(at('none'))));
}

function wrongArguments() {
  const attempts = {
    path: () => fs.createReadStream(5), options: () => fs.createReadStream(at('digits'), 5),
    encoding: () => fs.createReadStream(at('digits'), 'bad'), fd: () => fs.createReadStream(null, { fd: 'x' }),
    fdNegative: () => fs.createReadStream(null, { fd: -1 }), start: () => fs.createReadStream(at('digits'), { start: 'x' }),
    end: () => fs.createReadStream(at('digits'), { end: -1 }), range: () => fs.createReadStream(at('digits'), { start: 3, end: 2 }),
    fs: () => fs.createReadStream(at('digits'), { fs: {} }), fsRead: () => fs.createReadStream(at('digits'), { fs: { open() {} } }),
    fsClose: () => fs.createReadStream(at('digits'), { fs: { open() {}, read() {} } }),
    fsWrite: () => fs.createWriteStream(at('digits'), { fs: { open() {} } }),
    writeStart: () => fs.createWriteStream(at('w'), { start: -1 }), flush: () => fs.createWriteStream(at('w'), { flush: 1 }),
    signal: () => fs.createReadStream(at('digits'), { signal: 1 }),
  };
  for (const label in attempts) {
    try {
      log(label, typeof attempts[label]());
    } catch (error) {
      log(label, error.name, error.code, error.message);
    }
  }
}

async function signals() {
  const controller = new AbortController();
  const stream = fs.createReadStream(at('big'), { signal: controller.signal });
  const seen = events(stream, ['error', 'close']);
  controller.abort();
  log(await seen);
}

(async () => {
  for (const part of [reading, writing, handles, given, wrongArguments, signals]) await part();
  fs.rmSync(root, { recursive: true });
})();
