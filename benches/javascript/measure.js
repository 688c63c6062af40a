// One kernel, measured in this process. Runs unchanged on napkin, Node, Deno and Bun:
//   <runtime> measure.js KERNEL [repetitions]
// Prints one JSON line: {"row", "ms", "median", "checksum"}, milliseconds of one run. The kernel is
// warmed up until compilers have had their time; then come batches of equal length: `ms` is the
// fastest, `median` the median one. Between batches the loop turns.
'use strict';

const kernels = require('./kernels/index.js');

const WARM_MS = 400;
const BATCH_MS = 25;

const row = process.argv[2];
const repetitions = Number(process.argv[3] || 9);
const turn = () => new Promise((resolve) => setImmediate(resolve));

(async () => {
  const run = kernels[row]();
  const checksum = await run();
  // Every run is checked: what a compiler gets wrong shows here, and no work can be left out.
  const batch = async (count) => {
    const start = performance.now();
    for (let i = 0; i < count; i++) {
      let found = run();
      if (typeof found === 'object') found = await found;
      if (found !== checksum) throw new Error(`${row}: ${found} in a later run, ${checksum} in the first`);
    }
    const elapsed = performance.now() - start;
    await turn();
    return elapsed / count;
  };
  let fastest = Infinity;
  for (const end = performance.now() + WARM_MS; performance.now() < end;) fastest = Math.min(fastest, await batch(1));
  const count = Math.max(1, Math.round(BATCH_MS / fastest));
  const batches = [];
  for (let i = 0; i < repetitions; i++) batches.push(await batch(count));
  batches.sort((a, b) => a - b);
  console.log(JSON.stringify({ row, ms: batches[0], median: batches[repetitions >> 1], checksum }));
})();
