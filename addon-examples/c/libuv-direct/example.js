// Timers, sockets, pool work and a thread, all through libuv itself.
// With the argument `leave` the process ends while operations are running.
'use strict'
const assert = require('assert')
const addon = require('./build/Release/uv_direct.node')

const promised = (name, argument) =>
  new Promise((resolve) => addon[name](argument, resolve))

async function main () {
  const start = addon.loopTime()
  await promised('after', 20)
  assert(addon.loopTime() - start >= 20)
  console.log('timer: fired')

  console.log(`socket: ${await promised('echo', 'hello sockets')}`)

  assert.strictEqual(await promised('hash', ''), 'cbf29ce484222325')
  console.log(`pool: ${await promised('hash', 'hello')}`)

  const squares = []
  await new Promise((resolve) => {
    addon.produce(100, (square) => square === null ? resolve() : squares.push(square))
  })
  assert.deepStrictEqual(squares, Array.from({ length: 100 }, (_, i) => (i + 1) ** 2))
  console.log(`thread: ${squares.length} squares, the last is ${squares.at(-1)}`)

  for (const name of ['after', 'echo', 'hash', 'produce']) {
    assert.throws(() => addon[name](name === 'echo' || name === 'hash' ? 'text' : 1), {
      code: 'ERR_INVALID_ARG_TYPE'
    })
  }
  await order()
}

// Next ticks and promise reactions run after each callback from the loop.
async function order () {
  const seen = []
  await new Promise((resolve) => {
    addon.after(0, () => {
      process.nextTick(() => seen.push('tick'))
      Promise.resolve().then(() => seen.push('promise'))
      seen.push('timer')
    })
    addon.after(1, () => {
      seen.push('next timer')
      resolve()
    })
  })
  assert.deepStrictEqual(seen, ['timer', 'tick', 'promise', 'next timer'])
  console.log(`order: ${seen.join(', ')}`)
}

if (process.argv[2] === 'leave') {
  const never = () => assert.fail('called although the process was ending')
  addon.after(60000, never)
  addon.produce(1e6, never)
  addon.hash('x'.repeat(1000), never)
  addon.echo('x', never)
  process.exit(0)
}
main().catch((error) => {
  console.error(error)
  process.exitCode = 1
})
