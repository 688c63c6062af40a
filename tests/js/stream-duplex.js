// Duplex, Transform, PassThrough, duplexPair, Duplex.from and compose.
'use strict';
const { Duplex, PassThrough, Readable, Transform, Writable, compose, duplexPair } = require('stream');
const log = (...parts) => console.log(...parts);
const turn = () => new Promise((resolve) => setImmediate(resolve));
const EVENTS = ['data', 'end', 'prefinish', 'finish', 'drain', 'error', 'close'];
const watch = (stream, name, events = EVENTS) => {
  for (const event of events) stream.on(event, (detail) => log(name, event, detail?.code ?? detail?.message ?? detail?.toString() ?? ''));
  return stream;
};
const closed = (stream) => new Promise((resolve) => { stream.on('close', resolve); });
const told = (label) => (error) => log('callback', label, error && (error.code ?? error.message));

async function sides() {
  const stream = watch(new Duplex({ read() {}, write(chunk, encoding, callback) {
    this.push(`<${chunk}>`);
    callback();
  }, final(callback) {
    this.push(null);
    callback();
  } }), 'echo');
  stream.write('a');
  stream.end('b');
  await turn();
  const half = watch(new Duplex({ allowHalfOpen: false, read() { this.push(null); }, write(chunk, encoding, callback) { callback(); } }), 'closed half');
  log(half.allowHalfOpen, half.writable);
  await turn();
  const open = watch(new Duplex({ read() { this.push(null); }, write(chunk, encoding, callback) { callback(); } }), 'open half');
  await turn();
  log(open.readable, open.writable, open.destroyed);
  open.end();
  await turn();
  log(open.destroyed);
  const onlyRead = watch(new Duplex({ writable: false, read() { this.push(null); } }), 'only read');
  log(onlyRead.writable, onlyRead.writableEnded, onlyRead.writableFinished);
  await turn();
  const onlyWrite = watch(new Duplex({ readable: false, write(chunk, encoding, callback) { callback(); } }), 'only write');
  log(onlyWrite.readable, onlyWrite.readableEnded);
  onlyWrite.end('x');
  await turn();
  const marks = new Duplex({ readableHighWaterMark: 5, writableHighWaterMark: 7, readableObjectMode: true });
  log(marks.readableHighWaterMark, marks.writableHighWaterMark, marks.readableObjectMode, marks.writableObjectMode);
  const both = new Duplex({ highWaterMark: 3, readableHighWaterMark: 5, objectMode: true });
  log(both.readableHighWaterMark, both.writableHighWaterMark, both.writableObjectMode);
  for (const wrong of [{ readableHighWaterMark: -5 }, { writableHighWaterMark: 'x' }]) {
    try { new Duplex(wrong); } catch (error) { log(error.code, error.message); }
  }
}

async function transforms() {
  const stream = watch(new Transform({ highWaterMark: 2, transform(chunk, encoding, callback) {
    log('_transform', `${chunk}`, encoding);
    callback(null, `${chunk}${chunk}`);
  }, flush(callback) {
    log('_flush');
    callback(null, 'flushed');
  } }), 'doubling');
  stream.pause();
  log(stream.write('ab', told('ab')), stream.write('cd', told('cd')), stream.write('ef'), stream.writableLength, stream.readableLength);
  await turn();
  stream.resume();
  stream.end(told('end'));
  await turn();
  const counter = new Transform({ readableObjectMode: true, transform(chunk, encoding, callback) { callback(null, { length: chunk.length }); } });
  counter.end('four');
  log(await counter.toArray());
  const dropping = new Transform({ transform(chunk, encoding, callback) { callback(); } });
  for (let i = 0; i < 5; i++) dropping.write('x');
  dropping.end();
  log(await dropping.toArray());
  const falsy = new Transform({ objectMode: true, transform(chunk, encoding, callback) { callback(null, chunk - 1); } });
  falsy.end(1);
  log(await falsy.toArray());
  const ownFinal = watch(new Transform({ final(callback) { log('_final'); callback(); }, flush(callback) { log('_flush'); callback(); },
                                         transform(chunk, encoding, callback) { callback(null, chunk); } }), 'own final');
  ownFinal.end('x');
  await turn();
  const zero = new PassThrough({ highWaterMark: 0 });
  log(zero.readableHighWaterMark, zero.writableHighWaterMark, zero.write('x'), zero.writableLength);
  class Sub extends Transform {
    _transform(chunk, encoding, callback) { callback(null, `${chunk}!`); }
    _flush(callback) { this.push('?'); callback(); }
  }
  log(await new Sub({ encoding: 'utf8' }).end('sub').toArray());
}

async function pairs() {
  const [left, right] = duplexPair({ encoding: 'utf8' });
  watch(left, 'left');
  watch(right, 'right');
  log(left.write('to the right', told('sent')), right.write('', told('empty')));
  right.once('data', () => right.end('to the left'));
  left.once('end', () => left.end());
  await closed(left);
  const [first, second] = duplexPair();
  watch(first, 'first');
  watch(second, 'second');
  first.destroy(new Error('one side'));
  await turn();
  log(second.destroyed);
  const [gone, rest] = duplexPair({ objectMode: true });
  watch(rest, 'rest');
  gone.destroy();
  await turn();
  log(rest.readableEnded, rest.destroyed);
}

async function froms() {
  const sources = {
    text: 'abc',
    array: [1, 2],
    promise: Promise.resolve(5),
    empty: Promise.resolve(),
    blob: new Blob(['blobby']),
    generator: async function*(source) { for await (const chunk of source) yield `${chunk}${chunk}`; },
    sink: async (source) => { for await (const chunk of source) log('sink', chunk); },
    quitter: async () => {},
    readable: Readable.from(['r']),
    writable: new Writable({ write(chunk, encoding, callback) { log('writable', `${chunk}`); callback(); } }),
    pair: { readable: Readable.from(['pr']), writable: new Writable({ objectMode: true, write(chunk, encoding, callback) { log('pair', chunk); callback(); } }) },
    iterables: { readable: ['ir'] },
  };
  for (const name in sources) {
    const stream = Duplex.from(sources[name]);
    log(name, stream.readable, stream.writable, stream.readableObjectMode, stream.writableObjectMode);
    watch(stream, name, ['data', 'end', 'finish', 'error', 'close']);
    if (stream.writable) stream.end('in');
    await closed(stream);
  }
  const through = new PassThrough();
  log(Duplex.from(through) === through);
  for (const wrong of [5, null, undefined, {}, () => 5, () => null]) {
    try { Duplex.from(wrong); } catch (error) { log(error.code, error.message); }
  }
  const failing = watch(Duplex.from({ readable: new Readable({ read() { this.destroy(new Error('inside')); } }) }), 'failing');
  await closed(failing);
  const rejecting = watch(Duplex.from(Promise.reject(new Error('rejected'))), 'rejecting');
  await closed(rejecting);
  const inner = new PassThrough();
  const outer = watch(Duplex.from({ readable: inner, writable: inner }), 'outer');
  outer.destroy();
  await closed(outer);
  log(inner.destroyed);
}

async function composed() {
  const upper = new Transform({ transform: (chunk, encoding, callback) => callback(null, `${chunk}`.toUpperCase()) });
  const stream = compose(async function*(source) {
    for await (const chunk of source) yield `${chunk}.`;
  }, upper, async function*(source) {
    for await (const chunk of source) yield `[${chunk}]`;
  });
  log(stream.readable, stream.writable);
  watch(stream, 'composed', ['data', 'end', 'finish', 'close', 'error']);
  stream.write('a');
  stream.end('b');
  await closed(stream);
  log(await Readable.from(['x', 'y']).compose(async function*(source) { for await (const chunk of source) yield chunk + chunk; }).toArray());
  const failing = watch(compose(new PassThrough(), new Transform({ transform: (chunk, encoding, callback) => callback(new Error('inside')) })), 'failing');
  failing.end('x');
  await closed(failing);
  const sink = watch(compose(new PassThrough(), async (source) => { for await (const chunk of source) log('sink', `${chunk}`); }), 'into sink');
  log(sink.readable, sink.writable);
  sink.end('x');
  await closed(sink);
  const source = compose(Readable.from(['s']), new PassThrough({ objectMode: true }));
  log(source.readable, source.writable, await source.toArray());
  const single = new PassThrough();
  log(compose(single) === single);
  for (const wrong of [() => compose(), () => compose(new Writable(), new PassThrough()), () => compose(new PassThrough(), Readable.from([])),
                       () => Readable.from([]).compose(Readable.from([])), () => Readable.from([]).compose(new PassThrough(), 5)]) {
    try { wrong(); } catch (error) { log(error.code, error.message.split('\n')[0].slice(0, 60)); }
  }
  const aborting = watch(new PassThrough().compose(new PassThrough(), { signal: AbortSignal.abort() }), 'aborted');
  await closed(aborting);
  const cut = watch(compose(new PassThrough(), new PassThrough()), 'cut');
  cut.destroy();
  await closed(cut);
}

(async () => {
  for (const part of [sides, transforms, pairs, froms, composed]) {
    log(`--- ${part.name}`);
    await part();
  }
})();
