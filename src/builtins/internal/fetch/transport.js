// One HTTP exchange of `fetch`, over node:http and node:https.
//
// Connections are kept for the next request; idle ones do not keep the process alive.
'use strict';

const { SocketError } = require('internal/fetch/incoming');

const agents = new Map();

function agentFor(protocol) {
  let agent = agents.get(protocol);
  if (agent === undefined) {
    const { Agent } = require(protocol === 'https:' ? 'https' : 'http');
    agent = new Agent({ keepAlive: true });
    agents.set(protocol, agent);
  }
  return agent;
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

// `task.cancelBody` becomes what tells the source that nobody reads any more.
async function sendStream(stream, outgoing, task) {
  const reader = stream.getReader();
  let closed = false;
  task.cancelBody = (reason) => {
    closed = true;
    reader.cancel(reason).catch(() => {});
  };
  outgoing.once('close', () => task.cancelBody(undefined));
  for (;;) {
    const { done, value } = await reader.read();
    if (closed) return;
    if (done) break;
    // Strings and bytes; anything else throws here.
    Buffer.byteLength(value);
    if (!outgoing.write(value)) {
      await new Promise((resolve) => {
        outgoing.once('drain', resolve);
        outgoing.once('close', resolve);
      });
    }
  }
  outgoing.end();
}

async function sendBody(body, outgoing, task) {
  if (body === null) outgoing.end();
  else if (body.isStreamOnly) await sendStream(body.stream, outgoing, task);
  else outgoing.end(await body.readAll());
}

function failureOf(error) {
  if (error.code === 'ECONNRESET' && error.syscall === undefined) return new SocketError('other side closed');
  if (typeof error.code === 'string' && error.code.startsWith('HPE_')) {
    const failure = new Error(`Response does not match the HTTP/1.1 protocol (${error.reason ?? error.message})`);
    failure.name = 'HTTPParserError';
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
      task.cancelBody?.(error);
      outgoing.destroy(error);
    };
    outgoing.on('response', resolve);
    outgoing.on('error', (error) => reject(failure ?? failureOf(error)));
    outgoing.on('close', () => reject(failure ?? new SocketError('other side closed')));
    sendBody(request.body, outgoing, task).catch((error) => {
      failure ??= error;
      outgoing.destroy(error);
      reject(failure);
    });
  });
}

module.exports = { exchange };
