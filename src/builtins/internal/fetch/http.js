// What `fetch` does for http: and https: URLs: default headers, redirects, decoding of what comes.
'use strict';

const { Body } = require('internal/fetch/body');
const { Incoming } = require('internal/fetch/incoming');
const { currentUrl } = require('internal/fetch/request');
const { NULL_BODY, REDIRECTS, newResponse } = require('internal/fetch/response');

const MAX_REDIRECTS = 20;
const BODY_HEADERS = ['content-encoding', 'content-language', 'content-location', 'content-type', 'content-length'];
const PRIVATE_HEADERS = ['authorization', 'proxy-authorization', 'cookie', 'host'];

function addDefaultHeaders(request, url) {
  const { headers } = request;
  const add = (name, value) => { if (!headers.has(name)) headers.append(name, value); };
  add('accept', '*/*');
  add('accept-language', '*');
  headers.set('sec-fetch-mode', request.mode);
  add('user-agent', 'node');
  if (request.cache === 'no-cache') add('cache-control', 'max-age=0');
  if (request.cache === 'no-store' || request.cache === 'reload') {
    add('pragma', 'no-cache');
    add('cache-control', 'no-cache');
  }
  if (headers.has('range')) add('accept-encoding', 'identity');
  add('accept-encoding', url.protocol === 'https:' ? 'br, gzip, deflate, zstd' : 'gzip, deflate');
}

// The URL that a redirect leads to; undefined when there is no Location.
function locationOf(message, from) {
  const { location } = message.headers;
  if (location === undefined) return undefined;
  // Bytes of a header that are not ASCII are UTF-8.
  const text = /^[\x20-\x7E]*$/.test(location) ? location : Buffer.from(location, 'latin1').toString('utf8');
  const url = new URL(text, from);
  if (url.hash === '') url.hash = from.hash;
  return url;
}

// Makes `request` the one that follows a redirect.
function follow(request, status, url) {
  const from = currentUrl(request);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw new Error('URL scheme must be a HTTP(S) scheme');
  if (request.redirectCount === MAX_REDIRECTS) throw new Error('redirect count exceeded');
  request.redirectCount++;
  const isOther = url.origin !== from.origin;
  if (isOther && request.mode === 'same-origin') throw new Error('request mode cannot be "same-origin"');
  const hasCredentials = url.username !== '' || url.password !== '';
  if (request.mode === 'cors' && hasCredentials && isOther) {
    throw new Error('cross origin not allowed for request mode "cors"');
  }
  if (status !== 303 && request.body !== null && request.body.isStreamOnly) {
    throw new Error('the body of the request is a stream, which cannot be sent again after a redirect');
  }
  const toGet = ((status === 301 || status === 302) && request.method === 'POST') ||
    (status === 303 && request.method !== 'GET' && request.method !== 'HEAD');
  if (toGet) {
    request.method = 'GET';
    request.body = null;
    for (const name of BODY_HEADERS) request.headers.delete(name);
  }
  if (isOther) for (const name of PRIVATE_HEADERS) request.headers.delete(name);
  if (request.body !== null) request.body = new Body(request.body.source, request.body.length);
  request.urlList.push(url);
}

// The streams that decode a body, in the order in which it passes them; none for an encoding nobody knows.
function decodersFor(contentEncoding) {
  const zlib = require('zlib');
  const decoders = [];
  for (const coding of contentEncoding.toLowerCase().split(',').map((text) => text.trim()).reverse()) {
    switch (coding) {
      case 'gzip': case 'x-gzip':
        // As browsers do: a body that ends early gives what it has.
        decoders.push(zlib.createGunzip({ flush: zlib.constants.Z_SYNC_FLUSH, finishFlush: zlib.constants.Z_SYNC_FLUSH }));
        break;
      case 'deflate': decoders.push(require('internal/fetch/inflate').createInflate()); break;
      case 'br':
        decoders.push(zlib.createBrotliDecompress({
          flush: zlib.constants.BROTLI_OPERATION_FLUSH, finishFlush: zlib.constants.BROTLI_OPERATION_FLUSH,
        }));
        break;
      case 'zstd':
        decoders.push(zlib.createZstdDecompress({
          flush: zlib.constants.ZSTD_e_continue, finishFlush: zlib.constants.ZSTD_e_end,
        }));
        break;
      default: return [];
    }
  }
  return decoders;
}

function decoded(message) {
  const encoding = message.headers['content-encoding'];
  const decoders = encoding === undefined ? [] : decodersFor(encoding);
  if (decoders.length === 0) return message;
  return require('stream').pipeline(message, ...decoders, () => {});
}

function toResponse(request, message, task) {
  const response = newResponse({
    type: request.urlList.every((url) => url.origin === request.urlList[0].origin) ? 'basic' : 'cors',
    status: message.statusCode,
    statusText: message.statusMessage,
    urlList: [...request.urlList],
  });
  const { rawHeaders } = message;
  for (let i = 0; i < rawHeaders.length; i += 2) {
    response.headers.append(rawHeaders[i].toLowerCase(), rawHeaders[i + 1]);
  }
  if (request.method === 'HEAD' || NULL_BODY.includes(response.status)) {
    message.resume();
    task.finish(0);
    return response;
  }
  const incoming = new Incoming(decoded(message), (size) => task.finish(size));
  // From now on an abort is an error of the body.
  const { cut } = task;
  task.cut = (error) => {
    incoming.fail(error);
    cut(error);
  };
  response.body = new Body(null, null, undefined, incoming);
  return response;
}

async function fetchHttp(request, task) {
  for (;;) {
    const url = currentUrl(request);
    const sent = { ...request, headers: request.headers.copy() };
    addDefaultHeaders(sent, url);
    const message = await require('internal/fetch/transport').exchange(sent, url, task);
    if (REDIRECTS.includes(message.statusCode) && request.redirect !== 'manual') {
      if (request.redirect === 'error') {
        message.destroy();
        throw new Error('unexpected redirect');
      }
      let target;
      try {
        target = locationOf(message, url);
        if (target !== undefined) follow(request, message.statusCode, target);
      } catch (error) {
        message.destroy();
        throw error;
      }
      if (target !== undefined) {
        message.resume();
        continue;
      }
    }
    return toResponse(request, message, task);
  }
}

module.exports = { fetchHttp };
