// The streams of a child: reading with and without pauses, pipes, iteration; writing more than the pipe holds.
'use strict';
const { spawn } = require('child_process');
const log = (...parts) => console.log(...parts);
const shell = (script, options) => spawn('/bin/sh', ['-c', script], options);
const event = (emitter, name) => new Promise((resolve) => { emitter.once(name, (...details) => resolve(details)); });

async function order() {
  const { stdout } = shell('echo one');
  log(stdout.readable, stdout.readableFlowing, stdout.readableEnded, stdout.readableEncoding, stdout.isPaused());
  for (const name of ['resume', 'data', 'end', 'close']) stdout.on(name, (detail) => log(name, detail, stdout.readable, stdout.destroyed));
  log(stdout.readableFlowing);
  await event(stdout, 'close');
  log(stdout.readableEnded, stdout.destroyed, stdout.closed);
}

async function late() {
  const child = shell('echo kept');
  // Whoever asks at 'exit' still gets the output.
  child.on('exit', () => child.stdout.on('data', (chunk) => log(`${chunk}`)));
  await event(child, 'close');
  // Whoever does not, does not hold back 'close'.
  log('close without readers', await event(shell('echo unread; exit 1'), 'close'));
}

async function pauses() {
  const child = shell('head -c 1000000 /dev/zero');
  let length = 0;
  let paused = 0;
  child.stdout.on('data', (chunk) => {
    length += chunk.length;
    if (paused++ > 3) return;
    child.stdout.pause();
    log(child.stdout.isPaused(), child.stdout.readableFlowing);
    setImmediate(() => child.stdout.resume());
  });
  await event(child.stdout, 'end');
  log(length);
}

async function encodings() {
  for (const encoding of ['utf8', 'latin1', 'hex', 'base64']) {
    const { stdout } = shell('printf "\\303"; sleep 0.01; printf "\\251x"');
    let all = '';
    stdout.setEncoding(encoding).on('data', (chunk) => { all += chunk; });
    await event(stdout, 'end');
    log(encoding, stdout.readableEncoding, all);
  }
}

async function pipes() {
  const from = shell('head -c 500000 /dev/zero | tr "\\0" x');
  const to = shell('wc -c');
  log(from.stdout.pipe(to.stdin) === to.stdin);
  to.stdout.on('data', (chunk) => log(`${chunk}`.trim()));
  await event(to, 'close');
  const shown = shell('echo piped to our stdout');
  shown.stdout.pipe(process.stdout);
  await event(shown, 'close');
  const kept = shell('cat');
  const short = shell('echo short');
  short.stdout.pipe(kept.stdin, { end: false });
  await event(short, 'close');
  log(kept.stdin.writableEnded);
  let all = '';
  kept.stdout.on('data', (chunk) => { all += chunk; });
  kept.stdin.end('last');
  await event(kept, 'close');
  log(all);
}

async function iteration() {
  const child = shell('for i in 1 2 3; do echo $i; done; exit 4');
  let all = '';
  child.stdout.setEncoding('utf8');
  for await (const chunk of child.stdout) all += chunk;
  log(all, child.stdout.destroyed);
  const endless = spawn('yes');
  for await (const chunk of endless.stdout) {
    log(chunk.length > 0);
    break;
  }
  log(endless.stdout.destroyed);
  endless.kill('SIGKILL');
  await event(endless, 'close');
}

async function writes() {
  const child = shell('wc -c');
  child.stdout.on('data', (chunk) => log(`${chunk}`.trim()));
  const block = Buffer.alloc(300000);
  log(child.stdin.write(block), child.stdin.writableNeedDrain);
  await event(child.stdin, 'drain');
  log(child.stdin.writableLength, child.stdin.writableNeedDrain, child.stdin.write('small'));
  child.stdin.cork();
  child.stdin.write('corked');
  log(child.stdin.writableCorked);
  child.stdin.uncork();
  child.stdin.on('finish', () => log('finish')).on('close', () => log('close'));
  child.stdin.end();
  child.stdin.on('error', (error) => log(error.code, error.message));
  await event(child, 'close');
  const other = shell('cat');
  for (const bad of [[null], [5], ['x', 'none']]) {
    try {
      other.stdin.write(...bad);
    } catch (error) {
      log(error.name, error.code, error.message);
    }
  }
  other.stdin.on('error', (error) => log('error', error.code));
  other.stdin.end();
  other.stdin.write('after', (error) => log('told', error.code));
  await event(other, 'close');
  other.stdin.write('destroyed', (error) => log('told', error.code));
  other.stdin.end((error) => log('told', error.code));
}

async function destroyed() {
  const child = shell('echo x; exec sleep 60');
  child.stdout.on('data', () => child.stdout.destroy()).on('close', () => child.kill());
  log(await event(child, 'close'));
  const failed = spawn('cat');
  failed.stdout.on('error', (error) => log(error.message));
  failed.stdout.destroy(new Error('on purpose'));
  failed.stdin.end();
  log(await event(failed, 'close'));
}

// They are sockets, so what is for streams is for them.
async function asStreams() {
  const { Readable, Transform, Writable, finished, promises } = require('stream');
  const { Socket } = require('net');
  const child = spawn('cat', { stdio: ['pipe', 'pipe', 'pipe', 'pipe'] });
  log(child.stdin instanceof Writable, child.stdout instanceof Readable, child.stdio[3] instanceof Socket);
  log(child.stdin.writableHighWaterMark, child.stdout.readableHighWaterMark, child.stdin.readable, child.stdio[3].readable, child.stdio[3].writable);
  const upper = new Transform({ transform: (chunk, encoding, callback) => callback(null, `${chunk}`.toUpperCase()) });
  const into = promises.pipeline(Readable.from(['a\n', 'b\n']), upper, child.stdin);
  log(await Array.fromAsync(child.stdout.setEncoding('utf8').compose(async function*(chunks) {
    let text = '';
    for await (const chunk of chunks) text += chunk;
    yield* text.split('\n');
  })));
  await into;
  const words = shell('read word; echo "$word" >&3', { stdio: ['pipe', 'ignore', 'ignore', 'pipe'] });
  log(words.stdout, words.stdio.length);
  words.stdin.cork();
  words.stdin.write('corked ');
  words.stdin.end('words\n');
  await new Promise((resolve) => {
    finished(words.stdio[3].on('data', (chunk) => log(`${chunk}`)), { writable: false }, (error) => resolve(log('finished', error)));
  });
  const missing = spawn('/does/not/exist');
  missing.on('error', (error) => log(error.code));
  missing.stdin.on('error', () => {});
  log(missing.pid, missing.stdout.readable, missing.stdin.writable);
  log(await event(missing, 'close'));
}

(async () => {
  for (const part of [order, late, pauses, encodings, pipes, iteration, writes, destroyed, asStreams]) {
    log(`----- ${part.name}`);
    await part();
  }
})();
