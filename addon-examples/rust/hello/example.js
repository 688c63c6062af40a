// Uses the addon as any npm package would; prints what expected.txt holds.
'use strict';

const { greet, sumTo, checksum, repeat } = require('./index.js');

console.log(greet('Ada'));
console.log(sumTo(100));
console.log(checksum(Buffer.from('napkin')));
console.log(repeat(4, (index) => index * index));

for (const mistake of [
  () => greet(42),
  () => sumTo(-1),
  () => checksum('text'),
  () => repeat(5000, () => 0),
  () => repeat(1, () => { throw new SyntaxError('from the callback'); }),
]) {
  try {
    mistake();
  } catch (error) {
    console.log(`${error.name} ${error.code}: ${error.message}`);
  }
}
