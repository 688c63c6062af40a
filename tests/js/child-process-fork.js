// child_process.fork: messages both ways, in both serializations, and the life of the channel.
'use strict';

const { fork, spawn } = require('child_process');

function child() {
  const kind = process.argv[3];
  if (kind === 'echo') {
    console.log('child', typeof process.send, process.connected, process.argv.slice(4), process.execArgv,
                process.env.NODE_CHANNEL_FD);
    process.on('message', (message, handle) => {
      process.send({ echo: message, handle }, (error) => {
        if (message === 'end') process.disconnect();
        else if (error) console.log('not sent', error.message);
      });
    });
    process.on('disconnect', () => console.log('child: disconnect', process.connected, process.channel));
  } else if (kind === 'early') {
    for (let i = 0; i < 3; i++) process.send(i);
    process.send({ cmd: 'NODE_INTERNAL', text: 'hidden' });
  } else if (kind === 'values') {
    process.on('message', (value) => {
      const what = {
        map: value.map instanceof Map, date: value.date instanceof Date, buffer: Buffer.isBuffer(value.buffer),
        bytes: value.bytes instanceof Float64Array, circular: value.self === value, big: typeof value.big,
        error: value.error instanceof RangeError,
      };
      process.send({ what, back: value.map, buffer: value.buffer, bytes: value.bytes });
      process.disconnect();
    });
  } else if (kind === 'large') {
    process.once('message', (text) => {
      process.send(text.toUpperCase(), () => process.disconnect());
    });
  } else if (kind === 'idle') {
    // Nothing listens, so nothing keeps it alive.
  } else if (kind === 'unref') {
    process.on('message', () => {});
    process.channel.unref();
  }
}

function attempt(fn) {
  try {
    return fn();
  } catch (error) {
    return `${error.name} ${error.code} ${error.message}`;
  }
}

// Runs a child and its events to the end.
function run(kind, options, use, ...args) {
  return new Promise((resolve) => {
    const forked = fork(__filename, ['child', kind, ...args], { silent: true, ...options });
    let output = '';
    forked.stdout?.on('data', (data) => {
      output += data;
    });
    forked.stderr?.on('data', (data) => process.stderr.write(data));
    const events = [];
    forked.on('message', (message) => events.push(['message', message]));
    forked.on('disconnect', () => events.push(['disconnect', forked.connected, forked.channel]));
    forked.on('exit', (code, signal) => events.push(['exit', code, signal]));
    forked.on('close', () => {
      console.log(kind, ...events);
      if (output) console.log(output.trimEnd());
      resolve();
    });
    use?.(forked);
  });
}

async function main() {
  await run('echo', { execArgv: ['--no-warnings'] }, (forked) => {
    console.log(forked.connected, typeof forked.channel.ref, forked.send('text', () => console.log('sent')));
    forked.send({ a: [1, { b: null }], skipped: undefined });
    forked.send(5);
    forked.send(true);
    forked.send(null);
    forked.send('end');
    console.log(attempt(() => forked.send()), attempt(() => forked.send(() => {})), attempt(() => forked.send(Symbol('s'))),
                attempt(() => forked.send('x', 5)), attempt(() => forked.send('x', {})), attempt(() => forked.send('x', undefined, 5)));
  }, 'an argument', 'another');
  await run('early', undefined, (forked) => forked.on('internalMessage', (message) => console.log('internal', message)));
  const value = { map: new Map([[1, { x: 1 }]]), date: new Date(0), buffer: Buffer.from('hi'), big: 5n,
                  bytes: new Float64Array([1.5]), error: new RangeError('r') };
  value.self = value;
  await run('values', { serialization: 'advanced' }, (forked) => forked.send(value));
  await run('large', undefined, (forked) => {
    forked.removeAllListeners('message');
    forked.on('message', (text) => console.log(text.length, text.slice(-3)));
    forked.send('abc€'.repeat(100000));
  });
  await run('idle');
  await run('unref');
  await run('echo', undefined, (forked) => {
    forked.disconnect();
    console.log(forked.connected);
    forked.once('error', (error) => console.log('error', error.code));
    forked.disconnect();
    forked.send('late', (error) => console.log('late', error.code));
  });
  await run('echo', undefined, (forked) => {
    forked.once('message', () => forked.kill());
    forked.send('x');
  });
  const controller = new AbortController();
  await run('echo', { signal: controller.signal }, (forked) => {
    forked.on('error', (error) => console.log(error.name, error.code));
    forked.once('message', () => controller.abort());
    forked.send('x');
  });
  await run('echo', { stdio: ['ignore', 'pipe', 'inherit', 'ignore', 'ipc'] }, (forked) => {
    console.log(forked.stdin, forked.stdio.length, forked.stdio[4]);
    forked.send('end');
  });
  // The same by spawn.
  const spawned = spawn(process.execPath, [__filename, 'child', 'early'], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const got = [];
  spawned.on('message', (message) => got.push(message));
  await new Promise((resolve) => spawned.on('close', resolve));
  console.log(got);

  console.log(attempt(() => fork()), attempt(() => fork('x', 5)), attempt(() => fork('x', [], 5)),
              attempt(() => fork('x', { stdio: ['pipe'] })), attempt(() => fork('x', { stdio: 'nonsense' })),
              attempt(() => fork('x\0')), attempt(() => fork('x', { execPath: 'a\0' })), attempt(() => fork('x', { serialization: 'x' })),
              attempt(() => spawn('x', { stdio: ['ipc', 'ipc'] })));
  console.log(process.send, process.connected, process.channel, process.disconnect);
}

if (process.argv[2] === 'child') child();
else main();
