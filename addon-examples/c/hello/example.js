// Loads the addon and calls its only function.
'use strict'
const assert = require('assert')
const addon = require('./build/Release/hello.node')

assert.strictEqual(addon.hello(), 'world')
assert.strictEqual(addon.hello.name, 'hello')

console.log(`hello ${addon.hello()}`)
