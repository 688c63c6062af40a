// How workers end: by themselves, by process.exit, by terminate in the middle of a loop, by exceptions of all kinds.
'use strict';
const { Worker, isMainThread, parentPort, workerData } = require('worker_threads');
const { inspect } = require('util');

const CASES = {
  natural() {},
  exitCode() { process.exitCode = 4; },
  exit() { process.on('exit', (code) => parentPort.postMessage(`exit event ${code}`)); process.exit(3); },
  exitInCallback() { setTimeout(() => { try { process.exit(6); } finally { parentPort.postMessage('finally'); } }, 1); },
  exitInPromise() { Promise.resolve().then(() => process.exit(7)).then(() => parentPort.postMessage('never')); },
  exitTwice() { process.on('exit', () => process.exit(9)); process.exit(8); },
  beforeExit() {
    process.once('beforeExit', (code) => { parentPort.postMessage(`beforeExit ${code}`); setTimeout(() => {}, 1); });
  },
  busy() { parentPort.postMessage('ready'); for (;;); },
  busyCatching() { parentPort.postMessage('ready'); for (;;) try { for (;;); } catch {} finally { continue; } },
  busyPromises() { parentPort.postMessage('ready'); const again = () => Promise.resolve().then(again); again(); },
  busyTicks() { parentPort.postMessage('ready'); const again = () => process.nextTick(again); again(); },
  idle() { parentPort.postMessage('ready'); setInterval(() => {}, 1000); },
  listening() { parentPort.on('message', () => {}); parentPort.postMessage('ready'); },
  error() { throw Object.assign(new TypeError('wrong', { cause: new RangeError('why') }), { code: 'E_X', fn() {}, n: { a: 1 } }); },
  subclass() { class Mine extends Error { get name() { return 'Mine'; } } throw new Mine('of a class'); },
  text() { throw 'text'; },
  number() { throw 5; },
  nothing() { throw undefined; },
  symbol() { throw Symbol('s'); },
  object() { throw { a: [1], b: new Map([[1, 2]]) }; },
  uncloneable() { throw { f() {} }; },
  later() { setImmediate(() => { throw new Error('later'); }); },
  rejection() { Promise.reject(new Error('rejected')); },
  rejectedNumber() { Promise.reject(5); },
  handled() { process.on('uncaughtException', (error) => parentPort.postMessage(`handled ${error.message}`)); setTimeout(() => { throw new Error('h'); }, 1); },
  exitCodeOfError() { process.on('exit', (code) => { parentPort.postMessage(`code ${code}`); process.exitCode = 12; }); throw new Error('e'); },
  inExit() { process.on('exit', () => { throw new Error('in exit'); }); },
  syntax() { new Function('}{'); },
  abort() { process.abort(); },
};

if (!isMainThread) {
  CASES[workerData]();
} else {
  const run = (name) => new Promise((resolve) => {
    // What comes through different channels has no order between them.
    const log = [];
    const messages = [];
    let online = false;
    const worker = new Worker(__filename, { workerData: name });
    worker.on('online', () => { online = true; });
    worker.on('message', (message) => {
      messages.push(message);
      if (message === 'ready') worker.terminate().then((code) => log.push(`terminated ${code}`));
    });
    worker.on('error', (error) => {
      log.push(`error ${typeof error}`);
      if (error instanceof Error) {
        log.push(error.constructor.name, error.name, error.message, error.code, inspect(error.cause?.message),
                 inspect(error.n), error.fn, typeof error.stack, error.stack?.split('\n')[0]);
      } else {
        log.push(inspect(error));
      }
    });
    worker.on('exit', (code) => {
      log.push(`exit ${code} ${worker.threadId} ${worker.threadName}`);
      worker.postMessage('to nobody');
      worker.terminate().then((value) => {
        log.push(value);
        console.log(name, online, messages.join(), log.join(' | '));
        resolve();
      });
    });
  });
  (async () => {
    for (const name in CASES) await run(name);
  })();
}
