// Flags: --expose-gc
// async_hooks see the life of an async context: init, before and after each callback, destroy.
'use strict';
const assert = require('node:assert');
const async_hooks = require('node:async_hooks');
const addon = require(process.env.NAPKIN_TEST_ADDON);

const events = [];
const mine = new Map();
async_hooks.createHook({
  init(id, type, trigger, resource) {
    if (!type.startsWith('napkin')) return;
    mine.set(id, type);
    events.push(['init', type, trigger === async_hooks.executionAsyncId(), resource]);
  },
  before(id) { if (mine.has(id)) events.push(['before', mine.get(id)]); },
  after(id) { if (mine.has(id)) events.push(['after', mine.get(id)]); },
  destroy(id) { if (mine.has(id)) events.push(['destroy', mine.get(id)]); },
}).enable();
const take = () => events.splice(0);

const resource = { mine: true };
addon.init(0, resource, 'napkin-a');
addon.init(1, undefined, 'napkin-b');
let [first, second] = take();
assert.deepStrictEqual(first, ['init', 'napkin-a', true, resource]);
assert.strictEqual(first[3], resource);
assert.deepStrictEqual(second, ['init', 'napkin-b', true, {}]);

setImmediate(() => {
  const self = {};
  let inside, insideResource;
  const result = addon.make(0, self, function(argument) {
    inside = mine.get(async_hooks.executionAsyncId());
    insideResource = async_hooks.executionAsyncResource();
    assert.strictEqual(this, self);
    return argument + 1;
  }, 41);
  assert.strictEqual(result, 42);
  assert.strictEqual(inside, 'napkin-a');
  assert.strictEqual(insideResource, resource);
  assert.deepStrictEqual(take(), [['before', 'napkin-a'], ['after', 'napkin-a']]);

  // A null context: no hooks of ours, and the callback still runs.
  assert.strictEqual(addon.make(-1, self, (x) => x * 2, 4), 8);
  assert.deepStrictEqual(take(), []);

  // Exceptions come out of the native function, which ends the context without an after event.
  assert.throws(() => addon.make(1, self, () => { throw new Error('inside'); }, 0), /inside/);
  assert.deepStrictEqual(take(), [['before', 'napkin-b']]);
  assert.notStrictEqual(mine.get(async_hooks.executionAsyncId()), 'napkin-b');

  // The same through a callback scope, nested.
  const order = addon.in_scope(0, () => addon.in_scope(1, () => mine.get(async_hooks.executionAsyncId())));
  assert.strictEqual(order, 'napkin-b');
  assert.deepStrictEqual(take(), [['before', 'napkin-a'], ['before', 'napkin-b'], ['after', 'napkin-b'], ['after', 'napkin-a']]);

  addon.destroy(0);
  addon.destroy(1);
  setImmediate(() => {
    assert.deepStrictEqual(take(), [['destroy', 'napkin-a'], ['destroy', 'napkin-b']]);
    collected();
  });
});

// The context holds its resource weakly; when it is gone, callbacks get another resource object.
function collected() {
  (() => addon.init(2, { gone: true }, 'napkin-c'))();
  take();
  setImmediate(() => {
    globalThis.gc();
    let seen;
    addon.make(2, {}, () => { seen = async_hooks.executionAsyncResource(); }, 0);
    assert.strictEqual(typeof seen, 'object');
    addon.destroy(2);
    assert.deepStrictEqual(take(), [['before', 'napkin-c'], ['after', 'napkin-c']]);

    storage();
  });
}

// AsyncLocalStorage travels with the context.
function storage() {
  const local = new async_hooks.AsyncLocalStorage();
  local.run('stored', () => addon.init(3, {}, 'napkin-d'));
  assert.strictEqual(local.getStore(), undefined);
  setImmediate(() => {
    const seen = addon.make(3, {}, () => local.getStore(), 0);
    addon.destroy(3);
    console.log('local storage', seen);
  });
}
