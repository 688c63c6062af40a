// What is open on the event loop: TCP sockets, pipes and terminals as objects, behind the numbers of native code.
//
// They have the methods of Node's own handles, which programs reach through `_handle`. Functions that can fail give 0 or
// a negative errno. Invariants: a handle is in `handles` from its making until libuv has closed it; its events run in the
// async context it was made in, and what a request ends with in that of the request; what an event's function throws is
// an uncaught exception. After `close` every function gives EBADF.
'use strict';

const hooks = require('internal/async_hooks');
const native = internalBinding('handles');
const { state } = hooks;

const handles = new Map();
// What a handle belongs to.
const owner = Symbol('owner_symbol');
const kFrame = Symbol('frame');
const kId = Symbol('id');
// The requests under way, of each kind in the order of their answers.
const kWrites = Symbol('writes');
const kWaits = Symbol('waits');
const kShutdown = Symbol('shutdown');
const kConnect = Symbol('connect');
const kOnClosed = Symbol('onClosed');

// What libuv tells, by its number.
const EVENTS = [
  function data(handle, buffer) {
    handle.bytesRead += buffer.length;
    handle.onread(buffer.length, buffer);
  },
  function end(handle, errno) {
    handle.reading = false;
    if (handle.onread === undefined) handle.onmessage(errno, handle);
    else handle.onread(errno, undefined);
  },
  function written(handle, errno) {
    answer(handle, handle[kWrites].shift(), errno);
  },
  function shutDown(handle, errno) {
    answer(handle, handle[kShutdown], errno);
  },
  function connected(handle, errno) {
    const request = handle[kConnect];
    handle[kConnect] = undefined;
    answer(handle, request, errno, true, true);
  },
  function connection(handle, errno, id) {
    const accepted = errno === 0 ? new handle.constructor(handle.acceptedType, id) : undefined;
    handle.onconnection(errno, accepted);
  },
  function closed(handle) {
    end(handle);
    handle[kOnClosed]?.call(handle);
  },
  function exit(handle, status, signal) {
    handle.onexit(status, signal);
  },
  function addresses(request, errno, list) {
    end(request);
    request.oncomplete(errno, list);
  },
  function names(request, errno, [host, service]) {
    end(request);
    request.oncomplete(errno, host, service);
  },
  function message(handle, content, [address, family, port]) {
    handle.onmessage(content.length, handle, content, { address, family, port, size: content.length });
  },
  function sent(handle, errno) {
    answer(handle, handle[kWrites].shift(), errno);
  },
];

native.setHandler((id, event, first, second) => {
  const handle = handles.get(id);
  if (handle === undefined) return;
  const asyncId = handle[hooks.asyncIdSymbol];
  const frame = state.frame;
  state.frame = handle[kFrame];
  hooks.enter(asyncId, handle[hooks.triggerIdSymbol], handle);
  // An exception is dealt with by who called this, and ends all contexts.
  EVENTS[event](handle, first, second);
  hooks.leave(asyncId);
  state.frame = frame;
});

function answer(handle, request, status, ...details) {
  state.frame = request[kFrame];
  if (request.oncomplete === undefined) return;
  if (details.length > 0) request.oncomplete(status, handle, request, ...details);
  else request.oncomplete(status, handle, undefined);
}

function begin(handle, type) {
  hooks.initResource(handle, type);
  handle[kFrame] = state.frame;
}

// From now on the handle hears of its events.
function register(handle, id) {
  handle[kId] = id;
  handles.set(id, handle);
}

function end(handle) {
  handles.delete(handle[kId]);
  handle[kId] = 0;
  hooks.destroy(handle[hooks.asyncIdSymbol]);
}

function opened(id, syscall) {
  if (id < 0) throw require('internal/errors').errnoException(id, syscall);
  return id;
}

class HandleWrap {
  constructor(id, type) {
    this[kWrites] = [];
    begin(this, type);
    register(this, id);
  }

  get fd() {
    const fd = native.fd(this[kId]);
    return fd < 0 ? -1 : fd;
  }

  getAsyncId() {
    return this[hooks.asyncIdSymbol];
  }

  ref() {
    native.keepAlive(this[kId], true);
  }

  unref() {
    native.keepAlive(this[kId], false);
  }

  hasRef() {
    return native.keepsAlive(this[kId]);
  }

  close(closed) {
    if (native.close(this[kId]) === 0) this[kOnClosed] = closed;
  }

  // The answer to this request is one of those that come in order.
  [kWaits](request) {
    request[kFrame] = state.frame;
    this[kWrites].push(request);
  }
}

class LibuvStreamWrap extends HandleWrap {
  isStreamBase = true;
  reading = false;
  bytesRead = 0;
  bytesWritten = 0;
  onread = undefined;

  get writeQueueSize() {
    const size = native.writeQueueSize(this[kId]);
    return size < 0 ? 0 : size;
  }

  readStart() {
    const result = native.readStart(this[kId]);
    if (result === 0) this.reading = true;
    return result;
  }

  readStop() {
    this.reading = false;
    return native.readStop(this[kId]);
  }

  // `onread` is never told of more bytes at once than this.
  limitReads(bytes) {
    return native.limitReads(this[kId], bytes);
  }

  // The result of a write: 1 says that the answer comes later.
  #wrote(request, result, bytes) {
    request.bytes = bytes;
    request.async = result === 1;
    if (result < 0) return result;
    this.bytesWritten += bytes;
    if (request.async) this[kWaits](request);
    return 0;
  }

  #writeText(request, text, encoding) {
    const [result, bytes] = native.writeText(this[kId], text, encoding);
    return this.#wrote(request, result, bytes);
  }

  writeBuffer(request, buffer) {
    return this.#wrote(request, native.write(this[kId], buffer), buffer.byteLength);
  }

  // `chunks` are views, or views and texts each followed by its encoding.
  writev(request, chunks, areBuffers) {
    const list = new Array(areBuffers ? chunks.length * 2 : chunks.length);
    for (let to = 0, from = 0; to < list.length; to += 2) {
      let chunk = chunks[from++];
      const encoding = areBuffers ? 0 : chunks[from++];
      let code = 0;
      if (typeof chunk === 'string') {
        code = ENCODINGS[encoding];
        if (code === undefined) chunk = require('buffer').Buffer.from(chunk, encoding);
      }
      list[to] = chunk;
      list[to + 1] = code;
    }
    const [result, bytes] = native.writev(this[kId], list);
    return this.#wrote(request, result, bytes);
  }

  writeUtf8String(request, text) {
    return this.#writeText(request, text, 0);
  }

  writeAsciiString(request, text) {
    return this.#writeText(request, text, 1);
  }

  writeLatin1String(request, text) {
    return this.#writeText(request, text, 1);
  }

  writeUcs2String(request, text) {
    return this.#writeText(request, text, 2);
  }

  shutdown(request) {
    const result = native.shutdown(this[kId]);
    if (result === 0) {
      request[kFrame] = state.frame;
      this[kShutdown] = request;
    }
    return result;
  }

  listen(backlog) {
    return native.listen(this[kId], backlog);
  }

  setBlocking(blocking) {
    return native.setBlocking(this[kId], blocking);
  }

  // A request to connect: `request.oncomplete(status, handle, request, readable, writable)` follows.
  [kConnect] = undefined;
}

// The encodings that native code writes, by their usual names.
const ENCODINGS = {
  '__proto__': null, 'utf8': 0, 'utf-8': 0, 'latin1': 1, 'binary': 1, 'ascii': 1, 'ucs2': 2, 'ucs-2': 2, 'utf16le': 2,
  'utf-16le': 2,
};

function connecting(handle, request, result) {
  if (result === 0) {
    request[kFrame] = state.frame;
    handle[kConnect] = request;
  }
  return result;
}

// What the handle is for.
const constants = { SOCKET: 0, SERVER: 1, IPC: 2, UV_TCP_IPV6ONLY: 1, UV_TCP_REUSEPORT: 2, UV_READABLE: 1,
                    UV_WRITABLE: 2 };

class TCP extends LibuvStreamWrap {
  constructor(type, id = opened(native.openTcp(), 'tcp')) {
    super(id, type === constants.SERVER ? 'TCPSERVERWRAP' : 'TCPWRAP');
  }

  get acceptedType() {
    return constants.SOCKET;
  }

  open(fd) {
    return native.adoptTcp(this[kId], fd);
  }

  bind(address, port, flags = 0) {
    return native.bindTcp(this[kId], address, port, flags);
  }

  bind6(address, port, flags = 0) {
    return native.bindTcp(this[kId], address, port, flags);
  }

  connect(request, address, port) {
    return connecting(this, request, native.connectTcp(this[kId], address, port));
  }

  connect6(request, address, port) {
    return connecting(this, request, native.connectTcp(this[kId], address, port));
  }

  getsockname(out) {
    return native.getsockname(this[kId], out);
  }

  getpeername(out) {
    return native.getpeername(this[kId], out);
  }

  setNoDelay(enable) {
    return native.setNoDelay(this[kId], enable);
  }

  setKeepAlive(enable, seconds) {
    return native.setKeepAlive(this[kId], enable, seconds);
  }

  setTypeOfService(tos) {
    return native.setTypeOfService(this[kId], tos);
  }

  getTypeOfService() {
    return native.getTypeOfService(this[kId]);
  }

  // As `close`, but the other side sees a broken connection.
  reset(closed) {
    const result = native.reset(this[kId]);
    if (result === 0) this[kOnClosed] = closed;
    return result;
  }
}

class Pipe extends LibuvStreamWrap {
  constructor(type, id = opened(native.openPipe(type === constants.IPC), 'pipe')) {
    super(id, type === constants.SERVER ? 'PIPESERVERWRAP' : 'PIPEWRAP');
  }

  get acceptedType() {
    return constants.SOCKET;
  }

  // For the descriptors of a child.
  get id() {
    return this[kId];
  }

  open(fd) {
    return native.adoptPipe(this[kId], fd);
  }

  bind(path) {
    return native.bindPipe(this[kId], path);
  }

  connect(request, path) {
    return connecting(this, request, native.connectPipe(this[kId], path));
  }

  fchmod(mode) {
    return native.chmodPipe(this[kId], mode);
  }

  setPendingInstances(count) {
    return native.setPendingInstances(this[kId], count);
  }
}

// Throws what makes the descriptor none of a terminal.
class TTY extends LibuvStreamWrap {
  constructor(fd) {
    const id = native.openTerminal(fd);
    if (id < 0) {
      const { codes, uvErrmapGet } = require('internal/errors');
      const [code, message] = uvErrmapGet(id);
      throw new codes.ERR_TTY_INIT_FAILED({ errno: id, code, message, syscall: 'uv_tty_init' });
    }
    super(id, 'TTYWRAP');
  }

  // Fills in columns and rows.
  getWindowSize(size) {
    const result = native.windowSize(this[kId]);
    if (typeof result === 'number') return result;
    size[0] = result[0];
    size[1] = result[1];
    return 0;
  }

  setRawMode(isRaw) {
    return native.setRawMode(this[kId], isRaw);
  }
}

module.exports = { HandleWrap, LibuvStreamWrap, Pipe, TCP, TTY, begin, constants, end, kId, kWaits, opened, owner, register };
