// @node-rs/argon2: known answers with a fixed salt, every algorithm, verifying, raw output, many jobs
// at once, an aborted job, bad input.
'use strict';
const assert = require('assert');
const { hash, hashSync, hashRaw, hashRawSync, verify, verifySync, parseOptions } = require('@node-rs/argon2');

const salt = Buffer.from('0123456789abcdef');
const cheap = { memoryCost: 64, timeCost: 2, parallelism: 1, salt };

async function refusal(label, run) {
  try {
    console.log(label, 'gave', await run());
  } catch (error) {
    console.log(label, error.name, error.code, error.message);
  }
}

async function main() {
  for (const algorithm of [0, 1, 2]) {
    for (const version of [0, 1]) {
      const encoded = hashSync('password', { ...cheap, algorithm, version });
      console.log(encoded, parseOptions(encoded));
      assert.ok(verifySync(encoded, 'password'));
      assert.ok(!verifySync(encoded, 'Password'));
    }
  }
  console.log(hashSync('', cheap), hashSync(Buffer.from([0, 1, 255]), { ...cheap, outputLen: 16 }));
  console.log(hashRawSync('password', cheap).toString('hex'));
  console.log(hashRawSync('password', { ...cheap, secret: Buffer.from('pepper') }).toString('hex'));
  assert.deepStrictEqual(await hashRaw('password', cheap), hashRawSync('password', cheap));
  assert.strictEqual(await hash('pässwörd', cheap), hashSync('pässwörd', cheap));

  // A salt of its own each time.
  const first = await hash('password', { memoryCost: 64, timeCost: 1 });
  const second = await hash('password', { memoryCost: 64, timeCost: 1 });
  assert.notStrictEqual(first, second);
  console.log(await verify(first, 'password'), await verify(second, 'password'), await verify(second, ''));
  const peppered = await hash('password', { ...cheap, secret: Buffer.from('pepper') });
  console.log(await verify(peppered, 'password', { secret: Buffer.from('pepper') }), await verify(peppered, 'password'));

  const words = Array.from({ length: 24 }, (_, index) => `word ${index}`);
  const hashes = await Promise.all(words.map((word) => hash(word, cheap)));
  assert.strictEqual(new Set(hashes).size, words.length);
  const checks = await Promise.all(hashes.map((encoded, index) => verify(encoded, words[index ^ (index & 1)])));
  console.log('pool', checks.map((same) => (same ? 'y' : 'n')).join(''));

  // A signal that is never raised leaves the job alone. (When a job is cancelled depends on the
  // pool, so that has no fixed output.)
  console.log(await verify(hashes[0], words[0], undefined, new AbortController().signal));

  await refusal('no password', () => hashSync());
  await refusal('number as password', () => hash(1, cheap));
  await refusal('encoded is no hash', () => verify('nonsense', 'password'));
  await refusal('encoded is no hash, synchronous', () => verifySync('$argon2id$v=19$', 'password'));
  await refusal('memory below the minimum', () => hash('x', { ...cheap, memoryCost: 1 }));
  await refusal('no lanes', () => hashSync('x', { ...cheap, parallelism: 0 }));
  await refusal('time is text', () => hashSync('x', { ...cheap, timeCost: 'long' }));
  await refusal('unknown algorithm', () => hashSync('x', { ...cheap, algorithm: 7 }));
  await refusal('short salt', () => hashSync('x', { ...cheap, salt: Buffer.from('abc') }));
  await refusal('output too short', () => hashRaw('x', { ...cheap, outputLen: 1 }));
  // Text is an object without any of the options: the defaults apply.
  assert.match(hashSync('x', 'cheap'), /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
}

main();
