// Builds the benchmark's addons, runs boundary.js and startup.js on every runtime there is, and
// prints one table of 80 columns: ns per operation, and how the last napkin compares with the best
// of its peers (below 1.00: napkin is faster). See README.md for the options.
// Runs on Node 20 or later and on napkin; needs a C compiler.
'use strict';

const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const runtimes = require('../runtimes.js');
const comparison = require('../comparison.js');

const here = __dirname;
const build = path.join(here, 'build');
// The most that a row should take, of the best peer's time.
const WANTED = 0.95;
const isCompared = (row) => !row.startsWith('floor:');
const fail = (message) => runtimes.fail('boundary', message);

function compile(output, sources, flags) {
  const args = ['-std=gnu11', '-O2', '-Wall', '-Wextra', ...flags, '-I', path.join(here, '../../include'),
    ...sources.map((source) => path.join(here, source)), '-o', path.join(build, output)];
  const compiler = process.env.CC || 'cc';
  const result = spawnSync(compiler, args, { encoding: 'utf8' });
  if (result.error) fail(`cannot run ${compiler}: ${result.error.message}`);
  if (result.status !== 0) fail(`${compiler} failed on ${sources.join(', ')}:\n${result.stderr}`);
  return path.join(build, output);
}

// Rounds alternate between the runtimes, so that a slow moment of the machine hits all of them.
function measureRows(options, addon) {
  const table = new Map();
  for (let round = 1; round <= options.rounds; round++) {
    for (const runtime of options.runtimes) {
      console.error(`round ${round} of ${options.rounds}: ${runtime.name}`);
      const rows = runtimes.run('boundary', runtime, [path.join(here, 'boundary.js'), addon, String(options.repetitions), options.only]);
      for (const { row, ns, median } of rows) {
        if (!table.has(row)) table.set(row, {});
        const cell = table.get(row)[runtime.name] ??= { ns: Infinity, medians: [] };
        cell.ns = Math.min(cell.ns, ns);
        cell.medians.push(median);
      }
    }
  }
  return table;
}

function measureStart(options, measure, hello) {
  const starts = {};
  for (const runtime of options.runtimes) {
    const args = [String(options.starts), runtime.command, ...runtime.arguments, path.join(here, 'startup.js'), hello];
    const result = spawnSync(measure, args, { encoding: 'utf8' });
    if (result.status === 0) starts[runtime.name] = JSON.parse(result.stdout);
    else console.error(`boundary: start of ${runtime.name} failed: ${result.stderr}`);
  }
  return starts;
}

function print(table, starts, options) {
  const least = [...table].map(([row, cells]) => (
    [row, Object.fromEntries(Object.entries(cells).map(([name, { ns }]) => [name, ns]))]));
  if (least.length > 0) {
    comparison.print(new Map(least), options.runtimes, { unit: 'ns per operation', wanted: WANTED, isCompared });
  }
  if (Object.keys(starts).length > 0) {
    const rows = [['cpuMs', 'CPU ms'], ['wallMs', 'wall ms'], ['mib', 'MiB at the peak']].map(([key, title]) => (
      [title, Object.fromEntries(Object.entries(starts).map(([name, start]) => [name, start[key]]))]));
    console.log('');
    comparison.print(new Map(rows), options.runtimes, { unit: 'load an addon, exit', means: false });
  }
}

const options = runtimes.options('boundary', { rounds: 3, repetitions: 7, only: '', starts: 20, json: '' }, process.argv.slice(2));
fs.mkdirSync(build, { recursive: true });
const addon = compile('boundary.node', ['addon.c', 'asynchronous.c'], ['-shared', '-fPIC', '-pthread']);
const hello = compile('hello.node', ['hello.c'], ['-shared', '-fPIC']);
const measure = compile('measure', ['measure.c'], []);
const table = options.rounds > 0 ? measureRows(options, addon) : new Map();
const starts = options.starts > 0 ? measureStart(options, measure, hello) : {};
print(table, starts, options);
if (options.json) {
  const rows = Object.fromEntries(table);
  fs.writeFileSync(options.json, `${JSON.stringify({ runtimes: options.runtimes, rows, starts }, null, 2)}\n`);
}
