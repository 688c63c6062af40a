// Streams of node:stream as web streams and back; CompressionStream and DecompressionStream.
'use strict';

const { Duplex, PassThrough, Readable, Transform, Writable, finished } = require('stream');
const zlib = require('zlib');

async function attempt(label, run) {
  try {
    console.log('-', label, 'gives', await run());
  } catch (error) {
    console.log('-', label, 'fails', error?.name, error?.code, error?.message ?? error, error?.cause?.code ?? '');
  }
}
const all = async (stream) => { const list = []; for await (const chunk of stream) list.push(chunk); return list; };
const ended = (stream) => new Promise((resolve) => { finished(stream, (error) => resolve(error ? `${error.name} ${error.code} ${error.message}` : 'ended')); });

async function readables() {
  await attempt('bytes', () => all(Readable.toWeb(Readable.from([Buffer.from('ab'), Buffer.from('c')], { objectMode: false }))));
  await attempt('objects', () => all(Readable.toWeb(Readable.from([{ a: 1 }, 'x', 5]))));
  const source = new Readable({ read() {} });
  const web = Readable.toWeb(source);
  console.log(web, web.locked);
  const reader = web.getReader();
  source.push('x');
  console.log(await reader.read());
  source.destroy(new RangeError('bad'));
  await attempt('destroyed with an error', () => reader.read());
  const premature = new Readable({ read() {} });
  const its = Readable.toWeb(premature).getReader();
  premature.destroy();
  await attempt('destroyed', () => its.read());
  const cancelled = new Readable({ read() { this.push('x'); } });
  const end = ended(cancelled);
  await attempt('cancel', () => Readable.toWeb(cancelled).cancel());
  console.log(await end, cancelled.destroyed);
  const withReason = new Readable({ read() {} });
  const endOfReason = ended(withReason);
  await attempt('cancel', () => Readable.toWeb(withReason).cancel(new Error('why')));
  console.log(await endOfReason);
  const over = new Readable({ read() {} });
  over.destroy();
  await attempt('already destroyed', () => all(Readable.toWeb(over)));
  await attempt('byte stream', async () => {
    const stream = Readable.toWeb(Readable.from([Buffer.from('abc')], { objectMode: false }), { type: 'bytes' });
    return [stream, await stream.getReader({ mode: 'byob' }).read(new Uint8Array(2))];
  });
  for (const what of [undefined, 5, {}, new Writable()]) await attempt('toWeb', () => Readable.toWeb(what));
  await attempt('strategy', () => all(Readable.toWeb(Readable.from([1, 2, 3]), { strategy: { highWaterMark: 1 } })));

  await attempt('from', () => all(Readable.fromWeb(ReadableStream.from([Buffer.from('a'), 'b']))));
  await attempt('from objects', () => all(Readable.fromWeb(ReadableStream.from([{ a: 1 }, 2]), { objectMode: true })));
  await attempt('from, with an encoding', () => all(Readable.fromWeb(ReadableStream.from([Buffer.from('é')]), { encoding: 'utf8' })));
  await attempt('from an error', () => all(Readable.fromWeb(new ReadableStream({ pull(c) { c.error(new RangeError('bad')); } }))));
  const fromWeb = Readable.fromWeb(new ReadableStream({ cancel(why) { console.log('cancelled', why?.message); } }));
  const endOfFrom = ended(fromWeb);
  fromWeb.destroy(new Error('stop'));
  console.log(await endOfFrom);
  for (const [stream, options] of [[undefined], [5], [new WritableStream()], [new ReadableStream(), 5], [new ReadableStream(), { objectMode: 5 }], [new ReadableStream(), { encoding: 'x' }], [new ReadableStream(), { signal: 5 }]]) {
    await attempt('fromWeb', () => Readable.fromWeb(stream, options) instanceof Readable);
  }
  const locked = new ReadableStream();
  locked.getReader();
  await attempt('locked', () => Readable.fromWeb(locked));
}

async function writables() {
  const log = [];
  const sink = (more) => new Writable({ write(chunk, encoding, callback) { log.push(`${chunk}`); setImmediate(callback); }, final(callback) { log.push('final'); callback(); }, ...more });
  const web = Writable.toWeb(sink());
  console.log(web);
  const writer = web.getWriter();
  await writer.write(Buffer.from('a'));
  await writer.write('b');
  await writer.close();
  console.log(log.splice(0), web);
  const slow = Writable.toWeb(sink({ highWaterMark: 2 })).getWriter();
  console.log(slow.desiredSize);
  await Promise.all(['aa', 'bb', 'cc'].map((chunk) => slow.write(Buffer.from(chunk))));
  console.log(log.splice(0), slow.desiredSize);
  const bad = Writable.toWeb(new Writable({ write(chunk, encoding, callback) { callback(new RangeError('bad')); } })).getWriter();
  // Whether the write itself fails is a matter of time.
  bad.write('x').catch(() => {});
  await attempt('closed', () => bad.closed);
  await attempt('after the error', () => bad.write('y'));
  const aborted = sink();
  const end = ended(aborted);
  await attempt('abort', () => Writable.toWeb(aborted).abort(new Error('stop')));
  console.log(await end);
  const destroyed = sink();
  const its = Writable.toWeb(destroyed).getWriter();
  destroyed.destroy();
  await attempt('destroyed', () => its.closed);
  const over = sink();
  over.destroy();
  console.log(Writable.toWeb(over));
  for (const what of [undefined, 5, {}]) await attempt('toWeb', () => Writable.toWeb(what));

  const chunks = [];
  const target = new WritableStream({ write(chunk) { chunks.push(chunk); }, close() { chunks.push('close'); }, abort(why) { chunks.push(`abort ${why?.message}`); } });
  const writable = Writable.fromWeb(target);
  writable.write('é');
  writable.write(Buffer.from('x'));
  writable.end('end');
  console.log(await ended(writable), chunks.splice(0));
  const objects = Writable.fromWeb(new WritableStream({ write(chunk) { chunks.push(chunk); } }), { objectMode: true });
  objects.write({ a: 1 });
  objects.end('text');
  console.log(await ended(objects), chunks.splice(0));
  const strings = Writable.fromWeb(new WritableStream({ write(chunk) { chunks.push(chunk); } }), { decodeStrings: false });
  strings.end('text');
  console.log(await ended(strings), chunks.splice(0));
  const stopped = Writable.fromWeb(new WritableStream({ abort(why) { chunks.push(`abort ${why?.message}`); } }));
  stopped.destroy(new Error('stop'));
  console.log(await ended(stopped), chunks.splice(0));
  const failing = Writable.fromWeb(new WritableStream({ write() { throw new RangeError('bad'); } }));
  failing.write('x');
  console.log(await ended(failing));
  for (const [stream, options] of [[undefined], [new ReadableStream()], [new WritableStream(), 5], [new WritableStream(), { objectMode: 5 }], [new WritableStream(), { decodeStrings: 'x' }]]) {
    await attempt('fromWeb', () => Writable.fromWeb(stream, options) instanceof Writable);
  }
}

async function duplexes() {
  const upper = () => new Transform({ transform(chunk, encoding, callback) { callback(null, `${chunk}`.toUpperCase()); } });
  const pair = Duplex.toWeb(upper());
  console.log(pair);
  const writer = pair.writable.getWriter();
  writer.write(Buffer.from('abc'));
  writer.close();
  await attempt('read', () => all(pair.readable));
  await attempt('through', () => all(ReadableStream.from([Buffer.from('x'), Buffer.from('y')]).pipeThrough(Duplex.toWeb(upper()))));
  for (const what of [undefined, {}, new Readable()]) await attempt('toWeb', () => Duplex.toWeb(what));
  const duplex = Duplex.fromWeb(new TransformStream({ transform(chunk, controller) { controller.enqueue(`${Buffer.from(chunk)}!`); } }), { encoding: 'utf8' });
  duplex.end('hi');
  await attempt('from', () => all(duplex));
  for (const [its, options] of [[5], [{}], [{ readable: new ReadableStream() }], [new TransformStream(), 5], [new TransformStream(), { objectMode: 1 }]]) {
    await attempt('fromWeb', () => Duplex.fromWeb(its, options) instanceof Duplex);
  }
  const through = new PassThrough();
  through.end('web streams in a pipe');
  await attempt('response', () => new Response(Readable.toWeb(through)).text());
}

async function compression() {
  for (const format of ['gzip', 'deflate', 'deflate-raw', 'brotli']) {
    const packed = await new Response(new Blob(['abc '.repeat(1000)]).stream().pipeThrough(new CompressionStream(format))).bytes();
    const text = await new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream(format))).text();
    console.log(format, packed.length < 100, text.length, text.slice(0, 8));
    await attempt('garbage', () => new Response(new Blob(['garbage']).stream().pipeThrough(new DecompressionStream(format))).text());
    await attempt('cut', () => new Response(new Blob([packed.slice(0, packed.length - 3)]).stream().pipeThrough(new DecompressionStream(format))).text());
  }
  await attempt('junk at the end', () => new Response(new Blob([zlib.gzipSync('x'), 'junk']).stream().pipeThrough(new DecompressionStream('gzip'))).text());
  for (const format of [undefined, 'x', 'GZIP', null, 5]) await attempt(`format ${format}`, () => new CompressionStream(format));
  await attempt('format', () => new DecompressionStream());
  console.log(new CompressionStream('gzip'), new DecompressionStream('gzip'), Object.keys(CompressionStream.prototype), CompressionStream.length);
  for (const chunk of ['text', 5, {}, null]) {
    const writer = new CompressionStream('gzip').writable.getWriter();
    await attempt(`write ${chunk}`, () => writer.write(chunk));
  }
  const buffers = new CompressionStream('gzip');
  const writer = buffers.writable.getWriter();
  writer.write(new ArrayBuffer(3)).catch(() => {});
  writer.write(new DataView(new ArrayBuffer(3))).catch(() => {});
  writer.write(new Uint16Array(2)).catch(() => {});
  writer.close().catch(() => {});
  await attempt('buffers', async () => zlib.gunzipSync(await new Response(buffers.readable).bytes()).length);
}

(async () => {
  for (const part of [readables, writables, duplexes, compression]) {
    console.log(`== ${part.name}`);
    await part();
  }
})();
