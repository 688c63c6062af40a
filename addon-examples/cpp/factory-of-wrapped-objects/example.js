// Gets native objects from a function instead of `new`.
'use strict'
const assert = require('assert')
const addon = require('./build/Release/factory_of_wrapped_objects.node')

assert.deepStrictEqual(Object.keys(addon), ['createAccount'])

const first = addon.createAccount(10)
const second = addon.createAccount(100)
assert.strictEqual(first.deposit(5), 15)
assert.strictEqual(second.deposit(5), 105)
assert.strictEqual(first.constructor, second.constructor)
assert.strictEqual(first.constructor.name, 'Account')

assert.throws(() => addon.createAccount('ten'), {
  name: 'TypeError',
  message: 'a number was expected'
})
assert.throws(() => first.deposit(-1), { name: 'RangeError', code: 'ERR_OUT_OF_RANGE' })
assert.throws(() => first.deposit.call({}, 1), TypeError)

console.log(`first: ${first.deposit(1)}`)
console.log(`second: ${second.deposit(1)}`)
