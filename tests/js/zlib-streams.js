// zlib as streams: pieces in and out, flush, params, reset, close, errors and their order, members of gzip files, limits,
// pipes, `info`, and the old synchronous way that packages use.
'use strict';
const assert = require('assert');
const { Readable, Transform, pipeline } = require('stream');
const zlib = require('zlib');

let text = '';
for (let i = 0; i < 600; i++) text += `line ${i} of some text, ${i * 7919 % 1009}\n`;
const input = Buffer.from(text);

const PAIRS = [
  ['Deflate', 'Inflate'], ['DeflateRaw', 'InflateRaw'], ['Gzip', 'Gunzip'], ['BrotliCompress', 'BrotliDecompress'],
  ['ZstdCompress', 'ZstdDecompress'], ['Deflate', 'Unzip'], ['Gzip', 'Unzip'],
];

function collect(stream) {
  return new Promise((resolve, reject) => {
    const parts = [];
    stream.on('data', (part) => parts.push(part));
    stream.on('error', reject);
    stream.on('end', () => resolve(parts));
  });
}

function describe(error) {
  return `${error.name} ${error.code} ${error.errno} ${error.message}`;
}

async function run(label, test) {
  try {
    console.log(label, await test());
  } catch (error) {
    console.log(label, '!!', describe(error));
  }
}

function feed(stream, data, size) {
  for (let i = 0; i < data.length; i += size) stream.write(data.subarray(i, i + size));
  stream.end();
  return stream;
}

async function main() {
  for (const [forth, back] of PAIRS) {
    for (const [size, chunkSize] of [[1000000, undefined], [1000, 64], [50, 1000]]) {
      await run(`${forth} ${back} ${size} ${chunkSize}`, async () => {
        const compress = new zlib[forth]({ chunkSize });
        const packed = Buffer.concat(await collect(feed(compress, size === 50 ? input.subarray(0, 5000) : input, size)));
        const decompress = zlib[`create${back}`]({ chunkSize });
        const parts = await collect(feed(decompress, packed, size));
        const result = Buffer.concat(parts);
        assert.ok(result.equals(size === 50 ? input.subarray(0, 5000) : input));
        assert.ok(parts.every((part) => part.length <= (chunkSize ?? 16384)));
        return [compress.bytesWritten, decompress.bytesWritten === packed.length];
      });
    }
    await run(`${back} of nothing`, () => collect(new zlib[back]().end()));
    await run(`${back} of garbage`, () => collect(new zlib[back]().end('garbage')));
    await run(`${back} cut`, () => collect(new zlib[back]().end(zlib[`${forth[0].toLowerCase()}${forth.slice(1)}Sync`]('abc').subarray(0, -2))));
    const packed = zlib[`${forth[0].toLowerCase()}${forth.slice(1)}Sync`]('abc');
    for (const rejectGarbageAfterEnd of [false, true]) {
      const label = `${back} ${rejectGarbageAfterEnd}`;
      const texts = async (stream) => String(Buffer.concat(await collect(stream)));
      await run(`${label} twice`, () => texts(new zlib[back]({ rejectGarbageAfterEnd }).end(Buffer.concat([packed, packed]))));
      await run(`${label} zeros`, () => texts(new zlib[back]({ rejectGarbageAfterEnd }).end(Buffer.concat([packed, Buffer.alloc(10)]))));
      await run(`${label} twice in two`, () => {
        const stream = new zlib[back]({ rejectGarbageAfterEnd });
        stream.write(packed);
        stream.end(packed);
        return texts(stream);
      });
      await run(`${label} junk`, () => texts(new zlib[back]({ rejectGarbageAfterEnd }).end(Buffer.concat([packed, Buffer.from('xyz!')]))));
    }
  }

  // Byte by byte, the header of gzip too.
  await run('unzip by bytes', async () => String(Buffer.concat(await collect(feed(zlib.createUnzip(), zlib.gzipSync('some text'), 1)))));
  await run('members by bytes', async () => {
    const two = Buffer.concat([zlib.gzipSync('one '), zlib.gzipSync('two')]);
    return String(Buffer.concat(await collect(feed(zlib.createGunzip(), two, 1))));
  });

  // ----- flush -----
  for (const [forth, back] of PAIRS.slice(0, 5)) {
    await run(`${forth} flush`, () => new Promise((resolve) => {
      const compress = new zlib[forth]();
      const decompress = new zlib[back]();
      compress.pipe(decompress);
      const seen = [];
      decompress.on('data', (part) => {
        seen.push(String(part));
        if (seen.length === 1) {
          compress.write('second');
          compress.flush();
        } else {
          compress.destroy();
          resolve(seen);
        }
      });
      compress.write('first');
      compress.flush(() => seen.push('flushed'));
    }).then((seen) => seen.sort()));
  }
  await run('flush after the end', () => new Promise((resolve) => {
    const stream = zlib.createGzip();
    stream.end('x');
    const order = [];
    stream.flush(() => order.push('flushed at the end'));
    stream.on('end', () => {
      order.push('end');
      stream.flush(() => resolve([...order, 'flushed after it']));
    });
    stream.resume();
  }));
  for (const kind of [-1, 6, 'x', null, NaN]) await run(`flush ${kind}`, async () => zlib.createGzip().flush(kind) === undefined);
  await run('brotli flush 4', async () => zlib.createBrotliCompress().flush(4) === undefined);

  // ----- params -----
  await run('params', () => new Promise((resolve, reject) => {
    const stream = zlib.createDeflate({ level: 9 });
    const parts = [];
    stream.on('data', (part) => parts.push(part));
    stream.on('error', reject);
    stream.on('end', () => resolve([zlib.inflateSync(Buffer.concat(parts)).equals(Buffer.concat([input, input, input])), stream._level, stream._strategy]));
    stream.write(input);
    stream.params(0, zlib.constants.Z_DEFAULT_STRATEGY, (error) => {
      console.log('changed', error, stream._level);
      stream.write(input);
      stream.params(1, zlib.constants.Z_FILTERED, () => stream.end(input));
    });
  }));
  await run('params, the same', () => new Promise((resolve) => zlib.createDeflate().params(-1, 0, () => resolve('called'))));
  for (const args of [[], [10, 0], [0, 5], ['1', 0], [0, '1']]) await run(`params ${args}`, async () => zlib.createDeflate().params(...args));

  // ----- reset, close, destroy -----
  await run('reset', () => new Promise((resolve) => {
    const stream = zlib.createDeflate();
    stream.write('thrown away', () => {
      stream.reset();
      stream.end('kept');
      collect(stream).then((parts) => resolve(parts.length));
    });
  }));
  await run('close', () => new Promise((resolve) => {
    const stream = zlib.createGzip();
    const order = [];
    stream.on('close', () => order.push('close'));
    stream.write(input);
    stream.close(() => {
      order.push('callback');
      setImmediate(() => resolve([order, stream.destroyed, stream._closed, stream._handle]));
    });
    stream.close();
  }).catch(describe));
  await run('close without more', () => new Promise((resolve) => {
    const stream = zlib.createGzip();
    stream.on('close', () => resolve('closed'));
    stream.close();
  }));
  await run('reset when closed', async () => {
    const stream = zlib.createGzip();
    stream.close();
    stream.reset();
  });
  await run('write after close', () => new Promise((resolve) => {
    const stream = zlib.createGzip();
    stream.close();
    stream.on('error', resolve);
    stream.write('x');
  }).then(describe));
  await run('destroy', () => new Promise((resolve) => {
    const stream = zlib.createGunzip();
    stream.on('error', (error) => resolve(error.message));
    stream.destroy(new Error('enough'));
  }));
  await run('events of an error', () => new Promise((resolve) => {
    const stream = zlib.createGunzip();
    const order = [];
    for (const name of ['end', 'finish', 'close', 'error', 'data']) stream.on(name, (value) => order.push(name, value?.code));
    stream.write('garbage', (error) => order.push('written', error?.code));
    stream.on('close', () => setImmediate(() => resolve([order.join(), stream.destroyed, stream.bytesWritten])));
  }));
  await run('events of an end', () => new Promise((resolve) => {
    const stream = zlib.createGunzip();
    const order = [];
    for (const name of ['end', 'finish', 'prefinish', 'close', 'error', 'data', 'drain', 'pause', 'resume']) stream.on(name, () => order.push(name));
    stream.end(zlib.gzipSync('abc'), () => order.push('ended'));
    stream.on('close', () => setImmediate(() => resolve([order.join(), stream.destroyed, stream._closed])));
  }));

  // ----- slow readers, pipes -----
  await run('slow reader', async () => {
    const stream = zlib.createGunzip({ chunkSize: 64, highWaterMark: 128 });
    stream.end(zlib.gzipSync(input));
    let length = 0;
    for await (const part of stream) {
      length += part.length;
      if (length % 1024 === 0) await new Promise(setImmediate);
    }
    return length === input.length;
  });
  await run('pipeline', () => new Promise((resolve, reject) => {
    const parts = [];
    const sink = new Transform({ transform(part, encoding, done) { parts.push(part); done(); } });
    pipeline(Readable.from([input, input]), zlib.createBrotliCompress({ params: { 1: 4 } }), zlib.createBrotliDecompress(),
             zlib.createZstdCompress(), zlib.createZstdDecompress(), sink.resume(), (error) => {
               if (error) reject(error);
               else resolve(Buffer.concat(parts).equals(Buffer.concat([input, input])));
             });
  }));
  await run('pipeline with an error', () => new Promise((resolve, reject) => {
    pipeline(Readable.from([Buffer.from('nope')]), zlib.createGunzip(), new Transform(), (error) => reject(error));
  }));

  // ----- info, and the old way -----
  const { buffer, engine } = zlib.gzipSync('abc', { info: true });
  console.log(Buffer.isBuffer(buffer), engine instanceof zlib.Gzip, engine.bytesWritten, engine._closed);
  await run('info', () => new Promise((resolve, reject) => zlib.gunzip(buffer, { info: true }, (error, result) => (
    error ? reject(error) : resolve([String(result.buffer), result.engine instanceof zlib.Gunzip, result.engine.bytesWritten])))));
  const old = new zlib.Inflate();
  const handle = old._handle;
  const { close } = handle;
  handle.close = () => {};
  console.log(String(old._processChunk(zlib.deflateSync('old way'), zlib.constants.Z_FINISH)), old._handle);
  handle.close = close;
  await run('old error', async () => new zlib.Inflate()._processChunk(Buffer.from('x'.repeat(10)), 4));
  const state = new zlib.Inflate();
  const out = Buffer.alloc(10);
  const packed = zlib.deflateSync('abc');
  state._handle.writeSync(zlib.constants.Z_FINISH, packed, 0, packed.length, out, 2, 8);
  console.log([...state._writeState], String(out.subarray(2, 5)));

  // ----- classes -----
  for (const name of ['Gzip', 'Unzip', 'BrotliCompress', 'ZstdCompress']) {
    const stream = new zlib[name]({ encoding: 'utf8', objectMode: true, highWaterMark: 10 });
    console.log(name, stream instanceof Transform, stream.readableObjectMode, stream.readableEncoding, stream.readableHighWaterMark,
                zlib[name].length, stream.constructor.name, Object.getPrototypeOf(zlib[name]).name);
    await run(`${name} without new`, async () => zlib[name]() instanceof zlib[name]);
  }
  for (const options of [{ level: 99 }, { chunkSize: 1 }, { flush: 9 }, { dictionary: 1 }]) {
    await run(`new Gzip ${JSON.stringify(options)}`, async () => new zlib.Gzip(options));
  }
}

process.on('warning', (warning) => console.log(warning.code, warning.message));
main();
