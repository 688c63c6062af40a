// Headers, and the list of names and values behind it.
//
// A name is kept as it was first written; it is found by its lower-case form. Values of one name are joined, but those
// of set-cookie stay apart.
'use strict';

const {
  checkCallback, checkCount, illegalInvocation, isObject, makeEnumerable, pairIterators, show, toByteString,
} = require('internal/fetch/webidl');

const kInspect = Symbol.for('nodejs.util.inspect.custom');
const NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const BAD_VALUE = /[\0\r\n]/;

class HeadersList {
  // Lower-case name -> { name, value }.
  map = new Map();
  cookies = [];
  #sorted;

  append(name, value) {
    this.#sorted = undefined;
    const lower = name.toLowerCase();
    const entry = this.map.get(lower);
    if (entry === undefined) this.map.set(lower, { name, value });
    else entry.value = `${entry.value}${lower === 'cookie' ? '; ' : ', '}${value}`;
    if (lower === 'set-cookie') this.cookies.push(value);
  }

  set(name, value) {
    this.#sorted = undefined;
    const lower = name.toLowerCase();
    if (lower === 'set-cookie') this.cookies = [value];
    this.map.set(lower, { name, value });
  }

  delete(name) {
    this.#sorted = undefined;
    const lower = name.toLowerCase();
    if (lower === 'set-cookie') this.cookies = [];
    this.map.delete(lower);
  }

  get(name) {
    return this.map.get(name.toLowerCase())?.value ?? null;
  }

  has(name) {
    return this.map.has(name.toLowerCase());
  }

  clear() {
    this.#sorted = undefined;
    this.map.clear();
    this.cookies = [];
  }

  copy() {
    const list = new HeadersList();
    for (const [lower, { name, value }] of this.map) list.map.set(lower, { name, value });
    list.cookies = [...this.cookies];
    return list;
  }

  // What iteration shows: lower-case names in order, cookies one by one.
  get sorted() {
    if (this.#sorted !== undefined) return this.#sorted;
    const result = [];
    for (const lower of [...this.map.keys()].sort()) {
      if (lower === 'set-cookie') for (const cookie of this.cookies) result.push([lower, cookie]);
      else result.push([lower, this.map.get(lower).value]);
    }
    return this.#sorted = result;
  }

  // Pairs with the names as they were written, for what goes over the wire.
  get raw() {
    const result = [];
    for (const [lower, { name, value }] of this.map) {
      if (lower === 'set-cookie') for (const cookie of this.cookies) result.push([name, cookie]);
      else result.push([name, value]);
    }
    return result;
  }
}

function normalize(value) {
  return value.replace(/^[\t\n\r ]+|[\t\n\r ]+$/g, '');
}

function invalid(prefix, value, what) {
  return new TypeError(`${prefix}: "${value}" is an invalid header ${what}.`);
}

let listOf;
let guardOf;
// The Headers of a request or response: `guard` is 'none', 'request' or 'immutable'.
let headersOf;
const kNoList = Symbol('no list');

class Headers {
  #list;
  #guard = 'none';

  static {
    listOf = (headers) => {
      if (!isObject(headers) || !(#list in headers)) throw illegalInvocation();
      return headers.#list;
    };
    guardOf = (headers) => headers.#guard;
    headersOf = (list, guard) => {
      const headers = new Headers(kNoList);
      headers.#list = list;
      headers.#guard = guard;
      return headers;
    };
  }

  constructor(init = undefined) {
    if (init === kNoList) return;
    this.#list = new HeadersList();
    if (init !== undefined) fill(this.#list, init);
  }

  append(name, value) {
    const list = listOf(this);
    checkCount(arguments, 2, 'Headers.append');
    name = toByteString(name, 'Headers.append', 'name');
    value = toByteString(value, 'Headers.append', 'value');
    append(list, name, value, this.#guard);
  }

  delete(name) {
    const list = listOf(this);
    checkCount(arguments, 1, 'Headers.delete');
    name = toByteString(name, 'Headers.delete', 'name');
    if (!NAME.test(name)) throw invalid('Headers.delete', name, 'name');
    if (this.#guard === 'immutable') throw new TypeError('immutable');
    list.delete(name);
  }

  get(name) {
    const list = listOf(this);
    checkCount(arguments, 1, 'Headers.get');
    name = toByteString(name, 'Headers.get', 'name');
    if (!NAME.test(name)) throw invalid('Headers.get', name, 'name');
    return list.get(name);
  }

  has(name) {
    const list = listOf(this);
    checkCount(arguments, 1, 'Headers.has');
    name = toByteString(name, 'Headers.has', 'name');
    if (!NAME.test(name)) throw invalid('Headers.has', name, 'name');
    return list.has(name);
  }

  set(name, value) {
    const list = listOf(this);
    checkCount(arguments, 2, 'Headers.set');
    name = toByteString(name, 'Headers.set', 'name');
    value = normalize(toByteString(value, 'Headers.set', 'value'));
    if (!NAME.test(name)) throw invalid('Headers.set', name, 'name');
    if (BAD_VALUE.test(value)) throw invalid('Headers.set', value, 'value');
    if (this.#guard === 'immutable') throw new TypeError('immutable');
    list.set(name, value);
  }

  getSetCookie() {
    return [...listOf(this).cookies];
  }

  keys() {
    listOf(this);
    return iterate(this, (entry) => entry[0]);
  }

  values() {
    listOf(this);
    return iterate(this, (entry) => entry[1]);
  }

  entries() {
    listOf(this);
    return iterate(this, (entry) => [entry[0], entry[1]]);
  }

  forEach(callback, thisArg = undefined) {
    listOf(this);
    checkCount(arguments, 1, 'Headers.forEach');
    checkCallback(callback, 'Headers');
    for (const [name, value] of this) callback.call(thisArg, value, name, this);
  }

  [kInspect](depth, options) {
    options.depth ??= depth;
    const shown = {};
    for (const { name, value } of this.#list.map.values()) shown[name] = value;
    return `Headers ${require('internal/util/inspect').formatWithOptions(options, shown)}`;
  }
}
makeEnumerable(Headers.prototype, 'Headers', [
  'append', 'delete', 'get', 'has', 'set', 'getSetCookie', 'keys', 'values', 'entries', 'forEach']);
Object.defineProperty(Headers.prototype, Symbol.iterator, {
  __proto__: null, value: Headers.prototype.entries, writable: true, configurable: true,
});

const iterate = pairIterators('Headers', (headers, index) => listOf(headers).sorted[index]);

function append(list, name, value, guard) {
  value = normalize(value);
  if (!NAME.test(name)) throw invalid('Headers.append', name, 'name');
  if (BAD_VALUE.test(value)) throw invalid('Headers.append', value, 'value');
  if (guard === 'immutable') throw new TypeError('immutable');
  list.append(name, value);
}

const PREFIX = 'Headers constructor';

// The pairs of a sequence of sequences.
function pairsOf(init, method) {
  const pairs = [];
  let index = 0;
  for (const item of { [Symbol.iterator]: () => method.call(init) }) {
    const name = `init[${index++}]`;
    if (!isObject(item)) throw new TypeError(`${PREFIX}: ${name} (${show(item)}) is not iterable.`);
    if (typeof item[Symbol.iterator] !== 'function') throw new TypeError(`${PREFIX}: ${name} is not iterable.`);
    pairs.push([...item].map((part, at) => toByteString(part, PREFIX, `${name}[${at}]`)));
  }
  return pairs;
}

function recordOf(init) {
  const pairs = [];
  const isProxy = require('internal/util/types').isProxy(init);
  for (const key of Reflect.ownKeys(init)) {
    if (isProxy && !Reflect.getOwnPropertyDescriptor(init, key)?.enumerable) continue;
    const name = toByteString(key, PREFIX, typeof key === 'symbol' ? `Key ${String(key)} in init` : key);
    pairs.push([name, toByteString(init[key], PREFIX, `init["${name}"]`)]);
  }
  return pairs;
}

// Fills a list from what a program gives as headers.
function fill(list, init) {
  if (!isObject(init)) {
    throw new TypeError(
      `${PREFIX}: Argument 1 could not be converted to one of: sequence<sequence<ByteString>>, ` +
      'record<ByteString, ByteString>.');
  }
  const method = init[Symbol.iterator];
  const pairs = typeof method === 'function' ? pairsOf(init, method) : recordOf(init);
  for (const pair of pairs) {
    if (pair.length !== 2) throw new TypeError(`${PREFIX}: expected name/value pair to be length 2, found ${pair.length}.`);
    append(list, pair[0], pair[1], 'none');
  }
}

module.exports = { Headers, HeadersList, NAME, fill, guardOf, headersOf, listOf };
