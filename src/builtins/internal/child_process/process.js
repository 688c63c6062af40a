// ChildProcess: a child that runs while the program goes on.
//
// 'close' comes when the child has ended and all its output is closed: `_closesNeeded` counts these.
'use strict';

const EventEmitter = require('events');
const { errnoException } = require('internal/errors');
const { validateArray, validateObject, validateOneOf, validateString } = require('internal/validators');
const { nativeCommand, signalName, signalNumber } = require('internal/child_process/arguments');
const { describeStdio, nativeMember } = require('internal/child_process/stdio');
const { Pipe, Process } = require('internal/child_process/handles');

const kIsLent = Symbol('kIsLent');

// Failures that are told by an 'error' event and not thrown.
const TOLD = ['UV_EACCES', 'UV_EAGAIN', 'UV_EMFILE', 'UV_ENFILE', 'UV_ENOENT'];

function ChildProcess() {
  EventEmitter.call(this);
  this._closesNeeded = 1;
  this._closesGot = 0;
  this.connected = false;
  this.signalCode = null;
  this.exitCode = null;
  this.killed = false;
  this.spawnfile = null;
  this._handle = new Process();
  this._handle.onexit = (status, signal) => ended(this, status, signal);
}
Object.setPrototypeOf(ChildProcess.prototype, EventEmitter.prototype);
Object.setPrototypeOf(ChildProcess, EventEmitter);

function ended(child, status, signal) {
  if (signal) child.signalCode = signalName(signal);
  else child.exitCode = status;
  child.stdin?.destroy();
  child._handle.close();
  child._handle = null;
  if (status < 0) {
    const error = errnoException(status, child.spawnfile ? `spawn ${child.spawnfile}` : 'spawn');
    if (child.spawnfile) error.path = child.spawnfile;
    error.spawnargs = child.spawnargs.slice(1);
    child.emit('error', error);
  } else {
    child.emit('exit', child.exitCode, child.signalCode);
  }
  // Output that nobody reads would hold back 'close'. The program has one more turn to ask for it.
  process.nextTick(discardOutput, child);
  closeOne(child);
}

function discardOutput(child) {
  for (const stream of child.stdio ?? []) {
    if (stream?.readable && !stream[kIsLent]) stream.resume();
  }
}

function closeOne(child) {
  if (++child._closesGot === child._closesNeeded) child.emit('close', child.exitCode, child.signalCode);
}

// Opens the pipes that the members ask for; what native code is given.
function openPipes(members) {
  const opened = [];
  try {
    return members.map((member) => {
      if (member.type === 'pipe' || member.type === 'overlapped') {
        member.handle = new Pipe();
        opened.push(member.handle);
      }
      return { ...nativeMember(member), pipe: member.handle?.id };
    });
  } catch (error) {
    opened.forEach((pipe) => pipe.close());
    throw error;
  }
}

// A child that could not be started has pipes all the same: they are at their end.
function makeStream(child, member, index) {
  const { Socket } = require('net');
  const stream = new Socket({ handle: member.handle, readable: index > 0 });
  if (index > 0) {
    child._closesNeeded++;
    stream.on('close', () => closeOne(child));
  }
  return stream;
}

// The descriptor now belongs to another child as well: this side reads no more.
function lend({ handle, stream }) {
  handle.reading = false;
  handle.readStop();
  stream.pause();
  stream.readableFlowing = false;
  stream._readableState.reading = false;
  stream[kIsLent] = true;
}

// One stream, or null, for each descriptor.
function makeStreams(child, members) {
  return members.map((member, index) => {
    if (member.type === 'wrap' && typeof member.stream.pause === 'function') lend(member);
    if (member.isChannel) return null;
    return member.type === 'pipe' || member.type === 'overlapped' ? makeStream(child, member, index) : null;
  });
}

ChildProcess.prototype.spawn = function spawn(options) {
  validateObject(options, 'options');
  const members = describeStdio(options.stdio || 'pipe', false);
  options.stdio = members;
  validateOneOf(options.serialization, 'options.serialization', [undefined, 'json', 'advanced']);
  validateString(options.file, 'options.file');
  this.spawnfile = options.file;
  if (options.args !== undefined) validateArray(options.args, 'options.args');
  this.spawnargs = options.args ?? [];
  const channel = members.findIndex((member) => member.isChannel);
  if (channel !== -1) announceChannel(options, channel);
  const result = this._handle.spawn(nativeCommand(options, openPipes(members)));
  const uv = internalBinding('uv');
  if (TOLD.some((name) => uv[name] === result)) {
    process.nextTick((child) => child._handle.onexit(result), this);
    // Without descriptors there are no streams.
    if (result === uv.UV_EMFILE || result === uv.UV_ENFILE) {
      closePipes(members);
      return result;
    }
  } else if (result < 0) {
    closePipes(members);
    this._handle.close();
    this._handle = null;
    throw errnoException(result, 'spawn');
  } else {
    process.nextTick((child) => child.emit('spawn'), this);
  }
  this.pid = this._handle.pid;
  const stdio = makeStreams(this, members);
  this.stdin = stdio[0] ?? null;
  this.stdout = stdio[1] ?? null;
  this.stderr = stdio[2] ?? null;
  this.stdio = stdio;
  if (channel !== -1) openChannel(this, members[channel].handle, options.serialization);
  return result;
};

// How the child learns of its channel.
function announceChannel(options, descriptor) {
  options.envPairs ??= Object.entries(process.env).map(([name, value]) => `${name}=${value}`);
  options.envPairs.push(`NODE_CHANNEL_FD=${descriptor}`,
                        `NODE_CHANNEL_SERIALIZATION_MODE=${options.serialization || 'json'}`);
}

function openChannel(child, pipe, serialization) {
  child._closesNeeded++;
  require('internal/child_process/channel').setupChannel(child, pipe, serialization, () => closeOne(child));
}

function closePipes(members) {
  for (const member of members) if (member.type !== 'wrap') member.handle?.close();
}

ChildProcess.prototype.kill = function kill(signal) {
  const number = signal === 0 ? 0 : signalNumber(signal === undefined ? 'SIGTERM' : signal);
  if (!this._handle) return false;
  const result = this._handle.kill(number);
  if (result === 0) {
    this.killed = true;
    return true;
  }
  const uv = internalBinding('uv');
  if (result === uv.UV_EINVAL || result === uv.UV_ENOSYS) throw errnoException(result, 'kill');
  // That it has ended already is no error.
  if (result !== uv.UV_ESRCH) this.emit('error', errnoException(result, 'kill'));
  return false;
};

ChildProcess.prototype.ref = function ref() {
  if (this._handle) this._handle.ref();
};

ChildProcess.prototype.unref = function unref() {
  if (this._handle) this._handle.unref();
};

ChildProcess.prototype[Symbol.dispose] = function() {
  if (!this.killed) this.kill();
};

module.exports = { ChildProcess };
