// server.listen: on a port, an address, a name, a path, a descriptor or a handle.
'use strict';

const { codes, errnoException, uvExceptionWithHostPort } = require('internal/errors');
const { validateAbortSignal, validatePort } = require('internal/validators');
const { LibuvStreamWrap, Pipe, TCP, constants, owner } = require('internal/handles');
const hooks = require('internal/async_hooks');
const { isPipeName, normalizeArgs, toNumber } = require('internal/net/arguments');
const { handleFor } = require('internal/net/socket');
const { onconnection } = require('internal/net/server');

const BACKLOG = 511;

function flagsOf({ ipv6Only, reusePort }) {
  return (ipv6Only === true ? constants.UV_TCP_IPV6ONLY : 0) | (reusePort === true ? constants.UV_TCP_REUSEPORT : 0);
}

function listen(server, args) {
  const [given, listener] = normalizeArgs(args);
  if (server._handle) throw new codes.ERR_SERVER_ALREADY_LISTEN();
  if (listener !== null) server.once('listening', listener);
  // (handle, backlog), (path, backlog), (port, backlog), (port, host, backlog)
  const backlog = toNumber(args.length > 1 && args[1]) || toNumber(args.length > 2 && args[2]);
  const options = handleIn(given) ?? given;
  server._listeningId++;
  if (options instanceof LibuvStreamWrap) {
    server._handle = options;
    setUpHandle(server, null, -1, -1, backlog);
    return server;
  }
  closeOnAbort(server, options);
  if (typeof options.fd === 'number' && options.fd >= 0) {
    setUpHandle(server, null, null, null, backlog, options.fd);
  } else {
    listenOn(server, args, options, options.backlog || backlog);
  }
  return server;
}

function handleIn(options) {
  const { BoundSocket, consume } = require('internal/net/bound_socket');
  for (const candidate of [options, options._handle, options.handle]) {
    if (candidate instanceof BoundSocket) return consume(candidate);
  }
  return options._handle || options.handle || undefined;
}

function listenOn(server, args, options, backlog) {
  const portIsLeftOut = args.length === 0 || typeof args[0] === 'function' ||
    (options.port === undefined && 'port' in options) || options.port === null;
  if (portIsLeftOut) options.port = 0;
  const { host, path, port } = options;
  if (typeof port === 'number' || typeof port === 'string') {
    validatePort(port, 'options.port');
    const flags = flagsOf(options);
    if (host) lookUpAndListen(server, port | 0, host, backlog, flags);
    else setUpHandle(server, null, port | 0, 4, backlog, undefined, flags);
  } else if (path && isPipeName(path)) {
    server._pipeName = path;
    setUpHandle(server, path, -1, -1, backlog);
    if (server._handle) openToOthers(server, options);
  } else if (!('port' in options || 'path' in options)) {
    throw new codes.ERR_INVALID_ARG_VALUE('options', options, 'must have the property "port" or "path"');
  } else {
    throw new codes.ERR_INVALID_ARG_VALUE('options', options);
  }
}

function closeOnAbort(server, { signal }) {
  if (signal === undefined) return;
  validateAbortSignal(signal, 'options.signal');
  const close = () => server.close();
  if (signal.aborted) {
    process.nextTick(close);
  } else {
    const { addAbortListener } = require('internal/events/abort_listener');
    const listening = addAbortListener(signal, close);
    server.once('close', listening[Symbol.dispose]);
  }
}

// Who besides the owner may use the pipe.
function openToOthers(server, { readableAll, writableAll }) {
  const mode = (readableAll === true ? constants.UV_READABLE : 0) | (writableAll === true ? constants.UV_WRITABLE : 0);
  if (mode === 0) return;
  const result = server._handle.fchmod(mode);
  if (result === 0) return;
  server._handle.close();
  server._handle = null;
  throw errnoException(result, 'uv_pipe_chmod');
}

function lookUpAndListen(server, port, host, backlog, flags) {
  const id = server._listeningId;
  require('dns').lookup(host, (error, address, family) => {
    // It was closed, and perhaps told to listen elsewhere, meanwhile.
    if (server._listeningId !== id || server._handle) return;
    if (error) server.emit('error', error);
    else setUpHandle(server, address, port, family || 4, backlog, undefined, flags);
  });
}

// A bound handle, or a negative errno. Without an address: the path of a pipe is one, all addresses of the machine.
function serverHandle(address, port, family, fd, flags) {
  if (typeof fd === 'number' && fd >= 0) return adopted(fd);
  const isPipe = port === -1 && family === -1;
  const handle = isPipe ? new Pipe(constants.SERVER) : new TCP(constants.SERVER);
  let result;
  if (isPipe) result = handle.bind(address);
  else if (family === 6) result = handle.bind6(address, port, flags);
  else result = handle.bind(address || '0.0.0.0', port, flags);
  if (result === 0) return handle;
  handle.close();
  return result;
}

function adopted(fd) {
  let handle;
  try {
    handle = handleFor(fd, true);
  } catch {
    // As in Node, what is no socket is an invalid argument to listen.
    return internalBinding('uv').UV_EINVAL;
  }
  const result = handle.open(fd);
  return result === 0 ? handle : result;
}

function tellLater(server, error) {
  process.nextTick((error) => server.emit('error', error), error);
}

// server._listen2
function setUpHandle(server, address, port, family, backlog, fd, flags) {
  if (!server._handle) {
    let handle;
    if (!address && typeof fd !== 'number') {
      // All addresses, of both families where the system has IPv6.
      handle = serverHandle('::', port, 6, fd, flags);
      [address, family] = typeof handle === 'number' ? ['0.0.0.0', 4] : ['::', 6];
    }
    if (handle === undefined || typeof handle === 'number') handle = serverHandle(address, port, family, fd, flags);
    if (typeof handle === 'number') {
      tellLater(server, uvExceptionWithHostPort(handle, 'listen', address, port));
      return;
    }
    server._handle = handle;
  }
  const handle = server._handle;
  server[hooks.asyncIdSymbol] = handle.getAsyncId();
  handle.onconnection = onconnection;
  handle[owner] = server;
  const result = handle.listen(backlog || BACKLOG);
  if (result !== 0) {
    handle.close();
    server._handle = null;
    tellLater(server, uvExceptionWithHostPort(result, 'listen', address, port));
    return;
  }
  if (server._unref) server.unref();
  process.nextTick(() => {
    // It may be closed again.
    if (server._handle) server.emit('listening');
  });
}

module.exports = { listen, serverHandle, setUpHandle };
