// crypto: hashes and HMAC of every algorithm and encoding, one-shot hash(), comparing in constant time, and random
// values, which are checked and never printed. Wrong arguments to each.
'use strict';
const assert = require('assert');
const crypto = require('crypto');
const util = require('util');

function show(value) {
  if (Buffer.isBuffer(value)) return `<Buffer ${value.toString('hex')}>`;
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}
function attempt(label, call) {
  try {
    console.log(label, '=>', show(call()));
  } catch (error) {
    console.log(label, '!!', error.name, error.constructor.name, error.code, error.message,
                JSON.stringify([error.library, error.reason]));
  }
}

// ----- algorithms and their names -----

// Without the one that napkin does not have yet.
const ABSENT = /keccak-kmac/i;
const names = crypto.getHashes().filter((name) => !ABSENT.test(name));
console.log(names.length, names.join(' '));
assert.notStrictEqual(crypto.getHashes(), crypto.getHashes());

const inputs = ['', 'abc', 'x'.repeat(55), 'x'.repeat(56), 'x'.repeat(64), 'x'.repeat(111), 'x'.repeat(112),
  'x'.repeat(128), 'grüße \u{1F600}', 'many '.repeat(50000)];
const keys = ['', 'key', 'k'.repeat(64), 'k'.repeat(65), 'k'.repeat(128), 'k'.repeat(129), Buffer.alloc(1000, 7)];
for (const name of names) {
  for (const input of inputs) console.log(name, input.length, crypto.createHash(name).update(input).digest('hex'));
  if (!name.startsWith('shake')) for (const key of keys) console.log(name, 'hmac', key.length, crypto.createHmac(name, key).update('abc').digest('base64url'));
}
for (const name of ['MD5', 'Sha256', 'rsa-sha256', 'SSL3-md5', 'md5withrsaencryption', 'RSA-SHA512/256', 'rsa-sha1-2', 'SHA-1',
  '2.16.840.1.101.3.4.2.1', '1.2.840.113549.2.5', '1.3.14.3.2.26', '2.16.840.1.101.3.4.2.6',
  '', 'nope', 'SHA512/256', 'sha_256', 'sha1WithRSA', 'sha', 'null', 'ecdsa-with-SHA256', 'id-sha256']) {
  attempt(`name ${name}`, () => crypto.createHash(name).update('abc').digest('hex'));
  attempt(`name ${name}, hmac`, () => crypto.createHmac(name, 'k').update('abc').digest('hex'));
  attempt(`name ${name}, once`, () => crypto.hash(name, 'abc'));
}

// ----- update and digest -----

const ENCODINGS = ['hex', 'base64', 'base64url', 'latin1', 'binary', 'utf8', 'utf-8', 'ucs2', 'utf16le', 'ascii', 'buffer', 'HEX',
  'Hex', 'LATIN1', 'nope', '', undefined, null, 0, 1, 4, false, true, {}, [], { toString: () => 'hex' }];
const shared = new Uint8Array(new SharedArrayBuffer(4)).fill(9, 1, 3);
const wide = new Uint16Array([1, 2, 0xffff]);
for (const [kind, make] of [['hash', () => crypto.createHash('md5')], ['hmac', () => crypto.createHmac('md5', 'k')]]) {
  for (const encoding of ENCODINGS) {
    attempt(`${kind} digest ${encoding}`, () => make().update('abc').digest(encoding));
    attempt(`${kind} update ${encoding}`, () => make().update('aé', encoding).digest('hex'));
    attempt(`${kind} update even ${encoding}`, () => make().update('61626364', encoding).digest('hex'));
  }
  attempt(`${kind} odd hex`, () => make().update('abc', 'hex'));
  attempt(`${kind} no hex`, () => make().update('zz', 'hex').digest('hex'));
  attempt(`${kind} cut base64`, () => make().update('YWJjZ', 'base64').digest('hex'));
  attempt(`${kind} lone surrogate`, () => make().update('a\ud800b').digest('hex'));
  for (const data of [shared, wide, new DataView(wide.buffer, 1, 3), new Float64Array([1.5]), new Uint8Array(0),
    Buffer.from('abc').subarray(1)]) {
    attempt(`${kind} ${data.constructor.name}`, () => make().update(data).digest('hex'));
    attempt(`${kind} ${data.constructor.name} with an encoding`, () => make().update(data, 'hex').digest('hex'));
  }
  for (const data of [undefined, null, 1, 1n, {}, [], true, Symbol('s'), new ArrayBuffer(1), () => {}]) {
    attempt(`${kind} update of a wrong type`, () => make().update(data));
  }
  attempt(`${kind} symbols`, () => make().update('é', Symbol('x')).digest('hex'));
  attempt(`${kind} goes on after a digest that failed`, () => {
    const hash = make().update('a');
    assert.throws(() => hash.digest(Symbol('x')), TypeError);
    return hash.update('bc').digest('hex');
  });
  const hash = make();
  assert.strictEqual(hash.update('a').update(Buffer.from('b')).update('c'), hash);
  attempt(`${kind} in pieces`, () => hash.digest());
  attempt(`${kind} update after digest`, () => hash.update('a'));
  attempt(`${kind} digest after digest`, () => hash.digest());
  attempt(`${kind} digest after digest, hex`, () => hash.digest('hex'));
  attempt(`${kind} digest after digest, buffer`, () => hash.digest('buffer'));
  console.log(hash.constructor.name, typeof hash.copy, Object.prototype.toString.call(hash));
}

attempt('copy', () => {
  const first = crypto.createHash('sha512').update('a');
  const second = first.copy();
  const third = second.copy().update('c');
  second.update('b');
  assert.ok(second instanceof first.constructor);
  return [first, second, third].map((hash) => hash.digest('base64')).join();
});
attempt('copy after digest', () => {
  const hash = crypto.createHash('md5');
  hash.digest();
  return hash.copy();
});

// ----- options -----

for (const options of [{ outputLength: 16 }, { outputLength: 15 }, { outputLength: 17 }, { outputLength: 0 }, { outputLength: -0 },
  { outputLength: -1 }, { outputLength: 1.5 }, { outputLength: 2 ** 32 }, { outputLength: '1' }, { outputLength: null }, {},
  { outputLength: undefined }, null, undefined, 1, 'x', 'base64', '', 'BUFFER', Symbol('s'), [], () => {},
  { outputEncoding: 'base64url' }, { outputEncoding: 'Buffer' }, { outputEncoding: '' }, { outputEncoding: null },
  { outputEncoding: 1 }, { outputEncoding: 'nope' }, { outputEncoding: 'nope', outputLength: 1 }]) {
  const label = util.inspect(options);
  attempt(`hash ${label}`, () => crypto.createHash('md5', options).update('a').digest('hex'));
  attempt(`copy ${label}`, () => crypto.createHash('md5').update('a').copy(options).digest('hex'));
  attempt(`once ${label}`, () => crypto.hash('md5', 'a', options));
  attempt(`once, upper case, ${label}`, () => crypto.hash('MD5', 'a', options));
  attempt(`once, no algorithm, ${label}`, () => crypto.hash('nope', 'a', options));
  attempt(`hmac ${label}`, () => crypto.createHmac('md5', 'k', options).update('a').digest('hex'));
}
for (const encoding of ['hex', 'HEX', 'base64', 'latin1', 'buffer', '', 'nope', null, undefined, 1, {}]) {
  attempt(`key ${encoding}`, () => crypto.createHmac('sha1', '6b79', { encoding }).update('a').digest('hex'));
  attempt(`key, once, ${encoding}`, () => crypto.hash('sha1', '6b79', encoding));
}
for (const key of [undefined, null, 1, {}, [], true, Symbol('s'), () => {}, new ArrayBuffer(2), new SharedArrayBuffer(2),
  new DataView(new ArrayBuffer(3), 1), wide, shared, '\ud800', 'é']) {
  attempt('key of a type', () => crypto.createHmac('sha256', key).digest('hex'));
}
for (const name of [undefined, null, 1, {}, Symbol('s')]) {
  attempt('name of a wrong type', () => crypto.createHash(name));
  attempt('name of a wrong type, hmac', () => crypto.createHmac(name, 1));
  attempt('name of a wrong type, once', () => crypto.hash(name));
}
for (const input of [undefined, null, 1, {}, [], new ArrayBuffer(1), wide, shared, 'a\ud800', new DataView(wide.buffer)]) {
  attempt('input of a type', () => crypto.hash('sha384', input));
}
attempt('wrong key, wrong name', () => crypto.createHmac('nope', 1));
attempt('no input, no algorithm', () => crypto.hash('nope', 1, 5));

// ----- comparing -----

const bytes = (text) => Buffer.from(text);
for (const [left, right] of [[bytes('abc'), bytes('abc')], [bytes('abc'), bytes('abd')], [bytes('bbc'), bytes('abc')],
  [bytes(''), bytes('')], [bytes('a'), bytes('ab')], [new ArrayBuffer(3), new DataView(new ArrayBuffer(3))],
  [new SharedArrayBuffer(1), bytes('\0')], [new Float32Array([0]), new Float32Array([-0])], [wide, Buffer.from(wide.buffer)],
  ['a', 'b'], [bytes('a'), 'a'], ['a', bytes('a')], [undefined, undefined], [bytes('a'), {}], [bytes('a'), null], [[1], [1]]]) {
  attempt('timingSafeEqual', () => crypto.timingSafeEqual(left, right));
}

// ----- random values -----

function isRandom(view) {
  const all = Buffer.from(view.buffer, view.byteOffset, view.byteLength);
  assert.ok(new Set(all).size > Math.min(all.length / 8, 40), `${all.length} bytes, ${new Set(all).size} values`);
  return view;
}
for (const size of [64, 4096, 100000]) {
  const drawn = isRandom(crypto.randomBytes(size));
  assert.ok(Buffer.isBuffer(drawn));
  assert.strictEqual(drawn.length, size);
  assert.notDeepStrictEqual(drawn, crypto.randomBytes(size));
}
attempt('randomBytes(0)', () => crypto.randomBytes(0));
attempt('randomBytes(1.5)', () => crypto.randomBytes(1.5).length);
for (const size of [undefined, null, '1', {}, -1, NaN, Infinity, 2 ** 31, 2 ** 53]) {
  attempt(`randomBytes(${util.inspect(size)})`, () => crypto.randomBytes(size));
}
for (const callback of [null, 5, {}, 'x']) attempt('randomBytes callback', () => crypto.randomBytes(1, callback));

for (const make of [() => Buffer.alloc(64), () => new Uint32Array(16), () => new Float64Array(8), () => new DataView(new ArrayBuffer(64)),
  () => new Uint8Array(new SharedArrayBuffer(64))]) {
  const view = make();
  assert.strictEqual(crypto.randomFillSync(view), view);
  isRandom(view);
}
for (const memory of [new ArrayBuffer(64), new SharedArrayBuffer(64)]) {
  assert.strictEqual(crypto.randomFillSync(memory), memory);
  isRandom(new Uint8Array(memory));
}
// Only the range is written.
for (const [view, offset, size, from, to] of [[Buffer.alloc(96), 16, 64, 16, 80], [Buffer.alloc(96), 32, undefined, 32, 96],
  [new Uint16Array(48), 8, 32, 16, 80], [new Uint16Array(48), 16, undefined, 32, 96], [new DataView(new ArrayBuffer(96)), 8, 80, 8, 88]]) {
  crypto.randomFillSync(view, offset, size);
  const all = Buffer.from(view.buffer, view.byteOffset, view.byteLength);
  assert.ok(all.subarray(0, from).every((byte) => byte === 0));
  assert.ok(all.subarray(to).every((byte) => byte === 0));
  isRandom(all.subarray(from, to));
}
attempt('fill nothing', () => crypto.randomFillSync(Buffer.alloc(0)));
attempt('fill no bytes', () => crypto.randomFillSync(Buffer.alloc(2), 2));
for (const buf of [undefined, null, [], {}, 'x', 5]) {
  attempt('fill a wrong type', () => crypto.randomFillSync(buf));
  attempt('fill a wrong type later', () => crypto.randomFill(buf, () => assert.fail()));
}
for (const [view, offset, size] of [[Buffer.alloc(3), 4], [Buffer.alloc(3), 1, 4], [Buffer.alloc(3), '1'], [Buffer.alloc(3), 1, '1'],
  [new Uint32Array(3), 2, 4], [new Uint32Array(3), 4], [Buffer.alloc(3), -1], [Buffer.alloc(3), NaN], [Buffer.alloc(3), 0, -1],
  [Buffer.alloc(3), 0, NaN], [Buffer.alloc(3), 1, 2 ** 33], [Buffer.alloc(3), null], [Buffer.alloc(3), 0, null]]) {
  attempt('fill a wrong range', () => crypto.randomFillSync(view, offset, size));
  attempt('fill a wrong range later', () => crypto.randomFill(view, offset, size, () => assert.fail()));
}
attempt('fill without a callback', () => crypto.randomFill(Buffer.alloc(2)));
attempt('fill without a callback', () => crypto.randomFill(Buffer.alloc(2), 1));
attempt('fill without a callback', () => crypto.randomFill(Buffer.alloc(2), 1, 1));
attempt('fill without a callback', () => crypto.randomFill(Buffer.alloc(2), 1, 1, 1));

const seen = new Set();
for (let turn = 0; turn < 300; turn++) {
  const drawn = crypto.randomInt(-2, 4);
  assert.ok(Number.isInteger(drawn) && drawn >= -2 && drawn < 4);
  seen.add(drawn);
}
console.log('randomInt', [...seen].sort((a, b) => a - b).join());
attempt('randomInt', () => crypto.randomInt(1));
attempt('randomInt', () => crypto.randomInt(3, 4));
attempt('randomInt', () => crypto.randomInt(2 ** 48 - 1) < 2 ** 48);
attempt('randomInt', () => crypto.randomInt(-(2 ** 53) + 1, -(2 ** 53) + 2));
for (const args of [[], [0], [-5], [1.5], ['1'], [5, 3], [5, 5], [5, 'x'], ['a', 5], [1, 2, 3], [1, 2, null], [1, null], [2 ** 48],
  [-(2 ** 47), 2 ** 47 + 1], [2 ** 53], [1, 2 ** 53], [NaN], [5n]]) {
  attempt(`randomInt ${args}`, () => crypto.randomInt(...args));
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-([47])[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const uuids = new Set();
for (let turn = 0; turn < 400; turn++) {
  for (const uuid of [crypto.randomUUID(), crypto.randomUUID({ disableEntropyCache: true }), crypto.webcrypto.randomUUID()]) {
    assert.strictEqual(UUID.exec(uuid)[1], '4');
    uuids.add(uuid);
  }
}
assert.strictEqual(uuids.size, 1200);
const before = Date.now();
const timed = crypto.randomUUIDv7();
assert.strictEqual(UUID.exec(timed)[1], '7');
const moment = Number.parseInt(timed.replace('-', '').slice(0, 12), 16);
assert.ok(moment >= before - 1 && moment <= Date.now() + 1);
for (const options of [1, null, [], 'x', { disableEntropyCache: 1 }, { disableEntropyCache: null }]) {
  attempt('randomUUID', () => crypto.randomUUID(options));
  attempt('randomUUIDv7', () => crypto.randomUUIDv7(options));
}

// ----- Web Crypto -----

assert.strictEqual(globalThis.crypto, crypto.webcrypto);
assert.ok(globalThis.crypto instanceof Crypto);
assert.strictEqual(crypto.subtle, globalThis.crypto.subtle);
assert.ok(crypto.subtle instanceof SubtleCrypto);
for (const Type of [Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, BigInt64Array,
  BigUint64Array, Buffer]) {
  const view = Type === Buffer ? Buffer.alloc(64) : new Type(64 / Type.BYTES_PER_ELEMENT);
  assert.strictEqual(globalThis.crypto.getRandomValues(view), view);
  isRandom(view);
  crypto.getRandomValues(view);
}
attempt('no values', () => crypto.getRandomValues(new Uint8Array(0)).length);
attempt('most values', () => isRandom(crypto.getRandomValues(new Uint8Array(65536))).length);
for (const array of [undefined, null, 1, [], new Float16Array(1), new Float32Array(1), new Float64Array(1), new DataView(new ArrayBuffer(1)),
  new ArrayBuffer(2), new Uint8Array(65537), new Uint16Array(32769)]) {
  attempt('getRandomValues', () => crypto.getRandomValues(array));
}
const { getRandomValues, randomUUID } = crypto.webcrypto;
attempt('no this', () => getRandomValues(new Uint8Array(1)));
attempt('no this', () => randomUUID());
attempt('no this', () => Object.getOwnPropertyDescriptor(Crypto.prototype, 'subtle').get());
for (const Type of [Crypto, SubtleCrypto, CryptoKey]) attempt('new', () => new Type());
attempt('a foreign this', () => Object.getOwnPropertyDescriptor(globalThis, 'crypto').get.call({}));
console.log(Object.getOwnPropertyDescriptor(globalThis, 'crypto'), Object.getOwnPropertyDescriptor(globalThis, 'CryptoKey').enumerable);
console.log(util.inspect(globalThis.crypto), Object.prototype.toString.call(globalThis.crypto), Object.keys(Crypto.prototype));

// ----- the module -----

for (const name of ['createHash', 'createHmac', 'hash', 'randomBytes', 'randomFill', 'randomFillSync', 'randomInt', 'randomUUID',
  'randomUUIDv7', 'timingSafeEqual', 'getRandomValues', 'pbkdf2', 'scryptSync', 'createCipheriv', 'KeyObject', 'Sign']) {
  console.log(name, typeof crypto[name], Object.hasOwn(crypto, name));
}
console.log(Buffer.alloc(1) instanceof crypto.KeyObject, crypto.getFips(), crypto.prng === crypto.randomBytes, crypto.constants.RSA_PKCS1_PSS_PADDING);
assert.ok(crypto.createHash('md5') instanceof crypto.Hash);
assert.ok(crypto.createHmac('md5', 'k') instanceof crypto.Hmac);

// ----- callbacks -----

// Nothing is answered before this script has ended, but for requests of nothing.
let ended = false;
let open = 0;
function expectLater(label, start) {
  open++;
  start((error, value) => {
    assert.ok(ended, label);
    open--;
    assert.ok(error === null || error === undefined);
    if (ArrayBuffer.isView(value)) isRandom(value);
    if (open === 0) console.log('all answered');
  });
}
crypto.randomBytes(0, (error, value) => console.log('no bytes', ended, error, value));
crypto.randomFill(Buffer.alloc(2), 2, (error, value) => console.log('nothing filled', ended, error, value));
expectLater('bytes', (callback) => crypto.randomBytes(64, callback));
expectLater('many bytes', (callback) => crypto.randomBytes(1000000, callback));
expectLater('fill', (callback) => crypto.randomFill(Buffer.alloc(64), callback));
expectLater('a range', (callback) => crypto.randomFill(new Uint16Array(64), 4, callback));
expectLater('a range with a size', (callback) => crypto.randomFill(new Uint16Array(64), 4, 60, callback));
expectLater('memory', (callback) => crypto.randomFill(new ArrayBuffer(4), callback));
expectLater('integer', (callback) => crypto.randomInt(5, callback));
expectLater('integer in a range', (callback) => crypto.randomInt(5, 10, callback));
expectLater('promise', (callback) => util.promisify(crypto.randomBytes)(64).then((value) => callback(null, value)));
ended = true;
