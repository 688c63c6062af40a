// Flags: --expose-gc
// Weak references: collected values read as NULL; strong ones survive; the object itself is
// never marked, so frozen objects, proxies and symbols work as well.
'use strict';
const assert = require('node:assert');
const addon = require(process.env.NAPKIN_TEST_ADDON);

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));
async function collect() {
  for (let i = 0; i < 3; i++) {
    await nextTurn();
    globalThis.gc();
  }
}

const kinds = {
  object: () => ({}),
  frozen: () => Object.freeze({ a: 1 }),
  sealed: () => Object.seal({ a: 1 }),
  array: () => [1, 2, 3],
  closure: () => { const x = {}; return () => x; },
  proxy: () => new Proxy({}, {}),
  trapped: () => new Proxy({}, { get() { throw new Error('touched'); }, set() { throw new Error('touched'); },
    defineProperty() { throw new Error('touched'); }, has() { throw new Error('touched'); } }),
  instance: () => new (class Thing {})(),
  map: () => new Map(),
  buffer: () => new ArrayBuffer(8),
};

(async () => {
  for (const [name, make] of Object.entries(kinds)) {
    // Weak: gone after a collection.
    (() => addon.hold(0, make(), 0))();
    assert.strictEqual(addon.alive(0), true, name);
    await collect();
    assert.strictEqual(addon.alive(0), false, `${name} should have been collected`);
    // What is gone cannot be made strong again.
    assert.deepStrictEqual(addon.ref(0), [0, 0], name);
    assert.deepStrictEqual(addon.unref(0), [9, -1], name);
    addon.drop(0);

    // Strong: survives; after the last unref it goes.
    (() => addon.hold(1, make(), 1))();
    await collect();
    assert.strictEqual(addon.alive(1), true, name);
    (() => assert.deepStrictEqual(addon.unref(1), [0, 0]))();
    await collect();
    assert.strictEqual(addon.alive(1), false, name);
    addon.drop(1);

    // Weak made strong: survives.
    (() => addon.hold(2, make(), 0))();
    assert.deepStrictEqual(addon.ref(2), [0, 1], name);
    await collect();
    assert.strictEqual(addon.alive(2), true, name);
    addon.drop(2);
  }

  // Several references to one object: a strong one keeps the weak ones readable.
  let held = { held: true };
  addon.hold(3, held, 0);
  addon.hold(4, held, 1);
  addon.hold(5, held, 0);
  held = null;
  await collect();
  assert.deepStrictEqual([addon.alive(3), addon.alive(4), addon.alive(5)], [true, true, true]);
  addon.drop(4);
  await collect();
  assert.deepStrictEqual([addon.alive(3), addon.alive(5)], [false, false]);
  addon.drop(3);
  addon.drop(5);

  // A weak reference does not keep a cycle, and identity is kept while it lives.
  let cycle = {};
  cycle.self = cycle;
  addon.hold(6, cycle, 0);
  assert.strictEqual(addon.value(6), cycle);
  cycle = null;
  await collect();
  assert.strictEqual(addon.alive(6), false);
  addon.drop(6);

  // Registered symbols outlive their last JavaScript use, since Symbol.for finds them again.
  const registered = Symbol.for('napkin.reference');
  addon.hold(7, registered, 0);
  await collect();
  assert.strictEqual(addon.value(7), registered);
  addon.drop(7);

  // Deleting a weak reference before its value dies is harmless.
  (() => addon.hold(8, {}, 0))();
  addon.drop(8);
  await collect();
  console.log('kinds', Object.keys(kinds).length);
})();
