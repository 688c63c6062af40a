// One process of the benchmark, on any runtime: `rows.js name=addon.node ...`, the floor first.
// Prints a JSON line per row: {"row", "ns": {name: median}, "ratios": {name: median}}. In each round
// every addon runs one batch of the row, in an order that turns; a ratio is of two batches of one
// round, so that a slow moment of the machine is in both. With BENCH_BY=fastest both are of the fastest
// batches, which say more on a busy machine. The environment also says how long: BENCH_ROUNDS,
// BENCH_BATCH_MS, BENCH_ONLY (part of a row's name).
'use strict';

const rounds = Number(process.env.BENCH_ROUNDS || 15);
const batchMs = Number(process.env.BENCH_BATCH_MS || 6);
const fastest = process.env.BENCH_BY === 'fastest';
const only = process.env.BENCH_ONLY || '';
const addons = process.argv.slice(2).map((argument) => {
  const at = argument.indexOf('=');
  return { name: argument.slice(0, at), addon: require(argument.slice(at + 1)) };
});

const THREAD_CALLS = 100_000;

const ten = {
  alpha: 1.5, beta: 2.5, gamma: 3.5, delta: 4.5, epsilon: 5.5, zeta: 6.5, eta: 7.5, theta: 8.5, iota: 9.5, kappa: 10.5,
};
const given = {
  ten,
  person: { name: 'Ada Lovelace', age: 36, active: true, email: 'ada@example.org' },
  list: Array.from({ length: 1000 }, (_, index) => index + 0.5),
  eight: Float64Array.from({ length: 8 }, (_, index) => index + 0.5),
  bytes: Buffer.alloc(100),
  double: (number) => number * 2,
};

// Each loop is compiled once per addon, so that what the engine learns of one says nothing of another.
// `sink` keeps the engine from leaving the work out. A row says what its function answers.
const rows = [
  { row: 'empty call', body: 'f.empty();', check: 'f.empty()', expected: undefined },
  { row: 'add(f64, f64)', body: 'sink = f.add(i + 0.5, 1.5);', check: 'f.add(1, 1.5)', expected: 2.5 },
  { row: 'return &str, 20 B', body: 'sink = f.text();', check: 'f.text()', expected: 'hello, hello, hello!' },
  { row: 'concat to String, 20 B', body: "sink = f.concat('hello, hel', 'lo, hello!');", check: "f.concat('a', 'bß')", expected: 'abß' },
  { row: 'struct of 10 in', body: 'sink = f.structIn(g.ten);', check: 'f.structIn(g.ten)', expected: 60 },
  { row: 'struct of 10 out', body: 'sink = f.structOut();', check: 'JSON.stringify(f.structOut())', expected: JSON.stringify(ten) },
  { row: 'struct of 10 out, 2 read', body: 'const o = f.structOut(); sink = o.alpha + o.kappa;', check: 'f.structOut().kappa', expected: 10.5 },
  { row: 'mixed struct of 4 in', body: 'sink = f.mixedIn(g.person);', check: 'f.mixedIn(g.person)', expected: 64 },
  { row: 'mixed struct of 4 out', body: 'sink = f.mixedOut();', check: 'JSON.stringify(f.mixedOut())', expected: '{"name":"Ada Lovelace","age":36,"active":true}' },
  { row: 'Vec<f64> of 1000 in', body: 'sink = f.vecIn(g.list);', check: 'f.vecIn(g.list)', expected: 500000 },
  { row: 'Vec<f64> of 1000 out', body: 'sink = f.vecOut();', check: 'f.vecOut().join()', expected: given.list.join() },
  { row: '&[f64] view of 8', body: 'sink = f.view(g.eight);', check: 'f.view(g.eight)', expected: 32 },
  { row: 'length of a Buffer', body: 'sink = f.bufferLength(g.bytes);', check: 'f.bufferLength(g.bytes)', expected: 100 },
  { row: 'new', body: 'sink = new f.Counter(i);', check: 'new f.Counter(3).count', expected: 3, needs: 'Counter' },
  { row: 'method', before: 'const c = new f.Counter(0);', body: 'sink = c.add(1.5);', check: 'new f.Counter(3).add(1)', expected: 4, needs: 'Counter' },
  { row: 'getter', before: 'const c = new f.Counter(0);', body: 'sink = c.count;', check: 'new f.Counter(3).count', expected: 3, needs: 'Counter' },
  { row: 'Option argument', body: 'sink = f.option(i + 0.5);', check: 'f.option() + f.option(2)', expected: 2 },
  { row: 'Result', body: 'sink = f.checked(i + 0.5);', check: 'f.checked(2)', expected: 2 },
  { row: 'enum', body: 'sink = f.color(2);', check: 'f.color(2)', expected: 3 },
  { row: 'callback into JS', body: 'sink = f.callback(g.double);', check: 'f.callback(g.double)', expected: 3 },
  { row: 'thread-safe function x100k', thread: 'threads' },
  { row: 'the same, batched', thread: 'threadsBatched' },
];

const now = () => Number(process.hrtime.bigint());
const turn = () => new Promise((resolve) => setImmediate(resolve));
const median = (numbers) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1];

function loop({ before = '', body }) {
  return new Function('f', 'g', 'n', `let sink; ${before} for (let i = 0; i < n; i++) { ${body} } return sink;`);
}

// ns per operation of one batch.
function timer(row, addon) {
  if (row.thread) {
    return () => new Promise((done) => {
      let calls = 0;
      const start = now();
      addon[row.thread](THREAD_CALLS, () => {
        if (++calls === THREAD_CALLS) done((now() - start) / THREAD_CALLS);
      });
    });
  }
  const run = loop(row);
  let n = 100;
  const batch = () => {
    const start = now();
    run(addon, given, n);
    return (now() - start) / n;
  };
  // Warm, and long enough.
  for (let spent = 0; spent < 40; spent += 1) {
    const ns = batch();
    n = Math.max(10, Math.round(batchMs * 1e6 / ns));
    if (spent > 3 && ns * n > batchMs * 5e5 && spent > 10) break;
  }
  return batch;
}

async function measure(row) {
  // The batched function of ours is held against the floor's only one.
  const has = ({ name, addon }) => row.thread
    ? row.thread in addon || name === addons[0].name
    : (row.needs ? row.needs in addon : true);
  const present = addons.filter(has);
  for (const { name, addon } of present) {
    if (row.thread) continue;
    const found = new Function('f', 'g', `return ${row.check};`)(addon, given);
    if (!Object.is(found, row.expected)) throw new Error(`${row.row}: ${name} answers ${found}, not ${row.expected}`);
  }
  const timers = present.map(({ addon }) => timer(row.thread && !(row.thread in addon) ? { thread: 'threads' } : row, addon));
  const times = present.map(() => []);
  for (let round = 0; round < rounds; round++) {
    for (let step = 0; step < present.length; step++) {
      const at = (round + step) % present.length;
      times[at].push(await timers[at]());
      // Finalizers run now.
      await turn();
    }
  }
  const ns = {};
  const ratios = {};
  const least = (numbers) => Math.min(...numbers);
  present.forEach(({ name }, at) => {
    if (at > 0) ratios[name] = fastest ? least(times[at]) / least(times[0]) : median(times[at].map((time, round) => time / times[0][round]));
  });
  present.forEach(({ name }, at) => { ns[name] = fastest ? least(times[at]) : median(times[at]); });
  console.log(JSON.stringify({ row: row.row, ns, ratios }));
}

(async () => {
  for (const row of rows) {
    if (row.row.includes(only)) await measure(row);
  }
})();
