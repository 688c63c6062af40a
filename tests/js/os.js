// os: kinds and shapes of everything, values where they are the same for two processes on one machine.
'use strict';
const os = require('os');
const log = (...parts) => console.log(...parts);

log(Object.keys(os).join());
log(os.arch(), os.platform(), os.type(), os.release(), os.version(), os.machine(), os.hostname(), os.endianness(), JSON.stringify(os.EOL), os.devNull);
log(os.homedir(), os.tmpdir(), os.totalmem(), os.availableParallelism(), os.cpus().length, Object.keys(os.cpus()[0]), Object.keys(os.cpus()[0].times));
log(os.freemem() > 0, os.uptime() > 0, os.loadavg().length, os.userInfo(), os.userInfo({ encoding: 'buffer' }).username);
log(os.getPriority(), os.getPriority(process.pid), os.networkInterfaces());
log(`${os.platform}`, +os.totalmem > 0, `${os.tmpdir}` === os.tmpdir());
log(os.constants, Object.isFrozen(os.constants.signals));
for (const name of ['EOL', 'devNull', 'constants']) log(name, Object.getOwnPropertyDescriptor(os, name).writable, Object.getOwnPropertyDescriptor(os, name).configurable);
for (const call of [() => os.getPriority('x'), () => os.getPriority(1.5), () => os.setPriority(0, 50), () => os.setPriority('x', 1), () => os.getPriority(2 ** 30),
                    () => os.setPriority(), () => os.setPriority(os.getPriority())]) {
  try {
    log(call());
  } catch (error) {
    log(error.name, error.code, error.message, error.info, error.errno, error.syscall);
  }
}
for (const [name, value] of [['TMPDIR', '/x/'], ['TMPDIR', '/'], ['TMPDIR', ''], ['HOME', '/home/of/somebody']]) {
  process.env[name] = value;
  log(name, value, os.tmpdir(), os.homedir());
}
