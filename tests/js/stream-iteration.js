// Iterating over streams, and making streams of what can be iterated.
'use strict';
const { PassThrough, Readable, Stream } = require('stream');
const log = (...parts) => console.log(...parts);
const turn = () => new Promise((resolve) => setImmediate(resolve));
const told = (error) => [error.name, error.code, error.message];
const idle = () => new Readable({ read() {} });

async function loops() {
  const stream = Readable.from(['a', 'b', 'c']);
  for await (const chunk of stream) log(chunk);
  log(stream.destroyed, stream.readableEnded);
  const broken = Readable.from([1, 2, 3]);
  for await (const chunk of broken) {
    log(chunk);
    break;
  }
  log(broken.destroyed);
  const kept = Readable.from([1, 2, 3]);
  for await (const chunk of kept.iterator({ destroyOnReturn: false })) {
    log(chunk);
    break;
  }
  log(kept.destroyed);
  for await (const chunk of kept) log('rest', chunk);
  try {
    for await (const chunk of Readable.from([1])) throw new Error(`thrown at ${chunk}`);
  } catch (error) { log(told(error)); }
  try {
    for await (const chunk of new Readable({ read() { this.destroy(new Error('source')); } })) log(chunk);
  } catch (error) { log(told(error)); }
  const cut = idle();
  cut.push('x');
  setImmediate(() => cut.destroy());
  try {
    for await (const chunk of cut) log(`${chunk}`);
  } catch (error) { log(told(error)); }
  const destroyed = idle().destroy();
  try {
    for await (const chunk of destroyed) log(chunk);
  } catch (error) { log(told(error)); }
  const late = new PassThrough({ encoding: 'utf8' });
  setImmediate(() => {
    late.write('later');
    setImmediate(() => late.end('still'));
  });
  for await (const chunk of late) log(chunk);
  const open = new Readable({ autoDestroy: false, read() { this.push(null); } });
  for await (const chunk of open) log(chunk);
  log(open.destroyed, open.readableEnded);
}

async function requests() {
  const stream = new PassThrough({ objectMode: true });
  const iterator = stream[Symbol.asyncIterator]();
  log(iterator.stream === stream, typeof iterator.return, typeof iterator.throw, iterator[Symbol.asyncIterator]() === iterator);
  const line = [iterator.next(), iterator.next(), iterator.next(), iterator.return('value'), iterator.next()];
  for (const value of [1, 2, Promise.resolve('resolved')]) stream.write(value);
  log(await Promise.all(line), stream.destroyed);
  const unstarted = idle();
  const other = unstarted[Symbol.asyncIterator]();
  log(await other.return('early'), await other.next(), unstarted.destroyed);
  const thrown = Readable.from([1, 2]).on('error', (error) => log('event', error.message));
  const third = thrown[Symbol.asyncIterator]();
  log(await third.next());
  log(await third.throw(new Error('into it')).catch(told), await third.next(), thrown.destroyed);
  log(await idle()[Symbol.asyncIterator]().throw(new Error('unstarted')).catch(told));
  const rejecting = new PassThrough({ objectMode: true });
  rejecting.on('error', (error) => log('event', error.message));
  rejecting.write(Promise.reject(new Error('rejected chunk')));
  const fourth = rejecting[Symbol.asyncIterator]();
  log(await fourth.next().catch(told), await fourth.next());
  for (const wrong of [5, null]) {
    try { idle().iterator(wrong); } catch (error) { log(told(error)); }
  }
  const old = new Stream();
  const fifth = Readable.prototype[Symbol.asyncIterator].call(old);
  const first = fifth.next();
  old.emit('data', 'old data');
  old.emit('end');
  log(await first, await fifth.next());
}

async function froms() {
  const all = async (iterable, options) => (await Readable.from(iterable, options).toArray());
  log(await all('text'), await all(Buffer.from('b')), await all([1, 'two', { three: 3 }]), await all(new Set([1, 2])), await all([]));
  log(await all((function*() { yield 1; yield Promise.resolve(2); yield 3; })()));
  log(await all((async function*() { yield 1; yield 2; })()));
  log(await all(['ab', 'cd'], { objectMode: false }), await all(['ab'], { encoding: 'utf8', objectMode: false }));
  log(Readable.from([1]).readableHighWaterMark, Readable.from([1], { highWaterMark: 5 }).readableHighWaterMark, Readable.from([]).readableObjectMode);
  const failing = async (iterable) => { try { log(await all(iterable)); } catch (error) { log(told(error)); } };
  await failing([1, null]);
  await failing((async function*() { yield 1; throw new Error('generator'); })());
  await failing((function*() { yield Promise.reject(new Error('rejected')); })());
  for (const wrong of [5, null, undefined, {}]) await failing(wrong);
  const told2 = [];
  const lazy = Readable.from((function*() {
    try {
      for (let i = 0; ; i++) {
        told2.push(`made ${i}`);
        yield i;
      }
    } catch (error) {
      told2.push(`told ${error.message}`);
    } finally {
      told2.push('closed');
    }
  })());
  await turn();
  log(told2);
  lazy.on('data', (value) => { if (value === 2) lazy.destroy(new Error('enough')); });
  lazy.on('error', (error) => log('event', error.message));
  lazy.on('close', () => log('close', told2));
  await turn();
  await turn();
  const returning = { [Symbol.asyncIterator]: () => ({ next: async () => ({ value: 1, done: false }), return: async () => { log('returned'); return {}; } }) };
  const stopped = Readable.from(returning);
  await stopped.take(1).toArray();
  await turn();
  await turn();
  log(stopped.destroyed);
}

async function disposal() {
  const stream = idle();
  stream.on('error', (error) => log('event', told(error))).on('close', () => log('close'));
  log(await stream[Symbol.asyncDispose](), stream.destroyed);
  const failed = idle().on('error', () => {});
  failed.destroy(new Error('earlier'));
  log(await failed[Symbol.asyncDispose]().catch(told));
  const through = new PassThrough().on('error', (error) => log('event', told(error)));
  through.end('x');
  log(await through.toArray(), await through[Symbol.asyncDispose]());
}

(async () => {
  for (const part of [loops, requests, froms, disposal]) {
    log(`--- ${part.name}`);
    await part();
  }
})();
