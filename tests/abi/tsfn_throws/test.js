// Version 10: an uncaughtException. Older: a DEP0168 warning and life goes on, unless the process
// was started with --force-node-api-uncaught-exceptions-policy.
'use strict';
const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const variant = process.env.NAPKIN_TEST_VARIANT;
const FORCE = '--force-node-api-uncaught-exceptions-policy';

const cases = {
  script(addon) { addon.run(() => { throw new Error('thrown by JavaScript'); }, 0); },
  native(addon) { addon.run(() => {}, 1); },
  finalizer(addon) { addon.throw_in_finalizer(); },
};
const messages = { script: 'thrown by JavaScript', native: 'thrown by the callback', finalizer: 'thrown by the finalizer' };

if (process.argv[2] in cases) {
  process.on('exit', (code) => console.log('exit', code));
  if (process.argv[3] === 'listen') {
    process.on('uncaughtException', (error, origin) => console.log('caught', origin, error.message));
    process.on('warning', (warning) => console.log('warning', warning.name, warning.code));
  }
  cases[process.argv[2]](require(process.env.NAPKIN_TEST_ADDON));
} else {
  const run = (name, flags, listen) => spawnSync(process.execPath, [...flags, __filename, name, listen], { encoding: 'utf8' });
  for (const name of Object.keys(cases)) {
    for (const flags of [[], [FORCE]]) {
      const uncaught = variant === 'v10' || flags.length > 0;
      let child = run(name, flags, 'listen');
      assert.strictEqual(child.status, 0, child.stderr);
      const line = uncaught ? `caught uncaughtException ${messages[name]}` : 'warning DeprecationWarning DEP0168';
      assert.strictEqual(child.stdout, `${line}\nexit 0\n`, `${name} ${flags}`);

      child = run(name, flags, 'silent');
      if (uncaught) {
        assert.strictEqual(child.status, 1);
        assert.strictEqual(child.stdout, 'exit 1\n');
        assert(child.stderr.includes(messages[name]), child.stderr);
      } else {
        assert.strictEqual(child.status, 0);
        assert.strictEqual(child.stdout, 'exit 0\n');
        assert.match(child.stderr, /\[DEP0168\] DeprecationWarning: Uncaught Node-API callback exception detected, please run node with option --force-node-api-uncaught-exceptions-policy=true/);
      }
      console.log(name, flags.length, uncaught ? 'uncaught' : 'warned');
    }
  }
}
