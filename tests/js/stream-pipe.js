// pipe and unpipe: several destinations, slow ones, errors, old streams, and where the end goes.
'use strict';
const { PassThrough, Readable, Stream, Transform, Writable } = require('stream');
const EventEmitter = require('events');
const log = (...parts) => console.log(...parts);
const turn = () => new Promise((resolve) => setImmediate(resolve));
const watch = (stream, name, events = ['pipe', 'unpipe', 'finish', 'close', 'error']) => {
  for (const event of events) stream.on(event, (detail) => log(name, event, detail?.message ?? detail?.constructor?.name ?? ''));
  return stream;
};
const sink = (name, options) => watch(new Writable({ objectMode: true, write(chunk, encoding, callback) {
  log(name, `${chunk}`);
  setImmediate(callback);
}, ...options }), name);

async function one() {
  const source = watch(Readable.from(['a', 'b', 'c']), 'source', ['pause', 'resume', 'end', 'close']);
  const dest = sink('dest', { highWaterMark: 1 });
  log(source.pipe(dest) === dest, source._readableState.pipes.length, source.listenerCount('data'));
  for (let i = 0; i < 8; i++) await turn();
  log(source._readableState.pipes.length, dest.listenerCount('unpipe'), dest.listenerCount('drain'), dest.listenerCount('close'));
}

async function several() {
  const source = new PassThrough();
  const fast = watch(new PassThrough(), 'fast');
  const slow = sink('slow', { highWaterMark: 1 });
  source.pipe(fast);
  source.pipe(slow, { end: false });
  fast.on('data', (chunk) => log('fast', `${chunk}`));
  source.write('one');
  source.write('two');
  await turn();
  log(source._readableState.awaitDrainWriters.size, source.readableFlowing);
  for (let i = 0; i < 4; i++) await turn();
  source.unpipe(fast);
  source.write('three');
  for (let i = 0; i < 3; i++) await turn();
  log(source.isPaused(), source.readableFlowing);
  log(source.unpipe(new PassThrough()) === source, source.unpipe() === source, source.isPaused(), source.readableFlowing);
  source.pipe(slow);
  source.end('four');
  for (let i = 0; i < 5; i++) await turn();
}

async function ended() {
  const source = Readable.from(['x']).resume();
  await turn();
  await turn();
  log(source.readableEnded);
  source.pipe(sink('after the end'));
  await turn();
  const full = new Writable({ highWaterMark: 1, write(chunk, encoding, callback) { setImmediate(callback); } });
  full.write('full');
  const waiting = new PassThrough();
  waiting.pipe(full);
  log(full.writableNeedDrain, waiting.isPaused());
  await turn();
  await turn();
  log(waiting.isPaused());
}

async function errors() {
  const source = new PassThrough();
  const failing = new Writable({ write: (chunk, encoding, callback) => callback(new Error('full')) });
  watch(source.pipe(failing), 'failing');
  source.write('x');
  await turn();
  log(source.destroyed, source._readableState.pipes.length, source.readableFlowing);
  const closing = watch(new PassThrough(), 'closing');
  const open = new PassThrough();
  open.pipe(closing);
  closing.destroy();
  await turn();
  log(open._readableState.pipes.length);
  const plain = new EventEmitter();
  plain.write = () => { throw new Error('thrown'); };
  plain.end = () => log('plain end');
  plain.destroy = (error) => log('plain destroy', error.message);
  Readable.from(['x']).pipe(plain);
  await turn();
  const picky = watch(new Writable({ write() {} }), 'picky');
  Readable.from([5]).pipe(picky);
  await turn();
  await turn();
}

async function old() {
  const source = new Stream();
  source.readable = true;
  source.pause = () => log('source pause');
  source.resume = () => log('source resume');
  const dest = sink('dest', { highWaterMark: 2 });
  source.pipe(dest);
  for (const chunk of ['a', 'b', 'c']) source.emit('data', chunk);
  for (let i = 0; i < 5; i++) await turn();
  source.emit('end');
  await turn();
  log(source.eventNames(), dest.listenerCount('drain'));
  const failing = new Stream();
  failing.pipe(new PassThrough());
  try { failing.emit('error', new Error('nobody listens')); } catch (error) { log('thrown', error.message); }
  const closing = new Stream();
  const destroyed = watch(new PassThrough(), 'destroyed', ['close', 'finish']);
  closing.pipe(destroyed);
  closing.emit('close');
  await turn();
  log(destroyed.destroyed);
  const plain = Object.assign(new EventEmitter(), { writable: true, write: (chunk) => log('plain', chunk), end: () => log('plain end') });
  Readable.from(['1', '2']).pipe(plain);
  await turn();
  // An emitter that is not Node's.
  const foreign = { listeners: {}, on(event, listener) { (this.listeners[event] ??= []).push(listener); return this; },
                    once(event, listener) { return this.on(event, listener); }, removeListener() { return this; }, emit() {},
                    write(chunk) { log('foreign', chunk); }, end() { log('foreign end', Object.keys(this.listeners)); } };
  Readable.from(['1', '2']).pipe(foreign);
  await turn();
}

async function chain() {
  const upper = new Transform({ transform: (chunk, encoding, callback) => callback(null, `${chunk}`.toUpperCase()) });
  const chunks = [];
  const last = Readable.from(['a', 'b']).pipe(upper).pipe(new PassThrough({ encoding: 'utf8' }));
  for await (const chunk of last) chunks.push(chunk);
  log(chunks);
}

(async () => {
  for (const part of [one, several, ended, errors, old, chain]) {
    log(`--- ${part.name}`);
    await part();
  }
})();
