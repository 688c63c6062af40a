// exec and execFile: output collected, errors of commands that fail, limits, and their promised forms.
'use strict';
const cp = require('child_process');
const { promisify } = require('util');
const { exec, execFile } = cp;
const log = (...parts) => console.log(...parts);

const shown = (error) => error && [error.name, error.message, Object.entries(error).map(([key, value]) => `${key}=${value}`).join(' ')];
const call = (run, ...args) => new Promise((resolve) => {
  const child = run(...args, (error, stdout, stderr) => resolve([shown(error), stdout, stderr]));
  if (!(child instanceof cp.ChildProcess)) log('no child');
});

async function main() {
  log(await call(exec, 'echo out; echo err >&2'));
  log(await call(exec, 'echo out; echo err >&2; exit 3', { encoding: 'buffer' }));
  log(await call(exec, 'kill -9 $$', {}));
  log(await call(exec, 'echo $0', { shell: '/bin/bash', encoding: 'hex' }));
  log(await call(execFile, 'echo', ['a', 'b']));
  log(await call(execFile, 'echo'), await call(execFile, 'echo', { env: {} }), await call(execFile, 'pwd', [], { cwd: '/' }));
  log(await call(execFile, '/none/such', ['x']));
  log(await call(execFile, '/bin/sh', ['-c', 'exit 300']));
  log(await call(execFile, 'yes', { maxBuffer: 5 }));
  log(await call(execFile, '/bin/sh', ['-c', 'printf 12345 >&2; printf éé >&2; exec sleep 60'], { maxBuffer: 7 }));
  log(await call(execFile, 'printf', ['1234567'], { maxBuffer: 7 }), (await call(execFile, 'head', ['-c', '2000000', '/dev/zero'], { maxBuffer: Infinity }))[1].length);
  log(await call(exec, 'exec sleep 60', { timeout: 20 }), await call(exec, 'exec sleep 60', { timeout: 20, killSignal: 'SIGINT' }));
  const controller = new AbortController();
  setTimeout(() => controller.abort('enough'), 10);
  log(await call(execFile, 'sleep', ['60'], { signal: controller.signal }));
  log(await call(execFile, 'sleep', ['60'], { signal: AbortSignal.abort() }));
  log(await call(execFile, process.execPath, ['-p', '6 * 7']));
  // Characters over the edges of chunks.
  log((await call(execFile, '/bin/sh', ['-c', 'for i in 1 2 3; do printf "\\303"; sleep 0.01; printf "\\251"; done']))[1]);

  const promised = promisify(exec)('echo promised; echo too >&2');
  log(promised.child instanceof cp.ChildProcess, await promised);
  log(await promisify(execFile)('cat', ['/none/such'], { env: { LC_ALL: 'C' } }).catch((error) => [shown(error), error.stdout, error.stderr]));
  log(await promisify(execFile)('/none/such').catch((error) => [shown(error), error.stdout, error.stderr]));
  const input = promisify(execFile)('cat');
  input.child.stdin.end('from the program');
  log(await input);
  // exec goes through the module's execFile.
  const original = cp.execFile;
  cp.execFile = (...args) => log('replaced', args.length, args[0], args[1].shell);
  exec('command');
  cp.execFile = original;
  execFile('true').on('close', (...end) => log('no callback', end));
}
main();
