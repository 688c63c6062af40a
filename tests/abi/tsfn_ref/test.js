// Whether the process waits for a thread-safe function (in children, which end or do not end).
'use strict';
const assert = require('node:assert');
const { spawnSync } = require('node:child_process');

const cases = {
  // Referenced from the start: the call from the thread arrives.
  referenced(addon) { addon.later(50); return ['called', 'exit']; },
  // Unreferenced: the loop ends at once, the call never arrives.
  unreferenced(addon) { assert.strictEqual(addon.unref(), 0); return ['exit']; },
  // Both are idempotent.
  again(addon) {
    addon.unref(); addon.unref();
    assert.strictEqual(addon.ref(), 0);
    addon.ref();
    addon.later(50);
    return ['called', 'exit'];
  },
  // Something else keeps the loop alive: an unreferenced function is still called.
  other(addon) {
    addon.unref();
    addon.later(20);
    setTimeout(() => {}, 300);
    return ['called', 'exit'];
  },
};

if (process.argv[2] in cases) {
  const addon = require(process.env.NAPKIN_TEST_ADDON);
  addon.open(() => console.log('called'));
  process.on('exit', () => console.log('exit'));
  cases[process.argv[2]](addon);
} else {
  const nothing = { later() {}, ref: () => 0, unref: () => 0 };
  for (const [name, run] of Object.entries(cases)) {
    const child = spawnSync(process.execPath, [__filename, name], { encoding: 'utf8', timeout: 20000 });
    assert.strictEqual(child.status, 0, `${name}: ${child.stderr}`);
    const expected = name === 'other' ? ['called', 'exit'] : run(nothing);
    assert.deepStrictEqual(child.stdout.trimEnd().split('\n'), expected, name);
    console.log(name, expected.join(' '));
  }
}
