// Messages between a process and its child, over a pipe: `target` is a ChildProcess on one side, `process` on the other.
//
// The bytes are Node's, so either side may be Node: lines of JSON, or values in V8's format, each behind its length.
// Sockets and servers are not sent along.
'use strict';

const EventEmitter = require('events');
const { codes, errnoException } = require('internal/errors');
const { Pipe, constants } = require('internal/handles');

const kWaiting = Symbol('pending messages');

// ----- how messages are written -----

// Lines of JSON.
class Json {
  #rest = '';
  #decoder = new (require('string_decoder').StringDecoder)('utf8');

  write(pipe, request, message) {
    return pipe.writeUtf8String(request, `${JSON.stringify(message)}\n`);
  }

  * read(bytes) {
    const lines = (this.#rest + this.#decoder.write(bytes)).split('\n');
    this.#rest = lines.pop();
    for (const line of lines) yield JSON.parse(line);
  }

  get isInMessage() {
    return this.#rest.length > 0;
  }

  // The rest of a message will not come.
  end() {
    this.#rest = '';
  }
}

// Values, each behind its length in four bytes.
class Advanced {
  #chunks = [];
  #length = 0;
  #needed = 4;

  write(pipe, request, message) {
    const { serializeMessage } = require('internal/child_process/values');
    return pipe.writeBuffer(request, serializeMessage(message));
  }

  * read(bytes) {
    this.#chunks.push(bytes);
    this.#length += bytes.length;
    while (this.#length >= this.#needed) {
      const all = require('buffer').Buffer.concat(this.#chunks, this.#length);
      const end = all.readUInt32BE(0) + 4;
      this.#chunks = [all];
      this.#needed = end;
      if (all.length < end) return;
      const rest = all.subarray(end);
      this.#chunks = [rest];
      this.#length = rest.length;
      this.#needed = 4;
      yield require('internal/child_process/values').deserializeMessage(all.subarray(4, end));
    }
  }

  get isInMessage() {
    return this.#length > 0;
  }

  end() {
    this.#length = 0;
  }
}

// ----- the channel as programs see it -----

// Keeps the process alive while somebody uses it, unless the program has said what it wants. The first user is the
// parent, until the child has gone: the end of a long write must not be the end of the waiting for it.
class Control extends EventEmitter {
  #pipe;
  #users = 1;
  #isDecided = false;
  [kWaiting] = [];

  constructor(pipe) {
    super();
    this.#pipe = pipe;
  }

  refCounted() {
    if (++this.#users === 1 && !this.#isDecided) this.#pipe.ref();
  }

  unrefCounted() {
    if (--this.#users === 0 && !this.#isDecided) this.#pipe.unref();
  }

  ref() {
    this.#isDecided = true;
    this.#pipe.ref();
  }

  unref() {
    this.#isDecided = true;
    this.#pipe.unref();
  }

  get fd() {
    return this.#pipe?.fd;
  }
}

// Messages of Node's own among the others.
function isInternal(message) {
  return message !== null && typeof message === 'object' && typeof message.cmd === 'string' &&
    message.cmd.length > 5 && message.cmd.startsWith('NODE_');
}

function checkMessage(message) {
  if (message === undefined) throw new codes.ERR_MISSING_ARGS('message');
  const types = ['string', 'object', 'number', 'boolean'];
  if (!types.includes(typeof message)) throw new codes.ERR_INVALID_ARG_TYPE('message', types, message);
}

// Handles cannot be sent. What is none is refused as in Node.
function checkHandle(handle) {
  if (!handle) return;
  if (typeof handle !== 'object' || (handle._handle === undefined && typeof handle.readStart !== 'function')) {
    throw new codes.ERR_INVALID_HANDLE_TYPE();
  }
  throw new codes.ERR_METHOD_NOT_IMPLEMENTED('subprocess.send() with a handle');
}

function deliver(target, event, message) {
  if (event === 'internalMessage' || target.listenerCount('message') > 0) target.emit(event, message, undefined);
  else target.channel?.[kWaiting].push(message);
}

// Reads until the other side is gone.
function listen(target, pipe, format, onEnd) {
  pipe.onread = (count, bytes) => {
    if (count > 0) {
      for (const message of format.read(bytes)) {
        if (!target.channel) continue;
        process.nextTick(deliver, target, isInternal(message) ? 'internalMessage' : 'message', message);
      }
    } else if (count < 0) {
      pipe.onread = () => {};
      format.end();
      if (target.connected) target.disconnect();
      pipe.close();
      target.channel = null;
      onEnd?.();
    }
  };
  // Messages wait for the first listener.
  target.on('newListener', () => {
    process.nextTick(() => {
      if (!target.channel || target.listenerCount('message') === 0) return;
      for (const message of target.channel[kWaiting].splice(0)) target.emit('message', message, undefined);
    });
  });
  pipe.readStart();
}

function makeSend(pipe, format, control) {
  return function _send(message, handle, options, callback) {
    checkMessage(message);
    checkHandle(handle);
    if (typeof options === 'boolean') options = { swallowErrors: options };
    const request = {};
    const result = format.write(pipe, request, message);
    if (result === 0 && request.async) {
      control.refCounted();
      request.oncomplete = () => {
        control.unrefCounted();
        if (typeof callback === 'function') callback(null);
      };
    } else if (result === 0) {
      if (typeof callback === 'function') process.nextTick(callback, null);
    } else if (!options?.swallowErrors) {
      const error = errnoException(result, 'write');
      if (typeof callback === 'function') process.nextTick(callback, error);
      else process.nextTick(() => this.emit('error', error));
    }
    return pipe.writeQueueSize < 65536 * 2;
  };
}

function send(message, handle, options, callback) {
  if (typeof handle === 'function') {
    callback = handle;
    handle = undefined;
    options = undefined;
  } else if (typeof options === 'function') {
    callback = options;
    options = undefined;
  } else if (options !== undefined) {
    require('internal/validators').validateObject(options, 'options');
  }
  if (this.connected) return this._send(message, handle, { swallowErrors: false, ...options }, callback);
  const error = new codes.ERR_IPC_CHANNEL_CLOSED();
  if (typeof callback === 'function') process.nextTick(callback, error);
  else process.nextTick(() => this.emit('error', error));
  return false;
}

function disconnect() {
  if (!this.connected) {
    this.emit('error', new codes.ERR_IPC_DISCONNECTED());
    return;
  }
  this.connected = false;
  this._disconnect();
}

// Gives `target` the members of a process with a channel. `onEnd` is called when the other side has gone.
function setupChannel(target, pipe, mode, onEnd) {
  const format = mode === 'advanced' ? new Advanced() : new Json();
  const control = new Control(pipe);
  target.channel = control;
  target.connected = true;
  target.send = send;
  target._send = makeSend(pipe, format, control);
  target.disconnect = disconnect;
  target._disconnect = function() {
    this.channel = null;
    let isFinished = false;
    const finish = () => {
      if (isFinished) return;
      isFinished = true;
      pipe.close();
      target.emit('disconnect');
    };
    // A message that is being read is waited for.
    if (format.isInMessage) {
      this.once('message', finish);
      this.once('internalMessage', finish);
    } else {
      process.nextTick(finish);
    }
  };
  listen(target, pipe, format, onEnd);
  return control;
}

// The child's side: the descriptor that its parent told it.
function openToParent(fd, mode) {
  const pipe = new Pipe(constants.IPC);
  const result = pipe.open(fd);
  if (result < 0) throw errnoException(result, 'open');
  const control = setupChannel(process, pipe, mode);
  control.unrefCounted();
  const isWanted = (name) => name === 'message' || name === 'disconnect';
  process.on('newListener', (name) => {
    if (isWanted(name)) control.refCounted();
  });
  process.on('removeListener', (name) => {
    if (isWanted(name)) control.unrefCounted();
  });
}

module.exports = { openToParent, setupChannel };
