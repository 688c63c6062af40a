// fetch: a request becomes a promise of a response.
//
// Neighbours: `request`, `response`, `schemes` (data:, blob:), `http`, `transport` (the network).
'use strict';

const { Request, copyOf, currentUrl, requestOf, sourceSignal } = require('internal/fetch/request');
const { responseObject } = require('internal/fetch/response');

// Ports that no request goes to: those of other services.
const BAD_PORTS = new Set((
  '1 7 9 11 13 15 17 19 20 21 22 23 25 37 42 43 53 69 77 79 87 95 101 102 103 104 109 110 111 113 115 117 119 123 135 ' +
  '137 139 143 161 179 389 427 465 512 513 514 515 526 530 531 532 540 548 554 556 563 587 601 636 989 990 993 995 ' +
  '1719 1720 1723 2049 3659 4045 4190 5060 5061 6000 6566 6665 6666 6667 6668 6669 6679 6697 10080').split(' '));

function isHttp(url) {
  return url.protocol === 'http:' || url.protocol === 'https:';
}

async function load(request, task) {
  const url = currentUrl(request);
  if (!isHttp(url)) {
    const response = require('internal/fetch/schemes').fetchScheme(request);
    response.urlList = [...request.urlList];
    if (request.method === 'HEAD') response.body = null;
    task.finish(response.body?.length ?? 0);
    return response;
  }
  if (BAD_PORTS.has(url.port)) throw new Error('bad port');
  return require('internal/fetch/http').fetchHttp(request, task);
}

// A request under way: `cut` ends it, `finish` is called when it is over, with the size of the body.
class Task {
  cut = undefined;
  #onFinish;
  #onRead;
  #size;

  constructor(onFinish) {
    this.#onFinish = onFinish;
  }

  finish(size) {
    this.#onFinish();
    if (this.#size !== undefined) return;
    this.#size = size;
    if (size !== undefined) this.#onRead?.(size);
  }

  // Calls back when the body has come whole.
  whenRead(callback) {
    if (this.#size !== undefined) callback(this.#size);
    else this.#onRead = callback;
  }
}

// Reads the whole body and compares it with what the request expects.
async function checkIntegrity(request, response) {
  if (request.integrity === '' || response.body === null) return;
  const bytes = await response.body.readAll();
  const { matches } = require('internal/fetch/integrity');
  if (!matches(bytes, request.integrity)) throw new Error('integrity mismatch');
  response.body = require('internal/fetch/body').ofBytes(bytes);
}

// Puts what a request took on the timeline of `performance`, once all is there.
function report(request, response, start, responseStart, decodedBodySize) {
  const url = request.urlList[0];
  if (!isHttp(url)) return;
  const { now } = require('internal/perf/entries');
  const endTime = now();
  const hasLength = response.headers.has('content-encoding') && response.headers.has('content-length');
  const times = { domainLookupStartTime: start, domainLookupEndTime: start, connectionStartTime: start,
                  connectionEndTime: start, secureConnectionStartTime: start, ALPNNegotiatedProtocol: undefined };
  require('internal/perf/resource_timing').markResourceTiming({
    startTime: start,
    redirectStartTime: 0,
    redirectEndTime: 0,
    postRedirectStartTime: start,
    finalServiceWorkerStartTime: 0,
    finalNetworkRequestStartTime: start,
    finalNetworkResponseStartTime: responseStart,
    endTime,
    encodedBodySize: hasLength ? Number(response.headers.get('content-length')) : decodedBodySize,
    decodedBodySize,
    finalConnectionTimingInfo: times,
  }, url.href, 'fetch', globalThis, '', undefined, response.status, '');
}

async function run(request, task) {
  const { now } = require('internal/perf/entries');
  const start = now();
  try {
    const response = await load(request, task);
    const responseStart = now();
    task.whenRead((size) => report(request, response, start, responseStart, size));
    await checkIntegrity(request, response);
    return response;
  } catch (cause) {
    throw new TypeError('fetch failed', { cause });
  }
}

function fetch(input, init = undefined) {
  return new Promise((resolve, reject) => {
    const object = new Request(input, init);
    const { body } = requestOf(object);
    const request = copyOf(requestOf(object));
    const signal = sourceSignal(object);
    const task = new Task(() => signal?.removeEventListener('abort', abort));
    function abort() {
      const { reason } = signal;
      body?.cancel(reason);
      reject(reason);
      task.cut?.(reason);
    }
    if (signal?.aborted) {
      abort();
      return;
    }
    signal?.addEventListener('abort', abort, { once: true });
    run(request, task).then(
      (response) => resolve(responseObject(response, 'immutable')),
      (error) => {
        task.finish();
        reject(error);
      });
  });
}

module.exports = { fetch };
