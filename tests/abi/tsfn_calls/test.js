// Calls arrive later, in order, each followed by nextTick and microtasks.
'use strict';
const assert = require('node:assert');
const async_hooks = require('node:async_hooks');
const addon = require(process.env.NAPKIN_TEST_ADDON);

let synchronous = true;
const turn = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
(async () => {
  const got = [];
  const receivers = new Set();
  addon.run(function(...args) {
    assert.strictEqual(synchronous, false);
    receivers.add(this);
    got.push(args);
  }, 1);
  synchronous = false;
  while (got.length < 3) await turn(1);
  assert.deepStrictEqual(got, [[1], [2], [3]]);
  assert.deepStrictEqual([...receivers], [undefined]);

  // Without a native callback the function is called with no arguments.
  const plain = [];
  addon.run((...args) => plain.push(args.length), 0);
  while (plain.length < 3) await turn(1);
  assert.deepStrictEqual(plain, [0, 0, 0]);

  addon.run(undefined, 1);
  await turn(20);

  // Each call is followed by its ticks and microtasks before the next.
  const order = [];
  addon.run((n) => {
    order.push(`call ${n}`);
    Promise.resolve().then(() => order.push(`microtask ${n}`));
    process.nextTick(() => order.push(`tick ${n}`));
  }, 1);
  while (order.length < 9) await turn(1);
  console.log(order.join(', '));
  assert.deepStrictEqual(order, [1, 2, 3].flatMap((n) => [`call ${n}`, `tick ${n}`, `microtask ${n}`]));

  // A function calling itself through the thread-safe function comes back later, not inside.
  const depth = [];
  let inside = 0;
  await new Promise((resolve) => {
    addon.open((n) => {
      depth.push([n, inside]);
      inside++;
      if (n < 5) assert.strictEqual(addon.again(n + 1), 0);
      else { assert.strictEqual(addon.close_kept(), 0); setImmediate(resolve); }
      inside--;
    });
    addon.again(1);
  });
  assert.deepStrictEqual(depth, [[1, 0], [2, 0], [3, 0], [4, 0], [5, 0]]);

  // async_hooks know it by its name.
  const types = [];
  const hook = async_hooks.createHook({ init(id, type) { types.push(type); } }).enable();
  await new Promise((resolve) => { let n = 0; addon.run(() => { if (++n === 3) resolve(); }, 1); });
  hook.disable();
  assert(types.includes('calls'));
  console.log('done');
})();
