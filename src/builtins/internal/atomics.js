// Atomics.wait and Atomics.notify on the runtime's own queues, so that a waiting worker can be terminated.
'use strict';

const { classOf } = internalBinding('engine');
const native = internalBinding('shared_wait');

// Checks the array; its class and its buffer.
function arrayOf(array) {
  const kind = typeof array === 'object' && array !== null ? classOf(array) : undefined;
  if (kind !== 'Int32Array' && kind !== 'BigInt64Array') {
    throw new TypeError(`${describe(array)} is not an int32 or BigInt64 typed array.`);
  }
  return { kind, buffer: array.buffer };
}

function describe(value) {
  if (ArrayBuffer.isView(value)) return Object.prototype.toString.call(value);
  if (typeof value === 'object' && value !== null) return `#<${value.constructor?.name ?? 'Object'}>`;
  return typeof value === 'function' ? Function.prototype.toString.call(value) : String(value);
}

function indexIn(array, index) {
  const number = Math.trunc(Number(index)) || 0;
  if (number < 0 || number >= array.length) throw new RangeError('Invalid atomic access index');
  return number;
}

function toBigInt64(value) {
  if (typeof value === 'number') throw new TypeError(`Cannot convert ${value} to a BigInt`);
  return BigInt.asIntN(64, BigInt(value));
}

// Methods, since those of Atomics are no constructors.
const { wait, notify } = {
  wait(array, index, value, timeout) {
    const { kind, buffer } = arrayOf(array);
    if (classOf(buffer) !== 'SharedArrayBuffer') throw new TypeError(`${describe(array)} is not a shared typed array.`);
    const place = indexIn(array, index);
    let high;
    let low;
    if (kind === 'Int32Array') {
      const number = value | 0;
      high = number < 0 ? -1 : 0;
      low = number >>> 0;
    } else {
      const number = toBigInt64(value);
      high = Number(number >> 32n);
      low = Number(BigInt.asUintN(32, number));
    }
    if (typeof timeout === 'symbol') throw new TypeError('Cannot convert a Symbol value to a number');
    const limit = Number(timeout);
    return native.wait(array, place, high, low, Number.isNaN(limit) ? Infinity : Math.max(limit, 0));
  },

  notify(array, index, count) {
    const { buffer } = arrayOf(array);
    const place = indexIn(array, index);
    const number = count === undefined ? Infinity : Math.max(Math.trunc(Number(count)) || 0, 0);
    return classOf(buffer) === 'SharedArrayBuffer' ? native.notify(array, place, number) : 0;
  },
};
Object.defineProperty(notify, 'length', { __proto__: null, value: 3, configurable: true });

module.exports = { notify, wait };
