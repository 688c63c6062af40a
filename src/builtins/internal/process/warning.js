// process.emitWarning and the default listener of 'warning', which prints.
'use strict';

const { codes } = require('internal/errors');
const { options } = require('internal/options');

let hinted = false;

function basenameOfProgram() {
  return require('path').basename(process.argv0 || 'node', '.exe');
}

function onWarning(warning) {
  const { flags } = options;
  if (isDisabled(warning, flags.disableWarnings)) return;
  if (!(warning instanceof Error)) return;
  const isDeprecation = warning.name === 'DeprecationWarning';
  if (isDeprecation && process.noDeprecation) return;
  const trace = process.traceProcessWarnings || flags.traceWarnings || (isDeprecation && process.traceDeprecation);
  let text = `(${process.release.name}:${process.pid}) `;
  if (warning.code) text += `[${warning.code}] `;
  if (trace && warning.stack) text += `${warning.stack}`;
  else text += typeof warning.toString === 'function' ? `${warning.toString()}` : Error.prototype.toString.call(warning);
  if (typeof warning.detail === 'string') text += `\n${warning.detail}`;
  if (!trace && !hinted) {
    const flag = isDeprecation ? '--trace-deprecation' : '--trace-warnings';
    text += `\n(Use \`${basenameOfProgram()} ${flag} ...\` to show where the warning was created)`;
    hinted = true;
  }
  process._rawDebug(text);
}

function isDisabled(warning, disabled) {
  return disabled.length > 0 && (disabled.includes(warning.code) || disabled.includes(warning.name));
}

// Accepts (warning, { type, code, detail }), (warning, type, code, ctor) and the shorter forms of both.
function emitWarning(warning, type, code, ctor) {
  let detail;
  if (type !== null && typeof type === 'object' && !Array.isArray(type)) {
    ctor = type.ctor;
    code = type.code;
    if (typeof type.detail === 'string') detail = type.detail;
    type = type.type || 'Warning';
  } else if (typeof type === 'function') {
    ctor = type;
    code = '';
    type = 'Warning';
  }
  if (type !== undefined) require('internal/validators').validateString(type, 'type');
  if (typeof code === 'function') {
    ctor = code;
    code = '';
  } else if (code !== undefined) {
    require('internal/validators').validateString(code, 'code');
  }
  if (typeof warning === 'string') {
    warning = createWarning(warning, type, code, ctor, detail);
  } else if (!(warning instanceof Error)) {
    throw new codes.ERR_INVALID_ARG_TYPE('warning', ['Error', 'string'], warning);
  }
  if (warning.name === 'DeprecationWarning') {
    if (process.noDeprecation) return;
    if (process.throwDeprecation) {
      // Thrown from a tick of its own, so that no caller can catch it.
      process.nextTick(() => { throw warning; });
      return;
    }
  }
  process.nextTick(() => process.emit('warning', warning));
}

function createWarning(message, type, code, ctor, detail) {
  const { flags } = options;
  const limit = Error.stackTraceLimit;
  // The stack costs much and is printed only on demand.
  const wanted = flags.traceWarnings || process.traceDeprecation || process.throwDeprecation;
  if (!wanted && type === 'DeprecationWarning') Error.stackTraceLimit = 0;
  const warning = new Error(message);
  Error.stackTraceLimit = limit;
  warning.name = String(type || 'Warning');
  if (code !== undefined) warning.code = code;
  if (detail !== undefined) warning.detail = detail;
  if (typeof warning.stack === 'string' && limit !== 0) Error.captureStackTrace(warning, ctor || process.emitWarning);
  return warning;
}

// At once: before an exception that may end the process.
function emitWarningSync(message) {
  process.emit('warning', createWarning(message, 'Warning', undefined, emitWarningSync));
}

module.exports = { emitWarning, emitWarningSync, onWarning };
