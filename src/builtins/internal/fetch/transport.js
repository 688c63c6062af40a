// One HTTP exchange of `fetch`, over node:http and node:https.
//
// Connections are kept for the next request; idle ones do not keep the process alive.
'use strict';

const { SocketError } = require('internal/fetch/incoming');

let agents;

function agentFor(protocol) {
  agents ??= {
    'http:': new (require('http').Agent)({ keepAlive: true }),
    'https:': new (require('https').Agent)({ keepAlive: true }),
  };
  return agents[protocol];
}

// Names and values in a row, in the order in which Node sends them.
function headersFor(request, url) {
  const isLast = request.method === 'HEAD';
  const list = ['host', url.host, 'connection', isLast ? 'close' : 'keep-alive'];
  for (const [name, value] of request.headers.raw) {
    const lower = name.toLowerCase();
    if (lower === 'host') list[1] = value;
    else if (lower !== 'connection' && lower !== 'content-length' && lower !== 'transfer-encoding') list.push(name, value);
  }
  const { body, method } = request;
  if (body === null) {
    if (method === 'POST' || method === 'PUT') list.push('content-length', '0');
  } else if (body.length !== null) {
    list.push('content-length', `${body.length}`);
  } else {
    list.push('transfer-encoding', 'chunked');
  }
  return list;
}

async function sendStream(stream, outgoing) {
  const reader = stream.getReader();
  let closed = false;
  outgoing.once('close', () => {
    closed = true;
    reader.cancel().catch(() => {});
  });
  for (;;) {
    const { done, value } = await reader.read();
    if (closed) return;
    if (done) break;
    if (typeof value !== 'string' && !require('internal/util/types').isUint8Array(value)) {
      throw new TypeError('Received non-Uint8Array chunk');
    }
    if (!outgoing.write(value)) {
      await new Promise((resolve) => {
        outgoing.once('drain', resolve);
        outgoing.once('close', resolve);
      });
    }
  }
  outgoing.end();
}

async function sendBody(body, outgoing) {
  if (body === null) outgoing.end();
  else if (body.isStreamOnly) await sendStream(body.stream, outgoing);
  else outgoing.end(await body.readAll());
}

function failureOf(error) {
  if (error.code === 'ECONNRESET' && error.syscall === undefined) return new SocketError('other side closed');
  if (typeof error.code === 'string' && error.code.startsWith('HPE_')) {
    const failure = new Error(`Response does not match the HTTP/1.1 protocol (${error.reason ?? error.message})`);
    failure.name = 'HTTPParserError';
    failure.code = error.code;
    return failure;
  }
  return error;
}

// Sends `request` to `url`; fulfils with the message of node:http when its headers are there. `task.cut` is set to what
// ends the exchange.
function exchange(request, url, task) {
  return new Promise((resolve, reject) => {
    const outgoing = require(url.protocol === 'https:' ? 'https' : 'http').request({
      protocol: url.protocol,
      hostname: url.hostname.startsWith('[') ? url.hostname.slice(1, -1) : url.hostname,
      port: url.port || undefined,
      path: url.pathname + url.search,
      method: request.method,
      headers: headersFor(request, url),
      agent: agentFor(url.protocol),
    });
    let failure;
    task.cut = (error) => {
      failure = error;
      outgoing.destroy(error);
    };
    outgoing.on('response', resolve);
    outgoing.on('error', (error) => reject(failure ?? failureOf(error)));
    outgoing.on('close', () => reject(failure ?? new SocketError('other side closed')));
    sendBody(request.body, outgoing).catch((error) => {
      failure ??= error;
      outgoing.destroy(error);
      reject(failure);
    });
  });
}

module.exports = { exchange };
