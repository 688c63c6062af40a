// How inspection writes an error: its stack with a telling first line, frames shared with the cause left out.
// Works with stacks that begin with "Name: message" and with bare lists of frames.
'use strict';

const { isNativeError } = require('internal/util/types');
const { getPrefix } = require('internal/util/inspect/constructor_name');

const errorToString = Error.prototype.toString;

function isError(value) {
  return isNativeError(value) || value instanceof Error;
}

// Reads a property that may be a throwing accessor; the second element tells whether it threw.
function tryGet(object, name) {
  try {
    return [object[name], false];
  } catch {
    return [undefined, true];
  }
}

function getStackString(formatting, ctx, error) {
  const [stack] = tryGet(error, 'stack');
  if (!stack) return errorToString.call(error);
  if (typeof stack === 'string') {
    if (!/^ {4}at /.test(stack)) return stack;
    return `${errorToString.call(error)}\n${stack.trimEnd()}`;
  }
  ctx.seen.push(error);
  ctx.indentationLvl += 4;
  const shown = formatting.formatValue(ctx, stack);
  ctx.indentationLvl -= 4;
  ctx.seen.pop();
  return `${errorToString.call(error)}\n    ${shown}`;
}

// Where the frames of two stacks begin to be the same, and for how many lines; at least four.
function identicalSequenceRange(a, b) {
  for (let i = 0; i < a.length - 3; i++) {
    const at = b.indexOf(a[i]);
    if (at === -1) continue;
    let length = 1;
    while (i + length < a.length && at + length < b.length && a[i + length] === b[at + length]) length++;
    if (length > 3) return [length, i];
  }
  return [0, 0];
}

// Takes out lines that repeat a block just above (recursion): the block length that hides the most lines wins.
function collapseRepeatedFrames(ctx, frames) {
  for (let start = 0; start < frames.length - 3; start++) {
    let best = 0;
    let bestLength = 0;
    let next = start;
    while ((next = frames.indexOf(frames[start], next + 1)) !== -1) {
      const length = next - start;
      let repeats = 0;
      while (sameBlock(frames, start, next + repeats * length, length)) repeats++;
      if (repeats * length >= 3 && repeats * length > best) {
        best = repeats * length;
        bestLength = length;
      }
    }
    if (best === 0) continue;
    const repeats = best / bestLength;
    const text = `    ... collapsed ${best} duplicate lines matching above ` +
      (repeats > 1 ? `${bestLength} lines ${repeats} times...` : 'lines ...');
    frames.splice(start + bestLength, best, ctx.stylize(text, 'undefined'));
    start += bestLength;
  }
}

function sameBlock(frames, first, second, length) {
  if (second + length > frames.length) return false;
  for (let i = 0; i < length; i++) {
    if (frames[first + i] !== frames[second + i]) return false;
  }
  return true;
}

function getFrames(formatting, ctx, error, text) {
  const frames = text.split('\n');
  const [cause] = tryGet(error, 'cause');
  if (cause != null && isError(cause)) {
    const causeStack = getStackString(formatting, ctx, cause);
    const start = causeStack.indexOf('\n    at');
    if (start !== -1) {
      const [length, offset] = identicalSequenceRange(frames, causeStack.slice(start + 1).split('\n'));
      if (length > 0) {
        const skipped = length - 2;
        const text = `    ... ${skipped} lines matching cause stack trace ...`;
        frames.splice(offset + 1, skipped, ctx.stylize(text, 'undefined'));
      }
    }
  }
  if (frames.length > 10) collapseRepeatedFrames(ctx, frames);
  return frames;
}

// Makes the first line say the class: `[Foo]` when the name is not the class's, "null prototype", the tag.
function improveStack(original, constructor, name, tag) {
  let stack = original;
  let length = name.length;
  if (typeof name !== 'string') {
    stack = stack.replace(`${name}`, `${name} [${getPrefix(constructor, tag, 'Error').slice(0, -1)}]`);
  }
  const looksRegular = () => typeof name === 'string' && name.endsWith('Error') && stack.startsWith(name) &&
    (stack.length === length || stack[length] === ':' || stack[length] === '\n');
  if (constructor !== null && !looksRegular()) return stack;
  let fallback = 'Error';
  if (constructor === null) {
    const start = /^([A-Z][a-z_ A-Z0-9[\]()-]+)(?::|\n {4}at)/.exec(stack) ?? /^([a-z_A-Z0-9-]*Error)$/.exec(stack);
    fallback = start?.[1] ?? '';
    length = fallback.length;
    fallback ||= 'Error';
  }
  const prefix = getPrefix(constructor, tag, fallback).slice(0, -1);
  if (name === prefix) return stack;
  if (!prefix.includes(name)) return `${prefix} [${name}]${stack.slice(length)}`;
  return length === 0 ? `${prefix}: ${stack}` : `${prefix}${stack.slice(length)}`;
}

function dropKey(keys, key) {
  const at = keys.indexOf(key);
  if (at !== -1) keys.splice(at, 1);
}

// Own `name`, `message` and `stack` properties that the stack text shows anyway are not listed again.
function dropShownKeys(error, stack, keys) {
  dropKey(keys, 'stack');
  for (const key of ['message', 'name']) {
    const [value, threw] = tryGet(error, key);
    if (!threw && (typeof value !== 'string' || stack.includes(value))) dropKey(keys, key);
  }
}

// `cause` and `errors` are not enumerable, but worth showing.
function addHiddenKeys(error, keys) {
  if (Object.hasOwn(error, 'cause') && !keys.includes('cause')) keys.push('cause');
  const [errors] = tryGet(error, 'errors');
  if (Array.isArray(errors) && Object.hasOwn(error, 'errors') && !keys.includes('errors')) keys.push('errors');
}

function colorFrames(ctx, frames) {
  const { colorFrame } = require('internal/util/inspect/frame_colors');
  return frames.map((frame) => colorFrame(ctx, frame));
}

// The text of an error. Changes `keys`, the properties that are listed after it.
function formatError(formatting, error, constructor, tag, ctx, keys) {
  let stack;
  try {
    stack = getStackString(formatting, ctx, error);
  } catch {
    return Object.prototype.toString.call(error);
  }
  const [message] = tryGet(error, 'message');
  const [name] = tryGet(error, 'name');
  if (!ctx.showHidden && keys.length !== 0) dropShownKeys(error, stack, keys);
  addHiddenKeys(error, keys);
  stack = improveStack(stack, constructor, name ?? 'Error', tag);

  let afterMessage = (message && stack.indexOf(message)) || -1;
  if (afterMessage !== -1) afterMessage += message.length;
  const framesAt = stack.indexOf('\n    at', afterMessage);
  if (framesAt === -1) {
    stack = `[${stack}]`;
  } else {
    const frames = getFrames(formatting, ctx, error, stack.slice(framesAt + 1));
    stack = `${stack.slice(0, framesAt)}\n${(ctx.colors ? colorFrames(ctx, frames) : frames).join('\n')}`;
  }
  return ctx.indentationLvl === 0 ? stack : stack.replaceAll('\n', `\n${' '.repeat(ctx.indentationLvl)}`);
}

module.exports = { formatError, identicalSequenceRange, isError };
