// TextEncoderStream and TextDecoderStream.
'use strict';

const { TextDecoder, TextEncoder } = require('internal/encoding');
const { inspectAs, kInspect, makeEnumerable } = require('internal/webstreams/shared');
const { TransformStream } = require('internal/webstreams/transform');

const isLead = (unit) => unit >= 0xD800 && unit <= 0xDBFF;

class TextEncoderStream {
  #encoder = new TextEncoder();
  #transform;

  constructor() {
    const encoder = this.#encoder;
    // The first half of a surrogate pair whose second half comes with the next chunk.
    let pending = '';
    this.#transform = new TransformStream({
      transform(chunk, controller) {
        let text = pending + String(chunk);
        pending = '';
        if (text.length > 0 && isLead(text.charCodeAt(text.length - 1))) {
          pending = text.slice(-1);
          text = text.slice(0, -1);
        }
        if (text !== '') controller.enqueue(encoder.encode(text));
      },
      flush(controller) {
        if (pending !== '') controller.enqueue(encoder.encode(pending));
      },
    });
  }

  get encoding() {
    return this.#encoder.encoding;
  }

  get readable() {
    return this.#transform.readable;
  }

  get writable() {
    return this.#transform.writable;
  }

  [kInspect](depth, options) {
    return inspectAs('TextEncoderStream', depth, options, {
      encoding: this.encoding, readable: this.readable, writable: this.writable,
    });
  }
}
makeEnumerable(TextEncoderStream.prototype, undefined, ['encoding', 'readable', 'writable']);

class TextDecoderStream {
  #decoder;
  #transform;

  constructor(encoding = 'utf-8', options = {}) {
    const decoder = this.#decoder = new TextDecoder(encoding, options);
    this.#transform = new TransformStream({
      transform(chunk, controller) {
        const text = decoder.decode(chunk, { stream: true });
        if (text !== '') controller.enqueue(text);
      },
      flush(controller) {
        const text = decoder.decode();
        if (text !== '') controller.enqueue(text);
      },
    });
  }

  get encoding() {
    return this.#decoder.encoding;
  }

  get fatal() {
    return this.#decoder.fatal;
  }

  get ignoreBOM() {
    return this.#decoder.ignoreBOM;
  }

  get readable() {
    return this.#transform.readable;
  }

  get writable() {
    return this.#transform.writable;
  }

  [kInspect](depth, options) {
    return inspectAs('TextDecoderStream', depth, options, {
      encoding: this.encoding, fatal: this.fatal, ignoreBOM: this.ignoreBOM, readable: this.readable,
      writable: this.writable,
    });
  }
}
makeEnumerable(TextDecoderStream.prototype, undefined, ['encoding', 'fatal', 'ignoreBOM', 'readable', 'writable']);

module.exports = { TextDecoderStream, TextEncoderStream };
