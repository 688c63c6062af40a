// Uses the addon whose path is in NAPKIN_TEST_ADDON: both versions print what expected.txt holds.
'use strict';

const { checksum, checksumAsync, checksumEach, verify, Checksum, MAX_PIECE } = require(process.env.NAPKIN_TEST_ADDON);

console.log(MAX_PIECE);
console.log(checksum('napkin'), checksum(Buffer.from('napkin')), checksum(''));
console.log(checksum('napkin', { algorithm: 'sha256', prefix: 'sha256:' }));
console.log(checksumEach({ two: '2', one: '1' }, (key, sum) => console.log(key, sum)));
console.log(verify('napkin', checksum('napkin').toUpperCase()), verify('napkin', '00000000'));

const pieces = new Checksum('sha256');
console.log(pieces.update('nap') instanceof Checksum, pieces.update(Buffer.from('kin')).digest(), pieces.length);
console.log(pieces.digest() === checksum('napkin', { algorithm: 'sha256' }));
console.log(Checksum.withData(Buffer.from('nap')).update('kin').digest() === checksum('napkin'));

for (const mistake of [
  () => verify('napkin', '123'),
  () => checksumEach({ one: '1' }, () => { throw new RangeError('from the callback'); }),
]) {
  try {
    mistake();
  } catch (error) {
    console.log(`${error.name}: ${error.message}`);
  }
}
for (const mistake of [
  () => checksum(5),
  () => checksum('napkin', { algorithm: 'md5' }),
  () => checksumEach({ one: 1 }, () => {}),
  () => new Checksum(7),
]) {
  try {
    mistake();
    console.log('accepted');
  } catch (error) {
    console.log('refused');
  }
}

(async () => {
  const large = Buffer.alloc(1 << 20, 'napkin');
  const sums = await Promise.all([checksumAsync(large), checksumAsync('napkin', { algorithm: 'sha256' })]);
  console.log(sums[0] === checksum(large), sums[1]);
  console.log(await checksumAsync('napkin', {}, new AbortController().signal));
})();
