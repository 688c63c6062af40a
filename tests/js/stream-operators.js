// Readable's array-like functions, and stream/consumers.
'use strict';
const { Readable, PassThrough } = require('stream');
const consumers = require('stream/consumers');
const log = (...parts) => console.log(...parts);
const of = (...values) => Readable.from(values);
const shown = (value) => (value instanceof Error ? [value.name, value.code, value.message, value.cause] : value);
const attempt = async (label, action) => {
  try { log(label, shown(await action())); } catch (error) { log(label, 'fails', shown(error)); }
};
const sleep = (turns) => new Promise((resolve) => { (function wait() { if (turns-- > 0) setImmediate(wait); else resolve(); })(); });

async function values() {
  await attempt('map', () => of(1, 2, 3).map((value) => value * 2).toArray());
  await attempt('async map', () => of(1, 2, 3).map(async (value) => value * 2).toArray());
  await attempt('filter', () => of(1, 2, 3, 4).filter((value) => value % 2).toArray());
  await attempt('flatMap', () => of(1, 2).flatMap((value) => [value, value]).toArray());
  await attempt('flatMap streams', () => of('ab', 'c').flatMap((value) => Readable.from([...value])).toArray());
  await attempt('drop', () => of(1, 2, 3).drop(1).toArray());
  await attempt('take', () => of(1, 2, 3).take(2).toArray());
  await attempt('take none', () => of(1, 2).take(0).toArray());
  await attempt('take all', () => of(1, 2).take(Infinity).toArray());
  await attempt('take nothing', () => of(1, 2).take('x').toArray());
  await attempt('some', () => of(1, 2, 3).some((value) => value > 2));
  await attempt('every', () => of(1, 2, 3).every(async (value) => value > 2));
  await attempt('every of none', () => of().every(() => false));
  await attempt('find', () => of(1, 2, 3).find((value) => value > 1));
  await attempt('find none', () => of(1, 2).find((value) => value > 9));
  await attempt('forEach', () => of(1, 2).forEach((value) => log('each', value)));
  await attempt('reduce', () => of(1, 2, 3).reduce((sum, value) => sum + value));
  await attempt('reduce from', () => of(1, 2, 3).reduce(async (sum, value) => sum + value, 10));
  await attempt('reduce undefined', () => of(1).reduce((sum, value) => [sum, value], undefined));
  await attempt('reduce of none', () => of().reduce((sum) => sum));
  await attempt('reduce of none from', () => of().reduce((sum) => sum, 'initial'));
  await attempt('chain', () => of(1, 2, 3, 4, 5).filter((value) => value > 1).map((value) => value + 1).drop(1).take(2).toArray());
  const endless = new Readable({ objectMode: true, read() { this.push(1); } });
  await attempt('take of endless', () => endless.take(3).toArray());
  log(endless.destroyed);
}

async function failures() {
  await attempt('throws', () => of(1).map(() => { throw new Error('map'); }).toArray());
  await attempt('rejects', () => of(1, 2).map(async (value) => { if (value > 1) throw new Error('map'); return value; }).toArray());
  await attempt('source', () => new Readable({ read() { this.destroy(new Error('source')); } }).map((value) => value).toArray());
  await attempt('null', () => of(1).map(() => null).toArray());
  await attempt('undefined', () => of(1).map(() => undefined).toArray());
  await attempt('filter throws', () => of(1).filter(() => { throw new Error('filter'); }).toArray());
  await attempt('forEach rejects', () => of(1).forEach(async () => { throw new Error('each'); }));
  for (const name of ['map', 'filter', 'flatMap', 'forEach', 'some', 'every', 'find', 'reduce']) {
    await attempt(name, () => of(1)[name](1));
    await attempt(name, () => of(1)[name]((value) => value, name === 'reduce' ? 0 : 1, 1));
    await attempt(name, () => (name === 'reduce' ? of(1).reduce((value) => value, 0, { signal: 1 }) : of(1)[name]((value) => value, { signal: 1 })));
  }
  await attempt('concurrency', () => of(1).map((value) => value, { concurrency: 0 }));
  await attempt('concurrency', () => of(1).map((value) => value, { concurrency: 'x' }));
  await attempt('mark', () => of(1).map((value) => value, { highWaterMark: -1 }));
  for (const name of ['drop', 'take']) {
    await attempt(name, () => of(1)[name](-1));
    await attempt(name, () => of(1)[name](1, 1));
    await attempt(name, () => of(1)[name](1, { signal: {} }));
  }
  await attempt('toArray', () => of(1).toArray(1));
}

async function signals() {
  const signal = AbortSignal.abort('why');
  await attempt('map', () => of(1).map((value) => value, { signal }).toArray());
  await attempt('toArray', () => of(1).toArray({ signal }));
  await attempt('reduce', () => of(1).reduce((value) => value, 0, { signal }));
  await attempt('forEach', () => of(1).forEach((value) => value, { signal }));
  await attempt('take', () => of(1).take(1, { signal }).toArray());
  await attempt('drop', () => of(1).drop(1, { signal }).toArray());
  const controller = new AbortController();
  await attempt('later', () => of(1, 2, 3).map(async (value, { signal }) => {
    log('calls', value, signal.aborted);
    if (value === 2) controller.abort();
    return value;
  }, { signal: controller.signal }).toArray());
}

async function concurrency() {
  let running = 0;
  let most = 0;
  const work = async (value) => {
    most = Math.max(most, ++running);
    await sleep(value % 3);
    running--;
    return value;
  };
  for (const options of [undefined, { concurrency: 1 }, { concurrency: 3 }, { concurrency: 3, highWaterMark: 0 }, { concurrency: 2, highWaterMark: 9 }]) {
    most = 0;
    log(options, await of(5, 4, 3, 2, 1, 0).map(work, options).toArray(), most);
  }
}

async function whole() {
  const { arrayBuffer, blob, buffer, bytes, json, text } = consumers;
  log(Object.keys(consumers), text.length);
  const euro = Buffer.from('€');
  log(await text(of(euro.subarray(0, 1), euro.subarray(1), 'x')), JSON.stringify(await text(of(euro.subarray(0, 2)))));
  log(await json(of('{"a"', ':1}')), await buffer(of('ab', 'c')), await bytes(of(Buffer.from('d'))));
  log((await arrayBuffer(of('abc'))).byteLength, (await blob(of('abc', 'de'))).size);
  log(await text(Readable.from('from a text')), await text(new PassThrough().end('through')));
  await attempt('json', () => json(of('{')).catch((error) => error.name));
  await attempt('failing', () => text(new Readable({ read() { this.destroy(new Error('source')); } })));
  async function* chunks() { yield 'async '; yield 'generator'; }
  log(await text(chunks()));
}

(async () => {
  for (const part of [values, failures, signals, concurrency, whole]) {
    log(`--- ${part.name}`);
    await part();
  }
})();
