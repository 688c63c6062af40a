// cpu-features, on V8 and nan: what this processor can, compared with what the kernel says.
'use strict';
const assert = require('assert');
const fs = require('fs');
const features = require('cpu-features')();

assert.strictEqual(features.arch, 'x86');
const flags = /^flags\s*:\s*(.*)$/m.exec(fs.readFileSync('/proc/cpuinfo', 'utf8'))[1].split(' ');
for (const [name, flag] of [['ssse3', 'ssse3'], ['aes', 'aes'], ['avx2', 'avx2'], ['popcnt', 'popcnt'], ['sse4_2', 'sse4_2']]) {
  assert.strictEqual(Boolean(features.flags[name]), flags.includes(flag), name);
}
assert.ok(Number.isInteger(features.family) && Number.isInteger(features.model));
