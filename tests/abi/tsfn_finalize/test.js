// The finalizer runs once: after the last release and the queued calls, or after an abort, or
// when the process ends with the function still open. What is still queued then is handed back
// first, without an env.
'use strict';
const assert = require('node:assert');
const { spawnSync } = require('node:child_process');

// By turns of the loop, not by time: a machine may be slow.
const later = (run, turns = 20) => (turns === 0 ? run() : setImmediate(later, run, turns - 1));

const cases = {
  released(addon) { addon.open(1, 1); addon.call(1); addon.call(2); addon.release(0); later(() => console.log('later')); },
  lastOfThree(addon) {
    addon.open(2, 3);
    addon.release(0);
    addon.call(1);
    addon.release(0);
    later(() => { console.log('still open'); addon.release(0); });
  },
  aborted(addon) { addon.open(3, 2); addon.call(1); addon.release(1); later(() => console.log('later')); },
  open(addon) { addon.open(4, 1); addon.unref(); addon.call(1); later(() => console.log('ending')); },
  openQueued(addon) {
    addon.open(5, 1);
    addon.unref();
    process.on('exit', () => { addon.call(1); addon.call(2); });
  },
  // process.exit() ends at once: nothing of the env is torn down.
  exited(addon) { addon.open(6, 1); addon.call(1); process.exit(); },
};
const expected = {
  released: ['call 1 context 1', 'call 2 context 1', 'finalize 10 context 1 create 0', 'later', 'exit'],
  lastOfThree: ['call 1 context 2', 'still open', 'finalize 20 context 2 create 0', 'exit'],
  aborted: ['call 1 context 3 without env', 'finalize 30 context 3 create 0', 'later', 'exit'],
  open: ['call 1 context 4', 'ending', 'exit', 'finalize 40 context 4 create 0'],
  exited: ['exit'],
};

if (process.argv[2] in cases) {
  process.on('exit', () => console.log('exit'));
  cases[process.argv[2]](require(process.env.NAPKIN_TEST_ADDON));
} else {
  for (const name of Object.keys(cases)) {
    const child = spawnSync(process.execPath, [__filename, name], { encoding: 'utf8', timeout: 20000 });
    assert.strictEqual(child.status, 0, `${name}: ${child.stderr}`);
    const lines = child.stdout.trimEnd().split('\n');
    if (name === 'openQueued') {
      // Calls made when the loop has already ended: each is handed over once, before the finalizer.
      assert.deepStrictEqual(lines.map((line) => line.replace(' without env', '')),
        ['exit', 'call 1 context 5', 'call 2 context 5', 'finalize 50 context 5 create 0']);
    } else {
      assert.deepStrictEqual(lines, expected[name], name);
    }
    console.log(name);
  }
}
