// spawnSync, execFileSync and execSync: results, options, limits, and the errors of commands that fail.
'use strict';
const { execFileSync, execSync, spawnSync } = require('node:child_process');
const log = (...parts) => console.log(...parts);
const shell = (script, options) => spawnSync('/bin/sh', ['-c', script], { encoding: 'utf8', ...options });
const shown = ({ pid, ...result }) => ({ ...result, pid: pid > 0 });

// What a child wrote, and how it ended.
log(shown(shell('echo out; echo err >&2; exit 7')));
log(shown(spawnSync('printf', ['%s|', 'a b', '', 'ü', 7])));
for (const signal of ['ABRT', 'KILL', 'TERM', 'SEGV', 'USR1']) {
  const { status, signal: ended, error } = shell(`ulimit -c 0; kill -${signal} $$`);
  log(signal, status, ended, error);
}
log(Object.keys(shell('')), Object.keys(spawnSync('/none/such')));
const self = spawnSync(process.execPath, ['-e', 'console.log(process.argv.length, process.argv0 === process.execPath); process.exitCode = 3'], { encoding: 'utf8' });
log(self.status, self.stdout, self.stderr);

// Input and encodings.
log(spawnSync('cat', { input: 'é', encoding: 'latin1' }).stdout, spawnSync('cat', { input: 'é', encoding: 'hex' }).stdout);
log(spawnSync('cat', { input: new Uint16Array([0x4241, 0x4443]) }).stdout, spawnSync('cat', { input: '' }).stdout, spawnSync('cat', { input: Buffer.alloc(0) }).status);
log(spawnSync('wc', ['-c'], { input: Buffer.alloc(1 << 20, 'x'), encoding: 'utf8' }).stdout.trim());
log(spawnSync('cat', { input: Buffer.alloc(300000, 'y'), encoding: 'buffer' }).stdout.length);
log(shell('read line; echo "got $line"', { input: 'one\ntwo\n' }).stdout);
log(shell('exec 0<&-; exit 0', { input: Buffer.alloc(1 << 20) }).error?.code);

// Environment, folder, argv0, shell.
log(shell('echo $A $B ${C-none} ${D-none}', { env: { A: 'x', B: 1, C: undefined, D: null } }).stdout);
log(shell('echo ${A-inherited}', { env: Object.create({ A: 'of the prototype' }) }).stdout);
process.env.GIVEN_TO_CHILD = 'given';
log(shell('echo $GIVEN_TO_CHILD; pwd', { cwd: '/' }).stdout, shell('pwd', { cwd: new URL('file:///usr') }).stdout);
log(spawnSync('/bin/sh', ['-c', 'echo $0'], { argv0: 'renamed', encoding: 'utf8' }).stdout);
log(spawnSync('echo $((1 + 2)); exit 4', { shell: true, encoding: 'utf8' }).output, spawnSync('echo "$0"', { shell: '/bin/bash', encoding: 'utf8' }).stdout);

// Descriptors.
const fs = require('fs');
const file = `${require('os').tmpdir()}/child-process-sync-${process.pid}`;
const fd = fs.openSync(file, 'w+');
log(shell('echo to file; echo to pipe >&2', { stdio: ['ignore', fd, 'pipe'] }).output);
fs.closeSync(fd);
log(fs.readFileSync(file, 'utf8'), shell('cat', { stdio: [fs.openSync(file), 'pipe', 'inherit'] }).output);
fs.unlinkSync(file);
log(shell('echo x; echo y >&2', { stdio: 'ignore' }).output, shell('echo x >&3; echo y', { stdio: ['pipe', 'pipe', 'pipe', 'pipe'] }).output);
log(shell('echo to our stdout', { stdio: 'inherit' }).output, shell('echo also', { stdio: [0, 1, process.stderr] }).output);
log(shell('echo x', { stdio: [null, undefined] }).output);
log(spawnSync('true', { stdio: [0, 99, 2] }).error.code);

// Limits.
const late = shell('echo begun; exec sleep 60', { timeout: 50 });
log(late.status, late.signal, late.stdout, late.error.code, late.error.message, late.error.syscall, late.error.path, late.error.spawnargs);
log(shell('exec sleep 60', { timeout: 50, killSignal: 'SIGKILL' }).signal, shell('exec sleep 60', { timeout: 50, killSignal: 10 }).signal);
const loud = shell('exec yes', { maxBuffer: 10 });
log(loud.status, loud.signal, loud.error.code, loud.error.errno, loud.stdout.startsWith('y\ny\n'));
log(shell('echo 123456789', { maxBuffer: 10 }).error, shell('echo 1234567890', { maxBuffer: 10 }).error.code, shell('echo 1', { maxBuffer: Infinity }).status);

// Commands that fail.
const failure = (run) => {
  try {
    return run();
  } catch (error) {
    const { name, message, stack, ...rest } = error;
    if (rest.pid) rest.pid = true;
    if (rest.error) rest.error = rest.error === error;
    return [name, message, Object.keys(error), rest];
  }
};
log(failure(() => execFileSync('/bin/sh', ['-c', 'echo out; echo err >&2; exit 9'], { stdio: 'pipe' })));
log(failure(() => execFileSync('/bin/sh', ['-c', 'exit 9'], { argv0: 'other', encoding: 'utf8' })));
log(failure(() => execSync('echo out; exit 2', { encoding: 'utf8', stdio: 'pipe' })));
log(failure(() => execSync('kill -9 $$', { stdio: 'ignore' })));
log(failure(() => execFileSync('/none/such', ['a', 'b'])));
log(failure(() => execSync('exec sleep 60', { timeout: 50, stdio: 'pipe', encoding: 'utf8' })));
log(execFileSync('echo', ['ok']), execSync('echo ok', { encoding: 'utf8' }), execSync('true'), execFileSync('true', { stdio: 'ignore' }), execFileSync('true', null, null));
log(execFileSync('cat', { input: 'in', encoding: 'utf8' }), `${execSync('cat', { input: 'in' })}`);
for (const [name, options] of [['none', {}], ['none', { cwd: '/none' }], ['/etc/passwd', {}], ['true', { cwd: '/none' }], ['true', { cwd: '/etc/passwd' }]]) {
  log(shown(spawnSync(name, ['x'], options)).error.message);
}
log(require('util').inspect(spawnSync('/none/such').error).split('\n')[0]);
