// The rest of Readable: properties that tell its state, and functions whose code is loaded when they are called.
'use strict';

function accessors(prototype, getters) {
  for (const [name, get, set] of getters) {
    Object.defineProperty(prototype, name, { __proto__: null, get, set, enumerable: false, configurable: false });
  }
}

// `this._readableState` is absent on prototypes, and in constructors that have not called ours yet.
const PROPERTIES = [
  ['readable', function get() {
    const state = this._readableState;
    return Boolean(state && state.readable !== false && !state.destroyed && !state.errorEmitted && !state.endEmitted);
  }, function set(value) {
    if (this._readableState) this._readableState.readable = Boolean(value);
  }],
  ['readableDidRead', function get() { return this._readableState.dataEmitted; }],
  ['readableAborted', function get() {
    const state = this._readableState;
    return Boolean(state.readable !== false && (state.destroyed || state.errored) && !state.endEmitted);
  }],
  ['readableHighWaterMark', function get() { return this._readableState.highWaterMark; }],
  ['readableBuffer', function get() { return this._readableState?.buffer; }],
  ['readableFlowing', function get() { return this._readableState.flowing; }, function set(value) {
    if (this._readableState) this._readableState.flowing = value;
  }],
  ['readableLength', function get() { return this._readableState.length; }],
  ['readableObjectMode', function get() { return this._readableState ? this._readableState.objectMode : false; }],
  ['readableEncoding', function get() { return this._readableState ? this._readableState.encoding : null; }],
  ['errored', function get() { return this._readableState ? this._readableState.errored : null; }],
  ['closed', function get() { return this._readableState ? this._readableState.closed : false; }],
  ['destroyed', function get() { return this._readableState ? this._readableState.destroyed : false; },
   function set(value) {
     if (this._readableState) this._readableState.destroyed = value;
   }],
  ['readableEnded', function get() { return this._readableState ? this._readableState.endEmitted : false; }],
];

const adapters = () => require('internal/webstreams/adapters');
const operators = () => require('internal/streams/operators');
const iteration = () => require('internal/streams/readable_iteration');

// Each is made here, so that its name and length are what programs see.
const OPERATORS = {
  drop(count, options = undefined) { return operators().drop(this, count, options); },
  filter(fn, options) { return operators().filter(this, fn, options); },
  flatMap(fn, options) { return operators().flatMap(this, fn, options); },
  map(fn, options) { return operators().map(this, fn, options); },
  take(count, options = undefined) { return operators().take(this, count, options); },
  every(fn, options = undefined) { return operators().every(this, fn, options); },
  forEach(fn, options) { return operators().forEach(this, fn, options); },
  reduce(reducer, initialValue, options) {
    return operators().reduce(this, reducer, arguments.length, initialValue, options);
  },
  toArray(options) { return operators().toArray(this, options); },
  some(fn, options = undefined) { return operators().some(this, fn, options); },
  find(fn, options) { return operators().find(this, fn, options); },
};

function install(Readable) {
  const { prototype } = Readable;
  accessors(prototype, PROPERTIES);
  prototype.wrap = function(stream) {
    return require('internal/streams/wrap').wrapInto(this, stream);
  };
  prototype.iterator = function(options) {
    if (options !== undefined) require('internal/validators').validateObject(options, 'options');
    return iteration().iterate(this, options);
  };
  prototype[Symbol.asyncIterator] = function() {
    return iteration().iterate(this);
  };
  prototype.compose = function compose(stream, options) {
    return require('internal/streams/compose').composeWith(this, stream, options);
  };
  for (const name in OPERATORS) {
    Object.defineProperty(prototype, name, {
      __proto__: null, value: OPERATORS[name], enumerable: false, configurable: true, writable: true,
    });
  }

  Readable.from = function(iterable, options) {
    return require('internal/streams/from').from(Readable, iterable, options);
  };
  Readable.fromWeb = function(readableStream, options) {
    return adapters().newStreamReadableFromReadableStream(readableStream, options);
  };
  Readable.toWeb = function(streamReadable, options) {
    return adapters().newReadableStreamFromStreamReadable(streamReadable, options);
  };
  Readable.wrap = function(source, options) {
    return require('internal/streams/wrap').wrap(Readable, source, options);
  };
}

module.exports = { accessors, install };
