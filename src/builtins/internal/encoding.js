// TextEncoder and TextDecoder. The work is native (the Encoding Standard's encodings); here are arguments and errors.
'use strict';

const binding = internalBinding('encoding');
const { codes } = require('internal/errors');
const { kValidateObjectAllowObjectsAndNull, validateObject, validateString } = require('internal/validators');

const kInspect = Symbol.for('nodejs.util.inspect.custom');
const tagOf = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag).get;
const EMPTY = new Uint8Array(0);

function makeEnumerable(prototype, tag, names) {
  for (const name of names) Object.defineProperty(prototype, name, { __proto__: null, enumerable: true });
  Object.defineProperty(prototype, Symbol.toStringTag, { __proto__: null, configurable: true, value: tag });
}

class TextEncoder {
  #encoding = 'utf-8';

  static #check(value) {
    if (typeof value !== 'object' || value === null || !(#encoding in value)) {
      throw new TypeError('Receiver must be an instance of class TextEncoder');
    }
  }

  get encoding() {
    TextEncoder.#check(this);
    return this.#encoding;
  }

  encode(input = '') {
    TextEncoder.#check(this);
    return binding.encode(`${input}`);
  }

  encodeInto(src, dest) {
    validateString(src, 'src');
    if (tagOf.call(dest) !== 'Uint8Array') throw new codes.ERR_INVALID_ARG_TYPE('dest', 'Uint8Array', dest);
    TextEncoder.#check(this);
    binding.encodeInto(src, dest);
    const { result } = binding;
    return { read: result[0], written: result[1] };
  }

  [kInspect](depth, options) {
    if (typeof depth === 'number' && depth < 0) return this;
    const shown = { __proto__: { constructor: this.constructor ?? TextEncoder }, encoding: this.#encoding };
    return require('internal/util/inspect').inspect(shown, options);
  }
}
makeEnumerable(TextEncoder.prototype, 'TextEncoder', ['encode', 'encodeInto', 'encoding']);

const isSingleByte = (encoding) => /^(?:iso-8859|windows-|koi8|ibm866|macintosh|x-mac|x-user)/.test(encoding);

class TextDecoder {
  #encoding;
  #fatal = false;
  #ignoreBOM = false;
  #streaming = false;
  // Made by the first `decode`.
  #decoder;

  constructor(encoding = 'utf-8', options = undefined) {
    const label = `${encoding}`;
    if (options !== undefined) validateObject(options, 'options', kValidateObjectAllowObjectsAndNull);
    const name = label === 'utf-8' ? label : binding.nameOf(label);
    if (name === undefined || name === 'replacement') throw new codes.ERR_ENCODING_NOT_SUPPORTED(name ?? label);
    this.#encoding = name;
    if (options != null) {
      this.#fatal = Boolean(options.fatal);
      this.#ignoreBOM = Boolean(options.ignoreBOM);
    }
  }

  static #check(value) {
    if (typeof value !== 'object' || value === null || !(#encoding in value)) {
      throw new codes.ERR_INVALID_THIS('TextDecoder');
    }
  }

  decode(input = EMPTY, options = undefined) {
    TextDecoder.#check(this);
    if (options !== undefined) validateObject(options, 'options', kValidateObjectAllowObjectsAndNull);
    const stream = Boolean(options?.stream);
    const bytes = this.#bytesOf(input, stream || this.#streaming);
    this.#streaming = stream;
    this.#decoder ??= binding.createDecoder(this.#encoding, this.#fatal, this.#ignoreBOM);
    const text = binding.decode(this.#decoder, bytes, stream);
    if (text === undefined) {
      const error = new codes.ERR_ENCODING_INVALID_ENCODED_DATA(this.#encoding, undefined);
      // Node's native decoders make this error without an errno.
      if (!isSingleByte(this.#encoding)) delete error.errno;
      throw error;
    }
    return text;
  }

  get encoding() {
    TextDecoder.#check(this);
    return this.#encoding;
  }

  get fatal() {
    TextDecoder.#check(this);
    return this.#fatal;
  }

  get ignoreBOM() {
    TextDecoder.#check(this);
    return this.#ignoreBOM;
  }

  #bytesOf(input, stream) {
    if (ArrayBuffer.isView(input)) {
      if (tagOf.call(input) === 'Uint8Array') return input;
      return new Uint8Array(input.buffer, input.byteOffset, input.byteLength);
    }
    if (require('internal/util/types').isAnyArrayBuffer(input)) return input.detached ? EMPTY : new Uint8Array(input);
    const isUtf8 = this.#encoding === 'utf-8';
    if (isSingleByte(this.#encoding) || (isUtf8 && stream)) {
      throw new codes.ERR_INVALID_ARG_TYPE('input', ['ArrayBuffer', 'ArrayBufferView'], input);
    }
    const error = new TypeError(
      `The "${isUtf8 ? 'list' : 'input'}" argument must be an instance of SharedArrayBuffer, ArrayBuffer or ` +
      'ArrayBufferView.');
    error.code = 'ERR_INVALID_ARG_TYPE';
    throw error;
  }

  [kInspect](depth, options) {
    TextDecoder.#check(this);
    if (typeof depth === 'number' && depth < 0) return this;
    const constructor = this.constructor ?? TextDecoder;
    const shown = {
      __proto__: { constructor }, encoding: this.#encoding, fatal: this.#fatal, ignoreBOM: this.#ignoreBOM,
    };
    return `${constructor.name} ${require('internal/util/inspect').inspect(shown)}`;
  }
}
makeEnumerable(TextDecoder.prototype, 'TextDecoder', ['decode', 'encoding', 'fatal', 'ignoreBOM']);

module.exports = { TextDecoder, TextEncoder };
