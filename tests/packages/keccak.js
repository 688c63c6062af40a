// keccak: every algorithm against known answers, piece by piece, as a stream, copied states, the
// JavaScript form beside it, and refusals.
'use strict';
const assert = require('assert');
const createHash = require('keccak');
const inJavaScript = require('keccak/js');

const algorithms = ['keccak224', 'keccak256', 'keccak384', 'keccak512', 'sha3-224', 'sha3-256', 'sha3-384', 'sha3-512', 'shake128', 'shake256'];
assert.notStrictEqual(createHash, inJavaScript);
assert.ok(Object.keys(require.cache).some((file) => file.endsWith('.node')), 'the prebuilt addon must load');

function attempt(label, run) {
  try {
    console.log(label, 'gave', run());
  } catch (error) {
    console.log(label, error.name, error.code, error.message);
  }
}

for (const name of algorithms) {
  const hash = createHash(name).update('abc').update(Buffer.alloc(500, 7)).update('00ff', 'hex');
  const other = inJavaScript(name).update('abc').update(Buffer.alloc(500, 7)).update('00ff', 'hex');
  if (name.startsWith('shake')) {
    const pieces = [hash.squeeze(10), hash.squeeze(300), hash.squeeze(1)].map((part) => part.toString('hex')).join('');
    assert.strictEqual(pieces, other.squeeze(311, 'hex'));
    console.log(name, pieces.slice(0, 40));
  } else {
    const digest = hash.digest('hex');
    assert.strictEqual(digest, other.digest('hex'));
    console.log(name, digest);
  }
}
assert.strictEqual(createHash('sha3-256').digest('hex'), 'a7ffc6f8bf1ed76651c14756a061d662f580ff4de43b49fa82d80a4b80f8434a');
assert.strictEqual(createHash('keccak256').digest('hex'), 'c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470');

const half = createHash('keccak256').update('first ');
const copy = half._clone();
console.log(half.update('second').digest('base64'), copy.update('third').digest('base64'));

attempt('unknown', () => createHash('md4'));
attempt('nothing', () => createHash());
attempt('a number', () => createHash('sha3-256').update(5));
attempt('twice', () => { const hash = createHash('sha3-256'); hash.digest(); return hash.digest(); });
attempt('update after digest', () => { const hash = createHash('sha3-256'); hash.digest(); return hash.update('x'); });
attempt('squeeze nothing', () => createHash('shake128').squeeze());

// As a stream: written in pieces, read as one digest; a shake gives as much as is asked for.
const stream = createHash('sha3-512');
stream.on('end', () => console.log('end', stream.readableEnded, stream.writableFinished));
stream.on('data', (digest) => console.log('data', digest.toString('hex').slice(0, 32)));
for (let i = 0; i < 50; i++) stream.write(`piece ${i}`);
stream.end();
const shake = createHash('shake256');
shake.end('x');
shake.once('readable', () => console.log('shake', shake.read(40).toString('hex')));
const failing = createHash('sha3-256');
failing.on('error', (error) => console.log(error.name, error.message));
failing.digest();
failing.write('x');
