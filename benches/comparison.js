// The tables of the benchmarks of whole runtimes, 80 columns wide: a line per row, a column per
// runtime; behind them how the last napkin compares, and below them geometric means of every napkin
// against every peer. Below 1.00 napkin is faster.
//
// `table`: Map of row -> runtime's name -> value (less is better; undefined where it was not measured).
'use strict';

const WIDTH = 80;
// The ratio, a star or a space, four letters of the peer's name.
const RATIO_WIDTH = 10;

function short(value) {
  if (value === undefined || !Number.isFinite(value)) return '-';
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

function geometricMean(values) {
  const known = values.filter((value) => Number.isFinite(value) && value > 0);
  return Math.exp(known.reduce((sum, value) => sum + Math.log(value), 0) / known.length);
}

// The peer with the least: { name, value }.
function best(cells, peers) {
  return peers.map(({ name }) => ({ name, value: cells[name] })).filter(({ value }) => Number.isFinite(value))
    .reduce((least, one) => (least && least.value <= one.value ? least : one), undefined);
}

// Names of builds without what they have in common, columns as wide as their names.
function columns(runtimes) {
  const names = runtimes.map(({ name, isNapkin }) => (isNapkin ? name.replace(/^napkin-/, '') : name));
  const widths = names.map((name, i) => Math.max(runtimes[i].isNapkin ? 8 : 7, Math.min(13, name.length + 1)));
  const title = Math.max(12, WIDTH - RATIO_WIDTH - widths.reduce((sum, width) => sum + width, 0));
  const line = (text, cells) => text.slice(0, title).padEnd(title) +
    cells.map((cell, i) => cell.slice(0, widths[i] - 1).padStart(widths[i])).join('');
  return { names, line };
}

// `unit` heads the table. The ratio is that of the last napkin to `against(cells, peers)`, which
// answers { name, value }; above `wanted` it is marked with a star. Rows for which `isCompared` is
// false count in no ratio. `means`: whether the geometric means follow.
function print(table, runtimes, { unit, against = best, wanted = Infinity, isCompared = () => true, means = true }) {
  const { names, line } = columns(runtimes);
  const peers = runtimes.filter(({ isNapkin }) => !isNapkin);
  const napkins = runtimes.filter(({ isNapkin }) => isNapkin);
  const subject = napkins.at(-1);
  const missed = [];
  console.log(line(unit, names) + (peers.length > 0 ? '  to peer' : ''));
  console.log('-'.repeat(WIDTH));
  for (const [row, cells] of table) {
    const other = isCompared(row) ? against(cells, peers) : undefined;
    const ratio = cells[subject.name] / other?.value;
    const misses = ratio > wanted + 0.005;
    if (misses) missed.push(row);
    const comparison = Number.isFinite(ratio) ? short(ratio).padStart(5) + (misses ? '*' : ' ') + other.name.slice(0, 4) : '';
    console.log((line(row, runtimes.map(({ name }) => short(cells[name]))) + comparison).trimEnd());
  }
  const compared = [...table].filter(([row]) => isCompared(row)).map(([, cells]) => cells);
  if (compared.length === 0 || peers.length === 0) return;
  if (Number.isFinite(wanted)) {
    console.log('-'.repeat(WIDTH));
    console.log(`* ${subject.name} takes more than ${wanted} of the peer: ${missed.length} of ${compared.length} rows`);
  }
  if (means) printMeans(compared, napkins, peers);
}

function printMeans(compared, napkins, peers) {
  console.log('');
  const line = (text, cells) => text.padEnd(42).slice(0, 42) + cells.map((cell) => cell.slice(0, 8).padStart(9)).join('');
  console.log(line(`geometric means of ${compared.length} rows`, [...peers.map(({ name }) => `/ ${name}`), '/ best']));
  for (const { name } of napkins) {
    const ratios = [...peers.map((peer) => (cells) => cells[peer.name]), (cells) => best(cells, peers)?.value]
      .map((value) => compared.map((cells) => cells[name] / value(cells)));
    console.log(line(name, ratios.map((list) => short(geometricMean(list)))));
  }
}

module.exports = { print, short, geometricMean };
