// Request. Behind one is a plain object, the "request" of the Fetch Standard, which `fetch` works with.
'use strict';

const { addMethods, extract } = require('internal/fetch/body');
const { HeadersList, NAME, fill, headersOf } = require('internal/fetch/headers');
const {
  checkCount, checkDictionary, illegalInvocation, isObject, makeEnumerable, show, toByteString, toEnum, toUSVString,
} = require('internal/fetch/webidl');

const kInspect = Symbol.for('nodejs.util.inspect.custom');

const NORMALIZED = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'POST', 'PUT'];
const FORBIDDEN = ['CONNECT', 'TRACE', 'TRACK'];
const REFERRER_POLICIES = ['', 'no-referrer', 'no-referrer-when-downgrade', 'same-origin', 'origin', 'strict-origin',
                           'origin-when-cross-origin', 'strict-origin-when-cross-origin', 'unsafe-url'];

// Members of RequestInit that have a fixed set of values.
const ENUMS = {
  referrerPolicy: REFERRER_POLICIES,
  mode: ['navigate', 'same-origin', 'no-cors', 'cors'],
  credentials: ['omit', 'same-origin', 'include'],
  cache: ['default', 'no-store', 'reload', 'no-cache', 'force-cache', 'only-if-cached'],
  redirect: ['follow', 'manual', 'error'],
  duplex: ['half'],
  priority: ['high', 'low', 'auto'],
};
const PLAIN = ['body', 'headers', 'window', 'dispatcher'];

function newRequest(url) {
  return {
    method: 'GET',
    urlList: [url],
    headers: new HeadersList(),
    body: null,
    referrer: 'client',
    referrerPolicy: '',
    mode: 'cors',
    credentials: 'same-origin',
    cache: 'default',
    redirect: 'follow',
    integrity: '',
    keepalive: false,
    redirectCount: 0,
  };
}

const currentUrl = (request) => request.urlList[request.urlList.length - 1];

function copyOf(request) {
  return { ...request, urlList: [...request.urlList], headers: request.headers.copy(), redirectCount: 0 };
}

function parseUrl(text) {
  try {
    return new URL(text);
  } catch (cause) {
    throw new TypeError(`Failed to parse URL from ${text}`, { cause });
  }
}

// The members of RequestInit that are there, converted.
function convertInit(value) {
  const source = checkDictionary(value);
  const init = {};
  const take = (name, convert) => {
    const member = source[name];
    if (member !== undefined) init[name] = convert(member);
  };
  take('method', (member) => toByteString(member, 'undefined', 'undefined.method'));
  for (const name of PLAIN) take(name, (member) => member);
  take('referrer', toUSVString);
  take('integrity', (member) => `${member}`);
  take('keepalive', Boolean);
  take('signal', (member) => {
    if (member === null || require('internal/abort_controller').isSignal(member)) return member;
    throw new TypeError(`RequestInit: Expected signal ("${show(member)}") to be an instance of AbortSignal.`);
  });
  for (const name in ENUMS) take(name, (member) => toEnum(member, ENUMS[name]));
  return init;
}

let patchWarned = false;

function toMethod(method) {
  if (!NAME.test(method)) throw new TypeError(`'${method}' is not a valid HTTP method.`);
  const upper = method.toUpperCase();
  if (FORBIDDEN.includes(upper)) throw new TypeError(`'${method}' HTTP method is unsupported.`);
  if (method === 'patch' && !patchWarned) {
    patchWarned = true;
    process.emitWarning(
      'Using `patch` is highly likely to result in a `405 Method Not Allowed`. `PATCH` is much more likely to succeed.',
      { code: 'UNDICI-FETCH-patch' });
  }
  return NORMALIZED.includes(upper) ? upper : method;
}

function toReferrer(referrer) {
  if (referrer === '') return 'no-referrer';
  let url;
  try {
    url = new URL(referrer);
  } catch (cause) {
    throw new TypeError(`Referrer "${referrer}" is not a valid URL.`, { cause });
  }
  return url.href === 'about:client' ? 'client' : url;
}

// Puts what `init` says into the request.
function applyInit(request, init) {
  if (Object.keys(init).length > 0) {
    request.referrer = 'client';
    request.referrerPolicy = '';
  }
  if (init.referrer !== undefined) request.referrer = toReferrer(init.referrer);
  if (init.referrerPolicy !== undefined) request.referrerPolicy = init.referrerPolicy;
  if (init.mode === 'navigate') throw new TypeError('Request constructor: invalid request mode navigate.');
  for (const name of ['mode', 'credentials', 'cache']) if (init[name] !== undefined) request[name] = init[name];
  if (request.cache === 'only-if-cached' && request.mode !== 'same-origin') {
    throw new TypeError("'only-if-cached' can be set only with 'same-origin' mode");
  }
  for (const name of ['redirect', 'integrity', 'keepalive', 'dispatcher']) {
    if (init[name] !== undefined) request[name] = init[name];
  }
  if (init.method !== undefined) request.method = toMethod(init.method);
}

// Gives the request its body: that of `init`, else that of the request it is made from.
function applyBody(request, init, inputBody) {
  const given = init.body ?? null;
  if ((given !== null || inputBody !== null) && (request.method === 'GET' || request.method === 'HEAD')) {
    throw new TypeError('Request with GET/HEAD method cannot have body.');
  }
  let body = null;
  if (given !== null) {
    const extracted = extract(given, 'undefined', 'undefined.body');
    body = extracted.body;
    if (extracted.type !== null && !request.headers.has('content-type')) {
      request.headers.append('content-type', extracted.type);
    }
  }
  const used = body ?? inputBody;
  if (used !== null && used.isStreamOnly) {
    if (body !== null && init.duplex === undefined) {
      throw new TypeError('RequestInit: duplex option is required when sending a body.');
    }
    if (request.mode !== 'same-origin' && request.mode !== 'cors') {
      throw new TypeError('If request is made from ReadableStream, mode should be "same-origin" or "cors"');
    }
  }
  if (body === null && inputBody !== null) {
    if (inputBody.isUnusable) {
      throw new TypeError('Cannot construct a Request with a Request object that has already been used.');
    }
    body = inputBody.move();
  }
  request.body = body;
}

let requestOf;
const kMake = Symbol('make');

class Request {
  #request;
  #headers;
  // The signal this one follows, and its own, made when it is asked for.
  #source = null;
  #signal;

  static {
    requestOf = (value) => (isObject(value) && #request in value ? value.#request : undefined);
  }

  static #check(value) {
    if (!isObject(value) || !(#request in value)) throw illegalInvocation();
    return value.#request;
  }

  constructor(input, init = undefined) {
    if (input === kMake) {
      this.#request = init.request;
      this.#source = init.signal;
      return;
    }
    checkCount(arguments, 1, 'Request constructor');
    const from = requestOf(input);
    const text = from === undefined ? toUSVString(input) : undefined;
    init = convertInit(init);
    let request;
    if (from === undefined) {
      const url = parseUrl(text);
      if (url.username !== '' || url.password !== '') {
        throw new TypeError(`Request cannot be constructed from a URL that includes credentials: ${text}`);
      }
      request = newRequest(url);
    } else {
      request = copyOf(from);
      request.body = null;
      request.urlList = [currentUrl(from)];
      this.#source = input.signal;
    }
    if (init.window !== undefined && init.window !== null) throw new TypeError("'window' option 'client' must be null");
    applyInit(request, init);
    if (init.signal !== undefined) this.#source = init.signal;
    if (init.headers !== undefined) {
      request.headers = new HeadersList();
      fill(request.headers, init.headers);
    }
    if (request.mode === 'no-cors' && !['GET', 'HEAD', 'POST'].includes(request.method)) {
      throw new TypeError(`'${request.method} is unsupported in no-cors mode.`);
    }
    applyBody(request, init, from === undefined ? null : from.body);
    this.#request = request;
  }

  get method() {
    return Request.#check(this).method;
  }

  get url() {
    return currentUrl(Request.#check(this)).href;
  }

  get headers() {
    const request = Request.#check(this);
    return this.#headers ??= headersOf(request.headers, 'request');
  }

  get destination() {
    Request.#check(this);
    return '';
  }

  get referrer() {
    const { referrer } = Request.#check(this);
    if (referrer === 'no-referrer') return '';
    return referrer === 'client' ? 'about:client' : referrer.toString();
  }

  get referrerPolicy() {
    return Request.#check(this).referrerPolicy;
  }

  get mode() {
    return Request.#check(this).mode;
  }

  get credentials() {
    return Request.#check(this).credentials;
  }

  get cache() {
    return Request.#check(this).cache;
  }

  get redirect() {
    return Request.#check(this).redirect;
  }

  get integrity() {
    return Request.#check(this).integrity;
  }

  get keepalive() {
    return Request.#check(this).keepalive;
  }

  get isReloadNavigation() {
    Request.#check(this);
    return false;
  }

  get isHistoryNavigation() {
    Request.#check(this);
    return false;
  }

  get signal() {
    Request.#check(this);
    if (this.#signal === undefined) {
      const { AbortController, AbortSignal } = require('internal/abort_controller');
      this.#signal = this.#source === null ? new AbortController().signal : AbortSignal.any([this.#source]);
    }
    return this.#signal;
  }

  get body() {
    const { body } = Request.#check(this);
    return body === null ? null : body.stream;
  }

  get bodyUsed() {
    const { body } = Request.#check(this);
    return body !== null && body.isDisturbed;
  }

  get duplex() {
    Request.#check(this);
    return 'half';
  }

  clone() {
    const request = Request.#check(this);
    if (request.body?.isUnusable) throw new TypeError('unusable');
    const copy = copyOf(request);
    if (request.body !== null) copy.body = request.body.clone();
    return new Request(kMake, { request: copy, signal: this.signal });
  }

  // The signal that `fetch` listens to: none if there is no source.
  static sourceSignal(request) {
    return request.#source;
  }

  [kInspect](depth, options) {
    if (options.depth === null) options.depth = 2;
    options.colors ??= true;
    const shown = {};
    for (const name of ['method', 'url', 'headers', 'destination', 'referrer', 'referrerPolicy', 'mode', 'credentials',
                        'cache', 'redirect', 'integrity', 'keepalive', 'isReloadNavigation', 'isHistoryNavigation',
                        'signal']) shown[name] = this[name];
    return `Request ${require('internal/util/inspect').formatWithOptions(options, shown)}`;
  }
}
const { sourceSignal } = Request;
delete Request.sourceSignal;
makeEnumerable(Request.prototype, 'Request', [
  'method', 'url', 'headers', 'destination', 'referrer', 'referrerPolicy', 'mode', 'credentials', 'cache', 'redirect',
  'integrity', 'keepalive', 'isReloadNavigation', 'isHistoryNavigation', 'signal', 'body', 'bodyUsed', 'duplex',
  'clone']);
addMethods(Request.prototype, (value) => requestOf(value));
Object.defineProperty(Request.prototype, 'attribute', { __proto__: null, enumerable: true, value: undefined });
Object.defineProperty(Request, 'length', { __proto__: null, value: 1, configurable: true });

module.exports = { Request, copyOf, currentUrl, requestOf, sourceSignal };
