// keccak through the package's own JavaScript: its hashes are streams, and napkin has no node:stream yet.
'use strict';
const assert = require('assert');
const createKeccakHash = require('keccak');

assert.strictEqual(createKeccakHash('keccak256').update('').digest('hex'),
  'c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470');
assert.strictEqual(createKeccakHash('sha3-512').update('abc').digest('hex'),
  require('crypto').createHash('sha3-512').update('abc').digest('hex'));
assert.strictEqual(createKeccakHash('shake256').update('abc').squeeze(64, 'hex'),
  require('crypto').createHash('shake256', { outputLength: 64 }).update('abc').digest('hex'));
const stream = createKeccakHash('sha3-256');
stream.on('data', (digest) => {
  assert.strictEqual(digest.toString('hex'), require('crypto').createHash('sha3-256').update('streamed').digest('hex'));
  console.log('streamed');
});
stream.end('streamed');
