// The addon is a function that makes functions.
'use strict'
const assert = require('assert')
const createGreeter = require('./build/Release/function_factory.node')

const hello = createGreeter('hello')
const goodbye = createGreeter('goodbye')

assert.strictEqual(typeof createGreeter, 'function')
assert.strictEqual(hello.name, 'greeter')
assert.notStrictEqual(hello, createGreeter('hello'))
assert.strictEqual(createGreeter('Grüß')('Gott 👋'), 'Grüß Gott 👋')
assert.throws(() => createGreeter(42), { name: 'TypeError', message: 'a string was expected' })
assert.throws(() => hello(), { name: 'TypeError', message: 'a string was expected' })

console.log(hello('world'))
console.log(goodbye('world'))
