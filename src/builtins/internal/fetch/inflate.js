// "deflate" of HTTP: with a zlib header, as the standard says, or without, as some servers send it.
'use strict';

const { Transform } = require('stream');
const zlib = require('zlib');

class Inflate extends Transform {
  #inflate;

  _transform(chunk, encoding, callback) {
    if (this.#inflate !== undefined) {
      this.#inflate.write(chunk, encoding, callback);
      return;
    }
    if (chunk.length === 0) {
      callback();
      return;
    }
    // 8 is the only method that a zlib header can name.
    this.#inflate = (chunk[0] & 0x0F) === 0x08 ? zlib.createInflate() : zlib.createInflateRaw();
    this.#inflate.on('data', (data) => this.push(data));
    this.#inflate.on('end', () => this.push(null));
    this.#inflate.on('error', (error) => this.destroy(error));
    this.#inflate.write(chunk, encoding, callback);
  }

  _final(callback) {
    this.#inflate?.end();
    this.#inflate = undefined;
    callback();
  }
}

module.exports = { createInflate: () => new Inflate() };
