// Strong and weak references. With --expose-gc it also proves that the weak one
// does not keep its object.
'use strict'
const assert = require('assert')
const keeper = require('./build/Release/references.node')

keeper.setListener((value) => `heard ${value}`)
assert.strictEqual(keeper.emit('rain'), 'heard rain')
console.log(keeper.emit('thunder'))

// A listener may replace itself while it is being called.
keeper.setListener(() => {
  keeper.setListener(null)
  return 'last words'
})
assert.strictEqual(keeper.emit(), 'last words')
assert.strictEqual(keeper.emit(), undefined)
assert.throws(() => keeper.setListener('no'), { code: 'ERR_INVALID_ARG_TYPE' })

assert.throws(() => keeper.hold(), { code: 'ERR_NOTHING_WATCHED' })
let treasure = { name: 'treasure' }
keeper.watch(treasure)
assert.strictEqual(keeper.watched(), treasure)
assert.strictEqual(keeper.hold(), 1)
assert.strictEqual(keeper.hold(), 2)
assert.strictEqual(keeper.letGo(), 1)
treasure = null

setImmediate(() => {
  globalThis.gc?.()
  console.log(`held: ${keeper.watched().name}`)
  assert.strictEqual(keeper.letGo(), 0)
  assert.throws(() => keeper.letGo())

  console.log('let go')
  if (globalThis.gc) setImmediate(expectCollection, 20)
})

// The collector decides when: look again for a few turns.
function expectCollection (turns) {
  globalThis.gc()
  if (keeper.watched() === undefined) return
  assert(turns > 0, 'the object is still there')
  setImmediate(expectCollection, turns - 1)
}
