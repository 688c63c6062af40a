// Promises: settled once, by any value, heard of in a microtask.
'use strict';
const assert = require('node:assert');
const { addon, ok, note } = require('../trace.js');
const native = addon();

const order = [];
const state = async (promise) => {
  const pending = {};
  const first = await Promise.race([promise, Promise.resolve(pending)]).catch(() => 'rejected');
  return first === pending ? 'pending' : 'settled';
};

(async () => {
  for (const value of [undefined, null, 5, 'text', { an: 'object' }, new Error('as a value')]) {
    const [at, promise] = native.make();
    assert.ok(promise instanceof Promise);
    assert.strictEqual(Object.getPrototypeOf(promise), Promise.prototype);
    assert.strictEqual(await state(promise), 'pending');
    ok('resolve', native.resolve(at, value));
    assert.strictEqual(await promise, value);
  }
  for (const reason of [undefined, 5, new RangeError('the reason')]) {
    const [at, promise] = native.make();
    const seen = promise.then(() => assert.fail('resolved'), (error) => [error]);
    ok('reject', native.reject(at, reason));
    assert.deepStrictEqual(await seen, [reason]);
  }

  // A promise or thenable is followed, and its rejection too.
  const [outer, followed] = native.make();
  const [inner, source] = native.make();
  ok('resolve with a promise', native.resolve(outer, source));
  assert.strictEqual(await state(followed), 'pending');
  ok('resolve that', native.resolve(inner, 'through two'));
  assert.strictEqual(await followed, 'through two');
  const [third, thenable] = native.make();
  ok('resolve with a thenable', native.resolve(third, { then: (f) => f('from a thenable') }));
  assert.strictEqual(await thenable, 'from a thenable');
  const [fourth, rejecting] = native.make();
  ok('resolve with a rejected one', native.resolve(fourth, Promise.reject(new Error('followed'))));
  await assert.rejects(rejecting, { message: 'followed' });
  const [fifth, asReason] = native.make();
  const never = Promise.resolve(1);
  ok('reject with a promise', native.reject(fifth, never));
  assert.strictEqual(await asReason.catch((reason) => reason === never), true);
  const [sixth, throwing] = native.make();
  ok('resolve with a thenable that throws', native.resolve(sixth, {
    get then() { throw new RangeError('then'); },
  }));
  await assert.rejects(throwing, RangeError);

  // Not before the running code is done, and in the order of settling.
  const [a, first] = native.make();
  const [b, second] = native.make();
  first.then((value) => order.push(value));
  second.then((value) => order.push(value));
  queueMicrotask(() => order.push('queued before'));
  native.resolve(b, 'b');
  native.resolve(a, 'a');
  queueMicrotask(() => order.push('queued after'));
  order.push('synchronous');
  await new Promise((done) => setImmediate(done));
  note('order', order);
  assert.deepStrictEqual(order, ['synchronous', 'queued before', 'b', 'a', 'queued after']);

  class Mine extends Promise {}
  for (const [label, value, expected] of [['promise', first, true], ['from JavaScript', Promise.resolve(), true],
    ['async', (async () => {})(), true], ['subclass', Mine.resolve(), true], ['thenable', { then() {} }, false],
    ['inherits', Object.create(first), false], ['undefined', undefined, false], ['class', Promise, false],
    ['proxy', new Proxy(first, {}), false]]) {
    assert.strictEqual(ok(`is ${label}`, native.is(value)), expected);
  }
})().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
