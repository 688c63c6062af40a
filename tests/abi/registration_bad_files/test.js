// Files that are no loadable addon: each a catchable error with Node's code that names the file.
'use strict';
const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const good = fs.readFileSync(process.env.NAPKIN_TEST_ADDON);
const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'napkin-bad-')));

function otherMachine(bytes) {
  const copy = Buffer.from(bytes);
  const AARCH64 = 183, X86_64 = 62;
  copy.writeUInt16LE(copy.readUInt16LE(18) === X86_64 ? AARCH64 : X86_64, 18);
  return copy;
}
function otherClass(bytes) {
  const copy = Buffer.from(bytes);
  copy[4] = copy[4] === 2 ? 1 : 2;
  return copy;
}

const files = {
  'empty.node': Buffer.alloc(0),
  'text.node': Buffer.from('module.exports = 1;\n'),
  'zeros.node': Buffer.alloc(8192),
  'header.node': good.subarray(0, 64),
  'short-magic.node': good.subarray(0, 3),
  'machine.node': otherMachine(good),
  'bits.node': otherClass(good),
  'big-endian.node': (() => { const copy = Buffer.from(good); copy[5] = 2; return copy; })(),
  'archive.node': Buffer.from('!<arch>\nnot a shared library'),
  'mach-o.node': Buffer.from('cffaedfe0700000103000000', 'hex'),
  'windows.node': Buffer.concat([Buffer.from('MZ'), Buffer.alloc(512)]),
};

// Cut off inside its segments, a library kills Node (the system's loader maps past the end of the
// file); napkin looks before it loads.
if (process.versions.napkin) {
  for (const length of [65, 100, 1000, 4096, 5000, 8000]) {
    files[`truncated-${length}.node`] = good.subarray(0, length);
  }
}

function failure(load) {
  try { load(); } catch (error) { return error; }
  assert.fail('loaded');
}

try {
  for (const [name, bytes] of Object.entries(files)) {
    const file = path.join(folder, name);
    fs.writeFileSync(file, bytes);
    for (const load of [() => require(file), () => process.dlopen({ exports: {} }, file)]) {
      const error = failure(load);
      assert(error instanceof Error, name);
      assert.strictEqual(error.code, 'ERR_DLOPEN_FAILED', `${name}: ${error.message}`);
      assert(error.message.includes(file), `${name}: ${error.message}`);
    }
    assert.strictEqual(require.cache[file], undefined);
    if (!name.startsWith('truncated')) console.log(name);
  }

  const missing = path.join(folder, 'missing.node');
  assert.strictEqual(failure(() => require(missing)).code, 'MODULE_NOT_FOUND');
  assert.strictEqual(failure(() => process.dlopen({ exports: {} }, missing)).code, 'ERR_DLOPEN_FAILED');
  fs.mkdirSync(path.join(folder, 'folder.node'));
  assert.strictEqual(failure(() => require(path.join(folder, 'folder.node'))).code, 'MODULE_NOT_FOUND');
  assert.strictEqual(failure(() => process.dlopen({ exports: {} }, path.join(folder, 'folder.node'))).code, 'ERR_DLOPEN_FAILED');
  assert.strictEqual(failure(() => process.dlopen({ exports: {} })).code, 'ERR_MISSING_ARGS');

  // After all that, a good one loads: the loader's state is intact. Also without the extension.
  const plain = path.join(folder, 'good.so');
  fs.writeFileSync(plain, good);
  const module = { exports: {} };
  process.dlopen(module, plain);
  assert.deepStrictEqual(module.exports, { good: true });
  assert.deepStrictEqual(require(process.env.NAPKIN_TEST_ADDON), { good: true });
  console.log('good');
} finally {
  fs.rmSync(folder, { recursive: true });
}
