// What a completion throws is an uncaughtException in every version of the API.
'use strict';
const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const addon = require(process.env.NAPKIN_TEST_ADDON);

if (process.argv[2] === 'child') {
  process.on('exit', (code) => console.log('exit', code));
  addon.run(process.argv[3] === 'native' ? undefined : () => { throw new Error('from JavaScript'); });
} else {
  const runs = [
    [undefined, (error) => assert.deepStrictEqual([error.name, error.code, error.message], ['TypeError', 'ERR_COMPLETE', 'thrown by complete'])],
    [() => { throw new RangeError('inner'); }, (error) => assert.strictEqual(error.message, 'inner')],
    [() => { throw null; }, (error) => assert.strictEqual(error, null)],
    [() => { process.nextTick(() => console.log('tick after the throw')); throw 5; }, (error) => assert.strictEqual(error, 5)],
  ];
  const next = () => {
    const step = runs.shift();
    if (!step) return finish();
    process.once('uncaughtException', (error, origin) => {
      step[1](error);
      assert.strictEqual(origin, 'uncaughtException');
      console.log('caught');
      setImmediate(next);
    });
    addon.run(step[0]);
  };
  next();
}

function finish() {
  for (const [how, pattern] of [['native', /TypeError: thrown by complete/], ['script', /Error: from JavaScript/]]) {
    const child = spawnSync(process.execPath, [__filename, 'child', how], { encoding: 'utf8' });
    assert.strictEqual(child.status, 1);
    assert.strictEqual(child.stdout, 'exit 1\n');
    assert.match(child.stderr, pattern);
  }
}
