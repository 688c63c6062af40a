// dns.Resolver, and dns.resolve and the like, which are methods of one: questions to DNS servers.
//
// Neighbours: query.js asks, wire.js reads; promises.js gives promises.
'use strict';

const { DNSException, codes } = require('internal/errors');
const { validateFunction, validateInt32, validateString, validateUint32 } = require('internal/validators');
const { formatIPv6, isIP, parseIPv4, parseIPv6 } = require('internal/net/ip');
const { formatServer, hostsNames, parseServers, systemServers } = require('internal/dns/servers');

// By rrtype: the method, and the name of the call in errors.
const METHODS = {
  ANY: ['resolveAny', 'queryAny'],
  A: ['resolve4', 'queryA'],
  AAAA: ['resolve6', 'queryAaaa'],
  CAA: ['resolveCaa', 'queryCaa'],
  CNAME: ['resolveCname', 'queryCname'],
  MX: ['resolveMx', 'queryMx'],
  NS: ['resolveNs', 'queryNs'],
  TLSA: ['resolveTlsa', 'queryTlsa'],
  TXT: ['resolveTxt', 'queryTxt'],
  SRV: ['resolveSrv', 'querySrv'],
  PTR: ['resolvePtr', 'queryPtr'],
  NAPTR: ['resolveNaptr', 'queryNaptr'],
  SOA: ['resolveSoa', 'querySoa'],
};

// A record in the list of resolveAny.
function anyRecord({ type, ttl, value }) {
  switch (type) {
    case 'A':
    case 'AAAA': return { address: value, ttl, type };
    case 'TXT': return { entries: value, type };
    case 'NS':
    case 'CNAME':
    case 'PTR': return { value, type };
    default: return { ...value, type };
  }
}

// What a method gives for the records, undefined when there are none.
function resultOf(rrtype, records, withTtl) {
  if (rrtype === 'ANY') return records.length > 0 ? records.map(anyRecord) : undefined;
  const found = records.filter(({ type }) => type === rrtype);
  if (found.length === 0) return undefined;
  if (rrtype === 'SOA') return found[0].value;
  if (withTtl && (rrtype === 'A' || rrtype === 'AAAA')) return found.map(({ value, ttl }) => ({ address: value, ttl }));
  return found.map(({ value }) => value);
}

class ResolverBase {
  constructor(options = undefined) {
    const { timeout = -1, tries = undefined, maxTimeout = 0 } = options ?? {};
    if (timeout !== -1) validateInt32(timeout, 'options.timeout', -1);
    if (tries !== undefined) validateInt32(tries, 'options.tries', 1);
    if (maxTimeout !== 0) validateUint32(maxTimeout, 'options.maxTimeout');
    // What queries need to know.
    Object.defineProperty(this, '_channel', {
      __proto__: null,
      enumerable: false,
      value: { servers: systemServers(), timeout, tries, maxTimeout, local4: undefined, local6: undefined,
               queries: new Set() },
    });
  }

  cancel() {
    for (const query of [...this._channel.queries]) query.end('ECANCELLED');
  }

  getServers() {
    return this._channel.servers.map(formatServer);
  }

  setServers(servers) {
    this._channel.servers = parseServers(servers);
  }

  setLocalAddress(ipv4, ipv6) {
    validateString(ipv4, 'ipv4');
    if (ipv6 !== undefined) validateString(ipv6, 'ipv6');
    const addresses = ipv6 === undefined ? [ipv4] : [ipv4, ipv6];
    const wanted = {};
    for (const address of addresses) {
      const family = isIP(address);
      if (family === 0) throw invalidAddress('Invalid IP address.');
      if (wanted[family] !== undefined) throw invalidAddress(`Cannot specify two IPv${family} addresses.`);
      wanted[family] = address;
    }
    this._channel.local4 = wanted[4];
    this._channel.local6 = wanted[6];
  }
}

function invalidAddress(message) {
  const error = new TypeError(message);
  error.code = 'ERR_INVALID_ARG_VALUE';
  return error;
}

// Asks; `answer(error, result)` follows in another turn.
function ask(resolver, rrtype, name, withTtl, answer) {
  const [, syscall] = METHODS[rrtype];
  const { Query } = require('internal/dns/query');
  const { TYPES } = require('internal/dns/wire');
  const { AsyncResource } = require('async_hooks');
  const resource = new AsyncResource('QUERYWRAP');
  const finish = (code, records) => {
    const result = code === null ? resultOf(rrtype, records, withTtl) : undefined;
    const failure = code ?? (result === undefined ? 'ENODATA' : null);
    resource.runInAsyncScope(answer, undefined, failure && new DNSException(failure, syscall, name), result);
  };
  new Query(resolver._channel, name, TYPES[rrtype], finish);
  return { bindingName: syscall, hostname: name, ttl: withTtl };
}

// The name under which an address is looked up.
function reverseName(ip) {
  if (isIP(ip) === 4) return `${parseIPv4(ip).reverse().join('.')}.in-addr.arpa`;
  const digits = parseIPv6(ip).map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${[...digits].reverse().join('.')}.ip6.arpa`;
}

function askForNames(resolver, ip, answer) {
  const known = hostsNames(isIP(ip) === 6 ? formatIPv6(parseIPv6(ip)) : ip);
  if (known.length > 0) {
    process.nextTick(answer, null, known);
    return;
  }
  ask(resolver, 'PTR', reverseName(ip), false, (error, names) => {
    if (error) answer(new DNSException(error.code, 'getHostByAddr', ip));
    else answer(null, names);
  });
}

function checkReverse(ip) {
  validateString(ip, 'name');
  // The text of the error is c-ares's, by number.
  if (isIP(ip) === 0) throw new DNSException(internalBinding('uv').UV_EINVAL, 'getHostByAddr', ip);
}

function rrtypeOf(rrtype) {
  validateString(rrtype, 'rrtype');
  if (!Object.hasOwn(METHODS, rrtype)) throw new codes.ERR_INVALID_ARG_VALUE('rrtype', rrtype);
  return rrtype;
}

class Resolver extends ResolverBase {}

for (const rrtype of Object.keys(METHODS)) {
  const [method] = METHODS[rrtype];
  const { [method]: resolve } = {
    [method](name, options, callback) {
      if (arguments.length <= 2) callback = options;
      validateString(name, 'name');
      validateFunction(callback, 'callback');
      const withTtl = Boolean(arguments.length > 2 && options?.ttl);
      return ask(this, rrtype, name, withTtl, (error, result) => (error ? callback(error) : callback(null, result)));
    },
  };
  Object.defineProperty(Resolver.prototype, method, { __proto__: null, value: resolve, writable: true, configurable: true });
}

Resolver.prototype.reverse = function(ip, callback) {
  validateString(ip, 'name');
  validateFunction(callback, 'callback');
  checkReverse(ip);
  askForNames(this, ip, (error, names) => (error ? callback(error) : callback(null, names)));
  return { bindingName: 'getHostByAddr', hostname: ip };
};

Resolver.prototype.resolve = function(hostname, rrtype, callback) {
  if (typeof rrtype === 'function') {
    callback = rrtype;
    rrtype = 'A';
  }
  const [method] = METHODS[rrtypeOf(rrtype)];
  return this[method](hostname, callback);
};

// The resolver behind the module's own functions, those of its promises too.
let shared;

function sharedResolver() {
  shared ??= new Resolver();
  return shared;
}

// The functions of the module: methods of the resolver that they share.
function functions() {
  const result = {};
  for (const name of ['getServers', 'resolve', ...Object.values(METHODS).map(([method]) => method), 'reverse']) {
    result[name] = { [name]: (...args) => sharedResolver()[name](...args) }[name];
  }
  result.setServers = (servers) => sharedResolver().setServers(servers);
  return result;
}

module.exports = { METHODS, Resolver, ResolverBase, ask, askForNames, checkReverse, functions, rrtypeOf, sharedResolver };
