// bcrypt: salts, hashing and checking in all three styles (synchronous, callback, promise), known
// answers, and every refusal. Random salts are checked, never printed.
'use strict';
const assert = require('assert');
const bcrypt = require('bcrypt');

const SALT = '$2b$04$abcdefghijklmnopqrstuu';

async function refusal(label, run) {
  try {
    console.log(label, 'gave', await run());
  } catch (error) {
    console.log(label, error.name, error.message);
  }
}

function callbacks() {
  return new Promise((resolve, reject) => {
    bcrypt.genSalt(4, (failed, salt) => {
      if (failed) return reject(failed);
      bcrypt.hash('callback', salt, (failed, hash) => {
        if (failed) return reject(failed);
        assert.ok(hash.startsWith(salt.slice(0, 28)));
        bcrypt.compare('callback', hash, (failed, same) => (failed ? reject(failed) : resolve(same)));
      });
    });
  });
}

async function main() {
  // Known answers: the same on every machine.
  for (const password of ['', 'a', 'secret', 'pässwörd \u{1F511}', 'x'.repeat(72), 'x'.repeat(100)]) {
    console.log(JSON.stringify(password.slice(0, 20)), bcrypt.hashSync(password, SALT));
  }
  console.log(bcrypt.hashSync(Buffer.from([0x66, 0x6f, 0x6f, 0, 0x62]), SALT));
  console.log(bcrypt.hashSync('secret', '$2a$05$abcdefghijklmnopqrstuu'));
  assert.strictEqual(await bcrypt.hash('secret', SALT), bcrypt.hashSync('secret', SALT));

  // Published vectors of the algorithm.
  assert.ok(bcrypt.compareSync('U*U', '$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW'));
  assert.ok(bcrypt.compareSync('a', '$2a$06$m0CrhHm10qJ3lXRY.5zDGO3rS2KdeeWLuGmsfGlMfOxih58VYVfxe'));
  assert.ok(!bcrypt.compareSync('U*V', '$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW'));

  const salt = bcrypt.genSaltSync(4);
  assert.match(salt, /^\$2b\$04\$[./A-Za-z0-9]{22}$/);
  assert.notStrictEqual(bcrypt.genSaltSync(4), salt);
  assert.match(bcrypt.genSaltSync(5, 'a'), /^\$2a\$05\$/);
  assert.match(await bcrypt.genSalt(4), /^\$2b\$04\$/);
  console.log('rounds', bcrypt.getRounds(SALT + 'x'.repeat(31)), bcrypt.getRounds(bcrypt.hashSync('a', 5)));

  console.log('callbacks', await callbacks());

  // Many at once on the pool; each answer belongs to its own question.
  const words = Array.from({ length: 16 }, (_, index) => `word ${index}`);
  const hashes = await Promise.all(words.map((word) => bcrypt.hash(word, 4)));
  assert.strictEqual(new Set(hashes).size, words.length);
  const checks = await Promise.all(words.flatMap((word, index) =>
    [bcrypt.compare(word, hashes[index]), bcrypt.compare(word, hashes[(index + 1) % 16])]));
  console.log('pool', checks.map((same) => (same ? 'y' : 'n')).join(''));

  await refusal('no data', () => bcrypt.hashSync());
  await refusal('no salt', () => bcrypt.hash('x'));
  await refusal('data is a number', () => bcrypt.hash(1, SALT));
  await refusal('salt is an object', () => bcrypt.hashSync('x', {}));
  await refusal('salt is malformed', () => bcrypt.hashSync('x', 'nonsense'));
  await refusal('salt is malformed, asynchronous', () => bcrypt.hash('x', '$2b$04$tooshort'));
  await refusal('rounds are text', () => bcrypt.genSalt('4'));
  await refusal('minor version', () => bcrypt.genSaltSync(4, 'c'));
  await refusal('hash is a number', () => bcrypt.compare('x', 1));
  await refusal('hash is malformed', () => bcrypt.compare('x', 'nonsense'));
  await refusal('rounds of a malformed hash', () => bcrypt.getRounds('nonsense'));
  await refusal('callback is no function', () => bcrypt.hash('x', SALT, 1));
}

main();
