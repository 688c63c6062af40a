// Many items at once; the same item queued again and again; with pools of different sizes.
'use strict';
const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const addon = require(process.env.NAPKIN_TEST_ADDON);

addon.run(3000, (executed, sum) => {
  console.log('many', executed, sum);
  addon.repeat(50, (again, total) => {
    console.log('repeated', again, total);
    if (process.argv[2] !== 'child') parent();
  });
});

function parent() {
  for (const size of ['1', '2', '16']) {
    const child = spawnSync(process.execPath, [__filename, 'child'],
      { encoding: 'utf8', env: { ...process.env, UV_THREADPOOL_SIZE: size } });
    assert.strictEqual(child.stdout, `many 3000 ${3000 * 2999 / 2}\nrepeated 50 50\n`, child.stderr);
  }
}
