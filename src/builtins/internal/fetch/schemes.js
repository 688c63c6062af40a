// What `fetch` does for URLs that need no network: data: and blob:.
'use strict';

const { Body, ofBytes } = require('internal/fetch/body');
const { newResponse } = require('internal/fetch/response');
const { currentUrl } = require('internal/fetch/request');

function fail(message) {
  throw new Error(message);
}

function dataUrl(request) {
  const parsed = require('internal/fetch/data_url').parse(currentUrl(request));
  if (parsed === undefined) fail('failed to fetch the data URL');
  const response = newResponse({ type: 'basic', statusText: 'OK', body: ofBytes(parsed.bytes) });
  response.headers.append('Content-Type', require('internal/fetch/mime').serialize(parsed.mime));
  return response;
}

// "bytes=1-5": [start, end] of the part, the end included; undefined for what is no such range.
function rangeOf(header, size) {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header);
  if (match === null || (match[1] === '' && match[2] === '')) return undefined;
  if (match[1] === '') return [Math.max(0, size - Number(match[2])), size - 1];
  const start = Number(match[1]);
  const end = match[2] === '' ? size - 1 : Math.min(Number(match[2]), size - 1);
  return start > end ? undefined : [start, end];
}

function blobUrl(request) {
  const { href, hash } = currentUrl(request);
  const blob = require('internal/blob_urls').resolveObjectURL(hash === '' ? href : href.slice(0, -hash.length));
  if (request.method !== 'GET' || blob === undefined) fail('invalid method');
  const response = newResponse({ type: 'basic', statusText: 'OK' });
  const { size, type } = blob;
  const range = request.headers.get('range');
  if (range === null) {
    response.body = new Body(blob, size);
    response.headers.set('content-length', `${size}`);
    response.headers.set('content-type', type);
    return response;
  }
  const part = rangeOf(range, size);
  if (part === undefined) fail('Range start is greater than the blob\'s size.');
  const slice = blob.slice(part[0], part[1] + 1, type);
  response.status = 206;
  response.statusText = 'Partial Content';
  response.body = new Body(slice, slice.size);
  response.headers.set('content-length', `${slice.size}`);
  response.headers.set('content-type', type);
  response.headers.set('content-range', `bytes ${part[0]}-${part[1]}/${size}`);
  return response;
}

// The response for a request of such a scheme; throws the cause of a failure.
function fetchScheme(request) {
  switch (currentUrl(request).protocol) {
    case 'data:': return dataUrl(request);
    case 'blob:': return blobUrl(request);
    case 'about:': return fail('about scheme is not supported');
    case 'file:': return fail('not implemented... yet...');
    default: return fail('unknown scheme');
  }
}

module.exports = { fetchScheme };
