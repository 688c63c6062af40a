// process: identity, environment, exit codes, clocks, argument checks, warnings, events.
'use strict';
const log = (...parts) => console.log(...parts);
const attempt = (label, call) => {
  try {
    log(label, call());
  } catch (error) {
    log(label, error.name, error.code, error.message);
  }
};

log(require('process') === process, process.version, process.versions.node, process.versions.modules, process.versions.napi);
log(process.platform, process.arch, process.release, Object.prototype.toString.call(process), process.constructor.name);
log(process instanceof require('events'), String(process), typeof process.pid, typeof process.ppid, process.argv.length);
log(process.argv[0] === process.execPath, process.argv[1] === __filename, Array.isArray(process.execArgv), typeof process.title);
log(process.config.variables.node_module_version, process.config.variables.host_arch, process.features.uv);

// ----- the environment -----
process.env.NAPKIN_TEST = 1;
log(process.env.NAPKIN_TEST, 'NAPKIN_TEST' in process.env, Object.keys(process.env).includes('NAPKIN_TEST'));
process.env.NAPKIN_TEST = undefined;
log(process.env.NAPKIN_TEST, typeof process.env.NAPKIN_TEST);
log(delete process.env.NAPKIN_TEST, process.env.NAPKIN_TEST, 'NAPKIN_TEST' in process.env, delete process.env.NAPKIN_TEST);
process.env.EMPTY_VALUE = '';
log(process.env.EMPTY_VALUE === '', Object.getOwnPropertyDescriptor(process.env, 'EMPTY_VALUE'));
log(Object.getOwnPropertyDescriptor(process.env, 'NOT_THERE'), process.env.hasOwnProperty('EMPTY_VALUE'));
log(process.env[Symbol('s')], typeof process.env.toString, { ...process.env }.EMPTY_VALUE === '');
attempt('symbol value', () => { process.env.X = Symbol('s'); });
attempt('symbol key', () => { process.env[Symbol('s')] = 1; });
attempt('define', () => Object.defineProperty(process.env, 'DEFINED', { value: 5, writable: true, enumerable: true, configurable: true }).DEFINED);
attempt('define partly', () => Object.defineProperty(process.env, 'DEFINED2', { value: 5 }));
attempt('define getter', () => Object.defineProperty(process.env, 'DEFINED3', { get() {} }));
process.env = process.env;
log(process.env.EMPTY_VALUE === '');

// ----- directories -----
const start = process.cwd();
process.chdir('/');
log(process.cwd());
process.chdir(start);
log(process.cwd() === start);
attempt('chdir', () => process.chdir(1));
attempt('chdir', () => { process.chdir('/'); process.chdir('/no/such'); });
process.chdir(start);
const mask = process.umask(0o22);
log(process.umask().toString(8), process.umask('27'), process.umask(mask).toString(8));
attempt('umask', () => process.umask('9'));
attempt('umask', () => process.umask({}));

// ----- clocks and usage -----
const time = process.hrtime();
const difference = process.hrtime(time);
log(time.length, difference[0], difference[1] >= 0, typeof process.hrtime.bigint(), process.uptime() > 0);
attempt('hrtime', () => process.hrtime(1));
attempt('hrtime', () => process.hrtime([1]));
log(Object.keys(process.memoryUsage()).join(), process.memoryUsage.rss() > 1e6, process.memoryUsage().heapUsed > 1000);
log(Object.keys(process.cpuUsage()).join(), process.cpuUsage(process.cpuUsage()).user >= 0, Object.keys(process.resourceUsage()).join());
attempt('cpuUsage', () => process.cpuUsage(1));
attempt('cpuUsage', () => process.cpuUsage({ user: -1, system: 0 }));
attempt('cpuUsage', () => process.cpuUsage({ user: 'x', system: 0 }));
log(typeof process.constrainedMemory(), process.availableMemory() > 0);
log(process.getuid() === process.geteuid(), process.getgid() === process.getegid(), Array.isArray(process.getgroups()));
attempt('setuid', () => process.setuid({}));
attempt('setuid', () => process.setuid('no-such-user-here'));
attempt('setgid', () => process.setgid(-1));

// ----- signals and exit codes -----
log(process.kill(process.pid, 0));
attempt('kill', () => process.kill('x'));
attempt('kill', () => process.kill(process.pid, 'SIGNOPE'));
attempt('kill', () => process.kill(2 ** 30, 0));
for (const code of [0, 1, '2', null, undefined, 3.5, '', 'x', {}, true, '1.5', NaN]) {
  attempt(`exitCode ${String(code)}`, () => { process.exitCode = code; return process.exitCode; });
}
process.exitCode = undefined;
attempt('exit', () => process.exit('bad'));
attempt('binding', () => typeof process.binding);
attempt('nextTick', () => process.nextTick());
attempt('emitWarning', () => process.emitWarning(1));
attempt('emitWarning', () => process.emitWarning('a', 1));
attempt('emitWarning', () => process.emitWarning('a', 'b', 1));
attempt('capture', () => process.setUncaughtExceptionCaptureCallback(1));
log(process.hasUncaughtExceptionCaptureCallback());
process.setUncaughtExceptionCaptureCallback(() => {});
attempt('capture twice', () => process.setUncaughtExceptionCaptureCallback(() => {}));
log(process.hasUncaughtExceptionCaptureCallback());
process.setUncaughtExceptionCaptureCallback(null);
attempt('getBuiltinModule', () => process.getBuiltinModule('fs') === require('fs'));
attempt('getBuiltinModule', () => process.getBuiltinModule('node:path') === require('path'));
attempt('getBuiltinModule', () => process.getBuiltinModule('no-such'));
attempt('getBuiltinModule', () => process.getBuiltinModule(1));
attempt('dlopen', () => process.dlopen());

const { header, sharedObjects } = process.report.getReport();
log(typeof header.glibcVersionRuntime, Array.isArray(sharedObjects), header.nodejsVersion === process.version, header.arch === process.arch);

// ----- output -----
log(process.stdout.fd, process.stderr.fd, process.stdin.fd, process.stdout.writable, typeof process.stdout.isTTY);
process.stdout.write('written ');
process.stdout.write(Buffer.from('as bytes\n'));
process.stdout.write('68656c6c6f0a', 'hex');
attempt('write', () => process.stdout.write(1));
attempt('write', () => process.stdout.write(null));

// ----- events -----
process.removeAllListeners('warning');
process.on('warning', (warning) => log('warning', warning.name, warning.code, warning.message, warning.detail));
process.emitWarning('plain');
process.emitWarning('typed', 'TypeName', 'CODE1');
process.emitWarning('with options', { type: 'OptionType', code: 'CODE2', detail: 'detail' });
process.emitWarning(new Error('an error'));
process.emitWarning('deprecated', 'DeprecationWarning', 'DEP1');
process.noDeprecation = true;
process.emitWarning('silent', 'DeprecationWarning', 'DEP2');
process.on('custom', (...args) => log('custom', ...args));
log(process.emit('custom', 1, 2), process.emit('nobody'), process.listenerCount('custom'));

let beforeExits = 0;
process.on('beforeExit', (code) => {
  log('beforeExit', code, ++beforeExits);
  if (beforeExits === 1) setTimeout(() => log('more work'), 1);
});
process.on('exit', (code) => {
  log('exit', code, process.exitCode, process._exiting);
  process.nextTick(() => log('never'));
  process.exitCode = 5;
});
