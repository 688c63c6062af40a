// A missing symbol is a catchable error that names the file and the symbol.
'use strict';
const assert = require('node:assert');
const file = process.env.NAPKIN_TEST_ADDON;
for (const load of [() => require(file), () => process.dlopen({ exports: {} }, file)]) {
  assert.throws(load, (error) => {
    assert.strictEqual(error.code, 'ERR_DLOPEN_FAILED');
    assert(error.message.includes(file), error.message);
    assert(error.message.includes('symbol_that_no_runtime_exports'), error.message);
    return true;
  });
}
console.log('refused');
