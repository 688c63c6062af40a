// Every script of tests/packages on napkin, Node, Deno and Bun: whether it does what it does on Node,
// CPU time and memory. Run by Node; see README.md.
'use strict';

const { execFileSync, spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { options } = require('../runtimes.js');

const scripts = path.join(__dirname, '../../tests/packages');
const packages = path.join(__dirname, '../../tests/npm/node_modules');
const LIMIT = 60_000;

const chosen = options('packages', { runs: 3, only: '', json: '' }, process.argv.slice(2));

// A copy beside node_modules, as the tests run them.
const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'napkin-packages-')));
fs.symlinkSync(packages, path.join(folder, 'node_modules'));
// Deno takes a .js file for CommonJS only where a package says so.
fs.writeFileSync(path.join(folder, 'package.json'), '{"type": "commonjs"}');
const measure = path.join(folder, 'measure');
execFileSync('cc', ['-O2', '-o', measure, path.join(__dirname, '../boundary/measure.c')]);

function commandOf({ command, name }, script) {
  return [command, ...(name === 'deno' ? ['run', '--allow-all', '--no-prompt', '--quiet'] : []), script];
}

const environment = { ...process.env, DENO_NO_UPDATE_CHECK: '1' };

function once(runtime, script) {
  const [command, ...rest] = commandOf(runtime, script);
  const { stdout, status, signal, error } = spawnSync(command, rest, { cwd: folder, env: environment, timeout: LIMIT, encoding: 'utf8', killSignal: 'SIGKILL', maxBuffer: 1 << 28 });
  return { stdout, status, signal, timedOut: error?.code === 'ETIMEDOUT' };
}

// 'works', 'differs' (another output than Node's, and success) or how it fails.
function verdict(result, nodes) {
  if (result.timedOut) return 'does not end';
  if (result.signal) return result.signal;
  if (result.status !== 0) return 'fails';
  return result.stdout === nodes.stdout ? 'works' : 'differs';
}

// Nothing when one of the runs fails after all.
function cost(runtime, script) {
  const { stdout, status } = spawnSync(measure, [String(chosen.runs), ...commandOf(runtime, script)], { cwd: folder, env: environment, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  if (status !== 0) return { result: 'fails at times' };
  const { cpuMsMedian, mib } = JSON.parse(stdout);
  return { cpu: cpuMsMedian, memory: mib };
}

const names = fs.readdirSync(scripts).filter((name) => /\.m?js$/.test(name) && name.includes(chosen.only)).sort();
const node = chosen.runtimes.find(({ name }) => name === 'node');
if (node === undefined) throw new Error('no Node to compare with: `npm install` in ../boundary, or node=PATH');

const rows = [];
console.log(`| script | ${chosen.runtimes.map(({ name }) => name).join(' | ')} |`);
console.log(`|---|${chosen.runtimes.map(() => '---|').join('')}`);
for (const name of names) {
  const script = path.join(folder, name);
  fs.copyFileSync(path.join(scripts, name), script);
  const nodes = once(node, script);
  const cells = chosen.runtimes.map((runtime) => {
    const result = verdict(once(runtime, script), nodes);
    const ended = result === 'works' || result === 'differs';
    return { runtime: runtime.name, result, ...(ended ? cost(runtime, script) : {}) };
  });
  rows.push({ name, cells });
  const text = ({ result, cpu, memory }) => (cpu === undefined ? result : `${result === 'works' ? '' : `${result}, `}${cpu.toFixed(0)} ms, ${memory.toFixed(0)} MiB`);
  console.log(`| ${name} | ${cells.map(text).join(' | ')} |`);
}
fs.rmSync(folder, { recursive: true });
const best = (runtime) => rows.filter(({ cells }) => cells.find((cell) => cell.runtime === runtime)?.result === 'works').length;
console.log(`\nWorks as on Node: ${chosen.runtimes.map(({ name }) => `${name} ${best(name)} of ${rows.length}`).join(', ')}`);
if (chosen.json) fs.writeFileSync(chosen.json, JSON.stringify(rows, null, 2));
