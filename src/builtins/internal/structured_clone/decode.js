// Makes the value that `encode` took apart: the second half of the algorithm, in which nothing of the program runs.
'use strict';

const format = require('internal/structured_clone/format');

const ERRORS = { Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError };

function define(object, key, value, enumerable = true) {
  Object.defineProperty(object, key, { __proto__: null, value, enumerable, configurable: true, writable: true });
}

// Readers of numbered objects, by the mark. Each is given the decoder; those whose content may refer to the object
// itself keep it before they read on.
const READERS = new Map([
  [format.OBJECT, (from) => {
    const object = from.keep({});
    from.readProperties(object);
    return object;
  }],
  [format.ARRAY, (from) => {
    const array = from.keep([]);
    const length = from.next();
    const count = from.next();
    for (let i = 0; i < count; i++) array.push(from.read());
    if (array.length !== length) array.length = length;
    from.readProperties(array);
    return array;
  }],
  [format.DATE, (from) => from.keep(new Date(from.next()))],
  [format.BOXED, (from) => {
    const name = from.next();
    const primitive = from.next();
    return from.keep(Object(name === 'BigInt' ? BigInt(primitive) : primitive));
  }],
  [format.REGEXP, (from) => from.keep(new RegExp(from.next(), from.next()))],
  [format.MAP, (from) => {
    const map = from.keep(new Map());
    while (!from.atEnd()) map.set(from.read(), from.read());
    return map;
  }],
  [format.SET, (from) => {
    const set = from.keep(new Set());
    while (!from.atEnd()) set.add(from.read());
    return set;
  }],
  [format.ERROR, (from) => {
    const error = from.keep(new ERRORS[from.next()](from.next()));
    const stack = from.next();
    if (stack !== undefined) define(error, 'stack', stack, false);
    const hasCause = from.next();
    const cause = from.read();
    if (hasCause) define(error, 'cause', cause, false);
    return error;
  }],
  [format.DOM_EXCEPTION, (from) => {
    const { DOMException } = require('internal/dom_exception');
    const error = from.keep(new DOMException(from.next(), from.next()));
    define(error, 'stack', from.next(), false);
    return error;
  }],
  [format.ARRAY_BUFFER, (from) => from.keep(from.bufferOf(from.next(), from.next()))],
  [format.SHARED_ARRAY_BUFFER, (from) => from.keep(from.memory[from.next()])],
  [format.VIEW, (from) => {
    const number = from.keepPlace();
    const Class = globalThis[from.next()];
    const view = new Class(from.read(), from.next(), from.next());
    from.objects[number] = view;
    return view;
  }],
  [format.BLOB, (from) => {
    const bytes = from.memory[from.next()];
    const type = from.next();
    const name = from.next();
    const lastModified = from.next();
    if (name === undefined) return from.keep(new (require('internal/blob').Blob)([bytes], { type }));
    return from.keep(new (require('internal/file').File)([bytes], name, { type, lastModified }));
  }],
  [format.PORT, (from) => from.keep(from.ports[from.next()])],
]);

class Decoder {
  objects = [];
  #tokens;
  #at = 0;

  // `bufferOf(index, maxByteLength)` gives the ArrayBuffer for an entry of the list of memory.
  constructor(tokens, memory, ports, bufferOf) {
    this.#tokens = tokens;
    this.memory = memory;
    this.ports = ports;
    this.bufferOf = bufferOf;
  }

  next() {
    return this.#tokens[this.#at++];
  }

  atEnd() {
    if (this.#tokens[this.#at] !== format.END) return false;
    this.#at++;
    return true;
  }

  keep(object) {
    this.objects.push(object);
    return object;
  }

  keepPlace() {
    return this.objects.push(undefined) - 1;
  }

  read() {
    const token = this.#tokens[this.#at++];
    if (typeof token !== 'bigint') return token;
    if (token >= 0n) return this.objects[Number(token)];
    if (token === format.BIGINT) return BigInt(this.next());
    return READERS.get(token)(this);
  }

  readProperties(object) {
    while (!this.atEnd()) {
      const key = this.next();
      define(object, key, this.read());
    }
  }
}

function decode(tokens, memory, ports, bufferOf) {
  return new Decoder(tokens, memory, ports, bufferOf).read();
}

module.exports = { decode };
