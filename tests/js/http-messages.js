// Checks of arguments, headers and their objects: requests, responses, agents and servers that never meet.
'use strict';
const http = require('http');

function show(label, make) {
  try {
    const value = make();
    if (value instanceof http.ClientRequest) value.on('error', () => {}).destroy();
    console.log(label, value !== null && typeof value === 'object' ? value.constructor?.name : value);
  } catch (error) {
    console.log(label, error.name, error.code, error.message);
  }
}
const response = (method = 'GET', minor = 1) =>
  new http.ServerResponse({ method, httpVersionMajor: 1, httpVersionMinor: minor, headers: {} });
const head = (work) => {
  const res = response();
  res.sendDate = false;
  work(res);
  return res._header + res._last;
};

show('name', () => http.validateHeaderName(''));
show('name', () => http.validateHeaderName('a b', 'X'));
show('name', () => http.validateHeaderName(5));
show('value', () => http.validateHeaderValue('x', undefined));
show('value', () => http.validateHeaderValue('x', 'a\nb'));
show('value', () => http.validateHeaderValue('x', '\u0100'));
show('parsers', () => http.setMaxIdleHTTPParsers('a'));
show('parsers', () => http.setMaxIdleHTTPParsers(0));
console.log(http.METHODS.join(), Object.keys(http.STATUS_CODES).length, http.maxHeaderSize);

for (const options of [
  'foo', { protocol: 'ftp:' }, { path: '/a b' }, { method: 'A B' }, { host: 5 }, { agent: 'x' }, { timeout: 'x' },
  { method: 5 }, { maxHeaderSize: 'x' }, { insecureHTTPParser: 'x' }, { joinDuplicateHeaders: 'x' }, { headers: ['a'] },
  { headers: { 'a b': 1 } }, { headers: { a: undefined } }, { signal: 1 }, { httpValidation: 'x' },
]) {
  show('request', () => http.request(options));
}
for (const options of [
  'x', { requestTimeout: 'x' }, { headersTimeout: 20, requestTimeout: 10 }, { keepAliveTimeout: 'a' },
  { maxHeaderSize: -1 }, { insecureHTTPParser: 1 }, { connectionsCheckingInterval: '1' }, { requireHostHeader: 1 },
  { highWaterMark: 'x' }, { rejectNonStandardBodyWrites: 1 }, { optimizeEmptyRequests: 1 },
  { shouldUpgradeCallback: 1 }, { httpValidation: 1 }, { keepAliveTimeoutBuffer: 'x' }, {}, null, undefined,
]) {
  show('server', () => http.createServer(options));
}
for (const options of [{ scheduling: 'x' }, { maxTotalSockets: 'x' }, { maxTotalSockets: -1 }, {}]) {
  show('agent', () => new http.Agent(options));
}
show('getName', () => new http.Agent().getName());
show('getName', () => new http.Agent().getName({ host: 'a', port: 1, localAddress: 'b', family: 4, socketPath: '/x' }));

for (const name of ['setHeader', 'appendHeader']) {
  show(name, () => response()[name]('a'));
  show(name, () => response()[name]('a b', '1'));
  show(name, () => response()[name]('a', '\n'));
}
show('setHeaders', () => response().setHeaders(5));
for (const name of ['getHeader', 'hasHeader', 'removeHeader']) show(name, () => response()[name]());
for (const args of [[99], [1000], ['abc'], [200, '\n'], [200, ['a']], [200, ['a', 'b', 'c']], [200, { 'a b': 1 }]]) {
  show('writeHead', () => response().writeHead(...args));
}
for (const [name, ...args] of [['writeHead', 200], ['setHeader', 'a', 'b'], ['removeHeader', 'a'],
                               ['appendHeader', 'a', 'b'], ['setHeaders', new Map()], ['writeEarlyHints', {}]]) {
  show(name, () => response().writeHead(200)[name](...args));
}
for (const args of [[], [null], [5], ['a', 'b'], [''], [new Uint8Array(1)]]) {
  show('write', () => response().write(...args));
}
show('end', () => response().end(5));
show('trailers', () => response().addTrailers({ 'a b': 1 }));
show('trailers', () => response().addTrailers({ a: '\n' }));
show('pipe', () => response().pipe());
show('_implicitHeader', () => new http.OutgoingMessage()._implicitHeader());
show('hints', () => response().writeEarlyHints());
show('hints', () => response().writeEarlyHints({ link: 'x' }));
show('information', () => response().writeInformation(200));
show('assignSocket', () => response().assignSocket({ on() {}, _httpMessage: 1 }));

const res = response();
res.setHeader('A', [1, 2]);
res.setHeader('b', 5);
res.appendHeader('a', 'z');
res.setHeaders(new Map([['q', '1'], ['w', ['a', 'b']]]));
console.log(res.getHeader('a'), res.getHeaders(), res.getHeaderNames(), res.getRawHeaderNames(), res.hasHeader('B'));
res.removeHeader('W');
console.log(res.headersSent, res.writableEnded, res.writableFinished, res.writableLength, res.writableCorked);

console.log(head((r) => r.writeHead(200, { 'x': ['1', '2'], 'set-cookie': ['a', 'b'], 'cookie': ['c', 'd'] })));
console.log(head((r) => r.writeHead(200, [['a', '1'], ['a', '2']])));
console.log(head((r) => {
  r.setHeader('a', '0');
  r.setHeader('b', '0');
  r.writeHead(200, ['a', '1', 'a', '2']);
}));
console.log(head((r) => {
  r.removeHeader('connection');
  r.removeHeader('transfer-encoding');
  r.writeHead(200);
}));
console.log(head((r) => {
  r._keepAliveTimeout = 5000;
  r._maxRequestsPerSocket = 3;
  r.writeHead(204);
}));
console.log(head((r) => r.writeHead(200, { 'content-length': '3', 'Keep-Alive': 'q', 'connection': 'x, close' })));
show('trailer header', () => head((r) => r.writeHead(200, { 'trailer': 'x', 'content-length': 3 })));

const incoming = new http.IncomingMessage(null);
incoming._addHeaderLines([
  'A', '1', 'a', '2', 'Set-Cookie', 'x', 'set-cookie', 'y', 'Cookie', 'a', 'cookie', 'b', 'Host', 'h', 'host', 'i',
  'Content-Length', '1', 'content-length', '2', 'constructor', '5', '__proto__', '6',
], 24);
console.log(incoming.headers, Object.keys(incoming.headersDistinct), incoming.trailers, incoming.rawHeaders.length);
console.log(Object.getPrototypeOf(incoming.headers) === Object.prototype, incoming.connection, incoming.httpVersion);

// In the old style, as packages make them.
function Old() {
  http.OutgoingMessage.call(this);
}
Object.setPrototypeOf(Old.prototype, http.OutgoingMessage.prototype);
const old = new Old();
old.setHeader('x', 'y');
console.log(old.getHeaders(), http.Server() instanceof http.Server, http.Agent() instanceof http.Agent);
const derived = Object.create(http.IncomingMessage.prototype);
http.IncomingMessage.call(derived, null);
console.log(derived.headers, derived instanceof require('stream').Readable);
for (const name of ['_http_agent', '_http_client', '_http_common', '_http_incoming', '_http_outgoing', '_http_server']) {
  console.log(name, typeof require(name));
}
