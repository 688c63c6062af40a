// What runs when: a plain call from a libuv callback drains nothing; the outermost callback
// scope (or make_callback) drains all of nextTick and then microtasks when it ends.
'use strict';
const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const addon = require(process.env.NAPKIN_TEST_ADDON);
const [PLAIN_CALL, SCOPED_CALL, MAKE_CALLBACK, TWO_SCOPES] = [0, 1, 2, 3];

function work(name) {
  return () => {
    console.log(name);
    Promise.resolve().then(() => console.log(name, 'microtask'));
    process.nextTick(() => {
      console.log(name, 'tick');
      Promise.resolve().then(() => console.log(name, 'microtask of the tick'));
      process.nextTick(() => console.log(name, 'second tick'));
    });
  };
}

if (process.argv[2] === 'child') {
  const mode = Number(process.argv[3]);
  addon.later(mode, work(`mode ${mode}`));
  if (mode === PLAIN_CALL) setTimeout(() => console.log('timer'), 30);
} else {
  const drained = (m) => [`mode ${m} tick`, `mode ${m} second tick`, `mode ${m} microtask`, `mode ${m} microtask of the tick`];
  const expected = {
    [PLAIN_CALL]: ['mode 0', 'native: after the plain call', 'timer'],
    [SCOPED_CALL]: ['mode 1', 'native: before closing', ...drained(1), 'native: after closing'],
    [MAKE_CALLBACK]: ['mode 2', ...drained(2), 'native: after make_callback'],
    [TWO_SCOPES]: ['mode 3', 'native: inner closed', ...drained(3), 'native: outer closed'],
  };
  for (const mode of [PLAIN_CALL, SCOPED_CALL, MAKE_CALLBACK, TWO_SCOPES]) {
    const child = spawnSync(process.execPath, [__filename, 'child', String(mode)], { encoding: 'utf8' });
    assert.strictEqual(child.status, 0, child.stderr);
    console.log(child.stdout.trimEnd());
    const lines = child.stdout.trimEnd().split('\n');
    assert.deepStrictEqual(lines.slice(0, expected[mode].length), expected[mode]);
  }
}
