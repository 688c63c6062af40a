// Passes native objects to native functions, and things that only look like them.
'use strict'
const assert = require('assert')
const { Vector, add, dot } = require('./build/Release/passing_wrapped_objects.node')

const a = new Vector(1, 2)
const b = new Vector(10, 20.5)
const sum = add(a, b)
assert(sum instanceof Vector)
assert.strictEqual(String(sum), '11, 22.5')
assert.strictEqual(dot(a, b), 51)

const wrong = { name: 'TypeError', code: 'ERR_INVALID_ARG_TYPE' }
assert.throws(() => add(a), wrong)
assert.throws(() => add(a, { x: 1, y: 2 }), wrong)
assert.throws(() => dot(a, Object.create(Vector.prototype)), wrong)
assert.throws(() => dot(a, new Date()), wrong)

// The tag is in the object, not in its prototype.
const bare = Object.setPrototypeOf(new Vector(2, 2), null)
assert.strictEqual(dot(a, bare), 6)

console.log(`(${a}) + (${b}) = (${sum})`)
console.log(`(${a}) . (${b}) = ${dot(a, b)}`)
