// @lydell/node-pty: programs in terminals of their own: output, input, sizes, environment, exit codes
// and signals, and refusals.
'use strict';
const assert = require('assert');
const pty = require('@lydell/node-pty');

const environment = { PATH: '/usr/bin:/bin', TERM: 'xterm', LC_ALL: 'C', WORD: 'from outside' };

function run(file, args, options, use = () => {}) {
  return new Promise((resolve) => {
    const terminal = pty.spawn(file, args, { name: 'xterm', cols: 80, rows: 24, cwd: '/', env: environment, ...options });
    let text = '';
    terminal.onData((part) => {
      text += part;
      use(terminal, text);
    });
    terminal.onExit(({ exitCode, signal }) => resolve({ text, exitCode, signal, pid: terminal.pid > 1 }));
    use(terminal, text);
  });
}

async function refusal(label, start) {
  try {
    console.log(label, 'gave', await start());
  } catch (error) {
    console.log(label, error.name, error.code, error.message);
  }
}

async function main() {
  console.log(await run('/bin/sh', ['-c', 'echo "$WORD $TERM"; pwd; stty size; test -t 0 && test -t 1 && echo terminal; exit 3']));
  console.log(await run('/bin/sh', ['-c', 'stty size'], { cols: 100, rows: 40 }));
  let once = true;
  console.log(await run('/bin/sh', ['-c', 'stty -echo; echo ready; read line; echo "got $line"; read size; stty size'], {}, (terminal, text) => {
    if (once && text.includes('ready')) {
      once = false;
      terminal.write('hello ünï\r');
    }
    if (text.includes('got') && terminal.cols === 80) {
      terminal.resize(132, 43);
      terminal.write('\r');
    }
  }));
  const killed = await run('/bin/sh', ['-c', 'echo up; exec sleep 60'], {}, (terminal, text) => { if (text.includes('up')) terminal.kill('SIGTERM'); });
  console.log(killed.text, killed.signal);
  const long = await run('/bin/sh', ['-c', 'i=0; while [ $i -lt 3000 ]; do echo "line $i"; i=$((i+1)); done']);
  console.log(long.text.length, long.text.split('\r\n').length, long.text.endsWith('line 2999\r\n'));
  const bytes = await run('/bin/sh', ['-c', 'printf "\\303\\251\\377"'], { encoding: null });
  console.log(bytes.text.length > 0, bytes.exitCode);
  const together = await Promise.all(Array.from({ length: 5 }, (_, i) => run('/bin/sh', ['-c', `echo ${i}; exit ${i}`])));
  console.log(together.map(({ text, exitCode }) => `${text.trim()}:${exitCode}`).join());

  const named = pty.spawn('/bin/cat', [], { env: environment });
  console.log(named.cols, named.rows, typeof named.process, named.handleFlowControl);
  named.pause();
  named.resume();
  const ended = new Promise((resolve) => named.onExit(resolve));
  named.write('\x04');
  // It may end by the input's end or because its terminal is closed.
  console.log((await ended).exitCode);
  const absent = await run('/nowhere/program', []).catch((error) => error.message);
  console.log(absent.exitCode ?? absent);
  await refusal('size is text', () => pty.spawn('/bin/true', [], { rows: 'many' }));
  await refusal('arguments', () => pty.spawn('/bin/true', 5));
  await refusal('resize', () => { const terminal = pty.spawn('/bin/true', []); try { terminal.resize(0, 0); } finally { terminal.kill(); } });
  assert.strictEqual(typeof pty.open, 'function');
}

main();
