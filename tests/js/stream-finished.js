// finished, pipeline, their promises, addAbortSignal, and the questions about a stream.
'use strict';
const stream = require('stream');
const { Duplex, PassThrough, Readable, Stream, Transform, Writable, addAbortSignal, finished, pipeline } = stream;
const { AsyncLocalStorage } = require('async_hooks');
const { promisify } = require('util');
const log = (...parts) => console.log(...parts);
const turn = () => new Promise((resolve) => setImmediate(resolve));
const told = (label) => (...args) => log(label, ...args.map((arg) => (arg instanceof Error ? [arg.name, arg.code, arg.message] : arg)));
const idle = () => new Readable({ read() {} });
const sink = (options) => new Writable({ write(chunk, encoding, callback) { callback(); }, ...options });
const silent = (one) => one.on('error', () => {});
const attempt = (action) => {
  try { log(action()); } catch (error) { log(error.name, error.code, error.message); }
};

async function ends() {
  const well = idle();
  finished(well, told('well'));
  well.push(null);
  well.resume();
  await turn();
  finished(well, told('well late'));
  const cut = idle();
  finished(cut, told('cut'));
  cut.destroy();
  await turn();
  finished(cut, told('cut late'));
  const failing = idle();
  finished(failing, told('failing'));
  failing.destroy(new Error('failed'));
  await turn();
  finished(failing, told('failing late'));
  const written = sink();
  finished(written, told('written'));
  written.end('x');
  await turn();
  finished(written, told('written late'));
  const half = new Duplex({ read() {}, write(chunk, encoding, callback) { callback(); } });
  finished(half, { readable: false }, told('writable side'));
  finished(half, { writable: false }, told('readable side'));
  finished(half, told('both sides'));
  half.end();
  await turn();
  half.push(null);
  half.resume();
  await turn();
  const quiet = silent(idle());
  finished(quiet, { error: false }, told('without errors'));
  quiet.destroy(new Error('not told at once'));
  await turn();
  const forgotten = idle();
  const cleanUp = finished(forgotten, told('never'));
  log(typeof cleanUp, forgotten.listenerCount('end'), forgotten.listenerCount('error'));
  cleanUp();
  log(forgotten.listenerCount('end'), forgotten.listenerCount('error'), forgotten.listenerCount('close'));
  const old = new Stream();
  old.readable = true;
  finished(old, told('old'));
  old.emit('end');
  old.emit('end');
  const oldClose = Object.assign(new Stream(), { writable: true, write() {}, end() { this.writable = false; this.emit('finish'); } });
  finished(oldClose, told('old writable'));
  oldClose.end();
  await turn();
}

async function signals() {
  const controller = new AbortController();
  const watched = idle();
  finished(watched, { signal: controller.signal }, told('aborted'));
  controller.abort(new Error('reason'));
  await turn();
  log(watched.destroyed);
  finished(idle(), { signal: AbortSignal.abort() }, told('aborted before'));
  await turn();
  const kept = new AbortController();
  const option = silent(new Readable({ read() {}, signal: kept.signal }));
  const added = silent(new Writable());
  log(addAbortSignal(kept.signal, added) === added);
  option.on('error', (error) => log(error.name, error.cause));
  kept.abort('the cause');
  await turn();
  log(option.destroyed, added.destroyed, stream.isErrored(option));
  const already = silent(addAbortSignal(AbortSignal.abort(), idle()));
  log(already.destroyed);
  await turn();
}

async function pipelines() {
  const run = (...parts) => new Promise((resolve) => {
    pipeline(...parts, (...args) => {
      told('pipeline')(...args);
      resolve();
    });
  });
  const upper = () => new Transform({ transform: (chunk, encoding, callback) => callback(null, `${chunk}`.toUpperCase()) });
  const seen = [];
  await run(Readable.from(['a', 'b']), upper(), sink({ write(chunk, encoding, callback) { seen.push(`${chunk}`); callback(); } }));
  log(seen);
  await run(['array', 'x'], upper(), new PassThrough().resume());
  const parts = [Readable.from(['a']), new Transform({ transform: (chunk, encoding, callback) => callback(new Error('middle')) }), new PassThrough()];
  await run(...parts);
  await turn();
  log(parts.map((part) => part.destroyed));
  const closing = sink();
  const source = new PassThrough();
  setImmediate(() => closing.destroy());
  await run(source, closing);
  log(source.destroyed);
  const aborted = idle();
  setImmediate(() => aborted.destroy());
  await run(aborted, sink());
  await run([Readable.from(['in an array']), sink()]);
  await run(async function*({ signal }) {
    log(signal.aborted);
    yield 'from';
    yield 'generators';
  }, async function*(chunks) {
    for await (const chunk of chunks) yield `${chunk}!`;
  }, async (chunks) => {
    let all = '';
    for await (const chunk of chunks) all += chunk;
    return all;
  });
  await run(Readable.from([1]), async function*(chunks) { for await (const chunk of chunks) throw new Error('generator'); }, sink());
  await run(Readable.from(['x']), async () => { throw new Error('collector'); });
  await run(Readable.from(['x']), () => Promise.resolve(7));
  const last = pipeline(Readable.from(['x']), new PassThrough(), () => {});
  log(last instanceof PassThrough, await last.toArray());
}

async function promised() {
  const { promises } = stream;
  log(promises === require('stream/promises'), promisify(pipeline) === promises.pipeline, promisify(finished) === promises.finished);
  log(await promises.pipeline(Readable.from(['a', 'b']), async (chunks) => (await Array.fromAsync(chunks)).length));
  const open = sink();
  await promises.pipeline(Readable.from(['x']), open, { end: false });
  log(open.writableEnded, open.destroyed);
  await promises.pipeline(Readable.from(['x']), sink(), { signal: AbortSignal.abort('why') }).catch(told('aborted'));
  const controller = new AbortController();
  const waiting = promises.pipeline(idle(), sink(), { signal: controller.signal });
  controller.abort();
  await waiting.catch(told('aborted later'));
  await promises.pipeline(Readable.from(['x'])).catch(told('one'));
  await promises.pipeline(Readable.from(['x']), sink(), { signal: 5 }).catch(told('bad signal'));
  log(await promises.finished(Readable.from([]).resume()));
  await promises.finished(idle().destroy(new Error('failed'))).catch(told('finished'));
  const cleaned = Readable.from(['x']);
  await promises.finished(cleaned.resume(), { cleanup: true });
  log(cleaned.listenerCount('end'), cleaned.listenerCount('close'));
  attempt(() => promises.finished(idle(), { cleanup: 1 }));
  await promises.finished({}).catch(told('no stream'));
}

async function context() {
  const storage = new AsyncLocalStorage();
  const watched = idle();
  storage.run('inside', () => finished(watched, () => log('context', storage.getStore())));
  watched.destroy();
  await turn();
}

function questions() {
  const questions = ['isReadable', 'isWritable', 'isErrored', 'isDisturbed', 'isDestroyed'];
  const ask = (label, one) => log(label, questions.map((question) => stream[question](one)).join(' '));
  ask('readable', idle());
  ask('writable', sink());
  ask('duplex', new PassThrough());
  ask('destroyed', silent(idle().destroy()));
  ask('failed', silent(idle().destroy(new Error('x'))));
  ask('ended', sink().end());
  const read = idle();
  read.push('x');
  read.read();
  ask('read', read);
  for (const none of [null, undefined, {}, [], 'x']) ask('none', none);
  ask('web', new ReadableStream());
}

function mistakes() {
  attempt(() => finished());
  attempt(() => finished({}, () => {}));
  attempt(() => finished(idle(), 1));
  attempt(() => finished(idle(), 1, () => {}));
  attempt(() => finished(idle(), { signal: 1 }, () => {}));
  attempt(() => pipeline());
  attempt(() => pipeline(() => {}));
  attempt(() => pipeline([], () => {}));
  attempt(() => pipeline(idle(), () => {}));
  attempt(() => pipeline(idle(), new PassThrough()));
  attempt(() => pipeline(5, new PassThrough(), () => {}));
  attempt(() => pipeline(() => 5, new PassThrough(), () => {}));
  attempt(() => pipeline(['a'], () => 5, () => {}));
  attempt(() => pipeline(['a'], () => 5, new PassThrough(), () => {}));
  attempt(() => pipeline(idle(), silent(sink().destroy()), () => {}));
  attempt(() => addAbortSignal());
  attempt(() => addAbortSignal(5, idle()));
  attempt(() => addAbortSignal({}, idle()));
  attempt(() => addAbortSignal(AbortSignal.abort(), {}));
  attempt(() => stream.setDefaultHighWaterMark(false, -1));
  attempt(() => stream.setDefaultHighWaterMark(true, 'x'));
  attempt(() => [stream.getDefaultHighWaterMark(), stream.getDefaultHighWaterMark(true)]);
  stream.setDefaultHighWaterMark(false, 100);
  stream.setDefaultHighWaterMark(true, 3);
  attempt(() => [idle().readableHighWaterMark, new Writable({ objectMode: true }).writableHighWaterMark]);
}

(async () => {
  for (const part of [ends, signals, pipelines, promised, context, questions, mistakes]) {
    log(`--- ${part.name}`);
    await part();
  }
})();
