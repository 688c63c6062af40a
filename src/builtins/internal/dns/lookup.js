// dns.lookup and dns.lookupService: what the system's resolver knows (files, DNS, and so on).
//
// Neighbours: promises.js has the same as promises; resolver.js asks DNS servers itself.
'use strict';

const { codes, DNSException } = require('internal/errors');
const {
  validateBoolean, validateFunction, validateNumber, validateOneOf, validatePort, validateStringWithoutNullBytes,
} = require('internal/validators');
const hooks = require('internal/async_hooks');
const { begin, register } = require('internal/handles');
const { isIP } = require('internal/net/ip');
const { customPromisifyArgs } = require('internal/util');
const native = internalBinding('handles');

const ORDERS = ['verbatim', 'ipv4first', 'ipv6first'];
const FAMILIES = [0, 4, 6];
const defaults = { order: 'verbatim' };

const { AI_ADDRCONFIG: ADDRCONFIG, AI_ALL: ALL, AI_V4MAPPED: V4MAPPED } = native;

function validateHints(hints) {
  if ((hints & ~(ADDRCONFIG | ALL | V4MAPPED)) !== 0) throw new codes.ERR_INVALID_ARG_VALUE('hints', hints);
}

// What is asked for: `{ family, hints, all, order }`.
function lookupOptions(options) {
  const wanted = { family: 0, hints: 0, all: false, order: defaults.order };
  if (typeof options === 'number') {
    validateOneOf(options, 'family', FAMILIES);
    wanted.family = options;
    return wanted;
  }
  if (options === undefined || options === null) return wanted;
  if (options.hints != null) {
    validateNumber(options.hints, 'options.hints');
    wanted.hints = options.hints >>> 0;
    validateHints(wanted.hints);
  }
  if (options.family != null) wanted.family = familyOf(options.family);
  if (options.all != null) {
    validateBoolean(options.all, 'options.all');
    wanted.all = options.all;
  }
  if (options.verbatim != null) {
    validateBoolean(options.verbatim, 'options.verbatim');
    wanted.order = options.verbatim ? 'verbatim' : 'ipv4first';
  }
  if (options.order != null) {
    validateOneOf(options.order, 'options.order', ORDERS);
    wanted.order = options.order;
  }
  return wanted;
}

function familyOf(family) {
  if (family === 'IPv4') return 4;
  if (family === 'IPv6') return 6;
  validateOneOf(family, 'options.family', FAMILIES);
  return family;
}

function inOrder(addresses, order) {
  if (order === 'verbatim') return addresses;
  const first = order === 'ipv4first' ? 4 : 6;
  return [...addresses.filter(({ family }) => family === first), ...addresses.filter(({ family }) => family !== first)];
}

// Asks the system; `answer(error, addresses)` follows, in another turn.
function ask(hostname, { family, hints, order }, answer) {
  const request = {
    hostname,
    oncomplete(errno, list) {
      if (errno !== 0) {
        answer(new DNSException(errno, 'getaddrinfo', hostname));
      } else {
        answer(null, inOrder(list.map((address) => ({ address, family: isIP(address) })), order));
      }
    },
  };
  send(request, 'GETADDRINFOREQWRAP', native.getaddrinfo(hostname, family, hints), 'getaddrinfo', answer);
  return request;
}

function send(request, type, id, syscall, answer) {
  if (id < 0) {
    process.nextTick(answer, new DNSException(id, syscall, request.hostname));
  } else {
    begin(request, type);
    register(request, id);
  }
}

// What needs nobody to be asked: addresses themselves. Undefined when it is a name.
function knownAddresses(hostname) {
  if (!hostname) throw new codes.ERR_INVALID_ARG_VALUE('hostname', hostname, 'must be a non-empty string');
  const family = isIP(hostname);
  return family === 0 ? undefined : [{ address: hostname, family }];
}

function lookup(hostname, options, callback) {
  if (hostname) validateStringWithoutNullBytes(hostname, 'hostname');
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  } else if (options !== undefined && typeof options !== 'object' && typeof options !== 'number') {
    validateFunction(arguments.length === 2 ? options : callback, 'callback');
    throw new codes.ERR_INVALID_ARG_TYPE('options', ['integer', 'object'], options);
  } else {
    validateFunction(callback, 'callback');
  }
  const wanted = lookupOptions(options);
  const answer = (error, addresses) => {
    if (error) callback(error);
    else if (wanted.all) callback(null, addresses);
    else callback(null, addresses[0].address, wanted.family || addresses[0].family);
  };
  const known = knownAddresses(hostname);
  if (known === undefined) return ask(hostname, wanted, answer);
  if (wanted.all) process.nextTick(callback, null, known);
  else process.nextTick(callback, null, known[0].address, known[0].family);
  return {};
}

// Asks for the names of an address; `answer(error, hostname, service)` follows.
function askForNames(address, port, answer) {
  const request = {
    hostname: address,
    oncomplete(errno, hostname, service) {
      if (errno !== 0) answer(new DNSException(errno, 'getnameinfo', address));
      else answer(null, hostname, service);
    },
  };
  send(request, 'GETNAMEINFOREQWRAP', native.getnameinfo(address, +port), 'getnameinfo', answer);
  return request;
}

function lookupService(address, port, callback) {
  if (arguments.length !== 3) throw new codes.ERR_MISSING_ARGS('address', 'port', 'callback');
  if (isIP(address) === 0) throw new codes.ERR_INVALID_ARG_VALUE('address', address);
  validatePort(port);
  validateFunction(callback, 'callback');
  return askForNames(address, port, callback);
}

function setDefaultResultOrder(order) {
  validateOneOf(order, 'dnsOrder', ORDERS);
  defaults.order = order;
}

function getDefaultResultOrder() {
  return defaults.order;
}

Object.defineProperty(lookup, customPromisifyArgs, { __proto__: null, value: ['address', 'family'] });
Object.defineProperty(lookupService, customPromisifyArgs, { __proto__: null, value: ['hostname', 'service'] });

module.exports = { ADDRCONFIG, ALL, V4MAPPED, ask, askForNames, getDefaultResultOrder, knownAddresses,
                   lookup, lookupOptions, lookupService, setDefaultResultOrder };
