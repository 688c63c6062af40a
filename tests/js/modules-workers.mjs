// ES modules as workers: a file, a data: URL, a text; unsettled awaits, exceptions, absent files.
import { Worker, isMainThread, parentPort } from 'node:worker_threads';

const run = (...args) => new Promise((resolve) => {
  const worker = new Worker(...args);
  worker.on('message', (message) => console.log('message', message));
  worker.on('error', ({ name, code, message }) => console.log('error', name, code, message.replaceAll(import.meta.dirname, '<tests>')));
  worker.on('exit', (code) => resolve(console.log('exit', code)));
});

if (isMainThread) {
  await run(new URL(import.meta.url));
  const body = 'import { parentPort } from "node:worker_threads"; parentPort.postMessage(typeof require);';
  await run(new URL(`data:text/javascript,${body}`));
  await run(body, { eval: true });
  await run('import("node:worker_threads").then(({ parentPort }) => parentPort.postMessage(typeof require))', { eval: true });
  await run('await new Promise(() => {})', { eval: true });
  await run(new URL('modules/throws.mjs', import.meta.url));
  await run(new URL('modules/absent.mjs', import.meta.url));
  await run(new URL('modules/imports-absent.mjs', import.meta.url));
} else {
  parentPort.postMessage([import.meta.main, import.meta.filename === process.argv[1], isMainThread]);
}
