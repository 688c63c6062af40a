// Eight threads through one function, unbounded and bounded, blocking and not.
'use strict';
const assert = require('node:assert');
const addon = require(process.env.NAPKIN_TEST_ADDON);
const turn = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

(async () => {
  let round = 0;
  const rounds = [[500, 0, 0], [200, 0, 1], [200, 4, 0], [50, 2, 0], [1, 1, 0]];
  // Several threads blocked on one bounded queue: Node 26 wakes only one of them when room
  // appears and can leave the others asleep for good, so this is asked of napkin alone.
  if (process.versions.napkin) rounds.push([200, 4, 1], [1, 1, 1], [100, 1, 1]);
  for (const [calls, size, blocking] of rounds) {
    const counts = Array(8).fill(0);
    let total = 0;
    addon.run((thread, number) => {
      assert.strictEqual(number, ++counts[thread]);
      total++;
    }, calls, size, blocking);
    round++;
    while (addon.finalized_count() < round) await turn(1);
    assert.strictEqual(total, 8 * calls);
    assert.deepStrictEqual(counts, Array(8).fill(calls));
    if (round <= 5) console.log('calls', total, 'queue', size, blocking ? 'blocking' : 'not blocking');
  }
  assert.strictEqual(addon.finalized_count(), round);
})();
