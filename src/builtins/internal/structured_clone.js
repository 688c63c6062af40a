// structuredClone: a value is taken apart (`encode`) and made anew (`decode`) in the same thread.
//
// Taking apart may run getters and may fail; only when it has succeeded are ArrayBuffers and ports transferred and
// objects made.
'use strict';

const { codes } = require('internal/errors');

function invalidOptions(message) {
  const error = new TypeError(`Failed to execute 'structuredClone': ${message}`);
  error.code = 'ERR_INVALID_ARG_TYPE';
  return error;
}

function transferListOf(options) {
  if (options == null) return [];
  if (typeof options !== 'object' && typeof options !== 'function') {
    throw invalidOptions('Options cannot be converted to a dictionary');
  }
  const { transfer } = options;
  if (transfer === undefined) return [];
  if (typeof transfer !== 'object' || transfer === null || typeof transfer[Symbol.iterator] !== 'function') {
    throw invalidOptions('transfer in Options cannot be converted to sequence.');
  }
  const list = [...transfer];
  list.forEach((entry, i) => {
    if ((typeof entry !== 'object' && typeof entry !== 'function') || entry === null) {
      throw invalidOptions(`transfer in Options[${i}] is not an object.`);
    }
  });
  return list;
}

function isPlain(value) {
  return value === null || (typeof value !== 'object' && typeof value !== 'function' && typeof value !== 'symbol');
}

function copyOf(buffer, maxByteLength) {
  const copy = new ArrayBuffer(buffer.byteLength, maxByteLength === undefined ? undefined : { maxByteLength });
  new Uint8Array(copy).set(new Uint8Array(buffer));
  return copy;
}

function structuredClone(value, options) {
  if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS('The value argument must be specified');
  const list = transferListOf(options);
  if (list.length === 0 && isPlain(value)) return value;
  const { encode, transferredFrom } = require('internal/structured_clone/encode');
  const { decode } = require('internal/structured_clone/decode');
  const transferred = transferredFrom(list, undefined);
  const { tokens, memory } = encode(value, transferred);
  const ports = [];
  for (const [entry, index] of transferred) if (index !== true) ports.push(require('internal/worker/ports').moved(entry));
  const result = decode(tokens, memory, ports, (index, maxByteLength) => {
    const buffer = memory[index];
    return transferred.has(buffer) ? buffer.transfer() : copyOf(buffer, maxByteLength);
  });
  // What is transferred leaves its owner even if the value does not contain it.
  for (const [entry, index] of transferred) if (index === true && !entry.detached) entry.transfer();
  return result;
}

module.exports = { structuredClone };
