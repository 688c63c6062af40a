// LazyTransform: a Transform that becomes one when it is first used as a stream. Hashes and ciphers are made by the
// thousand and mostly never are.
'use strict';

const { Transform } = require('stream');

const kOptions = Symbol('kOptions');

function LazyTransform(options) {
  this[kOptions] = options;
}
Object.setPrototypeOf(LazyTransform.prototype, Transform.prototype);
Object.setPrototypeOf(LazyTransform, Transform);

function become(stream) {
  // What the constructor assigns must land on the stream itself.
  for (const name of STATES) define(stream, name, undefined);
  Transform.call(stream, stream[kOptions]);
  // Text is for `update` and `digest`, whose results are what they say.
  stream._writableState.decodeStrings = false;
  if (!stream[kOptions]?.defaultEncoding) stream._writableState.defaultEncoding = 'buffer';
}

function define(target, name, value) {
  Object.defineProperty(target, name, { __proto__: null, value, writable: true, enumerable: true, configurable: true });
}

const STATES = ['_readableState', '_writableState'];
for (const name of STATES) {
  Object.defineProperty(LazyTransform.prototype, name, {
    __proto__: null,
    get() {
      become(this);
      return this[name];
    },
    set(value) {
      define(this, name, value);
    },
    configurable: true,
    enumerable: true,
  });
}

module.exports = LazyTransform;
