// Flags: --expose-gc
// Deleting references inside finalizers, at collection and at the end of the process.
'use strict';
const assert = require('node:assert');
const addon = require(process.env.NAPKIN_TEST_ADDON);
const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

async function until(total) {
  for (let i = 0; i < 20 && addon.count() < total; i++) {
    globalThis.gc();
    await nextTurn();
  }
  assert.strictEqual(addon.count(), total);
}

(async () => {
  (() => { addon.wrapped({}); addon.with_finalizer({}); })();
  await until(2);

  // A chain: each object's finalizer releases the next one, which is then collected in turn.
  (() => {
    let next;
    for (let i = 0; i < 5; i++) {
      const object = { i };
      addon.wrapped(object, next);
      next = object;
    }
  })();
  await until(7);

  // One object with many finalizers, each deleting its own reference.
  (() => {
    const object = {};
    for (let i = 0; i < 10; i++) addon.with_finalizer(object);
    addon.wrapped(object);
  })();
  await until(18);

  // Left for teardown: the finalizers run there and delete their references.
  globalThis.left = [{}, {}];
  addon.wrapped(globalThis.left[0], globalThis.left[1]);
  addon.with_finalizer(globalThis.left[1], globalThis.left[0]);
  console.log('finalized', addon.count());
})();
