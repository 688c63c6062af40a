// node:domain: errors of callbacks, emitters and promises go to the domain they were begun in.
'use strict';

const domain = require('domain');
const { EventEmitter } = require('events');

const one = domain.create();
one.on('error', (error) => {
  console.log('one', error.message, error.domain === one, error.domainThrown, process.domain === one);
  next();
});
console.log(one instanceof EventEmitter, one instanceof domain.Domain, domain.active, process.domain);
console.log(one.run((a, b) => [process.domain === one, a + b], 1, 2), process.domain);

const steps = [
  () => one.run(() => setTimeout(() => {
    throw new Error('timer');
  }, 1)),
  () => one.run(() => process.nextTick(() => {
    throw new Error('tick');
  })),
  () => one.run(() => setImmediate(() => process.nextTick(() => {
    throw new Error('nested');
  }))),
  () => one.run(() => new EventEmitter().emit('error', new Error('emitted'))),
  () => {
    const emitter = new EventEmitter();
    one.add(emitter);
    console.log(emitter.domain === one, one.members.length);
    emitter.emit('error', new Error('added'));
    one.remove(emitter);
    console.log(emitter.domain, one.members.length);
  },
  () => setImmediate(one.bind(() => {
    throw new Error('bound');
  })),
  () => one.intercept((value) => console.log('not with an error', value))(new Error('intercepted')),
  () => {
    one.intercept((value) => console.log('intercepted', value))(null, 'value');
    next();
  },
];
function next() {
  const step = steps.shift();
  if (step) setImmediate(step);
  else console.log('done', process.domain ?? 'no domain');
}
process.on('uncaughtException', (error) => {
  console.log('uncaught', error.message);
  next();
});
next();
