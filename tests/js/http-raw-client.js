// What a client sends, to the byte: every way to make a request, with and without an agent that keeps connections.
'use strict';
const http = require('http');
const net = require('net');

let answered;
const server = net.createServer((socket) => {
  let text = '';
  socket.setEncoding('latin1');
  socket.on('error', () => {});
  socket.on('data', (data) => {
    text += data;
    if (!text.includes('END')) return;
    console.log(answered, JSON.stringify(text.replace(/localhost:\d+/g, 'HOST')));
    text = '';
    socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
  });
});

const cases = {
  'get': [{ path: '/END' }, (req) => req.end()],
  'chunks': [{ method: 'POST' }, (req) => {
    req.write('a');
    req.write('b');
    req.end('END');
  }],
  'chunks on a connection': [{ method: 'POST' }, (req) => {
    req.write('a');
    req.write(Buffer.from('b'));
    req.on('socket', () => {
      req.write('c');
      req.write('d');
      setImmediate(() => {
        req.write('e');
        req.write('f');
        req.end('END');
      });
    });
  }],
  'length is known': [{ method: 'POST' }, (req) => req.end('END')],
  'length is said': [{ method: 'PUT', headers: { 'Content-Length': 4 } }, (req) => {
    req.write('x');
    req.end('END');
  }],
  'delete with a body': [{ method: 'DELETE', path: '/END' }, (req) => req.end('END')],
  'headers': [{
    path: '/END', auth: 'a:b', headers: { 'X-A': ['1', '2'], 'cookie': ['a', 'b'], 'User-Agent': 'z' },
  }, (req) => req.end()],
  'headers as a list': [{ path: '/END', headers: ['X-A', '1', 'x-a', '2'] }, (req) => req.end()],
  'no host': [{ path: '/END', setHost: false }, (req) => req.end()],
  'another host': [{ path: '/END', headers: { host: 'foo.example' } }, (req) => req.end()],
  'close': [{ path: '/END', headers: { connection: 'close' } }, (req) => req.end()],
  'said chunked': [{ method: 'POST', headers: { 'transfer-encoding': 'chunked' } }, (req) => req.end('END')],
  'trailers': [{ method: 'POST', headers: { trailer: 'x' } }, (req) => {
    req.addTrailers({ x: 'END' });
    req.end('abc');
  }],
  'expect': [{ method: 'POST', headers: { expect: '100-continue' }, path: '/END' }, (req) => req.end('abc')],
  'options *': [{ method: 'OPTIONS', path: '*', headers: { e: 'END' } }, (req) => req.end()],
  'head': [{ method: 'HEAD', path: '/END' }, (req) => req.end()],
  'flush': [{ method: 'POST', path: '/', headers: { 'content-type': 'x' } }, (req) => {
    req.flushHeaders();
    setImmediate(() => req.end('END'));
  }],
  'connection removed': [{ path: '/END' }, (req) => {
    req.removeHeader('connection');
    req.end();
  }],
  'latin1 in head and utf8 in body': [{ method: 'POST', path: '/gr\xfc\xdf' }, (req) => {
    req.setHeader('x', 'gr\xfc\xdf');
    req.end('END');
  }],
  'latin1 in head and bytes in body': [{ method: 'POST', headers: { x: '\xfc' } }, (req) => req.end(Buffer.from('END'))],
  'cork': [{ method: 'POST' }, (req) => {
    req.cork();
    req.write('a');
    req.write('b');
    req.uncork();
    req.write('c');
    req.end('END');
  }],
};

function run(name, agent) {
  const [options, send] = cases[name];
  answered = name;
  return new Promise((resolve) => {
    const req = http.request({ port: server.address().port, agent, ...options }, (res) => {
      res.resume();
      res.on('end', () => console.log('   ', res.complete, req.reusedSocket));
    });
    req.on('error', (error) => console.log(error.message));
    req.on('close', resolve);
    send(req);
  });
}

server.listen(0, async () => {
  for (const agent of [undefined, false, new http.Agent({ keepAlive: true })]) {
    for (const name of Object.keys(cases)) await run(name, agent);
    agent?.destroy?.();
  }
  http.globalAgent.destroy();
  server.close();
});
