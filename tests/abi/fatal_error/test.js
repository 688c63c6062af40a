// A fatal error: "FATAL ERROR: place message" on stderr, SIGABRT, no exit handler, no hook.
'use strict';
const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const cases = { automatic: 'FATAL ERROR: addon.c:here the message', counted: 'FATAL ERROR: place told', empty: 'FATAL ERROR:  ' };

if (process.argv[2] in cases) {
  process.on('exit', () => console.log('exit handler'));
  process.on('uncaughtException', () => console.log('caught'));
  try { require(process.env.NAPKIN_TEST_ADDON)[process.argv[2]](); } finally { console.log('not reached'); }
} else {
  for (const [name, line] of Object.entries(cases)) {
    const child = spawnSync(process.execPath, [__filename, name], { encoding: 'utf8' });
    assert.strictEqual(child.signal, 'SIGABRT', `${child.status} ${child.stderr}`);
    assert.strictEqual(child.stdout, '');
    assert(child.stderr.split('\n').includes(line), child.stderr);
    console.log(name, line.trimEnd());
  }
}
