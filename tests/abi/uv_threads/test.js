// libuv's threads, locks and pool, called by an addon.
'use strict';
const assert = require('node:assert');
const addon = require(process.env.NAPKIN_TEST_ADDON);

assert.deepStrictEqual(addon.threads(), [4000, 4, 1, 1]);
assert.deepStrictEqual(addon.without_loop(), [1, 1, 1, 1, 1, 1]);
const results = [];
for (let n = 1; n <= 10; n++) {
  assert.strictEqual(addon.queue_work(n, (status, output) => {
    assert.strictEqual(status, 0);
    results.push(output);
  }), 0);
}
assert.deepStrictEqual(results, []);
process.on('exit', () => {
  assert.deepStrictEqual(results.sort((a, b) => a - b), [1, 4, 9, 16, 25, 36, 49, 64, 81, 100]);
  console.log(results.join(' '));
});
