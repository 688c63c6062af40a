// Watches a native thread at work, and stops one by throwing.
'use strict'
const assert = require('assert')
const { searchPrimes } = require('./build/Release/thread_safe_function.node')

async function main () {
  const percents = []
  const found = await searchPrimes(40000, 4, (percent, soFar) => {
    percents.push(percent)
    console.log(`${percent}%: ${soFar} primes`)
  })
  assert.strictEqual(found, 4203)
  assert.deepStrictEqual(percents, [25, 50, 75, 100])

  // Many steps through a queue of four: none is lost, none comes out of order.
  const many = []
  await searchPrimes(1000, 100, (percent) => many.push(percent))
  assert.deepStrictEqual(many, Array.from({ length: 100 }, (_, i) => i + 1))

  // Two searches at once.
  const both = await Promise.all([searchPrimes(10, 1, () => {}), searchPrimes(100, 2, () => {})])
  assert.deepStrictEqual(both, [4, 25])

  let calls = 0
  await assert.rejects(searchPrimes(1e8, 100, () => {
    calls++
    throw new Error('that is enough')
  }), /that is enough/)
  assert.strictEqual(calls, 1)
  console.log('stopped by the callback')

  assert.throws(() => searchPrimes(10, 1), { code: 'ERR_INVALID_ARG_TYPE' })
  assert.throws(() => searchPrimes(-1, 1, () => {}), { code: 'ERR_OUT_OF_RANGE' })
}

main().catch((error) => {
  console.error(error)
  process.exitCode = 1
})
