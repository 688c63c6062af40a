// xxhash-addon: the four hashes, at once and in pieces, with seeds and a secret; known answers.
'use strict';
const assert = require('assert');
const xxhash = require('xxhash-addon');

const seeds = { XXHash32: 4, XXHash64: 8, XXHash3: 8, XXHash128: 8 };
for (const [name, size] of Object.entries(seeds)) {
  const Hash = xxhash[name];
  for (const text of ['', 'a', 'abc', 'x'.repeat(15), 'x'.repeat(255), 'xy'.repeat(4096)]) {
    const data = Buffer.from(text);
    const unseeded = Hash.hash(data).toString('hex');
    const seed = Buffer.alloc(size, 0);
    const hasher = new Hash(seed);
    for (let at = 0; at < data.length; at += 100) hasher.update(data.subarray(at, at + 100));
    assert.strictEqual(hasher.digest().toString('hex'), unseeded);
    hasher.reset();
    hasher.update(Buffer.from('other'));
    const seeded = new Hash(Buffer.alloc(size, 7));
    seeded.update(data);
    console.log(name, text.length, unseeded, hasher.digest().toString('hex'), seeded.digest().toString('hex'));
  }
}
assert.strictEqual(xxhash.XXHash32.hash(Buffer.from('')).toString('hex'), '02cc5d05');
assert.strictEqual(xxhash.XXHash64.hash(Buffer.from('')).toString('hex'), 'ef46db3751d8e999');
assert.strictEqual(xxhash.XXHash3.hash(Buffer.from('')).toString('hex'), '2d06800538d394c2');
assert.strictEqual(xxhash.XXHash128.hash(Buffer.from('')).toString('hex'), '99aa06d3014798d86001c324468d497f');

const secret = Buffer.from(Array.from({ length: 140 }, (_, index) => (index * 37) & 255));
const keyed = new xxhash.XXHash3(secret);
keyed.update(Buffer.from('with a secret'));
console.log(keyed.digest().toString('hex'));
for (const attempt of [() => new xxhash.XXHash64(1), () => new xxhash.XXHash3(Buffer.alloc(9))]) {
  try {
    console.log('no refusal', attempt());
  } catch (error) {
    console.log(error.name, error.message);
  }
}
