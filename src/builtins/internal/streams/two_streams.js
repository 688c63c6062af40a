// Joins the outside of a Duplex to a stream that takes what is written to it and a stream that gives what is read.
//
// Used by `compose` (the head and the tail of a pipeline) and `duplexify` (any two streams). The callbacks of the
// Duplex that wait for the other streams are kept in `waiting`; `closed` says that these have ended.
'use strict';

const { AbortError } = require('internal/errors');

function makeWaiting() {
  return { drain: null, finish: null, readable: null, close: null, closed: false };
}

// Calls what waits under `name`, once.
function answer(waiting, name, ...args) {
  const callback = waiting[name];
  if (callback === null) return false;
  waiting[name] = null;
  callback(...args);
  return true;
}

function writeInto(duplex, writable, waiting) {
  duplex._write = (chunk, encoding, callback) => {
    if (writable.write(chunk, encoding)) callback();
    else waiting.drain = callback;
  };
  duplex._final = (callback) => {
    writable.end();
    waiting.finish = callback;
  };
  writable.on('drain', () => answer(waiting, 'drain'));
}

function readFrom(duplex, readable, waiting) {
  readable.on('readable', () => answer(waiting, 'readable'));
  readable.on('end', () => duplex.push(null));
  duplex._read = () => {
    for (;;) {
      const chunk = readable.read();
      if (chunk === null) {
        waiting.readable = duplex._read;
        return;
      }
      if (!duplex.push(chunk)) return;
    }
  };
}

// The Duplex is closed only when the streams inside are; `destroyInner` gets the error, and whether they are already.
function closeWith(duplex, waiting, destroyInner) {
  duplex._destroy = (error, callback) => {
    const { closed } = waiting;
    if (!error && !closed) error = new AbortError();
    waiting.readable = null;
    waiting.drain = null;
    waiting.finish = null;
    if (!closed) waiting.close = callback;
    destroyInner(error, closed);
    if (closed) callback(error);
  };
}

module.exports = { answer, closeWith, makeWaiting, readFrom, writeInto };
