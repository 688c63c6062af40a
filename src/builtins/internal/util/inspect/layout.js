// Puts the pieces of an inspected object together: on one line, one entry a line, or long arrays in columns.
// The thresholds are Node's; a different number gives different output.
'use strict';

const { getStringWidth } = require('internal/util/inspect/width');

// Kinds of entries: properties of an object, elements of an array, elements plus named extras.
const kObjectType = 0;
const kArrayType = 1;
const kArrayExtrasType = 2;

function withoutColors(text) {
  return text.replace(/\x1b\[\d\d?m/g, '');
}

function fitsOnOneLine(ctx, output, start, base) {
  if (base !== '' && base.includes('\n')) return false;
  if (ctx.breakLength === Infinity) return !output.some((entry) => entry.includes('\n'));
  // One for the comma of each entry.
  let length = output.length + start;
  if (length + output.length > ctx.breakLength) return false;
  for (const entry of output) {
    length += ctx.colors ? withoutColors(entry).length : entry.length;
    if (length > ctx.breakLength) return false;
  }
  return true;
}

// How many columns give about a square, as characters are some 2.5 times as high as wide.
function chooseColumns(ctx, count, averageWidth, widest) {
  const bias = Math.sqrt(widest - averageWidth);
  const biasedWidth = Math.max(widest - 3 - bias, 1);
  return Math.min(
    Math.round(Math.sqrt(2.5 * biasedWidth * count) / biasedWidth),
    Math.floor((ctx.breakLength - ctx.indentationLvl) / widest),
    ctx.compact * 4,
    15,
  );
}

// Joins the entries of an array with more than six of them into lines of aligned columns.
function groupArrayElements(ctx, output, value) {
  const SEPARATOR = 2; // A comma and a space.
  // The "... more items" entry stays alone on the last line.
  const hasMore = ctx.maxArrayLength < output.length;
  const count = hasMore ? output.length - 1 : output.length;
  const widths = [];
  let total = 0;
  let longest = 0;
  for (let i = 0; i < count; i++) {
    const width = getStringWidth(output[i], ctx.colors);
    widths.push(width);
    total += width + SEPARATOR;
    longest = Math.max(longest, width);
  }
  const widest = longest + SEPARATOR;
  // Entries of very different lengths would leave large gaps.
  const worthwhile = widest * 3 + ctx.indentationLvl < ctx.breakLength && (total / widest > 5 || longest <= 6);
  if (!worthwhile) return output;
  const columns = chooseColumns(ctx, count, total / output.length, widest);
  if (columns <= 1) return output;

  const columnWidths = [];
  for (let column = 0; column < columns; column++) {
    let width = 0;
    for (let i = column; i < count; i += columns) width = Math.max(width, widths[i]);
    columnWidths.push(width + SEPARATOR);
  }
  // Numbers are aligned at their end, everything else at its beginning.
  let alignRight = true;
  if (value !== undefined) {
    for (let i = 0; i < output.length && alignRight; i++) {
      alignRight = typeof value[i] === 'number' || typeof value[i] === 'bigint';
    }
  }
  const lines = [];
  for (let first = 0; first < count; first += columns) {
    const last = Math.min(first + columns, count) - 1;
    let line = '';
    for (let i = first; i < last; i++) {
      const cell = `${output[i]}, `;
      // Escape sequences of colours take no column.
      const width = columnWidths[i - first] + output[i].length - widths[i];
      line += alignRight ? cell.padStart(width) : cell.padEnd(width);
    }
    const width = columnWidths[last - first] + output[last].length - widths[last] - SEPARATOR;
    lines.push(line + (alignRight ? output[last].padStart(width) : output[last]));
  }
  if (hasMore) lines.push(output[count]);
  return lines;
}

// `compact: true`: everything on as few lines as it takes, the brace next to the first entry.
function reduceCompactly(ctx, output, base, braces) {
  const spacedBase = base === '' ? '' : ` ${base}`;
  if (fitsOnOneLine(ctx, output, 0, base)) return `${braces[0]}${spacedBase} ${output.join(', ')} ${braces[1]}`;
  const indentation = ' '.repeat(ctx.indentationLvl);
  const start = base === '' && braces[0].length === 1 ? ' ' : `${spacedBase}\n${indentation}  `;
  return `${braces[0]}${start}${output.join(`,\n${indentation}  `)} ${braces[1]}`;
}

function reduceToSingleString(ctx, entries, base, braces, extrasType, recurseTimes, value) {
  if (ctx.compact === true) return reduceCompactly(ctx, entries, base, braces);
  const start = base === '' ? braces[0] : `${base} ${braces[0]}`;
  let output = entries;
  if (typeof ctx.compact === 'number' && ctx.compact >= 1) {
    if (extrasType === kArrayExtrasType && entries.length > 6) output = groupArrayElements(ctx, entries, value);
    // The innermost `compact` levels go on one line when they fit; grouped arrays never do.
    if (ctx.currentDepth - recurseTimes < ctx.compact && entries.length === output.length) {
      const reserved = output.length + ctx.indentationLvl + braces[0].length + base.length + 10;
      if (fitsOnOneLine(ctx, output, reserved, base)) {
        const joined = output.join(', ');
        if (!joined.includes('\n')) return `${start} ${joined} ${braces[1]}`;
      }
    }
  }
  const indentation = `\n${' '.repeat(ctx.indentationLvl)}`;
  return `${start}${indentation}  ${output.join(`,${indentation}  `)}${indentation}${braces[1]}`;
}

module.exports = { kArrayExtrasType, kArrayType, kObjectType, reduceToSingleString };
