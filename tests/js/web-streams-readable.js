// ReadableStream of any values: sources, readers, back pressure, errors, tee, iteration, from.
'use strict';

const { inspect } = require('util');

function attempt(label, run) {
  try {
    const result = run();
    if (result instanceof Promise) {
      return result.then((value) => console.log('-', label, 'fulfils', value),
                         (error) => console.log('-', label, 'rejects', error?.name, error?.code, error?.message ?? error));
    }
    console.log('-', label, result);
  } catch (error) {
    console.log('-', label, 'throws', error?.name, error?.code, error?.message ?? error);
  }
  return undefined;
}
const controllerOf = (source = {}, strategy = undefined) => {
  let controller;
  const stream = new ReadableStream({ ...source, start(c) { controller = c; source.start?.(c); } }, strategy);
  return [stream, controller];
};
const all = async (stream) => { const list = []; for await (const chunk of stream) list.push(chunk); return list; };
const isObject = (value) => typeof value === 'object' && value !== null;

async function shapes() {
  const web = require('stream/web');
  console.log(Object.keys(web).join());
  for (const name of Object.keys(web)) {
    if (name === 'ReadableStreamTee') continue;
    console.log(name, web[name] === globalThis[name], web[name].length, Object.keys(Object.getOwnPropertyDescriptors(web[name].prototype)).sort().join(),
                Object.prototype.toString.call(web[name].prototype));
    for (const key of Object.keys(web[name].prototype)) {
      const { enumerable, configurable, get, value } = Object.getOwnPropertyDescriptor(web[name].prototype, key);
      console.log('  ', key, enumerable, configurable, get?.name, value?.name, value?.length);
    }
  }
  console.log(ReadableStream.prototype[Symbol.asyncIterator] === ReadableStream.prototype.values);
  const stream = new ReadableStream();
  console.log(stream, [stream], { a: { b: stream } });
  console.log(stream.getReader(), stream, new ReadableStream({ type: 'bytes' }).getReader({ mode: 'byob' }));
  console.log(controllerOf()[1], new CountQueuingStrategy({ highWaterMark: 3 }), inspect(new ReadableStream({}), { depth: 0 }));
  console.log(require('stream/web').ReadableStreamTee(new ReadableStream()).length);
}

async function wrongArguments() {
  for (const source of [null, 5, 'x', { type: 'x' }, { type: '' }, { pull: 5 }, { cancel: 'x' }]) await attempt(`source ${inspect(source)}`, () => new ReadableStream(source));
  for (const strategy of [5, null, { highWaterMark: -1 }, { highWaterMark: NaN }, { highWaterMark: 'x' }, { highWaterMark: '5' }, { size: 5 }]) {
    await attempt(`strategy ${inspect(strategy)}`, () => isObject(new ReadableStream({}, strategy)));
  }
  await attempt('size of bytes', () => new ReadableStream({ type: 'bytes' }, { size() { return 1; } }));
  await attempt('chunk size', () => new ReadableStream({ type: 'bytes', autoAllocateChunkSize: 0 }));
  const locked = new ReadableStream();
  locked.getReader();
  const lockedSink = new WritableStream();
  lockedSink.getWriter();
  await attempt('cancel of a locked one', () => locked.cancel());
  await attempt('second reader', () => locked.getReader());
  await attempt('reader of a locked one', () => new ReadableStreamDefaultReader(locked));
  await attempt('tee of a locked one', () => locked.tee());
  await attempt('values of a locked one', () => locked.values());
  await attempt('pipeTo of a locked one', () => locked.pipeTo(new WritableStream()));
  await attempt('pipeTo a locked one', () => new ReadableStream().pipeTo(lockedSink));
  await attempt('pipeThrough of a locked one', () => locked.pipeThrough(new TransformStream()));
  await attempt('pipeThrough a locked one', () => new ReadableStream().pipeThrough({ readable: new ReadableStream(), writable: lockedSink }));
  for (const what of [undefined, 5, {}, { readable: new ReadableStream() }, { writable: new WritableStream() }]) await attempt('pipeThrough', () => new ReadableStream().pipeThrough(what));
  for (const what of [undefined, 5, {}]) await attempt('pipeTo', () => new ReadableStream().pipeTo(what));
  await attempt('pipeTo options', () => new ReadableStream().pipeTo(new WritableStream(), 5));
  await attempt('pipeTo signal', () => new ReadableStream().pipeTo(new WritableStream(), { signal: {} }));
  await attempt('pipeThrough signal', () => new ReadableStream().pipeThrough(new TransformStream(), { signal: null }));
  for (const options of [5, null, {}, { mode: 'x' }, { mode: 'byob' }]) await attempt(`getReader ${inspect(options)}`, () => isObject(new ReadableStream().getReader(options)));
  await attempt('values', () => new ReadableStream().values(5));
  for (const what of [5, {}, undefined && 1]) if (what !== undefined) await attempt('from', () => ReadableStream.from(what));
  await attempt('new reader', () => new ReadableStreamDefaultReader(5));
  await attempt('new BYOB reader', () => new ReadableStreamBYOBReader(new ReadableStream()));
  for (const name of ['ReadableStreamDefaultController', 'ReadableByteStreamController', 'ReadableStreamBYOBRequest']) await attempt(name, () => new globalThis[name]());
  for (const key of ['locked', 'cancel', 'getReader', 'tee', 'values', 'pipeTo', 'pipeThrough']) {
    const { get, value } = Object.getOwnPropertyDescriptor(ReadableStream.prototype, key);
    await attempt(`this of ${key}`, () => (get ?? value).call({}));
  }
  for (const key of ['closed', 'read', 'releaseLock', 'cancel']) {
    for (const Reader of [ReadableStreamDefaultReader, ReadableStreamBYOBReader]) {
      const { get, value } = Object.getOwnPropertyDescriptor(Reader.prototype, key);
      await attempt(`this of ${key}`, () => (get ?? value).call({}, new Uint8Array(1)));
    }
  }
  for (const key of ['byobRequest', 'desiredSize', 'close', 'enqueue', 'error']) {
    const { get, value } = Object.getOwnPropertyDescriptor(ReadableByteStreamController.prototype, key);
    await attempt(`this of ${key}`, () => (get ?? value).call({}, new Uint8Array(1)));
  }
}

async function queues() {
  const log = [];
  const [stream, controller] = controllerOf({ pull(c) { log.push(`pull ${c.desiredSize}`); }, cancel(why) { log.push(`cancel ${why}`); return 'ignored'; } }, { highWaterMark: 2 });
  console.log(controller.desiredSize);
  await null;
  controller.enqueue('a');
  console.log(controller.desiredSize, log.splice(0));
  controller.enqueue('b');
  controller.enqueue('c');
  await null;
  console.log(controller.desiredSize, log.splice(0));
  const reader = stream.getReader();
  console.log(await reader.read(), controller.desiredSize, await reader.read(), await reader.read(), log.splice(0));
  const waiting = [reader.read(), reader.read()];
  console.log(log.splice(0), reader);
  controller.enqueue('d');
  controller.enqueue('e');
  console.log(await Promise.all(waiting), log.splice(0), controller.desiredSize);
  controller.enqueue('f');
  controller.close();
  await attempt('close again', () => controller.close());
  await attempt('enqueue after close', () => controller.enqueue(1));
  console.log(controller.desiredSize, stream, await reader.read(), stream, controller.desiredSize);
  console.log(await reader.read(), await reader.closed, await reader.cancel('late'), log);
  await attempt('close closed', () => controller.close());
  controller.error('no effect');

  const [cancelled] = controllerOf({ cancel(why) { log.push(`cancel ${why}`); return Promise.reject(new Error('no')); } });
  await attempt('cancel fails', () => cancelled.cancel('me'));
  console.log(log, cancelled);

  const sizes = new ReadableStream({ start(c) { c.enqueue('abc'); c.enqueue('de'); console.log(c.desiredSize); c.close(); } }, { highWaterMark: 10, size: (chunk) => chunk.length });
  console.log(await all(sizes));
  for (const size of [() => -1, () => NaN, () => Infinity, () => 'x', () => { throw new Error('size'); }]) {
    const [one, its] = controllerOf({}, { size });
    await attempt('bad size', () => its.enqueue('x'));
    await attempt('of it', () => one.getReader().read());
  }
}

async function errors() {
  const [stream, controller] = controllerOf();
  const reader = stream.getReader();
  const pending = reader.read();
  controller.error(new RangeError('bad'));
  await attempt('pending', () => pending);
  await attempt('next', () => reader.read());
  await attempt('closed', () => reader.closed);
  await attempt('cancel', () => reader.cancel());
  console.log(stream, controller.desiredSize);
  await attempt('enqueue', () => controller.enqueue(1));
  reader.releaseLock();
  await attempt('start throws', () => new ReadableStream({ start() { throw new Error('start'); } }));
  await attempt('start rejects', () => new ReadableStream({ start() { return Promise.reject(new Error('start')); } }).getReader().read());
  await attempt('pull throws', () => new ReadableStream({ pull() { throw new Error('pull'); } }).getReader().read());
  await attempt('pull rejects', () => new ReadableStream({ async pull() { throw new Error('pull'); } }).getReader().read());
  await attempt('cancel throws', () => new ReadableStream({ cancel() { throw new Error('cancel'); } }).cancel());

  const released = new ReadableStream().getReader();
  const read = released.read();
  const { closed } = released;
  released.releaseLock();
  released.releaseLock();
  await attempt('read', () => read);
  await attempt('closed', () => closed);
  await attempt('closed is the same', () => released.closed === closed);
  await attempt('read after', () => released.read());
  await attempt('cancel after', () => released.cancel());
}

async function tees() {
  const log = [];
  const [stream, controller] = controllerOf({ cancel(why) { log.push(why); } });
  const [one, two] = stream.tee();
  console.log(stream.locked, one, two);
  controller.enqueue({ n: 1 });
  const [first, second] = [one.getReader(), two.getReader()];
  const [a, b] = await Promise.all([first.read(), second.read()]);
  console.log(a, b, a.value === b.value);
  const cancelled = first.cancel('one');
  controller.enqueue(2);
  console.log(await second.read(), log);
  const both = second.cancel('two');
  console.log(await cancelled, await both, log);
  const [x, y] = require('stream/web').ReadableStreamTee(new ReadableStream({ start(c) { c.enqueue({ n: 1 }); c.close(); } }), true);
  const [[p], [q]] = await Promise.all([all(x), all(y)]);
  console.log(p, q, p === q);
  const [bad, its] = controllerOf();
  const branches = bad.tee();
  its.error(new Error('both'));
  for (const branch of branches) await attempt('branch', () => branch.getReader().read());
}

async function iteration() {
  const log = [];
  const make = (cancel) => new ReadableStream({ start(c) { for (const n of [1, 2, 3]) c.enqueue(n); c.close(); }, cancel(why) { log.push(`cancel ${why}`); return cancel?.(); } });
  console.log(await all(make()), await Array.fromAsync(make().values()));
  const endless = () => new ReadableStream({ pull(c) { c.enqueue(1); }, cancel(why) { log.push(`cancel ${why}`); } });
  const left = endless();
  for await (const _ of left) break;
  console.log(log.splice(0), left);
  const kept = endless();
  for await (const _ of kept.values({ preventCancel: true })) break;
  console.log(log.splice(0), kept, await kept.getReader().read());
  const stream = make();
  const iterator = stream.values();
  console.log(stream.locked, iterator[Symbol.asyncIterator]() === iterator, Object.prototype.toString.call(iterator));
  console.log(await Promise.all([iterator.next(), iterator.next(), iterator.return('r'), iterator.next(), iterator.return('s')]), stream.locked);
  const [bad, its] = controllerOf();
  const failing = bad.values();
  const next = failing.next();
  its.error(new Error('while waiting'));
  await attempt('next', () => next);
  console.log(await failing.next(), await failing.return('x'), bad.locked);
  console.log(await make().values().return('early'), log.splice(0));
  await attempt('break', async () => { for await (const _ of make(() => Promise.reject(new Error('cancel')))) break; });
}

async function from() {
  console.log(await all(ReadableStream.from(['a', Promise.resolve('b')])), await all(ReadableStream.from('xyz')), await all(ReadableStream.from(new Set([1, 2]))));
  const log = [];
  async function* generator() { try { yield 1; yield 2; } finally { log.push('finally'); } }
  for await (const chunk of ReadableStream.from(generator())) { console.log(chunk); break; }
  console.log(log);
  console.log(await all(ReadableStream.from(ReadableStream.from([1, 2]))));
  const broken = (next, more) => ({ [Symbol.asyncIterator]: () => ({ next, ...more }) });
  await attempt('next throws', () => all(ReadableStream.from(broken(() => { throw new Error('next'); }))));
  await attempt('next is no object', () => all(ReadableStream.from(broken(() => 5))));
  await attempt('no iterator', () => ReadableStream.from({ [Symbol.iterator]: () => 5 }));
  await attempt('cancel without return', () => ReadableStream.from(broken(() => ({ done: true }))).cancel());
  await attempt('return is no object', () => ReadableStream.from(broken(() => ({ done: true }), { return: () => 5 })).cancel());
  await attempt('return throws', () => ReadableStream.from(broken(() => ({ done: true }), { return() { throw new Error('return'); } })).cancel());
}

(async () => {
  for (const part of [shapes, wrongArguments, queues, errors, tees, iteration, from]) {
    console.log(`== ${part.name}`);
    await part();
  }
})();
