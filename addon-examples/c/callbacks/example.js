// Hands functions to the addon; one of them throws.
'use strict'
const assert = require('assert')
const { greet, map } = require('./build/Release/callbacks.node')

assert.strictEqual(greet((text) => text.length), 11)
assert.throws(() => greet('no function'), { code: 'ERR_INVALID_ARG_TYPE' })
assert.throws(() => map({}, () => {}), /An array was expected/)

const seen = []
assert.throws(() => map([1, 2, 3], (x) => {
  seen.push(x)
  if (x === 2) throw new RangeError('enough')
}), { name: 'RangeError', message: 'enough' })
assert.deepStrictEqual(seen, [1, 2])

greet((text) => console.log(text))
console.log(map(['a', 'b', 'c'], (letter, i) => letter.repeat(i + 1)).join(' '))
console.log(`stopped after ${seen.length} of 3`)
