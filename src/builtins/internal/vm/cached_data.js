// `cachedData`: compiled code that a program may keep. Engines here compile faster than they would check such code, so
// what is kept is only a mark of the text and the runtime that it belongs to: it is accepted for just these, as V8's is.
'use strict';

const { Buffer } = require('buffer');

const MAGIC = 'napkin compiled code 1';

// FNV-1a over the code units.
function hash(text) {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return value;
}

function produce(text) {
  return Buffer.from(`${MAGIC}\0${JSON.stringify(process.versions)}\0${text.length}\0${hash(text)}`);
}

function isRejected(data, text) {
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  return !bytes.equals(produce(text));
}

// The properties that Node gives a script or function for these options.
function describe(target, text, { cachedData, produceCachedData }) {
  if (cachedData !== undefined) target.cachedDataRejected = isRejected(cachedData, text);
  if (produceCachedData) {
    target.cachedDataProduced = true;
    target.cachedData = produce(text);
  }
}

module.exports = { describe, produce };
