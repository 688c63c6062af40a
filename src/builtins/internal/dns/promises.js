// dns.promises
'use strict';

const { codes } = require('internal/errors');
const { validatePort, validateString, validateStringWithoutNullBytes } = require('internal/validators');
const { isIP } = require('internal/net/ip');
const lookups = require('internal/dns/lookup');
const resolvers = require('internal/dns/resolver');

// A promise of what a function answers to a callback.
function promised(begin) {
  return new Promise((resolve, reject) => {
    begin((error, result) => (error ? reject(error) : resolve(result)));
  });
}

function lookup(hostname, options) {
  if (hostname) validateStringWithoutNullBytes(hostname, 'hostname');
  if (options !== undefined && typeof options !== 'object' && typeof options !== 'number') {
    throw new codes.ERR_INVALID_ARG_TYPE('options', ['integer', 'object'], options);
  }
  const wanted = lookups.lookupOptions(options);
  return find(hostname, wanted);
}

async function find(hostname, wanted) {
  const addresses = lookups.knownAddresses(hostname) ??
    await promised((answer) => lookups.ask(hostname, wanted, answer));
  if (wanted.all) return addresses;
  const [{ address, family }] = addresses;
  return { address, family: isIP(hostname) || wanted.family || family };
}

function lookupService(address, port) {
  if (arguments.length !== 2) throw new codes.ERR_MISSING_ARGS('address', 'port');
  if (isIP(address) === 0) throw new codes.ERR_INVALID_ARG_VALUE('address', address);
  validatePort(port);
  return promised((answer) => {
    lookups.askForNames(address, +port, (error, hostname, service) => answer(error, { hostname, service }));
  });
}

class Resolver extends resolvers.ResolverBase {
  resolve(hostname, rrtype = 'A') {
    return query(this, resolvers.rrtypeOf(rrtype), hostname);
  }

  reverse(ip) {
    return reverse(this, ip);
  }
}

function query(resolver, rrtype, name, options) {
  validateString(name, 'name');
  return promised((answer) => resolvers.ask(resolver, rrtype, name, Boolean(options?.ttl), answer));
}

function reverse(resolver, ip) {
  validateString(ip, 'name');
  if (isIP(ip) === 0) return promised(() => resolvers.checkReverse(ip));
  return promised((answer) => resolvers.askForNames(resolver, ip, answer));
}

const functions = {
  lookup,
  lookupService,
  Resolver,
  getDefaultResultOrder: lookups.getDefaultResultOrder,
  setDefaultResultOrder: lookups.setDefaultResultOrder,
  setServers: (servers) => resolvers.sharedResolver().setServers(servers),
  ...require('internal/dns/codes'),
  getServers: () => resolvers.sharedResolver().getServers(),
  resolve(hostname, rrtype = 'A') {
    return query(resolvers.sharedResolver(), resolvers.rrtypeOf(rrtype), hostname);
  },
};

for (const rrtype of Object.keys(resolvers.METHODS)) {
  const [method] = resolvers.METHODS[rrtype];
  Object.defineProperty(Resolver.prototype, method, {
    __proto__: null,
    writable: true,
    configurable: true,
    value: { [method](name, options) {
      return query(this, rrtype, name, options);
    } }[method],
  });
  functions[method] = { [method]: (name, options) => query(resolvers.sharedResolver(), rrtype, name, options) }[method];
}
functions.reverse = (ip) => reverse(resolvers.sharedResolver(), ip);

module.exports = functions;
