// The language itself: every kernel of benches/javascript runs three times, with the same checksum
// each time, which is Node's. Numbers, sorting, texts, JSON, RegExp, collections, classes, iteration.
'use strict';

const assert = require('assert');
const kernels = require('../../benches/javascript/kernels/index.js');

(async () => {
  for (const [name, prepare] of Object.entries(kernels)) {
    const run = prepare();
    const checksum = await run();
    assert.ok(Number.isInteger(checksum) && checksum > 0 && checksum < 2 ** 32, `${name}: ${checksum}`);
    for (let i = 0; i < 2; i++) assert.strictEqual(await run(), checksum, name);
    console.log(name, checksum);
  }
})();
