// The diagnostics channels of fetch: what tracers hear, and headers that they add.
'use strict';

const channels = require('diagnostics_channel');
const http = require('http');

const log = [];
const origin = (request) => String(request.origin).replace(/\d{4,}/, 'PORT');
for (const name of ['create', 'headers', 'trailers', 'error']) {
  channels.subscribe(`undici:request:${name}`, ({ request, response, trailers, error, ...more }) => {
    log.push([name, request.method, request.path, origin(request), request.contentLength, request.completed, response && [response.statusCode, response.statusText, response.headers.slice(0, 2).map(String), Buffer.isBuffer(response.headers[0])], trailers, error?.code, Object.keys(more)]);
    if (name !== 'create') return;
    request.addHeader('traceparent', 'added');
    log.push(request.headers);
  });
}
channels.subscribe('undici:client:sendHeaders', ({ request, headers, socket }) => {
  log.push(['sendHeaders', request.method, typeof headers, headers.split('\r\n')[0].startsWith(request.method), socket !== undefined]);
});

const server = http.createServer((request, response) => {
  request.resume();
  request.on('end', () => {
    log.push(['server', request.headers.traceparent, request.headers.own]);
    response.setHeader('X-Own', 'b');
    response.end('x');
  });
});
server.listen(0, '127.0.0.1', async () => {
  const base = `http://127.0.0.1:${server.address().port}`;
  await (await fetch(`${base}/path?query`, { method: 'POST', body: 'abc', headers: { own: '1' } })).text();
  await (await fetch(base)).text();
  await new Promise((resolve) => { server.close(resolve); });
  await fetch(base).catch((error) => log.push([error.message]));
  for (const entry of log) console.log(entry);
});
