// Standard streams of workers: what the options stdin, stdout and stderr make of them.
'use strict';
const { Readable, Writable } = require('stream');
const { Worker } = require('worker_threads');
const log = (...parts) => console.log(...parts);

const run = (code, options) => new Worker(`(${code})()`, { eval: true, ...options });
const text = async (stream) => (await Array.fromAsync(stream.setEncoding('utf8'))).join('');
const exit = (worker) => new Promise((resolve) => worker.on('exit', resolve));

async function output() {
  const worker = run(() => {
    const { Writable } = require('stream');
    console.log('log', process.stdout instanceof Writable, process.stderr instanceof Writable);
    console.error('error');
    process.stdout.write('text\n');
    process.stdout.write(Buffer.from('bytes\n'));
    process.stdout.write('6865780a', 'hex', () => process.stderr.write('written\n'));
  }, { stdout: true, stderr: true });
  log(worker.stdin, worker.stdout instanceof Readable, worker.stderr instanceof Readable, worker.stdout.readable);
  worker.on('error', log);
  const [out, err, code] = await Promise.all([text(worker.stdout), text(worker.stderr), exit(worker)]);
  log(out, err, code);
}

async function input() {
  const worker = run(async () => {
    const { parentPort } = require('worker_threads');
    let all = '';
    for await (const chunk of process.stdin.setEncoding('utf8')) all += chunk;
    parentPort.postMessage(all);
  }, { stdin: true });
  log(worker.stdin instanceof Writable);
  worker.on('message', (message) => log('read', message));
  worker.stdin.write('one ');
  worker.stdin.write(Buffer.from('two '));
  worker.stdin.end('dGhyZWU=', 'base64');
  log(await exit(worker));
}

async function ends() {
  // Nobody writes: whoever does not read does not wait.
  log(await exit(run(() => {}, { stdin: true })));
  const empty = run(() => process.stdin.on('end', () => console.log('no input')).resume(), { stdout: true });
  log(await text(empty.stdout));
  const failing = run(() => {
    console.log('before');
    throw new Error('thrown');
  }, { stdout: true });
  failing.on('error', (error) => log(error.message));
  log(await text(failing.stdout), failing.stdout.readableEnded);
  const stopped = run(() => setInterval(() => console.log('tick'), 1), { stdout: true });
  stopped.stdout.once('data', () => stopped.terminate());
  log(await exit(stopped));
  const piped = run(() => process.stdin.pipe(process.stdout), { stdin: true, stdout: true });
  piped.stdin.end('through the worker');
  log(await text(piped.stdout));
}

(async () => {
  for (const part of [output, input, ends]) {
    log(`--- ${part.name}`);
    await part();
  }
})();
