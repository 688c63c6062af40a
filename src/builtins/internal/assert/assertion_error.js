// AssertionError and its messages: what was compared, how the values differ.
'use strict';

const colors = require('internal/util/colors');
const { inspect } = require('internal/util/inspect');
const { isError } = require('internal/util');
const { validateObject } = require('internal/validators');
const { myersDiff, printMyersDiff, printSimpleMyersDiff } = require('internal/assert/myers_diff');

const OPERATOR_TEXTS = {
  deepStrictEqual: 'Expected values to be strictly deep-equal:',
  partialDeepStrictEqual: 'Expected values to be partially and strictly deep-equal:',
  strictEqual: 'Expected values to be strictly equal:',
  strictEqualObject: 'Expected "actual" to be reference-equal to "expected":',
  deepEqual: 'Expected values to be loosely deep-equal:',
  notDeepStrictEqual: 'Expected "actual" not to be strictly deep-equal to:',
  notStrictEqual: 'Expected "actual" to be strictly unequal to:',
  notStrictEqualObject: 'Expected "actual" not to be reference-equal to "expected":',
  notDeepEqual: 'Expected "actual" not to be loosely deep-equal to:',
  notIdentical: 'Values have same structure but are not reference-equal:',
  notDeepEqualUnequal: 'Expected values not to be loosely deep-equal:',
};

const MAX_ONE_LINE = 12;
const MAX_LONG_TEXT = 512;
const MAX_LINES = 50;
const WITH_DIFF = ['deepStrictEqual', 'strictEqual', 'partialDeepStrictEqual'];

const isObject = (value) => typeof value === 'object' && value !== null;

// Compared errors are shown without their stacks.
function copyError(source) {
  const target = Object.assign({ __proto__: Object.getPrototypeOf(source) }, source);
  Object.defineProperty(target, 'message', { __proto__: null, value: source.message });
  if (Object.hasOwn(source, 'cause')) {
    const value = isError(source.cause) ? copyError(source.cause) : source.cause;
    Object.defineProperty(target, 'cause', { __proto__: null, value });
  }
  return target;
}

// Every enumerable property on a line of its own, independent of the program's inspection defaults.
function inspectValue(value) {
  return inspect(value, {
    compact: false,
    customInspect: false,
    depth: 1000,
    maxArrayLength: Infinity,
    showHidden: false,
    showProxy: false,
    sorted: true,
    getters: true,
  });
}

// Two short values one above the other, with a mark below the first difference of strings.
function stackedDiff(actual, expected) {
  let message = `\n${colors.green}+${colors.white} ${actual}\n${colors.red}- ${colors.white}${expected}`;
  const stderr = require('internal/process/output').outputOf('stderr');
  const width = stderr.isTTY ? stderr.columns : 80;
  if (actual.length + expected.length <= width) {
    let at = 0;
    while (at < actual.length && actual[at] === expected[at]) at++;
    // A difference in the first characters needs no mark.
    if (at >= 3 && at < actual.length) message += `\n${' '.repeat(at + 2)}^`;
  }
  return message;
}

// The diff of values that take one line each: { message, header }.
function simpleDiff(actual, shownActual, expected, shownExpected) {
  let length = shownActual.length + shownExpected.length;
  if (typeof actual === 'string') length -= 2;
  if (typeof expected === 'string') length -= 2;
  if (length <= MAX_ONE_LINE && (actual !== 0 || expected !== 0)) {
    return { message: `${shownActual} !== ${shownExpected}`, header: '' };
  }
  if (typeof actual === 'string' && typeof expected === 'string' && colors.hasColors) {
    return {
      message: printSimpleMyersDiff(myersDiff(shownActual.split(''), shownExpected.split(''))),
      header: `${colors.green}actual${colors.white} ${colors.red}expected${colors.white}`,
    };
  }
  return { message: stackedDiff(shownActual, shownExpected) };
}

function diffMessage(actual, expected, operator, customMessage, diff) {
  let text = operator;
  if (operator === 'strictEqual' && ((isObject(actual) && isObject(expected)) ||
      (typeof actual === 'function' && typeof expected === 'function'))) {
    text = 'strictEqualObject';
  }
  const shownActual = inspectValue(actual);
  const shownExpected = inspectValue(expected);
  const linesActual = shownActual.split('\n');
  const linesExpected = shownExpected.split('\n');
  let header = `${colors.green}+ actual${colors.white} ${colors.red}- expected${colors.white}`;
  let message;
  let skipped = false;
  if (linesActual.length === 1 && linesExpected.length === 1 && !(isObject(actual) && isObject(expected))) {
    const simple = simpleDiff(actual, shownActual, expected, shownExpected);
    message = simple.message;
    header = simple.header ?? header;
  } else if (shownActual === shownExpected) {
    text = 'notIdentical';
    header = '';
    skipped = linesActual.length > MAX_LINES && diff !== 'full';
    message = skipped ? `${linesActual.slice(0, MAX_LINES).join('\n')}\n...}` : shownActual;
  } else {
    const edits = myersDiff(linesActual, linesExpected, isObject(actual));
    ({ message, skipped } = printMyersDiff(edits, text));
    if (operator === 'partialDeepStrictEqual') {
      header = `${colors.gray}${colors.hasColors ? '' : '+ '}actual${colors.white} ` +
        `${colors.red}- expected${colors.white}`;
    }
  }
  return `${customMessage || OPERATOR_TEXTS[text]}\n${header}${skipped ? '\n... Skipped lines' : ''}\n${message}\n`;
}

// The message of an assertion that two values differ, when they do not.
function sameMessage(actual, operator, diff) {
  const isReference = operator === 'notStrictEqual' && (isObject(actual) || typeof actual === 'function');
  const text = OPERATOR_TEXTS[isReference ? 'notStrictEqualObject' : operator];
  let lines = inspectValue(actual).split('\n');
  if (lines.length > MAX_LINES && diff !== 'full') lines = [...lines.slice(0, 46), `${colors.blue}...${colors.white}`];
  if (lines.length > 1) return `${text}\n\n${lines.join('\n')}\n`;
  return `${text}${lines[0].length > 5 ? '\n\n' : ' '}${lines[0]}`;
}

function shorten(text, limit, diff) {
  return text.length > limit && diff !== 'full' ? `${text.slice(0, limit - 3)}...` : text;
}

function operatorMessage(actual, expected, operator, diff) {
  const shownActual = inspectValue(actual);
  const shownExpected = inspectValue(expected);
  if (operator === 'notDeepEqual' && shownActual === shownExpected) {
    return shorten(`${OPERATOR_TEXTS[operator]}\n\n${shownActual}`, 1024, diff);
  }
  const left = shorten(shownActual, MAX_LONG_TEXT, diff);
  const right = shorten(shownExpected, MAX_LONG_TEXT, diff);
  if (operator === 'deepEqual') return `${OPERATOR_TEXTS.deepEqual}\n\n${left}\n\nshould loosely deep-equal\n\n${right}`;
  const unequal = OPERATOR_TEXTS[`${operator}Unequal`];
  if (unequal) return `${unequal}\n\n${left}\n\nshould not loosely deep-equal\n\n${right}`;
  return `${left} ${operator} ${right}`;
}

function buildMessage({ message, operator, diff = 'simple' }, actual, expected) {
  colors.refresh();
  if (WITH_DIFF.includes(operator)) return diffMessage(actual, expected, operator, message ?? undefined, diff);
  if (message != null) return String(message);
  if (operator === 'notDeepStrictEqual' || operator === 'notStrictEqual') return sameMessage(actual, operator, diff);
  return operatorMessage(actual, expected, operator, diff);
}

function setHiddenName(error, name) {
  Object.defineProperty(error, 'name', {
    __proto__: null, value: name, enumerable: false, writable: true, configurable: true,
  });
}

function shortenString(text) {
  if (typeof text !== 'string') return text;
  const lines = text.split('\n', 11);
  if (lines.length > 10) return `${lines.slice(0, 10).join('\n')}\n...`;
  return text.length > MAX_LONG_TEXT ? `${text.slice(MAX_LONG_TEXT)}...` : text;
}

class AssertionError extends Error {
  constructor(options) {
    validateObject(options, 'options');
    const { message, operator, stackStartFn, details, stackStartFunction, diff = 'simple' } = options;
    let { actual, expected } = options;
    if (message == null && isObject(actual) && isObject(expected) && 'stack' in actual && actual instanceof Error &&
        'stack' in expected && expected instanceof Error) {
      actual = copyError(actual);
      expected = copyError(expected);
    }
    super(buildMessage(options, actual, expected));
    this.generatedMessage = !message;
    setHiddenName(this, 'AssertionError');
    this.code = 'ERR_ASSERTION';
    if (details) {
      this.actual = undefined;
      this.expected = undefined;
      this.operator = undefined;
      details.forEach((detail, i) => {
        for (const name of ['message', 'actual', 'expected', 'operator']) this[`${name} ${i}`] = detail[name];
        this[`stack trace ${i}`] = detail.stack;
      });
    } else {
      this.actual = actual;
      this.expected = expected;
      this.operator = operator;
    }
    // The first line of the stack names the code as well.
    require('internal/errors').setStackHeader(this, stackStartFn || stackStartFunction || AssertionError);
    this.diff = diff;
  }

  toString() {
    return `${this.name} [${this.code}]: ${this.message}`;
  }

  // The message says it all: the compared values are only hinted at.
  [inspect.custom](recurseTimes, ctx) {
    const { actual, expected } = this;
    this.actual = shortenString(actual);
    this.expected = shortenString(expected);
    const result = inspect(this, { ...ctx, customInspect: false, depth: 0 });
    this.actual = actual;
    this.expected = expected;
    return result;
  }
}

module.exports = AssertionError;
