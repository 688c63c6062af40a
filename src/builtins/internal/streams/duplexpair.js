// duplexPair: two Duplex streams; what is written to one can be read from the other.
'use strict';

const Duplex = require('internal/streams/duplex');

const kCallback = Symbol('kCallback');
const kOther = Symbol('kOtherSide');

class DuplexSide extends Duplex {
  constructor(options) {
    super(options);
    this[kOther] = null;
    // Of the other side's write, called when what it wrote is wanted.
    this[kCallback] = null;
  }

  _read() {
    const callback = this[kCallback];
    if (callback === null) return;
    this[kCallback] = null;
    callback();
  }

  _write(chunk, encoding, callback) {
    if (chunk.length === 0) {
      process.nextTick(callback);
      return;
    }
    this[kOther].push(chunk);
    this[kOther][kCallback] = callback;
  }

  _final(callback) {
    this[kOther].on('end', callback);
    this[kOther].push(null);
  }

  // The other side ends too, but fails only of its own.
  _destroy(error, callback) {
    const other = this[kOther];
    if (other !== null && !other.destroyed) {
      process.nextTick(() => {
        if (other.destroyed) return;
        if (error) other.destroy();
        else other.push(null);
      });
    }
    callback(error);
  }
}

function duplexPair(options) {
  const first = new DuplexSide(options);
  const second = new DuplexSide(options);
  first[kOther] = second;
  second[kOther] = first;
  return [first, second];
}

module.exports = { duplexPair };
