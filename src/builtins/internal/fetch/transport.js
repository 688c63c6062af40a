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

// The headers of a request, names and values in a row, in the order in which Node sends them: those of the connection
// first and those of the body last.
function headersFor(request, url) {
  const first = ['host', url.host, 'connection', request.method === 'HEAD' ? 'close' : 'keep-alive'];
  const own = [];
  for (const [name, value] of request.headers.raw) {
    const lower = name.toLowerCase();
    if (lower === 'host') first[1] = value;
    else if (lower !== 'connection' && lower !== 'content-length' && lower !== 'transfer-encoding') own.push(name, value);
  }
  const { body, method } = request;
  let last = [];
  if (body === null) {
    if (method === 'POST' || method === 'PUT') last = ['content-length', '0'];
  } else {
    last = body.length === null ? ['transfer-encoding', 'chunked'] : ['content-length', `${body.length}`];
  }
  return { first, own, last };
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
    const { first, own, last } = headersFor(request, url);
    const publisher = require('internal/fetch/channels').publisher(request, url, own);
    const outgoing = require(url.protocol === 'https:' ? 'https' : 'http').request({
      protocol: url.protocol,
      hostname: url.hostname.startsWith('[') ? url.hostname.slice(1, -1) : url.hostname,
      port: url.port || undefined,
      path: url.pathname + url.search,
      method: request.method,
      headers: [...first, ...own, ...last],
      agent: agentFor(url.protocol),
    });
    let failure;
    task.cut = (error) => {
      failure = error;
      task.cancelBody?.(error);
      outgoing.destroy(error);
    };
    const fail = (error) => {
      if (failure === undefined) failure = error;
      publisher?.failed(failure);
      reject(failure);
    };
    outgoing.on('response', (message) => {
      publisher?.answered(message);
      resolve(message);
    });
    if (publisher !== undefined) {
      outgoing.on('socket', (socket) => {
        if (socket.connecting) socket.once('connect', () => publisher.sent(socket));
        else publisher.sent(socket);
      });
      outgoing.on('finish', () => publisher.bodySent());
    }
    outgoing.on('error', (error) => fail(failureOf(error)));
    outgoing.on('close', () => reject(failure ?? new SocketError('other side closed')));
    sendBody(request.body, outgoing, task).catch((error) => {
      failure ??= error;
      outgoing.destroy(error);
      reject(failure);
    });
  });
}

module.exports = { exchange };
