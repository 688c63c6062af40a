// How each kind of object is shown: the "plan" that `inspect` then carries out.
'use strict';

const { getObjectPrefix, getPrefix } = require('internal/util/inspect/constructor_name');
const collections = require('internal/util/inspect/collections');
const { kArrayExtrasType } = require('internal/util/inspect/layout');
const { getKeys, getNonIndexKeys } = require('internal/util/inspect/keys');
const { formatNumber } = require('internal/util/inspect/primitives');

const engine = internalBinding('engine');
const { classOf } = engine;
const getTypedArrayTag =
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag).get;
const getTypedArrayLength =
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), 'length').get;
const getMapSize = Object.getOwnPropertyDescriptor(Map.prototype, 'size').get;
const getSetSize = Object.getOwnPropertyDescriptor(Set.prototype, 'size').get;
const mapEntries = Map.prototype.entries;
const setValues = Set.prototype.values;

function isTooDeep(ctx, recurseTimes) {
  return recurseTimes > ctx.depth && ctx.depth !== null;
}

function getIteratorBraces(kind, tag) {
  const name = `${kind} Iterator`;
  const shown = tag === name ? tag : `${tag === '' ? '' : `${tag}] [`}${name}`;
  return [`[${shown}] {`, '}'];
}

// A plan says how to show an object: its `keys`, `braces`, the text before them (`base`), the function that makes
// the entries (`entries`) and the kind of layout. `text` in place of it all is the finished text.

// Plans for what can be iterated; undefined for anything else.
function planIterable(formatting, ctx, value, constructor, tag, protoProps) {
  const bare = protoProps === undefined;
  if (Array.isArray(value)) {
    const prefix = constructor !== 'Array' || tag !== '' ?
      getPrefix(constructor, tag, 'Array', `(${value.length})`) : '';
    const keys = getNonIndexKeys(value, ctx.showHidden);
    if (value.length === 0 && keys.length === 0 && bare) return { text: `${prefix}[]` };
    return {
      keys,
      braces: [`${prefix}[`, ']'],
      extrasType: kArrayExtrasType,
      entries: (depth) => collections.formatArray(formatting, ctx, value, depth),
    };
  }
  const kind = classOf(value);
  if (kind === 'Set' || kind === 'Map') {
    const size = kind === 'Set' ? getSetSize.call(value) : getMapSize.call(value);
    const prefix = getPrefix(constructor, tag, kind, `(${size})`);
    const keys = getKeys(value, ctx.showHidden);
    if (size === 0 && keys.length === 0 && bare) return { text: `${prefix}{}` };
    return {
      keys,
      braces: [`${prefix}{`, '}'],
      entries(depth) {
        // With no prototype there is no iterator of its own.
        if (kind === 'Set') {
          const values = constructor === null ? setValues.call(value) : value;
          return collections.formatSet(formatting, ctx, values, size, depth);
        }
        const entries = constructor === null ? mapEntries.call(value) : value;
        return collections.formatMap(formatting, ctx, entries, size, depth);
      },
    };
  }
  if (ArrayBuffer.isView(value) && kind !== 'DataView') {
    const elements = constructor === null ? new globalThis[getTypedArrayTag.call(value)](value) : value;
    const size = getTypedArrayLength.call(value);
    const fallback = constructor === null ? getTypedArrayTag.call(value) : '';
    const prefix = getPrefix(constructor, tag, fallback, `(${size})`);
    const keys = getNonIndexKeys(value, ctx.showHidden);
    if (size === 0 && keys.length === 0 && !ctx.showHidden) return { text: `${prefix}[]` };
    return {
      keys,
      braces: [`${prefix}[`, ']'],
      extrasType: kArrayExtrasType,
      entries: () => collections.formatTypedArray(ctx, elements, size),
      extraKeys: ctx.showHidden ? ['BYTES_PER_ELEMENT', 'length', 'byteLength', 'byteOffset', 'buffer'] : undefined,
      typedArray: ctx.showHidden,
    };
  }
  if (kind === 'Map Iterator' || kind === 'Set Iterator') {
    const braces = getIteratorBraces(kind.slice(0, 3), tag);
    return {
      keys: getKeys(value, ctx.showHidden),
      braces,
      entries: (depth) => collections.formatIterator(formatting, ctx, value, depth, braces),
    };
  }
  return undefined;
}

const BOXED = ['Number', 'String', 'Boolean', 'BigInt', 'Symbol'];

// Plans for everything else.
function planObject(formatting, ctx, value, constructor, tag, protoProps, recurseTimes, typedArray) {
  const keys = getKeys(value, ctx.showHidden);
  const nothingMore = () => keys.length === 0 && protoProps === undefined;
  if (typeof value === 'function') {
    const base = require('internal/util/inspect/functions').getFunctionBase(formatting, ctx, value, constructor, tag);
    return nothingMore() ? { text: ctx.stylize(base, 'special') } : { keys, base, braces: ['{', '}'] };
  }
  const kind = classOf(value);
  if (constructor === 'Object') {
    let start = '{';
    if (kind === 'Arguments') start = '[Arguments] {';
    else if (tag !== '') start = `${getPrefix(constructor, tag, 'Object')}{`;
    return nothingMore() ? { text: `${start}}` } : { keys, braces: [start, '}'] };
  }
  const { isError } = lazyErrorText();
  if (kind === 'RegExp') {
    let base = RegExp.prototype.toString.call(constructor === null ? new RegExp(value) : value);
    const prefix = getPrefix(constructor, tag, 'RegExp');
    if (prefix !== 'RegExp ') base = `${prefix}${base}`;
    base = ctx.stylize(base, 'regexp');
    return nothingMore() || isTooDeep(ctx, recurseTimes) ? { text: base } : { keys, base, braces: ['{', '}'] };
  }
  if (kind === 'Date') {
    let base = Number.isNaN(Date.prototype.getTime.call(value)) ? Date.prototype.toString.call(value) :
      Date.prototype.toISOString.call(value);
    const prefix = getPrefix(constructor, tag, 'Date');
    if (prefix !== 'Date ') base = `${prefix}${base}`;
    return nothingMore() ? { text: ctx.stylize(base, 'date') } : { keys, base, braces: ['{', '}'] };
  }
  if (kind === 'Error' || isError(value)) {
    const base = lazyErrorText().formatError(formatting, value, constructor, tag, ctx, keys);
    return nothingMore() ? { text: base } : { keys, base, braces: ['{', '}'] };
  }
  if (kind === 'ArrayBuffer' || kind === 'SharedArrayBuffer') {
    const prefix = getPrefix(constructor, tag, kind);
    if (typedArray !== undefined && nothingMore()) {
      return { text: `${prefix}{ [byteLength]: ${formatNumber(ctx.stylize, value.byteLength, false)} }` };
    }
    return {
      keys,
      braces: [`${prefix}{`, '}'],
      entries: typedArray === undefined ? () => collections.formatArrayBuffer(ctx, value) : undefined,
      extraKeys: ['byteLength'],
    };
  }
  if (BOXED.includes(kind)) {
    const base = require('internal/util/inspect/functions').getBoxedBase(ctx, value, kind, keys, constructor, tag);
    return nothingMore() ? { text: base } : { keys, base, braces: ['{', '}'] };
  }
  const prefixed = (fallback) => [`${getPrefix(constructor, tag, fallback)}{`, '}'];
  switch (kind) {
    case 'DataView':
      return { keys, braces: prefixed(kind), extraKeys: ['byteLength', 'byteOffset', 'buffer'] };
    case 'Promise':
      return {
        keys, braces: prefixed(kind), entries: (depth) => collections.formatPromise(formatting, ctx, value, depth),
      };
    case 'WeakSet':
    case 'WeakMap':
      return {
        keys,
        braces: prefixed(kind),
        entries: (depth) => collections.formatWeak(formatting, ctx, value, depth, kind === 'WeakMap'),
      };
    case 'Module':
      return {
        keys,
        braces: prefixed(kind),
        entries: (depth) => collections.formatNamespace(formatting, ctx, value, depth, keys),
      };
    case 'External':
      if (!nothingMore()) break;
      return { text: ctx.stylize(`[External: ${engine.externalAddress?.(value) ?? ''}]`, 'special') };
  }
  if (isURL(value) && !isTooDeep(ctx, recurseTimes)) {
    return nothingMore() ? { text: value.href } : { keys, base: value.href, braces: ['{', '}'] };
  }
  const prefix = getObjectPrefix(value, constructor, tag);
  return nothingMore() ? { text: `${prefix}{}` } : { keys, braces: [`${prefix}{`, '}'] };
}

function lazyErrorText() {
  return require('internal/util/inspect/error_text');
}

// URL objects show their text. Objects that have no `href` never load the URL module.
function isURL(value) {
  return typeof value.href === 'string' && typeof value.searchParams === 'object' &&
    value instanceof require('internal/url').URL;
}

module.exports = { isTooDeep, planIterable, planObject };
