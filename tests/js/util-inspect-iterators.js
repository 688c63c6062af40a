// util.inspect of Map and Set iterators: what they still have to give, without moving them.
'use strict';

const { inspect } = require('util');

const map = new Map([['a', 1], ['b', { c: 2 }]]);
const set = new Set(['x', { y: 1 }]);
for (const iterator of [map.keys(), map.values(), map.entries(), map[Symbol.iterator](), set.keys(), set.values(), set.entries()]) {
  console.log(inspect(iterator));
  console.log(inspect(iterator, { colors: true }));
  iterator.next();
  console.log(inspect(iterator), inspect({ iterator }, { depth: 0 }));
  iterator.next();
  console.log(inspect(iterator));
  console.log(iterator.next());
  console.log(inspect(iterator));
}
const extended = map.entries();
extended.extra = true;
console.log(inspect(extended));
console.log(inspect(new Map(Array.from({ length: 30 }, (_, i) => [i, i])).entries(), { maxArrayLength: 2 }));
console.log(inspect(new Set(Array.from({ length: 30 }, (_, i) => i)).values(), { maxArrayLength: 2 }));
console.log(inspect(Object.setPrototypeOf(map.keys(), null)));
map.delete('a');
console.log(inspect(map.keys()));
console.table(map.entries());
console.table(map.keys());
console.table(set.values());
