// Async work keeps the loop alive, executes elsewhere, completes here with napi_ok.
'use strict';
const assert = require('node:assert');
const addon = require(process.env.NAPKIN_TEST_ADDON);

let completed = 0;
let synchronous = true;
for (let i = 0; i < 5; i++) {
  addon.run(i, (status, output, elsewhere) => {
    assert.strictEqual(synchronous, false);
    assert.strictEqual(status, 0);
    assert.strictEqual(output, i * 2);
    assert.strictEqual(elsewhere, true);
    completed++;
  });
}
synchronous = false;
assert.strictEqual(addon.live_jobs(), 5);
assert.strictEqual(completed, 0);

assert.strictEqual(addon.create({}, 'name'), 0);
assert.strictEqual(addon.create(undefined, 'name'), 0);
assert.strictEqual(addon.create(5, 7), 0);
assert.throws(() => addon.create(null, 'name'), TypeError);
assert.strictEqual(addon.last_create_status(), 2);
assert.throws(() => addon.create({}, Symbol('s')), TypeError);
assert.strictEqual(addon.last_create_status(), 3);
assert.deepStrictEqual(addon.wrong_calls(), Array(11).fill(1));
assert.deepStrictEqual(addon.with_pending(), [0, 0, 0, 0, 0]);

assert.strictEqual(addon.run_without_complete(), 0);
function wait() {
  if (addon.silent_done()) return;
  setTimeout(wait, 1);
}
wait();

process.on('exit', () => {
  assert.strictEqual(completed, 5);
  assert.strictEqual(addon.live_jobs(), 0);
  assert.strictEqual(addon.silent_done(), true);
  console.log('completed', completed);
});
