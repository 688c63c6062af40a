// The async_hooks events of async work, and the order of nextTick and microtasks after its
// completion.
'use strict';
const assert = require('node:assert');
const async_hooks = require('node:async_hooks');
const addon = require(process.env.NAPKIN_TEST_ADDON);

const names = new Map();
const events = [];
const hook = async_hooks.createHook({
  init(id, type, trigger, resource) {
    if (!type.startsWith('work')) return;
    names.set(id, type);
    events.push(['init', type, trigger, resource]);
  },
  before(id) { if (names.has(id)) events.push(['before', names.get(id)]); },
  after(id) { if (names.has(id)) events.push(['after', names.get(id)]); },
  destroy(id) { if (names.has(id)) events.push(['destroy', names.get(id)]); },
}).enable();

const resource = { given: true };
const trigger = async_hooks.executionAsyncId();
addon.run(resource, 'work-one', () => {
  assert.strictEqual(names.get(async_hooks.executionAsyncId()), 'work-one');
  assert.strictEqual(async_hooks.executionAsyncResource(), resource);
  process.nextTick(() => console.log('tick'));
  Promise.resolve().then(() => console.log('microtask'));
  console.log('callback');
});
const [init] = events;
assert.deepStrictEqual(init, ['init', 'work-one', trigger, resource]);
assert.strictEqual(init[3], resource);

function wait() {
  if (!events.some(([what]) => what === 'destroy')) return setTimeout(wait, 1);
  assert.deepStrictEqual(events.slice(1), [['before', 'work-one'], ['after', 'work-one'], ['destroy', 'work-one']]);
  hook.disable();
  addon.run(undefined, 'work-two', () => console.log('second'));
}
wait();
