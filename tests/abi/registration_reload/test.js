// The same file again: cached; after deletion from require.cache a new env of the same library;
// through process.dlopen; under another name (a copy is another library, a symlink is not).
'use strict';
const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const file = process.env.NAPKIN_TEST_ADDON;

if (process.argv[2] === 'child') {
  process.on('exit', () => console.log('exit'));
  const first = require(file);
  assert.strictEqual(first.number(), 1);
  assert.strictEqual(require(file), first);
  assert.ok(require.cache[file]);
  assert.strictEqual(require.cache[file].exports, first);

  delete require.cache[file];
  const second = require(file);
  assert.notStrictEqual(second, first);
  assert.deepStrictEqual([second.number(), first.number()], [2, 1]);

  const module = { exports: {} };
  process.dlopen(module, file);
  assert.strictEqual(module.exports.number(), 3);

  const folder = process.argv[3];
  const link = path.join(folder, 'link.node');
  fs.symlinkSync(file, link);
  assert.strictEqual(require(link), second);
  const copy = path.join(folder, 'copy.node');
  fs.copyFileSync(file, copy);
  assert.strictEqual(require(copy).number(), 1);
} else {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'napkin-reload-'));
  try {
    const child = spawnSync(process.execPath, [__filename, 'child', folder], { encoding: 'utf8' });
    assert.strictEqual(child.status, 0, child.stderr);
    console.log(child.stdout.trimEnd());
    assert.deepStrictEqual(child.stdout.trimEnd().split('\n'), ['exit', 'instance 1 ends after 1 calls',
      'instance 3 ends after 1 calls', 'instance 2 ends after 1 calls', 'instance 1 ends after 2 calls']);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}
