// Calls with good and bad arguments.
'use strict'
const assert = require('assert')
const { add, describe } = require('./build/Release/arguments.node')

assert.strictEqual(add(3, 5), 8)
assert.strictEqual(add(0.5, 0.25, 'ignored'), 0.75)
assert.throws(() => add(1), { name: 'TypeError', code: 'ERR_MISSING_ARGS' })
assert.throws(() => add('1', 2), { name: 'TypeError', code: 'ERR_INVALID_ARG_TYPE' })

assert.strictEqual(describe().passed, 0)
assert.strictEqual(describe(1, 2, 3, 4, 5).length, 4)
assert.strictEqual(describe(1, 2, 3, 4, 5).passed, 5)

console.log(`3 + 5 = ${add(3, 5)}`)
console.log(`kinds: ${describe(null, 1n, 'text', () => {}).join(', ')}`)
try {
  add('1', 2)
} catch (error) {
  console.log(`${error.name} [${error.code}]: ${error.message}`)
}
