// Asynchronous hooks start in the common LIFO order, are waited for, and complete before the
// finalizers of wraps run.
'use strict';
const assert = require('node:assert');
const { spawnSync } = require('node:child_process');

const cases = {
  one: [(a) => a.add_slow(1), ['started 1', 'working 1', 'completed 1: 0']],
  withWrap: [(a) => { globalThis.kept = a.wrap({}); a.add_slow(5); },
    ['started 5', 'working 5', 'completed 5: 0', 'wrap finalized']],
  mixed: [(a) => { a.add_plain(1); a.add_quick(2); a.add_plain(3); },
    ['plain hook 3', 'quick 2: 0', 'plain hook 1']],
  // Started newest first; the shorter timer completes first.
  several: [(a) => { a.add_slow(30); a.add_plain(9); a.add_slow(1); globalThis.kept = a.wrap({}); },
    ['started 1', 'plain hook 9', 'started 30', 'working 1', 'completed 1: 0', 'working 30', 'completed 30: 0', 'wrap finalized']],
  removed: [(a) => assert.deepStrictEqual(a.add_and_remove(), [0, 1, 0]), []],
  statuses: [(a) => {
    assert.deepStrictEqual(a.wrong_calls(), [1, 1, 1]);
    assert.deepStrictEqual(a.with_pending(), [0, 0]);
  }, []],
};

if (process.argv[2] in cases) {
  process.on('exit', () => console.log('exit'));
  cases[process.argv[2]][0](require(process.env.NAPKIN_TEST_ADDON));
} else {
  for (const [name, [, lines]] of Object.entries(cases)) {
    const child = spawnSync(process.execPath, [__filename, name], { encoding: 'utf8', timeout: 20000 });
    assert.strictEqual(child.status, 0, `${name}: ${child.stderr}`);
    assert.deepStrictEqual(child.stdout.trimEnd().split('\n'), ['exit', ...lines], name);
    console.log(name, lines.join(', '));
  }
}
