// The order of timers, immediates, ticks and promise jobs; what the objects of timers can do.
'use strict';
const log = (...parts) => console.log(...parts);

function phases(done) {
  setTimeout(() => {
    // Inside a callback the check phase is what comes next.
    setImmediate(() => {
      log('immediate 1');
      process.nextTick(() => log('tick of immediate 1'));
      Promise.resolve().then(() => log('job of immediate 1'));
      setImmediate(() => log('immediate of the next round'));
    });
    setImmediate(() => log('immediate 2'));
    process.nextTick(() => {
      log('tick 1');
      Promise.resolve().then(() => log('job of tick 1'));
      process.nextTick(() => log('tick of tick 1'));
    });
    Promise.resolve().then(() => {
      log('job 1');
      process.nextTick(() => log('tick of job 1'));
      queueMicrotask(() => log('microtask of job 1'));
    });
    log('sync');
    setTimeout(done, 20);
  }, 1);
}

function durations(done) {
  const start = process.hrtime.bigint();
  setTimeout(() => log('10 a'), 10);
  setTimeout(() => log('5 a'), 5);
  setTimeout(() => log('10 b'), 10);
  setTimeout(() => log('1 a'), 1);
  setTimeout(() => log('0 is 1'), 0);
  setTimeout(() => log('1.9 is 1'), 1.9);
  const cleared = setTimeout(() => log('never'), 2);
  clearTimeout(cleared);
  clearTimeout(cleared);
  const byId = setTimeout(() => log('never by id'), 2);
  clearTimeout(+byId);
  const byText = setTimeout(() => log('never by text'), 2);
  clearTimeout(`${byText[Symbol.toPrimitive]()}`);
  clearTimeout(undefined);
  clearTimeout(null);
  clearTimeout({});
  clearImmediate(setImmediate(() => log('never immediate')));
  setTimeout(() => {
    const elapsed = Number(process.hrtime.bigint() - start) / 1e6;
    log('waited long enough', elapsed >= 19);
    done();
  }, 20);
}

function intervals(done) {
  let count = 0;
  const interval = setInterval((a, b) => {
    log('interval', ++count, a, b);
    if (count === 3) {
      clearInterval(interval);
      done();
    }
  }, 1, 'a', 'b');
}

function refresh(done) {
  let fired = 0;
  const timer = setTimeout(() => {
    fired++;
    log('refreshed fired', fired);
    if (fired === 1) timer.refresh();
    else done();
  }, 2);
  timer.refresh();
}

function clearedByAnother(done) {
  const second = setTimeout(() => log('cleared by the first: never'), 1);
  const first = setTimeout(() => {}, 1);
  clearTimeout(first);
  let third;
  setTimeout(() => {
    log('clears the third');
    clearTimeout(third);
    process.nextTick(() => clearTimeout(fourth));
  }, 1);
  third = setTimeout(() => log('third: never'), 1);
  const fourth = setTimeout(() => log('fourth: never'), 1);
  clearTimeout(second);
  const b = [];
  setImmediate(() => b.forEach(clearImmediate));
  b.push(setImmediate(() => log('immediate cleared by another: never')));
  setTimeout(done, 10);
}

function objects(done) {
  const timer = setTimeout(() => {}, 1);
  log(timer.constructor.name, timer.hasRef(), timer.unref() === timer, timer.hasRef(), timer.ref() === timer, timer.hasRef());
  log(Object.keys(timer).join(), Object.getOwnPropertySymbols(timer).map(String).join());
  log(typeof timer[Symbol.toPrimitive](), typeof timer[Symbol.dispose], timer.close() === timer, timer._destroyed);
  const immediate = setImmediate(() => {});
  log(immediate.constructor.name, immediate.hasRef(), immediate.unref() === immediate, immediate.hasRef(), immediate.ref().hasRef());
  log(Object.keys(immediate).join());
  immediate[Symbol.dispose]();
  log(immediate._destroyed);
  for (const fn of [setTimeout, setInterval, setImmediate, queueMicrotask, process.nextTick]) {
    for (const bad of [undefined, null, 'code', {}]) {
      try {
        fn(bad, 1);
        log('accepted');
      } catch (error) {
        log(fn.name, error.name, error.code, error.message);
      }
    }
  }
  log(require('timers') === require('node:timers'), require('timers').setTimeout === setTimeout, Object.keys(require('timers')).join());
  done();
}

async function promised(done) {
  const timers = require('timers/promises');
  log(await timers.setTimeout(1, 'value'), await timers.setImmediate('now'));
  log(await require('util').promisify(setTimeout)(1, 'promisified'), await require('util').promisify(setImmediate)('p'));
  let count = 0;
  for await (const value of timers.setInterval(1, 'tick')) {
    log(value, ++count);
    if (count === 2) break;
  }
  await timers.scheduler.wait(1);
  await timers.scheduler.yield();
  const controller = new AbortController();
  setTimeout(() => controller.abort('why'), 1);
  await timers.setTimeout(10000, null, { signal: controller.signal }).catch((error) => {
    log(error.name, error.code, error.message, error.cause);
  });
  await timers.setImmediate(null, { signal: AbortSignal.abort() }).catch((error) => log(error.name, error.code));
  for (const args of [['x'], [1, null, 5], [1, null, { ref: 1 }], [1, null, { signal: 1 }]]) {
    await timers.setTimeout(...args).catch((error) => log(error.code, error.message));
  }
  done();
}

const steps = [phases, durations, intervals, refresh, clearedByAnother, objects, promised];
(function next() {
  const step = steps.shift();
  if (step === undefined) {
    // Neither keeps the process alive.
    setTimeout(() => log('unreferenced timer: never'), 100000).unref();
    setInterval(() => log('unreferenced interval: never'), 100000).unref();
    return;
  }
  log(`--- ${step.name}`);
  step(next);
})();
process.on('exit', (code) => log('exit', code));
