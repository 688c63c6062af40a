// What building an addon costs: the same three functions written four ways, built clean, and again
// after a file was touched. Prints a table; see README.md. Linux; needs cargo and a C compiler.
'use strict';

const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { here, root, names, fail, options: read, cargo, library } = require('./addons.js');

const options = read({ rounds: 3, only: '' }, process.argv.slice(2));
const scratch = path.join(root, 'target/bench-derive');
const median = (numbers) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1];

function compileMeasure() {
  const program = path.join(scratch, 'measure');
  const source = path.join(here, '../boundary/measure.c');
  const result = spawnSync(process.env.CC || 'cc', ['-O2', '-o', program, source], { encoding: 'utf8' });
  if (result.status !== 0) fail(`cannot compile measure.c: ${result.error?.message ?? result.stderr}`);
  return program;
}

// CPU seconds of `cargo build`, its children's included.
function build(measure, folder, target) {
  const args = ['1', process.env.CARGO || 'cargo', 'build', '--release', '--offline', '-j1', '--target-dir', target];
  const result = spawnSync(measure, args, { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 26 });
  if (result.status !== 0) fail(`cargo build failed in ${folder}:\n${result.stderr.slice(-3000)}`);
  return JSON.parse(result.stdout.trim().split('\n').at(-1)).cpuMs / 1000;
}

function crates(folder) {
  const lines = cargo(folder, ['tree', '--offline', '--prefix', 'none', '--no-dedupe', '--edges', 'normal,build']);
  return new Set(lines.split('\n').map((line) => line.trim().split(' ').slice(0, 2).join(' ')).filter(Boolean)).size;
}

fs.mkdirSync(scratch, { recursive: true });
const measure = compileMeasure();
const found = names.filter((name) => name.includes(options.only)).map((name) => {
  const folder = path.join(here, 'hello', name);
  // Downloads what is missing, outside the measurement.
  cargo(folder, ['fetch']);
  return { name, folder, target: path.join(scratch, name), clean: [], again: [], crates: crates(folder) };
});
for (let round = 1; round <= options.rounds; round++) {
  for (const addon of found) {
    console.error(`round ${round} of ${options.rounds}: ${addon.name}`);
    fs.rmSync(addon.target, { recursive: true, force: true });
    addon.clean.push(build(measure, addon.folder, addon.target));
    const now = new Date();
    fs.utimesSync(path.join(addon.folder, 'src/lib.rs'), now, now);
    addon.again.push(build(measure, addon.folder, addon.target));
    addon.size = fs.statSync(library(path.join(addon.target, 'release'))).size;
  }
}
console.log('an addon of three functions        ' + found.map(({ name }) => name.padStart(9)).join('') + '  ours wanted');
console.log('-'.repeat(84));
const ours = found.find(({ name }) => name === 'ours');
const floor = found.find(({ name }) => name === 'floor');
const line = (title, value, digits, wanted) => {
  console.log(title.padEnd(35) + found.map((addon) => value(addon).toFixed(digits).padStart(9)).join('') + wanted);
};
const times = (value) => (ours && floor ? ` ${(value(ours) / value(floor)).toFixed(2)} x floor,` : '');
const clean = (addon) => median(addon.clean);
const again = (addon) => median(addon.again);
const size = (addon) => addon.size / 1024;
line('clean release build, CPU s', clean, 2, '  <= 6');
line('crates, the addon among them', (addon) => addon.crates, 0, '  <= 12');
line('library, stripped, KiB', size, 0, `${times(size)} <= 1.2`);
line('again after touching lib.rs, CPU s', again, 2, `${times(again)} <= 1.3`);
