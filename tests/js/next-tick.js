// process.nextTick and promise jobs: the order, arguments, and rejections that are handled late or never.
'use strict';
const log = (...parts) => console.log(...parts);

process.on('unhandledRejection', (reason, promise) => {
  log('unhandled', reason instanceof Error ? reason.message : reason, promise instanceof Promise);
});
process.on('rejectionHandled', (promise) => log('handled late', promise === late));

process.nextTick((...args) => log('tick with', ...args), 1, 2, 3, 4, 5);
process.nextTick(function() { log('this', this === undefined); });
Promise.resolve(1).then((value) => log('job', value)).then(() => log('job 2'));
process.nextTick(() => {
  log('tick a');
  Promise.resolve().then(() => log('job of tick a'));
  process.nextTick(() => log('tick of tick a'));
});
queueMicrotask(() => {
  log('microtask');
  process.nextTick(() => log('tick of microtask'));
  queueMicrotask(() => log('microtask of microtask'));
});
(async () => {
  log('async starts');
  await null;
  log('after await');
  await new Promise((resolve) => process.nextTick(resolve));
  log('after tick');
})();
log('end of script');

Promise.reject(new Error('never handled'));
Promise.reject(undefined);
const late = Promise.reject('handled in the next round');
setImmediate(() => late.catch(() => log('caught late')));
const soon = Promise.reject(new Error('handled in time'));
process.nextTick(() => soon.catch((error) => log('caught', error.message)));
const inJob = Promise.reject(new Error('handled in a job'));
Promise.resolve().then(() => inJob.catch((error) => log('caught', error.message)));

setImmediate(() => {
  process.nextTick(() => log('tick 1 of immediate'));
  Promise.resolve().then(() => log('job of immediate'));
  process.nextTick(() => log('tick 2 of immediate'));
});
process.on('exit', () => log('exit'));
