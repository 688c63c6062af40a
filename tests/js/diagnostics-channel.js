// node:diagnostics_channel: channels, stores, tracing.
'use strict';

const dc = require('diagnostics_channel');
const { AsyncLocalStorage } = require('async_hooks');

function attempt(fn) {
  try {
    return fn();
  } catch (error) {
    return `${error.name} ${error.code} ${error.message}`;
  }
}

const channel = dc.channel('test');
console.log(dc.channel('test') === channel, channel.name, channel.hasSubscribers, dc.hasSubscribers('test'));
const listener = (message, name) => console.log('heard', message, name);
channel.publish('nobody');
dc.subscribe('test', listener);
channel.subscribe(() => console.log('second'));
console.log(channel.hasSubscribers, dc.hasSubscribers('test'), channel instanceof dc.Channel, channel.constructor.name);
channel.publish({ a: 1 });
console.log(dc.unsubscribe('test', listener), channel.unsubscribe(listener));
channel.publish('once more');
console.log(attempt(() => dc.channel(5)), attempt(() => dc.subscribe('x', 5)), dc.hasSubscribers('none'));
const symbol = Symbol('s');
dc.subscribe(symbol, (message, name) => console.log(message, name));
dc.channel(symbol).publish('by symbol');

// Stores.
const store = new AsyncLocalStorage();
const stored = dc.channel('stored');
stored.bindStore(store, (data) => data.n * 2);
stored.subscribe((data) => console.log('in scope', data, store.getStore()));
console.log(stored.runStores({ n: 4 }, function(x) {
  return [this.t, x, store.getStore()];
}, { t: 'this' }, 'arg'), store.getStore());
console.log(stored.unbindStore(store), stored.unbindStore(store));

// Tracing.
const tracing = dc.tracingChannel('op');
console.log(tracing.hasSubscribers, tracing.start.name, tracing.asyncEnd.name, tracing.error.name);
const handlers = {};
for (const event of ['start', 'end', 'asyncStart', 'asyncEnd', 'error']) {
  handlers[event] = (context) => console.log(event, { ...context, error: context.error?.message });
}
tracing.traceSync(() => console.log('not traced'));
tracing.subscribe(handlers);
console.log(tracing.traceSync((a) => a + 1, { id: 1 }, undefined, 41));
console.log(attempt(() => tracing.traceSync(() => {
  throw new Error('sync');
}, { id: 2 })));
tracing.traceCallback((value, callback) => process.nextTick(callback, null, value), 1, { id: 3 }, undefined, 'value',
                      (error, value) => console.log('callback', error, value));
console.log(attempt(() => tracing.traceCallback(() => {}, 0, {}, undefined, 5)));
(async () => {
  await new Promise((resolve) => setImmediate(resolve));
  console.log(await tracing.tracePromise(async (v) => v, { id: 4 }, undefined, 'promised'));
  await tracing.tracePromise(async () => {
    throw new Error('async');
  }, { id: 5 }).catch((error) => console.log('rejected', error.message));
  console.log(tracing.unsubscribe(handlers), tracing.unsubscribe(handlers), tracing.hasSubscribers);

  const bounded = dc.boundedChannel('bounded');
  bounded.subscribe({ start: (c) => console.log('bounded start', c), end: (c) => console.log('bounded end', c) });
  console.log(bounded.run({ r: 1 }, () => 'result'));
  console.log(attempt(() => dc.tracingChannel(5)), attempt(() => dc.boundedChannel(5)));

  process.on('uncaughtException', (error) => console.log('uncaught', error.message));
  channel.subscribe(() => {
    throw new Error('of a listener');
  });
  channel.publish('last');
  console.log('published');
})();
