// The result of init becomes module.exports unless it is NULL; what init throws, require throws.
'use strict';
const assert = require('node:assert');
const file = process.env.NAPKIN_TEST_ADDON;
const load = () => require(file);

const checks = {
  same: () => assert.deepStrictEqual(load(), { set: true }),
  null: () => assert.deepStrictEqual(load(), { set: true }),
  object: () => assert.deepStrictEqual(load(), { other: true }),
  function: () => assert.strictEqual(load()(), 42),
  string: () => assert.strictEqual(load(), 'exports'),
  undefined: () => assert.strictEqual(load(), undefined),
  throws: () => assert.throws(load, { name: 'TypeError', code: 'ERR_INIT', message: 'init failed' }),
  'throws-value': () => assert.throws(load, (thrown) => thrown === 5),
};
const variant = process.env.NAPKIN_TEST_VARIANT;
checks[variant]();
// The second time gives the same: from the cache, or by running init again.
checks[variant]();
assert.strictEqual(file in require.cache, !variant.startsWith('throws'));
console.log(variant);
