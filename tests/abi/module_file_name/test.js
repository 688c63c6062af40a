// The module's file name is a file URL, with everything escaped that a URL escapes.
'use strict';
const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { pathToFileURL } = require('node:url');
const file = process.env.NAPKIN_TEST_ADDON;
const addon = require(file);
const url = (name) => pathToFileURL(fs.realpathSync(name)).href;

assert.strictEqual(addon.name(), url(file));
assert.strictEqual(addon.in_init, url(file));
assert.deepStrictEqual(addon.wrong_calls(), [1, 1]);
assert.strictEqual(addon.with_pending(), 0);

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'napkin name-'));
try {
  for (const name of ['with space.node', 'per%20cent.node', 'hash#question?.node', 'grün.node', "quote'.node", 'semi;colon.node']) {
    const copy = path.join(folder, name);
    fs.copyFileSync(file, copy);
    assert.strictEqual(require(copy).name(), url(copy));
    console.log(path.basename(require(copy).name()));
  }
  // Without a file name on the module object there is none.
  const module = { exports: {} };
  process.dlopen(module, file);
  assert.strictEqual(module.exports.name(), '');
  const named = { exports: {}, filename: '/some/where else.js' };
  process.dlopen(named, file);
  assert.strictEqual(named.exports.name(), 'file:///some/where%20else.js');
} finally {
  fs.rmSync(folder, { recursive: true });
}
