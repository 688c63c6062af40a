// Each form of registration loads; a library that registers nothing is a catchable error.
'use strict';
const assert = require('node:assert');
const file = process.env.NAPKIN_TEST_ADDON;
const variant = process.env.NAPKIN_TEST_VARIANT;
const expected = { symbol: 'symbol', constructor: 'constructor', 'bare-symbol': 'bare-symbol', both: 'constructor' };

if (Object.hasOwn(expected, variant)) {
  const addon = require(file);
  assert.strictEqual(addon.form, expected[variant]);
  if (variant === 'bare-symbol') assert.strictEqual(addon.primitive_reference, 1);
  assert.strictEqual(require(file), addon);
  console.log(addon.form);
} else {
  let error;
  try { require(file); } catch (e) { error = e; }
  assert(error instanceof Error);
  if (variant === 'none') assert.strictEqual(error.code, 'ERR_DLOPEN_FAILED');
  assert.match(error.message, variant === 'none' ? /did not self-register/ : /no declared entry point/);
  // The failure is not cached as a success, and the process goes on.
  assert.throws(() => require(file), Error);
  assert.strictEqual(require.cache[file], undefined);
  console.log(variant, error.code);
}
