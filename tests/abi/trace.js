// The JavaScript side of the ABI chapters: loads the chapter's addon and prints a trace.
// Invariant: what `show` writes depends on nothing that an engine may choose freely. The text of
// an exception is shown only when it carries a code (then Node-API wrote it).
'use strict';
const assert = require('node:assert');

const addon = () => require(process.env.NAPKIN_TEST_ADDON);
const variant = process.env.NAPKIN_TEST_VARIANT || '';
// What a chapter's native function takes as C's NULL.
const NULL = Symbol('NULL');

function show(value, seen = []) {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'bigint') return `${value}n`;
  if (Object.is(value, -0)) return '-0';
  if (typeof value === 'function') return `function ${String(value.name)}`;
  if (typeof value === 'symbol') return value.toString();
  if (value === null || typeof value !== 'object') return String(value);
  if (seen.includes(value)) return '<seen>';
  const inner = [...seen, value];
  if (value instanceof Error) {
    return value.code === undefined ? value.name
      : `${value.name} ${show(value.code, inner)} ${show(value.message)}`;
  }
  if (Array.isArray(value)) return `[${value.map((each) => show(each, inner)).join(', ')}]`;
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) {
    return `${value.constructor.name}[${Array.from(value, (each) => show(each, inner)).join(', ')}]`;
  }
  const fields = Reflect.ownKeys(value)
    .map((key) => `${typeof key === 'symbol' ? key.toString() : key}: ${show(value[key], inner)}`);
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
}

// Prints one observation.
function note(label, value) {
  console.log(arguments.length === 1 ? label : `${label}: ${show(value)}`);
}

// The last-error text of each status, as Node words it.
const MESSAGES = [
  null,
  'Invalid argument',
  'An object was expected',
  'A string was expected',
  'A string or symbol was expected',
  'A function was expected',
  'A number was expected',
  'A boolean was expected',
  'An array was expected',
  'Unknown failure',
  'An exception is pending',
  'The async work item was cancelled',
  'napi_escape_handle already called on scope',
  'Invalid handle scope usage',
  'Invalid callback scope usage',
  'Thread-safe function queue is full',
  'Thread-safe function handle is closing',
  'A bigint was expected',
  'A date was expected',
  'An arraybuffer was expected',
  'A detachable arraybuffer was expected',
  'Main thread would deadlock',
  'External buffers are not allowed',
  'Cannot run JavaScript',
];

// Asserts that an outcome is a success with nothing left behind, and returns its value.
function ok(label, outcome) {
  if (outcome.status === 0) note(label, outcome.value);
  assert.strictEqual(outcome.status, 0, `${label}: status ${outcome.status}`);
  assert.strictEqual(outcome.message, null, `${label}: a last-error text after success`);
  assert.strictEqual(outcome.pending, false, `${label}: an exception after success`);
  assert.strictEqual('recorded' in outcome, false, `${label}: last error is not this call's`);
  return outcome.value;
}

// Asserts that an outcome is the failure `status` with its own text. `exception`, when given,
// names the constructor of the pending exception or checks it; without it none may be pending.
function fails(label, outcome, status, exception) {
  console.log(`${label}: status ${outcome.status}${
    outcome.pending ? `, ${show(outcome.exception)}` : ''}`);
  assert.strictEqual(outcome.status, status, `${label}: status ${outcome.status}`);
  assert.strictEqual(outcome.message, MESSAGES[status], `${label}: text`);
  assert.strictEqual('recorded' in outcome, false, `${label}: last error is not this call's`);
  assert.strictEqual(outcome.pending, exception !== undefined,
    `${label}: pending ${outcome.pending}`);
  if (typeof exception === 'function') {
    assert.ok(outcome.exception instanceof exception, `${label}: ${show(outcome.exception)}`);
  } else if (exception !== null && typeof exception === 'object') {
    for (const key of Object.keys(exception)) {
      assert.strictEqual(outcome.exception[key], exception[key], `${label}: ${key}`);
    }
  }
  return outcome.exception;
}

module.exports = { addon, variant, NULL, show, note, MESSAGES, ok, fails };
