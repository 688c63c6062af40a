// Arithmetic: doubles and whole numbers, in typed arrays and in plain ones.
'use strict';

const { generator, mix, ofDoubles } = require('../data.js');

function stencil(from, to, size) {
  for (let row = 1; row < size - 1; row++) {
    for (let at = row * size + 1; at < row * size + size - 1; at++) {
      to[at] = 0.5 * from[at] + 0.125 * (from[at - 1] + from[at + 1] + from[at - size] + from[at + size]);
    }
  }
}

function product(a, b, result, size) {
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      let sum = 0;
      for (let i = 0; i < size; i++) sum += a[row * size + i] * b[i * size + column];
      result[row * size + column] = sum;
    }
  }
}

// Paths of falling numbers through a triangle of plain arrays.
function deepest(triangle) {
  let below = triangle.at(-1).slice();
  for (let row = triangle.length - 2; row >= 0; row--) {
    const numbers = triangle[row];
    const best = [];
    for (let i = 0; i < numbers.length; i++) best.push(numbers[i] + Math.max(below[i], below[i + 1]));
    below = best;
  }
  return below[0];
}

module.exports = {
  'stencil, Float64Array': () => {
    const size = 130;
    const random = generator(21);
    const start = Float64Array.from({ length: size * size }, () => random.fraction());
    return () => {
      let [from, to] = [start.slice(), start.slice()];
      for (let step = 0; step < 60; step++) {
        stencil(from, to, size);
        [from, to] = [to, from];
      }
      return ofDoubles(from.subarray(size * 60, size * 61));
    };
  },
  'matrix product, Float64Array': () => {
    const size = 100;
    const random = generator(22);
    const [a, b] = [0, 1].map(() => Float64Array.from({ length: size * size }, () => random.fraction() - 0.5));
    const result = new Float64Array(size * size);
    return () => {
      product(a, b, result, size);
      return ofDoubles(result.subarray(0, size));
    };
  },
  'hash bytes, Uint8Array': () => {
    const random = generator(23);
    const bytes = Uint8Array.from({ length: 1 << 17 }, () => random.next());
    const table = Uint32Array.from({ length: 256 }, (_, byte) => {
      let remainder = byte;
      for (let bit = 0; bit < 8; bit++) remainder = remainder & 1 ? (remainder >>> 1) ^ 0xedb88320 : remainder >>> 1;
      return remainder;
    });
    return () => {
      let sum = ~0;
      for (let round = 0; round < 8; round++) {
        for (let i = 0; i < bytes.length; i++) sum = (sum >>> 8) ^ table[(sum ^ bytes[i]) & 255];
      }
      return ~sum >>> 0;
    };
  },
  'mix words, Uint32Array': () => {
    const random = generator(24);
    const start = Uint32Array.from({ length: 1 << 12 }, () => random.next());
    return () => {
      const words = start.slice();
      let carry = 0x9e3779b9;
      for (let round = 0; round < 200; round++) {
        for (let i = 0; i < words.length; i++) {
          carry = Math.imul(carry ^ words[i], 0x85ebca6b);
          carry = (carry << 13) | (carry >>> 19);
          words[i] = words[i] + carry;
        }
      }
      return words.reduce(mix, 0);
    };
  },
  'dynamic programming, arrays': () => {
    const random = generator(25);
    const triangle = Array.from({ length: 500 }, (_, row) => Array.from({ length: row + 1 }, () => random.below(1000)));
    return () => {
      let sum = 0;
      for (let round = 0; round < 4; round++) sum = mix(sum, deepest(triangle));
      return sum;
    };
  },
  'BigInt': () => () => {
    const modulus = (1n << 127n) - 1n;
    let [base, power, result] = [0x1234567890abcdefn, (1n << 126n) - 3n, 1n];
    for (let round = 0; round < 10; round++) {
      for (let left = power; left > 0n; left >>= 1n) {
        if (left & 1n) result = result * base % modulus;
        base = base * base % modulus;
      }
    }
    let factorial = 1n;
    for (let i = 2n; i < 200n; i++) factorial *= i;
    return Number(BigInt.asUintN(32, result ^ factorial % modulus));
  },
};
