// Flags: --expose-gc
// Finalizers run once per wrap, get data and hint, and do not run when the wrap was removed.
'use strict';
const assert = require('node:assert');
const addon = require(process.env.NAPKIN_TEST_ADDON);
const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

async function collect() {
  for (let i = 0; i < 4; i++) {
    await nextTurn();
    globalThis.gc();
  }
  await nextTurn();
}

(async () => {
  (() => addon.wrap({}, 1))();
  await collect();
  assert.strictEqual(addon.run_count(1), 1);
  assert.strictEqual(addon.hint_of(1), 1001);

  // A removed wrap has no finalizer; wrapping again has its own.
  (() => { const o = {}; addon.wrap(o, 2); assert.strictEqual(addon.remove_wrap(o), 0); })();
  (() => { const o = {}; addon.wrap(o, 3); addon.remove_wrap(o); addon.wrap(o, 4); })();
  await collect();
  assert.deepStrictEqual([2, 3, 4].map((n) => addon.run_count(n)), [0, 0, 1]);

  // Several finalizers and a wrap on one object; on frozen objects, proxies and functions.
  (() => {
    const o = Object.freeze({});
    for (let n = 10; n < 15; n++) assert.strictEqual(addon.add_finalizer(o, n), 0);
    assert.strictEqual(addon.wrap(o, 15), 0);
    addon.add_finalizer(new Proxy({}, {}), 16);
    addon.add_finalizer(Object.preventExtensions(() => o), 17);
    addon.wrap(new Proxy(o, {}), 18);
  })();
  await collect();
  for (let n = 10; n <= 18; n++) assert.strictEqual(addon.run_count(n), 1, String(n));
  assert.strictEqual(addon.hint_of(12), 2012);
  assert.strictEqual(addon.hint_of(18), 1018);

  // The result reference, made strong, keeps the object; given up, the finalizer runs.
  (() => assert.strictEqual(addon.strong_finalizer({}, 20), 1))();
  await collect();
  assert.strictEqual(addon.run_count(20), 0);
  assert.strictEqual(addon.release(20), 0);
  await collect();
  assert.strictEqual(addon.run_count(20), 1);

  // Deleting the reference of add_finalizer forgets the finalizer.
  (() => addon.strong_finalizer({}, 21))();
  addon.forget(21);
  await collect();
  assert.strictEqual(addon.run_count(21), 0);

  // Objects still reachable are not finalized.
  globalThis.kept = {};
  addon.wrap(globalThis.kept, 30);
  await collect();
  assert.strictEqual(addon.run_count(30), 0);

  // Many at once.
  const before = addon.total_runs();
  (() => { for (let i = 0; i < 1000; i++) addon.wrap({ i }, 40); })();
  await collect();
  assert.strictEqual(addon.total_runs() - before, 1000);
  console.log('finalized', addon.total_runs());
})();
