// Deep equality: loose (==), strict, strict without prototypes, and partial ("has at least what is expected").
// Shared by node:assert and util.isDeepStrictEqual.
'use strict';

const types = require('internal/util/types');

const LOOSE = 0;
const PARTIAL = 1;
const STRICT = 2;
const STRICT_WITHOUT_PROTOTYPES = 3;

const { hasOwn } = Object;
const isEnumerable = Object.prototype.propertyIsEnumerable;
const toText = Object.prototype.toString;
const typedArrayTag = Object.getOwnPropertyDescriptor(
  Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag).get;

// Objects under comparison are remembered only from this depth on: cycles are rare and bookkeeping costs.
const CYCLE_CHECK_DEPTH = 60;

let wellKnown;

// Classes whose objects may have another prototype and still be of the same type.
function isWellKnownConstructor(cls) {
  wellKnown ??= new Set([
    Array, ArrayBuffer, BigInt, BigInt64Array, BigUint64Array, Boolean, require('buffer').Buffer, DataView, Date,
    Error, Float16Array, Float32Array, Float64Array, Function, Int16Array, Int32Array, Int8Array, Map, Number, Object,
    Promise, RegExp, Set, String, Symbol, Uint16Array, Uint32Array, Uint8Array, Uint8ClampedArray, WeakMap, WeakSet]);
  return wellKnown.has(cls);
}

function isError(value) {
  return types.isNativeError(value) || value instanceof Error;
}

function isURL(value) {
  return typeof value.href === 'string' && typeof value.searchParams === 'object' &&
    value instanceof require('internal/url').URL;
}

function isObject(value) {
  return typeof value === 'object' && value !== null;
}

function equalTags(a, b) {
  return a[Symbol.toStringTag] === b[Symbol.toStringTag];
}

// True when `b` could be what is asked of `a`, by size.
function sizesAgree(sizeA, sizeB, mode) {
  return mode === PARTIAL ? sizeA >= sizeB : sizeA === sizeB;
}

function bytesOf(view) {
  return ArrayBuffer.isView(view) ? new Uint8Array(view.buffer, view.byteOffset, view.byteLength) :
    new Uint8Array(view);
}

function equalBytes(a, b) {
  return a.length === b.length && require('buffer').Buffer.compare(a, b) === 0;
}

// All bytes of `b` occur in `a` in order, with gaps.
function containsBytes(a, b) {
  let at = 0;
  for (let i = 0; i < b.length; i++) {
    while (at < a.length && a[at] !== b[i]) at++;
    if (at === a.length) return false;
    at++;
  }
  return true;
}

function compareBytes(a, b, mode) {
  if (mode === PARTIAL && a.byteLength !== b.byteLength) return containsBytes(bytesOf(a), bytesOf(b));
  return equalBytes(bytesOf(a), bytesOf(b));
}

function equalNumbers(a, b) {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) {
    if (a[i] !== b[i]) return false;
  }
  return true;
}

function innerEqual(a, b, mode, memo) {
  if (a === b) return a !== 0 || Object.is(a, b) || mode === LOOSE;
  if (isObject(a) && isObject(b)) return equalObjects(a, b, mode, memo);
  if (mode === LOOSE) {
    if (isObject(a) || isObject(b)) return false;
    // eslint-disable-next-line eqeqeq
    return a == b || (a !== a && b !== b);
  }
  return typeof a === 'number' && a !== a && b !== b;
}

function prototypesAgree(a, b) {
  const cls = a.constructor;
  if (isWellKnownConstructor(cls) || (cls !== undefined && !hasOwn(a, 'constructor'))) return cls === b.constructor;
  return Object.getPrototypeOf(a) === Object.getPrototypeOf(b);
}

function isArrayIndex(key) {
  return +key < 2 ** 32 - 1 && `${+key >>> 0}` === key;
}

// Indices come first in the order of keys; in an array without holes they need no look.
function nonIndexKeys(object, mode) {
  const keys = Object.keys(object);
  let first = keys[object.length - 1] === `${object.length - 1}` ? object.length : 0;
  while (first < keys.length && isArrayIndex(keys[first])) first++;
  const named = keys.slice(first);
  return mode === LOOSE ? named : named.concat(enumerableSymbols(object));
}

function enumerableSymbols(object) {
  return Object.getOwnPropertySymbols(object).filter((symbol) => isEnumerable.call(object, symbol));
}

function allKeys(object, mode) {
  return mode === LOOSE ? Object.keys(object) : Object.keys(object).concat(enumerableSymbols(object));
}

function errorPartAgrees(a, b, name, mode, memo) {
  if (isEnumerable.call(b, name)) return true; // Compared with the other properties.
  if (mode === PARTIAL && (b[name] === undefined || (name === 'message' && b[name] === ''))) return true;
  return innerEqual(a[name], b[name], mode, memo);
}

function errorsAgree(a, b, mode, memo) {
  if (!isError(b)) return false;
  if (!['message', 'name', 'cause', 'errors'].every((name) => errorPartAgrees(a, b, name, mode, memo))) return false;
  return hasOwn(a, 'cause') === hasOwn(b, 'cause') || (mode === PARTIAL && !hasOwn(b, 'cause'));
}

function boxedAgree(a, b) {
  for (const kind of ['Number', 'String', 'Boolean', 'BigInt', 'Symbol']) {
    const isKind = types[`is${kind}Object`];
    if (!isKind(a)) continue;
    const { valueOf } = globalThis[kind].prototype;
    return isKind(b) && Object.is(valueOf.call(a), valueOf.call(b));
  }
  return false;
}

// Kinds that never equal an object of another kind.
function hasKindOfItsOwn(value) {
  return Array.isArray(value) || ArrayBuffer.isView(value) || types.isSet(value) || types.isMap(value) ||
    types.isDate(value) || types.isRegExp(value) || types.isAnyArrayBuffer(value);
}

function tagsAgree(a, b) {
  if (a[Symbol.toStringTag] !== undefined && b[Symbol.toStringTag] !== undefined) return equalTags(a, b);
  return toText.call(a) === toText.call(b);
}

function equalObjects(a, b, mode, memo) {
  if (mode === STRICT && !prototypesAgree(a, b)) return false;
  if (Array.isArray(a)) {
    if (!Array.isArray(b) || !sizesAgree(a.length, b.length, mode) || !equalTags(a, b)) return false;
    return equalProperties(a, b, nonIndexKeys(a, mode), nonIndexKeys(b, mode), mode, memo, equalElements);
  }
  if (a[Symbol.toStringTag] === undefined && toText.call(a) === '[object Object]') {
    if (!tagsAgree(a, b)) return false;
  } else if (types.isSet(a)) {
    if (!types.isSet(b) || !sizesAgree(a.size, b.size, mode) || !equalTags(a, b)) return false;
    return equalProperties(a, b, allKeys(a, mode), allKeys(b, mode), mode, memo, equalSets);
  } else if (types.isMap(a)) {
    if (!types.isMap(b) || !sizesAgree(a.size, b.size, mode) || !equalTags(a, b)) return false;
    return equalProperties(a, b, allKeys(a, mode), allKeys(b, mode), mode, memo, equalMaps);
  } else if (ArrayBuffer.isView(a)) {
    if (!ArrayBuffer.isView(b) || typedArrayTag.call(a) !== typedArrayTag.call(b)) return false;
    const isFloat = /^Float/.test(typedArrayTag.call(a));
    if (!(mode === LOOSE && isFloat ? equalNumbers(a, b) : compareBytes(a, b, mode))) return false;
    return equalProperties(a, b, nonIndexKeys(a, mode), nonIndexKeys(b, mode), mode, memo);
  } else if (types.isDate(a)) {
    if (!types.isDate(b) || !equalTags(a, b)) return false;
    if (!Object.is(Date.prototype.getTime.call(a), Date.prototype.getTime.call(b))) return false;
  } else if (types.isRegExp(a)) {
    if (!types.isRegExp(b) || !equalTags(a, b)) return false;
    if (a.source !== b.source || a.flags !== b.flags || a.lastIndex !== b.lastIndex) return false;
  } else if (types.isAnyArrayBuffer(a)) {
    if (!types.isAnyArrayBuffer(b) || !equalTags(a, b) || !compareBytes(a, b, mode)) return false;
  } else if (!tagsAgree(a, b) || hasKindOfItsOwn(b)) {
    return false;
  } else if (isError(a)) {
    if (!errorsAgree(a, b, mode, memo)) return false;
  } else if (types.isBoxedPrimitive(a)) {
    if (!boxedAgree(a, b)) return false;
  } else if (isURL(a)) {
    if (!isURL(b) || a.href !== b.href) return false;
  } else if (types.isBoxedPrimitive(b) || isError(b) || types.isWeakMap(a) || types.isWeakSet(a) ||
             types.isPromise(a)) {
    return false;
  }
  return equalProperties(a, b, allKeys(a, mode), allKeys(b, mode), mode, memo);
}

// Compares the listed properties, then the contents through `compareContents`, watching for cycles.
function equalProperties(a, b, keysA, keysB, mode, memo, compareContents) {
  if (mode !== PARTIAL && keysA.length !== keysB.length) return false;
  if (keysB.length === 0 && compareContents === undefined) return true;
  const isWatching = memo.depth >= CYCLE_CHECK_DEPTH;
  if (isWatching) {
    memo.active ??= new Set();
    const before = memo.active.size;
    memo.active.add(a).add(b);
    // Both are being compared already: equal as far as this path can tell. Only one of them: different shapes.
    if (memo.active.size !== before + 2) return memo.active.size === before;
  }
  memo.depth++;
  const result = equalValues(a, b, keysB, mode, memo) &&
    (compareContents === undefined || compareContents(a, b, mode, memo));
  memo.depth--;
  if (isWatching) {
    memo.active.delete(a);
    memo.active.delete(b);
  }
  return result;
}

function equalValues(a, b, keys, mode, memo) {
  for (const key of keys) {
    if (!isEnumerable.call(a, key) || !innerEqual(a[key], b[key], mode, memo)) return false;
  }
  return true;
}

function equalElements(a, b, mode, memo) {
  if (mode === PARTIAL) return containsElements(a, b, memo);
  for (let i = 0; i < a.length; i++) {
    const holeA = a[i] === undefined && !hasOwn(a, i);
    const holeB = b[i] === undefined && !hasOwn(b, i);
    if (holeB) {
      if (Object.keys(a).length !== Object.keys(b).length) return false;
      if (!holeA) return false;
    } else if (holeA) {
      // Loosely a hole equals null, but not undefined.
      if (mode !== LOOSE || b[i] !== null) return false;
    } else if (!innerEqual(a[i], b[i], mode, memo)) {
      return false;
    }
  }
  return true;
}

// All elements of `b` occur in `a` in order, with gaps. Holes are skipped.
function containsElements(a, b, memo) {
  const keysA = Object.keys(a);
  let at = 0;
  for (let i = 0; i < b.length; i++) {
    if (!hasOwn(b, i)) continue;
    while (at < a.length && !(hasOwn(a, at) && innerEqual(a[at], b[i], PARTIAL, memo))) at++;
    if (at >= a.length) return false;
    at++;
  }
  return keysA.length >= Object.keys(b).length;
}

// In loose mode a primitive may equal another one: 1 and '1', null and undefined. `false` says that none can.
function mayHaveLooseTwin(primitive) {
  switch (typeof primitive) {
    case 'symbol': return false;
    case 'string':
    case 'number': return !Number.isNaN(+primitive);
    default: return true;
  }
}

// Pairs every candidate of `b` with an own entry of `a` that `matches` accepts.
function pairUp(entriesA, candidates, matches) {
  const left = [...candidates];
  for (const entry of entriesA) {
    if (left.length === 0) return true;
    const found = left.findIndex((candidate) => matches(entry, candidate));
    if (found !== -1) left.splice(found, 1);
  }
  return left.length === 0;
}

function equalSets(a, b, mode, memo) {
  const unmatched = [];
  for (const value of b) {
    if (a.has(value)) continue;
    if (!isObject(value) && (mode !== LOOSE || !mayHaveLooseTwin(value))) return false;
    unmatched.push(value);
  }
  if (unmatched.length === 0) return true;
  const free = [...a].filter((value) => !b.has(value));
  return pairUp(free, unmatched, (value, candidate) => innerEqual(value, candidate, mode, memo));
}

function equalMaps(a, b, mode, memo) {
  const unmatched = [];
  for (const [key, value] of b) {
    if (isObject(key)) {
      unmatched.push([key, value]);
    } else if (!a.has(key) || !innerEqual(a.get(key), value, mode, memo)) {
      if (mode !== LOOSE || !mayHaveLooseTwin(key)) return false;
      unmatched.push([key, value]);
    }
  }
  if (unmatched.length === 0) return true;
  const free = [...a].filter(([key, value]) => (
    isObject(key) || !b.has(key) || (mode === LOOSE && !innerEqual(value, b.get(key), mode, memo))));
  return pairUp(free, unmatched, (entry, candidate) => (
    innerEqual(entry[0], candidate[0], mode, memo) && innerEqual(entry[1], candidate[1], mode, memo)));
}

function compare(a, b, mode) {
  return innerEqual(a, b, mode, { depth: 0, active: undefined });
}

module.exports = {
  isDeepEqual: (a, b) => compare(a, b, LOOSE),
  isDeepStrictEqual: (a, b, skipPrototype) => compare(a, b, skipPrototype ? STRICT_WITHOUT_PROTOTYPES : STRICT),
  isPartialStrictEqual: (a, b) => compare(a, b, PARTIAL),
};
