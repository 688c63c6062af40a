// net.BlockList: addresses, ranges and subnets that a program wants nothing to do with.
//
// Invariant: rules are kept as bytes; an IPv4 address and the IPv6 address that stands for it (::ffff:1.2.3.4) are one.
'use strict';

const { codes } = require('internal/errors');
const { validateArray, validateInt32, validateString } = require('internal/validators');
const { SocketAddress, bytesOf } = require('internal/net/socket_address');

// A SocketAddress of what a program passed: one, or a text and its family.
function addressOf(value, family, name) {
  if (SocketAddress.isSocketAddress(value)) return value;
  validateString(value, name);
  validateString(family, 'family');
  return new SocketAddress({ address: value, family });
}

function compare(a, b) {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return a[i] - b[i];
  return 0;
}

// The bytes as an address of the other family, or undefined.
function inFamilyOf(bytes, length) {
  if (bytes.length === length) return bytes;
  const prefix = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff];
  if (length === 16) return [...prefix, ...bytes];
  return compare(prefix, bytes) === 0 ? bytes.slice(12) : undefined;
}

function familyName(address) {
  return address.family === 'ipv4' ? 'IPv4' : 'IPv6';
}

function addressRule(address) {
  const bytes = bytesOf(address);
  return {
    text: `Address: ${familyName(address)} ${address.address}`,
    matches(other) {
      const same = inFamilyOf(other, bytes.length);
      return same !== undefined && compare(same, bytes) === 0;
    },
  };
}

function rangeRule(start, end) {
  const [from, to] = [bytesOf(start), bytesOf(end)];
  return {
    text: `Range: ${familyName(start)} ${start.address}-${end.address}`,
    matches(other) {
      const same = inFamilyOf(other, from.length);
      return same !== undefined && compare(same, from) >= 0 && compare(same, to) <= 0;
    },
  };
}

function subnetRule(network, prefix) {
  const bytes = bytesOf(network);
  return {
    text: `Subnet: ${familyName(network)} ${network.address}/${prefix}`,
    matches(other) {
      const same = inFamilyOf(other, bytes.length);
      if (same === undefined) return false;
      const whole = prefix >> 3;
      for (let i = 0; i < whole; i++) if (same[i] !== bytes[i]) return false;
      const mask = 0xff00 >> (prefix & 7) & 0xff;
      return mask === 0 || (same[whole] & mask) === (bytes[whole] & mask);
    },
  };
}

// The arguments of what adds or removes a subnet written `10.0.0.0/8`.
function splitCIDR(cidr) {
  validateString(cidr, 'cidr');
  const slash = cidr.lastIndexOf('/');
  if (slash === -1) {
    throw new codes.ERR_INVALID_ARG_VALUE('cidr', cidr, 'must contain a prefix length (e.g. "10.0.0.0/8")');
  }
  const address = cidr.slice(0, slash);
  const prefix = Number(cidr.slice(slash + 1));
  if (`${prefix}` !== cidr.slice(slash + 1) || !Number.isInteger(prefix)) {
    throw new codes.ERR_INVALID_ARG_VALUE('cidr', cidr, 'prefix length must be a valid integer');
  }
  return [address, prefix, address.includes(':') ? 'ipv6' : 'ipv4'];
}

class BlockList {
  // Newest first, as they are listed.
  #addresses = [];
  #subnets = [];
  #ranges = [];

  static isBlockList(value) {
    return typeof value === 'object' && value !== null && #addresses in value;
  }

  static PRIVATE_RANGES = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '127.0.0.0/8', '::1/128',
                           '169.254.0.0/16', 'fe80::/10', 'fc00::/7'];

  static #add(list, rule) {
    list.unshift(rule);
  }

  static #remove(list, { text }) {
    const index = list.findIndex((rule) => rule.text === text);
    if (index !== -1) list.splice(index, 1);
  }

  #addressRule(address, family) {
    return addressRule(addressOf(address, family, 'address'));
  }

  #ends(start, end, family) {
    return [addressOf(start, family, 'start'), addressOf(end, family, 'end')];
  }

  #rangeRule(start, end, family) {
    const [from, to] = this.#ends(start, end, family);
    if (from.family !== to.family || compare(bytesOf(from), bytesOf(to)) > 0) {
      throw new codes.ERR_INVALID_ARG_VALUE('start', from, 'must come before end');
    }
    return rangeRule(from, to);
  }

  #subnetRule(network, prefix, family) {
    const address = addressOf(network, family, 'network');
    validateInt32(prefix, 'prefix', 0, address.family === 'ipv4' ? 32 : 128);
    return subnetRule(address, prefix);
  }

  addAddress(address, family = 'ipv4') {
    const rule = this.#addressRule(address, family);
    BlockList.#remove(this.#addresses, rule);
    BlockList.#add(this.#addresses, rule);
  }

  addAddresses(addresses, family = 'ipv4') {
    validateArray(addresses, 'addresses');
    addresses.forEach((address, index) => {
      if (!SocketAddress.isSocketAddress(address)) validateString(address, `addresses[${index}]`);
      this.addAddress(address, family);
    });
  }

  addRange(start, end, family = 'ipv4') {
    BlockList.#add(this.#ranges, this.#rangeRule(start, end, family));
  }

  addSubnet(network, prefix, family = 'ipv4') {
    BlockList.#add(this.#subnets, this.#subnetRule(network, prefix, family));
  }

  addCIDR(cidr) {
    this.addSubnet(...splitCIDR(cidr));
  }

  addCIDRs(cidrs) {
    validateArray(cidrs, 'cidrs');
    const subnets = cidrs.map((cidr, index) => {
      validateString(cidr, `cidrs[${index}]`);
      return this.#subnetRule(...splitCIDR(cidr));
    });
    for (const subnet of subnets) BlockList.#add(this.#subnets, subnet);
  }

  removeAddress(address, family = 'ipv4') {
    BlockList.#remove(this.#addresses, this.#addressRule(address, family));
  }

  removeRange(start, end, family = 'ipv4') {
    BlockList.#remove(this.#ranges, rangeRule(...this.#ends(start, end, family)));
  }

  removeSubnet(network, prefix, family = 'ipv4') {
    BlockList.#remove(this.#subnets, this.#subnetRule(network, prefix, family));
  }

  removeCIDR(cidr) {
    this.removeSubnet(...splitCIDR(cidr));
  }

  check(address, family = 'ipv4') {
    if (!SocketAddress.isSocketAddress(address)) {
      validateString(address, 'address');
      validateString(family, 'family');
      try {
        address = new SocketAddress({ address, family });
      } catch {
        // What is no address is not in the list.
        return false;
      }
    }
    const bytes = bytesOf(address);
    const isMatch = (rule) => rule.matches(bytes);
    return this.#addresses.some(isMatch) || this.#subnets.some(isMatch) || this.#ranges.some(isMatch);
  }

  clear() {
    this.#addresses = [];
    this.#subnets = [];
    this.#ranges = [];
  }

  toJSON() {
    return this.rules;
  }

  fromJSON(data) {
    if (typeof data === 'string') data = JSON.parse(data);
    if (!Array.isArray(data) || !data.every((rule) => typeof rule === 'string')) {
      throw new codes.ERR_INVALID_ARG_TYPE('data', ['string', 'string[]'], data);
    }
    for (const rule of data) {
      try {
        this.#addText(rule);
      } catch (error) {
        // Rules that are none are left out.
        if (typeof error.code !== 'string') throw error;
      }
    }
  }

  #addText(rule) {
    const [, kind, version, from, separator, to] =
      /^(Address|Range|Subnet): IPv([46]) ([^-/]+)(?:([-/])(.+))?$/.exec(rule) ?? [];
    const family = `ipv${version}`;
    if (kind === 'Address' && separator === undefined) this.addAddress(from, family);
    else if (kind === 'Range' && separator === '-') this.addRange(from, to, family);
    else if (kind === 'Subnet' && separator === '/') this.addSubnet(from, Number(to), family);
  }

  get rules() {
    return [...this.#addresses, ...this.#subnets, ...this.#ranges].map((rule) => rule.text);
  }

  get size() {
    return this.#addresses.length + this.#subnets.length + this.#ranges.length;
  }

  [Symbol.for('nodejs.util.inspect.custom')](depth, options) {
    if (depth < 0) return options.stylize('[BlockList]', 'special');
    const { inspect } = require('internal/util/inspect');
    const inner = { ...options, depth: options.depth == null ? null : options.depth - 1 };
    return `BlockList ${inspect({ rules: this.rules }, inner)}`;
  }
}

module.exports = { BlockList };
