// Makes objects in C and looks at them from JavaScript.
'use strict'
const assert = require('assert')
const { createPoint, createSettings } = require('./build/Release/object_factory.node')

assert.deepStrictEqual(createPoint(1, 2), { x: 1, y: 2 })
assert.notStrictEqual(createPoint(1, 2), createPoint(1, 2))

const settings = createSettings('demo')
assert.deepStrictEqual(Object.keys(settings), ['title'])
assert.strictEqual(settings.retries, 3)
assert(Object.isFrozen(settings))
assert.throws(() => { settings.title = 'other' }, TypeError)

console.log(JSON.stringify(createPoint(1, 2)))
console.log(`${settings.title}: ${settings.retries} retries`)
