// File descriptors watched, streamed and asked about through libuv, on the runtime's loop.
'use strict';
const assert = require('node:assert');
const addon = require(process.env.NAPKIN_TEST_ADDON);
let resolve;
const next = () => new Promise((r) => { resolve = r; });
addon.on_event((text) => resolve(text));

(async () => {
  assert(addon.start_poll() > 2);
  for (const text of ['first', 'second']) {
    setTimeout(() => addon.write_end(text), 2);
    assert.strictEqual(await next(), `poll: ${text}`);
  }
  addon.close_end();
  assert.strictEqual(await next(), 'poll closed');

  addon.start_stream();
  assert.strictEqual(await next(), 'stream: through a pipe');
  assert.strictEqual(await next(), 'stream closed');

  assert.strictEqual(addon.start_stat(__filename), 0);
  assert.strictEqual(await next(), 'stat: ok');
  assert.strictEqual(addon.start_stat(`${__filename}.missing`), 0);
  assert.strictEqual(await next(), 'stat: failed');
  console.log('descriptors watched');
})();
