// argon2: the published test vectors of RFC 9106, its three variants, hashing and verifying with and
// without a secret, refusals.
'use strict';
const assert = require('assert');
const argon2 = require('argon2');

const fill = (length, byte) => Buffer.alloc(length, byte);

async function main() {
  // RFC 9106, section 5: 3 passes, 32 KiB, 4 lanes, tag of 32 bytes.
  const vector = {
    raw: true, hashLength: 32, timeCost: 3, memoryCost: 32, parallelism: 4, version: 0x13,
    salt: fill(16, 2), secret: fill(8, 3), associatedData: fill(12, 4),
  };
  const tags = {};
  for (const name of ['argon2d', 'argon2i', 'argon2id']) {
    tags[name] = (await argon2.hash(fill(32, 1), { ...vector, type: argon2[name] })).toString('hex');
    console.log(name, tags[name]);
  }
  assert.deepStrictEqual(tags, {
    argon2d: '512b391b6f1162975371d30919734294f868e3be3984f3c1a13a4db9fabe4acb',
    argon2i: 'c814d9d1dc7f37aa13f0d77f2494bda1c8de6b016dd388d29952a4c4672b6ce8',
    argon2id: '0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659',
  });

  const cheap = { memoryCost: 64, timeCost: 2, parallelism: 2, salt: Buffer.from('somesaltsomesalt') };
  const digest = await argon2.hash('pässwörd', cheap);
  console.log(digest);
  console.log(await argon2.verify(digest, 'pässwörd'), await argon2.verify(digest, 'password'));
  console.log(argon2.needsRehash(digest, cheap), argon2.needsRehash(digest, { ...cheap, timeCost: 3 }));

  const peppered = await argon2.hash('x', { ...cheap, secret: Buffer.from('pepper') });
  console.log(await argon2.verify(peppered, 'x', { secret: Buffer.from('pepper') }), await argon2.verify(peppered, 'x'));

  // Random salts, many at once on the thread pool.
  const hashes = await Promise.all(Array.from({ length: 8 }, () => argon2.hash('same', { memoryCost: 64, timeCost: 2 })));
  assert.strictEqual(new Set(hashes).size, 8);
  console.log((await Promise.all(hashes.map((hash) => argon2.verify(hash, 'same')))).join(' '));

  for (const options of [{ memoryCost: 1 }, { hashLength: 2 }, { timeCost: 0 }, { salt: Buffer.from('short') }]) {
    try {
      await argon2.hash('x', { ...cheap, ...options });
      console.log('no refusal', Object.keys(options));
    } catch (error) {
      console.log(Object.keys(options)[0], error.name, error.message);
    }
  }
}

main();
