// The entries of arrays, buffers, sets, maps, iterators, promises and weak collections.
// Each function returns an array of texts; the braces around them are the caller's.
'use strict';

const { formatBigInt, formatNumber } = require('internal/util/inspect/primitives');
const { kArrayExtrasType, kArrayType, kObjectType, reduceToSingleString } = require('internal/util/inspect/layout');

const engine = internalBinding('engine');

const moreItems = (count) => `... ${count} more item${count > 1 ? 's' : ''}`;
const emptyItems = (ctx, count) => ctx.stylize(`<${count} empty item${count > 1 ? 's' : ''}>`, 'undefined');

function limitOf(ctx, length) {
  return Math.min(Math.max(0, ctx.maxArrayLength), length);
}

// From the first hole on: holes count as one entry for each run of them.
function formatSparseArray(formatting, ctx, value, recurseTimes, limit, output, first) {
  let index = first;
  const keys = Object.keys(value);
  for (let i = first; i < keys.length && output.length < limit; i++) {
    const key = keys[i];
    const position = +key;
    // Array indices come first and are canonical numbers below 2^32 - 1.
    if (!(position <= 2 ** 32 - 2) || `${position}` !== key) break;
    if (position !== index) {
      output.push(emptyItems(ctx, position - index));
      index = position;
      if (output.length === limit) break;
    }
    output.push(formatting.formatProperty(ctx, value, recurseTimes, key, kArrayType));
    index++;
  }
  const remaining = value.length - index;
  if (remaining > 0) output.push(output.length === limit ? moreItems(remaining) : emptyItems(ctx, remaining));
  return output;
}

function formatArray(formatting, ctx, value, recurseTimes) {
  const limit = limitOf(ctx, value.length);
  const output = [];
  for (let i = 0; i < limit; i++) {
    const descriptor = Object.getOwnPropertyDescriptor(value, i);
    if (descriptor === undefined) return formatSparseArray(formatting, ctx, value, recurseTimes, limit, output, i);
    output.push(formatting.formatProperty(ctx, value, recurseTimes, i, kArrayType, descriptor));
  }
  if (value.length > limit) output.push(moreItems(value.length - limit));
  return output;
}

function formatTypedArray(ctx, value, length) {
  const limit = limitOf(ctx, length);
  const output = [];
  const formatElement = typeof value[0] === 'bigint' ? formatBigInt : formatNumber;
  for (let i = 0; i < limit; i++) output.push(formatElement(ctx.stylize, value[i], ctx.numericSeparator));
  if (value.length > limit) output.push(moreItems(value.length - limit));
  return output;
}

function formatArrayBuffer(ctx, value) {
  let bytes;
  try {
    bytes = new Uint8Array(value);
  } catch {
    return [ctx.stylize('(detached)', 'special')];
  }
  const shown = [];
  for (let i = 0; i < limitOf(ctx, bytes.length); i++) shown.push(bytes[i].toString(16).padStart(2, '0'));
  let text = shown.join(' ');
  const remaining = bytes.length - ctx.maxArrayLength;
  if (remaining > 0) text += ` ... ${remaining} more byte${remaining > 1 ? 's' : ''}`;
  return [`${ctx.stylize('[Uint8Contents]', 'special')}: <${text}>`];
}

// Formats up to `maxArrayLength` of the entries, two columns further in.
function formatEntries(ctx, entries, length, formatEntry) {
  const limit = limitOf(ctx, length);
  const output = [];
  ctx.indentationLvl += 2;
  if (limit > 0) {
    for (const entry of entries) {
      output.push(formatEntry(entry));
      if (output.length >= limit) break;
    }
  }
  ctx.indentationLvl -= 2;
  return output;
}

function addMore(ctx, output, length) {
  if (length > output.length) output.push(moreItems(length - output.length));
  return output;
}

function formatSet(formatting, ctx, value, length, recurseTimes) {
  const output = formatEntries(ctx, value, length, (entry) => formatting.formatValue(ctx, entry, recurseTimes));
  return addMore(ctx, output, length);
}

function formatMap(formatting, ctx, value, length, recurseTimes) {
  const output = formatEntries(ctx, value, length, ([key, entry]) => (
    `${formatting.formatValue(ctx, key, recurseTimes)} => ${formatting.formatValue(ctx, entry, recurseTimes)}`));
  return addMore(ctx, output, length);
}

function pairs(flat) {
  const result = [];
  for (let i = 0; i < flat.length; i += 2) result.push([flat[i], flat[i + 1]]);
  return result;
}

// What an iterator has still to give, without moving it, as far as the engine can tell.
function formatIterator(formatting, ctx, value, recurseTimes, braces) {
  const preview = engine.previewEntries?.(value);
  if (preview === undefined) return [ctx.stylize('<items unknown>', 'special')];
  const [flat, isKeyValue] = preview;
  if (!isKeyValue) return formatSet(formatting, ctx, flat, flat.length, recurseTimes);
  braces[0] = braces[0].replace(/ Iterator\] \{$/, ' Entries] {');
  const entries = pairs(flat);
  const output = formatEntries(ctx, entries, entries.length, (pair) => reduceToSingleString(
    ctx, pair.map((part) => formatting.formatValue(ctx, part, recurseTimes)), '', ['[', ']'], kArrayExtrasType,
    recurseTimes));
  return addMore(ctx, output, entries.length);
}

// Entries of weak collections have no order: they are sorted so that output repeats.
function formatWeak(formatting, ctx, value, recurseTimes, isMap) {
  const flat = ctx.showHidden ? engine.previewEntries?.(value)?.[0] : undefined;
  if (flat === undefined) return [ctx.stylize('<items unknown>', 'special')];
  const entries = isMap ? pairs(flat) : flat;
  const output = formatEntries(ctx, entries, entries.length, (entry) => (isMap ?
    entry.map((part) => formatting.formatValue(ctx, part, recurseTimes)).join(' => ') :
    formatting.formatValue(ctx, entry, recurseTimes)));
  if (!ctx.sorted) output.sort();
  return addMore(ctx, output, entries.length);
}

const PENDING = 0;
const REJECTED = 2;

function formatPromise(formatting, ctx, value, recurseTimes) {
  const [state, result] = engine.promiseDetails(value);
  if (state === PENDING) return [ctx.stylize('<pending>', 'special')];
  ctx.indentationLvl += 2;
  const text = formatting.formatValue(ctx, result, recurseTimes);
  ctx.indentationLvl -= 2;
  return [state === REJECTED ? `${ctx.stylize('<rejected>', 'special')} ${text}` : text];
}

// Exports of a module; reading one that is not initialized yet throws a ReferenceError.
function formatNamespace(formatting, ctx, value, recurseTimes, keys) {
  const output = keys.map((key) => {
    try {
      return formatting.formatProperty(ctx, value, recurseTimes, key, kObjectType);
    } catch (error) {
      if (error?.name !== 'ReferenceError') throw error;
      const placeholder = formatting.formatProperty(ctx, { [key]: '' }, recurseTimes, key, kObjectType);
      return placeholder.slice(0, placeholder.lastIndexOf(' ') + 1) + ctx.stylize('<uninitialized>', 'special');
    }
  });
  keys.length = 0;
  return output;
}

module.exports = {
  formatArray,
  formatArrayBuffer,
  formatIterator,
  formatMap,
  formatNamespace,
  formatPromise,
  formatSet,
  formatTypedArray,
  formatWeak,
};
