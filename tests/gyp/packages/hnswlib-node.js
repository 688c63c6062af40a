// hnswlib-node: exact and approximate nearest neighbours, a filter that calls back, deleting, saving and
// reading an index.
'use strict';
const assert = require('assert');
const fs = require('fs');
const path = require('path');
const os = require('os');
const { L2Space, InnerProductSpace, BruteforceSearch, HierarchicalNSW } = require('hnswlib-node');

const DIMENSIONS = 8;
let state = 1;
const random = () => (state = (state * 48271) % 2147483647) / 2147483647;
const point = () => Array.from({ length: DIMENSIONS }, () => Math.fround(random()));
const points = Array.from({ length: 200 }, point);

console.log(new L2Space(3).distance([1, 2, 3], [4, 6, 3]), new InnerProductSpace(2).distance([1, 2], [3, 4]));

const exact = new BruteforceSearch('l2', DIMENSIONS);
exact.initIndex(points.length);
const graph = new HierarchicalNSW('l2', DIMENSIONS);
graph.initIndex({ maxElements: points.length, m: 16, efConstruction: 200, randomSeed: 7 });
graph.setEf(100);
points.forEach((coordinates, label) => {
  exact.addPoint(coordinates, label);
  graph.addPoint(coordinates, label);
});
console.log(exact.getCurrentCount(), graph.getCurrentCount(), graph.getMaxElements(), graph.getNumDimensions(), graph.getEf());

const even = (label) => label % 2 === 0;
for (let query = 0; query < 5; query++) {
  const wanted = point();
  const answer = exact.searchKnn(wanted, 5);
  console.log(answer.neighbors.join(' '), answer.distances.map((distance) => distance.toFixed(6)).join(' '));
  assert.deepStrictEqual(graph.searchKnn(wanted, 5), answer);
  const filtered = graph.searchKnn(wanted, 3, even).neighbors;
  assert.ok(filtered.every(even));
  console.log(filtered.join(' '));
}

graph.markDelete(3);
assert.ok(!graph.searchKnn(points[3], 1).neighbors.includes(3));
graph.unmarkDelete(3);
console.log(graph.searchKnn(points[3], 1), graph.getIdsList().length, graph.getPoint(3).length);

async function main() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'hnsw-'));
  try {
    const file = path.join(folder, 'index');
    console.log(await graph.writeIndex(file));
    const read = new HierarchicalNSW('l2', DIMENSIONS);
    console.log(await read.readIndex(file), read.getCurrentCount());
    assert.deepStrictEqual(read.searchKnn(points[9], 4), graph.searchKnn(points[9], 4));
    await assert.rejects(read.readIndex(path.join(folder, 'none')));
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
  for (const attempt of [() => graph.addPoint([1], 1), () => graph.searchKnn('x', 1), () => new L2Space('x')]) {
    try {
      console.log('no refusal', attempt());
    } catch (error) {
      console.log(error.name, error.message);
    }
  }
}

main();
