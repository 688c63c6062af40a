// FileHandle of fs.promises: reading, writing, closing while something is under way, and use after the end.
'use strict';
const fs = require('fs');
const fsp = require('fs/promises');
const os = require('os');
const path = require('path');

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'napkin-fs-'));
const at = (...parts) => path.join(root, ...parts);
const relative = (text) => String(text).replaceAll(root, '<root>').replaceAll('\0', '0');
const log = (...parts) => console.log(...parts.map((part) => (typeof part === 'string' ? relative(part) : part)));
const outcome = (promise) => promise.catch(({ name, code, message, syscall }) => [name, code, relative(message), syscall]);

async function work() {
  const handle = await fsp.open(at('f'), 'w+', 0o640);
  log(typeof handle.fd, handle.constructor.name, handle instanceof require('events'), typeof handle.getAsyncId());
  log(await handle.write('string'), await handle.write('XY', 1), await handle.write('4142', null, 'hex'));
  log(await handle.write(Buffer.from('0123456789'), 2, 3), await handle.write(Buffer.from('ab'), { position: 0 }));
  log(await handle.write(Buffer.alloc(0)), await handle.writev([Buffer.from('v1'), new Uint8Array([50])], 4));
  log(await handle.writev([]), await handle.readFile('utf8'));
  const buffer = Buffer.alloc(4, '.');
  log(await handle.read(buffer, 0, 4, 0), await handle.read(buffer, { position: 2, length: 1 }));
  log(await handle.read({ buffer, position: 3n, offset: 1 }), (await handle.read({ position: 0 })).bytesRead);
  log((await handle.read()).bytesRead, await handle.read(buffer, 0, 0), await handle.read(buffer, undefined, 2, 1));
  log(await handle.readv([Buffer.alloc(2), new Uint8Array(3)], 0));
  await handle.truncate(5);
  log((await handle.stat()).size, typeof (await handle.stat({ bigint: true })).size);
  await handle.truncate();
  await handle.writeFile('whole');
  await handle.appendFile(Buffer.from(' and more'));
  await handle.writeFile([' in', ' parts']);
  log(fs.readFileSync(at('f'), 'latin1'));
  await handle.chmod(0o600);
  await handle.chown(-1, -1);
  await handle.utimes(10, new Date(20000));
  await handle.datasync();
  await handle.sync();
  const stats = fs.statSync(at('f'));
  log((stats.mode & 0o777).toString(8), stats.mtimeMs);
  log(await fsp.readFile(handle, 'latin1'), await fsp.writeFile(handle, 'by function'), await fsp.appendFile(handle, '!'));
  log(fs.readFileSync(at('f'), 'latin1'));
  handle.on('close', () => log('close event'));
  const reading = handle.read(buffer, 0, 4, 0);
  const closing = handle.close();
  log(handle.fd > 0, await outcome(handle.stat()).then((stats) => stats.size > 0));
  log((await reading).bytesRead, await closing, handle.fd, await handle.close());
  for (const method of ['appendFile', 'chmod', 'chown', 'datasync', 'sync', 'stat', 'truncate', 'utimes', 'read', 'readv',
                        'readFile', 'write', 'writev', 'writeFile']) {
    log(method, await outcome(handle[method]('x')));
  }
}

async function wrongArguments() {
  const handle = await fsp.open(at('f'));
  log(await outcome(handle.read(5)), await outcome(handle.read(Buffer.alloc(1), 0, 2)));
  log(await outcome(handle.read(Buffer.alloc(0), 0, 1)), await outcome(handle.read(Buffer.alloc(1), 0, 1, 'x')));
  log(await outcome(handle.write('x')), await outcome(handle.write(5)), await outcome(handle.writeFile(5)));
  log(await outcome(handle.chmod('z')), await outcome(handle.utimes('x', 1)), await outcome(handle.readv(5)));
  log(await outcome(handle.readFile('bad')), await outcome(handle.truncate('x')));
  await handle[Symbol.asyncDispose]();
  log(handle.fd);
  log(await outcome(fsp.open(at('none'))));
}

async function lines() {
  fs.writeFileSync(at('lines'), 'one\ntwo\r\nthree');
  const handle = await fsp.open(at('lines'));
  const read = [];
  for await (const line of handle.readLines({ start: 1 })) read.push(line);
  log(read, handle.fd);
}

async function webStreams() {
  const open = () => fsp.open(at('lines'));
  let handle = await open();
  const stream = handle.readableWebStream();
  log(await outcome((async () => handle.readableWebStream())()));
  let size = 0;
  for await (const chunk of stream) size += chunk.byteLength;
  log(size, handle.fd > 0);
  await handle.close();
  log(await outcome((async () => handle.readableWebStream())()));
  handle = await open();
  for await (const chunk of handle.readableWebStream({ autoClose: true })) log(chunk.constructor.name);
  log(handle.fd);
  handle = await open();
  const reader = handle.readableWebStream({ type: 'bytes' }).getReader({ mode: 'byob' });
  log(await reader.read(new Uint8Array(4)));
  await reader.cancel();
  await handle.close();
  handle = await open();
  const closing = handle.readableWebStream();
  await handle.close();
  log(handle.fd, await closing.getReader().read());
  handle = await open();
  for (const options of [5, null, { autoClose: 1 }]) {
    const failing = await open();
    log(await outcome((async () => failing.readableWebStream(options))()));
    await handle.close();
    handle = failing;
  }
  await handle.close();
}

(async () => {
  await work();
  await wrongArguments();
  await lines();
  await webStreams();
  fs.rmSync(root, { recursive: true });
})();
