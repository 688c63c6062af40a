// Flags: --expose-gc
// When ticks and microtasks run after JavaScript was called by async work, a thread-safe
// function, finalizers and make_callback. Each way in a child; the order is in the trace.
'use strict';
const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const ways = ['by_work', 'by_function', 'by_finalizer', 'by_make_callback'];

function child(way) {
  const addon = require(process.env.NAPKIN_TEST_ADDON);
  addon.set((name) => {
    console.log(name);
    process.nextTick(() => console.log(`${name}: tick`));
    Promise.resolve().then(() => console.log(`${name}: microtask`));
  });
  if (way === 'by_finalizer') {
    (() => { addon.by_finalizer({}); addon.by_finalizer({}); })();
    setImmediate(() => {
      globalThis.gc();
      // Keeps the process until the finalizers have run.
      setTimeout(() => {}, 20);
    });
  } else {
    addon[way]();
    console.log('script ends');
  }
}

if (ways.includes(process.argv[2])) {
  child(process.argv[2]);
} else {
  const drained = (name) => [`${name}: tick`, `${name}: microtask`];
  const expected = {
    by_work: ['script ends', 'work', 'native: work returns', 'work again', 'native: work again returns',
      'work: tick', 'work again: tick', 'work: microtask', 'work again: microtask'],
    by_function: ['script ends', 'function', 'native: function returns', ...drained('function'),
      'function finalizer', 'native: function finalizer returns', ...drained('function finalizer')],
    by_make_callback: ['make_callback', 'native: make_callback returns', 'script ends', ...drained('make_callback')],
  };
  for (const way of ways) {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['--expose-gc', __filename, way], { encoding: 'utf8' });
    assert.strictEqual(status, 0, stderr);
    const lines = stdout.trimEnd().split('\n');
    if (expected[way]) assert.deepStrictEqual(lines, expected[way], way);
    console.log(`${way}\n  ${lines.join('\n  ')}`);
  }
}
