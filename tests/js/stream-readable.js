// Readable: how chunks come in and out, in both modes, the order of events, encodings, and the fields others look into.
'use strict';
const { Readable } = require('stream');
const log = (...parts) => console.log(...parts);
const turn = () => new Promise((resolve) => setImmediate(resolve));
const text = (chunk) => (chunk === null ? null : `${chunk}`);
const watch = (stream, name, events) => {
  for (const event of events) stream.on(event, (...args) => log(name, event, ...args.map((arg) => arg?.message ?? text(arg))));
  return stream;
};
const counting = (limit, options) => {
  let next = 0;
  return new Readable({ ...options, read() {
    log('_read', next);
    this.push(next < limit ? String(next++) : null);
  } });
};

async function flowing() {
  watch(counting(3), 'flowing', ['data', 'end', 'close', 'pause', 'resume']);
  await turn();
  const paused = watch(counting(3), 'paused', ['data', 'end', 'close', 'pause', 'resume']);
  log(paused.isPaused(), paused.readableFlowing);
  paused.pause();
  log(paused.isPaused(), paused.readableFlowing, paused.readableDidRead);
  await turn();
  paused.resume();
  await turn();
  log(paused.readableDidRead, paused.readableEnded, paused.destroyed, paused.closed, paused.readableAborted);
  // A listener may pause in the middle.
  const stopping = counting(4);
  stopping.on('data', (chunk) => {
    log('stopping', text(chunk));
    stopping.pause();
    setImmediate(() => stopping.resume());
  });
  for (let i = 0; i < 8; i++) await turn();
  log(stopping.readableEnded);
}

async function onReadable() {
  const stream = watch(counting(4, { highWaterMark: 2 }), 'readable', ['readable', 'end', 'close']);
  log(stream.readableFlowing);
  stream.on('readable', () => {
    for (let chunk; (chunk = stream.read()) !== null;) log('read', text(chunk));
  });
  log(stream.readableFlowing);
  await turn();
  // 'data' beside 'readable' gets what read() takes.
  const both = counting(2);
  both.on('data', (chunk) => log('data', text(chunk)));
  const onReadable = () => log('taken', text(both.read()));
  both.on('readable', onReadable);
  await turn();
  both.off('readable', onReadable);
  await turn();
  log(both.readableFlowing, both.readableEnded);
  // The end alone is worth a 'readable'.
  watch(new Readable({ read() { this.push(null); } }), 'empty', ['readable', 'end']);
  await turn();
  const late = new Readable({ read() {} });
  late.push(null);
  await turn();
  watch(late, 'late', ['readable', 'end']);
  late.read();
  await turn();
}

async function sizes() {
  const stream = new Readable({ read() {} });
  stream.push('abcdef');
  stream.push('ghi');
  log(text(stream.read(2)), text(stream.read(5)), stream.read(9), stream.readableLength, text(stream.read()));
  stream.push('jkl');
  stream.push('mn');
  log(text(stream.read()), text(stream.read()), stream.read());
  stream.unshift('front');
  log(stream.readableLength, text(stream.read('2')), text(stream.read(undefined)), stream.read(0));
  log(stream.push(''), stream.push(Buffer.alloc(0)), stream.push(undefined), stream.readableLength);
  log(stream.readableHighWaterMark, stream.read(70000), stream.readableHighWaterMark);
  for (const size of [2 ** 31, 1e10]) {
    try { stream.read(size); } catch (error) { log(error.name, error.code, error.message); }
  }
  stream.push('xy');
  stream.push(null);
  log(text(stream.read(100)), stream.read());
  await turn();
  log(stream.readableEnded);
  const small = new Readable({ highWaterMark: 3, read() {} });
  log(small.push('a'), small.push('bc'), small.push('d'), small.readableLength);
  const zero = watch(new Readable({ highWaterMark: 0, read() { log('zero asked'); } }), 'zero', ['readable', 'data', 'end']);
  zero.push('z');
  await turn();
  zero.push(null);
  await turn();
  const many = new Readable({ read() {} });
  for (let i = 0; i < 3000; i++) many.push(`${i % 10}`);
  log(`${many.read(2999)}`.length, text(many.read()), many.readableLength);
}

async function objects() {
  const stream = new Readable({ objectMode: true, read() {} });
  log(stream.readableHighWaterMark, stream.readableObjectMode);
  for (const value of [0, '', false, undefined, { a: 1 }]) stream.push(value);
  log(stream.readableLength);
  for (let i = 0; i < 5; i++) log(stream.read(), stream.readableLength);
  stream.unshift([1]);
  log(stream.read(5), stream.read());
  log(Readable.from('text').readableObjectMode, Readable.from([1]).readableHighWaterMark);
}

async function encodings() {
  const euro = Buffer.from('€uro');
  const stream = new Readable({ encoding: 'utf8', read() {} });
  stream.push(euro.subarray(0, 1));
  stream.push(euro.subarray(1, 2));
  log(stream.readableLength, stream.read());
  stream.push(euro.subarray(2));
  stream.push('plain');
  log(stream.readableLength, stream.read(2), stream.read());
  stream.push(euro.subarray(0, 2));
  stream.push(null);
  log(JSON.stringify(stream.read()));
  const late = new Readable({ read() {} });
  late.push(Buffer.from([0xe2, 0x82]));
  late.push(Buffer.from([0xac, 0x21]));
  log(late.readableEncoding, late.setEncoding('utf8') === late, late.readableEncoding, late.readableLength, late.read());
  late.setEncoding('hex');
  late.push('hi');
  log(late.read());
  late.push('6a6b', 'hex');
  log(late.read());
  late.unshift('hi', 'latin1');
  log(late.read());
  const bytes = new Readable({ defaultEncoding: 'hex', read() {} });
  bytes.push('4142');
  bytes.push('QUI=', 'base64');
  bytes.push(new Uint16Array([0x4142]));
  bytes.push(new DataView(new ArrayBuffer(2)));
  log(bytes.readableLength, bytes.read(8));
  for (const encoding of ['nope', 5]) {
    try { new Readable({ encoding }); } catch (error) { log(error.code, error.message); }
    try { bytes.setEncoding(encoding); } catch (error) { log(error.code, error.message); }
  }
}

async function states() {
  const stream = new Readable({ read() {} });
  const fields = ['objectMode', 'highWaterMark', 'length', 'pipes', 'flowing', 'ended', 'endEmitted', 'reading', 'constructed',
                  'sync', 'needReadable', 'emittedReadable', 'readableListening', 'resumeScheduled', 'errorEmitted', 'emitClose',
                  'autoDestroy', 'destroyed', 'errored', 'closed', 'closeEmitted', 'defaultEncoding', 'awaitDrainWriters',
                  'multiAwaitDrain', 'readingMore', 'dataEmitted', 'decoder', 'encoding', 'buffer', 'bufferIndex', 'pipesCount'];
  const show = (label) => log(label, fields.map((field) => `${field}=${JSON.stringify(stream._readableState[field])}`).join(' '));
  show('new');
  stream.on('readable', () => {});
  await turn();
  show('listening');
  stream.push('abc');
  show('pushed');
  await turn();
  stream.read();
  stream.push(null);
  show('ended');
  await turn();
  show('over');
  log(stream.readable, Object.keys(stream), stream.readableBuffer);
  stream.readable = true;
  log(stream.readable);
}

(async () => {
  for (const part of [flowing, onReadable, sizes, objects, encodings, states]) {
    log(`--- ${part.name}`);
    await part();
  }
})();
