// net.SocketAddress: an address, a port and a family, which do not change.
'use strict';

const { E, codes } = require('internal/errors');
const { validateObject, validatePort, validateString, validateUint32 } = require('internal/validators');
const { formatIPv6, parseIPv4, parseIPv6 } = require('internal/net/ip');

if (codes.ERR_INVALID_ADDRESS === undefined) E('ERR_INVALID_ADDRESS', 'Invalid socket address', Error);

class SocketAddress {
  #address;
  #port;
  #family;
  #flowlabel;
  #bytes;

  static isSocketAddress(value) {
    return typeof value === 'object' && value !== null && #address in value;
  }

  constructor(options = {}) {
    validateObject(options, 'options');
    let { family = 'ipv4' } = options;
    if (typeof family?.toLowerCase === 'function') family = family.toLowerCase();
    if (family !== 'ipv4' && family !== 'ipv6') {
      throw new codes.ERR_INVALID_ARG_VALUE('options.family', options.family);
    }
    const { address = family === 'ipv4' ? '127.0.0.1' : '::', port = 0, flowlabel = 0 } = options;
    validateString(address, 'options.address');
    validatePort(port, 'options.port');
    validateUint32(flowlabel, 'options.flowlabel', false);
    const bytes = family === 'ipv4' ? parseIPv4(address) : parseIPv6(address);
    if (bytes === undefined) throw new codes.ERR_INVALID_ADDRESS();
    this.#address = family === 'ipv4' ? bytes.join('.') : formatIPv6(bytes);
    this.#port = port | 0;
    this.#family = family;
    this.#flowlabel = family === 'ipv6' ? flowlabel : 0;
    this.#bytes = bytes;
  }

  get address() {
    return this.#address;
  }

  get port() {
    return this.#port;
  }

  get family() {
    return this.#family;
  }

  get flowlabel() {
    return this.#flowlabel;
  }

  // 4 or 16 numbers, for block lists.
  static bytesOf(address) {
    return address.#bytes;
  }

  toJSON() {
    return { address: this.#address, port: this.#port, family: this.#family, flowlabel: this.#flowlabel };
  }

  static parse(input) {
    validateString(input, 'input');
    const url = URL.parse(`http://${input}`);
    if (url === null) return undefined;
    const { hostname } = url;
    const isV6 = hostname.startsWith('[');
    const address = isV6 ? hostname.slice(1, -1) : hostname;
    if ((isV6 ? parseIPv6(address) : parseIPv4(address)) === undefined) return undefined;
    return new SocketAddress({ address, port: url.port | 0, family: isV6 ? 'ipv6' : 'ipv4' });
  }

  [Symbol.for('nodejs.util.inspect.custom')](depth, options) {
    if (depth < 0) return options.stylize('[SocketAddress]', 'special');
    const { inspect } = require('internal/util/inspect');
    const inner = { ...options, depth: options.depth == null ? null : options.depth - 1 };
    return `SocketAddress ${inspect(this.toJSON(), inner)}`;
  }
}

const { bytesOf } = SocketAddress;
delete SocketAddress.bytesOf;

module.exports = { SocketAddress, bytesOf };
