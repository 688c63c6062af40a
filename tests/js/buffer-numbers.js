// Reading and writing numbers in Buffers: every method, every width, values at and beyond the limits, bad offsets.
'use strict';

function attempt(label, run) {
  try {
    const result = run();
    console.log(label, typeof result === 'bigint' ? `${result}n` : Object.is(result, -0) ? '-0' : String(result));
  } catch (error) {
    console.log(label, error.name, error.code, error.code ? error.message : '');
  }
}

const source = Buffer.from('80ff7f01fe0282c3d4e5f60718293a4b', 'hex');
const fixed = ['UInt8', 'Uint8', 'Int8', 'UInt16LE', 'UInt16BE', 'Uint16LE', 'Int16LE', 'Int16BE', 'UInt32LE', 'UInt32BE',
  'Uint32BE', 'Int32LE', 'Int32BE', 'BigUInt64LE', 'BigUInt64BE', 'BigUint64LE', 'BigInt64LE', 'BigInt64BE', 'FloatLE',
  'FloatBE', 'DoubleLE', 'DoubleBE'];
const badOffsets = [-1, 1.5, 16, 15.5, NaN, Infinity, '0', null, {}, 2 ** 40, 5000000000.5];

for (const kind of fixed) {
  for (const offset of [undefined, 0, 1, 3, 7, 8]) attempt(`read${kind}(${offset})`, () => source[`read${kind}`](offset));
  for (const offset of badOffsets) attempt(`read${kind}(bad ${String(offset)})`, () => source[`read${kind}`](offset));
  attempt(`empty.read${kind}`, () => Buffer.alloc(0)[`read${kind}`]());
}

for (const kind of ['UIntLE', 'UIntBE', 'UintLE', 'IntLE', 'IntBE']) {
  for (let width = 1; width <= 6; width++) {
    for (const offset of [0, 1, 2, 10]) attempt(`read${kind}(${offset}, ${width})`, () => source[`read${kind}`](offset, width));
    for (const offset of badOffsets) {
      attempt(`read${kind}(bad ${String(offset)}, ${width})`, () => source[`read${kind}`](offset, width));
    }
  }
  for (const width of [0, 7, 2.5, '2', undefined, NaN]) {
    attempt(`read${kind}(0, bad ${width})`, () => source[`read${kind}`](0, width));
  }
  attempt(`read${kind}()`, () => source[`read${kind}`]());
}

const limits = { 8: [-128, 127, 255], 16: [-32768, 32767, 65535], 32: [-2147483648, 2147483647, 4294967295] };
for (const bits of [8, 16, 32]) {
  for (const sign of ['U', '']) {
    for (const order of bits === 8 ? [''] : ['LE', 'BE']) {
      const name = `write${sign}Int${bits}${order}`;
      const values = [0, 1, -1, 1.9, -0.5, NaN, Infinity, '12', true, null, undefined];
      for (const limit of limits[bits]) values.push(limit - 1, limit, limit + 1);
      for (const value of values) {
        const target = Buffer.alloc(6, 0xEE);
        attempt(`${name}(${String(value)})`, () => `${target[name](value, 1)} ${target.toString('hex')}`);
      }
      for (const offset of badOffsets) attempt(`${name}(1, bad ${String(offset)})`, () => Buffer.alloc(8)[name](1, offset));
    }
  }
}

for (const kind of ['UIntLE', 'UIntBE', 'IntLE', 'IntBE']) {
  const name = `write${kind}`;
  for (let width = 1; width <= 6; width++) {
    const top = 2 ** (8 * width);
    for (const value of [0, 1, -1, 77.7, -77.7, -0.5, top / 2 - 1, top / 2, -top / 2, -top / 2 - 1, top - 1, top, NaN]) {
      const target = Buffer.alloc(8, 0xEE);
      attempt(`${name}(${value}, 1, ${width})`, () => `${target[name](value, 1, width)} ${target.toString('hex')}`);
    }
    for (const offset of [...badOffsets, undefined]) {
      attempt(`${name}(1, bad ${String(offset)}, ${width})`, () => Buffer.alloc(8)[name](1, offset, width));
    }
  }
  for (const width of [0, 7, 2.5, '2', undefined]) attempt(`${name}(1, 0, ${width})`, () => Buffer.alloc(8)[name](1, 0, width));
}

const bigs = [0n, 1n, -1n, 2n ** 63n - 1n, 2n ** 63n, -(2n ** 63n), -(2n ** 63n) - 1n, 2n ** 64n - 1n, 2n ** 64n, 0x0123456789ABCDEFn];
for (const kind of ['BigUInt64LE', 'BigUInt64BE', 'BigUint64LE', 'BigInt64LE', 'BigInt64BE']) {
  for (const value of bigs) {
    const target = Buffer.alloc(10, 0xEE);
    attempt(`write${kind}(${value}n)`, () => `${target[`write${kind}`](value, 1)} ${target.toString('hex')}`);
  }
  attempt(`write${kind}(1n, 3) of 8`, () => Buffer.alloc(8)[`write${kind}`](1n, 3));
  attempt(`write${kind}(1)`, () => Buffer.alloc(8)[`write${kind}`](1));
}

for (const kind of ['FloatLE', 'FloatBE', 'DoubleLE', 'DoubleBE']) {
  for (const value of [0, -0, 1, -1.5, 0.1, 1e300, Infinity, -Infinity, 5e-324, '2.5', null, undefined, true]) {
    const target = Buffer.alloc(10, 0xEE);
    attempt(`write${kind}(${String(value)})`, () => `${target[`write${kind}`](value, 1)} ${target.toString('hex')}`);
    attempt(`read back ${kind}`, () => target[`read${kind}`](1));
  }
  for (const offset of badOffsets) attempt(`write${kind}(1, bad ${String(offset)})`, () => Buffer.alloc(10)[`write${kind}`](1, offset));
}
