// The addons of the benchmarks, and building them: shared by run.js and build.js.
'use strict';

const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

const here = __dirname;
const root = path.join(here, '../..');
// The floor first: all others are measured against it.
const names = ['floor', 'ours', 'napi_rs', 'neon'];

function fail(message) {
  console.error(`derive: ${message}`);
  process.exit(1);
}

// `--name value` pairs: numbers where the default is one.
function options(defaults, argv) {
  const chosen = { ...defaults };
  for (let at = 0; at < argv.length; at += 2) {
    const name = argv[at].replace(/^--/, '');
    if (!argv[at].startsWith('--') || !Object.hasOwn(defaults, name)) {
      fail(`"${argv[at]}" is no option; there are ${Object.keys(defaults).map((key) => `--${key}`).join(', ')}`);
    }
    if (argv[at + 1] === undefined) fail(`${argv[at]} needs a value`);
    chosen[name] = typeof defaults[name] === 'number' ? Number(argv[at + 1]) : argv[at + 1];
    if (Number.isNaN(chosen[name])) fail(`${argv[at]} needs a number, found "${argv[at + 1]}"`);
  }
  return chosen;
}

function cargo(folder, args) {
  const result = spawnSync(process.env.CARGO || 'cargo', args, { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 26 });
  if (result.error) fail(`cannot run cargo: ${result.error.message}`);
  if (result.status !== 0) fail(`cargo ${args.join(' ')} failed in ${folder}:\n${result.stderr.slice(-3000)}`);
  return result.stdout;
}

// The library that cargo made of the crate in `folder`.
function library(folder) {
  const found = fs.readdirSync(folder).filter((file) => /^(lib.*\.(so|dylib)|.*\.dll)$/.test(file));
  if (found.length !== 1) fail(`${folder} holds ${found.length} libraries, not one`);
  return path.join(folder, found[0]);
}

module.exports = { here, root, names, fail, options, cargo, library };
