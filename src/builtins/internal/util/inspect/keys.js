// Which properties of an object are shown, and its tag.
'use strict';

const engine = internalBinding('engine');
const isEnumerable = Object.prototype.propertyIsEnumerable;

function getKeys(value, showHidden) {
  if (showHidden) return Reflect.ownKeys(value);
  let keys;
  try {
    keys = Object.keys(value);
  } catch (error) {
    // A module namespace with bindings that are not initialized yet.
    if (engine.classOf(value) !== 'Module') throw error;
    keys = Object.getOwnPropertyNames(value);
  }
  const symbols = Object.getOwnPropertySymbols(value);
  for (const symbol of symbols) {
    if (isEnumerable.call(value, symbol)) keys.push(symbol);
  }
  return keys;
}

function isArrayIndex(key) {
  const number = +key;
  return number >= 0 && number < 2 ** 32 - 1 && `${number}` === key;
}

// Keys that are no elements. Engines list the elements first, in order, so that the search can start behind them.
function getNonIndexKeys(value, showHidden) {
  if (engine.ownNonIndexKeys !== undefined) return engine.ownNonIndexKeys(value, !showHidden);
  const keys = getKeys(value, showHidden);
  let first = 0;
  if (typeof keys[value.length - 1] === 'string' && keys[value.length - 1] === `${value.length - 1}`) {
    first = value.length;
  }
  while (first < keys.length && typeof keys[first] === 'string' && isArrayIndex(keys[first])) first++;
  return keys.slice(first);
}

// The tag of an object, unless it is shown as a property anyway.
function getTag(ctx, value) {
  let tag;
  try {
    tag = value[Symbol.toStringTag];
  } catch {
    return '';
  }
  if (typeof tag !== 'string' || tag === '') return '';
  const isShown = ctx.showHidden ? Object.hasOwn(value, Symbol.toStringTag) :
    isEnumerable.call(value, Symbol.toStringTag);
  return isShown ? '' : tag;
}

module.exports = { getKeys, getNonIndexKeys, getTag };
