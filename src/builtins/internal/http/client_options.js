// What http.request is asked to do: the forms of its arguments, and their checks.
'use strict';

const { codes } = require('internal/http/errors');
const { isToken } = require('internal/http/text');
const { validateBoolean, validateInteger, validateOneOf } = require('internal/validators');

// `(url, options)`, with the callback taken off: one object of options.
function readArguments(input, options, callback) {
  let base = null;
  if (typeof input === 'string') {
    const { URL, urlToHttpOptions } = require('internal/url');
    base = urlToHttpOptions(new URL(input));
  } else if (require('internal/url').isURL(input)) {
    base = require('internal/url').urlToHttpOptions(input);
  } else {
    callback = options;
    options = input;
  }
  if (typeof options === 'function') {
    callback = options;
    options = base || { __proto__: null };
  } else {
    options = Object.assign(base || { __proto__: null }, options);
  }
  return { options, callback };
}

function validHost(host, name) {
  if (host !== null && host !== undefined && typeof host !== 'string') {
    throw new codes.ERR_INVALID_ARG_TYPE(`options.${name}`, ['string', 'undefined', 'null'], host);
  }
  return host;
}

function checkPath(path) {
  if (path && /[^\u0021-\u00ff]/.test(String(path))) throw new codes.ERR_UNESCAPED_CHARACTERS('Request path');
}

function methodOf(options) {
  const { method } = options;
  if (method !== null && method !== undefined && typeof method !== 'string') {
    throw new codes.ERR_INVALID_ARG_TYPE('options.method', 'string', method);
  }
  if (!method) return 'GET';
  if (!isToken(method)) throw new codes.ERR_INVALID_HTTP_TOKEN('Method', method);
  return method.toUpperCase();
}

// The agent to use: one of the options, the one that is for all, or `null` for none.
function agentOf(request, options) {
  let { agent } = options;
  const byDefault = options._defaultAgent || require('internal/http/agent').globalAgent;
  if (agent === false) {
    agent = new byDefault.constructor();
  } else if (agent === null || agent === undefined) {
    if (typeof options.createConnection !== 'function') agent = byDefault;
    else agent = undefined;
  } else if (typeof agent.addRequest !== 'function') {
    throw new codes.ERR_INVALID_ARG_TYPE('options.agent', ['Agent-like Object', 'undefined', 'false'], agent);
  }
  return { agent, byDefault };
}

// Options that are only kept; they become properties of the request.
function storeParserOptions(request, options) {
  if (options.maxHeaderSize !== undefined) validateInteger(options.maxHeaderSize, 'maxHeaderSize', 0);
  request.maxHeaderSize = options.maxHeaderSize;
  if (options.insecureHTTPParser !== undefined) {
    validateBoolean(options.insecureHTTPParser, 'options.insecureHTTPParser');
  }
  request.insecureHTTPParser = options.insecureHTTPParser;
  if (options.httpValidation !== undefined) {
    validateOneOf(options.httpValidation, 'options.httpValidation', ['strict', 'relaxed', 'insecure']);
  }
  request.httpValidation = options.httpValidation;
  if (options.joinDuplicateHeaders !== undefined) {
    validateBoolean(options.joinDuplicateHeaders, 'options.joinDuplicateHeaders');
  }
  request.joinDuplicateHeaders = options.joinDuplicateHeaders;
}

// What stands in `Host`: IPv6 addresses in brackets, the port unless everybody knows it.
function hostHeader(host, port, defaultPort) {
  let header = host;
  const colon = header.indexOf(':');
  if (colon !== -1 && header.includes(':', colon + 1) && header.charCodeAt(0) !== 91) header = `[${header}]`;
  if (port && +port !== defaultPort) header += `:${port}`;
  return header;
}

function checkTimeout(value) {
  return require('internal/http/client_timeouts').validTimeout(value, 'timeout');
}

function checkProtocol(options, agent, byDefault) {
  const protocol = options.protocol || byDefault.protocol;
  let expected = byDefault.protocol;
  if (agent?.protocol) expected = agent.protocol;
  if (protocol !== expected) throw new codes.ERR_INVALID_PROTOCOL(protocol, expected);
  return protocol;
}

module.exports = {
  agentOf, checkPath, checkProtocol, checkTimeout, hostHeader, methodOf, readArguments, storeParserOptions,
  validHost,
};
