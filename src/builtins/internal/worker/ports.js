// MessagePort and MessageChannel. A port is a number of the 'messaging' binding; 0 when it is closed or has moved.
//
// Neighbours: `internal/structured_clone/encode` and `decode` (what messages are made of), `message_event`.
'use strict';

const native = internalBinding('messaging');
const {
  Event, NodeEventTarget, defineEventHandler, kCreateEvent, kNewListener, kRemoveListener,
} = require('internal/event_target');
const { platform } = require('internal/structured_clone/encode');

const kInspect = Symbol.for('nodejs.util.inspect.custom');
const kCreate = Symbol('create');
// The ports that came with the message that is being dispatched.
const kReceived = Symbol('received');

// Open ports by number. Both ends of a channel may be listened to by nobody else, so this keeps them alive.
const open = new Map();

let numberOf;
let setNumber;

class MessagePort extends NodeEventTarget {
  #number;

  static {
    numberOf = (value) => (typeof value === 'object' && value !== null && #number in value ? value.#number : undefined);
    setNumber = (port, number) => { port.#number = number; };
  }

  constructor(create, number) {
    if (create !== kCreate) {
      const error = new TypeError('Constructor cannot be called');
      error.code = 'ERR_CONSTRUCT_CALL_INVALID';
      throw error;
    }
    super();
    this.#number = number;
    this[kReceived] = undefined;
    open.set(number, this);
  }

  postMessage(message, transferOrOptions) {
    if (arguments.length === 0) {
      const error = new TypeError('Not enough arguments to MessagePort.postMessage');
      error.code = 'ERR_MISSING_ARGS';
      throw error;
    }
    return post(this, message, transferListOf(transferOrOptions));
  }

  start() {
    if (this.#number !== 0) native.receive(this.#number, true);
  }

  close(callback) {
    if (typeof callback === 'function') this.once('close', callback);
    if (this.#number === 0) return;
    native.close(this.#number); // the event comes later, by that number
    this.#number = 0;
  }

  ref() {
    if (this.#number !== 0) native.keepAlive(this.#number, true);
  }

  unref() {
    if (this.#number !== 0) native.keepAlive(this.#number, false);
  }

  hasRef() {
    return this.#number === 0 ? undefined : native.keepsAlive(this.#number);
  }

  // A port with listeners keeps its thread alive, and its messages are delivered.
  [kNewListener](size, type, ...rest) {
    if (type === 'message' && size === 1) {
      this.ref();
      this.start();
    }
    return super[kNewListener](size, type, ...rest);
  }

  [kRemoveListener](size, type, ...rest) {
    if (type === 'message' && size === 0) {
      if (this.#number !== 0) native.receive(this.#number, false);
      this.unref();
    }
    return super[kRemoveListener](size, type, ...rest);
  }

  [kCreateEvent](data, type) {
    if (type !== 'message' && type !== 'messageerror') return super[kCreateEvent](data, type);
    const { MessageEvent } = require('internal/worker/message_event');
    return new MessageEvent(type, { data, ports: this[kReceived] });
  }

  [kInspect]() {
    const refed = numberOf(this) === undefined ? undefined : this.hasRef();
    const shown = refed === undefined ? { active: false } : { active: true, refed };
    return Object.assign(Object.create(MessagePort.prototype), shown);
  }
}
for (const name of ['postMessage', 'start', 'ref', 'unref', 'hasRef', 'close']) {
  Object.defineProperty(MessagePort.prototype, name, { __proto__: null, enumerable: true });
}
defineEventHandler(MessagePort.prototype, 'message');
defineEventHandler(MessagePort.prototype, 'messageerror');
Object.defineProperty(MessagePort, 'length', { __proto__: null, value: 0, configurable: true });

// Taken now: programs may replace the methods of a port.
const emit = Function.prototype.call.bind(NodeEventTarget.prototype.emit);

platform.portNumber = (value) => numberOf(value);

function portOf(number) {
  return open.get(number) ?? new MessagePort(kCreate, number);
}

// The port leaves this object (and, perhaps, this thread).
function detach(port) {
  open.delete(numberOf(port));
  setNumber(port, 0);
}

// A new object for a port that structuredClone moves.
function moved(port) {
  const number = numberOf(port);
  detach(port);
  native.receive(number, false);
  native.keepAlive(number, false);
  return new MessagePort(kCreate, number);
}

function MessageChannel() {
  if (new.target === undefined) {
    const error = new TypeError('Cannot call constructor without `new`');
    error.code = 'ERR_CONSTRUCT_CALL_REQUIRED';
    throw error;
  }
  const [first, second] = native.channel();
  this.port1 = new MessagePort(kCreate, first);
  this.port2 = new MessagePort(kCreate, second);
}

// ----- sending -----

function notIterable(what) {
  const error = new TypeError(`Optional ${what} argument must be an iterable`);
  error.code = 'ERR_INVALID_ARG_TYPE';
  return error;
}

function isIterable(value) {
  return typeof value === 'object' && value !== null && typeof value[Symbol.iterator] === 'function';
}

function transferListOf(value) {
  if (value == null) return [];
  if (typeof value !== 'object') throw notIterable('transferList');
  if (isIterable(value)) return [...value];
  const { transfer } = value;
  if (transfer == null) return [];
  if (!isIterable(transfer)) throw notIterable('options.transfer');
  return [...transfer];
}

function post(port, message, list) {
  const number = numberOf(port);
  const { encode, transferredFrom } = require('internal/structured_clone/encode');
  const transferred = transferredFrom(list, number === 0 ? undefined : number);
  const { tokens, memory } = encode(message, transferred);
  const ports = [];
  for (const [entry, index] of transferred) if (index !== true) ports.push(entry);
  // In Node, too, a message to nobody takes what it transfers with it.
  const lost = number !== 0 && ports.some((entry) => native.reaches(number, numberOf(entry)));
  native.post(lost ? 0 : number, tokens, memory, ports.map(numberOf));
  for (const entry of ports) detach(entry);
  for (const [entry, index] of transferred) if (index === true) internalBinding('engine').detachArrayBuffer(entry);
  if (lost) process.emitWarning('The target port was posted to itself, and the communication channel was lost');
  return number === 0 ? undefined : true;
}

// ----- receiving -----

function resizable(buffer, maxByteLength) {
  if (maxByteLength === undefined) return buffer;
  const copy = new ArrayBuffer(buffer.byteLength, { maxByteLength });
  new Uint8Array(copy).set(new Uint8Array(buffer));
  return copy;
}

function contentOf(tokens, memory, ports) {
  const { decode } = require('internal/structured_clone/decode');
  return decode(tokens, memory, ports, (index, maxByteLength) => resizable(memory[index], maxByteLength));
}

// A message came to a port.
function deliver(number, tokens, memory, portNumbers) {
  const port = open.get(number);
  if (port === undefined) return;
  port[kReceived] = portNumbers.map(portOf);
  let data;
  let type = 'message';
  try {
    data = contentOf(tokens, memory, port[kReceived]);
  } catch (error) {
    type = 'messageerror';
    data = error;
  }
  try {
    emit(port, type, data);
  } finally {
    port[kReceived] = undefined;
  }
}

function delivered(kind, number, first, second, third) {
  if (kind === 'message') return deliver(number, first, second, third);
  if (kind === 'exit') return require('internal/worker/parent').ended(number, first, second);
  const port = open.get(number);
  if (port === undefined) return undefined;
  open.delete(number);
  setNumber(port, 0);
  port.dispatchEvent(new Event('close'));
  return undefined;
}

native.setDeliver(delivered);

// ----- synchronously -----

function checkPort(value) {
  const { BroadcastChannel, handleOf } = require('internal/worker/broadcast_channel');
  if (value instanceof BroadcastChannel) return handleOf(value);
  if (numberOf(value) !== undefined) return value;
  const error = new TypeError('The "port" argument must be a MessagePort instance');
  error.code = 'ERR_INVALID_ARG_TYPE';
  throw error;
}

function receiveMessageOnPort(port) {
  const number = numberOf(checkPort(port));
  if (!number) return undefined;
  const taken = native.take(number);
  return taken === undefined ? undefined : { message: contentOf(taken[0], taken[1], taken[2].map(portOf)) };
}

// Everything that waits at a port whose other end is gone.
function drain(port) {
  const number = numberOf(port);
  for (let taken; number && (taken = native.take(number)) !== undefined;) deliver(number, ...taken);
}

module.exports = {
  MessageChannel,
  MessagePort,
  broadcastPort: (name) => new MessagePort(kCreate, native.broadcast(name)),
  detach,
  drain,
  numberOf,
  portOf,
  moved,
  receiveMessageOnPort,
};
