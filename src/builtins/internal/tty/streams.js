// tty.ReadStream and tty.WriteStream: sockets on a terminal.
'use strict';

const { codes, errnoException } = require('internal/errors');
const { TTY } = require('internal/handles');
const { Socket } = require('net');
const { colorDepth, hasColors } = require('internal/tty/color_depth');

function checkDescriptor(fd) {
  if (fd >> 0 !== fd || fd < 0) throw new codes.ERR_INVALID_FD(fd);
}

function ReadStream(fd, options) {
  if (!(this instanceof ReadStream)) return new ReadStream(fd, options);
  checkDescriptor(fd);
  Socket.call(this, { readableHighWaterMark: 0, handle: new TTY(fd), manualStart: true, ...options });
  this.isRaw = false;
  this.isTTY = true;
}
Object.setPrototypeOf(ReadStream.prototype, Socket.prototype);
Object.setPrototypeOf(ReadStream, Socket);

ReadStream.prototype.setRawMode = function(flag) {
  flag = Boolean(flag);
  require('internal/tty/terminal').restoreAtExit();
  const result = this._handle?.setRawMode(flag);
  if (result) {
    this.emit('error', errnoException(result, 'setRawMode'));
    return this;
  }
  this.isRaw = flag;
  return this;
};

function WriteStream(fd) {
  if (!(this instanceof WriteStream)) return new WriteStream(fd);
  checkDescriptor(fd);
  Socket.call(this, { readableHighWaterMark: 0, handle: new TTY(fd), manualStart: true });
  // What was written is seen even when the process ends at once.
  this._handle.setBlocking(true);
  const size = [0, 0];
  if (this._handle.getWindowSize(size) === 0) [this.columns, this.rows] = size;
}
Object.setPrototypeOf(WriteStream.prototype, Socket.prototype);
Object.setPrototypeOf(WriteStream, Socket);

WriteStream.prototype.isTTY = true;

WriteStream.prototype.getColorDepth = function getColorDepth(env) {
  return colorDepth(env);
};

WriteStream.prototype.hasColors = function(count, env) {
  return hasColors(colorDepth, count, env);
};

// The window may have another size now: who draws in it is told.
WriteStream.prototype._refreshSize = function() {
  const { columns, rows } = this;
  const size = [0, 0];
  const result = this._handle.getWindowSize(size);
  if (result !== 0) {
    this.emit('error', errnoException(result, 'getWindowSize'));
  } else if (size[0] !== columns || size[1] !== rows) {
    [this.columns, this.rows] = size;
    this.emit('resize');
  }
};

const drawing = () => require('internal/readline/terminal');

WriteStream.prototype.cursorTo = function(x, y, callback) {
  return drawing().cursorTo(this, x, y, callback);
};

WriteStream.prototype.moveCursor = function(dx, dy, callback) {
  return drawing().moveCursor(this, dx, dy, callback);
};

WriteStream.prototype.clearLine = function(dir, callback) {
  return drawing().clearLine(this, dir, callback);
};

WriteStream.prototype.clearScreenDown = function(callback) {
  return drawing().clearScreenDown(this, callback);
};

WriteStream.prototype.getWindowSize = function() {
  return [this.columns, this.rows];
};

module.exports = { ReadStream, WriteStream };
