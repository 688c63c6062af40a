// Control sequences of terminals, and the functions of node:readline that write them.
'use strict';

const { codes } = require('internal/errors');
const { validateFunction } = require('internal/validators');

const ESCAPE = '\x1b';
const CLEAR_TO_LINE_BEGINNING = `${ESCAPE}[1K`;
const CLEAR_TO_LINE_END = `${ESCAPE}[0K`;
const CLEAR_LINE = `${ESCAPE}[2K`;
const CLEAR_SCREEN_DOWN = `${ESCAPE}[0J`;

function positioning(x, y) {
  return typeof y === 'number' ? `${ESCAPE}[${y + 1};${x + 1}H` : `${ESCAPE}[${x + 1}G`;
}

function movement(dx, dy) {
  let text = '';
  if (dx < 0) text += `${ESCAPE}[${-dx}D`;
  else if (dx > 0) text += `${ESCAPE}[${dx}C`;
  if (dy < 0) text += `${ESCAPE}[${-dy}A`;
  else if (dy > 0) text += `${ESCAPE}[${dy}B`;
  return text;
}

function lineClearing(direction) {
  if (direction < 0) return CLEAR_TO_LINE_BEGINNING;
  return direction > 0 ? CLEAR_TO_LINE_END : CLEAR_LINE;
}

// Nothing to write: the callback is told later, as after a write.
function done(callback) {
  if (typeof callback === 'function') process.nextTick(callback, null);
  return true;
}

function cursorTo(stream, x, y, callback) {
  if (callback !== undefined) validateFunction(callback, 'callback');
  if (typeof y === 'function') {
    callback = y;
    y = undefined;
  }
  if (Number.isNaN(x)) throw new codes.ERR_INVALID_ARG_VALUE('x', x);
  if (Number.isNaN(y)) throw new codes.ERR_INVALID_ARG_VALUE('y', y);
  if (stream == null || (typeof x !== 'number' && typeof y !== 'number')) return done(callback);
  if (typeof x !== 'number') throw new codes.ERR_INVALID_CURSOR_POS();
  return stream.write(positioning(x, y), callback);
}

function moveCursor(stream, dx, dy, callback) {
  if (callback !== undefined) validateFunction(callback, 'callback');
  if (stream == null || !(dx || dy)) return done(callback);
  return stream.write(movement(dx, dy), callback);
}

function clearLine(stream, dir, callback) {
  if (callback !== undefined) validateFunction(callback, 'callback');
  return stream == null ? done(callback) : stream.write(lineClearing(dir), callback);
}

function clearScreenDown(stream, callback) {
  if (callback !== undefined) validateFunction(callback, 'callback');
  return stream == null ? done(callback) : stream.write(CLEAR_SCREEN_DOWN, callback);
}

module.exports = {
  CLEAR_SCREEN_DOWN, ESCAPE, clearLine, clearScreenDown, cursorTo, lineClearing, moveCursor, movement, positioning,
};
