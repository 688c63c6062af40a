// zlib all at once: every format, level, strategy, window, dictionary and flush, synchronous and with callbacks; broken,
// cut and prolonged input; limits; wrong arguments. Compressed bytes are not printed: they may differ between zlibs.
'use strict';
const assert = require('assert');
const zlib = require('zlib');
const { constants } = zlib;

function describe(error) {
  return `${error.name} ${error.code} ${error.errno} ${error.message} [${Object.keys(error)}]`;
}
function attempt(label, call) {
  try {
    console.log(label, '=>', call());
  } catch (error) {
    console.log(label, '!!', describe(error));
  }
}

// ----- what comes out is what went in -----

const PAIRS = [
  ['deflate', 'inflate'], ['deflateRaw', 'inflateRaw'], ['gzip', 'gunzip'], ['brotliCompress', 'brotliDecompress'],
  ['zstdCompress', 'zstdDecompress'], ['deflate', 'unzip'], ['gzip', 'unzip'],
];
let seed = 1;
function random(length) {
  const bytes = Buffer.alloc(length);
  for (let i = 0; i < length; i++) {
    seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
    bytes[i] = seed >>> 24;
  }
  return bytes;
}
const INPUTS = [Buffer.alloc(0), Buffer.from('a'), Buffer.from('hello '.repeat(1000)), random(40000), Buffer.alloc(100000)];
for (const [forth, back] of PAIRS) {
  for (const input of INPUTS) {
    const packed = zlib[`${forth}Sync`](input);
    assert.ok(Buffer.isBuffer(packed));
    assert.deepStrictEqual(zlib[`${back}Sync`](packed), input);
  }
  console.log(forth, back, zlib[`${back}Sync`](zlib[`${forth}Sync`]('grüße')).toString());
  const words = Uint16Array.of(1, 2, 3);
  for (const input of [words, words.buffer, new DataView(words.buffer)]) {
    console.log(forth, zlib[`${back}Sync`](zlib[`${forth}Sync`](input)).toString('hex'));
  }
}
for (let level = -1; level <= 9; level++) {
  for (let strategy = 0; strategy <= 4; strategy++) {
    for (const windowBits of [9, 12, 15]) {
      const options = { level, strategy, windowBits, memLevel: 1 + (level + 1) % 9 };
      assert.deepStrictEqual(zlib.inflateSync(zlib.deflateSync(INPUTS[2], options)), INPUTS[2]);
      assert.deepStrictEqual(zlib.gunzipSync(zlib.gzipSync(INPUTS[2], options)), INPUTS[2]);
      assert.deepStrictEqual(zlib.inflateRawSync(zlib.deflateRawSync(INPUTS[2], options), { windowBits }), INPUTS[2]);
    }
  }
}
assert.strictEqual(zlib.deflateSync(INPUTS[2], { level: 0 }).length > 6000, true);
assert.strictEqual(zlib.deflateSync(INPUTS[2], { level: 9 }).length < 100, true);
for (let quality = 0; quality <= 11; quality++) {
  const params = { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_MODE]: quality % 3, [constants.BROTLI_PARAM_LGWIN]: 16 };
  assert.deepStrictEqual(zlib.brotliDecompressSync(zlib.brotliCompressSync(INPUTS[2], { params })), INPUTS[2]);
}
for (const level of [-5, 1, 3, 10, 19]) {
  const params = { [constants.ZSTD_c_compressionLevel]: level, [constants.ZSTD_c_checksumFlag]: true };
  assert.deepStrictEqual(zlib.zstdDecompressSync(zlib.zstdCompressSync(INPUTS[3], { params })), INPUTS[3]);
}
const options = { windowBits: 8 };
zlib.deflateRawSync('a', options);
console.log('windowBits', options.windowBits);

// ----- bytes that others made -----

const MADE = {
  gunzip: '1f8b08000000000000034b4c4a0600c241243503000000',
  inflate: '789c4b4c4a0600024d0127',
  inflateRaw: '4b4c4a0600',
  brotliDecompress: '0b018061626303',
  zstdDecompress: '28b52ffd200319000061 6263'.replace(' ', ''),
};
const OPTIONS = [undefined, { rejectGarbageAfterEnd: true }, { chunkSize: 64 }];
for (const name in MADE) {
  const data = Buffer.from(MADE[name], 'hex');
  const run = (label, input, opts) => attempt(`${name} ${label} ${JSON.stringify(opts)}`, () => zlib[`${name}Sync`](input, opts).toString());
  for (const opts of OPTIONS) {
    run('whole', data, opts);
    run('twice', Buffer.concat([data, data]), opts);
    for (const tail of ['00', '0000000000', '01', '1f', '1f8b', '1f8bffff', '1f8b080000000000000007']) {
      run(`followed by ${tail}`, Buffer.concat([data, Buffer.from(tail, 'hex')]), opts);
    }
    for (let cut = 0; cut < data.length; cut++) run(`cut at ${cut}`, data.subarray(0, cut), opts);
  }
  run('garbage', Buffer.from('garbage garbage'));
  run('more than the limit', data, { maxOutputLength: 2 });
  run('exactly the limit', data, { maxOutputLength: 3 });
  run('not to the end', data.subarray(0, -1), { finishFlush: name.startsWith('z') || name.startsWith('b') ? 1 : 2 });
}
for (const [name, hex] of [['unzip', MADE.gunzip], ['unzip', MADE.inflate], ['unzip', '1f'], ['unzip', '1f00'], ['unzip', ''],
  ['inflate', '789d4b4c4a0600024d0127'], ['inflate', '789c4b4c4a0600024d0128'], ['gunzip', '1f8b08000000000000034b4c4a0600c241243603000000'],
  ['gunzip', '1f8b08000000000000034b4c4a0600c241243504000000'], ['gunzip', '1f8b09000000000000034b4c4a0600c241243504000000'],
  ['inflateRaw', '07'], ['inflateRaw', 'ffff'], ['inflateRaw', '05'], ['inflate', '885c4b4c4a0600'], ['inflate', '785e4b4c4a'],
  ['gunzip', '1f8b08e000000000000034b4c4a0'], ['brotliDecompress', 'ffffffff'], ['brotliDecompress', '0b0180ffffffff'],
  ['zstdDecompress', '28b52ffdffffffffffff'], ['zstdDecompress', '28b52ffd200319000061626']]) {
  attempt(`${name} of ${hex}`, () => zlib[`${name}Sync`](Buffer.from(hex, 'hex')).toString());
}

// ----- dictionaries -----

const dictionary = Buffer.from('the quick brown fox jumps over the lazy dog');
const sentence = 'the lazy dog jumps over the quick brown fox';
const packed = zlib.deflateSync(sentence, { dictionary });
assert.ok(packed.length < zlib.deflateSync(sentence).length);
attempt('dictionary', () => zlib.inflateSync(packed, { dictionary }).toString());
attempt('dictionary as an ArrayBuffer', () => zlib.inflateSync(packed, { dictionary: new Uint8Array(dictionary).buffer }).toString());
attempt('no dictionary', () => zlib.inflateSync(packed));
attempt('another dictionary', () => zlib.inflateSync(packed, { dictionary: Buffer.from('x') }));
attempt('raw dictionary', () => zlib.inflateRawSync(zlib.deflateRawSync(sentence, { dictionary }), { dictionary }).toString());
attempt('unneeded dictionary', () => zlib.inflateSync(zlib.deflateSync('abc'), { dictionary }).toString());
attempt('gzip has none', () => zlib.gunzipSync(zlib.gzipSync('abc', { dictionary })).toString());
attempt('zstd dictionary', () => zlib.zstdDecompressSync(zlib.zstdCompressSync(sentence, { dictionary }), { dictionary }).toString());
for (const wrong of [null, 'text', 1, [], {}]) attempt('wrong dictionary', () => zlib.deflateSync('a', { dictionary: wrong }));

// ----- wrong arguments -----

for (const value of [undefined, null, 1, true, {}, [], () => {}, Symbol('s')]) {
  attempt('sync input', () => zlib.gzipSync(value).length > 0);
}
for (const name of ['chunkSize', 'flush', 'finishFlush', 'windowBits', 'level', 'memLevel', 'strategy', 'maxOutputLength', 'rejectGarbageAfterEnd']) {
  for (const value of [undefined, null, NaN, Infinity, -Infinity, '1', true, {}, -2, 0, 1.5, 7, 10, 16, 63, 64, 2 ** 60]) {
    // Larger than any memory here.
    if (name === 'chunkSize' && value === 2 ** 60) continue;
    attempt(`${name} ${String(value)}`, () => zlib.inflateSync(zlib.deflateSync('abc', { [name]: value })).toString());
    if (name.length > 8) attempt(`brotli ${name} ${String(value)}`, () => zlib.brotliCompressSync('abc', { [name]: value }).length > 0);
  }
}
for (const value of [0, 7, 8, 15, 16]) {
  attempt(`gzip windowBits ${value}`, () => zlib.gzipSync('a', { windowBits: value }).length > 0);
  attempt(`gunzip windowBits ${value}`, () => zlib.gunzipSync(zlib.gzipSync('abc'), { windowBits: value }).toString());
  attempt(`inflate windowBits ${value}`, () => zlib.inflateSync(zlib.deflateSync('abc'), { windowBits: value }).toString());
}
for (const params of [{ 99: 1 }, { x: 1 }, { '-1': 1 }, { 1: 'x' }, { 1: null }, { 4: 3 }, { 0: 9 }, { 1: true }, {}, null]) {
  attempt(`brotli ${JSON.stringify(params)}`, () => zlib.brotliCompressSync('abc', { params }).length > 0);
  attempt(`brotli back ${JSON.stringify(params)}`, () => zlib.brotliDecompressSync(Buffer.from(MADE.brotliDecompress, 'hex'), { params }).toString());
}
for (const params of [{ 99: 1 }, { x: 1 }, { 403: 1 }, { 100: 'x' }, { 101: 1000 }, { 100: 1000 }, { 201: true }]) {
  attempt(`zstd ${JSON.stringify(params)}`, () => zlib.zstdCompressSync('abc', { params }).length > 0);
  attempt(`zstd back ${JSON.stringify(params)}`, () => zlib.zstdDecompressSync(Buffer.from(MADE.zstdDecompress, 'hex'), { params }).toString());
}
attempt('pledged size', () => zlib.zstdCompressSync('abc', { pledgedSrcSize: 3 }).length > 0);
attempt('wrong pledged size', () => zlib.zstdCompressSync('abc', { pledgedSrcSize: 2 }));

// ----- crc32 -----

for (const [data, value] of [['', 0], ['abc'], ['abc', 1], [Buffer.from('grüße')], ['grüße'], ['', 0xffffffff], [Uint16Array.of(1, 2)],
  [undefined], [1], [null], [[]], ['a', -1], ['a', 2 ** 32], ['a', '1'], ['a', 1.5], ['a', -0], [new ArrayBuffer(1)]]) {
  attempt('crc32', () => zlib.crc32(data, value));
}
console.log(zlib.crc32('defg', zlib.crc32('abc')) === zlib.crc32('abcdefg'));

// ----- the module -----

console.log(Object.keys(zlib).join(' '));
console.log(JSON.stringify(constants), JSON.stringify(zlib.codes));
console.log(Object.isFrozen(zlib.codes), zlib.Z_FINISH, zlib.BROTLI_PARAM_MODE, Object.keys(zlib).includes('Z_FINISH'));
for (const name of ['constants', 'codes', 'createGzip', 'gzip', 'gzipSync', 'Z_FINISH']) {
  const { writable, enumerable, configurable, value } = Object.getOwnPropertyDescriptor(zlib, name);
  console.log(name, writable, enumerable, configurable, value.name, value.length);
}
assert.throws(() => { 'use strict'; zlib.constants.GZIP = 1; }, TypeError);

// ----- callbacks -----

const order = [];
let waiting = 0;
function later(label, name, ...args) {
  waiting++;
  const line = order.push(label) - 1;
  zlib[name](...args, (error, result) => {
    order[line] = `${label}: ${error ? describe(error) : `${error} ${/^(de|gz|br.*s$|z.*s$)/.test(name) ? result.length > 0 : result}`}`;
    if (--waiting === 0) console.log(order.join('\n'));
  });
}
for (const [forth, back] of PAIRS) {
  later(forth, forth, 'abc');
  later(`${forth}, options`, forth, 'abc', { chunkSize: 64 });
  later(back, back, zlib[`${forth}Sync`]('abc'));
  later(`${back} garbage`, back, Buffer.from('garbage'));
  later(`${back} of nothing`, back, Buffer.alloc(0));
  later(`${back} limit`, back, zlib[`${forth}Sync`]('abcd'), { maxOutputLength: 3 });
  later(`${back} trailing`, back, Buffer.concat([zlib[`${forth}Sync`]('abcd'), Buffer.from('0000')]), { rejectGarbageAfterEnd: true });
}
later('nothing', 'gzip', null);
later('bytes', 'gunzip', new DataView(new Uint8Array(zlib.gzipSync('view')).buffer));
later('buffer', 'gunzip', new Uint8Array(zlib.gzipSync('array buffer')).buffer);
for (const args of [[], ['a'], ['a', {}], ['a', {}, 1], [1, () => {}], ['a', { level: 10 }, () => {}], ['a', { chunkSize: 1 }, () => {}]]) {
  attempt(`callback ${args.length}`, () => zlib.gzip(...args));
}
