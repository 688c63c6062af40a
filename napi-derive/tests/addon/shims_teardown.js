// The env ends while a struct or a list is being read: `node shims_teardown.js path/to/addon.node`.
'use strict';

const { Worker, isMainThread, workerData } = require('node:worker_threads');

const path = isMainThread ? require('node:path').resolve(process.env.NAPKIN_TEST_ADDON ?? process.argv[2]) : workerData.path;
const addon = require(path);

const wide = { number: 1, byte: 2, id: 3, large: 4, flag: true, text: 'x', maybe: 5, level: 6, ratio: 7, list: [1, 2, 3, 4, 5], last: 8 };
for (let round = 0; round < 100; round++) {
  addon.echoWide(wide);
  addon.echoDoubles(wide.list);
}

const leave = (from) => {
  const end = () => process.exit(0);
  if (from === 'struct') addon.echoWide({ ...wide, get flag() { return end(); } });
  const list = Array.from({ length: 2000 }, (_, index) => index);
  Object.defineProperty(list, 1500, { get: () => addon.echoWide({ ...wide, get text() { return end(); } }) });
  addon.echoDoubles(list);
};

if (isMainThread) {
  let left = 2;
  for (const from of ['struct', 'list']) {
    const worker = new Worker(__filename, { workerData: { path, from } });
    worker.on('exit', (code) => {
      if (code !== 0) throw new Error(`the worker that left from a ${from} ended with ${code}`);
      if (--left === 0) {
        console.log('both workers ended with 0');
        leave('list');
      }
    });
  }
} else {
  leave(workerData.from);
}
