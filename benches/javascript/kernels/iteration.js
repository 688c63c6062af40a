// Going through things: array methods, iterators, generators, destructuring, spread, async functions.
'use strict';

const { generator, orders, mix } = require('../data.js');

function* numbersBelow(limit) {
  for (let i = 0; i < limit; i++) yield i;
}
function* odd(numbers) {
  for (const number of numbers) if (number & 1) yield number;
}
class Span {
  constructor(from, to) { Object.assign(this, { from, to }); }
  *[Symbol.iterator]() {
    yield* numbersBelow(this.to - this.from);
  }
}

const step = async (value) => (value + 1) | 0;
async function steps(count) {
  let value = 0;
  for (let i = 0; i < count; i++) value = mix(await step(value), i);
  return value;
}

module.exports = {
  'array methods': () => {
    const random = generator(81);
    const numbers = Array.from({ length: 20000 }, () => random.below(1000));
    return () => {
      const sum = numbers.map((number) => number * 3).filter((number) => number % 2 === 0).reduce(mix, 0);
      const found = numbers.findIndex((number) => number === 1001) + numbers.indexOf(999);
      const pairs = numbers.slice(0, 2000).flatMap((number, i) => (i % 2 ? [number, i] : []));
      return mix(mix(sum, found), pairs.length + (numbers.every((number) => number < 1000) ? 1 : 0));
    };
  },
  'generators': () => () => {
    let sum = 0;
    for (let round = 0; round < 10; round++) {
      for (const number of odd(numbersBelow(2000))) sum = mix(sum, number);
      for (const number of new Span(round, 1000)) sum = (sum + number) >>> 0;
    }
    return sum;
  },
  'for-of and entries': () => {
    const random = generator(82);
    const numbers = Array.from({ length: 20000 }, () => random.below(1000));
    const set = new Set(numbers);
    return () => {
      let sum = 0;
      for (const [index, number] of numbers.entries()) sum = mix(sum, index ^ number);
      for (const number of numbers) sum = (sum + number) >>> 0;
      for (const number of set) sum = mix(sum, number);
      return sum;
    };
  },
  'destructuring and spread': () => {
    const list = orders(83, 2000);
    return () => {
      let sum = 0;
      for (const { id, customer: { name, ...rest }, lines: [first, ...others] } of list) {
        const merged = { ...rest, id, extra: true };
        const all = [first.quantity, ...others.map(({ quantity }) => quantity), others.length];
        let [a, b = 5] = all;
        [a, b] = [b, a];
        sum = mix(sum, name.length + merged.id + Math.max(...all) + a * 3 + b);
      }
      return sum;
    };
  },
  'async functions': () => () => steps(5000),
};
