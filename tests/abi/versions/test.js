// What an addon is told about its host agrees with process.version and process.versions.
'use strict';
const assert = require('node:assert');
const { addon, ok } = require('../trace.js');
const native = addon();

const napi = ok('Node-API', native.napi());
assert.strictEqual(String(napi), process.versions.napi);
assert.ok(napi >= 10);
const node = native.node();
assert.strictEqual(node.status, 0);
const [major, minor, patch, release] = node.value;
assert.strictEqual(`v${major}.${minor}.${patch}`, process.version);
assert.strictEqual(`${major}.${minor}.${patch}`, process.versions.node);
assert.strictEqual(release, process.release.name);
const file = native.file();
assert.strictEqual(file.status, 0);
assert.strictEqual(file.value, new URL(`file://${require.resolve(process.env.NAPKIN_TEST_ADDON)}`).href);
