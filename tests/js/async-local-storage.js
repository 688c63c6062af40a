// AsyncLocalStorage: the store follows every kind of continuation, and two storages do not disturb each other.
'use strict';
const { AsyncLocalStorage, AsyncResource } = require('async_hooks');
const als = new AsyncLocalStorage();
const other = new AsyncLocalStorage({ defaultValue: 'default', name: 'other' });
const log = (...parts) => console.log(...parts);
const show = (label) => log(label, als.getStore(), other.getStore());

show('outside');
log(other.name, als.name);

als.run('run', () => {
  show('in run');
  other.run('inner', () => show('nested'));
  show('after nested');
  setTimeout(() => show('timeout'), 60);
  const interval = setInterval(() => { show('interval'); clearInterval(interval); }, 90);
  setImmediate(() => show('immediate'));
  process.nextTick(() => show('tick'));
  queueMicrotask(() => show('microtask'));
  Promise.resolve().then(() => show('then'));
  Promise.reject(new Error('x')).catch(() => show('catch')).finally(() => show('finally'));
  Promise.all([1, Promise.resolve(2)]).then(() => show('all'));
  als.exit(() => {
    show('in exit');
    Promise.resolve().then(() => show('then in exit'));
  });
  show('after exit');
});
show('outside again');

// The frame of a reaction is that of `then`, not that of `resolve`.
let resolveLater;
const later = new Promise((resolve) => { resolveLater = resolve; });
als.run('A', () => later.then(() => show('reaction registered in A')));
als.run('B', () => later.then(() => show('reaction registered in B')));
als.run('resolver', () => resolveLater());

async function chain(name) {
  show(`${name} 1`);
  await null;
  show(`${name} 2`);
  await Promise.resolve();
  show(`${name} 3`);
  await new Promise((resolve) => setTimeout(resolve, 120));
  show(`${name} 4`);
  await inner(name);
  show(`${name} 5`);
  try {
    await Promise.reject(new Error('rejected'));
  } catch {
    show(`${name} 6`);
  }
  await { then(resolve) { resolve(); } };
  show(`${name} 7`);
  return name;
}
async function inner(name) {
  await 1;
  show(`${name} inner`);
  als.enterWith(`${name} entered`);
  await 2;
  show(`${name} inner after enterWith`);
}
async function* generate() {
  yield als.getStore();
  await null;
  yield als.getStore();
}

const first = als.run('one', () => chain('one'));
const second = als.run('two', () => other.run('two other', () => chain('two')));
const outside = chain('none');

(async () => {
  await Promise.all([first, second, outside]);
  show('all chains ended');
  await als.run('generator', async () => {
    for await (const value of generate()) log('generated', value, als.getStore());
  });

  const bound = als.run('bound', () => AsyncLocalStorage.bind((a, b) => { show('bound'); return a + b; }));
  log(bound(1, 2), bound.length);
  const snapshot = als.run('snapshot', () => AsyncLocalStorage.snapshot());
  log(als.run('elsewhere', () => snapshot((x) => `${x} ${als.getStore()}`, 'in')));
  const resource = als.run('resource', () => new AsyncResource('TEST'));
  log(resource.runInAsyncScope((x) => `${x} ${als.getStore()}`, null, 'scope'));

  try {
    als.run('throwing', () => { throw new Error('thrown'); });
  } catch (error) {
    log(error.message, als.getStore());
  }
  als.enterWith('entered');
  show('entered');
  als.disable();
  show('disabled');
  als.run(undefined, () => show('undefined store'));
  other.run(undefined, () => show('undefined does not fall back'));
  setTimeout(() => show('timeout after disable'), 1);
})();
