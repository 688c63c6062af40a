// Calls: how much a call costs when its target is always the same, one of many, or made on the spot.
'use strict';

const { generator, mix } = require('../data.js');

function fibonacci(n) {
  return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2);
}

class Square {
  constructor(side) { this.side = side; }
  area() { return this.side * this.side; }
}
class Oblong {
  constructor(width, height) { this.width = width; this.height = height; }
  area() { return this.width * this.height; }
}
class Triangle {
  constructor(base, height) { this.height = height; this.base = base; }
  area() { return (this.base * this.height) >> 1; }
}
class Ring {
  constructor(outer, inner) { this.outer = outer; this.inner = inner; this.area3 = 3; }
  area() { return this.area3 * (this.outer * this.outer - this.inner * this.inner); }
}
class Empty {
  area() { return 0; }
}
const cross = (size) => ({ kind: 'cross', size, area() { return 5 * this.size; } });

function shapes(kinds) {
  const random = generator(11);
  const makers = [
    () => new Square(random.below(100)), () => new Oblong(random.below(100), random.below(100)),
    () => new Triangle(random.below(100), random.below(100)), () => new Ring(100, random.below(100)),
    () => new Empty(), () => cross(random.below(100)),
  ].slice(0, kinds);
  return Array.from({ length: 1000 }, () => random.pick(makers)());
}

// A function for each kernel: a call site that both shared would know the shapes of both.
function monomorphic(list) {
  let sum = 0;
  for (let round = 0; round < 500; round++) {
    for (let i = 0; i < list.length; i++) sum = (sum + list[i].area()) | 0;
  }
  return sum >>> 0;
}
function polymorphic(list) {
  let sum = 0;
  for (let round = 0; round < 250; round++) {
    for (let i = 0; i < list.length; i++) sum = (sum + list[i].area()) | 0;
  }
  return sum >>> 0;
}

const compose = (first, second) => (value) => second(first(value));
const add = (amount) => (value) => (value + amount) | 0;
const times = (factor) => (value) => Math.imul(value, factor);

function counter(start) {
  let count = start;
  return { up: (by) => { count = (count + by) | 0; }, read: () => count };
}

function variadic(first, second = 7, ...rest) {
  return first + second + rest.length + (rest[0] | 0);
}

module.exports = {
  'recursion': () => () => fibonacci(26),
  'monomorphic calls': () => {
    const list = shapes(1);
    return () => monomorphic(list);
  },
  'polymorphic calls': () => {
    const list = shapes(6);
    return () => polymorphic(list);
  },
  'closures': () => () => {
    let sum = 0;
    for (let round = 0; round < 2000; round++) {
      const chain = compose(compose(add(round), times(3)), compose(times(round | 1), add(5)));
      const { up, read } = counter(round);
      for (let i = 0; i < 20; i++) up(chain(i));
      sum = mix(sum, read());
    }
    return sum;
  },
  'default and rest parameters': () => () => {
    let sum = 0;
    for (let i = 0; i < 50000; i++) {
      sum = (sum + variadic(i) + variadic(i, 1) + variadic(i, 2, i, 4) + variadic(...[i, 3, 9])) | 0;
    }
    return sum >>> 0;
  },
};
