// Handles of libuv on the runtime's loop run, keep the process alive, and close.
'use strict';
const assert = require('node:assert');
const addon = require(process.env.NAPKIN_TEST_ADDON);

let waiting;
const until = (last) => new Promise((resolve) => { waiting = { last, resolve, events: [] }; });
addon.on_event((what, number) => {
  waiting.events.push(`${what} ${number}`);
  if (what === waiting.last) waiting.resolve(waiting.events);
});
const loop = addon.loop_facts();
assert.deepStrictEqual(loop, [1, 1, 1, 1, 1, 1]);
assert.match(process.versions.uv, /^1\./);

(async () => {
  let done = until('timer closed');
  assert.deepStrictEqual(addon.start_timer(), [0, 0, 1, 1]);
  assert.deepStrictEqual(await done, ['tick 1', 'tick 2', 'tick 3', 'timer closed 0']);

  done = until('async closed');
  assert.deepStrictEqual(addon.start_async(), [0, 0]);
  assert.deepStrictEqual(await done, ['async 7', 'async closed 0']);

  // idle, prepare, poll, check: in this order within one iteration.
  done = until('phases');
  assert.deepStrictEqual(addon.start_phases(), [0, 0, 0, 0, 0, 0]);
  assert.deepStrictEqual(await done, ['phases 123']);

  assert.strictEqual(addon.start_unreferenced(), false);
  console.log('loop used');
})();
