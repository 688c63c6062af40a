// Response. Behind one is a plain object, the "response" of the Fetch Standard.
'use strict';

const { addMethods, extract, ofBytes } = require('internal/fetch/body');
const { HeadersList, fill, headersOf } = require('internal/fetch/headers');
const {
  checkCount, checkDictionary, illegalInvocation, isObject, makeEnumerable, toByteString, toUSVString, toUnsignedShort,
} = require('internal/fetch/webidl');

const kInspect = Symbol.for('nodejs.util.inspect.custom');
const kMake = Symbol('make');
const NULL_BODY = [101, 103, 204, 205, 304];
const REDIRECTS = [301, 302, 303, 307, 308];

function newResponse(more) {
  return { type: 'default', status: 200, statusText: '', headers: new HeadersList(), body: null, urlList: [], ...more };
}

function convertInit(value) {
  const source = checkDictionary(value);
  const { status, statusText, headers } = source;
  return {
    status: status === undefined ? 200 : toUnsignedShort(status),
    statusText: statusText === undefined ? '' : toByteString(statusText, 'undefined', 'undefined.statusText'),
    headers,
  };
}

// `content` is { body, type } or null.
function initialize(response, init, content) {
  if (init.status < 200 || init.status > 599) {
    throw new RangeError('init["status"] must be in the range of 200 to 599, inclusive.');
  }
  if (!/^[\t\x20-\x7E\x80-\xFF]*$/.test(init.statusText)) throw new TypeError('Invalid statusText');
  response.status = init.status;
  response.statusText = init.statusText;
  if (init.headers !== undefined) fill(response.headers, init.headers);
  if (content === null) return;
  if (NULL_BODY.includes(init.status)) {
    throw new TypeError(`Response constructor: Invalid response status code ${init.status}`);
  }
  response.body = content.body;
  if (content.type !== null && !response.headers.has('content-type')) {
    response.headers.append('content-type', content.type);
  }
}

let responseOf;

class Response {
  #response;
  #headers;
  #guard = 'none';

  static {
    responseOf = (value) => (isObject(value) && #response in value ? value.#response : undefined);
  }

  static #check(value) {
    if (!isObject(value) || !(#response in value)) throw illegalInvocation();
    return value.#response;
  }

  constructor(body = null, init = undefined) {
    if (body === kMake) {
      this.#response = init.response;
      this.#guard = init.guard;
      return;
    }
    // What a body is made of is looked at before the options, and taken after them.
    if (typeof body === 'symbol') extract(body, 'Response', 'body');
    init = convertInit(init);
    const response = newResponse();
    initialize(response, init, body === null ? null : extract(body, 'Response', 'body'));
    this.#response = response;
  }

  static error() {
    return new Response(kMake, { response: newResponse({ type: 'error', status: 0 }), guard: 'immutable' });
  }

  static json(data, init = undefined) {
    checkCount(arguments, 1, 'Response.json');
    const options = convertInit(init);
    const text = JSON.stringify(data);
    if (text === undefined) throw new TypeError('Value is not JSON serializable');
    const response = newResponse();
    initialize(response, options, {
      body: ofBytes(internalBinding('encoding').encode(text)), type: 'application/json',
    });
    return new Response(kMake, { response, guard: 'none' });
  }

  static redirect(url, status = 302) {
    checkCount(arguments, 1, 'Response.redirect');
    url = toUSVString(url);
    status = toUnsignedShort(status);
    let target;
    try {
      target = new URL(url);
    } catch (cause) {
      throw new TypeError(`Failed to parse URL from ${url}`, { cause });
    }
    if (!REDIRECTS.includes(status)) throw new RangeError(`Invalid status code ${status}`);
    const response = newResponse({ status });
    response.headers.append('location', target.href);
    return new Response(kMake, { response, guard: 'immutable' });
  }

  get type() {
    return Response.#check(this).type;
  }

  get url() {
    const { urlList } = Response.#check(this);
    if (urlList.length === 0) return '';
    const { href, hash } = urlList[urlList.length - 1];
    if (hash !== '') return href.slice(0, -hash.length);
    return href.endsWith('#') ? href.slice(0, -1) : href;
  }

  get redirected() {
    return Response.#check(this).urlList.length > 1;
  }

  get status() {
    return Response.#check(this).status;
  }

  get ok() {
    const { status } = Response.#check(this);
    return status >= 200 && status <= 299;
  }

  get statusText() {
    return Response.#check(this).statusText;
  }

  get headers() {
    const response = Response.#check(this);
    return this.#headers ??= headersOf(response.headers, this.#guard);
  }

  get body() {
    const { body } = Response.#check(this);
    return body === null ? null : body.stream;
  }

  get bodyUsed() {
    const { body } = Response.#check(this);
    return body !== null && body.isDisturbed;
  }

  clone() {
    const response = Response.#check(this);
    if (response.body?.isUnusable) throw new TypeError('Response.clone: Body has already been consumed.');
    const copy = { ...response, headers: response.headers.copy(), urlList: [...response.urlList] };
    if (response.body !== null) copy.body = response.body.clone();
    return new Response(kMake, { response: copy, guard: this.#guard });
  }

  [kInspect](depth, options) {
    if (options.depth === null) options.depth = 2;
    options.colors ??= true;
    const shown = {};
    for (const name of ['status', 'statusText', 'headers', 'body', 'bodyUsed', 'ok', 'redirected', 'type', 'url']) {
      shown[name] = this[name];
    }
    return `Response ${require('internal/util/inspect').formatWithOptions(options, shown)}`;
  }
}
makeEnumerable(Response.prototype, 'Response', [
  'type', 'url', 'redirected', 'status', 'ok', 'statusText', 'headers', 'body', 'bodyUsed', 'clone']);
addMethods(Response.prototype, (value) => responseOf(value));
for (const name of ['error', 'json', 'redirect']) {
  Object.defineProperty(Response, name, { __proto__: null, enumerable: true });
}

module.exports = {
  NULL_BODY,
  REDIRECTS,
  Response,
  newResponse,
  responseObject: (response, guard) => new Response(kMake, { response, guard }),
};
