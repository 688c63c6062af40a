// keccak: the sponge of the addon itself, with the known answers of Keccak-256 and SHA3-256, SHAKE
// output of any length, and copies of a state in the middle. (The package's streams: keccak.on-node.js.)
'use strict';
const assert = require('assert');
const KeccakState = require('./node_modules/keccak/build/Release/addon.node');

function hash(text, { rate, capacity, suffix, length, pieces = 1 }) {
  const state = new KeccakState();
  state.initialize(rate, capacity);
  const data = Buffer.from(text);
  const step = Math.ceil(data.length / pieces) || 1;
  for (let at = 0; at < data.length; at += step) state.absorb(data.subarray(at, at + step));
  if (suffix !== undefined) state.absorbLastFewBits(suffix);
  return state.squeeze(length).toString('hex');
}

const KECCAK256 = { rate: 1088, capacity: 512, length: 32 };
const SHA3_256 = { ...KECCAK256, suffix: 0x06 };
const SHAKE128 = { rate: 1344, capacity: 256, suffix: 0x1f, length: 100 };

assert.strictEqual(hash('', KECCAK256), 'c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470');
assert.strictEqual(hash('', SHA3_256), 'a7ffc6f8bf1ed76651c14756a061d662f580ff4de43b49fa82d80a4b80f8434a');
assert.strictEqual(hash('abc', SHA3_256), '3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532');
for (const text of ['', 'a', 'abc', 'x'.repeat(135), 'x'.repeat(136), 'y'.repeat(10000)]) {
  for (const kind of [KECCAK256, SHA3_256, SHAKE128]) {
    const whole = hash(text, kind);
    assert.strictEqual(hash(text, { ...kind, pieces: 7 }), whole);
    console.log(text.length, whole);
  }
}

const one = new KeccakState();
one.initialize(1088, 512);
one.absorb(Buffer.from('same start, '));
const other = new KeccakState();
one.copy(other);
one.absorb(Buffer.from('this end'));
other.absorb(Buffer.from('that end'));
console.log(one.squeeze(8).toString('hex'), other.squeeze(8).toString('hex'), other.squeeze(8).toString('hex'));
