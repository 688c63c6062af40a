// Operations on libuv's pool: what is under way, and what is called when it is done.
//
// Invariant: a request runs its `done(error, value)` once, in the async context it was made in, from the event loop.
// What `done` throws is an uncaught exception. Errors have no stack, since nothing of the program was running.
'use strict';

const hooks = require('internal/async_hooks');
const native = internalBinding('fs_pool');
const { state } = hooks;

// By ticket; a ticket is used again when its request is done.
const requests = [];
const free = [];

// Hooks know it by Node's name.
class FSReqCallback {
  constructor(done, type) {
    this.done = done;
    this.frame = state.frame;
    // What makes the result, and the error, of what comes back; see operations.js.
    this.give = undefined;
    this.fail = undefined;
    this.taken = undefined;
    // What was read goes here.
    this.target = undefined;
    this.at = 0;
    hooks.initResource(this, type);
  }
}

function enlist(request) {
  const ticket = free.length > 0 ? free.pop() : requests.length;
  requests[ticket] = request;
  return ticket;
}

function withoutStack(run, argument) {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    return run(argument);
  } finally {
    Error.stackTraceLimit = limit;
  }
}

function result(request) {
  const value = native.take(request.target, request.at);
  return request.give === undefined ? value : request.give(value, request.taken);
}

native.setHandler((ticket, failed) => {
  const request = requests[ticket];
  requests[ticket] = undefined;
  free.push(ticket);
  let error = null;
  let value;
  try {
    value = failed ? withoutStack(result, request) : result(request);
  } catch (thrown) {
    error = request.fail === undefined ? thrown : request.fail(thrown, request.taken);
  }
  const { frame } = state;
  const id = request[hooks.asyncIdSymbol];
  state.frame = request.frame;
  hooks.enter(id, request[hooks.triggerIdSymbol], request);
  // An exception is dealt with by who called this, and ends all contexts.
  request.done(error, value);
  hooks.leave(id);
  state.frame = frame;
  if (state.hooks !== null) hooks.destroy(id);
});

// Runs an operation of the table.
function send({ native: name, give, fail }, taken, done, type = 'FSREQCALLBACK') {
  const request = new FSReqCallback(done, type);
  request.give = give;
  request.fail = fail;
  request.taken = taken;
  native[typeof name === 'string' ? name : name(taken)](enlist(request), ...taken);
}

// A native operation without a table entry; what it reads goes into `target`, at an offset.
function sendInto(name, taken, target, at, done, type = 'FSREQCALLBACK') {
  const request = new FSReqCallback(done, type);
  request.target = target;
  request.at = at;
  native[name](enlist(request), ...taken);
}

module.exports = { send, sendInto, withoutStack };
