// child_process: the shape of the module, and the errors for wrong arguments.
'use strict';
const cp = require('child_process');
const log = (...parts) => console.log(...parts);
const nul = 'a\0b';
const attempt = (name, run) => {
  try {
    const result = run();
    log(name, typeof result);
  } catch (error) {
    log(name, error.name, error.code, error.message);
  }
};

for (const name of Object.keys(cp)) log(name, cp[name].name, cp[name].length);
log(Object.keys(cp.ChildProcess.prototype), Object.getPrototypeOf(cp.ChildProcess) === require('events'));
log(cp.exec[require('util').promisify.custom].name, require('util').promisify(cp.execFile).name);

for (const [way, call] of [['spawnSync', cp.spawnSync], ['spawn', cp.spawn], ['execFileSync', cp.execFileSync], ['execFile', cp.execFile]]) {
  for (const [name, ...args] of [
    ['no file'], ['number', 5], ['empty', ''], ['nul', nul], ['args', 'x', 'y'], ['args number', 'x', 5], ['args nul', 'x', [nul]],
    ['options', 'x', [], 'y'], ['options null', 'x', [], null],
    ['cwd', 'x', { cwd: 5 }], ['cwd nul', 'x', { cwd: nul }], ['detached', 'x', { detached: 'yes' }], ['uid', 'x', { uid: 1.5 }], ['gid', 'x', { gid: 'x' }],
    ['shell', 'x', { shell: 5 }], ['shell nul', 'x', { shell: nul }], ['argv0', 'x', { argv0: 5 }], ['argv0 nul', 'x', { argv0: nul }],
    ['windowsHide', 'x', { windowsHide: 1 }], ['windowsVerbatimArguments', 'x', { windowsVerbatimArguments: 1 }],
    ['env', 'x', { env: { A: nul } }], ['env name', 'x', { env: { [nul]: '1' } }],
    ['timeout', 'x', { timeout: 'long' }], ['timeout -1', 'x', { timeout: -1 }], ['timeout 1.5', 'x', { timeout: 1.5 }],
    ['killSignal', 'x', { killSignal: 'SIGNONE' }], ['killSignal number', 'x', { killSignal: 500 }], ['killSignal object', 'x', { killSignal: {} }],
  ]) {
    // These are passed on by execFile, which does not check them; there is no such file either.
    if (way.startsWith('execFile') && ['args', 'detached', 'options', 'args number'].includes(name)) continue;
    if (way.startsWith('execFile') && name.startsWith('windows')) continue;
    if (name === 'options null' && way === 'execFile') continue;
    attempt(`${way} ${name}:`, () => call(...args));
  }
}
for (const stdio of ['none', 5, {}, [{}], ['ipc'], [Symbol('s')], ['pipe', 'pipe', 'pipe', true], [[]]]) {
  attempt(`sync stdio ${typeof stdio}`, () => cp.spawnSync('true', { stdio }));
  if (!(Array.isArray(stdio) && stdio[0] === 'ipc')) attempt(`stdio ${typeof stdio}`, () => cp.spawn('true', { stdio }));
}
attempt('content', () => cp.spawn('true', { stdio: ['pipe', 'pipe', 'pipe', Buffer.from('x')] }));
attempt('content', () => cp.spawn('true', { stdio: ['pipe', 'text'] }));
for (const maxBuffer of ['much', -1, NaN]) {
  attempt(`maxBuffer ${maxBuffer}`, () => cp.spawnSync('true', { maxBuffer }));
  attempt(`maxBuffer ${maxBuffer}`, () => cp.execFile('true', { maxBuffer }));
}
for (const input of [5, true, {}, Symbol('s')]) attempt('input', () => cp.spawnSync('true', { input }));
for (const signal of [null, 'x', {}]) attempt('signal', () => cp.spawn('true', { signal }));
for (const call of [cp.exec, cp.execSync]) {
  attempt('exec', () => call());
  attempt('exec', () => call(5));
  attempt('exec', () => call(nul));
}
attempt('callback', () => cp.execFile('true', [], {}, 'callback'));
attempt('fork', () => cp.fork());
attempt('fork', () => cp.fork('x', 'args'));
attempt('fork', () => cp.fork('x', [], 'options'));
attempt('fork', () => cp.fork('x', { stdio: ['pipe'] }));
const child = new cp.ChildProcess();
attempt('ChildProcess', () => cp.ChildProcess());
attempt('spawn', () => child.spawn());
attempt('spawn', () => child.spawn({}));
attempt('spawn', () => child.spawn({ file: 5 }));
attempt('spawn', () => child.spawn({ file: 'x', args: 5 }));
attempt('spawn', () => child.spawn({ file: 'x', serialization: 'other' }));
attempt('kill', () => child.kill('SIGNONE'));
attempt('kill', () => child.kill(500));
log(child.kill(), child.kill(0), child.killed, child.ref(), child.unref());
// What was started above, and is not there.
process.on('uncaughtException', (error) => log('uncaught', error.message));
