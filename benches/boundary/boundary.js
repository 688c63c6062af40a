// The JavaScript half of the boundary benchmark. Runs unchanged on napkin, Node, Deno and Bun:
//   <runtime> boundary.js <addon.node> [repetitions] [part of a row's name]
// Prints one JSON line per row as soon as it is measured: {"row", "ns", "median", "rounds"}, ns per
// operation. Each row's rounds are calibrated to batches of about 20 ms; `ns` is the fastest
// batch, `median` the median one. Between batches the loop turns, so that finalizers can run.
'use strict';

const addon = require(process.argv[2]);
const repetitions = Number(process.argv[3] || 9);
const only = process.argv[4] || '';
const BATCH_MS = 20;

const numbers = Array.from({ length: 1000 }, (_, i) => i + 0.5);
const slots = Array.from({ length: 1000 }, () => 0);
const ten = addon.make_object();
const wrapped = new addon.Wrapped();
const { isArray } = Array;
const symbol = Symbol('key');
const keyed = { a: 1, b: 2, [symbol]: 3, c: 4 };
class Base {}
class Derived extends Base {}
const derived = new Derived();
const { empty, four_arguments: four, add, hello, make_object: make, read_object: read, sum_array: sum,
  fill_array: fill, throw_error: throwError, Wrapped } = addon;

// Where results go, so that no engine can leave the work out.
let sink;

const rows = {
  // A function of the engine itself: the floor for calls in an interpreter (a JIT inlines it).
  'floor: builtin call': (n) => { for (let i = 0; i < n; i++) isArray(); },
  'empty call': (n) => { for (let i = 0; i < n; i++) empty(); },
  '4 arguments fetched': (n) => { for (let i = 0; i < n; i++) sink = four(i, 2, 3, 4); },
  'add(double, double)': (n) => { for (let i = 0; i < n; i++) sink = add(i + 0.5, 1.5); },
  'get + create double (C loop)': (n) => addon.double_loop(n, 1.5),
  'return "hello world"': (n) => { for (let i = 0; i < n; i++) sink = hello(); },
  'make object, 10 properties': (n) => { for (let i = 0; i < n; i++) sink = make(); },
  'read 10 properties': (n) => { for (let i = 0; i < n; i++) sink = read(ten); },
  'sum array of 1000': (n) => { for (let i = 0; i < n; i++) sink = sum(numbers); },
  'fill array of 1000': (n) => { for (let i = 0; i < n; i++) fill(slots); },
  'call JS function (C loop)': (n) => addon.call_loop(n, () => {}),
  'create + delete ref (C loop)': (n) => addon.reference_loop(n, ten),
  'get reference value (C loop)': (n) => addon.dereference_loop(n, ten),
  'new wrapped instance': (n) => { for (let i = 0; i < n; i++) sink = new Wrapped(); },
  'method on it (unwrap)': (n) => { for (let i = 0; i < n; i++) sink = wrapped.method(); },
  'unwrap (C loop)': (n) => addon.unwrap_loop(n, wrapped),
  'create external (C loop)': (n) => addon.external_loop(n),
  'throw + catch': (n) => { for (let i = 0; i < n; i++) { try { throwError(); } catch (error) { sink = error; } } },
  'promise + resolve (C loop)': (n) => addon.promise_loop(n, ten),
  'create 64 B buffer (C loop)': (n) => addon.buffer_loop(n),
  'get utf8 string (C loop)': (n) => addon.string_loop(n, 'hello world, twenty-four'),
  'get symbol property (C loop)': (n) => addon.symbol_loop(n, keyed, symbol),
  'instanceof (C loop)': (n) => addon.instanceof_loop(n, derived, Base),
  'async work item': (n) => new Promise((done) => addon.async_work(n, done)),
  'thread-safe function call': (n) => new Promise((done) => addon.threadsafe_function(n, () => {}, done)),
};

const turn = () => new Promise((resolve) => setImmediate(resolve));

async function time(run, rounds) {
  const start = performance.now();
  const pending = run(rounds);
  if (pending) await pending;
  const elapsed = performance.now() - start;
  await turn();
  return elapsed;
}

async function measure(run) {
  let rounds = 1;
  for (;;) {
    const elapsed = await time(run, rounds);
    if (elapsed >= BATCH_MS / 2) {
      rounds = Math.max(1, Math.round(rounds * BATCH_MS / elapsed));
      break;
    }
    rounds *= elapsed < BATCH_MS / 20 ? 8 : 2;
  }
  const batches = [];
  for (let i = 0; i < repetitions; i++) batches.push(await time(run, rounds) * 1e6 / rounds);
  batches.sort((a, b) => a - b);
  return { ns: batches[0], median: batches[batches.length >> 1], rounds };
}

(async () => {
  for (const [row, run] of Object.entries(rows)) {
    if (row.includes(only)) console.log(JSON.stringify({ row, ...await measure(run) }));
  }
})();
