// A process that ends by itself tears its env down; process.exit, uncaught errors, exit() of C
// and signals do not. Each way in a child, with its exit code.
'use strict';
const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const torn = ['hook one', 'wrap finalized', 'instance data 7'];

const cases = {
  natural: [() => {}, 0, ['exit 0', ...torn]],
  exitCode: [() => { process.exitCode = 9; }, 9, ['exit 9', ...torn]],
  laterExitCode: [() => { process.on('exit', () => { process.exitCode = 4; }); }, 4, ['exit 0', ...torn]],
  handled: [() => { process.on('uncaughtException', () => {}); setImmediate(() => { throw new Error('x'); }); }, 0, ['exit 0', ...torn]],
  exit: [() => process.exit(3), 3, ['exit 3']],
  exitLater: [() => setImmediate(() => process.exit(4)), 4, ['exit 4']],
  exitInExit: [() => process.on('exit', () => process.exit(6)), 6, ['exit 0']],
  thrown: [() => { throw new Error('thrown'); }, 1, ['exit 1']],
  thrownLater: [() => setImmediate(() => { throw new Error('thrown later'); }), 1, ['exit 1']],
  rejected: [() => { Promise.reject(new Error('rejected')); }, 1, ['exit 1']],
  exitOfC: [(addon) => addon.plain_exit(5), 5, []],
  terminated: [() => { process.kill(process.pid, 'SIGTERM'); setTimeout(() => {}, 10_000); }, 'SIGTERM', []],
  aborted: [() => process.abort(), 'SIGABRT', []],
};

if (process.argv[2] in cases) {
  const addon = require(process.env.NAPKIN_TEST_ADDON);
  globalThis.kept = addon.wrap({});
  process.on('exit', (code) => console.log('exit', code));
  cases[process.argv[2]][0](addon);
} else {
  for (const [name, [, code, lines]] of Object.entries(cases)) {
    const child = spawnSync(process.execPath, [__filename, name], { encoding: 'utf8', timeout: 30000 });
    assert.deepStrictEqual(child.stdout.split('\n').filter(Boolean), lines, `${name}: ${child.stderr}`);
    if (typeof code === 'string') assert.strictEqual(child.signal, code, name);
    else assert.strictEqual(child.status, code, name);
    console.log(name, code, lines.length);
  }
}
