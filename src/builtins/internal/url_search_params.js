// URLSearchParams, and the application/x-www-form-urlencoded format it reads and writes.
//
// The pairs lie flat in one array (name, value, name, value...), in order. Params that belong to a URL tell it of every
// change (`setOwner`); the URL takes the text when somebody asks for it. Neighbours: `internal/url`.
'use strict';

const { codes } = require('internal/errors');
const { validateFunction } = require('internal/validators');
const { encodeStr } = require('internal/querystring');

const kInspect = Symbol.for('nodejs.util.inspect.custom');
const IteratorPrototype = Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]()));
const UNESCAPED = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789*-._';

const toUSVString = (value) => `${value}`.toWellFormed();

function decodePart(text) {
  if (text.includes('+')) text = text.replaceAll('+', ' ');
  if (!/%[0-9a-fA-F]{2}/.test(text)) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return require('querystring').unescapeBuffer(text).toString();
  }
}

function parse(query) {
  const list = [];
  if (query[0] === '?') query = query.slice(1);
  for (const part of query.split('&')) {
    if (part === '') continue;
    const equals = part.indexOf('=');
    if (equals === -1) list.push(decodePart(part), '');
    else list.push(decodePart(part.slice(0, equals)), decodePart(part.slice(equals + 1)));
  }
  return list;
}

function serialize(list) {
  let text = '';
  for (let i = 0; i < list.length; i += 2) {
    text += `${i === 0 ? '' : '&'}${encodeStr(list[i], UNESCAPED, '+')}=${encodeStr(list[i + 1], UNESCAPED, '+')}`;
  }
  return text;
}

function pairsOfIterable(init) {
  const invalid = () => new codes.ERR_INVALID_TUPLE('Each query pair', '[name, value]');
  const list = [];
  for (const pair of init) {
    if (pair == null || (typeof pair !== 'object' && typeof pair !== 'function') ||
        typeof pair[Symbol.iterator] !== 'function') throw invalid();
    const entry = Array.isArray(pair) ? pair : [...pair];
    if (entry.length !== 2) throw invalid();
    list.push(toUSVString(entry[0]), toUSVString(entry[1]));
  }
  return list;
}

function pairsOfRecord(init) {
  const list = [];
  const places = new Map();
  for (const key of Reflect.ownKeys(init)) {
    if (!Object.getOwnPropertyDescriptor(init, key)?.enumerable) continue;
    const name = toUSVString(key);
    const value = toUSVString(init[key]);
    // Two keys may become the same name once lone surrogates are replaced: the later one wins.
    if (places.has(name)) list[places.get(name)] = value;
    else places.set(name, list.push(name, value) - 1);
  }
  return list;
}

let isURLSearchParams;
let listOf;
let setOwner;
let replaceAll;

class URLSearchParams {
  #list = [];
  #onChange;
  #text;

  static {
    isURLSearchParams = (value) => #list in value;
    listOf = (params) => params.#list;
    setOwner = (params, onChange) => { params.#onChange = onChange; };
    replaceAll = (params, query) => {
      params.#list = parse(query);
      params.#text = undefined;
    };
  }

  constructor(init = undefined) {
    if (init === undefined) return;
    if (init === null || (typeof init !== 'object' && typeof init !== 'function')) {
      this.#list = parse(toUSVString(init));
      return;
    }
    const method = init[Symbol.iterator];
    if (#list in init && method === this[Symbol.iterator]) {
      this.#list = init.#list.slice();
    } else if (method != null) {
      if (typeof method !== 'function') throw new codes.ERR_ARG_NOT_ITERABLE('Query pairs');
      this.#list = pairsOfIterable(init);
    } else {
      this.#list = pairsOfRecord(init);
    }
  }

  // The params themselves; throws on anything else, or if arguments are missing.
  static #of(value, given = 0, ...names) {
    if (typeof value !== 'object' || value === null || !(#list in value)) {
      throw new codes.ERR_INVALID_THIS('URLSearchParams');
    }
    if (given < names.length) throw new codes.ERR_MISSING_ARGS(...names);
    return value;
  }

  #changed() {
    this.#text = undefined;
    this.#onChange?.();
  }

  get size() {
    return URLSearchParams.#of(this).#list.length / 2;
  }

  append(name, value) {
    URLSearchParams.#of(this, arguments.length, 'name', 'value');
    this.#list.push(toUSVString(name), toUSVString(value));
    this.#changed();
  }

  delete(name, value = undefined) {
    URLSearchParams.#of(this, arguments.length, 'name');
    name = toUSVString(name);
    if (value !== undefined) value = toUSVString(value);
    this.#list = this.#filter((key, old) => key !== name || (value !== undefined && old !== value));
    this.#changed();
  }

  #filter(keep) {
    const kept = [];
    const list = this.#list;
    for (let i = 0; i < list.length; i += 2) {
      if (keep(list[i], list[i + 1], i)) kept.push(list[i], list[i + 1]);
    }
    return kept;
  }

  #find(name) {
    const list = this.#list;
    for (let i = 0; i < list.length; i += 2) if (list[i] === name) return i;
    return -1;
  }

  get(name) {
    URLSearchParams.#of(this, arguments.length, 'name');
    const at = this.#find(toUSVString(name));
    return at === -1 ? null : this.#list[at + 1];
  }

  getAll(name) {
    URLSearchParams.#of(this, arguments.length, 'name');
    name = toUSVString(name);
    return this.#list.filter((_, i, list) => i % 2 === 1 && list[i - 1] === name);
  }

  has(name, value = undefined) {
    URLSearchParams.#of(this, arguments.length, 'name');
    name = toUSVString(name);
    if (value === undefined) return this.#find(name) !== -1;
    value = toUSVString(value);
    return this.#list.some((entry, i, list) => i % 2 === 0 && entry === name && list[i + 1] === value);
  }

  set(name, value) {
    URLSearchParams.#of(this, arguments.length, 'name', 'value');
    name = toUSVString(name);
    value = toUSVString(value);
    const first = this.#find(name);
    if (first === -1) {
      this.#list.push(name, value);
    } else {
      this.#list = this.#filter((key, _, i) => key !== name || i === first);
      this.#list[first + 1] = value;
    }
    this.#changed();
  }

  sort() {
    const list = URLSearchParams.#of(this).#list;
    const order = [];
    for (let i = 0; i < list.length; i += 2) order.push(i);
    // By code units, pairs of one name in their old order.
    order.sort((a, b) => (list[a] < list[b] ? -1 : list[a] > list[b] ? 1 : a - b));
    this.#list = order.flatMap((i) => [list[i], list[i + 1]]);
    this.#changed();
  }

  entries() {
    return new URLSearchParamsIterator(URLSearchParams.#of(this), 'key+value');
  }

  forEach(callback, thisArg = undefined) {
    URLSearchParams.#of(this);
    validateFunction(callback, 'callback');
    for (let i = 0; i < this.#list.length; i += 2) {
      Reflect.apply(callback, thisArg, [this.#list[i + 1], this.#list[i], this]);
    }
  }

  keys() {
    return new URLSearchParamsIterator(URLSearchParams.#of(this), 'key');
  }

  values() {
    return new URLSearchParamsIterator(URLSearchParams.#of(this), 'value');
  }

  toString() {
    return URLSearchParams.#of(this).#text ??= serialize(this.#list);
  }

  [kInspect](recurseTimes, context) {
    const list = URLSearchParams.#of(this).#list;
    if (typeof recurseTimes === 'number' && recurseTimes < 0) return context.stylize('[Object]', 'special');
    const { inspect } = require('internal/util/inspect');
    const options = { ...context };
    if (recurseTimes !== null) options.depth = recurseTimes - 1;
    const shown = [];
    for (let i = 0; i < list.length; i += 2) {
      shown.push(`${inspect(list[i], options)} => ${inspect(list[i + 1], options)}`);
    }
    const { name } = this.constructor;
    if (shown.length === 0) return `${name} {}`;
    // eslint-disable-next-line no-control-regex
    const width = shown.join(', ').replace(/\u001b\[\d\d?m/g, '').length;
    return width > context.breakLength ? `${name} {\n  ${shown.join(',\n  ')} }` : `${name} { ${shown.join(', ')} }`;
  }
}

for (const name of Object.getOwnPropertyNames(URLSearchParams.prototype)) {
  if (name === 'constructor') continue;
  Object.defineProperty(URLSearchParams.prototype, name, { __proto__: null, enumerable: true });
}
Object.defineProperties(URLSearchParams.prototype, {
  [Symbol.toStringTag]: { __proto__: null, configurable: true, value: 'URLSearchParams' },
  [Symbol.iterator]: {
    __proto__: null, configurable: true, writable: true, value: URLSearchParams.prototype.entries,
  },
});

// Walks the live pairs: what is added during the walk is seen.
class URLSearchParamsIterator {
  #target;
  #kind;
  #index = 0;

  constructor(target, kind) {
    this.#target = target;
    this.#kind = kind;
  }

  #shown(list, i) {
    if (this.#kind === 'key') return list[i];
    return this.#kind === 'value' ? list[i + 1] : [list[i], list[i + 1]];
  }

  static #of(value) {
    if (typeof value !== 'object' || value === null || !(#target in value)) {
      throw new codes.ERR_INVALID_THIS('URLSearchParamsIterator');
    }
    return value;
  }

  next() {
    const list = listOf(URLSearchParamsIterator.#of(this).#target);
    const at = this.#index;
    if (at >= list.length) return { done: true, value: undefined };
    this.#index = at + 2;
    return { done: false, value: this.#shown(list, at) };
  }

  [kInspect](recurseTimes, context) {
    const list = listOf(URLSearchParamsIterator.#of(this).#target);
    if (typeof recurseTimes === 'number' && recurseTimes < 0) return context.stylize('[Object]', 'special');
    const { inspect } = require('internal/util/inspect');
    const options = { ...context };
    if (recurseTimes !== null) options.depth = recurseTimes - 1;
    const output = [];
    for (let i = this.#index; i < list.length; i += 2) output.push(this.#shown(list, i));
    const parts = output.map((part) => inspect(part, options));
    const text = inspect(output, options).includes('\n') ? `\n  ${parts.join(',\n  ')}` : ` ${parts.join(', ')}`;
    return `${this[Symbol.toStringTag]} {${text} }`;
  }
}
delete URLSearchParamsIterator.prototype.constructor;
Object.setPrototypeOf(URLSearchParamsIterator.prototype, IteratorPrototype);
Object.defineProperties(URLSearchParamsIterator.prototype, {
  [Symbol.toStringTag]: { __proto__: null, configurable: true, value: 'URLSearchParams Iterator' },
  next: { __proto__: null, enumerable: true },
});

module.exports = { URLSearchParams, isURLSearchParams, replaceAll, setOwner, toUSVString };
