// Shares bytes in both directions. With --expose-gc it also proves that lent
// memory comes back.
'use strict'
const assert = require('assert')
const addon = require('./build/Release/buffers_without_copies.node')
const { invert, scale, allocate, lentBytes } = addon

const bytes = Buffer.from([0x00, 0x0f, 0xff])
assert.strictEqual(invert(bytes), 3)
console.log(`inverted: ${bytes.toString('hex')}`)

// Only the view's part of its ArrayBuffer is touched.
const whole = new Uint8Array(4)
invert(whole.subarray(1, 3))
assert.deepStrictEqual([...whole], [0, 255, 255, 0])
invert(new DataView(whole.buffer, 3))
assert.strictEqual(whole[3], 255)
assert.strictEqual(invert(new Uint8Array(0)), 0)
assert.throws(() => invert('text'), { code: 'ERR_INVALID_ARG_TYPE' })

const numbers = new Float64Array([1, 2, 3])
assert.strictEqual(scale(numbers, 1.5), numbers)
console.log(`scaled: ${numbers.join(' ')}`)
assert.throws(() => scale(new Float32Array(1), 2), { code: 'ERR_INVALID_ARG_TYPE' })

let lent = allocate(1000000)
assert.strictEqual(lentBytes(), 1000000)
assert(Buffer.isBuffer(lent))
assert.strictEqual(lent[999999], 0xc0)
lent.write('C memory')
console.log(`lent: ${lent.length} bytes, "${lent.toString('latin1', 0, 8)}"`)
assert.throws(() => allocate(0), { name: 'RangeError' })
lent = null

// A finalizer runs some time after the collection: look again for a few turns.
function expectReturn (turns) {
  globalThis.gc()
  if (lentBytes() === 0) return
  assert(turns > 0, 'lent memory did not come back')
  setImmediate(expectReturn, turns - 1)
}
if (globalThis.gc) setImmediate(expectReturn, 20)
