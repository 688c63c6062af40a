// Uses the addon as any npm package would; prints what expected.txt holds.
'use strict';

const { search, countWhile } = require('./index.js');

const lines = Array.from({ length: 1000 }, (_, index) => `line ${index}`);

(async () => {
  // Reports of different threads come in any order; those of one in its own.
  const reports = new Map();
  const found = [];
  const count = await search(lines, '77', 4, (thread, seen, some) => {
    reports.set(thread, [...(reports.get(thread) ?? []), seen]);
    found.push(...some);
  });
  for (const thread of [...reports.keys()].sort()) {
    console.log(`thread ${thread}: ${reports.get(thread).join(', ')} lines`);
  }
  console.log(count, found.sort().join(', '));

  console.log(await countWhile((number) => number < 3));
  await countWhile(() => { throw new RangeError('enough'); })
    .catch((error) => console.log(`${error.name}: ${error.message}`));
  await countWhile(() => 'yes').catch((error) => console.log(`${error.name}: ${error.message}`));
  try {
    search(lines, 'x', 0, () => {});
  } catch (error) {
    console.log(`${error.name}: ${error.message}`);
  }
})();
