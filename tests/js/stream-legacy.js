// Streams made the old way, wrapped old streams, and what the module and its classes look like from outside.
'use strict';
const stream = require('stream');
const { Duplex, PassThrough, Readable, Stream, Transform, Writable } = stream;
const EventEmitter = require('events');
const util = require('util');
const log = (...parts) => console.log(...parts);
const turn = () => new Promise((resolve) => setImmediate(resolve));

async function inherited() {
  function Old() {
    Stream.call(this);
    this.readable = true;
    this.writable = true;
  }
  util.inherits(Old, Stream);
  Old.prototype.write = function(chunk) { this.emit('data', `old ${chunk}`); return true; };
  Old.prototype.end = function(chunk) {
    if (chunk !== undefined) this.write(chunk);
    this.emit('end');
    this.emit('close');
  };
  const old = new Old();
  old.pipe(new PassThrough()).on('data', (chunk) => log(`${chunk}`)).on('end', () => log('end')).on('close', () => log('close'));
  old.write('a');
  old.end('b');
  await turn();

  function Source(options) {
    if (!(this instanceof Source)) return new Source(options);
    Readable.call(this, options);
    this.left = 2;
  }
  util.inherits(Source, Readable);
  Source.prototype._read = function() { this.push(this.left > 0 ? `${this.left--}` : null); };
  Source({ encoding: 'utf8' }).on('data', (chunk) => log(chunk));
  function Sink() { Writable.call(this); }
  Sink.prototype = Object.create(Writable.prototype, { constructor: { value: Sink } });
  Sink.prototype._write = (chunk, encoding, callback) => { log('sink', `${chunk}`); callback(); };
  new Source().pipe(new Sink());
  function Upper() { Transform.call(this, { decodeStrings: false }); }
  util.inherits(Upper, Transform);
  Upper.prototype._transform = function(chunk, encoding, callback) { this.push(`${chunk}`.toUpperCase()); callback(); };
  new Upper().on('data', (chunk) => log(`${chunk}`)).end('upper');
  // A prototype that is an instance.
  function Shared() {}
  Shared.prototype = new Stream();
  const shared = [new Shared(), new Shared()];
  shared[0].on('x', () => log('x of the first'));
  log(shared[1].emit('x'), Object.hasOwn(shared[0], '_events'));
  log(Readable() instanceof Readable, Writable() instanceof Writable, Duplex() instanceof Duplex, Transform() instanceof Transform, PassThrough() instanceof PassThrough);
  await turn();
}

function instances() {
  const all = { Stream: new Stream(), Readable: new Readable(), Writable: new Writable(), Duplex: new Duplex(), PassThrough: new PassThrough() };
  for (const name in all) {
    log(name, [EventEmitter, Stream, Readable, Writable, Duplex, Transform, PassThrough].map((Class) => all[name] instanceof Class).join(' '));
  }
  class Own extends Writable {}
  log(new Own() instanceof Own, new Duplex() instanceof Own, null instanceof Writable, {} instanceof Writable,
      { _writableState: new Writable()._writableState } instanceof Writable);
}

function shapes() {
  log(stream === Stream, stream.name, stream.length, Object.keys(stream));
  for (const name of Object.keys(stream)) {
    if (typeof stream[name] === 'function') log(name, stream[name].name, stream[name].length);
  }
  for (const Class of [Stream, Readable, Writable, Duplex, Transform, PassThrough]) {
    log(Class.name, Class.length, Object.keys(Class).join());
    for (const name of Object.getOwnPropertyNames(Class.prototype).sort()) {
      const { value, get, set, enumerable, configurable, writable } = Object.getOwnPropertyDescriptor(Class.prototype, name);
      log(' ', name, typeof value === 'function' ? value.length : value, typeof get, typeof set, enumerable, configurable, writable);
    }
  }
  log(new PassThrough().eventNames(), Object.keys(new Writable()._events), Object.keys(new Readable()._events));
  const listening = new PassThrough().on('finish', () => {}).on('data', () => {}).on('custom', () => {});
  log(listening.eventNames());
  log(stream._isUint8Array(new Uint8Array()), stream._isUint8Array(new Uint16Array()), stream._isArrayBufferView(new DataView(new ArrayBuffer(1))));
  log(stream._uint8ArrayToBuffer(new Uint8Array([104, 105])).toString());
  log(util.inspect(new Error('x')) !== '', `${new Readable()}`, Object.prototype.toString.call(new Writable()));
}

async function wrapped() {
  const source = new EventEmitter();
  source.pause = () => log('pause');
  source.resume = () => log('resume');
  source.extra = function() { return this === source; };
  source.read = () => log('not taken over');
  const stream = new Readable({ highWaterMark: 2 }).wrap(source);
  log(stream.extra());
  source.emit('data', 'abc');
  stream.on('data', (chunk) => log('data', `${chunk}`)).on('end', () => log('end')).on('close', () => log('close'));
  await turn();
  source.emit('data', 'def');
  source.emit('end');
  await turn();
  const failing = new EventEmitter();
  const second = Readable.wrap(Object.assign(failing, { destroy: (error) => log('source destroyed', error?.message) }));
  log(second.readableObjectMode);
  second.on('error', (error) => log('error', error.message));
  failing.emit('error', new Error('source'));
  await turn();
  const closing = new EventEmitter();
  const third = Readable.wrap(closing, { objectMode: false }).on('close', () => log('closed with it'));
  log(third.readableObjectMode);
  closing.emit('close');
  await turn();
}

(async () => {
  for (const part of [inherited, instances, shapes, wrapped]) {
    log(`--- ${part.name}`);
    await part();
  }
})();
