// The env ends while methods run: `node teardown.js path/to/addon.node`. Exits with 0.
'use strict';

const { Worker, isMainThread, workerData } = require('node:worker_threads');

const path = isMainThread ? require('node:path').resolve(process.env.NAPKIN_TEST_ADDON ?? process.argv[2]) : workerData;
const { Circle, Counter, Family, squares } = require(path);

const counter = new Counter(1);
const family = new Family();
family.adopt(counter);
globalThis.kept = [counter, family, new Circle(1), squares(5), Counter.of([1])];

// Three borrows of two instances are alive when the env ends: none is freed under them.
const leave = () => counter.inspect(() => family.nested(() => counter.inspect(() => process.exit(0))));

if (isMainThread) {
  const worker = new Worker(__filename, { workerData: path });
  worker.on('exit', (code) => {
    console.log(`the worker ended with ${code}`);
    leave();
  });
} else {
  leave();
}
