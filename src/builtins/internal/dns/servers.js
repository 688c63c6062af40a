// The DNS servers to ask: as programs write them, and as the system is set up.
//
// A server is `{ address, family, port }`.
'use strict';

const { codes } = require('internal/errors');
const { validateArray, validatePort, validateString } = require('internal/validators');
const { isIP } = require('internal/net/ip');

const PORT = 53;

// `1.2.3.4`, `1.2.3.4:53`, `::1`, `[::1]`, `[::1]:53`
function parseServer(text) {
  const family = isIP(text);
  if (family !== 0) return { address: text, family, port: PORT };
  const [, bracketed, plain, port] = /^(?:\[([^[\]]*)\]|([^:]*))(?::(\d+))?$/.exec(text) ?? [];
  const address = bracketed ?? plain ?? '';
  const knownFamily = isIP(address);
  if (knownFamily === 0) throw new codes.ERR_INVALID_IP_ADDRESS(text);
  return { address, family: knownFamily, port: port === undefined ? PORT : validatePort(Number(port)) };
}

function parseServers(servers) {
  validateArray(servers, 'servers');
  return servers.map((server, index) => {
    validateString(server, `servers[${index}]`);
    return parseServer(server);
  });
}

function formatServer({ address, family, port }) {
  if (port === PORT) return address;
  return family === 6 ? `[${address}]:${port}` : `${address}:${port}`;
}

function readLines(file) {
  try {
    return require('fs').readFileSync(file, 'utf8').split('\n');
  } catch {
    // A system without the file is set up in another way, or not at all.
    return [];
  }
}

// The servers of the system, of which there is always one.
function systemServers() {
  const servers = [];
  for (const line of process.platform === 'win32' ? [] : readLines('/etc/resolv.conf')) {
    const [, address] = /^\s*nameserver\s+(\S+)/.exec(line) ?? [];
    const family = address === undefined ? 0 : isIP(address);
    if (family !== 0) servers.push({ address, family, port: PORT });
  }
  return servers.length > 0 ? servers : [{ address: '127.0.0.1', family: 4, port: PORT }];
}

// The names of an address in the file that the system looks into first.
function hostsNames(address) {
  const file = process.platform === 'win32' ? `${process.env.SystemRoot}\\System32\\drivers\\etc\\hosts` : '/etc/hosts';
  const names = [];
  for (const line of readLines(file)) {
    const [known, ...others] = line.replace(/#.*/, '').trim().split(/\s+/);
    if (known === address) names.push(...others);
  }
  return [...new Set(names)];
}

module.exports = { formatServer, hostsNames, parseServers, systemServers };
