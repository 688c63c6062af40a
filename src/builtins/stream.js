// node:stream. The module is the base class `Stream`, and everything else hangs on it; what is not needed for making
// streams is loaded when it is called.
'use strict';

const { Stream } = require('internal/streams/legacy');
const { Readable, asBuffer } = require('internal/streams/readable');
const { Writable } = require('internal/streams/writable');
const { getDefaultHighWaterMark, setDefaultHighWaterMark } = require('internal/streams/marks');

const kPromisify = Symbol.for('nodejs.util.promisify.custom');
const predicates = () => require('internal/streams/predicates');

module.exports = Stream;
Stream.isDestroyed = function isDestroyed(stream) {
  return predicates().isDestroyed(stream);
};
Stream.isDisturbed = function isDisturbed(stream) {
  return predicates().isDisturbed(stream);
};
Stream.isErrored = function isErrored(stream) {
  return predicates().isErrored(stream);
};
Stream.isReadable = function isReadable(stream) {
  return predicates().isReadable(stream);
};
Stream.isWritable = function isWritable(stream) {
  return predicates().isWritable(stream);
};
Stream.Readable = Readable;
Stream.Writable = Writable;
Stream.Duplex = require('internal/streams/duplex');
Stream.Transform = require('internal/streams/transform');
Stream.PassThrough = require('internal/streams/passthrough');
Stream.duplexPair = function duplexPair(options) {
  return require('internal/streams/duplexpair').duplexPair(options);
};
Stream.pipeline = function pipeline(...streams) {
  return require('internal/streams/pipeline').pipeline(...streams);
};
Stream.addAbortSignal = function addAbortSignal(signal, stream) {
  return require('internal/streams/abort_signal').addAbortSignal(signal, stream);
};
Stream.finished = function eos(stream, options, callback) {
  return Reflect.apply(require('internal/streams/finished').finished, undefined, arguments);
};
Stream.destroy = require('internal/streams/destroy').destroyer;
Stream.compose = function compose(...streams) {
  return require('internal/streams/compose').compose(...streams);
};
Stream.setDefaultHighWaterMark = setDefaultHighWaterMark;
Stream.getDefaultHighWaterMark = getDefaultHighWaterMark;

Object.defineProperty(Stream, 'promises', {
  __proto__: null,
  configurable: true,
  enumerable: true,
  get() {
    return require('stream/promises');
  },
});
for (const name of ['pipeline', 'finished']) {
  Object.defineProperty(Stream[name], kPromisify, {
    __proto__: null,
    enumerable: true,
    get() {
      return require('stream/promises')[name];
    },
  });
}

// Everybody with the old habit of `require('stream').Stream`.
Stream.Stream = Stream;
Stream._isArrayBufferView = ArrayBuffer.isView;
Stream._isUint8Array = function isUint8Array(value) {
  return require('internal/util/types').isUint8Array(value);
};
Stream._uint8ArrayToBuffer = function _uint8ArrayToBuffer(chunk) {
  return asBuffer(chunk);
};
