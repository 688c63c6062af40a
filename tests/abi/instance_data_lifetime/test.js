// Instance data: NULL at first, replaced silently, finalized once at the end of the env.
'use strict';
const assert = require('node:assert');
const { spawnSync } = require('node:child_process');

const cases = {
  none: [() => {}, []],
  one: [(a) => a.set(0, 1), ['finalize 10 hint 100']],
  // The finalizer of data that was replaced does not run.
  replaced: [(a) => { a.set(0, 1); a.set(1, 1); }, ['finalize 20 hint 101']],
  cleared: [(a) => { a.set(0, 1); a.set(-1, 0); }, []],
  withoutFinalizer: [(a) => { a.set(0, 1); a.set(2, 0); }, []],
  nullData: [(a) => a.set(-1, 1), ['finalize -1 hint 99']],
};

if (process.argv[2] in cases) {
  cases[process.argv[2]][0](require(process.env.NAPKIN_TEST_ADDON));
  process.on('exit', () => console.log('exit'));
} else {
  const addon = require(process.env.NAPKIN_TEST_ADDON);
  assert.deepStrictEqual(addon.get(), [0, -1]);
  assert.strictEqual(addon.set(1, 0), 0);
  assert.deepStrictEqual(addon.get(), [0, 20]);
  assert.strictEqual(addon.set(2, 0), 0);
  assert.deepStrictEqual(addon.get(), [0, 30]);
  assert.deepStrictEqual(addon.wrong_calls(), [1, 1, 1]);
  assert.deepStrictEqual(addon.with_pending(), [0, 0, 1]);
  for (const [name, [, lines]] of Object.entries(cases)) {
    const child = spawnSync(process.execPath, [__filename, name], { encoding: 'utf8' });
    assert.strictEqual(child.status, 0, `${name}: ${child.stderr}`);
    assert.deepStrictEqual(child.stdout.trimEnd().split('\n'), ['exit', ...lines], name);
    console.log(name, lines.join(', '));
  }
}
