// The WHATWG URL class and the functions between URLs and file paths.
//
// A URL is its href; where the parts lie in it is asked of the native parser when a part is first read. Offsets:
// [schemeEnd, usernameStart, usernameEnd, hostStart, hostEnd, pathStart, pathEnd, queryEnd].
// Neighbours: `internal/url_search_params`, `url` (the module, with the legacy API).
'use strict';

const binding = internalBinding('url');
const { codes } = require('internal/errors');
const { kValidateObjectAllowObjects, validateObject } = require('internal/validators');

const kInspect = Symbol.for('nodejs.util.inspect.custom');
const ACTIONS = {
  protocol: 0, host: 1, hostname: 2, port: 3, username: 4, password: 5, pathname: 6, search: 7, hash: 8,
};
// As the base: the input is an href that the parser made.
const kParsed = Symbol('parsed');
// Schemes whose URLs have an origin; also what the parser calls special, with file.
const TUPLE_SCHEMES = ['http:', 'https:', 'ws:', 'wss:', 'ftp:'];

const searchParamsModule = () => require('internal/url_search_params');

// The native parser leaves "^" in paths as it is; the standard has it escaped since 2023.
function settle(href) {
  if (href === undefined || !href.includes('^')) return href;
  const parts = binding.components(href);
  const path = href.slice(parts[5], parts[6]);
  if (path[0] !== '/') return href;
  return href.slice(0, parts[5]) + path.replaceAll('^', '%5E') + href.slice(parts[6]);
}

function parse(input, base) {
  return settle(binding.parse(input, base));
}

function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new URIError('URI malformed');
  }
}

let isURLInstance;
let fromHref;

class URL {
  #href;
  #parts;
  #searchParams;
  // The params have changed since the href was made.
  #stale = false;

  static {
    isURLInstance = (value) => typeof value === 'object' && value !== null && #href in value;
    fromHref = (href) => new URL(href, kParsed);
  }

  constructor(input, base = undefined) {
    if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS('url');
    if (base === kParsed) {
      this.#href = input;
      return;
    }
    input = `${input}`;
    if (base !== undefined) base = `${base}`;
    const href = parse(input, base);
    if (href === undefined) throw new codes.ERR_INVALID_URL(input, base);
    this.#href = href;
  }

  static parse(input, base = undefined) {
    if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS('url');
    const href = parse(`${input}`, base === undefined ? undefined : `${base}`);
    return href === undefined ? null : fromHref(href);
  }

  static canParse(url, base = undefined) {
    if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS('url');
    return parse(`${url}`, base === undefined ? undefined : `${base}`) !== undefined;
  }

  static createObjectURL(obj) {
    return require('internal/blob_urls').createObjectURL(obj);
  }

  static revokeObjectURL(url) {
    if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS('url');
    require('internal/blob_urls').revokeObjectURL(url);
  }

  // Part of the href between two offsets, by their places in the table above; -1 stands for start or end.
  #slice(from, to) {
    const parts = this.#parts ??= binding.components(this.#href);
    return this.#href.slice(from === -1 ? 0 : parts[from], to === -1 ? undefined : parts[to]);
  }

  #setHref(href) {
    this.#href = href;
    this.#parts = undefined;
  }

  #update(part, value) {
    this.#flush();
    const href = settle(binding.update(this.#href, ACTIONS[part], value));
    if (href !== undefined) this.#setHref(href);
  }

  // Takes over what has changed in the params.
  #flush() {
    if (!this.#stale) return;
    this.#stale = false;
    const text = this.#searchParams.toString();
    this.#setHref(binding.update(this.#href, ACTIONS.search, text === '' ? '' : `?${text}`) ?? this.#href);
  }

  #refreshParams() {
    this.#stale = false;
    if (this.#searchParams !== undefined) searchParamsModule().replaceAll(this.#searchParams, this.search);
  }

  toString() {
    this.#flush();
    return this.#href;
  }

  toJSON() {
    this.#flush();
    return this.#href;
  }

  get href() {
    this.#flush();
    return this.#href;
  }
  set href(value) {
    value = `${value}`;
    const href = parse(value, undefined);
    if (href === undefined) throw new codes.ERR_INVALID_URL(value);
    this.#setHref(href);
    this.#refreshParams();
  }

  get origin() {
    const { protocol } = this;
    if (TUPLE_SCHEMES.includes(protocol)) return `${protocol}//${this.host}`;
    if (protocol === 'blob:') {
      const inner = URL.parse(this.pathname);
      if (inner?.protocol === 'http:' || inner?.protocol === 'https:') return inner.origin;
    }
    return 'null';
  }

  get protocol() { return `${this.#slice(-1, 0)}:`; }
  set protocol(value) {
    value = `${value}`;
    // The native setter refuses what the standard allows: to make a file URL of another one with a host.
    const bare = this.#slice(1, 3) === '' && this.port === '';
    if (bare && /^file(?::|$)/i.test(value) && TUPLE_SCHEMES.includes(this.protocol)) {
      this.#flush();
      this.#setHref(parse(`file${this.#href.slice(this.protocol.length - 1)}`) ?? this.#href);
    } else {
      this.#update('protocol', value);
    }
  }

  get username() { return this.#slice(1, 2); }
  set username(value) { this.#update('username', `${value}`); }

  get password() {
    // ":secret@", or nothing.
    return this.#slice(2, 3).slice(1, -1);
  }
  set password(value) { this.#update('password', `${value}`); }

  get host() {
    const { port } = this;
    return port === '' ? this.hostname : `${this.hostname}:${port}`;
  }
  set host(value) { this.#update('host', `${value}`); }

  get hostname() { return this.#slice(3, 4); }
  set hostname(value) { this.#update('hostname', `${value}`); }

  get port() {
    // Between host and path may also be "/.", which keeps a path from looking like a host.
    const text = this.#slice(4, 5);
    return text[0] === ':' ? text.slice(1) : '';
  }
  set port(value) { this.#update('port', `${value}`); }

  get pathname() { return this.#slice(5, 6); }
  set pathname(value) { this.#update('pathname', `${value}`); }

  get search() {
    this.#flush();
    const text = this.#slice(6, 7);
    return text.length > 1 ? text : '';
  }
  set search(value) {
    this.#update('search', `${value}`.toWellFormed());
    this.#refreshParams();
  }

  get searchParams() {
    if (this.#searchParams === undefined) {
      const { URLSearchParams, setOwner } = searchParamsModule();
      this.#searchParams = new URLSearchParams(this.search);
      setOwner(this.#searchParams, () => { this.#stale = true; });
    }
    return this.#searchParams;
  }

  get hash() {
    const text = this.#slice(7, -1);
    return text.length > 1 ? text : '';
  }
  set hash(value) { this.#update('hash', `${value}`); }

  [kInspect](depth, options) {
    if (typeof depth === 'number' && depth < 0) return this;
    const constructor = this.constructor ?? URL;
    const shown = { __proto__: { constructor } };
    for (const name of SHOWN) shown[name] = this[name];
    return `${constructor.name} ${require('internal/util/inspect').inspect(shown, options)}`;
  }
}

const SHOWN = ['href', 'origin', 'protocol', 'username', 'password', 'host', 'hostname', 'port', 'pathname', 'search',
  'searchParams', 'hash'];

for (const name of [...SHOWN, 'toString', 'toJSON']) {
  Object.defineProperty(URL.prototype, name, { __proto__: null, enumerable: true });
}
Object.defineProperty(URL.prototype, Symbol.toStringTag, { __proto__: null, configurable: true, value: 'URL' });
Object.defineProperties(URL, {
  canParse: { __proto__: null, enumerable: true },
  createObjectURL: { __proto__: null, enumerable: true },
  parse: { __proto__: null, enumerable: true },
  revokeObjectURL: { __proto__: null, enumerable: true },
});

// Also URLs of other implementations; a legacy Url has `auth` and `path`.
function isURL(value) {
  return Boolean(value?.href && value.protocol && value.auth === undefined && value.path === undefined);
}

function domainToASCII(domain) {
  if (arguments.length < 1) throw new codes.ERR_MISSING_ARGS('domain');
  domain = `${domain}`;
  // A host alone, with neither port nor user; what follows it is ignored.
  const host = /^[^/?#\\]*/.exec(domain)[0];
  if (host === '' || host.includes('@') || (host.includes(':') && !/^\[.*\]$/.test(host))) return '';
  return URL.parse(`ws://${domain}`)?.hostname ?? '';
}

function domainToUnicode(domain) {
  if (arguments.length < 1) throw new codes.ERR_MISSING_ARGS('domain');
  const hostname = domainToASCII(domain);
  return hostname.includes('xn--') ? binding.domainToUnicode(hostname) : hostname;
}

// The URL as the options of http.request.
function urlToHttpOptions(url) {
  validateObject(url, 'url', kValidateObjectAllowObjects);
  const { hostname, pathname, port, username, password, search } = url;
  const options = {
    __proto__: null,
    ...url,
    protocol: url.protocol,
    hostname: hostname && hostname[0] === '[' ? hostname.slice(1, -1) : hostname,
    hash: url.hash,
    search,
    pathname,
    path: `${pathname || ''}${search || ''}`,
    href: url.href,
  };
  if (port !== '') options.port = Number(port);
  if (username || password) options.auth = `${decode(username)}:${decode(password)}`;
  return options;
}

function fileURL(path) {
  if (typeof path === 'string') path = new URL(path);
  else if (!isURL(path)) throw new codes.ERR_INVALID_ARG_TYPE('path', ['string', 'URL'], path);
  if (path.protocol !== 'file:') throw new codes.ERR_INVALID_URL_SCHEME('file');
  return path;
}

function requireDriveLetter(letter, colon, url) {
  if (!/^[a-zA-Z]$/.test(letter) || colon !== ':') throw new codes.ERR_INVALID_FILE_URL_PATH('must be absolute', url);
}

function windowsPath(url) {
  if (/%2f|%5c/i.test(url.pathname)) {
    throw new codes.ERR_INVALID_FILE_URL_PATH('must not include encoded \\ or / characters', url);
  }
  const path = decode(url.pathname.replaceAll('/', '\\'));
  // A host makes it a UNC path.
  if (url.hostname !== '') return `\\\\${domainToUnicode(url.hostname)}${path}`;
  requireDriveLetter(path[1], path[2], url);
  return path.slice(1);
}

function posixPath(url) {
  if (url.hostname !== '') throw new codes.ERR_INVALID_FILE_URL_HOST(process.platform);
  if (/%2f/i.test(url.pathname)) {
    throw new codes.ERR_INVALID_FILE_URL_PATH('must not include encoded / characters', url);
  }
  return url.pathname.includes('%') ? decode(url.pathname) : url.pathname;
}

function wantsWindows(options) {
  return options?.windows ?? process.platform === 'win32';
}

function fileURLToPath(path, options = undefined) {
  const url = fileURL(path);
  return wantsWindows(options) ? windowsPath(url) : posixPath(url);
}

// The path as bytes: escapes that are no UTF-8 survive.
function fileURLToPathBuffer(path, options = undefined) {
  const url = fileURL(path);
  const windows = wantsWindows(options);
  const { Buffer } = require('buffer');
  const toBytes = (text) => Buffer.from(require('querystring').unescapeBuffer(text));
  if (!windows) {
    if (url.hostname !== '') throw new codes.ERR_INVALID_FILE_URL_HOST(process.platform);
    return toBytes(url.pathname);
  }
  const bytes = toBytes(url.pathname.replaceAll('/', '\\'));
  if (url.hostname !== '') return Buffer.concat([Buffer.from(`\\\\${domainToUnicode(url.hostname)}`), bytes]);
  requireDriveLetter(String.fromCharCode(bytes[1]), String.fromCharCode(bytes[2]), url);
  return bytes.subarray(1);
}

// Characters of a path that mean something else in a URL, or that Node escapes though a parser would not.
function escapePath(path, windows) {
  return path.replace(windows ? /[%\n\r\t?#[\]^|~]/g : /[%\\\n\r\t?#[\]^|~]/g,
                      (c) => (c === '~' ? '%7E' : encodeURIComponent(c)));
}

function pathToFileURL(filepath, options = undefined) {
  const windows = wantsWindows(options);
  const path = require('path');
  const isUNC = windows && filepath.startsWith('\\\\');
  let resolved = isUNC ? filepath : (windows ? path.win32 : path.posix).resolve(filepath);
  if (windows && resolved.startsWith('\\\\')) {
    const start = resolved.startsWith('\\\\?\\UNC\\') ? 8 : 2;
    const end = resolved.indexOf('\\', start);
    if (end === -1) throw new codes.ERR_INVALID_ARG_VALUE('path', resolved, 'Missing UNC resource path');
    if (end === 2) throw new codes.ERR_INVALID_ARG_VALUE('path', resolved, 'Empty UNC servername');
    const url = new URL(`file://${escapePath(resolved.slice(end), true)}`);
    url.hostname = resolved.slice(start, end);
    return url;
  }
  // `resolve` drops a final separator, but a URL needs it: it says that this is a directory.
  const last = filepath[filepath.length - 1];
  if ((last === '/' || (windows && last === '\\')) && resolved[resolved.length - 1] !== path.sep) resolved += '/';
  return new URL(`file://${windows ? '/' : ''}${escapePath(resolved, windows)}`);
}

function toPathIfFileURL(fileURLOrPath) {
  return isURL(fileURLOrPath) ? fileURLToPath(fileURLOrPath) : fileURLOrPath;
}

module.exports = {
  URL,
  domainToASCII,
  domainToUnicode,
  fileURLToPath,
  fileURLToPathBuffer,
  isURL,
  isURLInstance,
  pathToFileURL,
  toPathIfFileURL,
  urlToHttpOptions,
  get URLSearchParams() {
    return searchParamsModule().URLSearchParams;
  },
};
