// Uses a native class: new, methods, an accessor, a subclass, wrong receivers.
'use strict'
const assert = require('assert')
const { Counter } = require('./build/Release/wrapped_object.node')

const counter = new Counter(10)
assert(counter instanceof Counter)
assert.strictEqual(counter.increment(), 11)
assert.strictEqual(counter.increment(4), 15)
counter.value = 7
assert.strictEqual(counter.value, 7)
assert.strictEqual(new Counter().value, 0)

assert.strictEqual(Counter.isCounter(counter), true)
assert.strictEqual(Counter.isCounter(Object.create(Counter.prototype)), false)
assert.strictEqual(Counter.isCounter(5), false)

assert.throws(() => Counter(1), TypeError)
assert.throws(() => new Counter('1'), { name: 'TypeError', message: 'a number was expected' })
assert.throws(() => { counter.value = 'seven' }, {
  name: 'TypeError',
  message: 'a number was expected'
})
assert.throws(() => counter.increment.call({}), TypeError)
assert.throws(() => Object.create(Counter.prototype).value, /Invalid argument/)

class LoudCounter extends Counter {
  increment (step) {
    return `${super.increment(step)}!`
  }
}
const loud = new LoudCounter(1)
assert(loud instanceof Counter)
assert(Counter.isCounter(loud))

console.log(`counter: ${counter.increment()}`)
console.log(`subclass: ${loud.increment(1)}`)
