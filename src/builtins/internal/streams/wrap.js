// Readable.prototype.wrap and Readable.wrap: an old-style stream ('data', 'end', pause, resume) as a Readable.
'use strict';

const { destroyer, errorOrDestroy } = require('internal/streams/destroy');

function wrapInto(readable, source) {
  let paused = false;
  source.on('data', (chunk) => {
    if (!readable.push(chunk) && source.pause) {
      paused = true;
      source.pause();
    }
  });
  source.on('end', () => readable.push(null));
  source.on('error', (error) => errorOrDestroy(readable, error));
  source.on('close', () => readable.destroy());
  source.on('destroy', () => readable.destroy());
  readable._read = () => {
    if (!paused || !source.resume) return;
    paused = false;
    source.resume();
  };
  // What else the source can do.
  for (const name of Object.keys(source)) {
    if (readable[name] === undefined && typeof source[name] === 'function') readable[name] = source[name].bind(source);
  }
  return readable;
}

function wrap(Readable, source, options) {
  return new Readable({
    objectMode: source.readableObjectMode ?? source.objectMode ?? true,
    ...options,
    destroy(error, callback) {
      destroyer(source, error);
      callback(error);
    },
  }).wrap(source);
}

module.exports = { wrap, wrapInto };
