// Errors that come from the operating system through libuv: SystemError classes (code ERR_*, details in `info`) and
// the errno exceptions (code 'ENOENT', `errno`, `syscall`, `path`...). Names and texts of errnos: internalBinding('uv').
'use strict';

const { buildMessage, kIsNodeError, setStackHeader } = require('internal/errors');

let errorMap;

// [name, text] of a negative errno, or undefined.
function uvErrmapGet(errno) {
  errorMap ??= internalBinding('uv').getErrorMap();
  return errorMap.get(errno);
}

function nameAndText(errno) {
  return uvErrmapGet(errno) ?? ['UNKNOWN', 'unknown error'];
}

function errnoName(errno) {
  return uvErrmapGet(errno)?.[0] ?? `Unknown system error ${errno}`;
}

// A property of the error that reads and writes the context object it was made from.
function forwardToContext(error, context, name, isPath) {
  Object.defineProperty(error, name, {
    __proto__: null,
    enumerable: true,
    configurable: true,
    get() {
      return isPath ? context[name]?.toString() : context[name];
    },
    set(value) {
      if (!isPath) context[name] = value;
      else context[name] = value ? require('buffer').Buffer.from(value.toString()) : undefined;
    },
  });
}

function defineHidden(error, name, value) {
  Object.defineProperty(error, name, { __proto__: null, value, enumerable: false, writable: true, configurable: true });
}

class SystemError extends Error {
  constructor(code, context) {
    super();
    let message = `${buildMessage(code, [], this)}: ${context.syscall} returned ${context.code} (${context.message})`;
    if (context.path !== undefined) message += ` ${context.path}`;
    if (context.dest !== undefined) message += ` => ${context.dest}`;
    this.code = code;
    defineHidden(this, kIsNodeError, true);
    defineHidden(this, 'name', 'SystemError');
    defineHidden(this, 'message', message);
    Object.defineProperty(this, 'info', {
      __proto__: null, value: context, enumerable: true, configurable: true, writable: false,
    });
    forwardToContext(this, context, 'errno', false);
    forwardToContext(this, context, 'syscall', false);
    if (context.path !== undefined) forwardToContext(this, context, 'path', true);
    if (context.dest !== undefined) forwardToContext(this, context, 'dest', true);
    setStackHeader(this, new.target);
  }

  toString() {
    return `${this.name} [${this.code}]: ${this.message}`;
  }

  [Symbol.for('nodejs.util.inspect.custom')](recurseTimes, ctx) {
    return require('internal/util/inspect').inspect(this, { ...ctx, getters: true, customInspect: false });
  }
}

function makeSystemErrorClass(code) {
  return class NodeError extends SystemError {
    constructor(context) {
      super(code, context);
    }

    static get HideStackFramesError() {
      return this;
    }
  };
}

// The classes below show up as plain `Error`, as in Node.
class PlainError extends Error {
  get ['constructor']() {
    return Error;
  }
}

class UVException extends PlainError {
  constructor(ctx) {
    const [code, text] = nameAndText(ctx.errno);
    const path = ctx.path ? ctx.path.toString() : undefined;
    const dest = ctx.dest ? ctx.dest.toString() : undefined;
    super(`${code}: ${ctx.message || text}, ${ctx.syscall}${path === undefined ? '' : ` '${path}'`}${
      dest === undefined ? '' : ` -> '${dest}'`}`);
    for (const name of Object.keys(ctx)) {
      if (name !== 'message' && name !== 'path' && name !== 'dest') this[name] = ctx[name];
    }
    this.code = code;
    if (path !== undefined) this.path = path;
    if (dest !== undefined) this.dest = dest;
    Error.captureStackTrace(this, new.target);
  }
}

function addressDetails(address, port) {
  if (port > 0) return ` ${address}:${port}`;
  return address ? ` ${address}` : '';
}

function setAddress(error, errno, code, syscall, address, port) {
  error.errno = errno;
  error.code = code;
  error.syscall = syscall;
  error.address = address;
  if (port) error.port = port;
}

class UVExceptionWithHostPort extends PlainError {
  constructor(errno, syscall, address, port) {
    const [code, text] = nameAndText(errno);
    super(`${syscall} ${code}: ${text}${addressDetails(address, port)}`);
    this.code = code;
    setAddress(this, errno, code, syscall, address, port);
    Error.captureStackTrace(this, new.target);
  }
}

class ErrnoException extends PlainError {
  constructor(errno, syscall, original) {
    const code = errnoName(errno);
    super(original ? `${syscall} ${code} ${original}` : `${syscall} ${code}`);
    this.errno = errno;
    this.code = code;
    this.syscall = syscall;
    Error.captureStackTrace(this, new.target);
  }
}

class ExceptionWithHostPort extends PlainError {
  constructor(errno, syscall, address, port, additional) {
    const denied = typeof errno !== 'number' && errno.code === 'ERR_ACCESS_DENIED';
    const code = denied ? errno.code : errnoName(errno);
    const details = denied ? ` ${errno.message}` :
      `${addressDetails(address, port)}${additional ? ` - Local (${additional})` : ''}`;
    super(`${syscall} ${code}${details}`);
    setAddress(this, errno, code, syscall, address, port);
    Error.captureStackTrace(this, new.target);
  }
}

class DNSException extends PlainError {
  constructor(failure, syscall, hostname) {
    let errno;
    let code = failure;
    if (typeof failure === 'number') {
      errno = failure;
      const uv = internalBinding('uv');
      // No errno of the system; Node has always called it so.
      code = failure === uv.UV_EAI_NODATA || failure === uv.UV_EAI_NONAME ? 'ENOTFOUND' : errnoName(failure);
    } else if (failure.code === 'ERR_ACCESS_DENIED') {
      code = failure.code;
    }
    super(`${syscall} ${code}${hostname ? ` ${hostname}` : ''}`);
    this.errno = errno;
    this.code = code;
    this.syscall = syscall;
    if (hostname) this.hostname = hostname;
    Error.captureStackTrace(this, new.target);
  }
}

class ConnResetException extends PlainError {
  constructor(message) {
    super(message);
    this.code = 'ECONNRESET';
  }
}

// Their own `constructor` would give them away.
for (const { prototype } of [UVException, UVExceptionWithHostPort, ErrnoException, ExceptionWithHostPort, DNSException,
                             ConnResetException]) {
  delete prototype.constructor;
}

module.exports = {
  ConnResetException,
  DNSException,
  ErrnoException,
  ExceptionWithHostPort,
  SystemError,
  UVException,
  UVExceptionWithHostPort,
  errnoException: (...args) => new ErrnoException(...args),
  errnoName,
  exceptionWithHostPort: (...args) => new ExceptionWithHostPort(...args),
  makeSystemErrorClass,
  uvErrmapGet,
  uvException: (ctx) => new UVException(ctx),
  uvExceptionWithHostPort: (...args) => new UVExceptionWithHostPort(...args),
};
