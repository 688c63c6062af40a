// What a server sends, to the byte, and what it makes of what it gets: good requests, pipelined ones, bad ones.
'use strict';
const http = require('http');
const net = require('net');

const WITHOUT_DATE = /Date: [^\r]*\r\n/g;

// Sends `text` (cut into pieces), and gives all that comes back until the server ends, or `until`.
function ask(server, text, pieces = [text], until = undefined) {
  return new Promise((resolve) => {
    const socket = net.connect(server.address().port);
    let answer = '';
    socket.setEncoding('latin1');
    socket.on('data', (data) => {
      answer += data;
      if (until && answer.endsWith(until)) socket.destroy();
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(answer.replace(WITHOUT_DATE, '')));
    const send = (rest) => {
      if (rest.length > 1) socket.write(rest[0], 'latin1', () => setImmediate(send, rest.slice(1)));
      else socket.write(rest[0], 'latin1');
    };
    socket.on('connect', () => send(pieces));
  });
}

async function withServer(options, listener, work) {
  const server = http.createServer(options, listener);
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  await work(server);
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}

const show = (label, answer) => console.log(`--- ${label}\n${JSON.stringify(answer)}`);
const CLOSE = 'Connection: close\r\n';
const get = (path, more = CLOSE) => `GET ${path} HTTP/1.1\r\nHost: x\r\n${more}\r\n`;

const answers = {
  '/end': (req, res) => res.end('hello'),
  '/buffer': (req, res) => res.end(Buffer.from('h\xe9llo', 'latin1')),
  '/utf8': (req, res) => res.end('grüße'),
  '/latin1': (req, res) => res.end('gr\xfc\xdfe', 'latin1'),
  '/chunks': (req, res) => {
    res.write('one');
    res.write(Buffer.from('two'));
    res.write('thr\xe9e', 'latin1');
    res.write('66697665', 'hex');
    res.end();
  },
  '/chunks-end': (req, res) => {
    res.write('one');
    res.end('two');
  },
  '/later': (req, res) => {
    res.write('one');
    setImmediate(() => {
      res.write('two');
      setImmediate(() => res.end('three'));
    });
  },
  '/length': (req, res) => {
    res.setHeader('Content-Length', 6);
    res.write('abc');
    res.end('def');
  },
  '/empty': (req, res) => res.end(),
  '/204': (req, res) => {
    res.writeHead(204);
    res.end('never seen');
  },
  '/304': (req, res) => {
    res.statusCode = 304;
    res.end();
  },
  '/status': (req, res) => {
    res.writeHead(299, 'My Words', { 'X-A': ['1', '2'], 'Set-Cookie': ['a=b', 'c=d'], 'b': 3 });
    res.end('x');
  },
  '/raw-headers': (req, res) => {
    res.writeHead(200, ['X-One', '1', 'x-one', '2', 'Content-Length', '0']);
    res.end();
  },
  '/trailers': (req, res) => {
    res.writeHead(200, { Trailer: 'X-T' });
    res.write('a');
    res.addTrailers({ 'X-T': 'end', 'X-U': ['p', 'q'] });
    res.end();
  },
  '/cork': (req, res) => {
    res.writeHead(200);
    res.cork();
    res.write('a');
    res.write('b');
    res.uncork();
    res.end('c');
  },
  '/close': (req, res) => {
    res.setHeader('Connection', 'close');
    res.end('bye');
  },
  '/no-connection': (req, res) => {
    res.removeHeader('Connection');
    res.removeHeader('Transfer-Encoding');
    res.removeHeader('Content-Length');
    res.write('until the end');
    res.end();
  },
  '/no-date': (req, res) => {
    res.sendDate = false;
    res.end('x');
  },
  '/early': (req, res) => {
    res.writeContinue();
    res.writeProcessing();
    res.writeEarlyHints({ 'link': '</a>; rel=preload', 'x-y': 'z' });
    res.writeInformation(110, { 'x-q': 'r' });
    res.end('done');
  },
  '/flush': (req, res) => {
    res.flushHeaders();
    setImmediate(() => res.end('body'));
  },
  '/echo': (req, res) => {
    const chunks = [];
    req.on('data', (chunk) => chunks.push(chunk));
    req.on('end', () => res.end(`${req.method} ${Buffer.concat(chunks)} ${JSON.stringify(req.trailers)}`));
  },
  '/slow-echo': (req, res) => setImmediate(() => answers['/echo'](req, res)),
};
const listener = (req, res) => answers[req.url](req, res);

async function main() {
  await withServer({}, listener, async (server) => {
    for (const path of Object.keys(answers)) {
      if (path !== '/echo' && path !== '/slow-echo') show(path, await ask(server, get(path)));
    }
    show('HEAD', await ask(server, `HEAD /end HTTP/1.1\r\nHost: x\r\n${CLOSE}\r\n`));
    show('HEAD chunks', await ask(server, `HEAD /chunks HTTP/1.1\r\nHost: x\r\n${CLOSE}\r\n`));
    show('1.0', await ask(server, 'GET /end HTTP/1.0\r\n\r\n'));
    show('1.0 chunks', await ask(server, 'GET /chunks HTTP/1.0\r\n\r\n'));
    show('1.0 keep', await ask(server, `GET /end HTTP/1.0\r\nConnection: keep-alive\r\n\r\n${get('/end')}`));
    const post = (body, header) => `POST /echo HTTP/1.1\r\nHost: x\r\n${header}\r\n${CLOSE}\r\n${body}`;
    show('length', await ask(server, post('body!', 'Content-Length: 5')));
    const chunked = post('3\r\nabc\r\n2;x=y\r\nde\r\n0\r\nX-T: u\r\n\r\n', 'Transfer-Encoding: chunked');
    show('chunked', await ask(server, chunked));
    show('in pieces', await ask(server, '', [...chunked.match(/[^]{1,7}/g)]));
    const pipelined = get('/later', '') + get('/end', '') + get('/chunks', '') + get('/empty');
    show('pipelined', await ask(server, pipelined));
    const posts = 'POST /slow-echo HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nhi'.repeat(2) + get('/end');
    show('pipelined bodies', await ask(server, posts));
    show('expect', await ask(server, post('body!', 'Content-Length: 5\r\nExpect: 100-continue')));
    show('expect else', await ask(server, post('body!', 'Content-Length: 5\r\nExpect: magic')));
    show('no host', await ask(server, 'GET /end HTTP/1.1\r\n\r\n'));
    for (const bad of [
      '\x16\x03\x01\x02\x00', 'BAD / HTTP/1.1\r\n\r\n', 'GET / HTTP/9.9\r\n\r\n', 'GET / HTTP/1.1\r\nno colon\r\n\r\n',
      post('x', 'Content-Length: 1\r\nTransfer-Encoding: chunked'), post('x', 'Content-Length: 1\r\nContent-Length: 2'),
      post('zz\r\n', 'Transfer-Encoding: chunked'), `GET / HTTP/1.1\r\nA: ${'x'.repeat(17000)}\r\n\r\n`,
      `${get('/end')}GET / HTTP/1.1\r\n\r\n`, 'GET /end HTTP/1.1\r\nHost: x\r\n folded\r\n\r\n',
    ]) {
      show(bad.slice(0, 60), await ask(server, bad));
    }
  });
  await withServer({ keepAliveTimeout: 0, requireHostHeader: false, maxHeaderSize: 100 }, listener, async (server) => {
    server.maxRequestsPerSocket = 2;
    show('options', await ask(server, '', ['GET /end HTTP/1.1\r\n\r\n'.repeat(3)], '\r\n0\r\n\r\n'));
    show('header size', await ask(server, `GET / HTTP/1.1\r\nA: ${'x'.repeat(100)}\r\n\r\n`));
  });
  await withServer({ insecureHTTPParser: true }, listener, async (server) => {
    show('insecure', await ask(server, `GET /end HTTP/1.1\nHost: x\nA: \x01\n${CLOSE}\n`));
  });
  await withServer({ uniqueHeaders: ['x-a', 'x-b'] }, (req, res) => {
    res.setHeader('X-A', ['1', '2']);
    res.setHeader('X-B', ['3', '4']);
    res.setHeader('X-C', ['5', '6']);
    res.end();
  }, async (server) => show('unique', await ask(server, get('/'))));
}

main();
