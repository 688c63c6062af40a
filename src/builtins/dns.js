// node:dns. Who only looks up names loads nothing of what asks DNS servers.
'use strict';

const lookups = require('internal/dns/lookup');
const { defineLazyProperties } = require('internal/util');

const RESOLVING = ['getServers', 'resolve', 'resolve4', 'resolve6', 'resolveAny', 'resolveCaa', 'resolveCname', 'resolveMx',
                   'resolveNaptr', 'resolveNs', 'resolvePtr', 'resolveSoa', 'resolveSrv', 'resolveTlsa', 'resolveTxt',
                   'reverse', 'setServers'];

const dns = {
  lookup: lookups.lookup,
  lookupService: lookups.lookupService,
  Resolver: undefined,
  getDefaultResultOrder: lookups.getDefaultResultOrder,
  setDefaultResultOrder: lookups.setDefaultResultOrder,
  setServers: undefined,
  ADDRCONFIG: lookups.ADDRCONFIG,
  ALL: lookups.ALL,
  V4MAPPED: lookups.V4MAPPED,
  ...require('internal/dns/codes'),
};
defineLazyProperties(dns, 'internal/dns/resolver', ['Resolver']);

let functions;
for (const name of RESOLVING) {
  const { [name]: call } = {
    [name](...args) {
      functions ??= require('internal/dns/resolver').functions();
      return functions[name](...args);
    },
  };
  dns[name] = call;
}

Object.defineProperty(dns, 'promises', {
  __proto__: null,
  configurable: true,
  enumerable: true,
  get() {
    return require('internal/dns/promises');
  },
});

module.exports = dns;
