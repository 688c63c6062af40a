// net.Server: where it listens, whom it turns away, how it ends; and the arguments of servers and sockets.
'use strict';
const fs = require('fs');
const net = require('net');
const os = require('os');
const path = require('path');

const steps = [];
const step = (name, run) => steps.push([name, run]);
const show = (error) => error && `${error.name} ${error.message} ${error.code} ${error.errno} ${error.syscall}`;
const attempt = (call) => {
  try {
    const result = call();
    console.log(result === undefined || typeof result === 'object' ? typeof result : result);
    if (result?.on) result.on('error', () => {});
    result?.destroy?.();
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
};
function listen(server, ...args) {
  return new Promise((resolve) => server.listen(...args, () => resolve(server.address())));
}

step('arguments of connect', (done) => {
  for (const args of [[], [{}], [{ port: -1 }], [{ port: 'x' }], [{ port: {} }], [{ port: 1, localAddress: 'x' }],
                      [{ port: 1, localPort: 'x' }], [{ port: 1, lookup: 4 }], [{ port: 1, autoSelectFamily: 4 }],
                      [{ port: 1, autoSelectFamilyAttemptTimeout: 0 }], [{ path: 5 }], [{ port: 1, blockList: 5 }]]) {
    attempt(() => net.connect(...args));
  }
  done();
});

step('arguments of sockets', (done) => {
  for (const options of [{ objectMode: true }, { readableObjectMode: true }, { fd: -1 }, { fd: '1' }, { signal: 5 },
                         { keepAliveInitialDelay: 'x' }, { typeOfService: 256 }]) {
    attempt(() => new net.Socket(options));
  }
  const file = fs.openSync(__filename);
  attempt(() => new net.Socket({ fd: file }));
  fs.closeSync(file);
  const socket = new net.Socket();
  for (const args of [['x'], [-1], [Infinity], [1, 5]]) attempt(() => socket.setTimeout(...args));
  for (const tos of [256, 'x', NaN]) attempt(() => socket.setTypeOfService(tos));
  console.log(socket.setNoDelay() === socket, socket.setKeepAlive(true, 1000) === socket, socket.getTypeOfService());
  console.log(socket.ref() === socket, socket.unref() === socket, socket instanceof require('stream').Duplex);
  socket.setTypeOfService(16);
  console.log(socket.getTypeOfService(), net.Socket() instanceof net.Socket, net.Stream === net.Socket);
  attempt(() => net.setDefaultAutoSelectFamily(4));
  attempt(() => net.setDefaultAutoSelectFamilyAttemptTimeout(0));
  console.log(net.getDefaultAutoSelectFamily());
  net.setDefaultAutoSelectFamilyAttemptTimeout(5);
  console.log(net.getDefaultAutoSelectFamilyAttemptTimeout());
  done();
});

step('arguments of servers', (done) => {
  for (const args of [[5], [{ keepAliveInitialDelay: 'x' }], [{ highWaterMark: 'x' }], [{ blockList: 4 }]]) {
    attempt(() => net.createServer(...args));
  }
  for (const args of [[{}], [{ port: -1 }], [{ port: true }], [70000], [{ path: '' }], [{ port: 0, signal: 5 }]]) {
    attempt(() => net.createServer().listen(...args));
  }
  const server = net.Server();
  console.log(server.listening, server.address(), server.unref() === server, server.ref() === server);
  server.close((error) => {
    console.log(show(error));
    done();
  });
});

step('a port in use', async (done) => {
  const server = net.createServer();
  const { address, family, port } = await listen(server, 0, '127.0.0.1');
  console.log(address, family, server.listening);
  attempt(() => server.listen(0));
  const second = net.createServer();
  second.on('error', (error) => {
    console.log(show(error).replaceAll(String(port), '*'), error.port === port, Object.keys(error).join());
    server.close(done);
  });
  second.listen(port, '127.0.0.1');
});

step('every way to listen', async (done) => {
  for (const args of [[], [0], [0, 'localhost'], [0, '127.0.0.1', 5], [{ port: 0, host: '127.0.0.1', backlog: 3 }],
                      [{ port: 0, ipv6Only: false, exclusive: true }], [null], [undefined]]) {
    const server = net.createServer();
    const { port } = await listen(server, ...args);
    console.log(port > 0);
    await server[Symbol.asyncDispose]();
  }
  const bound = new net.BoundSocket({ host: '127.0.0.1' });
  const { address, port } = bound.address();
  console.log(address, port > 0, bound.fd() > 2, bound.isPipe);
  const server = net.createServer();
  console.log((await listen(server, bound)).port === port);
  attempt(() => bound.address());
  server.close(done);
});

step('who may use a path', async (done) => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'net-'));
  const file = path.join(folder, 'socket');
  const server = net.createServer();
  await listen(server, { path: file, readableAll: true, writableAll: true });
  console.log((fs.statSync(file).mode & 0o666).toString(8));
  server.close(() => {
    fs.rmdirSync(folder);
    const nowhere = net.createServer().on('error', (error) => {
      console.log(error.code, error.syscall, error.address === path.join(folder, 'none'));
      done();
    });
    nowhere.listen(path.join(folder, 'none'));
  });
});

step('too many connections', async (done) => {
  const server = net.createServer({ noDelay: true, keepAlive: true });
  server.maxConnections = 1;
  server.on('drop', (data) => console.log('drop', Object.keys(data).join(), data.localFamily, data.remoteAddress));
  const { port } = await listen(server, 0, '127.0.0.1');
  const first = net.connect(port, '127.0.0.1', () => {
    server.getConnections((error, count) => console.log(error, count));
    const second = net.connect(port, '127.0.0.1').resume();
    second.on('close', () => {
      console.log('second closed');
      first.destroy();
      server.close(done);
    });
  });
});

step('block lists', async (done) => {
  const blockList = new net.BlockList();
  blockList.addAddress('127.0.0.1');
  net.connect({ port: 1, host: '127.0.0.1', blockList }).on('error', async (error) => {
    console.log(show(error));
    const server = net.createServer({ blockList }, () => console.log('never'));
    server.on('drop', () => console.log('no drop either'));
    const { port } = await listen(server, 0, '127.0.0.1');
    net.connect(port, '127.0.0.1').on('error', () => {}).resume().on('close', () => server.close(done));
  });
});

step('connections that wait', async (done) => {
  const server = net.createServer({ pauseOnConnect: true }, (socket) => {
    console.log(socket.isPaused(), socket.readableFlowing);
    socket.on('data', (bytes) => console.log(String(bytes)));
    socket.on('end', () => server.close(done));
    setImmediate(() => socket.resume());
  });
  const { port } = await listen(server, 0);
  net.connect(port).end('hello');
});

step('a signal closes a server, and a socket', (done) => {
  const controller = new AbortController();
  const server = net.createServer();
  server.listen({ port: 0, signal: controller.signal }, () => controller.abort());
  server.on('close', () => {
    console.log('closed', server.listening);
    new net.Socket({ signal: AbortSignal.abort() }).on('error', (error) => {
      console.log(error.name, error.code);
      done();
    });
  });
});

step('a listener that throws a rejection', async (done) => {
  const server = net.createServer({ captureRejections: true });
  server[Symbol.for('nodejs.rejection')](new Error('rejected'), 'connection', {
    destroy(error) {
      console.log(error.message);
    },
  });
  const async = require('async_hooks');
  const storage = new async.AsyncLocalStorage();
  storage.run('made here', () => {
    server.on('connection', (socket) => {
      console.log(storage.getStore());
      socket.end();
    });
    server.listen(0, () => {
      const client = net.connect(server.address().port).resume();
      client.on('end', () => {
        console.log(storage.getStore());
        server.close(done);
      });
    });
  });
});

step('what does not keep the program', async (done) => {
  const server = net.createServer((socket) => socket.unref());
  server.unref();
  const { port } = await new Promise((resolve) => {
    server.listen(0, () => resolve(server.address()));
  });
  const client = net.connect(port, () => {
    client.unref();
    done();
  });
});

(function next() {
  const first = steps.shift();
  if (first === undefined) return;
  console.log(`--- ${first[0]}`);
  first[1](() => setImmediate(next));
})();
