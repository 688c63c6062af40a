// Default high-water marks: how much a stream keeps before it asks its source to wait.
'use strict';

const { codes } = require('internal/errors');
const { validateInteger } = require('internal/validators');

let defaultBytes = 64 * 1024;
let defaultObjects = 16;

function getDefaultHighWaterMark(objectMode) {
  return objectMode ? defaultObjects : defaultBytes;
}

function setDefaultHighWaterMark(objectMode, value) {
  validateInteger(value, 'value', 0);
  if (objectMode) defaultObjects = value;
  else defaultBytes = value;
}

// The mark that `options` asks for; of the two sides of a Duplex each may have its own, under the name `ownKey`.
function markFor(objectMode, options, ownKey, isDuplex) {
  let mark = options?.highWaterMark;
  if (mark == null && isDuplex) mark = options?.[ownKey];
  if (mark == null) return getDefaultHighWaterMark(objectMode);
  if (!Number.isInteger(mark) || mark < 0) {
    throw new codes.ERR_INVALID_ARG_VALUE(isDuplex ? `options.${ownKey}` : 'options.highWaterMark', mark);
  }
  return Math.floor(mark);
}

module.exports = { getDefaultHighWaterMark, markFor, setDefaultHighWaterMark };
