// Flags: --expose-gc
// Tags survive collections, do not keep objects, and stay with the object they were put on.
'use strict';
const assert = require('node:assert');
const addon = require(process.env.NAPKIN_TEST_ADDON);
const nextTurn = () => new Promise((resolve) => setImmediate(resolve));
async function collect() {
  for (let i = 0; i < 3; i++) { await nextTurn(); globalThis.gc(); }
}

(async () => {
  const kept = [{}, Object.freeze({}), new Proxy({}, {}), Object.seal([]), () => {}, new Map()];
  for (const object of kept) assert.strictEqual(addon.tag(object, 0), 0);
  await collect();
  for (const object of kept) {
    assert.strictEqual(addon.has_tag(object, 0), true);
    assert.strictEqual(addon.has_tag(object, 1), false);
    assert.strictEqual(addon.tag(object, 1), 1);
    assert.strictEqual(addon.tag(object, 0), 1);
    assert.strictEqual(Reflect.ownKeys(object).some((key) => typeof key === 'symbol'), false);
  }
  // Not inherited and not seen through a proxy.
  assert.strictEqual(addon.has_tag(Object.create(kept[0]), 0), false);
  assert.strictEqual(addon.has_tag(new Proxy(kept[0], {}), 0), false);
  assert.strictEqual(addon.has_tag(structuredClone(kept[5]), 0), false);

  (() => { const object = {}; addon.tag(object, 0); addon.watch(object); })();
  assert.strictEqual(addon.watched_alive(), true);
  await collect();
  assert.strictEqual(addon.watched_alive(), false);

  // Fresh objects are never born with the tag of a dead one.
  for (let i = 0; i < 2000; i++) addon.tag({}, 0);
  await collect();
  for (let i = 0; i < 2000; i++) assert.strictEqual(addon.has_tag({}, 0), false);
  console.log('tags kept', kept.length);
})();
