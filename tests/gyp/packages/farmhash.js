// farmhash: the hashes and fingerprints of strings and buffers, with seeds, and refusals.
'use strict';
const assert = require('assert');
const farmhash = require('farmhash');

const texts = ['', 'a', 'hello', 'pässwörd \u{1F511}', 'x'.repeat(100), 'xyz'.repeat(1000)];
for (const text of texts) {
  const answers = [
    farmhash.fingerprint32(text), farmhash.fingerprint64(text),
    farmhash.hash32(text), farmhash.hash64(text),
    farmhash.hash32WithSeed(text, 7), farmhash.hash64WithSeed(text, 7), farmhash.hash64WithSeeds(text, 7, 9),
  ];
  const data = Buffer.from(text);
  assert.deepStrictEqual(answers, [
    farmhash.fingerprint32(data), farmhash.fingerprint64(data),
    farmhash.hash32(data), farmhash.hash64(data),
    farmhash.hash32WithSeed(data, 7), farmhash.hash64WithSeed(data, 7), farmhash.hash64WithSeeds(data, 7, 9),
  ]);
  console.log(text.length, answers.map(String).join(' '), typeof answers[1]);
}
assert.strictEqual(farmhash.fingerprint32('hello'), farmhash.fingerprint32('hello'));
for (const attempt of [() => farmhash.hash32(1), () => farmhash.hash32WithSeed('a', 1.5), () => farmhash.fingerprint64()]) {
  try {
    console.log('no refusal', attempt());
  } catch (error) {
    console.log(error.name, error.message);
  }
}
