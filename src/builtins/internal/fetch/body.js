// Bodies of requests and responses.
//
// A body has a source (bytes or a Blob) or is a stream only. The stream of a source is made when somebody asks for it:
// most bodies are read whole, by `text` or `json`.
'use strict';

const { bytesOf, isBlob } = require('internal/blob');
const { illegalInvocation, toDOMString } = require('internal/fetch/webidl');

const isStream = (value) => (
  typeof value === 'object' && value !== null &&
  require('internal/webstreams/readable').isReadableStream(value));
const stateOfStream = (stream) => stream[require('internal/webstreams/shared').kState];

function streamOf(bytes) {
  let closed = false;
  return new (require('internal/webstreams/readable').ReadableStream)({
    type: 'bytes',
    pull(controller) {
      if (closed) return;
      closed = true;
      // A copy: what is read is the reader's.
      if (bytes.length > 0) controller.enqueue(bytes.slice());
      require('internal/webstreams/shared').RESOLVED.then(() => {
        controller.close();
        controller.byobRequest?.respond(0);
      });
    },
  });
}

// What is left of the stream of a body that was read whole.
function spentStream() {
  const stream = new (require('internal/webstreams/readable').ReadableStream)({
    type: 'bytes', start(controller) { controller.close(); },
  });
  stateOfStream(stream).disturbed = true;
  stream.getReader();
  return stream;
}

class Body {
  #stream;
  #incoming;
  #spent = false;

  // `source` is bytes, a Blob or null; then `stream` is the body, or `incoming` (see that file) brings it.
  constructor(source, length, stream = undefined, incoming = undefined) {
    this.source = source;
    this.length = length;
    this.#stream = stream;
    this.#incoming = incoming;
  }

  get stream() {
    if (this.#stream !== undefined) return this.#stream;
    if (this.#spent) this.#stream = spentStream();
    else if (this.#incoming !== undefined) this.#stream = this.#incoming.toStream();
    else this.#stream = isBlob(this.source) ? this.source.stream() : streamOf(this.source);
    return this.#stream;
  }

  get isDisturbed() {
    return this.#spent || (this.#stream !== undefined && stateOfStream(this.#stream).disturbed);
  }

  get isUnusable() {
    return this.isDisturbed || (this.#stream !== undefined && this.#stream.locked);
  }

  get isStreamOnly() {
    return this.source === null;
  }

  // Another body of the same bytes.
  clone() {
    if (this.#stream === undefined && this.source !== null) return new Body(this.source, this.length);
    const [first, second] = this.stream.tee();
    this.#stream = first;
    return new Body(this.source, this.length, second);
  }

  // The body goes to another owner; this one is spent.
  move() {
    const { source, length } = this;
    if (this.#stream === undefined && source !== null) {
      this.#spent = true;
      return new Body(source, length);
    }
    const { TransformStream } = require('internal/webstreams/transform');
    return new Body(source, length, this.stream.pipeThrough(new TransformStream()));
  }

  // All bytes; they may be shared with the source.
  async readAll() {
    if (this.#stream !== undefined) return readStream(this.#stream);
    this.#spent = true;
    if (this.#incoming !== undefined) return this.#incoming.readAll();
    return isBlob(this.source) ? bytesOf(this.source) : this.source;
  }

  // Nobody will read the rest.
  cancel(reason) {
    if (this.#stream === undefined) {
      this.#spent = true;
      this.#incoming?.cancel(reason);
    } else if (!this.#stream.locked) {
      this.#stream.cancel(reason).catch(() => {});
    }
  }
}

async function readStream(stream) {
  const { isUint8Array } = require('internal/util/types');
  const reader = stream.getReader();
  const chunks = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    if (!isUint8Array(value)) {
      const error = new TypeError('Received non-Uint8Array chunk');
      reader.cancel(error).catch(() => {});
      throw error;
    }
    chunks.push(value);
    length += value.length;
  }
  if (chunks.length === 1) return chunks[0];
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

function ofBytes(bytes) {
  return new Body(bytes, bytes.length);
}

function bytesOfBuffer(value) {
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength).slice();
  return new Uint8Array(value).slice();
}

function ofIterable(iterable) {
  const iterator = iterable[Symbol.asyncIterator]();
  return new (require('internal/webstreams/readable').ReadableStream)({
    type: 'bytes',
    async pull(controller) {
      for (;;) {
        const { done, value } = await iterator.next();
        if (done) {
          controller.close();
          controller.byobRequest?.respond(0);
          return;
        }
        const bytes = typeof value === 'string' ? internalBinding('encoding').encode(value) : value;
        if (!ArrayBuffer.isView(bytes)) throw new TypeError('Received non-Uint8Array chunk');
        if (bytes.byteLength === 0) continue;
        controller.enqueue(bytesOfBuffer(bytes));
        return;
      }
    },
    async cancel(reason) {
      await iterator.return?.(reason);
    },
  });
}

// What a program gives as a body: { body, type }; `type` is the Content-Type that goes with it, or null.
function extract(value, prefix, name = 'body') {
  if (isStream(value)) {
    if (stateOfStream(value).disturbed || value.locked) {
      throw new TypeError('Response body object should not be disturbed or locked');
    }
    return { body: new Body(null, null, value), type: null };
  }
  const { encode } = internalBinding('encoding');
  if (typeof value === 'object' && value !== null) {
    if (isBlob(value)) return { body: new Body(value, value.size), type: value.type || null };
    if (ArrayBuffer.isView(value) || require('internal/util/types').isArrayBuffer(value)) {
      return { body: ofBytes(bytesOfBuffer(value)), type: null };
    }
    if (require('internal/url_search_params').isURLSearchParams(value)) {
      return { body: ofBytes(encode(value.toString())), type: 'application/x-www-form-urlencoded;charset=UTF-8' };
    }
    if (require('internal/fetch/form_data').isFormData(value)) {
      const { bytes, type } = require('internal/fetch/multipart').encode(value);
      return { body: ofBytes(bytes), type };
    }
    if (typeof value[Symbol.asyncIterator] === 'function') {
      return { body: new Body(null, null, ofIterable(value)), type: null };
    }
  }
  const text = toDOMString(value, prefix, name);
  return { body: ofBytes(encode(text)), type: 'text/plain;charset=UTF-8' };
}

// ----- the methods of Request and Response -----

const EMPTY = new Uint8Array(0);

function decodeText(bytes) {
  const { TextDecoder } = require('internal/encoding');
  return new TextDecoder().decode(bytes);
}

function mimeOf(headers) {
  return require('internal/fetch/mime').ofHeader(headers.get('content-type'));
}

function toForm(bytes, headers) {
  const { FormData, formOf } = require('internal/fetch/form_data');
  const mime = mimeOf(headers);
  if (mime?.essence === 'multipart/form-data') {
    return formOf(require('internal/fetch/multipart_parser').parse(bytes, mime));
  }
  if (mime?.essence === 'application/x-www-form-urlencoded') {
    const { URLSearchParams } = require('internal/url_search_params');
    const form = new FormData();
    for (const [name, value] of new URLSearchParams(decodeText(bytes))) form.append(name, value);
    return form;
  }
  throw new TypeError(
    'Content-Type was not one of "multipart/form-data" or "application/x-www-form-urlencoded".');
}

const unusable = () => new TypeError('Body is unusable: Body has already been read');

// Own memory: what is read must not be shared with a source or a pool.
function owned(bytes) {
  return bytes.byteLength === bytes.buffer.byteLength ? bytes : bytes.slice();
}

const CONVERSIONS = {
  blob(bytes, headers) {
    const mime = mimeOf(headers);
    const type = mime === undefined ? '' : require('internal/fetch/mime').serialize(mime);
    return new (require('internal/blob').Blob)([bytes], { type });
  },
  arrayBuffer: (bytes) => owned(bytes).buffer,
  text: (bytes) => decodeText(bytes),
  json: (bytes) => JSON.parse(decodeText(bytes)),
  formData: toForm,
  bytes: (bytes) => owned(bytes),
};

// Adds the body's methods to a class. `parts(object)` is { body, headers }, undefined for objects of other classes.
function addMethods(prototype, parts) {
  const methods = {};
  for (const name in CONVERSIONS) {
    const convert = CONVERSIONS[name];
    methods[name] = {
      async [name]() {
        const its = parts(this);
        if (its === undefined) throw illegalInvocation();
        const { body, headers } = its;
        if (body === null) return convert(EMPTY.slice(), headers);
        if (body.isUnusable) throw unusable();
        let bytes = await body.readAll();
        // The bytes of a source are still needed: for clones, and when a request is sent again.
        if ((name === 'bytes' || name === 'arrayBuffer') && body.source !== null) bytes = bytes.slice();
        return convert(bytes, headers);
      },
    }[name];
  }
  methods.textStream = { textStream() {
    const its = parts(this);
    if (its === undefined) throw illegalInvocation();
    const { body } = its;
    const { ReadableStream } = require('internal/webstreams/readable');
    if (body === null) return new ReadableStream({ start(controller) { controller.close(); } });
    if (body.isUnusable) throw unusable();
    const { TextDecoderStream } = require('internal/webstreams/encoding');
    return body.stream.pipeThrough(new TextDecoderStream());
  } }.textStream;
  for (const name in methods) {
    Object.defineProperty(prototype, name, {
      __proto__: null, value: methods[name], writable: true, enumerable: true, configurable: true,
    });
  }
}

module.exports = { Body, addMethods, extract, isStream, ofBytes };
