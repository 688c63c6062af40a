// The ends of streams that fail: destroy, construct, errors in every callback, and the codes they come with.
'use strict';
const { Duplex, PassThrough, Readable, Transform, Writable } = require('stream');
const log = (...parts) => console.log(...parts);
const turn = () => new Promise((resolve) => setImmediate(resolve));
const watch = (stream, name) => {
  for (const event of ['error', 'close', 'end', 'finish', 'data']) {
    stream.on(event, (detail) => log(name, event, detail?.code ?? detail?.message ?? detail?.toString() ?? ''));
  }
  return stream;
};
const told = (label) => (error) => log('callback', label, error && (error.code ?? error.message));
const ignore = { write(chunk, encoding, callback) { callback(); } };

async function destroys() {
  const stream = watch(new Duplex({ read() {}, write() {}, destroy(error, callback) {
    log('_destroy', error?.message);
    callback(error);
  } }), 'duplex');
  stream.write('1', told('1'));
  stream.write('2', told('2'));
  stream.end(told('end'));
  log(stream.destroy(new Error('why'), told('destroy')) === stream);
  stream.destroy(new Error('again'), told('second'));
  log(stream.destroyed, stream.closed, stream.errored.message, stream.readableAborted, stream.writableAborted, stream.writable, stream.readable);
  await turn();
  log(stream.closed, stream.push('x'), stream.read());
  stream.write('late', told('late'));
  stream.end(told('late end'));
  await turn();
  watch(new Readable({ read() {} }), 'quiet').destroy();
  watch(new Readable({ read() {}, emitClose: false }), 'no close').destroy(new Error('told'));
  watch(new Readable({ read() {}, destroy(error, callback) { callback(new Error('other')); } }), 'replaced').destroy(new Error('first'));
  watch(new Readable({ read() {}, destroy() { throw new Error('thrown'); } }), 'throwing').destroy();
  watch(new Readable({ read() {}, destroy(error, callback) { callback(); callback(new Error('no')); } }), 'twice').destroy();
  watch(new Readable({ read() {}, destroy(error, callback) { callback(null); } }), 'swallowed').destroy(new Error('gone'));
  await turn();
  const waiting = watch(new Writable({ destroy(error, callback) { setImmediate(callback, error); }, ...ignore }), 'slow');
  waiting.destroy(new Error('slow'));
  await turn();
  await turn();
  await turn();
}

async function writing() {
  const failing = watch(new Writable({ write: (chunk, encoding, callback) => callback(new Error('bad')) }), 'failing');
  log(failing.write('a', told('a')), failing.write('b', told('b')), failing.errored.message, failing.writable, failing.destroyed);
  await turn();
  const later = watch(new Writable({ write(chunk, encoding, callback) { setImmediate(callback, new Error('late')); } }), 'later');
  later.write('a', told('a'));
  later.write('b', told('b'));
  later.end(told('end'));
  await turn();
  await turn();
  const ended = watch(new Writable(ignore), 'ended');
  ended.end();
  log(ended.write('x', told('x')));
  await turn();
  const over = watch(new Writable(ignore), 'over');
  over.end('x', told('end'));
  await turn();
  over.end(told('again'));
  over.end('y', told('more'));
  await turn();
  const twice = watch(new Writable({ write(chunk, encoding, callback) { callback(); callback(); } }), 'twice');
  twice.write('x', told('x'));
  await turn();
  const kept = watch(new Writable({ autoDestroy: false, write: (chunk, encoding, callback) => callback(new Error('kept')) }), 'kept');
  kept.write('a');
  await turn();
  log(kept.destroyed, kept._writableState.errorEmitted, kept.errored.message);
  watch(new Writable(ignore), 'pipe').pipe(new PassThrough());
  for (const stream of [new Writable(), new Transform(), new Duplex()]) {
    try { stream.write('x'); } catch (error) { log(error.code, error.message); }
  }
  await turn();
}

async function reading() {
  const over = watch(new Readable({ read() {} }), 'over');
  over.push(null);
  log(over.push('x'));
  await turn();
  const late = watch(new Readable({ read() {} }), 'late');
  late.once('end', () => log(late.unshift('x')));
  late.push(null);
  await turn();
  watch(new Readable(), 'unimplemented');
  watch(new Readable({ read() { throw new Error('thrown'); } }), 'throwing');
  const wrong = watch(new Readable({ read() {} }), 'wrong');
  log(wrong.push(5), wrong.push('x'), wrong.destroyed);
  const wrongToo = watch(new Readable({ read() {} }), 'wrong too');
  log(wrongToo.unshift({}));
  await turn();
  const listener = watch(new Readable({ captureRejections: true, read() {} }), 'rejecting');
  listener.on('data', async () => { throw new Error('rejected'); });
  listener.push('x');
  await turn();
}

async function constructs() {
  const stream = watch(new Duplex({
    construct(callback) {
      log('_construct');
      setImmediate(callback);
    },
    read() {
      this.push('x');
      this.push(null);
    },
    write(chunk, encoding, callback) {
      log('_write', `${chunk}`);
      callback();
    },
  }), 'constructed');
  stream.write('early');
  stream.end();
  log('before', stream._readableState.constructed);
  for (let i = 0; i < 3; i++) await turn();
  const failing = watch(new Writable({ construct: (callback) => callback(new Error('no')), ...ignore }), 'failing');
  failing.write('a', told('a'));
  await turn();
  watch(new Writable({ construct() { throw new Error('thrown'); }, ...ignore }), 'throwing').end(told('end'));
  await turn();
  const destroyed = watch(new Writable({ construct(callback) { setImmediate(callback, new Error('construct')); }, destroy(error, callback) {
    log('_destroy', error.message, error.errors?.length);
    callback(error);
  } }), 'destroyed');
  destroyed.destroy(new Error('mine'));
  await turn();
  await turn();
  watch(new Readable({ construct(callback) { callback(); callback(); }, read() {} }), 'twice');
  await turn();
}

async function transforms() {
  watch(new Transform({ transform: (chunk, encoding, callback) => callback(new Error('transform')) }), 'transform').write('x', told('x'));
  watch(new Transform({ transform() {}, flush: (callback) => callback(new Error('flush')) }), 'flush').end(told('end'));
  await turn();
  const early = watch(new Transform({ transform(chunk, encoding, callback) {
    this.push('q');
    this.push(null);
    callback();
  } }), 'early end');
  early.write('x', told('x'));
  early.write('y', told('y'));
  early.end(told('end'));
  await turn();
}

(async () => {
  for (const part of [destroys, writing, reading, constructs, transforms]) {
    log(`--- ${part.name}`);
    await part();
  }
})();
