// EventEmitter and the functions of node:events: order, removal while emitting, errors, warnings, old style subclasses.
'use strict';

const EventEmitter = require('events');
const { once, on, getEventListeners, getMaxListeners, listenerCount, setMaxListeners, addAbortListener, errorMonitor } = EventEmitter;

function attempt(label, run) {
  try {
    console.log(label, String(run()));
  } catch (error) {
    console.log(label, error.name, error.code, error.message);
  }
}

{
  const emitter = new EventEmitter();
  const log = [];
  emitter.on('newListener', (type, listener) => log.push(`new ${String(type)} ${listener.name}`));
  emitter.on('removeListener', (type, listener) => log.push(`gone ${String(type)} ${listener.name}`));
  function a(...args) { log.push(`a ${args.join()} ${this === emitter}`); }
  function b() { log.push('b'); emitter.removeListener('x', a); emitter.on('x', c); }
  function c() { log.push('c'); }
  emitter.on('x', a).once('x', b).prependListener('x', c).prependOnceListener('x', a);
  console.log(emitter.listenerCount('x'), emitter.listenerCount('x', a), emitter.listeners('x').map((f) => f.name).join());
  console.log(emitter.rawListeners('x').map((f) => `${f.name}/${f.listener?.name}`).join());
  console.log(emitter.emit('x', 1, 2), emitter.emit('x'), emitter.emit('none'));
  console.log(log.splice(0).join(' | '));
  console.log(emitter.eventNames().map(String).join());
  emitter.off('x', c).off('x', c).off('x', c);
  emitter.removeAllListeners('x');
  emitter.on(Symbol('s'), a);
  emitter.removeAllListeners();
  console.log(log.join(' | '), emitter.eventNames().length, emitter._eventsCount);
}

{
  const emitter = new EventEmitter();
  const log = [];
  for (let i = 0; i < 4; i++) emitter.on('x', () => { log.push(i); if (i === 1) emitter.removeAllListeners('x'); });
  emitter.emit('x');
  emitter.emit('x');
  console.log(log.join());
  emitter.on('y', function f() { log.push('f'); emitter.on('y', () => log.push('late')); });
  emitter.emit('y');
  emitter.emit('y');
  console.log(log.join());
}

attempt('no error listener', () => new EventEmitter().emit('error', new RangeError('boom')));
attempt('no error listener, a string', () => new EventEmitter().emit('error', 'text'));
attempt('no error listener, an object', () => new EventEmitter().emit('error', { a: 1 }));
attempt('no error listener, nothing', () => new EventEmitter().emit('error'));
try { new EventEmitter().emit('error', 42); } catch (error) { console.log(error.context); }
attempt('monitor', () => {
  const emitter = new EventEmitter();
  emitter.on(errorMonitor, (error) => console.log('monitored', error.message));
  return emitter.emit('error', new Error('seen'));
});
attempt('bad listener', () => new EventEmitter().on('x', 1));
attempt('bad once', () => new EventEmitter().once('x', null));
attempt('bad removal', () => new EventEmitter().removeListener('x', {}));
attempt('bad maximum', () => new EventEmitter().setMaxListeners(-1));
attempt('bad maximum type', () => new EventEmitter().setMaxListeners('1'));
attempt('bad default', () => { EventEmitter.defaultMaxListeners = NaN; });
attempt('bad captureRejections', () => new EventEmitter({ captureRejections: 1 }));
attempt('bad global captureRejections', () => { EventEmitter.captureRejections = 1; });
attempt('bad target', () => setMaxListeners(1, {}));
attempt('bad emitter', () => getEventListeners({}, 'x'));
attempt('bad emitter count', () => listenerCount({}, 'x'));
attempt('bad emitter maximum', () => getMaxListeners({}));

// Old style: the constructor called as a function, the prototype copied, methods used without any constructor.
{
  function Old() { EventEmitter.call(this); }
  Object.setPrototypeOf(Old.prototype, EventEmitter.prototype);
  const old = new Old();
  old.on('x', (v) => console.log('old', v));
  old.emit('x', 1);
  const mixed = Object.assign({}, EventEmitter.prototype);
  mixed.on('x', (v) => console.log('mixed', v));
  mixed.emit('x', 2);
  console.log(mixed.listenerCount('x'), mixed.getMaxListeners(), Object.keys(mixed).includes('emit'));
  const bare = Object.create(EventEmitter.prototype);
  console.log(bare.emit('x'), bare.listeners('x').length, bare.eventNames().length, bare.removeAllListeners() === bare);
  class Child extends EventEmitter { constructor() { super(); this.on('x', () => console.log('child')); } }
  new Child().emit('x');
  const withEvents = Object.create(EventEmitter.prototype);
  withEvents._events = { __proto__: null, x: undefined };
  EventEmitter.call(withEvents);
  withEvents.on('x', () => console.log('kept shape'));
  withEvents.emit('x');
  withEvents.removeAllListeners('x');
  console.log(withEvents.eventNames().length);
}
console.log(EventEmitter.EventEmitter === EventEmitter, EventEmitter.defaultMaxListeners, EventEmitter.usingDomains,
            String(EventEmitter.captureRejectionSymbol), String(errorMonitor), EventEmitter.captureRejections);
console.log(Object.keys(EventEmitter).sort().join());

process.on('warning', (warning) => console.log('warning', warning.name, warning.message, String(warning.type), warning.count));
{
  const emitter = new EventEmitter();
  for (let i = 0; i < 13; i++) emitter.on('leak', () => {});
  const few = new EventEmitter().setMaxListeners(1);
  for (let i = 0; i < 3; i++) few.on(Symbol('few'), () => {});
  few.on('two', () => {}).on('two', () => {});
  const unlimited = new EventEmitter().setMaxListeners(0);
  for (let i = 0; i < 20; i++) unlimited.on('x', () => {});
  console.log(getMaxListeners(few), getMaxListeners(emitter));
}

async function promises() {
  const emitter = new EventEmitter();
  setTimeout(() => emitter.emit('ready', 1, 'two'), 1);
  console.log('once', (await once(emitter, 'ready')).join());
  setTimeout(() => emitter.emit('error', new Error('failed')), 1);
  await once(emitter, 'ready').catch((error) => console.log('once rejected', error.message));
  setTimeout(() => emitter.emit('error', new Error('wanted')), 1);
  console.log('once error', (await once(emitter, 'error'))[0].message);
  const controller = new AbortController();
  setTimeout(() => controller.abort('why'), 1);
  await once(emitter, 'ready', { signal: controller.signal })
    .catch((error) => console.log(error.name, error.code, error.message, error.cause));
  await once(emitter, 'ready', { signal: controller.signal }).catch((error) => console.log(error.name, error.cause));
  await once({}, 'x').catch((error) => console.log(error.code, error.message));
  await once(emitter, 'x', 5).catch((error) => console.log(error.code, error.message));
  console.log(emitter.eventNames().length);
  const target = new EventTarget();
  setTimeout(() => target.dispatchEvent(new Event('go')), 1);
  console.log('target', (await once(target, 'go'))[0].type);

  emitter.setMaxListeners(5);
  const values = on(emitter, 'value', { close: ['end'] });
  emitter.emit('value', 1);
  emitter.emit('value', 2, 'b');
  setTimeout(() => { emitter.emit('value', 3); emitter.emit('end'); }, 1);
  for await (const value of values) console.log('value', value.join());
  console.log(emitter.eventNames().length);
  const failing = on(emitter, 'value');
  emitter.emit('value', 'last');
  emitter.emit('error', new Error('stop'));
  try {
    for await (const value of failing) console.log('before the error', value.join());
  } catch (error) {
    console.log('iterator', error.message);
  }
  console.log(JSON.stringify(await failing.next()));
  const aborting = new AbortController();
  const endless = on(emitter, 'value', { signal: aborting.signal });
  setTimeout(() => aborting.abort(), 1);
  try {
    for await (const value of endless) console.log(value);
  } catch (error) {
    console.log(error.name, error.cause.name);
  }
  const stopped = on(emitter, 'value');
  const pending = stopped.next();
  await stopped.return();
  console.log(JSON.stringify(await pending), emitter.listenerCount('value'));
  attempt('iterator.throw', () => on(emitter, 'value').throw('no error'));
  attempt('bad watermark', () => on(emitter, 'value', { highWaterMark: 0 }));
  const flow = Object.assign(new EventEmitter(), { pause() { console.log('pause'); }, resume() { console.log('resume'); } });
  const slow = on(flow, 'd', { highWaterMark: 2, lowWaterMark: 1 });
  for (let i = 0; i < 4; i++) flow.emit('d', i);
  for (let i = 0; i < 4; i++) console.log((await slow.next()).value[0]);
}

async function rejections() {
  const emitter = new EventEmitter({ captureRejections: true });
  emitter.on('x', async () => { throw new Error('async failure'); });
  const failed = new Promise((resolve) => emitter.on('error', resolve));
  emitter.emit('x');
  console.log('captured', (await failed).message);
  const own = new EventEmitter({ captureRejections: true });
  own.on('y', async () => { throw new Error('again'); });
  const seen = new Promise((resolve) => {
    own[Symbol.for('nodejs.rejection')] = (error, type, ...args) => resolve([error.message, type, ...args]);
  });
  own.emit('y', 7);
  console.log('handler', (await seen).join());
}

async function aborts() {
  const controller = new AbortController();
  const log = [];
  controller.signal.addEventListener('abort', (event) => event.stopImmediatePropagation());
  addAbortListener(controller.signal, () => log.push('resists'));
  const disposable = addAbortListener(controller.signal, () => log.push('never'));
  disposable[Symbol.dispose]();
  controller.signal.addEventListener('abort', () => log.push('stopped'));
  controller.abort();
  addAbortListener(controller.signal, () => log.push('later'));
  await null;
  console.log(log.join());
  attempt('no signal', () => addAbortListener(undefined, () => {}));
  attempt('bad signal', () => addAbortListener({}, () => {}));
  attempt('bad listener', () => addAbortListener(controller.signal, 1));
}

promises().then(rejections).then(aborts).catch((error) => console.log('FAILED', error));
