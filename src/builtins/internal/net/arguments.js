// The overloads of connect and listen: `(options)`, `(port, host)`, `(path)`, each with a listener at the end.
'use strict';

const kNormalized = Symbol('normalizedArgs');

// The number that the value stands for, or false.
function toNumber(value) {
  const number = Number(value);
  return number >= 0 ? number : false;
}

function isPipeName(value) {
  return typeof value === 'string' && toNumber(value) === false;
}

// `[options, listener]`, listener null when there is none.
function normalizeArgs(args) {
  let options = {};
  const [first, second] = args;
  if (args.length > 0) {
    if (typeof first === 'object' && first !== null) {
      options = first;
    } else if (isPipeName(first)) {
      options.path = first;
    } else {
      options.port = first;
      if (typeof second === 'string') options.host = second;
    }
  }
  const last = args[args.length - 1];
  const normalized = [options, typeof last === 'function' ? last : null];
  normalized[kNormalized] = true;
  return normalized;
}

// The same for a function that may be handed what was normalized before.
function normalized(args) {
  return Array.isArray(args[0]) && args[0][kNormalized] ? args[0] : normalizeArgs(args);
}

module.exports = { isPipeName, normalizeArgs, normalized, toNumber };
