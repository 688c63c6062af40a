// Runs every kernel on every runtime there is, each in a process of its own, checks that all of them
// computed the same, and prints one table of 80 columns: microseconds of one run, and how the last
// napkin compares with Node (below 1.00: napkin is faster). See README.md for the options.
// Runs on Node 20 or later and on napkin.
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const runtimes = require('../runtimes.js');
const comparison = require('../comparison.js');
const kernels = require('./kernels/index.js');

const script = path.join(__dirname, 'measure.js');

// Rounds alternate between the runtimes, so that a slow moment of the machine hits all of them.
function measure(options) {
  const table = new Map();
  const names = Object.keys(kernels).filter((name) => name.includes(options.only));
  if (names.length === 0) runtimes.fail('javascript', `no kernel's name contains "${options.only}"`);
  for (let round = 1; round <= options.rounds; round++) {
    for (const name of names) {
      console.error(`round ${round} of ${options.rounds}: ${name}`);
      for (const runtime of options.runtimes) {
        for (const { row, ms, median, checksum } of runtimes.run('javascript', runtime, [script, name, String(options.repetitions)])) {
          if (!table.has(row)) table.set(row, {});
          const cell = table.get(row)[runtime.name] ??= { us: Infinity, medians: [], checksum };
          cell.us = Math.min(cell.us, ms * 1000);
          cell.medians.push(median * 1000);
          if (cell.checksum !== checksum) disagree(row, `${runtime.name} in round 1`, cell.checksum, runtime.name, checksum);
        }
      }
    }
  }
  return table;
}

function disagree(row, one, ones, other, others) {
  console.error(`javascript: "${row}" has the checksum ${ones} on ${one}, but ${others} on ${other}`);
  process.exitCode = 1;
}

// All runtimes computed the same: the same checksum for every kernel that they finished.
function verify(table, names) {
  for (const [row, cells] of table) {
    const measured = names.filter((name) => cells[name]);
    const [first, ...others] = measured;
    for (const name of others) {
      if (cells[name].checksum !== cells[first].checksum) {
        disagree(row, first, cells[first].checksum, name, cells[name].checksum);
      }
    }
    for (const name of names) {
      if (!cells[name]) {
        console.error(`javascript: "${row}" was not measured on ${name}`);
        process.exitCode = 1;
      }
    }
  }
}

const options = runtimes.options('javascript', { rounds: 3, repetitions: 9, only: '', json: '' }, process.argv.slice(2));
const table = measure(options);
verify(table, options.runtimes.map(({ name }) => name));
const least = [...table].map(([row, cells]) => (
  [row, Object.fromEntries(Object.entries(cells).map(([name, { us }]) => [name, us]))]));
const toNode = (cells, peers) => {
  const node = peers.find(({ name }) => name === 'node') ?? peers[0];
  return node && { name: node.name, value: cells[node.name] };
};
comparison.print(new Map(least), options.runtimes, { unit: 'microseconds', against: toNode });
if (options.json) {
  fs.writeFileSync(options.json, `${JSON.stringify({ runtimes: options.runtimes, rows: Object.fromEntries(table) }, null, 2)}\n`);
}
