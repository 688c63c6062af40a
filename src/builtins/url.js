// node:url. The WHATWG API is in `internal/url`, the legacy API (Url, parse, resolve) in `internal/url_legacy`; the
// latter is loaded when it is used.
'use strict';

const { codes } = require('internal/errors');
const { validateObject, validateString } = require('internal/validators');
const {
  URL, domainToASCII, domainToUnicode, fileURLToPath, fileURLToPathBuffer, isURLInstance, pathToFileURL,
  urlToHttpOptions,
} = require('internal/url');

const legacy = () => require('internal/url_legacy');

let parseWarned = false;

function parse(url, parseQueryString, slashesDenoteHost) {
  if (!parseWarned && !require('internal/util/call_sites').isInsideNodeModules()) {
    parseWarned = true;
    process.emitWarning(
      '`url.parse()` behavior is not standardized and prone to errors that have security implications. Use the ' +
      'WHATWG URL API instead. CVEs are not issued for `url.parse()` vulnerabilities.', 'DeprecationWarning', 'DEP0169');
  }
  return legacy().parse(url, parseQueryString, slashesDenoteHost);
}

function formatURL(url, options) {
  let { href } = url;
  let shown = { fragment: true, unicode: false, search: true, auth: true };
  if (options) {
    validateObject(options, 'options');
    for (const name of Object.keys(shown)) {
      if (options[name] != null) shown = { ...shown, [name]: Boolean(options[name]) };
    }
  }
  if (!shown.fragment || !shown.search || !shown.auth) {
    const copy = new URL(href);
    if (!shown.fragment) copy.hash = '';
    if (!shown.search) copy.search = '';
    if (!shown.auth) copy.username = copy.password = '';
    href = copy.href;
  }
  if (shown.unicode && url.hostname !== '') {
    const at = href.indexOf(url.hostname, shown.auth ? href.indexOf('@') + 1 : url.protocol.length);
    href = href.slice(0, at) + domainToUnicode(url.hostname) + href.slice(at + url.hostname.length);
  }
  return href;
}

function format(urlObject, options) {
  if (typeof urlObject === 'string') return parse(urlObject).format();
  if (typeof urlObject !== 'object' || urlObject === null) {
    throw new codes.ERR_INVALID_ARG_TYPE('urlObject', ['Object', 'string'], urlObject);
  }
  if (isURLInstance(urlObject)) return formatURL(urlObject, options);
  return legacy().Url.prototype.format.call(urlObject);
}

function resolve(source, relative) {
  return parse(source, false, true).resolve(relative);
}

function resolveObject(source, relative) {
  return source ? parse(source, false, true).resolveObject(relative) : relative;
}

module.exports = {
  get Url() {
    return legacy().Url;
  },
  parse,
  resolve,
  resolveObject,
  format,
  URL,
  get URLSearchParams() {
    return require('internal/url_search_params').URLSearchParams;
  },
  domainToASCII,
  domainToUnicode,
  pathToFileURL(path, options) {
    validateString(path, 'path');
    return pathToFileURL(path, options);
  },
  fileURLToPath,
  fileURLToPathBuffer,
  urlToHttpOptions,
};
