// Map, Set, and objects used as dictionaries.
'use strict';

const { generator, words, mix, ofText } = require('../data.js');

module.exports = {
  'Map of texts': () => {
    const list = words(61, 20000, 3000);
    return () => {
      const counts = new Map();
      for (const word of list) counts.set(word, (counts.get(word) ?? 0) + 1);
      let sum = counts.size;
      for (const [word, count] of counts) sum = mix(sum, word.length + count);
      return sum;
    };
  },
  'Map of numbers': () => {
    const random = generator(62);
    const keys = Array.from({ length: 20000 }, () => random.below(8000) * 977);
    return () => {
      const map = new Map();
      for (let i = 0; i < keys.length; i++) map.set(keys[i], i);
      let sum = map.size;
      for (const key of keys) if (map.has(key + 977)) sum = mix(sum, map.get(key));
      for (let i = 0; i < keys.length; i += 2) map.delete(keys[i]);
      return mix(sum, map.size);
    };
  },
  'Map and Set of objects': () => {
    const nodes = Array.from({ length: 3000 }, (_, number) => ({ number, next: [] }));
    const random = generator(63);
    for (const node of nodes) for (let i = 0; i < 3; i++) node.next.push(random.pick(nodes));
    return () => {
      // Breadth first, from the first node.
      const distance = new Map([[nodes[0], 0]]);
      let edge = new Set([nodes[0]]);
      while (edge.size > 0) {
        const beyond = new Set();
        for (const node of edge) {
          for (const next of node.next) {
            if (!distance.has(next)) {
              distance.set(next, distance.get(node) + 1);
              beyond.add(next);
            }
          }
        }
        edge = beyond;
      }
      let sum = 0;
      for (const [node, steps] of distance) sum = mix(sum, node.number + steps);
      return sum;
    };
  },
  'object as dictionary': () => {
    const list = words(64, 20000, 1000);
    return () => {
      const counts = {};
      for (const word of list) counts[word] = (counts[word] || 0) + 1;
      let sum = 0;
      for (const word of Object.keys(counts)) sum = mix(sum, counts[word]);
      for (const word in counts) if (counts[word] === 1) delete counts[word];
      return ofText(Object.entries(counts).slice(0, 20).join(), sum);
    };
  },
};
