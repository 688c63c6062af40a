// The flat form of a cloned value: an array of primitives, read from front to back.
//
// Undefined, null, booleans, numbers and strings stand for themselves. BigInts are marks: one that is not negative
// refers to the object of that number; a negative one says what follows. Objects are numbered in the order in which
// their marks come. Buffers, and ports, are not in the array: lists beside it hold them.
'use strict';

// Mark -> what follows it. Those below `entries` are read until END.
module.exports = {
  END: -1n,
  BIGINT: -2n, // text; a primitive, not numbered
  OBJECT: -3n, // entries: key, value
  ARRAY: -4n, // length, number of elements without gaps, those; entries: key, value
  DATE: -5n, // time
  BOXED: -6n, // name of the class, primitive as text or itself
  REGEXP: -7n, // source, flags
  MAP: -8n, // entries: key, value
  SET: -9n, // entries: value
  ERROR: -10n, // name of the class, message or undefined, stack, whether there is a cause, cause
  DOM_EXCEPTION: -11n, // message, name, stack
  ARRAY_BUFFER: -12n, // index in the list of memory, maxByteLength or undefined
  SHARED_ARRAY_BUFFER: -13n, // index in the list of memory
  VIEW: -14n, // name of the class, buffer, byteOffset, length or undefined to follow the buffer's
  BLOB: -15n, // index in the list of memory, type, name or undefined (no File), lastModified
  PORT: -16n, // index in the list of ports
};
