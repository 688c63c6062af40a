// spawn: the events of a child and their order, kill, descriptors, time limits, AbortSignal, errors.
'use strict';
const { spawn } = require('child_process');
const { AsyncLocalStorage } = require('async_hooks');
const log = (...parts) => console.log(...parts);
const steps = [];
const step = (name, start) => steps.push([name, start]);

// Collects what a stream brings.
function text(stream) {
  let all = '';
  stream?.setEncoding('utf8').on('data', (chunk) => { all += chunk; });
  return () => all;
}
// Runs a child to its 'close'; its events in order (those of the streams depend on the system's timing).
function run(child, done) {
  const events = [];
  for (const name of ['spawn', 'exit', 'error', 'close']) {
    child.on(name, (...details) => events.push(name, details.map((detail) => (detail instanceof Error ? `${detail.name} ${detail.message} ${detail.code}` : detail))));
  }
  const out = text(child.stdout);
  const err = text(child.stderr);
  child.on('close', () => done(events, out(), err()));
  return child;
}
const shell = (script, options) => spawn('/bin/sh', ['-c', script], options);

step('exit code', (done) => run(shell('echo out; echo err >&2; exit 5'), done));
step('signal', (done) => run(shell('kill -USR1 $$'), done));
step('not there', (done) => {
  const child = run(spawn('/none/such', ['a']), done);
  log(child.pid, child.stdout !== null, child.spawnargs);
  child.on('error', (error) => log(Object.keys(error), error.errno, error.code, error.syscall, error.path, error.spawnargs));
});
step('not a program', (done) => run(spawn('/etc/passwd'), done));
step('no folder', (done) => run(spawn('true', { cwd: '/none' }), done));
step('not a folder', (done) => {
  try {
    spawn('true', { cwd: '/etc/passwd' });
  } catch (error) {
    done(error.message, error.code, Object.keys(error));
  }
});
step('properties', (done) => {
  const child = run(shell('exit 0', { argv0: 'name' }), (...details) => {
    log(Object.keys(child), child._handle, child.exitCode, child.signalCode, child.killed, child.stdin.destroyed, child.stdout.destroyed);
    done(...details);
  });
  log(Object.keys(child), child.pid > 0, child.connected, child.killed, child.exitCode, child.signalCode, child.spawnfile, child.spawnargs, child.channel, child.send);
  log(child.stdio.length, child.stdio[0] === child.stdin, child.stdio[1] === child.stdout, child.stdio[2] === child.stderr);
});
step('kill', (done) => {
  const child = run(shell('exec sleep 60'), (...details) => {
    log(child.killed, child.kill(), child.signalCode);
    done(...details);
  });
  log(child.kill(0), child.killed, child.kill('SIGINT'), child.killed);
});
step('kill with nothing', (done) => {
  const child = run(shell('exec sleep 60'), done);
  child[Symbol.dispose]();
  log(child.killed);
});
step('stdin', (done) => {
  const child = run(shell('cat; exit 1'), done);
  child.stdin.write('one ');
  child.stdin.write(Buffer.from('two '));
  child.stdin.write('74687265652e', 'hex', (error) => log('written', error));
  child.stdin.end('end\n', () => log('ended', child.stdin.writableFinished));
  log(child.stdin.writableEnded, child.stdin.writable);
});
step('stdin that nobody reads', (done) => {
  const child = run(shell('exec 0<&-; echo ready; exec sleep 60'), done);
  child.stdout.on('data', () => child.stdin.write('x'));
  child.stdin.on('error', (error) => log(error.message, error.code, error.syscall, error.errno)).on('close', (failed) => {
    log('closed', failed);
    child.kill();
  });
});
step('stdio ignore', (done) => {
  const child = run(shell('echo nowhere', { stdio: 'ignore' }), done);
  log(child.stdin, child.stdout, child.stderr, child.stdio);
});
step('stdio inherit', (done) => run(shell('echo to our stdout', { stdio: ['ignore', 'inherit', 'pipe'] }), done));
step('stdio mixed', (done) => {
  const child = run(shell('echo three >&3; echo one', { stdio: ['ignore', 'pipe', 'ignore', 'pipe'] }), (...details) => done(third(), ...details));
  const third = text(child.stdio[3]);
});
step('stdio of another child', (done) => {
  const reader = run(shell('cat; echo .'), done);
  const writer = shell('echo through', { stdio: ['ignore', reader.stdin, 'inherit'] });
  writer.on('exit', () => reader.stdin.end());
});
step('environment', (done) => run(shell('echo $A ${HOME-none}', { env: { A: 'a' } }), done));
step('shell', (done) => run(spawn('echo a | tr a b; exit 3', { shell: true }), done));
step('timeout', (done) => run(shell('exec sleep 60', { timeout: 20 }), done));
step('timeout, SIGKILL', (done) => run(shell('exec sleep 60', { timeout: 20, killSignal: 'SIGKILL' }), done));
step('abort', (done) => {
  const controller = new AbortController();
  const child = run(shell('exec sleep 60', { signal: controller.signal }), done);
  child.on('error', (error) => log(error.cause));
  controller.abort('because');
});
step('aborted before', (done) => run(shell('exec sleep 60', { signal: AbortSignal.abort('before') }), done));
step('abort after the end', (done) => {
  const controller = new AbortController();
  run(shell('exit 0', { signal: controller.signal }), (...details) => {
    controller.abort();
    done(...details);
  });
});
step('context', (done) => {
  const storage = new AsyncLocalStorage();
  storage.run('the store', () => {
    const child = shell('echo x');
    const seen = {};
    child.stdout.on('data', () => { seen.data = storage.getStore(); });
    child.on('exit', () => { seen.exit = storage.getStore(); });
    child.on('close', () => done(seen.data, seen.exit, storage.getStore()));
  });
  log('outside in', storage.getStore());
});
step('ticks', (done) => {
  const child = spawn('true', { stdio: 'ignore' });
  child.on('spawn', () => log('spawn')).on('exit', () => {
    process.nextTick(() => log('tick'));
    Promise.resolve().then(() => log('promise'));
    log('exit');
  }).on('close', () => setImmediate(done));
  process.nextTick(() => log('tick after spawn'));
});

function next() {
  const [name, start] = steps.shift() ?? [];
  if (name === undefined) return last();
  log(`----- ${name}`);
  return start((...details) => {
    log(...details);
    next();
  });
}
// A child that is not waited for keeps nobody alive.
function last() {
  const child = spawn('sleep', ['60'], { stdio: 'ignore', detached: true });
  child.unref();
  child.on('exit', () => log('never'));
  process.on('exit', () => log('killed', process.kill(child.pid, 'SIGKILL')));
}
next();
