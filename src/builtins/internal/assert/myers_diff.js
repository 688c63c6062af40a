// The shortest list of insertions and deletions between two texts or lists of lines (Myers' greedy algorithm), and
// how assertion messages print it.
'use strict';

const colors = require('internal/util/colors');

const DELETE = -1;
const KEEP = 0;
const INSERT = 1;

// So many unchanged lines are shown before the rest of a run is left out.
const SHOWN_RUN = 5;

function linesEqual(actual, expected, ignoreComma) {
  return actual === expected || (ignoreComma && (`${actual},` === expected || actual === `${expected},`));
}

// Edits as [operation, value], first one first. With `ignoreComma` a comma at the end of a line makes no difference.
function myersDiff(actual, expected, ignoreComma = false) {
  const max = actual.length + expected.length;
  if (max > 2 ** 31 - 1) {
    const { codes } = require('internal/errors');
    throw new codes.ERR_OUT_OF_RANGE('myersDiff input size', '< 2^31', max);
  }
  // furthest[k + max]: how far into `actual` the best path on diagonal k has come.
  const furthest = new Int32Array(2 * max + 1);
  const history = [];
  for (let edits = 0; edits <= max; edits++) {
    history.push(furthest.slice(max - edits, max + edits + 1));
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      const at = diagonal + max;
      const down = diagonal === -edits || (diagonal !== edits && furthest[at - 1] < furthest[at + 1]);
      let x = down ? furthest[at + 1] : furthest[at - 1] + 1;
      while (x < actual.length && x - diagonal < expected.length &&
             linesEqual(actual[x], expected[x - diagonal], ignoreComma)) {
        x++;
      }
      furthest[at] = x;
      if (x >= actual.length && x - diagonal >= expected.length) {
        return traceBack(history, actual, expected, ignoreComma);
      }
    }
  }
  return [];
}

function traceBack(history, actual, expected, ignoreComma) {
  const result = [];
  let x = actual.length;
  let y = expected.length;
  for (let edits = history.length - 1; edits >= 0; edits--) {
    // The state before step `edits` holds diagonals -edits to edits, in that order.
    const furthest = (diagonal) => history[edits][diagonal + edits] ?? 0;
    const diagonal = x - y;
    const down = diagonal === -edits || (diagonal !== edits && furthest(diagonal - 1) < furthest(diagonal + 1));
    const previous = down ? diagonal + 1 : diagonal - 1;
    const previousX = furthest(previous);
    const previousY = previousX - previous;
    while (x > previousX && y > previousY) {
      const line = actual[x - 1];
      result.push([KEEP, ignoreComma && !line.endsWith(',') ? expected[y - 1] : line]);
      x--;
      y--;
    }
    if (edits > 0) result.push(x > previousX ? [INSERT, actual[--x]] : [DELETE, expected[--y]]);
  }
  return result.reverse();
}

// Characters one after the other, told apart by their colour only.
function printSimpleMyersDiff(edits) {
  const color = (operation) => (
    operation === INSERT ? colors.green : operation === DELETE ? colors.red : colors.white);
  return `\n${edits.map(([operation, value]) => `${color(operation)}${value}${colors.white}`).join('')}`;
}

// What follows the shown lines of a run of unchanged ones. A gap of one or two lines is not worth leaving out.
function endOfRun(run) {
  const hidden = run.slice(SHOWN_RUN);
  const line = (value) => `${colors.white}  ${value}\n`;
  if (hidden.length <= 2) return { text: hidden.map(line).join(''), skipped: false };
  return { text: `${colors.blue}...${colors.white}\n${line(hidden.at(-1))}`, skipped: true };
}

// One line for each edit, long unchanged runs shortened.
function printMyersDiff(edits, operator) {
  const isPartial = operator === 'partialDeepStrictEqual';
  let message = '';
  let skipped = false;
  let run = [];
  for (const [operation, value] of edits) {
    if (operation === KEEP) {
      if (run.length < SHOWN_RUN) message += `${colors.white}  ${value}\n`;
      run.push(value);
      continue;
    }
    const end = endOfRun(run);
    message += end.text;
    skipped ||= end.skipped;
    run = [];
    if (operation === DELETE) message += `${colors.red}-${colors.white} ${value}\n`;
    else if (isPartial) message += `${colors.gray}${colors.hasColors ? ' ' : '+'} ${value}${colors.white}\n`;
    else message += `${colors.green}+${colors.white} ${value}\n`;
  }
  // A run at the very end is cut without a word.
  return { message: `\n${message.trimEnd()}`, skipped };
}

module.exports = { myersDiff, printMyersDiff, printSimpleMyersDiff };
