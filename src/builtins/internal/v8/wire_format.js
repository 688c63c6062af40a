// V8's format of serialized values, version 15, as Node writes it: tags, and the bytes of primitive values.
// Neighbours: serializer.js, deserializer.js.
'use strict';

const VERSION = 15;

const code = (character) => character.charCodeAt(0);

const TAG = {
  __proto__: null,
  VERSION: 0xFF, PADDING: 0, VERIFY_COUNT: code('?'), HOLE: code('-'), UNDEFINED: code('_'), NULL: code('0'),
  TRUE: code('T'), FALSE: code('F'), INT32: code('I'), UINT32: code('U'), DOUBLE: code('N'), BIGINT: code('Z'),
  UTF8: code('S'), ONE_BYTE: code('"'), TWO_BYTE: code('c'), REFERENCE: code('^'), OBJECT: code('o'),
  OBJECT_END: code('{'), SPARSE: code('a'), SPARSE_END: code('@'), DENSE: code('A'), DENSE_END: code('$'),
  DATE: code('D'), TRUE_OBJECT: code('y'), FALSE_OBJECT: code('x'), NUMBER_OBJECT: code('n'),
  BIGINT_OBJECT: code('z'), STRING_OBJECT: code('s'), REGEXP: code('R'), MAP: code(';'), MAP_END: code(':'),
  SET: code("'"), SET_END: code(','), ARRAY_BUFFER: code('B'), RESIZABLE: code('~'), TRANSFERRED: code('t'),
  VIEW: code('V'), SHARED: code('u'), HOST: code('\\'), ERROR: code('r'),
};

// Letters of views, in a VIEW record.
const VIEWS = {
  __proto__: null,
  Int8Array: 'b', Uint8Array: 'B', Uint8ClampedArray: 'C', Int16Array: 'w', Uint16Array: 'W', Int32Array: 'd',
  Uint32Array: 'D', Float16Array: 'h', Float32Array: 'f', Float64Array: 'F', BigInt64Array: 'q', BigUint64Array: 'Q',
  DataView: '?',
};

// Numbers of views in a record of a host object, as Node's DefaultSerializer has them.
const HOST_VIEWS = ['Int8Array', 'Uint8Array', 'Uint8ClampedArray', 'Int16Array', 'Uint16Array', 'Int32Array',
                    'Uint32Array', 'Float32Array', 'Float64Array', 'DataView', 'Buffer', 'BigInt64Array',
                    'BigUint64Array', 'Float16Array'];

// In a regular expression's number of flags.
const FLAGS = [['g', 1], ['i', 2], ['m', 4], ['y', 8], ['u', 16], ['s', 32], ['d', 128], ['v', 256]];

// Letters inside of an error.
const ERRORS = {
  __proto__: null,
  EvalError: 'E', RangeError: 'R', ReferenceError: 'F', SyntaxError: 'S', TypeError: 'T', URIError: 'U',
};
const ERROR_PART = { __proto__: null, MESSAGE: code('m'), CAUSE: code('c'), STACK: code('s'), END: code('.') };

function isOneByte(text) {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0xFF) return false;
  return true;
}

module.exports = { ERRORS, ERROR_PART, FLAGS, HOST_VIEWS, TAG, VERSION, VIEWS, code, isOneByte };
