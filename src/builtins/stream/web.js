// node:stream/web. Each class loads its file when it is first read.
'use strict';

const { defineLazy } = require('internal/bootstrap_globals');

// In Node's order.
const CLASSES = [
  ['internal/webstreams/readable', ['ReadableStream', 'ReadableStreamTee']],
  ['internal/webstreams/readers', ['ReadableStreamDefaultReader', 'ReadableStreamBYOBReader']],
  ['internal/webstreams/byob_request', ['ReadableStreamBYOBRequest']],
  ['internal/webstreams/byte_controller', ['ReadableByteStreamController']],
  ['internal/webstreams/readable_controller', ['ReadableStreamDefaultController']],
  ['internal/webstreams/transform', ['TransformStream', 'TransformStreamDefaultController']],
  ['internal/webstreams/writable', ['WritableStream']],
  ['internal/webstreams/writer', ['WritableStreamDefaultWriter']],
  ['internal/webstreams/writable_controller', ['WritableStreamDefaultController']],
  ['internal/webstreams/queuing_strategies', ['ByteLengthQueuingStrategy', 'CountQueuingStrategy']],
  ['internal/webstreams/encoding', ['TextEncoderStream', 'TextDecoderStream']],
  ['internal/webstreams/compression', ['CompressionStream', 'DecompressionStream']],
];

for (const [id, names] of CLASSES) {
  for (const name of names) defineLazy(exports, name, true, () => require(id)[name]);
}
