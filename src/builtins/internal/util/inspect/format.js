// util.format: printf-like placeholders, the rest of the arguments appended. What console.log calls, so that plain
// strings must not load the rest of inspection.
'use strict';

const lazyInspect = () => require('internal/util/inspect');

function formatNumberPlain(value, options) {
  const inspection = lazyInspect();
  const separator = options?.numericSeparator ?? inspection.inspectDefaultOptions.numericSeparator;
  const { formatBigInt, formatNumber } = require('internal/util/inspect/primitives');
  const { stylizeNoColor } = require('internal/util/inspect/styles');
  return (typeof value === 'bigint' ? formatBigInt : formatNumber)(stylizeNoColor, value, separator);
}

// True when turning the value into a string would run nobody's code but the language's own.
function hasBuiltInToString(value) {
  const proxy = internalBinding('engine').proxyDetails(value);
  if (proxy !== undefined) return proxy[0] === null || hasBuiltInToString(proxy[0]);
  const converters = [];
  if (typeof value.toString === 'function') converters.push('toString');
  if (typeof value[Symbol.toPrimitive] === 'function') converters.push(Symbol.toPrimitive);
  if (converters.length === 0) return true;
  if (converters.some((name) => Object.hasOwn(value, name))) return false;
  let owner = value;
  do {
    owner = Object.getPrototypeOf(owner);
  } while (!converters.some((name) => Object.hasOwn(owner, name)));
  const descriptor = Object.getOwnPropertyDescriptor(owner, 'constructor');
  return typeof descriptor?.value === 'function' &&
    require('internal/util/inspect/constructor_name').builtInNames.has(descriptor.value.name);
}

function isCircularError(error) {
  try {
    const ring = {};
    ring.ring = ring;
    JSON.stringify(ring);
  } catch (circular) {
    const firstLine = (caught) => caught.message.split('\n', 1)[0];
    return error?.name === 'TypeError' && firstLine(error) === firstLine(circular);
  }
  return false;
}

function stringify(value) {
  try {
    return JSON.stringify(value);
  } catch (error) {
    if (isCircularError(error)) return '[Circular]';
    throw error;
  }
}

function formatAsString(value, options) {
  if (typeof value === 'number' || typeof value === 'bigint') return formatNumberPlain(value, options);
  if (typeof value !== 'object' || value === null || !hasBuiltInToString(value)) return String(value);
  return lazyInspect().inspect(value, { ...options, depth: 0, colors: false, compact: 3 });
}

function formatAsNumber(value, options, convert) {
  if (typeof value === 'symbol') return 'NaN';
  const keepsBigInt = typeof value === 'bigint' && convert !== Number.parseFloat;
  return formatNumberPlain(keepsBigInt ? value : convert(value), options);
}

// The text for one placeholder letter, or undefined when the letter is none.
function formatPlaceholder(letter, value, options) {
  switch (letter) {
    case 's': return formatAsString(value, options);
    case 'd': return formatAsNumber(value, options, Number);
    case 'i': return formatAsNumber(value, options, Number.parseInt);
    case 'f': return formatAsNumber(value, options, Number.parseFloat);
    case 'j': return `${stringify(value)}`;
    case 'o': return lazyInspect().inspect(value, { ...options, showHidden: true, showProxy: true, depth: 4 });
    case 'O': return lazyInspect().inspect(value, options);
    case 'c': return '';
    default: return undefined;
  }
}

const LETTERS = 'sdifjoOc';

function formatArguments(options, args) {
  let next = 0;
  let text = '';
  let separator = '';
  const template = args[0];
  if (typeof template === 'string') {
    if (args.length === 1) return template;
    next = 1;
    let done = 0;
    for (let at = template.indexOf('%'); at !== -1 && at < template.length - 1; at = template.indexOf('%', at)) {
      const letter = template[at + 1];
      if (letter === '%') {
        text += template.slice(done, at + 1);
        done = at + 2;
      } else if (next < args.length && LETTERS.includes(letter)) {
        text += template.slice(done, at);
        text += formatPlaceholder(letter, args[next++], options);
        done = at + 2;
      }
      at += 2;
    }
    text += template.slice(done);
    separator = ' ';
  }
  for (; next < args.length; next++) {
    const value = args[next];
    text += separator;
    text += typeof value === 'string' ? value : lazyInspect().inspect(value, options);
    separator = ' ';
  }
  return text;
}

function format(...args) {
  return formatArguments(undefined, args);
}

function formatWithOptions(inspectOptions, ...args) {
  const { validateObject, kValidateObjectAllowArray } = require('internal/validators');
  validateObject(inspectOptions, 'inspectOptions', kValidateObjectAllowArray);
  return formatArguments(inspectOptions, args);
}

module.exports = { format, formatArguments, formatWithOptions };
