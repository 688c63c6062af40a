// Flags: --expose-gc
// Versions up to 10: finalizers run from setImmediate's phase, never inside gc(), nextTick or a
// microtask. Experimental: inside the collection.
'use strict';
const assert = require('node:assert');
const addon = require(process.env.NAPKIN_TEST_ADDON);
const variant = process.env.NAPKIN_TEST_VARIANT;
const expected = variant === 'experimental' ? 'gc' : 'immediate';

function phaseOf(make) {
  return new Promise((resolve) => {
    setImmediate(() => {
      (() => { make(); })();
      setImmediate(() => {
        addon.set_phase('gc');
        globalThis.gc();
        addon.set_phase('sync');
        queueMicrotask(() => addon.set_phase('microtask'));
        process.nextTick(() => {
          addon.set_phase('nextTick');
          queueMicrotask(() => {
            addon.set_phase('microtask');
            process.nextTick(() => addon.set_phase('immediate'));
          });
        });
        setImmediate(() => setImmediate(() => resolve(addon.seen_in())));
      });
    });
  });
}

(async () => {
  assert.strictEqual(await phaseOf(() => addon.wrap({})), expected);
  assert.strictEqual(await phaseOf(() => addon.wrap(Object.freeze({}))), expected);
  assert.strictEqual(await phaseOf(() => addon.add_finalizer({})), expected);
  assert.strictEqual(await phaseOf(() => addon.external()), expected);
  assert.strictEqual(addon.seen_in(), 'never');

  // A busy script without a turn of the loop sees no finalizer, however often it collects.
  (() => { for (let i = 0; i < 10; i++) addon.wrap({}); })();
  await null;
  addon.set_phase('busy');
  for (let i = 0; i < 3; i++) globalThis.gc();
  const inBusy = addon.seen_in();
  assert.strictEqual(inBusy, variant === 'experimental' ? 'busy' : 'never');
  console.log(expected, inBusy);
})();
