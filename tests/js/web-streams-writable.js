// WritableStream, TransformStream and pipes: the order of calls, back pressure, errors, aborting, closing.
'use strict';

const { inspect } = require('util');

async function attempt(label, run) {
  try {
    console.log('-', label, 'gives', await run());
  } catch (error) {
    console.log('-', label, 'fails', error?.name, error?.code, error?.message ?? error);
  }
}
const all = async (stream) => { const list = []; for await (const chunk of stream) list.push(chunk); return list; };
const numbers = (...list) => ReadableStream.from(list);

async function wrongArguments() {
  for (const sink of [null, 5, { type: 'x' }, { write: 5 }, { close: 'x' }, { abort: 1 }]) await attempt(`sink ${inspect(sink)}`, () => new WritableStream(sink));
  for (const strategy of [5, null, { highWaterMark: -1 }, { size: 5 }]) await attempt(`strategy ${inspect(strategy)}`, () => new WritableStream({}, strategy));
  for (const transformer of [null, 5, { transform: 5 }, { flush: 'x' }, { readableType: 'bytes' }, { writableType: '' }]) await attempt(`transformer ${inspect(transformer)}`, () => new TransformStream(transformer));
  await attempt('strategies', () => new TransformStream({}, 5));
  await attempt('strategies', () => new TransformStream({}, {}, 5));
  await attempt('strategies', () => new TransformStream({}, { highWaterMark: -1 }));
  for (const Class of [WritableStream, WritableStreamDefaultWriter, WritableStreamDefaultController, TransformStream, TransformStreamDefaultController]) {
    for (const key of Object.keys(Class.prototype)) {
      const { get, value } = Object.getOwnPropertyDescriptor(Class.prototype, key);
      await attempt(`this of ${Class.name}.${key}`, () => (get ?? value).call({}));
    }
  }
  for (const Class of [WritableStreamDefaultController, TransformStreamDefaultController]) await attempt(Class.name, () => new Class());
  await attempt('writer', () => new WritableStreamDefaultWriter(5));
  for (const Class of [CountQueuingStrategy, ByteLengthQueuingStrategy]) {
    for (const init of [undefined, null, 5, {}, { highWaterMark: 'x' }, { highWaterMark: '7' }, { highWaterMark: -1 }]) await attempt(`${Class.name} ${inspect(init)}`, () => new Class(init).highWaterMark);
    const strategy = new Class({ highWaterMark: 1 });
    console.log(strategy, strategy.size === new Class({ highWaterMark: 2 }).size, strategy.size.name, strategy.size.length, strategy.size({ byteLength: 7 }), 'prototype' in strategy.size);
  }
}

async function writing() {
  const log = [];
  let release;
  const stream = new WritableStream({
    start(controller) { log.push(`start ${inspect(controller.signal)}`); },
    write(chunk) { log.push(`write ${chunk}`); return new Promise((resolve) => { release = resolve; }); },
    close() { log.push('close'); },
    abort(why) { log.push(`abort ${why}`); },
  }, { highWaterMark: 3 });
  const writer = stream.getWriter();
  console.log(stream, writer, writer.desiredSize, await writer.ready);
  const writes = ['a', 'b', 'c'].map((chunk) => writer.write(chunk).then(() => log.push(`written ${chunk}`)));
  console.log(writer.desiredSize, writer);
  const ready = writer.ready.then(() => log.push('ready'));
  await null;
  console.log(log.splice(0));
  release();
  await ready;
  console.log(log.splice(0), writer.desiredSize);
  await null;
  release();
  await writes[1];
  await null;
  const closing = writer.close().then(() => log.push('closed'));
  await attempt('close again', () => writer.close());
  await attempt('write after close', () => writer.write('d'));
  release();
  await closing;
  console.log(log.splice(0), stream, writer.desiredSize, await writer.closed);
  await attempt('close closed', () => writer.close());
  await attempt('abort closed', () => writer.abort());
  writer.releaseLock();
  writer.releaseLock();
  for (const key of ['write', 'close', 'abort']) await attempt(key, () => writer[key]());
  for (const key of ['ready', 'closed', 'desiredSize']) await attempt(key, () => writer[key]);
  await attempt('close', () => stream.close());
  const locked = new WritableStream();
  locked.getWriter();
  for (const key of ['abort', 'close', 'getWriter']) await attempt(key, () => locked[key]());
}

async function failing() {
  const bad = new Error('bad');
  const make = (sink) => new WritableStream(sink);
  await attempt('start', () => make({ start() { throw bad; } }));
  await attempt('start', () => make({ start: () => Promise.reject(bad) }).getWriter().write(1));
  for (const how of ['throws', 'rejects']) {
    const writer = make({ write() { if (how === 'throws') throw bad; return Promise.reject(bad); } }).getWriter();
    await attempt(how, () => writer.write(1));
    await attempt('next', () => writer.write(2));
    await attempt('closed', () => writer.closed);
    await attempt('ready', () => writer.ready);
    await attempt('close', () => writer.close());
    await attempt('abort', () => writer.abort());
    console.log(writer.desiredSize);
  }
  await attempt('close', () => make({ close() { throw bad; } }).close());
  await attempt('abort', () => make({ abort() { throw bad; } }).abort('x'));
  let controller;
  const stream = new WritableStream({ start(c) { controller = c; }, abort(why) { console.log('abort', why); } });
  const writer = stream.getWriter();
  controller.signal.onabort = () => console.log('signal', controller.signal.reason);
  console.log(controller);
  const waiting = writer.write(1);
  const aborted = writer.abort('reason');
  console.log(stream, controller.signal.aborted, writer.abort('again') === aborted, writer.desiredSize);
  await attempt('waiting', () => waiting);
  await attempt('aborted', () => aborted);
  await attempt('closed', () => writer.closed);
  console.log(stream);
  controller.error('no effect');
  let failingController;
  const errored = new WritableStream({ start(c) { failingController = c; } });
  failingController.error(bad);
  await attempt('errored', () => errored.getWriter().write(1));
  for (const size of [() => { throw bad; }, () => -1, () => NaN]) await attempt('size', () => new WritableStream({}, { size }).getWriter().write(1));
}

async function transforming() {
  const log = [];
  const make = (more, ...strategies) => new TransformStream({
    start(c) { log.push(`start ${c.desiredSize}`); },
    transform(chunk, c) { log.push(`transform ${chunk}`); c.enqueue(chunk * 2); },
    flush(c) { log.push('flush'); c.enqueue('end'); },
    ...more,
  }, ...strategies);
  console.log(make(), await all(numbers(1, 2, 3).pipeThrough(make())), log.splice(0));
  console.log(await all(numbers('a', 'b').pipeThrough(new TransformStream())));
  const { readable, writable } = make({ cancel(why) { log.push(`cancel ${why}`); } }, { highWaterMark: 2 }, { highWaterMark: 1 });
  const writer = writable.getWriter();
  console.log(writer.desiredSize, await writer.ready);
  const writes = [writer.write(1), writer.write(2)];
  console.log(writer.desiredSize);
  const reader = readable.getReader();
  console.log(await reader.read(), await reader.read(), await Promise.all(writes), log.splice(0));
  await attempt('cancel', () => reader.cancel('enough'));
  await attempt('write', () => writer.write(3));
  console.log(log.splice(0), readable, writable);

  let controller;
  const ended = make({ start(c) { controller = c; } });
  controller.terminate();
  controller.terminate();
  await attempt('enqueue', () => controller.enqueue(1));
  await attempt('write', () => ended.writable.getWriter().write(1));
  console.log(await all(ended.readable), controller.desiredSize, controller);
  const failed = make({ start(c) { controller = c; } });
  controller.error(new Error('bad'));
  await attempt('read', () => failed.readable.getReader().read());
  await attempt('write', () => failed.writable.getWriter().write(1));
  for (const name of ['start', 'transform', 'flush', 'cancel']) {
    for (const how of ['throws', 'rejects']) {
      await attempt(`${name} ${how}`, async () => {
        const stream = new TransformStream({ [name]() { if (how === 'throws') throw new Error(name); return Promise.reject(new Error(name)); } });
        if (name === 'cancel') return stream.readable.cancel('why');
        const end = stream.writable.getWriter();
        end.closed.catch((error) => console.log('closed', error.message));
        end.write(1).catch((error) => console.log('write', error.message));
        end.close().catch((error) => console.log('close', error.message));
        return all(stream.readable);
      });
    }
  }
  const abortable = make({ cancel(why) { log.push(`cancel ${why}`); } });
  await attempt('abort', () => abortable.writable.abort('stop'));
  await attempt('read', () => abortable.readable.getReader().read());
  console.log(log.splice(0));
}

async function pipes() {
  const log = [];
  const sink = (more, strategy) => new WritableStream({ write(chunk) { log.push(chunk); }, close() { log.push('close'); }, abort(why) { log.push(`abort ${why?.message ?? why}`); }, ...more }, strategy);
  const source = (act, more) => new ReadableStream({ start(c) { act(c); }, cancel(why) { log.push(`cancel ${why?.message ?? why}`); }, ...more });
  const bad = new Error('bad');
  const pipe = async (label, from, to, options) => {
    await attempt(label, () => from.pipeTo(to, options));
    console.log(log.splice(0), from, to);
  };
  await pipe('plain', numbers(1, 2, 3), sink());
  await pipe('preventClose', numbers(1), sink(), { preventClose: true });
  await pipe('source fails', source((c) => { c.enqueue(1); c.error(bad); }), sink());
  await pipe('source fails, preventAbort', source((c) => c.error(bad)), sink(), { preventAbort: true });
  await pipe('sink fails', source((c) => c.enqueue(1)), sink({ write() { throw bad; } }));
  await pipe('sink fails, preventCancel', source((c) => c.enqueue(1)), sink({ write() { throw bad; } }), { preventCancel: true });
  await pipe('close fails', numbers(1), sink({ close() { throw bad; } }));
  const closed = sink();
  await closed.close();
  log.length = 0;
  await pipe('closed sink', source((c) => c.enqueue(1)), closed);
  await pipe('aborted before', source(() => {}), sink(), { signal: AbortSignal.abort(bad) });
  await pipe('aborted before, prevented', source(() => {}), sink(), { signal: AbortSignal.abort('why'), preventCancel: true, preventAbort: true });
  const controller = new AbortController();
  const piping = pipe('aborted', source((c) => c.enqueue(1)), sink({ write(chunk) { log.push(chunk); controller.abort(bad); } }), { signal: controller.signal });
  await piping;
  let slow = 0;
  await pipe('slow sink', numbers(1, 2, 3, 4), sink({ async write(chunk) { slow++; await null; log.push(`${chunk}/${slow}`); } }, { highWaterMark: 2 }));
  console.log(await all(numbers(1, 2, 3).pipeThrough(new TransformStream({ transform(n, c) { c.enqueue(n + 1); } })).pipeThrough(new TransformStream({ transform(n, c) { c.enqueue(n * 2); } }))));
  await attempt('through an error', () => all(numbers(1, 2).pipeThrough(new TransformStream({ transform(n, c) { if (n === 2) c.error(bad); else c.enqueue(n); } }))));
}

async function text() {
  const bytes = Buffer.from('aé€😀');
  const pieces = [...bytes].map((byte) => Uint8Array.of(byte));
  console.log(await all(ReadableStream.from(pieces).pipeThrough(new TextDecoderStream())));
  console.log(await all(ReadableStream.from(['a\ud83d', '\ude00b', '\ud83d', 'x', '', '\ud83d']).pipeThrough(new TextEncoderStream())));
  console.log(new TextEncoderStream(), new TextDecoderStream('latin1', { fatal: true }));
  await attempt('fatal', () => all(ReadableStream.from([Uint8Array.of(0xFF)]).pipeThrough(new TextDecoderStream('utf-8', { fatal: true }))));
  await attempt('unfinished', () => all(ReadableStream.from([Uint8Array.of(0xC3)]).pipeThrough(new TextDecoderStream())));
  await attempt('unfinished, fatal', () => all(ReadableStream.from([Uint8Array.of(0xC3)]).pipeThrough(new TextDecoderStream('utf-8', { fatal: true }))));
  await attempt('no bytes', () => all(ReadableStream.from(['x']).pipeThrough(new TextDecoderStream())));
  await attempt('label', () => new TextDecoderStream('nope'));
  await attempt('options', () => new TextDecoderStream('utf-8', 5));
  console.log(await all(ReadableStream.from([5, { toString: () => 'obj' }]).pipeThrough(new TextEncoderStream())));
}

(async () => {
  for (const part of [wrongArguments, writing, failing, transforming, pipes, text]) {
    console.log(`== ${part.name}`);
    await part();
  }
})();
