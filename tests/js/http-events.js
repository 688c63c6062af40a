// What servers, requests and agents tell, and in which order: answers before the answer, upgrades, ends of all kinds.
'use strict';
const http = require('http');
const net = require('net');
const { once } = require('events');

const log = (...values) => console.log(...values);

async function withServer(options, listener, work) {
  const server = http.createServer(options, listener);
  await once(server.listen(0), 'listening');
  const { port } = server.address();
  await work(port, server);
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}

// One request; its events and the text of the response.
function ask(options, body, prepare) {
  return new Promise((resolve) => {
    const events = [];
    const req = http.request(options);
    for (const name of ['socket', 'continue', 'information', 'response', 'upgrade', 'connect', 'timeout', 'abort',
                        'finish', 'close']) {
      req.on(name, (value) => events.push(name === 'information' ? `information ${value.statusCode}` : name));
    }
    req.on('error', (error) => events.push(`${error.name} ${error.code} ${error.message}`));
    req.on('response', (res) => {
      let text = '';
      res.setEncoding('utf8');
      res.on('data', (data) => { text += data; });
      for (const name of ['aborted', 'end', 'close']) res.on(name, () => events.push(`res ${name}`));
      res.on('error', (error) => events.push(`res ${error.code} ${error.message}`));
      res.on('end', () => events.push(JSON.stringify(text)));
    });
    req.on('close', () => setImmediate(() => resolve(events.join(', '))));
    prepare?.(req);
    if (body !== false) req.end(body);
  });
}

async function information() {
  await withServer({}, (req, res) => {
    res.writeProcessing();
    res.writeEarlyHints({ link: '</a>; rel=preload' });
    res.end('answer');
  }, async (port) => {
    log(await ask({ port, agent: false }));
    log(await ask({ port, agent: false, method: 'POST', headers: { Expect: '100-continue' } }, false, (req) => {
      req.on('continue', () => req.end('body'));
    }));
  });
  await withServer({}, (req, res) => res.end('plain'), async (port, server) => {
    server.on('checkContinue', (req, res) => {
      log('checkContinue', req.headers.expect);
      res.statusCode = 417;
      res.end();
    });
    server.on('checkExpectation', (req, res) => {
      log('checkExpectation', req.headers.expect);
      res.end('fine');
    });
    log(await ask({ port, agent: false, headers: { Expect: '100-continue' } }));
    log(await ask({ port, agent: false, headers: { Expect: 'x' } }));
  });
}

async function upgrades() {
  await withServer({}, (req, res) => res.end(`no upgrade ${req.upgrade}`), async (port, server) => {
    const headers = { Connection: 'Upgrade', Upgrade: 'echo' };
    log(await ask({ port, agent: false, headers }));
    server.on('upgrade', (req, socket, head) => {
      log('upgrade', req.url, head.toString());
      socket.end('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\nfirst');
    });
    server.on('connect', (req, socket, head) => {
      log('connect', req.url, head.toString());
      socket.end('HTTP/1.1 200 OK\r\n\r\ntunnel');
    });
    for (const options of [{ headers, path: '/u' }, { method: 'CONNECT', path: 'a.example:1' }]) {
      log(await ask({ port, agent: false, ...options }, undefined, (req) => {
        req.on(options.method ? 'connect' : 'upgrade', (res, socket, head) => {
          log(res.statusCode, head.toString(), socket === req.socket);
          socket.destroy();
        });
      }));
    }
    const raw = net.connect(port);
    raw.end('GET /raw HTTP/1.1\r\nHost: x\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\nHEAD');
    raw.resume();
    await once(raw, 'close');
  });
}

async function ends() {
  await withServer({}, (req, res) => {
    if (req.url === '/hang') req.socket.destroy();
    if (req.url === '/half') {
      res.writeHead(200, { 'Content-Length': 10 });
      res.write('half');
      setImmediate(() => req.socket.destroy());
    }
    if (req.url === '/close') res.writeHead(200, { Connection: 'close' }).end('closing');
    if (req.url === '/bad') req.socket.end('HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n');
  }, async (port) => {
    const agent = false;
    log(await ask({ port, agent, path: '/hang' }));
    log(await ask({ port, agent, path: '/half' }));
    log(await ask({ port, agent, path: '/close' }));
    log(await ask({ port, agent, path: '/bad' }));
    log(await ask({ port, agent, path: '/never' }, undefined, (req) => {
      req.on('socket', (socket) => socket.on('connect', () => req.destroy(new Error('mine'))));
    }));
    log(await ask({ port, agent, path: '/never' }, undefined, (req) => req.destroy()));
    log(await ask({ port, agent, path: '/never' }, undefined, (req) => req.abort()));
    const controller = new AbortController();
    log(await ask({ port, agent, path: '/never', signal: controller.signal }, undefined, (req) => {
      req.on('finish', () => controller.abort());
    }));
    log(await ask({ port, agent, path: '/never', signal: AbortSignal.abort() }));
    log(await ask({ port, agent, path: '/never', timeout: 5 }, undefined, (req) => {
      req.on('timeout', () => req.destroy());
    }));
    log(await ask({ port: 1, agent }));
    const req = http.request({
      createConnection: (options, callback) => { process.nextTick(callback, new Error(`none to ${options.host}`)); },
    });
    const error = await new Promise((resolve) => req.on('error', resolve));
    log(error.message);
  });
  // What the server sees of a client that goes away.
  await new Promise((resolve) => {
    const server = http.createServer((req, res) => {
      const events = [];
      req.on('aborted', () => events.push('aborted'));
      req.on('error', (error) => events.push(error.code));
      req.on('close', () => events.push('req close'));
      res.on('close', () => {
        events.push(`res close ${res.destroyed} ${res.writableFinished}`);
        setImmediate(() => {
          log(events.sort().join(', '));
          server.close(resolve);
        });
      });
      req.once('data', () => client.destroy());
    });
    let client;
    server.listen(0, () => {
      client = net.connect(server.address().port);
      client.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nhalf');
    });
  });
}

async function servers() {
  await withServer({}, (req, res) => res.end('x'), async (port, server) => {
    server.on('clientError', (error, socket) => {
      log('clientError', error.code, error.bytesParsed, error.rawPacket?.toString());
      socket.end('HTTP/1.1 444 No\r\n\r\n');
    });
    const raw = net.connect(port);
    raw.setEncoding('utf8').on('data', (data) => log(JSON.stringify(data)));
    raw.write('GET / HTTQ/1.1\r\n\r\n');
    await once(raw, 'close');
  });
  await withServer({ headersTimeout: 1, requestTimeout: 1, connectionsCheckingInterval: 5 }, () => {}, async (port) => {
    const raw = net.connect(port);
    raw.setEncoding('utf8').on('data', (data) => log(JSON.stringify(data)));
    raw.write('GET / HTTP/1.1\r\nHost:');
    await once(raw, 'close');
  });
  await withServer({}, (req, res) => res.end('x'), async (port, server) => {
    const agent = new http.Agent({ keepAlive: true });
    log(await ask({ port, agent }));
    const [socket] = Object.values(agent.freeSockets).flat();
    server.closeIdleConnections();
    await once(socket, 'close');
    log(Object.keys(agent.freeSockets).length, agent.totalSocketCount);
    server.setTimeout(5);
    const raw = net.connect(port);
    await once(raw, 'close');
    server.setTimeout(5, (timedOut) => {
      log('timeout', timedOut instanceof net.Socket);
      timedOut.destroy();
    });
    await once(net.connect(port), 'close');
  });
  const disposable = http.createServer();
  await once(disposable.listen(0), 'listening');
  await disposable[Symbol.asyncDispose]();
  log('disposed', disposable.listening);
}

async function agents() {
  let open = 0;
  let most = 0;
  await withServer({}, (req, res) => {
    most = Math.max(most, ++open);
    setImmediate(() => {
      open--;
      res.end(req.url);
    });
  }, async (port) => {
    for (const options of [{ maxSockets: 2 }, { maxSockets: 1, keepAlive: true }, { maxTotalSockets: 1, keepAlive: true },
                           { keepAlive: true, scheduling: 'fifo', maxFreeSockets: 1 }]) {
      most = 0;
      const agent = new http.Agent(options);
      const reused = [];
      await Promise.all([1, 2, 3, 4].map((path) => ask({ port, agent, path: `/${path}` }, undefined, (req) => {
        req.on('response', () => reused.push(req.reusedSocket));
      })));
      await new Promise(setImmediate);
      log(JSON.stringify(options), most <= (options.maxSockets ?? options.maxTotalSockets ?? Infinity), reused.join(),
          Object.values(agent.freeSockets).flat().length, Object.keys(agent.requests).length);
      agent.destroy();
    }
    class Own extends http.Agent {
      createConnection(options, callback) {
        log('createConnection', options.host, typeof callback, options.path);
        return super.createConnection(options, callback);
      }
    }
    log(await ask({ port, agent: new Own(), path: '/own' }));
    const free = new http.Agent({ keepAlive: true });
    free.on('free', (socket, options) => log('free', options.port === port));
    log(await ask({ port, agent: free }));
    free.destroy();
  });
}

// A body larger than all buffers, both ways, with writers that wait.
async function bodies() {
  await withServer({}, (req, res) => req.pipe(res), async (port) => {
    const size = 3_000_000;
    const req = http.request({ port, method: 'POST', agent: false });
    let written = 0;
    let waits = 0;
    const piece = Buffer.alloc(100_000, 'z');
    const more = () => {
      while (written < size) {
        written += piece.length;
        if (!req.write(piece)) {
          waits++;
          req.once('drain', more);
          return;
        }
      }
      req.end();
    };
    more();
    const [res] = await once(req, 'response');
    let got = 0;
    for await (const chunk of res) got += chunk.length;
    log(got, waits > 0, res.complete);
  });
}

(async () => {
  await information();
  await upgrades();
  await ends();
  await servers();
  await agents();
  await bodies();
})();
