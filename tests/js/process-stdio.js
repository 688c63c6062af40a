// process.stdout and process.stderr as streams, process.stdin as a source, and the console, which goes through them.
'use strict';
const { spawn, spawnSync } = require('child_process');
const { Readable, Writable } = require('stream');

const parts = {
  // The console writes by itself until the program touches the stream, in the same order as it.
  mixed() {
    console.log('before');
    process.stdout.write('stream\n');
    console.log('after');
    console.error('error before');
    const { write } = process.stdout;
    process.stdout.write = function(chunk, ...rest) {
      return write.call(this, `[${String(chunk).trim()}]\n`, ...rest);
    };
    console.log('captured', 1);
    console.error('not captured');
    process.stdout.write = write;
    console.log('free', console._stdout === process.stdout, console._stderr === process.stderr);
  },

  replaced() {
    const seen = [];
    const { stdout } = process;
    Object.defineProperty(process, 'stderr', { configurable: true, value: new Writable({ write(chunk, encoding, callback) {
      seen.push(`${chunk}`);
      callback();
    } }) });
    console.error('to the other stream');
    stdout.write(JSON.stringify(seen));
  },

  writes() {
    const { stdout } = process;
    const report = [];
    const told = (label) => (error) => report.push([label, error ?? null]);
    report.push([stdout instanceof Writable, stdout.fd, stdout._isStdio, stdout.writable, stdout.readable, stdout.isTTY,
                 stdout.columns, stdout.writableObjectMode, stdout.destroySoon === stdout.destroy]);
    report.push([stdout.write('text\n', told('text')), stdout.write(Buffer.from('bytes\n'), told('bytes')),
                 stdout.write('6865780a', 'hex', told('hex')), stdout.write(new Uint8Array([65, 10])), stdout.write('')]);
    stdout.cork();
    stdout.write('corked\n');
    console.log('logged while corked');
    stdout.uncork();
    report.push([stdout.writableLength, stdout.writableNeedDrain]);
    for (const wrong of [() => stdout.write(null), () => stdout.write(5), () => stdout.write('x', 'nope'), () => stdout.setDefaultEncoding('nope')]) {
      try { wrong(); } catch (error) { report.push([error.code, error.message]); }
    }
    for (const event of ['finish', 'close', 'error', 'pipe']) stdout.on(event, () => report.push([event]));
    Readable.from(['piped ', 'through\n']).pipe(stdout);
    setImmediate(() => {
      stdout.destroy();
      report.push([stdout.destroyed, stdout.writable]);
      stdout.write('after destroy\n', told('after destroy'));
      setImmediate(() => process.stderr.write(`${report.map((line) => JSON.stringify(line)).join('\n')}\n`));
    });
  },

  ends() {
    process.stdout.on('finish', () => console.error('finish')).on('close', () => console.error('close'));
    process.stdout.end('end\n', () => console.error('ended'));
  },

  large() {
    process.stdout.write('x'.repeat(300000));
    process.stdout.write('end');
  },

  async input() {
    const { stdin } = process;
    console.log(stdin instanceof Readable, stdin.fd, stdin.readable, stdin.isTTY);
    stdin.setEncoding('utf8');
    let text = '';
    for await (const chunk of stdin) text += chunk;
    console.log(text.length, text.slice(0, 20));
  },

  piped() {
    process.stdin.pipe(process.stdout);
    process.stdin.on('end', () => console.error('end'));
  },

  untouched() {
    console.log('nobody reads');
  },

  // Whoever writes to a reader that has gone is told, or ends.
  endless() {
    setInterval(() => console.log('still here'), 1);
  },

  told() {
    process.stdout.on('error', (error) => {
      process.exitCode = 3;
      clearInterval(timer);
    });
    const timer = setInterval(() => process.stdout.write('still here'), 1);
  },

  unreadable() {
    process.stdin.on('end', () => console.log('at once')).resume();
  },
};

const [, , name] = process.argv;
if (name !== undefined) {
  parts[name]();
} else {
  const inputs = { input: 'line\n'.repeat(50000), piped: 'one\ntwo\n', unreadable: '' };
  const readersGo = ['endless', 'told'];
  const next = () => {
    const part = readersGo.shift();
    if (part === undefined) return;
    const child = spawn(process.execPath, [__filename, part]);
    let stderr = '';
    child.stderr.on('data', (chunk) => { stderr += chunk; });
    child.stdout.once('data', () => child.stdout.destroy());
    child.on('close', (code, signal) => {
      console.log('---', part, code, signal, /write EPIPE/.test(stderr));
      next();
    });
  };
  for (const part of Object.keys(parts)) {
    if (readersGo.includes(part)) continue;
    const { status, stdout, stderr } = spawnSync(process.execPath, [__filename, part], { input: inputs[part], encoding: 'utf8' });
    console.log('---', part, status);
    console.log(stdout.length > 1000 ? [stdout.length, stdout.slice(-5)] : stdout);
    console.log(stderr);
  }
  next();
}
