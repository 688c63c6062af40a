// console.table: tabular data as a grid of box-drawing characters.
'use strict';

const { inspect } = require('internal/util/inspect');
const { getStringWidth } = require('internal/util/inspect/width');
const types = require('internal/util/types');

const INDEX = '(index)';
const ITERATION = '(iteration index)';
const KEY = 'Key';
const VALUES = 'Values';

function renderRow(cells, widths) {
  const padded = cells.map((cell, i) => cell + ' '.repeat(widths[i] - getStringWidth(cell)));
  return `│ ${padded.join(' │ ')} │\n`;
}

// `columns` is one array of texts for each heading; missing cells are empty.
function drawTable(headings, columns) {
  const height = Math.max(...columns.map((column) => column.length));
  const rows = [];
  for (let row = 0; row < height; row++) rows.push(columns.map((column) => column[row] ?? ''));
  const widths = headings.map((heading, i) => (
    Math.max(getStringWidth(heading), ...rows.map((row) => getStringWidth(row[i])))));
  const rule = (left, middle, right) => left + widths.map((width) => '─'.repeat(width + 2)).join(middle) + right;
  return `${rule('┌', '┬', '┐')}\n${renderRow(headings, widths)}${rule('├', '┼', '┤')}\n` +
    `${rows.map((row) => renderRow(row, widths)).join('')}${rule('└', '┴', '┘')}`;
}

const isArrayLike = (value) => Array.isArray(value) || types.isTypedArray(value);
const isPrimitive = (value) => value === null || (typeof value !== 'function' && typeof value !== 'object');

// What iterators still have to give, as the engine tells without moving them.
function previewOf(iterator) {
  return internalBinding('engine').previewEntries?.(iterator) ?? [[], false];
}

function renderTable(data, properties, inspectOptions) {
  const show = (value) => {
    const isLarge = !isPrimitive(value) && typeof value === 'object' && !isArrayLike(value) &&
      Object.keys(value).length > 2;
    return inspect(value, {
      depth: isLarge ? -1 : 0, maxArrayLength: 3, breakLength: Infinity, ...inspectOptions,
    });
  };
  const positions = (count) => Array.from({ length: count }, (_, i) => show(i));

  let pairs;
  let list;
  if (types.isMap(data)) pairs = [...data];
  else if (types.isSet(data)) list = [...data];
  else if (types.isMapIterator(data) || types.isSetIterator(data)) {
    const [entries, isKeyValue] = previewOf(data);
    if (isKeyValue && types.isMapIterator(data)) {
      pairs = Array.from({ length: entries.length / 2 }, (_, i) => [entries[2 * i], entries[2 * i + 1]]);
    } else {
      list = entries;
    }
  }
  if (pairs !== undefined) {
    return drawTable([ITERATION, KEY, VALUES],
                     [positions(pairs.length), pairs.map(([key]) => show(key)), pairs.map(([, value]) => show(value))]);
  }
  if (list !== undefined) return drawTable([ITERATION, VALUES], [positions(list.length), list.map(show)]);
  return renderRecords(data, properties, show);
}

// One row for each property of `data`, one column for each key of the values, primitives in a column of their own.
function renderRecords(data, properties, show) {
  const columns = { __proto__: null };
  const primitives = [];
  let hasPrimitives = false;
  const rowKeys = Object.keys(data);
  rowKeys.forEach((rowKey, row) => {
    const item = data[rowKey];
    if (properties === undefined && isPrimitive(item)) {
      hasPrimitives = true;
      primitives[row] = show(item);
      return;
    }
    for (const key of properties ?? Object.keys(item)) {
      columns[key] ??= [];
      columns[key][row] = isPrimitive(item) || !Object.hasOwn(item, key) ? '' : show(item[key]);
    }
  });
  const headings = [INDEX, ...Object.keys(columns)];
  const cells = [rowKeys, ...Object.values(columns)];
  if (hasPrimitives) {
    headings.push(VALUES);
    cells.push(primitives);
  }
  return drawTable(headings, cells);
}

module.exports = { renderTable };
