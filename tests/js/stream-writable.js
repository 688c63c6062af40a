// Writable: order of callbacks and events, cork and writev, final, encodings, and the fields others look into.
'use strict';
const { Writable } = require('stream');
const log = (...parts) => console.log(...parts);
const turn = () => new Promise((resolve) => setImmediate(resolve));
const EVENTS = ['drain', 'prefinish', 'finish', 'error', 'close', 'pipe', 'unpipe'];
const watch = (stream, name = 'w') => {
  for (const event of EVENTS) stream.on(event, (error) => log(name, event, error?.code ?? error?.message ?? ''));
  return stream;
};
const told = (label) => (error) => log('callback', label, error && (error.code ?? error.message));
const atOnce = (options) => watch(new Writable({ write(chunk, encoding, callback) {
  log('_write', `${chunk}`, encoding);
  callback();
}, ...options }));
const later = (options) => watch(new Writable({ write(chunk, encoding, callback) {
  log('_write', `${chunk}`);
  setImmediate(callback);
}, ...options }));

async function order() {
  const stream = atOnce({ highWaterMark: 3, final(callback) {
    log('_final');
    callback();
  } });
  log(stream.write('ab', told('ab')), stream.write('cdef', told('cdef')), stream.write('g'));
  process.nextTick(() => log('tick'));
  log(stream.end('end', told('end')) === stream);
  log(stream.writable, stream.writableEnded, stream.writableFinished);
  await turn();
  log(stream.writableFinished, stream.destroyed, stream.closed);

  const slow = later({ highWaterMark: 3, final(callback) {
    log('_final');
    setImmediate(callback);
  } });
  log(slow.write('ab', told('ab')), slow.write('cd', told('cd')), slow.writableLength, slow.writableNeedDrain);
  for (let i = 0; i < 3; i++) await turn();
  log(slow.writableNeedDrain, slow.write('more'));
  slow.end(told('end'));
  slow.end(told('end again'));
  for (let i = 0; i < 5; i++) await turn();
  slow.end(told('end late'));
  await turn();
}

async function objects() {
  const stream = atOnce({ objectMode: true, highWaterMark: 2 });
  log(stream.write(1), stream.write({}), stream.write(false, 'any'), stream.writableObjectMode, stream.writableHighWaterMark);
  stream.end('last');
  await turn();
  const slow = later({ objectMode: true, highWaterMark: 2 });
  log(slow.write(1), slow.write(2), slow.write(undefined), slow.writableLength);
  for (let i = 0; i < 5; i++) await turn();
}

async function corked() {
  const many = watch(new Writable({ writev(chunks, callback) {
    log('_writev', chunks.map(({ chunk, encoding }) => [`${chunk}`, encoding]), chunks.allBuffers);
    callback();
  } }));
  many.cork();
  many.cork();
  many.write('a');
  many.write('b', told('b'));
  many.write('c', 'latin1');
  many.uncork();
  log(many.writableCorked, many.writableBuffer.length, many.writableLength, many._writableState.bufferedRequestCount);
  many.uncork();
  log(many.writableCorked, many.writableLength);
  many.write('single');
  many.uncork();
  await turn();
  many.cork();
  many.write('x');
  many.end('y', told('end'));
  await turn();
  const texts = watch(new Writable({ decodeStrings: false, writev(chunks, callback) {
    log('_writev', chunks.map(({ chunk, encoding }) => [chunk, encoding]), chunks.allBuffers);
    callback(null);
  } }));
  texts.cork();
  texts.write('a', 'hex');
  texts.write(Buffer.from('b'));
  process.nextTick(() => texts.uncork());
  await turn();
  const single = atOnce();
  single.cork();
  for (const chunk of 'abc') single.write(chunk);
  single.uncork();
  single.end();
  await turn();
}

async function encodings() {
  const stream = atOnce({ decodeStrings: false, defaultEncoding: 'latin1' });
  stream.write('a');
  stream.write('b', 'hex');
  stream.write('c', null);
  log(stream.setDefaultEncoding('UCS2') === stream);
  stream.write('d');
  stream.write(Buffer.from('e'), 'hex');
  stream.write(new Uint8Array([0x66]));
  stream.write(new Uint16Array([0x6867]));
  for (const wrong of [() => stream.setDefaultEncoding('nope'), () => stream.setDefaultEncoding({}), () => stream.write('x', 'nope'),
                       () => stream.write(null), () => stream.write(undefined), () => stream.write(5), () => stream.write({}),
                       () => stream.write('x', 'buffer'), () => new Writable({ highWaterMark: -1 }),
                       () => new Writable({ highWaterMark: NaN }), () => new Writable({ highWaterMark: '9' })]) {
    try { log(wrong()); } catch (error) { log(error.name, error.code, error.message); }
  }
  const object = new Writable({ objectMode: true });
  try { object.write(null); } catch (error) { log(error.code); }
  await turn();
}

async function finals() {
  const failing = atOnce({ final: (callback) => callback(new Error('final failed')) });
  failing.end('x', told('end'));
  await turn();
  const throwing = atOnce({ final() { throw new Error('final threw'); } });
  throwing.end(told('end'));
  await turn();
  const twice = atOnce({ final(callback) {
    callback();
    callback();
  } });
  twice.end(told('end'));
  await turn();
  const pending = atOnce({ final(callback) { setImmediate(callback); }, autoDestroy: false });
  pending.end();
  await turn();
  await turn();
  log(pending.destroyed, pending.writableFinished);
  pending.destroy();
  await turn();
}

async function states() {
  const stream = new Writable({ write(chunk, encoding, callback) { setImmediate(callback); } });
  const fields = ['objectMode', 'highWaterMark', 'finalCalled', 'needDrain', 'ending', 'ended', 'finished', 'destroyed',
                  'decodeStrings', 'defaultEncoding', 'length', 'writing', 'corked', 'sync', 'bufferProcessing', 'writelen',
                  'bufferedIndex', 'allBuffers', 'allNoop', 'pendingcb', 'constructed', 'prefinished', 'errorEmitted', 'emitClose',
                  'autoDestroy', 'errored', 'closed', 'closeEmitted', 'bufferedRequestCount'];
  const show = (label) => log(label, fields.map((field) => `${field}=${JSON.stringify(stream._writableState[field])}`).join(' '),
                              stream._writableState.getBuffer().length);
  show('new');
  stream.write('abc');
  stream.write('d', () => {});
  show('writing');
  stream.end();
  show('ending');
  for (let i = 0; i < 4; i++) await turn();
  show('over');
  log(stream.writable, stream.writableAborted, Object.keys(stream));
  const fresh = new Writable();
  fresh.writable = false;
  log(fresh.writable);
  log(typeof fresh._writableState.onwrite, new Writable.WritableState({ highWaterMark: 5 }, fresh).highWaterMark);
}

(async () => {
  for (const part of [order, objects, corked, encodings, finals, states]) {
    log(`--- ${part.name}`);
    await part();
  }
})();
