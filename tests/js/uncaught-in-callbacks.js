// Exceptions in ticks, microtasks, timers and immediates go to 'uncaughtException', and the rest still runs in order.
'use strict';
process.on('uncaughtException', (error, origin) => console.log('caught', error, origin));
process.on('uncaughtExceptionMonitor', (error, origin) => console.log('monitor', error, origin));

process.nextTick(() => { throw 'tick'; });
process.nextTick(() => console.log('tick 2'));
setTimeout(() => { throw 'timer 1'; }, 1);
setTimeout(() => {
  process.nextTick(() => console.log('tick of timer 2'));
  throw 'timer 2';
}, 1);
setTimeout(() => console.log('timer 3'), 1);
Promise.resolve().then(() => console.log('job'));
queueMicrotask(() => { throw 'microtask'; });
queueMicrotask(() => console.log('microtask 2'));
setTimeout(() => {
  setImmediate(() => console.log('immediate 1'));
  setImmediate(() => {
    process.nextTick(() => console.log('tick of immediate 2'));
    throw 'immediate 2';
  });
  setImmediate(() => console.log('immediate 3'));
}, 5);
setTimeout(() => {
  let count = 0;
  const interval = setInterval(() => {
    if (++count === 2) clearInterval(interval);
    throw `interval ${count}`;
  }, 1);
}, 10);
process.on('exit', (code) => console.log('exit', code));
// The order of immediates and short timers is only certain from within a callback, so none is made here.
// And after an exception what is left of the ticks runs with the next callback of any phase: the first timers are
// to be due when the loop begins, so that it is one of them.
const begin = performance.now();
while (performance.now() - begin < 2);
