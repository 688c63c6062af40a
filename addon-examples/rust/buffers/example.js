// Uses the addon as any npm package would; prints what expected.txt holds.
'use strict';

const buffers = require('./index.js');

console.log(buffers.countByte(Buffer.from('mississippi'), 's'.charCodeAt(0)));

const secret = Buffer.from('attack at dawn');
buffers.xor(secret, Buffer.from([1, 2, 3]));
console.log(secret.toString('hex'));
buffers.xor(secret, Buffer.from([1, 2, 3]));
console.log(String(secret));

console.log(buffers.mean(new Float64Array([1, 2, 6])), buffers.mean(new Float64Array()));
console.log(String(buffers.sorted(Buffer.from('napkin'))));
console.log(buffers.wave(6).join(' '));
console.log(buffers.zeros(3) instanceof Float64Array);

const chunks = [];
buffers.eachChunk(new Uint8Array([1, 2, 3, 4, 5]).buffer, 2, (chunk) => chunks.push(chunk.join(' ')));
console.log(chunks.join(' | '));

// The memory may go away between two chunks: the view is empty then.
const array = new Uint8Array(6);
console.log(buffers.eachChunk(array, 2, () => { structuredClone(array, { transfer: [array.buffer] }); }));

const shared = Buffer.from('shared');
for (const mistake of [
  () => buffers.xor(shared, shared.subarray(1, 3)),
  () => buffers.xor(new Uint8Array(new SharedArrayBuffer(4)), Buffer.from('k')),
  () => buffers.mean([1, 2]),
  () => buffers.mean(new Float32Array(2)),
  () => buffers.countByte(shared, 300),
  () => buffers.borrowedTooLong(shared, () => console.log('never')),
]) {
  try {
    mistake();
  } catch (error) {
    console.log(`${error.name} ${error.code}: ${error.message}`);
  }
}
