// Hooks run last in, first out, once; removed ones do not; removal of an unknown one is harmless.
'use strict';
const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const [HOOK, OTHER, REMOVING, ADDING] = [0, 1, 2, 3];

const cases = {
  order: [(a) => { a.add(HOOK, 1); a.add(OTHER, 2); a.add(HOOK, 3); },
    ['hook 3', 'other hook 2', 'hook 1']],
  // One function with several arguments, one argument with several functions.
  pairs: [(a) => { a.add(HOOK, 1); a.add(OTHER, 1); a.add(HOOK, 2); a.drop(HOOK, 1); },
    ['hook 2', 'other hook 1']],
  readded: [(a) => { a.add(HOOK, 1); a.add(HOOK, 2); a.drop(HOOK, 1); a.add(HOOK, 1); },
    ['hook 1', 'hook 2']],
  unknown: [(a) => { assert.strictEqual(a.drop(HOOK, 5), 0); a.add(HOOK, 1); assert.strictEqual(a.drop(OTHER, 1), 0); },
    ['hook 1']],
  // A hook may remove a hook that has not run yet, or one that has.
  removing: [(a) => { a.add(HOOK, 1); a.add(HOOK, 2); a.add(REMOVING, 1); },
    ['removing 1: 0', 'hook 2']],
  adding: [(a) => { a.add(HOOK, 1); a.add(ADDING, 7); },
    ['adding: 0', 'hook 1', 'late hook 7']],
  statuses: [(a) => {
    assert.deepStrictEqual(a.wrong_calls(), [1, 1, 1, 1]);
    assert.deepStrictEqual(a.with_pending(), [0, 0]);
    assert.strictEqual(a.add(HOOK, 1), 0);
    assert.strictEqual(a.drop(HOOK, 1), 0);
  }, []],
};

if (process.argv[2] in cases) {
  process.on('exit', () => console.log('exit'));
  cases[process.argv[2]][0](require(process.env.NAPKIN_TEST_ADDON));
} else {
  for (const [name, [, lines]] of Object.entries(cases)) {
    const child = spawnSync(process.execPath, [__filename, name], { encoding: 'utf8' });
    assert.strictEqual(child.status, 0, `${name}: ${child.stderr}`);
    assert.deepStrictEqual(child.stdout.trimEnd().split('\n'), ['exit', ...lines], name);
    console.log(name, lines.join(', '));
  }
}
