// Runs a matrix chapter (see matrix.h) and compares it, line by line, with its expected.txt.
// A cell is the status, then, where it says more: `/n` when the last error recorded is another
// one, `!` and the exception the call left pending, `-` when it took away the one pending before.
'use strict';
const assert = require('node:assert');
const fs = require('node:fs');
const path = require('node:path');
const { addon, MESSAGES } = require('./trace.js');

// What a call is given when nothing is wrong; made anew for each call.
function fixture(native) {
  const arraybuffer = new ArrayBuffer(64);
  return {
    object: { key: 1 }, key: 'key', number: 1.5, integer: 7, boolean: true, symbol: Symbol('s'),
    big: 5n, date: new Date(86400000), array: [1, 2, 3], fn: function fn() { return 1; },
    constructor: class Made {}, buffer: Buffer.alloc(16), arraybuffer,
    typedarray: new Uint8Array(arraybuffer), dataview: new DataView(arraybuffer),
    error: new Error('given'), promise: Promise.resolve(1), script: '1 + 1', undefined,
    code: 'CODE', other: { other: true }, external: native.external(), wrapped: native.wrapped(),
    tagged: native.tagged(),
  };
}

function revoked() {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

// Values of every type, for each argument that takes a value.
const KINDS = {
  undefined: () => undefined,
  null: () => null,
  boolean: () => true,
  number: () => 1,
  string: () => 'text',
  symbol: () => Symbol('kind'),
  bigint: () => 1n,
  object: () => ({}),
  array: () => [],
  function: () => function kind() {},
  arrow: () => () => {},
  class: () => class Kind {},
  date: () => new Date(0),
  error: () => new Error('kind'),
  regexp: () => /kind/,
  map: () => new Map(),
  promise: () => Promise.resolve(),
  thenable: () => ({ then() {} }),
  proxy: () => new Proxy({}, {}),
  revoked: () => revoked(),
  frozen: () => Object.freeze({}),
  nullproto: () => Object.create(null),
  boxednumber: () => Object(1),
  boxedstring: () => Object('text'),
  boxedsymbol: () => Object(Symbol('kind')),
  arraybuffer: () => new ArrayBuffer(8),
  resizable: () => new ArrayBuffer(8, { maxByteLength: 16 }),
  detached: () => { const b = new ArrayBuffer(8); structuredClone(b, { transfer: [b] }); return b; },
  shared: () => new SharedArrayBuffer(8),
  uint8array: () => new Uint8Array(8),
  float64array: () => new Float64Array(8),
  buffer: () => Buffer.alloc(8),
  external: (native) => native.external(),
  wrapped: (native) => native.wrapped(),
  tagged: (native) => native.tagged(),
  dataview: () => new DataView(new ArrayBuffer(8)),
  throwing: () => ({
    valueOf() { throw new RangeError('valueOf'); },
    toString() { throw new RangeError('toString'); },
    [Symbol.toPrimitive]() { throw new RangeError('toPrimitive'); },
  }),
  throwingproxy: () => new Proxy(function target() {}, new Proxy({}, {
    get() { throw new RangeError('trap'); },
  })),
};

// An error's name and code; of anything else that was thrown the type.
function nameOf(exception) {
  try {
    if (exception instanceof Error) {
      return exception.code ? `${exception.name}:${exception.code}` : exception.name;
    }
  } catch {
    // A revoked proxy was thrown: it can only be told by its type.
  }
  return typeof exception;
}

function cell(outcome, thrown) {
  let text = String(outcome.status);
  const recorded = outcome.recorded ?? outcome.status;
  if (recorded !== outcome.status) text += `/${recorded}`;
  if ('message' in outcome) {
    assert.strictEqual(outcome.message, MESSAGES[recorded], `text of status ${recorded}`);
    const { exception } = outcome;
    if (thrown !== undefined && !outcome.pending) text += '-';
    if (outcome.pending && (thrown === undefined || exception !== thrown)) {
      text += `!${nameOf(exception)}`;
    }
  }
  return text;
}

// The lines of one function. `skip` names cells that end the process on Node by design.
function lines(native, row, name, count, skip) {
  const leaveOut = new Set(skip[name] ?? []);
  let values = 0;
  const run = (label, nullAt, wrongAt, wrong, pending) => {
    if (leaveOut.has(label)) return 'skipped';
    // Which cell ends the process, when one does.
    if (process.env.NAPKIN_TEST_STEP) fs.writeSync(2, `${name} ${label}\n`);
    const thrown = pending ? new Error('pending before') : undefined;
    const result = native.run(row, nullAt, wrongAt, wrong, thrown, fixture(native));
    values |= result.values;
    return cell(result, thrown);
  };
  const nulls = (kind, pending) => {
    const cells = [];
    for (let at = 0; at <= count; at++) cells.push(run(`${kind}${at}`, at, -1, undefined, pending));
    return cells.join(' ');
  };
  const found = [
    name,
    `  good ${run('good', -1, -1, undefined, false)}`,
    `  pending ${run('pending', -1, -1, undefined, true)}`,
    `  null ${nulls('null', false)}`,
    `  pending+null ${nulls('pending+null', true)}`,
  ];
  for (let at = 1; at <= count; at++) {
    if (!(values & (1 << at))) continue;
    const groups = new Map();
    for (const [kind, make] of Object.entries(KINDS)) {
      const got = run(`arg${at}:${kind}`, -1, at, make(native), false);
      groups.set(got, [...(groups.get(got) ?? []), kind]);
    }
    // The commonest answer is not spelled out: "0 rest".
    const sorted = [...groups].sort((a, b) => b[1].length - a[1].length);
    found.push(`  arg${at} ${sorted.map(([got, kinds], i) =>
      (i === 0 ? `${got} rest` : `${got} ${kinds.join(',')}`)).join('; ')}`);
  }
  return found;
}

function matrix(directory, skip = {}) {
  const native = addon();
  const file = path.join(directory, 'expected.txt');
  const found = native.names()
    .flatMap(([name, count], row) => lines(native, row, name, count, skip));
  if (process.env.NAPKIN_TEST_RECORD) {
    fs.writeFileSync(file, `${found.join('\n')}\n`);
  }
  const expected = fs.readFileSync(file, 'utf8').trimEnd().split('\n');
  const differences = [];
  let name = '';
  for (let i = 0; i < Math.max(found.length, expected.length); i++) {
    if (!(found[i] ?? '').startsWith(' ')) name = found[i];
    if (found[i] !== expected[i]) {
      differences.push(`${name}:\n  expected ${expected[i]?.trim()}\n  found    ${found[i]?.trim()}`);
    }
  }
  for (const line of found) console.log(line);
  assert.strictEqual(differences.length, 0, differences.join('\n'));
}

module.exports = { matrix };
