// snappy: compressing and uncompressing, synchronous and as promises, bytes and text, damaged input.
'use strict';
const assert = require('assert');
const { compress, compressSync, uncompress, uncompressSync } = require('snappy');

const text = 'I am the text that repeats: the text that repeats. \u{1F43A} '.repeat(200);
// Bytes of a fixed generator: they do not compress.
const noise = Buffer.alloc(70000);
for (let at = 0, state = 12345; at < noise.length; at++) {
  state = (Math.imul(state, 1103515245) + 12345) >>> 0;
  noise[at] = state >>> 16;
}

async function refusal(label, run) {
  try {
    console.log(label, 'gave', await run());
  } catch (error) {
    console.log(label, error.name, error.code, error.message);
  }
}

async function main() {
  for (const [name, input] of Object.entries({ empty: '', one: 'x', text, noise, view: new Uint8Array(noise.buffer, 5, 999) })) {
    const packed = compressSync(input);
    const original = Buffer.from(input);
    assert.ok(Buffer.isBuffer(packed));
    assert.ok(uncompressSync(packed).equals(original), name);
    assert.ok(uncompressSync(compressSync(input, { copyOutputData: true }), { copyOutputData: true }).equals(original), name);
    assert.ok((await compress(input)).equals(packed), name);
    assert.ok((await uncompress(packed)).equals(original), name);
    console.log(name, original.length, packed.length, packed.subarray(0, 24).toString('hex'));
  }
  assert.strictEqual(uncompressSync(compressSync(text), { asBuffer: false }), text);
  assert.strictEqual(await uncompress(await compress(text), { asBuffer: false }), text);

  const jobs = await Promise.all(Array.from({ length: 40 }, async (_, index) => {
    const part = noise.subarray(index * 1000, index * 1500 + 100);
    return (await uncompress(await compress(part))).equals(part);
  }));
  console.log('pool', jobs.every(Boolean), jobs.length);

  const packed = compressSync(text);
  await refusal('nothing', () => compressSync());
  await refusal('a number', () => compress(1));
  await refusal('no snappy data', () => uncompressSync(Buffer.from('this is not snappy data')));
  await refusal('no snappy data, asynchronous', () => uncompress(Buffer.from([0xff, 0xff, 0xff, 0xff, 0xff, 0xff])));
  await refusal('cut off', () => uncompressSync(packed.subarray(0, 40)));
  await refusal('damaged', () => uncompress(Buffer.concat([packed.subarray(0, 100), Buffer.alloc(50, 0xff)])));
  await refusal('bytes that are no text', () => uncompressSync(compressSync(Buffer.from([0xff, 0xfe])), { asBuffer: false }));
}

main();
