// util.MIMEType and util.MIMEParams, by https://mimesniff.spec.whatwg.org/.
'use strict';

const { codes } = require('internal/errors');

const NO_TOKEN = /[^!#$%&'*+\-.^_`|~A-Za-z0-9]/;
const NO_QUOTED = /[^\t\u0020-~\u0080-\u00FF]/;
const WHITESPACE = '[\\r\\n\\t ]';
const trimStart = (text) => text.replace(new RegExp(`^${WHITESPACE}+`), '');
const trimEnd = (text) => text.replace(new RegExp(`${WHITESPACE}+$`), '');
const toLower = (text) => text.replace(/[A-Z]+/g, (part) => part.toLowerCase());

// Type and subtype, and where they end; undefined, or an error, when the text is none.
function parse(text, isThrowing) {
  const wrong = (production, part) => {
    if (isThrowing) throw new codes.ERR_INVALID_MIME_SYNTAX(production, text, part.search(NO_TOKEN));
  };
  const start = text.length - trimStart(text).length;
  const slash = text.indexOf('/', start);
  const type = slash === -1 ? text.slice(start) : text.slice(start, slash);
  if (type === '' || NO_TOKEN.test(type) || slash === -1) return wrong('type', type);
  const semicolon = text.indexOf(';', slash + 1);
  const subtype = trimEnd(text.slice(slash + 1, semicolon === -1 ? undefined : semicolon));
  if (subtype === '' || NO_TOKEN.test(subtype)) return wrong('subtype', subtype);
  return { type: toLower(type), subtype: toLower(subtype), rest: semicolon === -1 ? '' : text.slice(semicolon + 1) };
}

// The value between quotes at the start of `text`, and how much of it that takes.
function quotedValue(text) {
  let value = '';
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '"') return { value, length: i + 1 };
    if (text[i] === '\\' && i + 1 < text.length) i++;
    value += text[i];
  }
  return { value, length: text.length };
}

function readParameters(text, parameters) {
  let rest = trimEnd(text);
  while (rest !== '') {
    rest = trimStart(rest);
    const end = rest.search(/[;=]/);
    if (end === -1) return;
    const name = toLower(rest.slice(0, end));
    const hasValue = rest[end] === '=';
    rest = rest.slice(end + 1);
    if (!hasValue) continue;
    if (rest === '') return;
    let value;
    if (rest[0] === '"') {
      const quoted = quotedValue(rest.slice(1));
      ({ value } = quoted);
      rest = rest.slice(1 + quoted.length);
    }
    const semicolon = rest.indexOf(';');
    const plain = semicolon === -1 ? rest : rest.slice(0, semicolon);
    rest = semicolon === -1 ? '' : rest.slice(semicolon + 1);
    if (value === undefined) {
      value = trimEnd(plain);
      if (value === '') continue;
    }
    if (name !== '' && !NO_TOKEN.test(name) && !NO_QUOTED.test(value) && !parameters.has(name)) parameters.set(name, value);
  }
}

function encode(value) {
  if (value !== '' && !NO_TOKEN.test(value)) return value;
  return `"${value.replace(/["\\]/g, '\\$&')}"`;
}

class MIMEParams {
  #map = new Map();

  static from(text) {
    const parameters = new MIMEParams();
    readParameters(text, parameters.#map);
    return parameters;
  }

  delete(name) {
    this.#map.delete(toLower(`${name}`));
  }

  get(name) {
    return this.#map.get(toLower(`${name}`)) ?? null;
  }

  has(name) {
    return this.#map.has(toLower(`${name}`));
  }

  set(name, value) {
    name = toLower(`${name}`);
    value = `${value}`;
    if (name === '' || NO_TOKEN.test(name)) {
      throw new codes.ERR_INVALID_MIME_SYNTAX('parameter name', name, name.search(NO_TOKEN));
    }
    if (NO_QUOTED.test(value)) {
      throw new codes.ERR_INVALID_MIME_SYNTAX('parameter value', value, value.search(NO_QUOTED));
    }
    this.#map.set(name, value);
  }

  * entries() {
    yield* this.#map.entries();
  }

  * keys() {
    yield* this.#map.keys();
  }

  * values() {
    yield* this.#map.values();
  }

  toString() {
    return [...this.#map].map(([name, value]) => `${name}=${encode(value)}`).join(';');
  }
}
const { from } = MIMEParams;
delete MIMEParams.from;

function hidden(prototype, name, value) {
  Object.defineProperty(prototype, name, { __proto__: null, value, writable: true, configurable: true });
}
hidden(MIMEParams.prototype, Symbol.iterator, MIMEParams.prototype.entries);
hidden(MIMEParams.prototype, 'toJSON', MIMEParams.prototype.toString);

class MIMEType {
  #type;
  #subtype;
  #parameters;

  constructor(input) {
    const { type, subtype, rest } = parse(`${input}`, true);
    this.#type = type;
    this.#subtype = subtype;
    this.#parameters = from(rest);
  }

  static parse(input) {
    return parse(`${input}`, false) === undefined ? null : new MIMEType(input);
  }

  get type() {
    return this.#type;
  }

  set type(value) {
    value = `${value}`;
    if (value === '' || NO_TOKEN.test(value)) {
      throw new codes.ERR_INVALID_MIME_SYNTAX('type', value, value.search(NO_TOKEN));
    }
    this.#type = toLower(value);
  }

  get subtype() {
    return this.#subtype;
  }

  set subtype(value) {
    value = `${value}`;
    if (value === '' || NO_TOKEN.test(value)) {
      throw new codes.ERR_INVALID_MIME_SYNTAX('subtype', value, value.search(NO_TOKEN));
    }
    this.#subtype = toLower(value);
  }

  get essence() {
    return `${this.#type}/${this.#subtype}`;
  }

  get params() {
    return this.#parameters;
  }

  toString() {
    const parameters = `${this.#parameters}`;
    return parameters === '' ? this.essence : `${this.essence};${parameters}`;
  }
}
hidden(MIMEType.prototype, 'toJSON', MIMEType.prototype.toString);

module.exports = { MIMEParams, MIMEType };
