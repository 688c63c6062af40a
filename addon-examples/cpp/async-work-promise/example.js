// Counts on the thread pool while JavaScript goes on.
'use strict'
const assert = require('assert')
const { countPrimes } = require('./build/Release/async_work_promise.node')

async function main () {
  const pending = countPrimes(100000)
  assert(pending instanceof Promise)
  console.log('started')
  console.log(`primes below 100000: ${await pending}`)

  const counts = await Promise.all([10, 100, 1000].map(countPrimes))
  assert.deepStrictEqual(counts, [4, 25, 168])
  console.log(`below 10, 100, 1000: ${counts.join(', ')}`)

  assert.throws(() => countPrimes('many'), /a number was expected/)
  await assert.rejects(countPrimes(-1), /between 0 and 1e8/)
}

main().catch((error) => {
  console.error(error)
  process.exitCode = 1
})
