// The legacy URL API: Url objects, made by `parse`, with `format` and `resolve`.
//
// It follows no standard but its own history; programs depend on each oddity, so nothing here may be tidied that shows.
// Neighbour: `url`, `internal/url_legacy_resolve`.
'use strict';

const { codes } = require('internal/errors');
const { validateString } = require('internal/validators');
const { encodeStr } = require('internal/querystring');

const AUTH_UNESCAPED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!'()*-._~:";
const MAX_HOSTNAME = 255;
// Never escaped; never with a host.
const isScript = (protocol) => protocol === 'javascript' || protocol === 'javascript:';
const SLASHED = new Set(['http', 'https', 'ftp', 'gopher', 'file', 'ws', 'wss'].flatMap((name) => [name, `${name}:`]));

// What can come into a host by way of IDNA and would be read as something else there.
// eslint-disable-next-line no-control-regex
const FORBIDDEN_IN_HOST = /[\0\t\n\r #%/:<>?@[\\\]^|]/;
// eslint-disable-next-line no-control-regex
const FORBIDDEN_IN_IPV6 = /[\0\t\n\r #%/<>?@\\^|]/;

function Url() {
  this.protocol = null;
  this.slashes = null;
  this.auth = null;
  this.host = null;
  this.port = null;
  this.hostname = null;
  this.hash = null;
  this.search = null;
  this.query = null;
  this.pathname = null;
  this.path = null;
  this.href = null;
}

function parse(url, parseQueryString, slashesDenoteHost) {
  if (url instanceof Url) return url;
  const parsed = new Url();
  parsed.parse(url, parseQueryString, slashesDenoteHost);
  return parsed;
}

function isIpv6(hostname) {
  return hostname[0] === '[' && hostname[hostname.length - 1] === ']';
}

// White space around the text goes; backslashes before the query become slashes.
function normalizeText(url) {
  // eslint-disable-next-line no-control-regex
  const text = url.replace(/^[\0-\x20\u00A0\uFEFF]+|[\0-\x20\u00A0\uFEFF]+$/g, '');
  const end = text.search(/[?#]/);
  const before = end === -1 ? text : text.slice(0, end);
  return before.replaceAll('\\', '/') + (end === -1 ? '' : text.slice(end));
}

function parseQuery(text) {
  return require('querystring').parse(text);
}

// A path with perhaps a query: the common case of request URLs.
function parseSimplePath(self, rest, parseQueryString) {
  const match = /^(\/\/?(?!\/)[^?\s]*)(\?[^\s]*)?$/.exec(rest);
  if (match === null) return false;
  self.path = rest;
  self.href = rest;
  self.pathname = match[1];
  if (match[2]) {
    self.search = match[2];
    self.query = match[2].slice(1);
    if (parseQueryString) self.query = parseQuery(self.query);
  } else if (parseQueryString) {
    self.search = null;
    self.query = { __proto__: null };
  }
  return true;
}

// Where the host ends in the text after "//", and where the last @ before that is; tabs and line breaks are dropped.
function findHost(rest) {
  const slash = rest.search(/[/?#]/);
  let host = (slash === -1 ? rest : rest.slice(0, slash)).replace(/[\t\n\r]/g, '');
  const tail = slash === -1 ? '' : rest.slice(slash);
  const at = host.lastIndexOf('@');
  const auth = at === -1 ? undefined : host.slice(0, at);
  host = host.slice(at + 1);
  const end = host.search(/[ "%';<>\\^`{|}]/);
  return end === -1 ? { auth, host, rest: tail } : { auth, host: host.slice(0, end), rest: host.slice(end) + tail };
}

// Sets auth, host, hostname and port; returns the text after the host.
function parseAuthority(self, text, url) {
  const found = findHost(text);
  let { rest } = found;
  if (found.auth !== undefined) self.auth = decodeURIComponent(found.auth);
  self.host = found.host;
  self.parseHost();
  if (typeof self.hostname !== 'string') self.hostname = '';
  const ipv6 = isIpv6(self.hostname);
  if (!ipv6) {
    const bad = self.hostname.search(/[/\\#?:]/);
    if (bad !== -1) {
      // A colon that is left begins a port that is no number.
      if (self.hostname[bad] === ':') throw new codes.ERR_INVALID_ARG_VALUE('url', 'Invalid port in url', url);
      rest = `/${self.hostname.slice(bad)}${rest}`;
      self.hostname = self.hostname.slice(0, bad);
    }
  }
  self.hostname = self.hostname.length > MAX_HOSTNAME ? '' : self.hostname.toLowerCase();
  if (self.hostname !== '') {
    if (!ipv6) {
      // eslint-disable-next-line no-control-regex
      if (/[^\0-\x7F]/.test(self.hostname)) self.hostname = internalBinding('url').domainToASCII(self.hostname);
      if (self.hostname === '') throw new codes.ERR_INVALID_URL(url);
    }
    if ((ipv6 ? FORBIDDEN_IN_IPV6 : FORBIDDEN_IN_HOST).test(self.hostname)) throw new codes.ERR_INVALID_URL(url);
  }
  self.host = self.hostname + (self.port ? `:${self.port}` : '');
  if (ipv6) {
    self.hostname = self.hostname.slice(1, -1);
    if (rest[0] !== '/') rest = `/${rest}`;
  }
  return rest;
}

function parsePathAndQuery(self, rest, protocol, parseQueryString) {
  const hashAt = rest.indexOf('#');
  if (hashAt !== -1) {
    self.hash = rest.slice(hashAt);
    rest = rest.slice(0, hashAt);
  }
  const queryAt = rest.indexOf('?');
  if (queryAt !== -1) {
    self.search = rest.slice(queryAt);
    self.query = rest.slice(queryAt + 1);
    if (parseQueryString) self.query = parseQuery(self.query);
    rest = rest.slice(0, queryAt);
  } else if (parseQueryString) {
    self.search = null;
    self.query = { __proto__: null };
  }
  if (rest.length > 0) self.pathname = rest;
  if (SLASHED.has(protocol) && self.hostname && !self.pathname) self.pathname = '/';
  if (self.pathname || self.search) self.path = (self.pathname || '') + (self.search || '');
}

Url.prototype.parse = function(url, parseQueryString, slashesDenoteHost) {
  validateString(url, 'url');
  let rest = normalizeText(url);
  const beforeQuery = /^[^?#]*/.exec(rest)[0];
  if (!slashesDenoteHost && !rest.includes('#') && !beforeQuery.includes('@') &&
      parseSimplePath(this, rest, parseQueryString)) {
    return this;
  }

  const scheme = /^[a-z0-9.+-]+:/i.exec(rest)?.[0];
  const protocol = scheme?.toLowerCase();
  if (scheme !== undefined) {
    this.protocol = protocol;
    rest = rest.slice(scheme.length);
  }
  const script = isScript(protocol);
  let slashes;
  // "user@server" after two slashes is a host, whatever the caller says.
  if (slashesDenoteHost || scheme || /^\/\/[^@/]+@[^@/]+/.test(rest)) {
    slashes = rest.startsWith('//');
    if (slashes && !script) {
      rest = rest.slice(2);
      this.slashes = true;
    }
  }
  if (!script && (slashes || (scheme && !SLASHED.has(scheme)))) rest = parseAuthority(this, rest, url);
  if (!script) {
    rest = rest.replace(/[\t\n\r "'<>\\^`{|}]/g, (c) => (c === "'" ? '%27' : encodeURIComponent(c)));
  }
  parsePathAndQuery(this, rest, protocol, parseQueryString);
  this.href = this.format();
  return this;
};

Url.prototype.format = function() {
  const auth = this.auth ? `${encodeStr(this.auth, AUTH_UNESCAPED)}@` : '';
  let protocol = this.protocol || '';
  if (protocol && !protocol.endsWith(':')) protocol += ':';
  let pathname = this.pathname || '';
  let hash = this.hash || '';
  let host = '';
  if (this.host) {
    host = auth + this.host;
  } else if (this.hostname) {
    host = auth + (this.hostname.includes(':') && !isIpv6(this.hostname) ? `[${this.hostname}]` : this.hostname);
    if (this.port) host += `:${this.port}`;
  }
  let query = '';
  if (this.query !== null && typeof this.query === 'object') query = require('querystring').stringify(this.query);
  let search = this.search || (query && `?${query}`) || '';

  pathname = pathname.replace(/[#?]/g, encodeURIComponent);
  // Some schemes have slashes even without a host; any may have been given them.
  if (this.slashes || SLASHED.has(protocol)) {
    if (this.slashes || host) {
      if (pathname && pathname[0] !== '/') pathname = `/${pathname}`;
      host = `//${host}`;
    } else if (protocol.startsWith('file')) {
      host = '//';
    }
  }
  search = search.replaceAll('#', '%23');
  if (hash && hash[0] !== '#') hash = `#${hash}`;
  if (search && search[0] !== '?') search = `?${search}`;
  return protocol + host + pathname + search + hash;
};

Url.prototype.resolve = function(relative) {
  return this.resolveObject(parse(relative, false, true)).format();
};

Url.prototype.resolveObject = function(relative) {
  if (typeof relative === 'string') relative = new Url().parse(relative, false, true);
  const { resolveObject } = require('internal/url_legacy_resolve');
  return resolveObject(Object.assign(new Url(), this), relative, SLASHED, isScript);
};

Url.prototype.parseHost = function() {
  let { host } = this;
  const port = /:[0-9]*$/.exec(host)?.[0];
  if (port !== undefined) {
    if (port !== ':') this.port = port.slice(1);
    host = host.slice(0, host.length - port.length);
  }
  if (host) this.hostname = host;
};

module.exports = { Url, parse };
