// How tests are told: spec (the usual), tap and dot.
//
// A test is told after its subtests, and its name before them, when the first of them is told.
'use strict';

const path = require('path');

function write(text) {
  process.stdout.write(text);
}

function describeError(error) {
  const { inspect } = require('internal/util/inspect');
  const shown = error.code === 'ERR_TEST_FAILURE' && error.cause !== undefined ? error.cause : error;
  return inspect(shown, { colors: false });
}

const indented = (text, by) => text.split('\n').map((line) => `${by}${line}`).join('\n');

class Spec {
  #opened = new Set();
  #failed = [];

  // Names of the tests around, outermost first, once.
  #openAround(test) {
    const around = [];
    for (let outer = test.parent; outer.nesting >= 0 && !this.#opened.has(outer); outer = outer.parent) around.unshift(outer);
    for (const outer of around) {
      this.#opened.add(outer);
      write(`${'  '.repeat(outer.nesting)}▶ ${outer.name}\n`);
    }
  }

  static line(test) {
    const duration = test.duration === undefined ? '' : ` (${Number(test.duration.toFixed(6))}ms)`;
    let sign = test.passed ? '✔' : '✖';
    let note = '';
    if (test.isSkipped) {
      sign = '﹣';
      note = ` # ${test.message ?? 'SKIP'}`;
    } else if (test.isTodo) {
      if (!test.passed) sign = '⚠';
      note = ` # ${test.message ?? 'TODO'}`;
    } else if (test.expectsFailure) {
      note = ' # EXPECTED FAILURE';
    }
    return `${sign} ${test.name}${duration}${note}`;
  }

  test(test) {
    this.#openAround(test);
    const indent = '  '.repeat(test.nesting);
    write(`${indent}${Spec.line(test)}\n`);
    for (const message of test.diagnostics) write(`${indent}ℹ ${message}\n`);
    const isOwn = !test.passed && test.error.failureType !== 'subtestsFailed';
    if (isOwn && !test.isSkipped) this.#failed.push(test);
  }

  end(counts, duration) {
    const { tests, suites, passed, failed, cancelled, skipped, todo } = counts;
    const numbers = { tests, suites, pass: passed, fail: failed, cancelled, skipped, todo };
    for (const name of Object.keys(numbers)) write(`ℹ ${name} ${numbers[name]}\n`);
    write(`ℹ duration_ms ${duration}\n`);
    if (this.#failed.length === 0) return;
    write('\n✖ failing tests:\n');
    for (const test of this.#failed) {
      const { location } = test;
      if (location !== undefined) {
        write(`\ntest at ${path.relative(process.cwd(), location.file)}:${location.line}:${location.column}\n`);
      } else {
        write('\n');
      }
      write(`${Spec.line(test)}\n${indented(describeError(test.error), '  ')}\n`);
    }
  }
}

const quoted = (text) => `'${String(text).replace(/\\/g, '\\\\').replace(/'/g, "\\'")}'`;
const escaped = (text) => String(text).replace(/\\/g, '\\\\').replace(/#/g, '\\#').replace(/\n/g, '\\n');

class Tap {
  #opened = new Set();
  #numbers = new Map();

  constructor() {
    write('TAP version 13\n');
  }

  #open(test) {
    if (test.nesting < 0 || this.#opened.has(test)) return;
    this.#open(test.parent);
    this.#opened.add(test);
    write(`${'    '.repeat(test.nesting)}# Subtest: ${escaped(test.name)}\n`);
  }

  test(test) {
    this.#open(test);
    const indent = '    '.repeat(test.nesting);
    const number = (this.#numbers.get(test.parent) ?? 0) + 1;
    this.#numbers.set(test.parent, number);
    if (test.subtests.length > 0) write(`${indent}    1..${test.subtests.length}\n`);
    let note = '';
    if (test.isSkipped) note = ` # SKIP${test.message ? ` ${escaped(test.message)}` : ''}`;
    else if (test.isTodo) note = ` # TODO${test.message ? ` ${escaped(test.message)}` : ''}`;
    write(`${indent}${test.passed ? 'ok' : 'not ok'} ${number} - ${escaped(test.name)}${note}\n`);
    write(`${indent}  ---\n${indent}  duration_ms: ${Number((test.duration ?? 0).toFixed(6))}\n`);
    write(`${indent}  type: '${test.isSuite ? 'suite' : 'test'}'\n`);
    if (!test.passed) this.#failure(test, `${indent}  `);
    write(`${indent}  ...\n`);
    for (const message of test.diagnostics) write(`${indent}# ${escaped(message)}\n`);
  }

  #failure({ error, location }, indent) {
    if (location !== undefined) {
      write(`${indent}location: ${quoted(`${location.file}:${location.line}:${location.column}`)}\n`);
    }
    write(`${indent}failureType: '${error.failureType}'\n`);
    const cause = error.cause ?? error;
    const message = cause?.message ?? String(cause);
    if (message.includes('\n')) write(`${indent}error: |-\n${indented(message, `${indent}  `)}\n`);
    else write(`${indent}error: ${quoted(message)}\n`);
    write(`${indent}code: ${quoted(cause?.code ?? error.code)}\n`);
    if (cause?.name && cause.name !== 'Error') write(`${indent}name: ${quoted(cause.name)}\n`);
    if (typeof cause?.stack !== 'string') return;
    const frames = cause.stack.split('\n').filter((line) => /^\s+at /.test(line)).map((line) => line.replace(/^\s+at /, ''));
    if (frames.length > 0) write(`${indent}stack: |-\n${indented(frames.join('\n'), `${indent}  `)}\n`);
  }

  end(counts, duration) {
    const { tests, suites, passed, failed, cancelled, skipped, todo } = counts;
    const { getRoot } = require('internal/test_runner/harness');
    write(`1..${this.#numbers.get(getRoot()) ?? 0}\n`);
    const numbers = { tests, suites, pass: passed, fail: failed, cancelled, skipped, todo };
    for (const name of Object.keys(numbers)) write(`# ${name} ${numbers[name]}\n`);
    write(`# duration_ms ${duration}\n`);
  }
}

class Dot {
  #told = 0;
  #failed = [];

  test(test) {
    if (test.isSuite) return;
    write(test.passed ? '.' : 'X');
    if (++this.#told % 20 === 0) write('\n');
    if (!test.passed && test.error.failureType !== 'subtestsFailed') this.#failed.push(test);
  }

  end() {
    write('\n');
    if (this.#failed.length === 0) return;
    write('\nFailed tests:\n');
    for (const test of this.#failed) write(`\n${Spec.line(test)}\n${indented(describeError(test.error), '  ')}\n`);
  }
}

const KINDS = { spec: Spec, tap: Tap, dot: Dot };

function create(name = 'spec') {
  const Kind = Object.hasOwn(KINDS, name) ? KINDS[name] : Spec;
  return new Kind();
}

module.exports = { create };
