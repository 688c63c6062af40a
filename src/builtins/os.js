// node:os.
'use strict';

const native = internalBinding('os');
const { codes } = require('internal/errors');
const validators = require('internal/validators');
const constants = require('internal/constants').os;

const isWindows = process.platform === 'win32';

// A failed call of the system becomes ERR_SYSTEM_ERROR, with the details in `info`.
function ask(call) {
  try {
    return call();
  } catch (error) {
    if (error?.syscall === undefined) throw error;
    const { errno, code, syscall } = error;
    const message = require('internal/errors').uvErrmapGet(errno)?.[1] ?? error.message;
    throw new codes.ERR_SYSTEM_ERROR({ errno, code, message, syscall });
  }
}

// Template strings may use the function itself.
function asText(fn) {
  Object.defineProperty(fn, Symbol.toPrimitive, { __proto__: null, configurable: true, writable: true, value: () => fn() });
  return fn;
}

let names;
function unameField(index) {
  names ??= ask(() => native.uname());
  return names[index];
}

function cpus() {
  const values = ask(() => native.cpus());
  const result = [];
  for (let i = 0; i < values.length; i += 7) {
    const [model, speed, user, nice, sys, idle, irq] = values.slice(i, i + 7);
    result.push({ model, speed, times: { user, nice, sys, idle, irq } });
  }
  return result;
}

// How many leading bits of a mask are set; null when it has holes.
function prefixLength(mask, family) {
  const groups = family === 'IPv4' ? mask.split('.').map(Number) : expandIPv6(mask);
  const width = family === 'IPv4' ? 8 : 16;
  const bits = groups.map((group) => group.toString(2).padStart(width, '0')).join('');
  const ones = bits.indexOf('0') === -1 ? bits.length : bits.indexOf('0');
  return bits.slice(ones).includes('1') ? null : ones;
}

function expandIPv6(mask) {
  const [head, tail] = mask.split('::');
  const parse = (text) => (text ? text.split(':').map((part) => parseInt(part, 16)) : []);
  const first = parse(head);
  const last = parse(tail);
  return [...first, ...new Array(Math.max(0, 8 - first.length - last.length)).fill(0), ...last];
}

function networkInterfaces() {
  const values = ask(() => native.interfaceAddresses());
  const result = {};
  for (let i = 0; i < values.length; i += 7) {
    const [name, address, netmask, family, mac, internal, scopeid] = values.slice(i, i + 7);
    const prefix = prefixLength(netmask, family);
    const entry = { address, netmask, family, mac, internal, cidr: prefix === null ? null : `${address}/${prefix}` };
    if (scopeid !== -1) entry.scopeid = scopeid;
    (result[name] ??= []).push(entry);
  }
  return result;
}

function tmpdir() {
  const { env } = process;
  if (isWindows) {
    const path = env.TEMP || env.TMP || `${env.SystemRoot || env.windir}\\temp`;
    return path.length > 1 && path.endsWith('\\') && !path.endsWith(':\\') ? path.slice(0, -1) : path;
  }
  const path = env.TMPDIR || env.TMP || env.TEMP || '/tmp';
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}

function userInfo(options = undefined) {
  if (typeof options !== 'object') options = {};
  const encoding = options?.encoding;
  const asBytes = encoding === 'buffer';
  const { uid, gid, username, homedir, shell } = ask(() => native.userInfo(asBytes));
  const { Buffer } = require('buffer');
  const text = (value) => {
    if (value === null || value === undefined) return value;
    if (asBytes) return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
    return encoding && Buffer.isEncoding(encoding) && encoding !== 'utf8' ? Buffer.from(value).toString(encoding) : value;
  };
  return { __proto__: null, uid, gid, username: text(username), homedir: text(homedir), shell: text(shell) };
}

function getPriority(pid) {
  if (pid === undefined) pid = 0;
  else validators.validateInt32(pid, 'pid');
  return ask(() => native.getPriority(pid));
}

function setPriority(pid, priority) {
  if (priority === undefined) {
    priority = pid;
    pid = 0;
  }
  validators.validateInt32(pid, 'pid');
  validators.validateInt32(priority, 'priority', -20, 19);
  ask(() => native.setPriority(pid, priority));
}

module.exports = {
  arch: asText(() => process.arch),
  availableParallelism: asText(() => native.availableParallelism()),
  cpus,
  endianness: asText(() => (new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? 'LE' : 'BE')),
  freemem: asText(() => native.freemem()),
  getPriority,
  homedir: asText(() => ask(() => native.homedir())),
  hostname: asText(() => ask(() => native.hostname())),
  loadavg: () => native.loadavg(),
  networkInterfaces,
  platform: asText(() => process.platform),
  release: asText(() => unameField(2)),
  setPriority,
  tmpdir: asText(tmpdir),
  totalmem: asText(() => native.totalmem()),
  type: asText(() => unameField(0)),
  userInfo,
  uptime: asText(() => ask(() => native.uptime())),
  version: asText(() => unameField(1)),
  machine: asText(() => unameField(3)),
};
for (const name in module.exports) {
  Object.defineProperty(module.exports[name], 'name', { __proto__: null, value: name, configurable: true });
}

Object.defineProperties(module.exports, {
  constants: { __proto__: null, configurable: false, enumerable: true, value: constants },
  EOL: { __proto__: null, configurable: true, enumerable: true, writable: false, value: isWindows ? '\r\n' : '\n' },
  devNull: {
    __proto__: null, configurable: true, enumerable: true, writable: false, value: isWindows ? '\\\\.\\nul' : '/dev/null',
  },
});
