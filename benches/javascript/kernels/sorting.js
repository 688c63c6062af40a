// Sorting: by the default order, by comparators, of numbers, texts and objects.
'use strict';

const { generator, words, orders, mix, ofText, ofDoubles } = require('../data.js');

module.exports = {
  'sort numbers by comparator': () => {
    const random = generator(31);
    const numbers = Array.from({ length: 10000 }, () => random.below(1000000));
    return () => numbers.slice().sort((a, b) => a - b).reduce(mix, 0);
  },
  'sort texts': () => {
    const list = words(32, 4000, 4000);
    return () => {
      const sorted = list.slice().sort();
      return ofText(sorted[0] + sorted[2000] + sorted[3999]);
    };
  },
  'sort objects by two keys': () => {
    const list = orders(33, 4000);
    const compare = (a, b) => (a.placed < b.placed ? -1 : a.placed > b.placed ? 1 : b.id - a.id);
    return () => list.slice().sort(compare).reduce((sum, order) => mix(sum, order.id), 0);
  },
  'sort Float64Array': () => {
    const random = generator(34);
    const numbers = Float64Array.from({ length: 20000 }, () => random.fraction());
    return () => ofDoubles(numbers.slice().sort().subarray(0, 100));
  },
};
