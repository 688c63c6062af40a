// Versions below 8 count as 8; a version the runtime does not have is a catchable error (Node 26
// means to throw one as well, but dies of a null pointer first; so that is asked of napkin alone).
'use strict';
const assert = require('node:assert');
const file = process.env.NAPKIN_TEST_ADDON;
const declared = process.env.NAPKIN_TEST_VARIANT.replace('declared-', '');

if (declared === '99' && process.versions.napkin === undefined) {
  console.log('refused');
} else if (declared === '99') {
  let error;
  try { require(file); } catch (e) { error = e; }
  assert(error instanceof Error);
  assert.match(error.message, /version 99/);
  assert(error.message.includes(file), error.message);
  console.log('refused');
} else {
  const addon = require(file);
  assert.strictEqual(addon.primitive_reference, ['10', 'experimental'].includes(declared) ? 0 : 1);
  assert.strictEqual(String(addon.supported), process.versions.napi);
  assert(addon.supported >= 10);
  console.log(declared, addon.primitive_reference);
}
