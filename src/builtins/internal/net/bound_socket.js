// net.BoundSocket: an address that is taken before a server or a socket uses it.
//
// Invariant: the handle is handed over once, or closed.
'use strict';

const { ErrnoException, ExceptionWithHostPort, codes } = require('internal/errors');
const { validateBoolean, validateObject, validatePort, validateString } = require('internal/validators');
const { Pipe, TCP, constants } = require('internal/handles');
const { isIP } = require('internal/net/ip');

class BoundSocket {
  #handle = null;
  #name;

  constructor(options = {}) {
    validateObject(options, 'options');
    if (options.path === undefined) this.#bindTCP(options);
    else this.#bindPipe(options);
  }

  #bindTCP(options) {
    const port = validatePort(options.port ?? 0, 'options.port');
    const { ipv6Only = false, reusePort = false } = options;
    validateBoolean(ipv6Only ?? false, 'options.ipv6Only');
    validateBoolean(reusePort ?? false, 'options.reusePort');
    const host = options.host ?? (ipv6Only ? '::' : '0.0.0.0');
    validateString(host, 'options.host');
    const family = isIP(host);
    if (family === 0) {
      throw new codes.ERR_INVALID_ARG_VALUE(
        'options.host', host, 'must be a numeric IP address; net.BoundSocket does not perform DNS resolution');
    }
    const flags = (ipv6Only ? constants.UV_TCP_IPV6ONLY : 0) | (reusePort ? constants.UV_TCP_REUSEPORT : 0);
    const handle = new TCP(constants.SOCKET);
    const name = {};
    let result = family === 6 ? handle.bind6(host, port, flags) : handle.bind(host, port, flags);
    // That the port is in use is told by the next question only.
    if (result === 0) result = handle.getsockname(name);
    if (result !== 0) {
      handle.close();
      throw new ExceptionWithHostPort(result, 'bind', host, port);
    }
    this.#handle = handle;
    this.#name = name;
  }

  #bindPipe(options) {
    const { path, host, port, ipv6Only, reusePort } = options;
    if ([host, port, ipv6Only, reusePort].some((option) => option !== undefined)) {
      throw new codes.ERR_INVALID_ARG_VALUE(
        'options', options, 'path is mutually exclusive with host, port, ipv6Only, and reusePort');
    }
    validateString(path, 'options.path');
    if (path[0] === '\0' && process.platform !== 'linux') {
      throw new codes.ERR_INVALID_ARG_VALUE('options.path', path,
                                            'abstract socket paths are only supported on Linux');
    }
    const handle = new Pipe(constants.SOCKET);
    const result = handle.bind(path);
    if (result !== 0) {
      handle.close();
      throw new ErrnoException(result, 'bind');
    }
    this.#handle = handle;
    this.#name = path;
  }

  #held() {
    if (this.#handle === null) throw new codes.ERR_SOCKET_HANDLE_ADOPTED();
    return this.#handle;
  }

  address() {
    this.#held();
    return this.#name;
  }

  fd() {
    return this.#held().fd;
  }

  close() {
    this.#held().close();
    this.#handle = null;
  }

  [Symbol.dispose]() {
    if (this.#handle !== null) this.close();
  }

  get isPipe() {
    return typeof this.#name === 'string';
  }

  // The handle, which is somebody else's from now on.
  static consume(bound) {
    const handle = bound.#held();
    bound.#handle = null;
    return handle;
  }
}

const { consume } = BoundSocket;
delete BoundSocket.consume;

module.exports = { BoundSocket, consume };
